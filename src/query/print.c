/* print.c - the normal form of a query; see query.h */
#include "config.h"

#include "base/text.h"
#include "query/private.h"

/* True when the text is read back as one value without quotes.  Cautious:
 * quotes are never wrong.  */
static bool is_plain(struct span s)
{
	static const char *const keywords[] = { "OR", "AND", "NOT" };
	size_t n;
	uint32_t c;

	if (!s.len || s.p[0] == '-' || s.p[0] == '/')
		return false;
	for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
		if (span_eq(s, span_of(keywords[i])))
			return false;
	for (; s.len; s = span_from(s, n)) {
		n = text_decode(s, &c);
		if (c < 0x80 ? !((c >= '0' && c <= '9') ||
				 (c >= 'A' && c <= 'Z') ||
				 (c >= 'a' && c <= 'z') ||
				 strchr("-_.'/@#+&%,!?$=~", (int)c)) :
			       c == 0xa0 || (c >= 0x2000 && c <= 0x206f) ||
			       c == 0x3000)
			return false;
	}
	return true;
}

static void print_quoted(struct str *out, const char *s)
{
	str_addc(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			str_addc(out, '\\');
		str_addc(out, *s);
	}
	str_addc(out, '"');
}

static void print_regex(struct str *out, const char *s)
{
	str_addc(out, '/');
	for (; *s; s++) {
		if (*s == '\\' && s[1])
			str_addc(out, *s++);
		else if (*s == '/')
			str_addc(out, '\\');
		str_addc(out, *s);
	}
	str_addc(out, '/');
}

static void print_term(struct str *out, const struct node *n)
{
	if (n->field != FIELD_ANY)
		str_addf(out, "%s:", query_fields[n->field].name);
	if (n->regex)
		print_regex(out, n->text);
	else if (is_plain(span_of(n->text)))
		str_add(out, n->text);
	else
		print_quoted(out, n->text);
	if (n->prefix)
		str_addc(out, '*');
}

static void print_node(struct str *out, const struct node *n, bool inside)
{
	/* What is inside AND, OR and NOT; OR binds least.  */
	bool parens = inside && (n->kind == NODE_OR || n->kind == NODE_AND);

	if (n->kind == NODE_TERM) {
		print_term(out, n);
		return;
	}
	if (n->kind == NODE_NOT) {
		str_addc(out, '-');
		print_node(out, n->children[0], true);
		return;
	}
	if (parens)
		str_addc(out, '(');
	for (size_t i = 0; i < n->n; i++) {
		const struct node *c = n->children[i];

		if (i)
			str_add(out, n->kind == NODE_OR ? " OR " : " ");
		/* An AND needs no parentheses in an OR.  */
		print_node(out, c, !(n->kind == NODE_OR &&
				     c->kind == NODE_AND));
	}
	if (parens)
		str_addc(out, ')');
}

void query_print(struct str *out, const struct query *q)
{
	if (q->root)
		print_node(out, q->root, false);
	if (q->sort != SORT_NONE)
		str_addf(out, "%ssort:%s", q->root ? " " : "",
			 query_sort_names[q->sort]);
}
