/* markdown.c - a document as Markdown: its blocks; see markdown.h */
#include "config.h"

#include "html/markdown_private.h"

#include "base/mem.h"

#define MOST_DEPTH 24
#define MOST_PADS 100000
#define MOST_ADDRESSES ((size_t)16 << 20)

static void write_block(struct md *m, const struct doc_block *b);

/* -- lines --------------------------------------------------------------------- */

void md_line(struct md *m)
{
	str_adds(m->out, str_span(m->leads ? &m->lead : &m->prefix));
	m->leads = false;
	str_clear(&m->lead);
}

/* A line without anything in it, but for the bars of quotes.  */
static void empty_line(struct md *m)
{
	md_line(m);
	while (m->out->len && m->out->s[m->out->len - 1] == ' ')
		str_truncate(m->out, m->out->len - 1);
	str_addc(m->out, '\n');
}

bool md_has_room(struct md *m, uint32_t link)
{
	size_t n = strlen(m->doc->links[link - 1].url);

	m->room = n < m->room ? m->room - n : 0;
	return m->room > 0;
}

static void part(struct md *m)
{
	if (m->gap)
		empty_line(m);
	m->gap = false;
}

/* -- containers ------------------------------------------------------------------ */

struct inside {			/* what to go back to */
	size_t prefix, lead;
	bool leads, deep;
};

/* Begin a container whose first line begins with `first`, the others with
 * `rest`.  */
static struct inside enter(struct md *m, const char *first, const char *rest)
{
	struct inside in = { m->prefix.len, m->lead.len, m->leads,
			     m->depth == MOST_DEPTH };

	if (in.deep)
		return in;
	m->depth++;
	part(m);
	if (!m->leads)
		str_adds(&m->lead, str_span(&m->prefix));
	m->leads = true;
	str_add(&m->lead, first);
	str_add(&m->prefix, rest);
	return in;
}

static void leave(struct md *m, struct inside in)
{
	if (in.deep)
		return;
	m->depth--;
	str_truncate(&m->prefix, in.prefix);
	/* Nothing was inside.  */
	if (m->leads) {
		str_truncate(&m->lead, in.leads ? in.lead : 0);
		m->leads = in.leads;
	}
}

static void write_children(struct md *m, const struct doc_block *b)
{
	for (b = b->child; b; b = b->next)
		write_block(m, b);
}

/* -- leaves ----------------------------------------------------------------------- */

static void end_leaf(struct md *m)
{
	str_addc(m->out, '\n');
	m->gap = true;
	m->marker = 0;
}

static void write_paragraph(struct md *m, const struct doc_block *b,
			    unsigned style)
{
	if (!md_spans(m, b, style, 0))
		return;
	part(m);
	md_line(m);
	md_spans_write(m, MD_PARAGRAPH);
	end_leaf(m);
}

static void write_heading(struct md *m, const struct doc_block *b)
{
	if (!md_spans(m, b, 0, 0))
		return;
	part(m);
	md_line(m);
	for (int i = 0; i < MIN(MAX(b->level, 1), 6); i++)
		str_addc(m->out, '#');
	str_addc(m->out, ' ');
	md_spans_write(m, MD_HEADING);
	end_leaf(m);
}

/* A fence is longer than all that looks like one inside.  */
static size_t fence_of(struct span text)
{
	size_t longest = 2, run = 0;

	for (size_t i = 0; i < text.len; i++) {
		run = text.p[i] == '`' ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	return longest + 1;
}

static void write_fence(struct md *m, size_t n)
{
	md_line(m);
	while (n--)
		str_addc(m->out, '`');
	str_addc(m->out, '\n');
}

/* In code nothing leads anywhere: the addresses come after it.  */
static void write_addresses(struct md *m, const struct doc_block *b)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < b->n_spans; i++) {
		uint32_t link = b->spans[i].link;

		if (!link || link == last || !md_has_room(m, link))
			continue;
		str_add(m->out, last ? "\\\n" : "");
		if (!last)
			part(m);
		md_line(m);
		md_bare_link(m->out, span_of(m->doc->links[link - 1].url),
			     MD_PARAGRAPH);
		last = link;
	}
	if (last)
		end_leaf(m);
}

static void write_pre(struct md *m, const struct doc_block *b)
{
	struct str text = STR_INIT;
	struct span s;
	size_t fence;

	for (uint32_t i = 0; i < b->n_spans; i++)
		str_addn(&text, b->spans[i].text, b->spans[i].len);
	s = str_span(&text);
	fence = fence_of(s);
	part(m);
	write_fence(m, fence);
	while (s.len) {
		const char *nl = memchr(s.p, '\n', s.len);
		size_t n = nl ? (size_t)(nl - s.p) : s.len;

		if (n) {
			md_line(m);
			str_addn(m->out, s.p, n);
			str_addc(m->out, '\n');
		} else {
			empty_line(m);
		}
		s = span_from(s, n + (nl != NULL));
	}
	write_fence(m, fence);
	m->gap = true;
	m->marker = 0;
	write_addresses(m, b);
	str_release(&text);
}

/* Three of what begins no item.  */
static void write_rule(struct md *m)
{
	part(m);
	md_line(m);
	str_add(m->out, "___");
	end_leaf(m);
}

/* -- lists -------------------------------------------------------------------------- */

/* Paragraphs of which none but lists follow: no empty lines.  */
static bool is_tight(const struct doc_block *list)
{
	for (const struct doc_block *i = list->child; i; i = i->next) {
		if (!i->child || i->child->kind != DOC_PARAGRAPH)
			return false;
		for (const struct doc_block *c = i->child->next; c; c = c->next)
			if (c->kind != DOC_LIST)
				return false;
	}
	return true;
}

