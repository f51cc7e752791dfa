/* feeds_pane.c - rows, folds and keys of the tree of feeds; see feeds_pane.h */
#include "config.h"

#include "ui/feeds_pane.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/feeds_row.h"
#include "ui/linear.h"
#include "ui/state.h"

static struct feeds_pane *feeds_of(struct pane *pane)
{
	return containing(pane, struct feeds_pane, pane);
}

/* --- rows --------------------------------------------------------------- */

const struct tree_node *feeds_pane_node(const struct feeds_pane *p)
{
	return p->scroll.cursor < p->tree.n ?
		p->tree.rows[p->scroll.cursor] : NULL;
}

const struct store_feed *feeds_pane_feed(const struct feeds_pane *p)
{
	const struct tree_node *node = feeds_pane_node(p);

	return node ? node->feed : NULL;
}

const struct store_feed *feeds_pane_find(const struct feeds_pane *p,
					 int64_t id)
{
	for (size_t i = 0; p->feeds && i < p->feeds->n; i++)
		if (p->feeds->feeds[i].id == id)
			return &p->feeds->feeds[i];
	return NULL;
}

static struct app_item item_of(const struct tree_node *node)
{
	return (struct app_item){
		.url = node->kind == TREE_FEED ? node->feed->url : NULL,
		.folder = node->kind == TREE_FOLDER ? node->path : NULL,
		.query = node->kind == TREE_QUERY ? node->query : NULL,
	};
}

bool feeds_pane_item(const struct feeds_pane *p, struct app_item *ret)
{
	const struct tree_node *node = feeds_pane_node(p);

	*ret = (struct app_item){ NULL, NULL, NULL };
	if (node)
		*ret = item_of(node);
	return ret->url || ret->folder || ret->query;
}

struct store_scope feeds_pane_scope(const struct feeds_pane *p)
{
	const struct tree_node *node = feeds_pane_node(p);
	struct store_scope s = {
		.kind = STORE_ALL,
		.unread_only = p->pane.ui->unread_only,
	};

	if (!node)
		return s;
	switch (node->kind) {
	case TREE_ALL:
	case TREE_QUERY:
		break;
	case TREE_STARRED:
		s.starred_only = true;
		s.unread_only = false;
		break;
	case TREE_FOLDER:
		s.kind = STORE_FOLDER;
		s.folder = node->path;
		break;
	case TREE_FEED:
		s.kind = STORE_FEED;
		s.feed_id = node->feed->id;
		break;
	}
	return s;
}

void feeds_pane_go(struct feeds_pane *p, int64_t feed_id)
{
	struct tree_node *node = tree_find(&p->tree, feed_id);

	if (!node)
		return;
	/* It is to be seen.  */
	p->tree.kept = feed_id;
	if (!node->shown)
		tree_hide_read(&p->tree, p->tree.hides_read, feed_id);
	if (!node->shown)
		tree_set_filter(&p->tree, NULL);
	for (struct tree_node *f = node->parent; f != p->tree.root;
	     f = f->parent)
		if (f->folded)
			tree_fold(&p->tree, f, false);
	p->scroll.cursor = tree_row_of(&p->tree, node);
	p->pane.dirty = true;
}

static bool in_scope(const struct store_feed *feed,
		     const struct store_scope *s)
{
	return s->kind == STORE_ALL ||
	       (s->kind == STORE_FEED && feed->id == s->feed_id) ||
	       (s->kind == STORE_FOLDER && tree_is_below(feed, s->folder));
}

int64_t *feeds_pane_ids(const struct feeds_pane *p, size_t *ret_n)
{
	struct store_scope s = feeds_pane_scope(p);
	size_t n = 0, all = p->feeds ? p->feeds->n : 0;
	int64_t *ids = xcalloc(all + 1, sizeof(*ids));

	for (size_t i = 0; i < all; i++)
		if (in_scope(&p->feeds->feeds[i], &s))
			ids[n++] = p->feeds->feeds[i].id;
	*ret_n = n;
	return ids;
}

int64_t feeds_pane_total(const struct feeds_pane *p,
			 const struct store_scope *s)
{
	int64_t total = 0;

	for (size_t i = 0; p->feeds && i < p->feeds->n; i++)
		if (in_scope(&p->feeds->feeds[i], s))
			total += s->starred_only ? p->feeds->feeds[i].starred :
				 p->feeds->feeds[i].total;
	return total;
}

