/* parse.c - query text to tree, by recursive descent; see query.h */
#include "config.h"

#include "query/query.h"

#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"
#include "query/parser.h"

/* A growing list of operands.  */
struct nodes {
	struct node **items;
	size_t n, cap;
};

static struct node *parse_or(struct parser *p);

/* --- characters --------------------------------------------------------- */

/* Bytes of the white space at `pos`, 0 when there is none.  */
static size_t space_at(const struct parser *p, size_t pos)
{
	uint32_t c;
	size_t n;

	if (pos >= p->text.len)
		return 0;
	n = text_decode(span_from(p->text, pos), &c);
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
	       c == 0x202f || c == 0x205f || c == 0x3000 ? n : 0;
}

static void skip_space(struct parser *p)
{
	size_t n;

	while ((n = space_at(p, p->pos)) > 0)
		p->pos += n;
}

static char peek_at(const struct parser *p, size_t pos)
{
	return pos < p->text.len ? p->text.p[pos] : '\0';
}

/* True where a bare word ends.  */
static bool ends_word(const struct parser *p, size_t pos)
{
	char c = peek_at(p, pos);

	return pos >= p->text.len || c == '(' || c == ')' || c == '"' ||
	       space_at(p, pos) > 0;
}

/* Is `word` (OR, AND, NOT) next, whole?  It is taken then.  */
static bool accept_keyword(struct parser *p, const char *word)
{
	size_t n = strlen(word);

	skip_space(p);
	if (!span_starts(span_from(p->text, p->pos), word) ||
	    !ends_word(p, p->pos + n))
		return false;
	p->pos += n;
	return true;
}

/* --- the tree ----------------------------------------------------------- */

static struct node *node_new(struct parser *p, enum node_kind kind)
{
	struct node *n = arena_zalloc(p->q->arena, sizeof(*n));

	n->kind = kind;
	return n;
}

static void nodes_add(struct parser *p, struct nodes *list, struct node *n)
{
	list->items = arena_grow(p->q->arena, list->items, list->n, &list->cap,
				 sizeof(struct node *));
	list->items[list->n++] = n;
}

/* One node for the operands: none is NULL, one is itself, and what is of the
 * same kind is taken up, so that no AND stands right below an AND.  */
static struct node *node_join(struct parser *p, enum node_kind kind,
			      const struct nodes *list)
{
	struct nodes flat = { 0 };
	struct node *n;

	if (list->n <= 1)
		return list->n ? list->items[0] : NULL;
	for (size_t i = 0; i < list->n; i++) {
		struct node *c = list->items[i];

		if (c->kind != kind) {
			nodes_add(p, &flat, c);
			continue;
		}
		for (size_t j = 0; j < c->n; j++)
			nodes_add(p, &flat, c->children[j]);
	}
	n = node_new(p, kind);
	n->children = flat.items;
	n->n = flat.n;
	return n;
}

static struct node *node_not(struct parser *p, struct node *of)
{
	struct node *n;

	if (!of)
		return NULL;
	if (of->kind == NODE_NOT)
		return of->children[0];
	n = node_new(p, NODE_NOT);
	n->children = arena_alloc(p->q->arena, sizeof(struct node *));
	n->children[0] = of;
	n->n = 1;
	return n;
}

static int node_depth(const struct node *n)
{
	int deepest = 0;

	for (size_t i = 0; i < n->n; i++)
		deepest = MAX(deepest, node_depth(n->children[i]));
	return deepest + 1;
}

/* --- values ------------------------------------------------------------- */

static bool is_hebrew_at(const struct parser *p, size_t pos)
{
	unsigned char c = (unsigned char)peek_at(p, pos + 1);

	return (unsigned char)peek_at(p, pos) == 0xd7 && c >= 0x90 && c <= 0xb2;
}

/* Does a quote stand at p->pos that is none, but gershayim as people type
 * them?  */
static bool at_gershayim(const struct parser *p)
{
	return peek_at(p, p->pos) == '"' && p->pos >= 2 &&
	       is_hebrew_at(p, p->pos - 2) && is_hebrew_at(p, p->pos + 1);
}

/* The star after a word or a phrase.  */
static void take_star(struct parser *p, struct value *v)
{
	if (peek_at(p, p->pos) == '*') {
		p->pos++;
		v->prefix = true;
	}
}

