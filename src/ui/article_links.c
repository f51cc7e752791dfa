/* article_links.c - the link in focus, and letters over all that are seen */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/article_spots.h"
#include "ui/hint.h"
#include "ui/state.h"

/* --- what is seen ------------------------------------------------------------------ */

/* More are looked at by nobody: links that show nothing.  */
#define MOST_SEEN ((size_t)2000)

struct seen {
	struct article_spot *spots;
	size_t n, cap;
	struct spot_walk walk;	/* in the leaf looked at last */
	struct spot_walk line;	/* where it was when the line began */
};

static void see(struct seen *s, struct article_spot spot, int y, bool rtl)
{
	for (size_t i = s->n; i-- > 0;)
		if (article_spot_same(&s->spots[i], &spot))
			return;
	if (s->n == MOST_SEEN)
		return;
	spot.y = y;
	spot.rtl = rtl;
	s->spots = xgrow(s->spots, s->n, &s->cap, sizeof(*s->spots));
	s->spots[s->n++] = spot;
}

static void see_run(struct seen *s, const struct doc *doc,
		    const struct layout_run *r, int y)
{
	struct article_spot spot;

	if (!r->link || r->leaf >= doc->n_leaves)
		return;
	/* Right-to-left lines have their runs from the last to the first.  */
	if (s->walk.at > r->from)
		s->walk = s->line;
	spot_walk_to(&s->walk, doc->leaves[r->leaf], r->from);
	for (struct spot_walk w = s->walk; spot_walk_next(&w, &spot); s->walk = w) {
		if (r->from >= spot.to)
			continue;
		if (r->from >= spot.from)
			see(s, spot, y, r->rtl);
		break;
	}
}

static void see_line(struct seen *s, const struct doc *doc,
		     const struct layout_line *line, int y)
{
	bool listed = line->at.leaf >= doc->n_leaves;

	s->line = s->walk;
	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];

		if (!listed)
			see_run(s, doc, r, y);
		else if (r->link)
			see(s, (struct article_spot){ .kind = SPOT_LIST,
			    .number = (int)r->link }, y, false);
	}
}

static int by_place(const void *a, const void *b)
{
	const struct article_spot *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->leaf != y->leaf)
		return x->leaf < y->leaf ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	return x->number - y->number;
}

/* The spots on the screen into p->hints, in order.  */
static void look(struct article_pane *p)
{
	struct seen s = { 0 };

	for (int y = 0; y < p->pane.area.height; y++) {
		struct page_row r = page_row(&p->page, p->top + y);

		if (r.part == PAGE_BODY)
			see_line(&s, p->page.doc, r.line, y);
		else if (r.part == PAGE_FOOT && p->page.foot.lines[r.i].link)
			see(&s, (struct article_spot){ .kind = SPOT_FOOT,
			    .number = p->page.foot.lines[r.i].link }, y, false);
	}
	if (s.n)
		qsort(s.spots, s.n, sizeof(*s.spots), by_place);
	free(p->hints.spots);
	p->hints.spots = s.spots;
	p->hints.n = s.n;
}

/* --- the focus ---------------------------------------------------------------------- */

static void set_focus(struct article_pane *p, const struct article_spot *s,
		      bool forward)
{
	p->focus = *s;
	p->pane.dirty = true;
	article_pane_bring(p, article_spot_place(p, s), forward);
}

/* The first link that is seen, or the last; where none is, the next beyond. */
static bool first_spot(struct article_pane *p, bool forward,
		       struct article_spot *ret)
{
	struct page_place at;
	struct article_spot edge = { .kind = SPOT_TEXT };
	struct spot_walk w = { 0 };

	look(p);
	if (p->hints.n) {
		*ret = p->hints.spots[forward ? 0 : p->hints.n - 1];
		return true;
	}
	at = page_place(&p->page, p->top);
	if (at.part == PAGE_BODY) {
		edge.leaf = at.at.leaf;
		edge.from = edge.to = at.at.byte;
	} else if (at.part == PAGE_FOOT) {
		edge.leaf = p->page.doc->n_leaves;
	}
	return forward ? article_spot_next(p, &edge, &w, ret) :
	       article_spot_previous(p, &edge, &w, ret);
}

static bool has_links(const struct article_pane *p)
{
	int first, last;

	article_spot_foot(p, &first, &last);
	return first || article_spot_links(p);
}

void article_links_step(struct article_pane *p, int n)
{
	bool forward = n > 0, found;
	struct article_spot s = p->focus, next;
	struct spot_walk w = { 0 };

	if (!p->page.body)
		return;
	for (int i = abs(n); i > 0; i--) {
		found = s.kind == SPOT_NONE ? first_spot(p, forward, &next) :
			forward ? article_spot_next(p, &s, &w, &next) :
			article_spot_previous(p, &s, &w, &next);
		if (!found) {
			ui_say(p->pane.ui, "%s", !has_links(p) ?
			       "There is no link in this text" :
			       forward ? "No link below" : "No link above");
			break;
		}
		s = next;
	}
	if (s.kind != SPOT_NONE)
		set_focus(p, &s, forward);
}