int64_t feeds_pane_hidden(const struct feeds_pane *p,
			  const struct store_scope *s)
{
	int64_t hidden = 0;

	for (size_t i = 0; p->feeds && i < p->feeds->n; i++)
		if (in_scope(&p->feeds->feeds[i], s))
			hidden += p->feeds->feeds[i].hidden;
	return hidden;
}

/* --- folding and filters ---------------------------------------------------- */

static struct tree_node *at_cursor(const struct feeds_pane *p)
{
	return p->scroll.cursor < p->tree.n ?
		p->tree.rows[p->scroll.cursor] : NULL;
}

/* Other rows are shown: the cursor stays where it was, or near to that.  */
static void follow_node(struct feeds_pane *p, const struct tree_node *node)
{
	if (node)
		p->scroll.cursor = tree_row_of(&p->tree, node);
	p->pane.dirty = true;
}

void feeds_pane_fold(struct feeds_pane *p, bool folded)
{
	struct tree_node *node = at_cursor(p);

	if (node && node->kind != TREE_FOLDER)
		node = node->parent;
	if (!node || node == p->tree.root)
		return;
	tree_fold(&p->tree, node, folded);
	if (folded)
		p->scroll.cursor = tree_row_of(&p->tree, node);
	p->pane.dirty = true;
}

void feeds_pane_fold_all(struct feeds_pane *p, bool folded)
{
	struct tree_node *node = at_cursor(p);

	tree_fold_all(&p->tree, folded);
	follow_node(p, node);
}

static bool is_feed(const struct tree_node *node)
{
	return node->kind == TREE_FEED;
}

void feeds_pane_filter(struct feeds_pane *p, const char *words)
{
	struct tree_node *node = at_cursor(p);

	tree_set_filter(&p->tree, words);
	follow_node(p, node);
	if (p->tree.filter && (!node || !is_feed(node) || !node->shown)) {
		p->scroll.cursor = 0;
		feeds_pane_step(p, true, is_feed);
	}
}

void feeds_pane_hide_read(struct feeds_pane *p, bool hide)
{
	struct tree_node *node = at_cursor(p);

	tree_hide_read(&p->tree, hide,
		       node && node->feed ? node->feed->id : 0);
	app_set_value(p->pane.ui->app, "ui.hide-read", hide ? "on" : "");
	follow_node(p, node);
}

bool feeds_pane_step(struct feeds_pane *p, bool forward,
		     bool (*fn)(const struct tree_node *node))
{
	size_t i = p->scroll.cursor;

	while (forward ? i + 1 < p->tree.n : i > 0) {
		i = forward ? i + 1 : i - 1;
		if (fn && !fn(p->tree.rows[i]))
			continue;
		p->scroll.cursor = i;
		p->pane.dirty = true;
		return true;
	}
	return false;
}

/* --- the pane ------------------------------------------------------------- */

static void draw_sentence(const struct area *a, int y,
			  const struct tree_node *node, enum row_state state)
{
	struct str s = STR_INIT;

	linear_node(&s, node);
	linear_draw(a, y, &s, state);
	str_release(&s);
}

static void feeds_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct feeds_pane *p = feeds_of(pane);
	bool is_cut, sparks = feeds_pane_has_sparks(p);
	struct app_item item;

	area_clear(a);
	scroll_fit(&p->scroll, p->tree.n, a->height);
	pane->cursor_x = pane->ui->linear ? 0 : 1;
	pane->cursor_y = (int)(p->scroll.cursor - p->scroll.top);
	for (int y = 0; y < a->height; y++) {
		size_t i = p->scroll.top + (size_t)y;
		enum row_state state = i != p->scroll.cursor ? ROW_PLAIN :
				       focused ? ROW_FOCUSED : ROW_SELECTED;

		if (i >= p->tree.n)
			break;
		if (pane->ui->linear) {
			draw_sentence(a, y, p->tree.rows[i], state);
			continue;
		}
		item = item_of(p->tree.rows[i]);
		is_cut = feeds_row_draw(a, y, p->tree.rows[i],
					sparks ? feeds_pane_week(p, p->tree.rows[i]) :
					NULL, feeds_pane_has_cut(p, &item),
					state);
		if (i == p->scroll.cursor)
			p->is_cut = is_cut;
	}
}