static bool take_quoted(struct parser *p, struct value *v)
{
	struct str b = STR_INIT;
	size_t start = p->pos++;
	char c;

	while (p->pos < p->text.len && ((c = peek_at(p, p->pos)) != '"' ||
					at_gershayim(p))) {
		if (c == '\\' && (peek_at(p, p->pos + 1) == '"' ||
				  peek_at(p, p->pos + 1) == '\\'))
			c = peek_at(p, ++p->pos);
		str_addc(&b, c);
		p->pos++;
	}
	v->text = span_of(arena_strdup(p->q->arena, b.s));
	v->quoted = true;
	str_release(&b);
	if (p->pos >= p->text.len) {
		parser_fail(p, start, "close the quote",
		     "the quote that begins here does not end");
		return false;
	}
	p->pos++;
	take_star(p, v);
	return true;
}

/* Take "/regex/" when it ends with a slash before white space, a
 * parenthesis or the end; "/usr/bin" is a word.  */
static bool take_regex(struct parser *p, struct value *v)
{
	size_t start = p->pos + 1, i = start;
	struct str b = STR_INIT;

	for (;; i++) {
		if (i >= p->text.len) {
			str_release(&b);
			return false;
		}
		if (p->text.p[i] == '\\' && peek_at(p, i + 1) == '/') {
			str_addc(&b, '/');
			i++;
			continue;
		}
		if (p->text.p[i] == '\\' && i + 1 < p->text.len)
			str_addc(&b, p->text.p[i++]);
		else if (p->text.p[i] == '/' && i > start &&
			 (ends_word(p, i + 1) || i + 1 >= p->text.len))
			break;
		str_addc(&b, p->text.p[i]);
	}
	v->text = span_of(arena_strdup(p->q->arena, b.s));
	v->regex = true;
	str_release(&b);
	p->pos = i + 1;
	return true;
}

/* The word at p->pos.  After a field, parentheses that pair may stand in it
 * (url:foo_(bar)).  */
static void take_word(struct parser *p, struct value *v, bool after_field)
{
	size_t start = p->pos, open = 0;

	for (; p->pos < p->text.len && !space_at(p, p->pos) &&
	       (p->text.p[p->pos] != '"' || at_gershayim(p)); p->pos++) {
		char c = p->text.p[p->pos];

		if (c == '(' && after_field)
			open++;
		else if (c == '(' || (c == ')' && !open))
			break;
		else if (c == ')')
			open--;
	}
	v->text = (struct span){ p->text.p + start, p->pos - start };
	while (v->text.len && v->text.p[v->text.len - 1] == '*') {
		v->text.len--;
		v->prefix = true;
	}
}

static bool take_value(struct parser *p, enum field field, struct value *v)
{
	char c = peek_at(p, p->pos);
	size_t start = p->pos;

	*v = (struct value){ .offset = start };
	if (c == '"')
		return take_quoted(p, v);
	if (c == '/' && take_regex(p, v))
		return true;
	if (c == '/' && (field_is_text(field) || field == FIELD_TAG ||
			 field == FIELD_FEED) && field != FIELD_ANY) {
		parser_fail(p, start, "close it with /, or quote the text",
		     "the regular expression that begins here does not end");
		return false;
	}
	take_word(p, v, field != FIELD_ANY);
	if (memchr(v->text.p, '*', v->text.len) && field_is_text(field)) {
		parser_fail(p, start, "quote the word to look for a plain *",
		     "* stands at the end of a word only");
		return false;
	}
	return true;
}

/* --- atoms -------------------------------------------------------------- */

static struct node *parse_group(struct parser *p, enum field field)
{
	size_t start = p->pos++;
	enum field outer = p->group;
	struct node *n;

	if (++p->nesting > QUERY_MAX_NESTING)
		return parser_fail(p, start, "use fewer parentheses",
			    "nested more than %d deep", QUERY_MAX_NESTING);
	p->group = field;
	n = parse_or(p);
	p->group = outer;
	p->nesting--;
	if (p->failed)
		return NULL;
	if (peek_at(p, p->pos) != ')')
		return parser_fail(p, start, "close it with )",
			    "the parenthesis that begins here does not end");
	p->pos++;
	if (!n && !p->skipped && !p->star)
		return parser_fail(p, start, "put a word in them",
			    "the parentheses are empty");
	return n;
}