bool article_links_drop(struct article_pane *p)
{
	bool had = p->focus.kind != SPOT_NONE;

	p->focus = (struct article_spot){ 0 };
	p->pane.dirty = p->pane.dirty || had;
	return had;
}

/* --- letters -------------------------------------------------------------------------- */

void article_links_hint(struct article_pane *p, bool open)
{
	if (!p->page.body)
		return;
	look(p);
	if (!p->hints.n) {
		ui_say(p->pane.ui, "There is no link on this page");
		return;
	}
	article_links_drop(p);
	p->hints.on = true;
	p->hints.open = open;
	p->hints.typed[0] = '\0';
	p->pane.dirty = true;
}

static void choose_number(struct article_pane *p, int number)
{
	struct call call = { ACTION_OPEN_LINK, number, "" };
	struct article_spot s = { .kind = SPOT_TEXT }, next;
	struct spot_walk w = { 0 };

	p->hints.on = false;
	p->pane.dirty = true;
	if (p->hints.open) {
		act(p->pane.ui, &call);
		return;
	}
	while (s.number != number && article_spot_next(p, &s, &w, &next))
		s = next;
	if (s.number == number && number)
		set_focus(p, &s, true);
	else
		ui_say(p->pane.ui, "There is no link %d here", number);
}

static void choose(struct article_pane *p, const struct article_spot *s)
{
	struct article_spot spot = *s;

	if (p->hints.open) {
		choose_number(p, spot.number);
		return;
	}
	p->hints.on = false;
	set_focus(p, &spot, true);
}

/* What was typed is that of one of them, the beginning of some, or none.  */
static void try_letters(struct article_pane *p)
{
	char label[HINT_SIZE];
	size_t typed = strlen(p->hints.typed);
	bool begins = false;

	for (size_t i = 0; i < p->hints.n; i++) {
		hint_letters(label, i, p->hints.n);
		if (!strcmp(label, p->hints.typed)) {
			choose(p, &p->hints.spots[i]);
			return;
		}
		begins = begins || !strncmp(label, p->hints.typed, typed);
	}
	if (!begins)
		p->hints.typed[typed - 1] = '\0';
}

/* At once where no longer number would be one.  */
static void try_number(struct article_pane *p)
{
	int number = (int)strtol(p->hints.typed, NULL, 10), first, last;

	article_spot_foot(p, &first, &last);
	last = MAX(last, article_spot_links(p));
	if (number > last / 10 || strlen(p->hints.typed) >= 6)
		choose_number(p, number);
}

static void type(struct article_pane *p, char c)
{
	struct article_hints *h = &p->hints;
	size_t n = strlen(h->typed);
	bool digit = c >= '0' && c <= '9';
	bool digits = n && h->typed[0] >= '0' && h->typed[0] <= '9';

	if (n + 1 >= sizeof(h->typed) || (n && digit != digits))
		return;
	h->typed[n] = c;
	h->typed[n + 1] = '\0';
	if (digit)
		try_number(p);
	else
		try_letters(p);
}

bool article_links_key(struct article_pane *p, struct key k)
{
	struct article_hints *h = &p->hints;
	size_t n = strlen(h->typed);

	if (!h->on)
		return false;
	p->pane.dirty = true;
	if (!k.mods && k.code < 0x80 &&
	    ((k.code >= 'a' && k.code <= 'z') ||
	     (k.code >= '0' && k.code <= '9'))) {
		type(p, (char)k.code);
		return true;
	}
	if (k.code == KEYS_BACKSPACE && n) {
		h->typed[n - 1] = '\0';
		return true;
	}
	h->on = false;
	if (k.code == KEYS_ENTER && n && h->typed[0] <= '9')
		choose_number(p, (int)strtol(h->typed, NULL, 10));
	/* Other keys do what they do.  */
	return k.code == KEYS_ENTER || k.code == KEYS_ESC ||
	       k.code == KEYS_BACKSPACE || k.mods || k.code < 0x80;
}

/* --- drawing -------------------------------------------------------------------------- */

struct painter {
	const struct page_frame *frame;
	int y;
	bool any;
	int left, right;	/* of the cells of the row at hand */
	int first;		/* row that has any */
};

static void paint(void *arg, int x, int width)
{
	struct painter *t = arg;

	area_style(t->frame->area, t->frame->x + x, t->y, width,
		   theme_style(THEME_FOCUS));
	if (!t->any) {
		t->left = x;
		t->first = t->y;
	}
	t->any = true;
}

