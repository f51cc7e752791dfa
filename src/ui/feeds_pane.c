/* feeds_pane.c - see feeds_pane.h */
#include "config.h"

#include "ui/feeds_pane.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/bidi.h"
#include "ui/linear.h"
#include "ui/row.h"
#include "ui/state.h"

static struct feeds_pane *feeds_of(struct pane *pane)
{
	return containing(pane, struct feeds_pane, pane);
}

/* --- the tree --------------------------------------------------------------- */

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

/* The row that a node of the last tree has in this one.  */
static ptrdiff_t row_like(const struct feeds_pane *p, enum tree_kind kind,
			  int64_t id, const char *path)
{
	for (size_t i = 0; i < p->tree.n; i++) {
		const struct tree_node *node = p->tree.rows[i];

		if (node->kind == kind &&
		    (kind != TREE_FEED || node->feed->id == id) &&
		    (kind != TREE_FOLDER || !strcmp(node->path, path)))
			return (ptrdiff_t)i;
	}
	return -1;
}

/* At the start the cursor is where it was when the reader was left, else on
 * the first feed, past the smart rows.  */
static void go_first(struct feeds_pane *p)
{
	size_t i;

	for (i = 0; p->wanted && i < p->feeds->n; i++)
		if (!strcmp(p->feeds->feeds[i].url, p->wanted))
			break;
	feeds_pane_go(p, p->feeds->feeds[p->wanted && i < p->feeds->n ?
					 i : 0].id);
	free(p->wanted);
	p->wanted = NULL;
}

static void follow_folder(const struct feeds_pane *p,
			  const struct store_feeds *feeds, char **path)
{
	char *now = *path ? tree_follow(&p->tree, *path, feeds) : NULL;

	if (!now)
		return;
	free(*path);
	*path = now;
}

void feeds_pane_read(struct feeds_pane *p)
{
	const struct tree_node *node = feeds_pane_node(p);
	enum tree_kind kind = node ? node->kind : TREE_ALL;
	int64_t id = node && node->feed ? node->feed->id : 0;
	char *path = node && node->path ? xstrdup(node->path) : NULL;
	bool first = !p->feeds || !p->feeds->n;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	ptrdiff_t row;

	p->pane.dirty = true;
	if (store_feeds(app_store(p->pane.ui->app), &feeds, &err) < 0) {
		ui_complain(p->pane.ui, "%s", err.text);
		free(path);
		return;
	}
	follow_folder(p, feeds, &path);
	tree_make(&p->tree, feeds);
	store_feeds_free(p->feeds);
	p->feeds = feeds;
	row = row_like(p, kind, id, path);
	if (row >= 0)
		p->scroll.cursor = (size_t)row;
	else
		p->scroll.cursor = MIN(p->scroll.cursor, p->tree.n - 1);
	if (first && feeds->n && kind == TREE_ALL)
		go_first(p);
	free(path);
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

/* --- the pane ------------------------------------------------------------- */

static const char *sign_of(const struct tree_node *node)
{
	switch (node->kind) {
	case TREE_FOLDER:
		return node->folded ? "▸" : "▾";
	case TREE_STARRED:
		return "★";
	default:
		return " ";
	}
}

static uint16_t style_of(const struct tree_node *node)
{
	if (node->kind == TREE_FOLDER)
		return theme_style(THEME_FOLDER);
	if (node->kind == TREE_STARRED)
		return theme_style(THEME_TEXT);
	return theme_style(node->unread ? THEME_TEXT : THEME_READ_ROW);
}

/*
 *	› ▾ World                210
 *	      Guardian           !88
 */
static void draw_node(const struct area *a, int y,
		      const struct tree_node *node, enum row_state state)
{
	int64_t count = node->kind == TREE_STARRED ? node->starred :
			node->unread;
	int depth = MIN(node->depth, MAX(a->width / 8, 1));
	int x = 1 + 2 * depth, right = a->width - 1, w;
	struct str s = STR_INIT;

	if (count)
		status_number(&s, count);
	w = text_width(str_span(&s));
	right -= w;
	area_text(a, right, y, w, str_span(&s), theme_style(THEME_COUNT));
	if (node->failing && (node->kind == TREE_FEED || node->folded)) {
		right -= 2;
		area_puts(a, right, y, "!", theme_style(THEME_FAILING));
	}
	area_puts(a, x, y, sign_of(node),
		  node->kind == TREE_STARRED ? theme_style(THEME_STAR) :
		  theme_style(THEME_FAINT));
	str_clear(&s);
	text_oneline(&s, span_of(node->label));
	bidi_cut(a, x + 2, y, right - x - 3, str_span(&s), style_of(node));
	str_release(&s);
	row_select(a, y, 1, state);
}

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
		if (pane->ui->linear)
			draw_sentence(a, y, p->tree.rows[i], state);
		else
			draw_node(a, y, p->tree.rows[i], state);
	}
}

static void feeds_move(struct pane *pane, enum move how, int count)
{
	struct feeds_pane *p = feeds_of(pane);

	p->scroll.n = p->tree.n;
	scroll_move(&p->scroll, how, count);
}

static void feeds_open(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);
	const struct tree_node *node = feeds_pane_node(p);

	if (!node)
		return;
	if (node->folded) {
		tree_fold(&p->tree, p->tree.rows[p->scroll.cursor], false);
		return;
	}
	pane->ui->searching = false;
	ui_focus(pane->ui, FOCUS_LIST);
}

/* Fold what one is in.  */
static bool feeds_back(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);
	struct tree_node *node = p->scroll.cursor < p->tree.n ?
		p->tree.rows[p->scroll.cursor] : NULL;

	if (!node)
		return false;
	if (node->kind != TREE_FOLDER || node->folded)
		node = node->parent;
	if (!node || node == p->tree.root)
		return false;
	tree_fold(&p->tree, node, true);
	p->scroll.cursor = tree_row_of(&p->tree, node);
	return true;
}

static void feeds_place(struct pane *pane, struct str *out)
{
	const struct store_feeds *feeds = feeds_of(pane)->feeds;

	if (!feeds)
		return;
	status_number(out, (int64_t)feeds->n);
	str_add(out, feeds->n == 1 ? " feed" : " feeds");
}

static void feeds_free(struct pane *pane)
{
	struct feeds_pane *p = feeds_of(pane);

	tree_release(&p->tree);
	store_feeds_free(p->feeds);
	free(p->wanted);
	free(p);
}

static const struct pane_ops feeds_ops = {
	.letter = 'F',
	.name = "feeds",
	.draw = feeds_draw,
	.move = feeds_move,
	.open = feeds_open,
	.back = feeds_back,
	.place = feeds_place,
	.free = feeds_free,
};

struct feeds_pane *feeds_pane_new(struct ui *ui)
{
	struct feeds_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &feeds_ops;
	p->pane.ui = ui;
	return p;
}
