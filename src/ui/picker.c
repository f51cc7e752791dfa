/* picker.c - rows to choose from by typing; see picker.h */
#include "config.h"

#include "ui/picker.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/fuzzy.h"
#include "ui/picker_private.h"
#include "ui/state.h"

#define OF_NAME 2		/* what is found by its name comes before the rest */

static const struct pane_ops picker_ops;

struct picker *picker_of(struct pane *pane)
{
	return pane && pane->ops == &picker_ops ?
		containing(pane, struct picker, pane) : NULL;
}

/* --- what is shown -------------------------------------------------------------- */

struct pick *picker_at(const struct picker *p, size_t row)
{
	return row < p->n_shown ? &p->items[p->shown[row].i] : NULL;
}

static int by_score(const void *a, const void *b)
{
	const struct pick_shown *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

/* The cursor onto a row that can be chosen, downwards or upwards.  */
static void settle(struct picker *p, int step)
{
	size_t at = p->scroll.cursor;

	while (at < p->n_shown && picker_at(p, at)->what == PICK_HEADING) {
		if (step < 0 && !at)
			step = 1;
		at += (size_t)step;
	}
	if (at >= p->n_shown && p->n_shown)
		at = p->n_shown - 1;
	p->scroll.cursor = at;
}

/* All words that are typed are in it somewhere.  */
static int score_words(const struct pick *item, struct span typed)
{
	struct str have = STR_INIT, want = STR_INIT;
	bool all = true;

	str_addf(&have, "%s\n%s\n%s", item->name, item->key, item->doc);
	text_fold(&want, str_span(&have));
	str_clear(&have);
	while (typed.len && all) {
		size_t n = 0;

		while (n < typed.len && typed.p[n] != ' ')
			n++;
		str_clear(&have);
		text_fold(&have, (struct span){ typed.p, n });
		all = !n || span_find(str_span(&want), str_span(&have)) >= 0;
		typed = span_from(typed, n + 1);
	}
	str_release(&have);
	str_release(&want);
	return all;
}

/* A name by its letters, else what is said of it by words in it.  */
static int score_fuzzy(const struct picker *p, const struct pick *item)
{
	struct span typed = str_span(&p->prompt.text);
	int score = fuzzy_score(typed, span_of(item->name), NULL, NULL);

	return score ? score + OF_NAME : score_words(item, typed);
}

/* Headings stay where something below them does.  */
static void drop_headings(struct picker *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n_shown; i++) {
		bool heading = picker_at(p, i)->what == PICK_HEADING;

		if (heading && (i + 1 == p->n_shown ||
				picker_at(p, i + 1)->what == PICK_HEADING))
			continue;
		p->shown[kept++] = p->shown[i];
	}
	p->n_shown = kept;
}

static void filter(struct picker *p)
{
	struct span typed = str_span(&p->prompt.text);

	p->n_shown = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct pick *item = &p->items[i];
		int score = item->what == PICK_HEADING ? 1 :
			    p->floats ? score_fuzzy(p, item) :
			    score_words(item, typed);

		if (score)
			p->shown[p->n_shown++] = (struct pick_shown){ i, score };
	}
	if (p->floats && typed.len)
		qsort(p->shown, p->n_shown, sizeof(*p->shown), by_score);
	drop_headings(p);
	p->scroll.cursor = p->scroll.top = 0;
	settle(p, 1);
	p->pane.dirty = true;
}

/* --- choosing ---------------------------------------------------------------------- */

static bool is_item(const struct tree_node *node, const struct pick *item)
{
	return item->what == PICK_QUERY ?
		node->kind == TREE_QUERY && !strcmp(node->query, item->text) :
		node->kind == TREE_FOLDER && !strcmp(node->path, item->text);
}

static struct tree_node *find_item(struct tree_node *node,
				   const struct pick *item)
{
	struct tree_node *found = NULL;

	for (; node && !found; node = node->next)
		found = is_item(node, item) ? node :
			find_item(node->child, item);
	return found;
}

/* A folder or a smart feed.  */
static void go_to_item(struct ui *ui, const struct pick *item)
{
	struct tree *t = &ui->feeds->tree;
	struct tree_node *node = t->root ? find_item(t->root->child, item) :
				 NULL;

	if (!node)
		return;
	for (struct tree_node *up = node->parent; up; up = up->parent)
		if (up->kind == TREE_FOLDER && up->folded) {
			tree_fold(t, up, false);
			go_to_item(ui, item);
			return;
		}
	ui->feeds->scroll.cursor = tree_row_of(t, node);
}