static void measure(void *arg, int x, int width)
{
	struct painter *t = arg;

	t->left = t->any ? MIN(t->left, x) : x;
	t->right = t->any ? MAX(t->right, x + width) : x + width;
	t->any = true;
}

/* What is written in a row, from its first cell to its last.  */
static void written(const struct page_frame *f, int y, int *ret_x,
		    int *ret_width)
{
	const struct area *a = f->area;
	int first = a->width, last = -1;

	for (int x = 0; x < a->width; x++) {
		const struct grid_cell *c = grid_at(a->grid, a->x + x,
						    a->y + y);

		if (c->width == 1 && c->text[0] == ' ')
			continue;
		first = MIN(first, x);
		last = x;
	}
	*ret_x = first - f->x;
	*ret_width = last + 1 - first;
}

/* True when the row is one of an entry of the lists.  */
static bool is_entry(struct article_pane *p, int y,
		     const struct article_spot *s)
{
	struct page_row r = page_row(&p->page, p->top + y);

	if (s->kind == SPOT_FOOT)
		return r.part == PAGE_FOOT &&
		       p->page.foot.lines[r.i].link == s->number;
	return r.line && r.line->n_runs && r.line->at.leaf ==
	       p->page.doc->n_leaves + (uint32_t)s->number - 1;
}

static void cells_of(struct article_pane *p, int y,
		     const struct article_spot *s,
		     void (*each)(void *arg, int x, int width), void *arg)
{
	int x, width;

	if (s->kind == SPOT_TEXT) {
		page_cells(&p->page, &p->frame, p->top + y, s->leaf, s->from,
			   s->to, each, arg);
	} else if (is_entry(p, y, s)) {
		written(&p->frame, y, &x, &width);
		if (width > 0)
			each(arg, x, width);
	}
}

static void draw_focus(struct article_pane *p)
{
	struct painter t = { .frame = &p->frame };

	for (; t.y < p->pane.area.height; t.y++)
		cells_of(p, t.y, &p->focus, paint, &t);
	/* Nobody looks for it where it is not seen.  */
	if (!t.any) {
		p->focus = (struct article_spot){ 0 };
		return;
	}
	p->pane.cursor_x = p->frame.x + t.left;
	p->pane.cursor_y = t.first;
}

static void draw_hint(struct article_pane *p, size_t i)
{
	const struct article_spot *s = &p->hints.spots[i];
	struct painter t = { .frame = &p->frame, .y = s->y };
	char label[HINT_SIZE];
	int x, n;

	hint_letters(label, i, p->hints.n);
	n = (int)strlen(label);
	if (!n || strncmp(label, p->hints.typed, strlen(p->hints.typed)) != 0)
		return;
	cells_of(p, s->y, s, measure, &t);
	if (!t.any)
		return;
	x = s->rtl ? MAX(t.right - n, 0) : t.left;
	area_puts(p->frame.area, p->frame.x + x, s->y, label,
		  theme_style(THEME_LABEL));
}

void article_links_draw(struct article_pane *p)
{
	bool by_number = p->hints.typed[0] && p->hints.typed[0] <= '9';

	if (!p->page.body)
		return;
	if (p->focus.kind != SPOT_NONE)
		draw_focus(p);
	if (!p->hints.on)
		return;
	look(p);
	/* The last first: where they meet, the first is seen whole.  */
	for (size_t i = by_number ? 0 : p->hints.n; i-- > 0;)
		draw_hint(p, i);
}

/* --- words ------------------------------------------------------------------------------ */

/* Append `s`, without its middle where it is wider than `width`.  */
static void shorten(struct str *out, struct span s, int width)
{
	int all = text_width(s), tail = width / 3, w = 0;
	struct span end = s;
	struct text_cluster c;

	if (all <= width || width < 8) {
		text_cut(out, s, width);
		return;
	}
	str_addn(out, s.p, text_fit(s, width - tail - 1, NULL));
	str_add(out, "…");
	while (end.len && w < all - tail) {
		end = span_from(end, text_next(end, &c));
		w += c.width;
	}
	str_adds(out, end);
}

void article_links_about(struct article_pane *p, struct str *out, int width)
{
	struct str url = STR_INIT, safe = STR_INIT;
	const char *link;

	if (p->hints.on) {
		str_addf(out, "%s: letters or a number · Esc ends%s%s",
			 p->hints.open ? "Open" : "Choose",
			 p->hints.typed[0] ? " · " : "", p->hints.typed);
		return;
	}
	link = p->focus.kind == SPOT_NONE ? NULL :
	       article_pane_link(p, p->focus.number);
	if (!link)
		return;
	url_without_secrets(&url, span_of(link));
	text_oneline(&safe, str_span(&url));
	str_addf(out, "[%d] ", p->focus.number);
	shorten(out, str_span(&safe), width - text_width(str_span(out)));
	str_release(&url);
	str_release(&safe);
}
