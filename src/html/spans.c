/* spans.c - the text of a finished block to spans
 *
 * On the way white space at the ends of a link goes out of it, and a bare
 * address of http or https becomes a link.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"

static void add(struct build *b, size_t start, uint16_t style, uint32_t link)
{
	struct pending *last;

	if (b->n_made) {
		last = &b->made[b->n_made - 1];
		if (last->style == style && last->link == link &&
		    !(style & DOC_IMAGE))
			return;
	}
	b->made = xgrow(b->made, b->n_made, &b->made_cap, sizeof(*b->made));
	b->made[b->n_made++] = (struct pending){ start, link, style };
}

/* -- bare addresses --------------------------------------------------------- */

/* May it stand in an address that nothing marks?  Of other scripts only the
 * letters that are written with spaces between words.  */
static bool in_address(uint32_t c)
{
	if (c < 0x80)
		return c > ' ' && c != '<' && c != '>' && c != '"' &&
		       c != '`' && c != '{' && c != '}' && c != '|' &&
		       c != '\\' && c != '^' && c != 0x7f;
	return c >= 0xc0 && c < 0x2000 && !(c >= 0xe00 && c < 0x1100);
}

/* Punctuation that ends a sentence rather than an address; a bracket does
 * when none was opened.  */
static size_t trim_address(const char *s, size_t n)
{
	int round = 0, square = 0;

	for (size_t i = 0; i < n; i++) {
		round += (s[i] == '(') - (s[i] == ')');
		square += (s[i] == '[') - (s[i] == ']');
	}
	for (; n; n--) {
		char c = s[n - 1];

		if (c == ')' && round < 0)
			round++;
		else if (c == ']' && square < 0)
			square++;
		else if (!strchr(".,;:!?'*_~", c) || !c)
			break;
	}
	return n;
}

/* Bytes of the address at the beginning of s, 0 when there is none.  */
static size_t address_len(struct span s)
{
	size_t scheme = span_starts(s, "https://") ? 8 : 7, n = scheme, last = n;
	struct text_cluster cluster;
	uint32_t c;

	while (n < s.len) {
		size_t k = text_decode(span_from(s, n), &c);

		if (!in_address(c))
			break;
		last = n;
		n += k;
	}
	/* No sign is cut in two.  */
	if (n > scheme && n < s.len && s.p[n] & 0x80 &&
	    text_next(span_from(s, last), &cluster) > n - last)
		n = last;
	if (n == scheme || strchr("/.:?#@-", s.p[scheme]))
		return 0;
	n = trim_address(s.p, n);
	return n > scheme ? n : 0;
}

/* Where in s the next address begins, or -1.  */
static ptrdiff_t find_address(struct span s, size_t from)
{
	while (from < s.len) {
		ptrdiff_t at = span_find(span_from(s, from), SPAN("://"));
		size_t pos;

		if (at < 0)
			return -1;
		pos = from + (size_t)at;
		from = pos + 3;
		pos -= pos && (s.p[pos - 1] | 32) == 's';
		if (pos < 4)
			continue;
		pos -= 4;
		if (!span_starts(span_from(s, pos), "http://") &&
		    !span_starts(span_from(s, pos), "https://"))
			continue;
		if (!pos || !ascii_is_alnum(s.p[pos - 1]))
			return (ptrdiff_t)pos;
	}
	return -1;
}

/* A span without a link, from `start` to `end` of the text.  */
static void add_plain(struct build *b, const struct pending *p, size_t end)
{
	struct span s = { b->text.s + p->start, end - p->start };
	size_t done = 0, from = 0, n;
	ptrdiff_t at;

	if (p->style & (DOC_CODE | DOC_IMAGE) || b->leaf->b.kind == DOC_PRE)
		from = s.len;
	while ((at = find_address(s, from)) >= 0) {
		uint32_t link = 0;

		from = (size_t)at;
		n = address_len(span_from(s, from));
		if (n)
			link = build_bare_link(b, (struct span){ s.p + from, n });
		if (link && from > done)
			add(b, p->start + done, p->style, 0);
		if (link) {
			add(b, p->start + from, p->style, link);
			done = from + n;
		}
		from += n ? n : 7;
	}
	if (done < s.len)
		add(b, p->start + done, p->style, 0);
}

/* -- links ------------------------------------------------------------------- */

static void add_linked(struct build *b, const struct pending *p, size_t end,
		       uint32_t before, uint32_t after)
{
	size_t start = p->start, stop = end;

	if (p->link != before)
		while (start < stop && b->text.s[start] == ' ')
			start++;
	if (p->link != after)
		while (stop > start && b->text.s[stop - 1] == ' ')
			stop--;
	if (start > p->start)
		add(b, p->start, p->style, 0);
	if (stop > start)
		add(b, start, p->style, p->link);
	if (end > stop && stop > p->start)
		add(b, stop, p->style, 0);
}

static void make(struct build *b)
{
	uint32_t before = 0;

	b->n_made = 0;
	for (size_t i = 0; i < b->n_spans; i++) {
		const struct pending *p = &b->spans[i];
		bool last = i + 1 == b->n_spans;
		size_t end = last ? b->text.len :
			     MIN(b->spans[i + 1].start, b->text.len);

		if (p->start >= end)
			continue;
		if (!p->link)
			add_plain(b, p, end);
		else if (p->style & DOC_IMAGE)
			add(b, p->start, p->style, p->link);
		else
			add_linked(b, p, end, before,
				   last ? 0 : b->spans[i + 1].link);
		before = p->link;
	}
}

void build_spans(struct build *b, struct doc_block *leaf)
{
	char *text = arena_span(b->arena, str_span(&b->text));
	size_t n = 0, end = b->text.len;

	make(b);
	/* A break stands alone, so each may cut a span in three.  */
	for (size_t i = 0; i < b->text.len; i++)
		n += text[i] == '\n';
	leaf->spans = arena_alloc(b->arena, (b->n_made + 2 * n) *
				  sizeof(*leaf->spans));
	n = 0;
	for (size_t i = 0; i < b->n_made; i++) {
		struct pending *p = &b->made[i];
		size_t pos = p->start;
		size_t stop = i + 1 < b->n_made ? b->made[i + 1].start : end;

		while (pos < stop) {
			const char *nl = memchr(text + pos, '\n', stop - pos);
			size_t to = nl ? (size_t)(nl - text) : stop;

			if (leaf->kind == DOC_PRE)
				to = stop;
			else if (to == pos)
				to = pos + 1;
			leaf->spans[n++] = (struct doc_span){
				text + pos, (uint32_t)(to - pos), p->style,
				p->link };
			pos = to;
		}
	}
	leaf->n_spans = (uint32_t)n;
}
