/* layout.c - a document to lines; see layout.h */
#include "config.h"

#include "layout/layout.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "layout/flow.h"

#define WIDEST 10000

struct layout *layout_new(const struct doc *doc,
			  const struct layout_options *options)
{
	struct layout *l = xcalloc(1, sizeof(*l));

	l->doc = doc;
	l->opt = *options;
	l->opt.width = MAX(1, MIN(l->opt.width, WIDEST));
	l->arena = arena_new();
	str_init(&l->para.text);
	flow_init(&l->flow, l, doc->root, l->opt.width);
	return l;
}

void layout_free(struct layout *l)
{
	if (!l)
		return;
	flow_release(&l->flow);
	para_release(&l->para);
	free(l->runs);
	arena_free(l->arena);
	free(l);
}

/* An address of its own that a terminal can make out even when it is wider
 * than the screen; others are paths of a page whose address is unknown.  */
static void add_link(struct layout *l, size_t i)
{
	const char *url = l->doc->links[i].url;
	struct flow *f = &l->flow;
	char number[24];
	size_t len = strlen(url);
	int n = snprintf(number, sizeof(number), "[%zu] ", i + 1);
	bool whole = url_is_absolute(span_of(url));

	f->place = (struct layout_place){ l->doc->n_leaves + (uint32_t)i, 0 };
	line_begin(f);
	line_run(l, number, (size_t)n, n, LAYOUT_DIM, (uint32_t)i + 1);
	l->runs[l->n_runs - 1].text = arena_strdup(l->arena, number);
	while (len) {
		int width;
		int room = MAX(1, whole ? INT32_MAX : f->width - n);
		size_t k = text_fit((struct span){ url, len }, room, &width);

		k = k ? k : len;
		line_run(l, url, k, width, LAYOUT_LINK, (uint32_t)i + 1);
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

/* Lay out a little more; false when all is done.  */
static bool step(struct layout *l)
{
	if (l->done)
		return false;
	if (flow_step(&l->flow))
		return true;
	if (!l->opt.no_links && l->next_link < l->doc->n_links) {
		if (!l->next_link)
			flow_gap(&l->flow, 1);
		add_link(l, l->next_link++);
		return true;
	}
	l->done = true;
	return false;
}

const struct layout_line *layout_line(struct layout *l, ptrdiff_t i)
{
	if (i < 0)
		return NULL;
	while ((size_t)i >= l->flow.n_lines && step(l))
		;
	return (size_t)i < l->flow.n_lines ? &l->flow.lines[i] : NULL;
}

ptrdiff_t layout_count(struct layout *l)
{
	while (step(l))
		;
	return (ptrdiff_t)l->flow.n_lines;
}

ptrdiff_t layout_find(struct layout *l, struct layout_place at)
{
	const struct layout_line *line;
	ptrdiff_t low = 0, high = 0, i;

	while ((line = layout_line(l, high)) && !layout_before(at, line->at))
		high++;
	/* Rows of a table show later places in earlier lines.  */
	for (i = high - 1; i >= 0 && i >= low; i--) {
		line = layout_line(l, i);
		if (line_shows(line, at))
			return i;
	}
	return MAX(high - 1, 0);
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