/* Bytes of the letters before a ":" at p->pos, 0 when there are none.  */
static size_t field_name_len(const struct parser *p)
{
	size_t i = p->pos;
	char c;

	while ((c = peek_at(p, i)) && ((c >= 'a' && c <= 'z') ||
				       (c >= 'A' && c <= 'Z')))
		i++;
	return peek_at(p, i) == ':' ? i - p->pos : 0;
}

static struct node *unknown_field(struct parser *p, struct span name)
{
	const char *names[FIELD_ANY], *near;

	for (size_t i = 0; i < query_n_fields; i++)
		names[i] = query_fields[i].name;
	near = nearest_name(name, names, query_n_fields);
	return parser_fail(p, p->pos,
		    near ? arena_printf(p->q->arena, "did you mean %s:?", near) :
		    "quote it to look for it as text",
		    "there is no field “%s”", parser_brief(p, name));
}

/* A field with its value or group.  *ret_is is false when the word at p->pos
 * only looks like one: "https://…", "Kyiv: …".  */
static struct node *parse_field(struct parser *p, bool *ret_is)
{
	size_t start = p->pos, len = field_name_len(p);
	struct span name = { p->text.p + start, len };
	int field = query_field_by_name(name);
	struct value v;

	*ret_is = false;
	if (!len)
		return NULL;
	if (field < 0 && (ends_word(p, start + len + 1) ||
			  span_starts(span_from(p->text, start + len), "://")))
		if (peek_at(p, start + len + 1) != '(' &&
		    peek_at(p, start + len + 1) != '"')
			return NULL;
	*ret_is = true;
	if (field < 0)
		return unknown_field(p, name);
	p->pos += len + 1;
	if (peek_at(p, p->pos) == '(' && field != FIELD_SORT)
		return parse_group(p, (enum field)field);
	if (peek_at(p, p->pos) == '-' && field != FIELD_URL)
		return parser_fail(p, start,
			    arena_printf(p->q->arena, "-%s:…",
					 query_fields[field].name),
			    "the - stands before the field");
	if (p->pos >= p->text.len || space_at(p, p->pos) ||
	    peek_at(p, p->pos) == ')')
		return parser_fail(p, p->pos, query_fields[field].values,
			    "%s: needs a value", query_fields[field].name);
	if (!take_value(p, (enum field)field, &v))
		return NULL;
	return parser_term(p, (enum field)field, &v, start);
}

static struct node *parse_atom(struct parser *p)
{
	size_t start = p->pos;
	struct value v;
	struct node *n;
	bool is;

	if (peek_at(p, p->pos) == '(')
		return parse_group(p, p->group);
	n = parse_field(p, &is);
	if (is || p->failed)
		return n;
	if (!take_value(p, p->group, &v))
		return NULL;
	if (v.prefix && !v.quoted && !v.text.len) {
		p->star = true;
		return NULL;
	}
	return parser_term(p, p->group, &v, start);
}

static struct node *parse_not(struct parser *p)
{
	size_t start = p->pos;
	struct node *n;
	bool word = accept_keyword(p, "NOT");

	if (!word && (peek_at(p, p->pos) != '-' || space_at(p, p->pos + 1) ||
		      p->pos + 1 >= p->text.len ||
		      peek_at(p, p->pos + 1) == ')'))
		return parse_atom(p);
	if (!word)
		p->pos++;
	skip_space(p);
	if (word && (p->pos >= p->text.len || peek_at(p, p->pos) == ')'))
		return parser_fail(p, start, "quote it to look for the word",
			    "NOT needs something after it");
	if (++p->nesting > QUERY_MAX_NESTING)
		return parser_fail(p, start, "use fewer negations",
			    "nested more than %d deep", QUERY_MAX_NESTING);
	n = node_not(p, parse_not(p));
	p->nesting--;
	return n;
}

/* NULL for no operand at all.  */
static struct node *parse_and(struct parser *p)
{
	struct nodes list = { 0 };
	bool joined = false;	/* an AND waits for its right side */
	size_t at = 0;

	for (;;) {
		struct node *n;
		size_t here;

		skip_space(p);
		here = p->pos;
		if (p->failed || p->pos >= p->text.len ||
		    peek_at(p, p->pos) == ')')
			break;
		if (accept_keyword(p, "OR")) {
			p->pos = here;
			break;
		}
		if (accept_keyword(p, "AND")) {
			if (!list.n || joined)
				return parser_fail(p, here,
					    "quote it to look for the word",
					    "AND needs something before it");
			joined = true;
			at = here;
			continue;
		}
		n = parse_not(p);
		if (n) {
			nodes_add(p, &list, n);
			joined = false;
		}
	}
	if (joined)
		return parser_fail(p, at, "quote it to look for the word",
			    "AND needs something after it");
	return p->failed ? NULL : node_join(p, NODE_AND, &list);
}

