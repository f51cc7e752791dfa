/* layout.c - a document to lines; see layout.h */
#include "config.h"

#include "layout/layout.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "layout/flow.h"

#define WIDEST 10000

/* Leaves, and links in the list at the end.  */
static uint32_t leaves_of(const struct layout *l)
{
	return l->doc->n_leaves +
	       (l->opt.no_links ? 0 : (uint32_t)l->doc->n_links);
}

struct layout *layout_new_at(const struct doc *doc,
			     const struct layout_options *options,
			     struct layout_place at)
{
	struct layout *l = xcalloc(1, sizeof(*l));
	struct unit u;

	l->doc = doc;
	l->opt = *options;
	l->opt.width = MAX(1, MIN(l->opt.width, WIDEST));
	l->arena = arena_new();
	str_init(&l->para.text);
	flow_init(&l->flow, l, doc->root, l->opt.width);
	at.leaf = MIN(at.leaf, leaves_of(l) ? leaves_of(l) - 1 : 0);
	u = unit_at(&l->flow, at);
	l->top = l->bottom = unit_start(&u);
	return l;
}

struct layout *layout_new(const struct doc *doc,
			  const struct layout_options *options)
{
	return layout_new_at(doc, options, (struct layout_place){ 0, 0 });
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	flow_release(&l->flow);
	para_release(&l->para);
	free(l->below.chunks);
	free(l->above.chunks);
	free(l->runs);
	arena_free(l->arena);
	free(l);
}

/* "[12] ", as wide as the last; a picture is marked where there is room.
 * Returns its cells.  */
static int label_of(const struct layout *l, size_t i, char *buf, size_t size)
{
	const struct doc_link *link = &l->doc->links[i];
	char number[24];
	int most = snprintf(NULL, 0, "[%zu]", l->doc->n_links), n;
	int room = l->opt.width - text_width(span_of(link->url));

	snprintf(number, sizeof(number), "[%zu]", i + 1);
	/* The numbers stand in a column unless the addresses need the room. */
	if (l->opt.width < 4 * most)
		most = 0;
	snprintf(buf, size, "%*s ", most, number);
	n = (int)strlen(buf);
	if (!link->image || n + 2 > room)
		return n;
	snprintf(buf, size, "%*s %s ", most, number, link->medium ? "▸" : "▣");
	return n + 2;
}

/* An address of its own that a terminal can make out even when it is wider
 * than the screen; others are paths of a page whose address is unknown.  */
static void add_link(struct layout *l, size_t i)
{
	const char *url = l->doc->links[i].url;
	struct flow *f = &l->flow;
	char number[64];
	size_t len = strlen(url);
	bool image = l->doc->links[i].image;
	bool whole = url_is_absolute(span_of(url));
	uint32_t style = LAYOUT_LINK | (image ? LAYOUT_DIM : 0);
	int n = label_of(l, i, number, sizeof(number));

	while (f->n_frames)
		flow_pop(f);
	f->place = f->last =
		(struct layout_place){ l->doc->n_leaves + (uint32_t)i, 0 };
	line_begin(f);
	line_run(l, arena_strdup(l->arena, number), strlen(number), n,
		 LAYOUT_DIM, (uint32_t)i + 1);
	l->content = l->n_runs;
	while (len) {
		int width;
		int room = MAX(1, whole ? INT32_MAX : f->width - n);
		size_t k = text_fit((struct span){ url, len }, room, &width);

		k = k ? k : len;
		line_run(l, url, k, width, style, (uint32_t)i + 1);
		url += k;
		len -= k;
		f->place.byte += (uint32_t)k;
		if (len) {
			line_end(f, false);
			line_begin(f);
			line_spaces(l, MIN(n, f->width - 1));
		}
	}
	line_end(f, false);
}

/* -- lines from anywhere ---------------------------------------------------- */

static void lay_out(struct layout *l, const struct unit *u)
{
	struct flow *f = &l->flow;
	struct layout_place end = unit_end(u);
	struct unit next;
	bool more = end.leaf < leaves_of(l);

	f->n_lines = 0;
	if (more)
		next = unit_at(f, end);
	if (u->leaf >= l->doc->n_leaves)
		add_link(l, u->leaf - l->doc->n_leaves);
	else
		flow_unit(f, u, more ? &next : NULL);
}