static void feeds_move(struct pane *pane, enum move how, int count)
{
	struct feeds_pane *p = feeds_of(pane);

	p->scroll.n = p->tree.n;
	scroll_move(&p->scroll, how, count);
}

static bool feeds_select(struct pane *pane, int x, int y)
{
	struct feeds_pane *p = feeds_of(pane);
	size_t i = p->scroll.top + (size_t)y;

	(void)x;
	if (i >= p->tree.n)
		return false;
	p->scroll.cursor = i;
	return true;
}

/* On the sign of a folder.  */
static bool feeds_click(struct pane *pane, int x, int y)
{
	struct feeds_pane *p = feeds_of(pane);
	const struct tree_node *node;
	int sign;

	if (!feeds_select(pane, x, y))
		return false;
	node = at_cursor(p);
	sign = feeds_row_sign(&pane->area, node);
	if (node->kind != TREE_FOLDER || x < sign || x > sign + 1)
		return false;
	feeds_pane_fold(p, !node->folded);
	return true;
}

static void feeds_open(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);
	const struct tree_node *node = feeds_pane_node(p);

	if (!node)
		return;
	pane->ui->searching = false;
	ui_focus(pane->ui, FOCUS_LIST);
}

/* End the filter, fold the folder one is on, go to the one that one is in.  */
static bool feeds_back(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);
	struct tree_node *node = at_cursor(p);

	if (!node)
		return false;
	if (p->tree.filter) {
		feeds_pane_filter(p, NULL);
		ui_say(pane->ui, "All feeds");
	} else if (node->kind == TREE_FOLDER && !node->folded) {
		feeds_pane_fold(p, true);
	} else if (node->parent != p->tree.root) {
		p->scroll.cursor = tree_row_of(&p->tree, node->parent);
	} else {
		return false;
	}
	return true;
}

static void feeds_place(struct pane *pane, struct str *out)
{
	const struct store_feeds *feeds = feeds_of(pane)->feeds;

	if (!feeds)
		return;
	if (feeds_of(pane)->tree.filter) {
		size_t seen;

		tree_n_seen(&feeds_of(pane)->tree, &seen);
		status_number(out, (int64_t)seen);
		str_add(out, " of ");
	}
	status_number(out, (int64_t)feeds->n);
	str_add(out, feeds->n == 1 ? " feed" : " feeds");
}

/* What the row has no room for: why a feed fails, or its whole title.  */
static void feeds_about(struct pane *pane, struct str *out, int width)
{
	struct feeds_pane *p = feeds_of(pane);
	const struct tree_node *node = at_cursor(p);

	struct str s = STR_INIT;

	(void)width;
	/* Who is new here is told the keys.  */
	if (node)
		feeds_row_about(&s, node, p->is_cut && !pane->ui->greeting);
	ui_shorten(out, str_span(&s));
	str_release(&s);
}

static void feeds_free(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);

	tree_release(&p->tree);
	store_feeds_free(p->feeds);
	feeds_pane_free_queries(p);
	feeds_pane_forget_cuts(p);
	free(p->cuts);
	free(p->fetching);
	app_counts_free(p->counts);
	free(p->wanted);
	free(p);
}

static const struct pane_ops feeds_ops = {
	.letter = 'F',
	.name = "feeds",
	.draw = feeds_draw,
	.move = feeds_move,
	.open = feeds_open,
	.select = feeds_select,
	.click = feeds_click,
	.back = feeds_back,
	.place = feeds_place,
	.about = feeds_about,
	.free = feeds_free,
};

struct feeds_pane *feeds_pane_new(struct ui *ui)
{
	struct feeds_pane *p = xcalloc(1, sizeof(*p));
	char *hide = NULL;

	p->pane.ops = &feeds_ops;
	p->pane.ui = ui;
	if (store_get_value(app_store(ui->app), "ui.hide-read", &hide,
			    NULL) == 0 && hide)
		p->tree.hides_read = !strcmp(hide, "on");
	free(hide);
	return p;
}
