/* linear.c - see linear.h */
#include "config.h"

#include "ui/linear.h"

#include "app/tags.h"
#include "base/date.h"
#include "base/text.h"
#include "ui/bidi.h"

/* Marks hold apart what is written in different directions.  */
#define LRM "\xe2\x80\x8e"

/* --- sentences ---------------------------------------------------------- */

static void add_part(struct str *out, const char *words)
{
	struct str line = STR_INIT;

	if (words)
		text_oneline(&line, span_of(words));
	if (line.len)
		str_addf(out, "%s%s" LRM, out->len ? ", " : "", line.s);
	str_release(&line);
}

static void add_count(struct str *out, int64_t n, const char *words)
{
	struct str s = STR_INIT;

	str_add_number(&s, n);
	str_addf(&s, " %s", words);
	add_part(out, s.s);
	str_release(&s);
}

static void add_tags(struct str *out, const char *tags)
{
	struct span rest = span_of(tags), name;
	struct str all = STR_INIT;

	while (tags_next(&rest, &name)) {
		str_add(&all, all.len ? ", " : "tagged ");
		text_oneline(&all, name);
	}
	add_part(out, all.s);
	str_release(&all);
}

void linear_row(struct str *out, const struct store_row *row, bool with_feed,
		int64_t now)
{
	struct str when = STR_INIT;

	if (row->deleted) {
		add_part(out, "no longer here");
		return;
	}
	if (row->hidden)
		add_part(out, "hidden");
	else if (!row->read)
		add_part(out, "unread");
	if (row->starred)
		add_part(out, "starred");
	add_part(out, row->title && *row->title ? row->title : "untitled");
	if (with_feed)
		add_part(out, row->feed);
	date_short(&when, row->date, now);
	add_part(out, when.s);
	add_tags(out, row->tags);
	str_release(&when);
}

void linear_node(struct str *out, const struct tree_node *node)
{
	add_part(out, node->label);
	if (node->kind == TREE_FOLDER)
		add_part(out, node->folded ? "folder, closed" :
			 "folder, open");
	if (node->depth) {
		struct str level = STR_INIT;

		str_addf(&level, "level %d", node->depth + 1);
		add_part(out, level.s);
		str_release(&level);
	}
	if (node->kind == TREE_QUERY)
		add_part(out, "smart feed");
	if (node->paused)
		add_part(out, "paused");
	if (node->failing)
		add_part(out, node->kind == TREE_FEED ? "failing" :
			 "a feed in it fails");
	if (node->kind == TREE_STARRED)
		add_count(out, node->starred,
			  node->starred == 1 ? "article" : "articles");
	else
		add_count(out, node->unread, "unread");
}

void linear_place(struct str *out, struct span place)
{
	for (size_t i = 0; i < place.len; i++) {
		if (place.p[i] == '/')
			str_add(out, " of ");
		else
			str_addc(out, place.p[i]);
	}
}

/* --- drawing ------------------------------------------------------------ */

void linear_draw(const struct area *a, int y, const struct str *s,
		 enum row_state state)
{
	bidi_cut(a, 0, y, a->width, str_span(s), theme_style(THEME_TEXT));
	if (state == ROW_FOCUSED)
		area_select(a, 0, y, a->width);
}

int linear_first(const struct area *a)
{
	for (int y = 0; y < a->height; y++)
		for (int x = 0; x < a->width; x++)
			if (grid_at(a->grid, a->x + x, a->y + y)->text[0] !=
			    ' ')
				return y;
	return 0;
}

/* Box drawing, block elements, geometric shapes (U+2500 to U+25FF), and the
 * marks at the edges of what is cut.  */
static bool is_for_looks(const struct grid_cell *c)
{
	static const char *const others[] = { "‹", "›", "★", "☆" };
	struct span text = { c->text, c->len };

	if (c->len == 3 && (unsigned char)c->text[0] == 0xe2 &&
	    (unsigned char)c->text[1] >= 0x94 &&
	    (unsigned char)c->text[1] <= 0x97)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (span_eq(text, span_of(others[i])))
			return true;
	return false;
}

void linear_plain(struct grid *g)
{
	for (int i = 0; i < g->width * g->height; i++) {
		struct grid_cell *c = &g->cells[i];

		if (c->width == 1 && is_for_looks(c)) {
			c->text[0] = ' ';
			c->len = 1;
		}
	}
}