/* The box of a task list before the text of an item.  */
static const char *box_of(const struct doc_block *item, size_t *ret_skip)
{
	const struct doc_block *p = item->child;
	struct span s;

	*ret_skip = 4;
	if (!p || p->kind != DOC_PARAGRAPH || !p->n_spans)
		return NULL;
	s = (struct span){ p->spans->text, p->spans->len };
	if (span_starts(s, "☐ "))
		return "[ ] ";
	return span_starts(s, "☑ ") || span_starts(s, "☒ ") ? "[x] " : NULL;
}

/* A list that begins with another number than 1 would not end the paragraph
 * before it.  */
static bool may_follow(const struct doc_block *list)
{
	return !list->ordered || !list->child || list->child->start == 1;
}

static void write_item(struct md *m, const struct doc_block *item,
		       const char *marker, bool tight)
{
	const struct doc_block *c = item->child;
	struct str rest = STR_INIT;
	struct inside in;
	const char *box;
	size_t skip;

	str_addf(&rest, "%*s", *marker == '-' ? 2 : (int)strlen(marker), "");
	in = enter(m, marker, rest.s);
	box = box_of(item, &skip);
	if (box && md_spans(m, c, 0, skip)) {
		part(m);
		md_line(m);
		str_add(m->out, box);
		md_spans_write(m, MD_PARAGRAPH);
		end_leaf(m);
		c = c->next;
	}
	for (; c; c = c->next) {
		if (tight && c->kind == DOC_LIST && may_follow(c))
			m->gap = false;
		write_block(m, c);
	}
	leave(m, in);
	str_release(&rest);
}

static void write_bullets(struct md *m, const struct doc_block *first,
			  const struct doc_block *end, bool tight)
{
	char bullet = m->marker == '-' ? '*' : '-';
	char marker[3] = { bullet, ' ', '\0' };

	for (const struct doc_block *i = first; i != end; i = i->next) {
		if (i != first && tight)
			m->gap = false;
		write_item(m, i, marker, tight);
	}
	m->marker = bullet;
}

/* A number that is not the next begins another list.  */
static void write_numbers(struct md *m, const struct doc_block *list,
			  bool tight)
{
	char sign = m->marker == '.' ? ')' : '.', marker[24];
	const struct doc_block *i = list->child;
	int64_t next = i ? i->start : 0;

	for (; i; i = i->next) {
		if (i->start != next)
			sign = sign == '.' ? ')' : '.';
		next = (int64_t)i->start + 1;
		if (i != list->child && tight)
			m->gap = false;
		if (i->start < 0)
			snprintf(marker, sizeof(marker), "- %d. ", i->start);
		else
			snprintf(marker, sizeof(marker), "%d%c ", i->start,
				 sign);
		write_item(m, i, marker, tight);
	}
	m->marker = sign;
}

static void write_list(struct md *m, const struct doc_block *list)
{
	bool tight = is_tight(list);

	if (list->ordered)
		write_numbers(m, list, tight);
	else
		write_bullets(m, list->child, NULL, tight);
}

static void write_definitions(struct md *m, const struct doc_block *b)
{
	const struct doc_block *end;

	for (b = b->child; b; b = b->next) {
		if (b->kind != DOC_DEF) {
			write_paragraph(m, b, DOC_BOLD);
			continue;
		}
		for (end = b; end->next && end->next->kind == DOC_DEF;)
			end = end->next;
		write_bullets(m, b, end->next, false);
		b = end;
	}
}

/* -- all ------------------------------------------------------------------------------ */

static void write_details(struct md *m, const struct doc_block *b)
{
	b = b->child;
	if (b && b->kind == DOC_PARAGRAPH) {
		write_paragraph(m, b, DOC_BOLD);
		b = b->next;
	}
	for (; b; b = b->next)
		write_block(m, b);
}

static void write_table(struct md *m, const struct doc_block *b)
{
	for (const struct doc_block *c = b->child; c; c = c->next)
		if (c->kind != DOC_ROW)
			write_block(m, c);
	part(m);
	md_table(m, b);
	m->gap = true;
	m->marker = 0;
}

static void write_quote(struct md *m, const struct doc_block *b)
{
	struct inside in = enter(m, "> ", "> ");

	write_children(m, b);
	leave(m, in);
}

static void write_block(struct md *m, const struct doc_block *b)
{
	switch (b->kind) {
	case DOC_PARAGRAPH:
		write_paragraph(m, b, 0);
		break;
	case DOC_TERM:
		write_paragraph(m, b, DOC_BOLD);
		break;
	case DOC_CAPTION:
		write_paragraph(m, b, DOC_ITALIC);
		break;
	case DOC_HEADING:
		write_heading(m, b);
		break;
	case DOC_PRE:
		write_pre(m, b);
		break;
	case DOC_RULE:
		write_rule(m);
		break;
	case DOC_QUOTE:
		write_quote(m, b);
		break;
	case DOC_LIST:
		write_list(m, b);
		break;
	case DOC_DEFS:
		write_definitions(m, b);
		break;
	case DOC_TABLE:
		write_table(m, b);
		break;
	case DOC_DETAILS:
		write_details(m, b);
		break;
	default:
		write_children(m, b);
		break;
	}
}

void doc_markdown(struct str *out, const struct doc *doc)
{
	struct md m = { .out = out, .doc = doc, .prefix = STR_INIT,
			.lead = STR_INIT, .pads = MOST_PADS, .room = MOST_ADDRESSES,
			.leaf = md_leaf_new() };

	write_block(&m, doc->root);
	md_leaf_free(m.leaf);
	str_release(&m.prefix);
	str_release(&m.lead);
}
