/* markdown_table.c - tables in Markdown, as GitHub has them (GFM 4.10)
 *
 * A row is a line.  The first is the header: the table's own when all its
 * cells are headers, else an empty one.
 */
#include "config.h"

#include "html/markdown_private.h"

#define MOST_COLUMNS 256	/* that cells of other rows reach into */

/* -- cells -------------------------------------------------------------------- */

static void write_pre_lines(struct md *m, const struct doc_block *b,
			    size_t start)
{
	struct str text = STR_INIT;
	struct span s;

	for (uint32_t i = 0; i < b->n_spans; i++)
		str_addn(&text, b->spans[i].text, b->spans[i].len);
	s = str_span(&text);
	while (s.len) {
		const char *nl = memchr(s.p, '\n', s.len);
		size_t n = nl ? (size_t)(nl - s.p) : s.len;
		struct span line = { s.p, n };

		if (span_trim(line).len) {
			str_add(m->out, m->out->len > start ? "<br>" : "");
			md_code(m->out, line, MD_CELL);
		}
		s = span_from(s, n + (nl != NULL));
	}
	for (uint32_t i = 0; i < b->n_spans; i++) {
		uint32_t link = b->spans[i].link;

		if (!link || (i && b->spans[i - 1].link == link) ||
		    !md_has_room(m, link))
			continue;
		str_add(m->out, "<br>");
		md_bare_link(m->out, span_of(m->doc->links[link - 1].url),
			     MD_CELL);
	}
	str_release(&text);
}

static void write_leaf(struct md *m, const struct doc_block *b, bool bold,
		       size_t start)
{
	const struct doc_block *item = b->parent;
	bool first = item->kind == DOC_ITEM && item->child == b;

	if (b->kind == DOC_PRE) {
		write_pre_lines(m, b, start);
		return;
	}
	bold = bold || b->kind == DOC_HEADING || b->kind == DOC_TERM;
	if (!md_spans(m, b, bold ? DOC_BOLD : 0, 0))
		return;
	str_add(m->out, m->out->len > start ? "<br>" : "");
	if (first && item->parent->ordered)
		str_addf(m->out, "%d. ", item->start);
	else if (first)
		str_add(m->out, "• ");
	md_spans_write(m, MD_CELL);
}

static void write_cell(struct md *m, const struct doc_block *cell, bool bold)
{
	const struct doc_block *b = cell->child;
	size_t start;

	str_addc(m->out, ' ');
	start = m->out->len;
	for (; b; b = doc_next(b, cell))
		write_leaf(m, b, bold, start);
	str_add(m->out, m->out->len > start ? " |" : "|");
}

/* -- rows ----------------------------------------------------------------------- */

struct rows {
	struct md *m;
	uint16_t down[MOST_COLUMNS];	/* rows that a cell reaches down yet */
	size_t pads;
};

/* An empty cell; false when there were enough of them.  */
static bool pad(struct rows *r, bool dry)
{
	if (!r->pads)
		return false;
	r->pads--;
	if (!dry)
		str_add(r->m->out, " |");
	return true;
}

/* A row, in `dry` runs only counted.  Returns how many columns it has.  */
static size_t write_row(struct rows *r, const struct doc_block *row,
			bool header, bool dry)
{
	size_t x = 0;

	for (const struct doc_block *c = row->child; c; c = c->next) {
		for (; x < MOST_COLUMNS && r->down[x] && pad(r, dry); x++)
			r->down[x]--;
		if (!dry)
			write_cell(r->m, c, c->is_header && !header);
		for (uint16_t i = 0; i < c->colspan; i++, x++) {
			if (i && (!c->next || !pad(r, dry)))
				break;
			if (x < MOST_COLUMNS)
				r->down[x] = (uint16_t)(c->rowspan - 1);
		}
	}
	for (size_t i = x; i < MOST_COLUMNS; i++)
		if (r->down[i])
			r->down[i]--;
	return x;
}

static bool is_header(const struct doc_block *row)
{
	for (const struct doc_block *c = row->child; c; c = c->next)
		if (!c->is_header && c->child)
			return false;
	return true;
}

static size_t count_columns(struct md *m, const struct doc_block *table)
{
	struct rows r = { .m = m, .pads = m->pads };
	size_t most = 0, n;

	for (const struct doc_block *b = table->child; b; b = b->next) {
		if (b->kind != DOC_ROW)
			continue;
		n = write_row(&r, b, false, true);
		most = MAX(most, n);
	}
	return most;
}

static void write_repeated(struct md *m, const char *s, size_t n)
{
	while (n--)
		str_add(m->out, s);
}

void md_table(struct md *m, const struct doc_block *table)
{
	size_t columns = count_columns(m, table), n = 0;
	struct rows r = { .m = m, .pads = m->pads };
	const struct doc_block *row = table->child;

	while (row && row->kind != DOC_ROW)
		row = row->next;
	if (!row || !columns)
		return;
	md_line(m);
	str_addc(m->out, '|');
	if (is_header(row)) {
		n = write_row(&r, row, true, false);
		row = row->next;
	}
	write_repeated(m, " |", columns - n);
	str_addc(m->out, '\n');
	md_line(m);
	str_addc(m->out, '|');
	write_repeated(m, " --- |", columns);
	str_addc(m->out, '\n');
	for (; row; row = row->next) {
		if (row->kind != DOC_ROW)
			continue;
		md_line(m);
		str_addc(m->out, '|');
		write_row(&r, row, false, false);
		str_addc(m->out, '\n');
	}
	m->pads = r.pads;
}