static void go(struct ui *ui, const struct pick *item)
{
	if (ui->searching)
		ui_leave_search(ui);
	ui_focus(ui, FOCUS_FEEDS);
	if (item->what == PICK_FEED)
		feeds_pane_go(ui->feeds, item->id);
	else
		go_to_item(ui, item);
	ui_focus(ui, FOCUS_LIST);
}

static void choose(struct ui *ui, const struct pick *item)
{
	struct str line = STR_INIT;

	switch (item->what) {
	case PICK_HEADING:
		break;
	case PICK_ACTION:
		str_add(&line, actions[item->number].name);
		if (*actions[item->number].args &&
		    *actions[item->number].args != '[') {
			str_addc(&line, ' ');
			command_ask(ui, ASK_COMMAND, line.s);
		} else {
			macro_begin_line(ui, line.s);
		}
		break;
	case PICK_LINE:
		macro_begin_line(ui, item->text);
		break;
	case PICK_SETTING:
		str_addf(&line, "set %s ", setting_infos[item->number].name);
		command_ask(ui, ASK_COMMAND, line.s);
		break;
	case PICK_FEED:
	case PICK_FOLDER:
	case PICK_QUERY:
		go(ui, item);
		break;
	case PICK_TAG:
		str_addf(&line, "search tag:\"%s\"", item->text);
		macro_begin_line(ui, line.s);
		break;
	case PICK_THEME:
		str_addf(&line, "theme %s", item->text);
		macro_begin_line(ui, line.s);
		break;
	}
	str_release(&line);
}

static void picker_open(struct pane *pane)
{
	struct picker *p = picker_of(pane);
	struct ui *ui = pane->ui;
	struct pick *at = picker_at(p, p->scroll.cursor), item;
	struct arena *arena = p->arena;
	struct str id = STR_INIT;

	if (!at || at->what == PICK_HEADING)
		return;
	item = *at;
	if (p->floats) {
		pick_id(&id, ui, &item);
		history_add(&ui->palette, id.s);
		str_release(&id);
	}
	/* What it points to outlives the pane.  */
	p->arena = NULL;
	ui_cover(ui, NULL);
	choose(ui, &item);
	arena_free(arena);
}

/* --- keys ----------------------------------------------------------------------------- */

static void picker_move(struct pane *pane, enum move how, int count)
{
	struct picker *p = picker_of(pane);
	size_t was = p->scroll.cursor;

	scroll_move(&p->scroll, how, count);
	settle(p, p->scroll.cursor < was ? -1 : 1);
	pane->dirty = true;
}

static bool picker_back(struct pane *pane)
{
	struct picker *p = picker_of(pane);

	if (!p->floats && p->prompt.text.len) {
		prompt_set(&p->prompt, "");
		filter(p);
		return true;
	}
	ui_cover(pane->ui, NULL);
	return true;
}

/* Keys of the line; false: not one of them.  */
static bool move_key(struct picker *p, struct key k)
{
	static const struct { struct key key; enum move how; } moves[] = {
		{ { KEYS_UP, 0 }, MOVE_UP }, { { KEYS_DOWN, 0 }, MOVE_DOWN },
		{ { 'p', KEY_MOD_CTRL }, MOVE_UP },
		{ { 'n', KEY_MOD_CTRL }, MOVE_DOWN },
		{ { KEYS_BACKTAB, 0 }, MOVE_UP },
		{ { KEYS_TAB, 0 }, MOVE_DOWN },
		{ { KEYS_PAGE_UP, 0 }, MOVE_PAGE_UP },
		{ { KEYS_PAGE_DOWN, 0 }, MOVE_PAGE_DOWN },
	};

	for (size_t i = 0; i < ARRAY_LEN(moves); i++)
		if (key_eq(moves[i].key, k)) {
			picker_move(&p->pane, moves[i].how, 0);
			return true;
		}
	return false;
}

static bool picker_key(struct pane *pane, struct key k)
{
	struct picker *p = picker_of(pane);

	if (!p->filtering) {
		p->filtering = k.code == '/' && !k.mods;
		pane->dirty = true;
		return p->filtering;
	}
	if (move_key(p, k))
		return true;
	pane->dirty = true;
	switch (prompt_key(&p->prompt, k)) {
	case PROMPT_ACCEPT:
		picker_open(pane);
		break;
	case PROMPT_CANCEL:
		p->filtering = p->floats;
		picker_back(pane);
		break;
	case PROMPT_CHANGED:
		filter(p);
		break;
	case PROMPT_NONE:
	case PROMPT_MOVED:
		break;
	}
	return true;
}