static struct layout_line *at_list(struct line_list *list, size_t i)
{
	return &list->chunks[i / LINES_A_CHUNK][i % LINES_A_CHUNK];
}

static void append(struct layout *l, struct line_list *to,
		   const struct layout_line *line)
{
	if (to->n == to->n_chunks * LINES_A_CHUNK) {
		to->chunks = xgrow(to->chunks, to->n_chunks, &to->cap,
				   sizeof(*to->chunks));
		to->chunks[to->n_chunks++] = arena_alloc(l->arena,
				LINES_A_CHUNK * sizeof(**to->chunks));
	}
	*at_list(to, to->n++) = *line;
}

/* Lay out one more unit below or above; false when there is none.  */
static bool step_down(struct layout *l)
{
	struct unit u;

	if (l->bottom.leaf >= leaves_of(l))
		return false;
	u = unit_at(&l->flow, l->bottom);
	lay_out(l, &u);
	for (size_t i = 0; i < l->flow.n_lines; i++)
		append(l, &l->below, &l->flow.lines[i]);
	l->bottom = unit_end(&u);
	return true;
}

static bool step_up(struct layout *l)
{
	struct layout_place at = { l->top.leaf, l->top.byte - 1 };
	struct unit u;

	if (!l->top.byte) {
		if (!l->top.leaf)
			return false;
		at = (struct layout_place){ l->top.leaf - 1, UINT32_MAX };
	}
	u = unit_at(&l->flow, at);
	lay_out(l, &u);
	for (size_t i = l->flow.n_lines; i > 0; i--)
		append(l, &l->above, &l->flow.lines[i - 1]);
	l->top = unit_start(&u);
	return true;
}

const struct layout_line *layout_line(struct layout *l, ptrdiff_t i)
{
	size_t k = i < 0 ? (size_t)-(i + 1) : (size_t)i;
	struct line_list *list = i < 0 ? &l->above : &l->below;

	while (k >= list->n && (i < 0 ? step_up(l) : step_down(l)))
		;
	return k < list->n ? at_list(list, k) : NULL;
}

ptrdiff_t layout_count(struct layout *l)
{
	while (step_down(l))
		;
	return (ptrdiff_t)l->below.n;
}

/* -- places --------------------------------------------------------------------- */

/* The first line laid out that shows `at` or what comes after it.  */
static ptrdiff_t first_from(struct layout *l, struct layout_place at)
{
	ptrdiff_t low = -(ptrdiff_t)l->above.n, high = (ptrdiff_t)l->below.n;

	while (low < high) {
		ptrdiff_t mid = low + (high - low) / 2;

		if (layout_before(layout_line(l, mid)->at, at))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

ptrdiff_t layout_find(struct layout *l, struct layout_place at)
{
	struct unit u = unit_at(&l->flow, at);
	struct layout_place start = unit_start(&u), end = unit_end(&u);
	struct layout_place after = { at.leaf, at.byte + 1 };
	ptrdiff_t i, stop;

	/* The header of records is shown with the first of them.  */
	if (u.row) {
		u = unit_at(&l->flow, end);
		end = unit_end(&u);
	}
	while (layout_before(l->bottom, end) && step_down(l))
		;
	while (layout_before(at, l->top) && step_up(l))
		;
	stop = first_from(l, end);
	for (i = first_from(l, start); i < stop; i++)
		if (line_shows(layout_line(l, i), at))
			return i;
	i = first_from(l, after) - 1;
	return MAX(i, -(ptrdiff_t)l->above.n);
}

int layout_permille(struct layout *l, ptrdiff_t i)
{
	const struct layout_line *line = layout_line(l, i);
	uint64_t before, all = l->doc->n_text;

	if (!line || !all)
		return i < 0 ? 0 : 1000;
	before = unit_text(l->doc, 0, MIN(line->at.leaf, l->doc->n_leaves));
	if (line->at.leaf < l->doc->n_leaves)
		before += line->at.byte;
	return (int)(MIN(before, all) * 1000 / all);
}

void layout_text(struct layout *l, struct str *out)
{
	const struct layout_line *line;

	for (ptrdiff_t i = 0; (line = layout_line(l, i)); i++) {
		for (size_t k = 0; k < line->n_runs; k++)
			str_addn(out, line->runs[k].text, line->runs[k].len);
		str_addc(out, '\n');
	}
}