static struct node *parse_or(struct parser *p)
{
	struct nodes list = { 0 };
	size_t at = SIZE_MAX;

	for (;;) {
		struct node *n = parse_and(p);
		size_t here = p->pos;
		bool more = !p->failed && accept_keyword(p, "OR");

		if (p->failed)
			return NULL;
		if (!n && (more || at != SIZE_MAX))
			return parser_fail(p, more ? here : at,
				    "quote it to look for the word",
				    "OR needs something %s it",
				    more ? "before" : "after");
		if (n)
			nodes_add(p, &list, n);
		if (!more)
			return node_join(p, NODE_OR, &list);
		at = here;
	}
}

/* --- whole -------------------------------------------------------------- */

/* Mark the terms with words that a match shows: those under no negation.  */
static void mark_wanted(struct query *q, const struct node *n, bool wanted)
{
	if (n->kind == NODE_NOT)
		wanted = !wanted;
	if (node_is_text(n))
		q->wanted[n->index] = wanted;
	for (size_t i = 0; i < n->n; i++)
		mark_wanted(q, n->children[i], wanted);
}

static bool text_is_fit(struct parser *p)
{
	size_t n;
	uint32_t c;

	if (p->text.len > QUERY_MAX_TEXT) {
		parser_fail(p, QUERY_MAX_TEXT, "make it shorter",
		     "a query has at most %d bytes", QUERY_MAX_TEXT);
		return false;
	}
	for (size_t i = 0; i < p->text.len; i += n) {
		struct span rest = span_from(p->text, i);

		n = text_decode(rest, &c);
		if (c == 0xfffd && !span_starts(rest, "\xef\xbf\xbd")) {
			parser_fail(p, i, "write it in UTF-8",
				    "these bytes are not UTF-8");
			return false;
		}
		if ((c < 0x20 && !(c >= '\t' && c <= '\r')) || c == 0x7f) {
			parser_fail(p, i, "take it out", "a control character");
			return false;
		}
	}
	return true;
}

static void parse_whole(struct parser *p)
{
	struct query *q = p->q;

	q->root = parse_or(p);
	if (p->failed)
		return;
	if (p->pos < p->text.len) {
		parser_fail(p, p->pos, "take it away, or open one before it",
		     "a ) that closes nothing");
		return;
	}
	if (!q->root && p->skipped && !p->star) {
		parser_fail(p, p->skipped - 1, "use a letter or a digit",
		     "nothing to look for");
		return;
	}
	if (q->root && node_depth(q->root) > QUERY_MAX_DEPTH) {
		parser_fail(p, 0, "use fewer parentheses",
		     "nested more than %d deep", QUERY_MAX_DEPTH);
		return;
	}
	q->wanted = arena_zalloc(q->arena, (q->n_texts + 1) * sizeof(bool));
	if (q->root)
		mark_wanted(q, q->root, true);
	query_make_plan(q);
}

int query_parse(struct span text, int64_t now, struct query **ret,
		struct query_err *qerr)
{
	struct query *q = xcalloc(1, sizeof(*q));
	struct parser p = { .q = q, .text = text, .now = now, .err = qerr,
			    .group = FIELD_ANY };

	q->arena = arena_new();
	if (text_is_fit(&p))
		parse_whole(&p);
	if (p.failed) {
		query_free(q);
		return -1;
	}
	*ret = q;
	return 0;
}

void query_free(struct query *q)
{
	if (!q)
		return;
	for (size_t i = 0; i < q->n_regexes; i++)
		query_regex_free(q->regexes[i]);
	arena_free(q->arena);
	free(q);
}

bool query_is_all(const struct query *q)
{
	return !q->root;
}

bool query_needs_text(const struct query *q)
{
	for (size_t i = 0; i < q->n_texts; i++)
		if (q->texts[i]->field == FIELD_ANY)
			return true;
	return false;
}

bool query_has_words(const struct query *q)
{
	for (size_t i = 0; i < q->n_texts; i++)
		if (q->wanted[i] && q->texts[i]->field == FIELD_ANY)
			return true;
	return false;
}