static bool picker_paste(struct pane *pane, const char *text)
{
	struct picker *p = picker_of(pane);

	if (!p->filtering)
		return false;
	prompt_paste(&p->prompt, text);
	filter(p);
	return true;
}

/* All that the row has no room for.  */
static void picker_about(struct pane *pane, struct str *out, int width)
{
	struct picker *p = picker_of(pane);
	const struct pick *item = picker_at(p, p->scroll.cursor);

	(void)width;
	if (item && item->what != PICK_HEADING)
		str_addf(out, "%s%s%s", item->name, *item->doc ? ": " : "",
			 item->doc);
	else if (!p->n_shown)
		str_add(out, "Esc leaves");
}

static void picker_place(struct pane *pane, struct str *out)
{
	struct picker *p = picker_of(pane);

	/* How many there are in all tells nobody anything.  */
	if (!p->n_shown || !p->prompt.text.len)
		return;
	status_number(out, (int64_t)p->scroll.cursor + 1);
	str_addc(out, '/');
	status_number(out, (int64_t)p->n_shown);
}

static void picker_free(struct pane *pane)
{
	struct picker *p = picker_of(pane);

	prompt_release(&p->prompt);
	arena_free(p->arena);
	free(p->shown);
	free(p);
}

static const struct pane_ops picker_ops = {
	.letter = 'G',
	.name = "page",
	.draw = picker_draw,
	.move = picker_move,
	.select = picker_select,
	.open = picker_open,
	.back = picker_back,
	.key = picker_key,
	.paste = picker_paste,
	.place = picker_place,
	.about = picker_about,
	.free = picker_free,
};

/* --- opening ------------------------------------------------------------------------------- */

void picker_add(struct picker *p, struct pick item)
{
	p->items = arena_grow(p->arena, p->items, p->n, &p->cap,
			      sizeof(*p->items));
	item.name = arena_strdup(p->arena, item.name);
	item.doc = arena_strdup(p->arena, item.doc ? item.doc : "");
	item.key = arena_strdup(p->arena, item.key ? item.key : "");
	item.text = item.text ? arena_strdup(p->arena, item.text) : NULL;
	p->items[p->n++] = item;
}

void picker_heading(struct picker *p, const char *name)
{
	picker_add(p, (struct pick){ .what = PICK_HEADING, .name = name });
}

static struct picker *picker_new(struct ui *ui, const char *title)
{
	struct picker *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &picker_ops;
	p->pane.ui = ui;
	p->pane.dirty = true;
	p->pane.title = title;
	p->arena = arena_new();
	prompt_init(&p->prompt);
	return p;
}

static void picker_show(struct ui *ui, struct picker *p, const char *words)
{
	p->shown = xcalloc(p->n + 1, sizeof(*p->shown));
	prompt_set(&p->prompt, words);
	filter(p);
	ui_cover(ui, &p->pane);
}

void palette_show(struct ui *ui)
{
	struct picker *p = picker_new(ui, "Palette");

	p->floats = p->filtering = true;
	ui_cover(ui, NULL);
	p->letter = ui_focused(ui)->ops->letter;
	picker_fill_palette(p);
	picker_show(ui, p, "");
}

void help_show(struct ui *ui, const char *words)
{
	struct picker *p = picker_new(ui, "Help");
	struct str title = STR_INIT;

	ui_cover(ui, NULL);
	p->letter = ui_focused(ui)->ops->letter;
	str_addf(&title, "Help: Keys in the %s", ui_focused(ui)->ops->name);
	p->pane.title = arena_strdup(p->arena, title.s);
	str_release(&title);
	picker_fill_help(p);
	picker_show(ui, p, words);
}

void settings_show(struct ui *ui, bool changed)
{
	struct picker *p = picker_new(ui, changed ? "Settings that were changed" :
				      "Settings");

	picker_fill_settings(p, changed);
	picker_show(ui, p, "");
}

void rules_show(struct ui *ui)
{
	struct picker *p = picker_new(ui, "Rules");

	picker_fill_rules(p);
	picker_show(ui, p, "");
}
