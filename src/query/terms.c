/* terms.c - one term of a query: a value checked for its field */
#include "config.h"

#include "query/parser.h"

#include <stdarg.h>

#include "base/nearest.h"
#include "base/text.h"
#include "query/token.h"

struct node *parser_fail(struct parser *p, size_t offset, const char *hint,
			 const char *fmt, ...)
{
	va_list ap;

	if (p->failed)
		return NULL;
	p->failed = true;
	if (!p->err)
		return NULL;
	p->err->offset = offset;
	snprintf(p->err->hint, sizeof(p->err->hint), "%s", hint);
	va_start(ap, fmt);
	vsnprintf(p->err->text, sizeof(p->err->text), fmt, ap);
	va_end(ap);
	return NULL;
}

const char *parser_brief(struct parser *p, struct span s)
{
	struct str b = STR_INIT;
	const char *copy;

	text_cut(&b, s, 30);
	copy = arena_strdup(p->q->arena, b.s);
	str_release(&b);
	return copy;
}

static bool takes_regex(enum field f)
{
	return field_is_text(f) || f == FIELD_FEED || f == FIELD_FOLDER ||
	       f == FIELD_TAG || f == FIELD_URL;
}

static struct node *term_regex(struct parser *p, struct node *n,
			       const struct value *v)
{
	struct query *q = p->q;
	char why[120];

	if (!takes_regex(n->field))
		return parser_fail(p, v->offset, query_fields[n->field].values,
			    "%s: takes no regular expression",
			    query_fields[n->field].name);
	q->regexes = arena_grow(q->arena, q->regexes, q->n_regexes,
				&p->cap_regexes, sizeof(*q->regexes));
	if (query_regex_new(n->text, &n->regex, why, sizeof(why)) < 0)
		return parser_fail(p, v->offset,
			    "\\ before a sign makes it plain",
			    "/%s/: %s", parser_brief(p, v->text), why);
	q->regexes[q->n_regexes++] = n->regex;
	return n;
}

/* The words of `text` as they are looked for.  */
static void split(struct arena *a, struct node *n, struct span text)
{
	enum token_kind last = TOKEN_WORD, before = TOKEN_WORD;
	struct tokens t;
	size_t cap = 0;

	n->starts = n->prefix;
	tokens_init(&t, text);
	while (n->n_words <= QUERY_MAX_WORDS && tokens_next(&t)) {
		n->words = arena_grow(a, n->words, n->n_words, &cap,
				      sizeof(*n->words));
		n->words[n->n_words++] = arena_strdup(a, t.word.s);
		before = last;
		last = t.kind;
	}
	tokens_release(&t);
	if (last == TOKEN_SIGN && before == TOKEN_PAIR) {
		n->n_words--;	/* the pair has said it */
		n->pair = true;
	} else if (last == TOKEN_SIGN) {
		n->starts = true;
	}
}

/* Split into the words that the index has.  NULL without an error for a bare
 * word that has no letter.  */
static struct node *term_words(struct parser *p, struct node *n,
			       const struct value *v)
{
	struct query *q = p->q;

	split(q->arena, n, v->text);
	if (n->n_words > QUERY_MAX_WORDS)
		return parser_fail(p, v->offset, "leave some words out",
			    "a phrase has at most %d words", QUERY_MAX_WORDS);
	if (!n->n_words && n->field == FIELD_ANY) {
		if (!p->skipped)
			p->skipped = v->offset + 1;
		return NULL;
	}
	if (!n->n_words)
		return parser_fail(p, v->offset, "use a letter or a digit",
			    "nothing to look for in “%s”", parser_brief(p, v->text));
	q->texts = arena_grow(q->arena, q->texts, q->n_texts, &p->cap_texts,
			      sizeof(*q->texts));
	n->index = q->n_texts;
	q->texts[q->n_texts++] = n;
	return n;
}

static struct node *term_flag(struct parser *p, struct node *n,
			      const struct value *v)
{
	int low = n->field == FIELD_IS ? 0 : FLAG_FIRST_HAS;
	int high = n->field == FIELD_IS ? FLAG_FIRST_HAS : (int)N_FLAGS;
	const char *near;

	for (int i = low; i < high; i++) {
		if (span_eq_nocase(v->text, span_of(query_flag_names[i]))) {
			n->flag = (enum flag)i;
			n->text = query_flag_names[i];
			return n;
		}
	}
	near = nearest_name(v->text, query_flag_names + low,
			    (size_t)(high - low));
	return parser_fail(p, v->offset,
		    near ? near : query_fields[n->field].values,
		    "%s: does not know “%s”", query_fields[n->field].name,
		    parser_brief(p, v->text));
}

static struct node *term_date(struct parser *p, struct node *n,
			      const struct value *v)
{
	if (query_date(n->field, v->text, p->now, &n->from, &n->to))
		return n;
	return parser_fail(p, v->offset,
		    n->field == FIELD_ON ?
		    "2026-01-15, 2026-01, today, yesterday, monday or last-week" :
		    "2026-01-15, today, monday, last-week, or a span: "
		    "90m 12h 3d 2w 6mo 1y",
		    "“%s” is not a date", parser_brief(p, v->text));
}

static struct node *term_id(struct parser *p, struct node *n,
			    const struct value *v)
{
	for (size_t i = 0; i < v->text.len; i++)
		if (v->text.p[i] < '0' || v->text.p[i] > '9' || i >= 18)
			return parser_fail(p, v->offset, "id:123",
				    "“%s” is not the number of an article",
				    parser_brief(p, v->text));
	n->from = strtoll(n->text, NULL, 10);
	n->text = arena_printf(p->q->arena, "%lld", (long long)n->from);
	return n;
}

static struct node *term_lang(struct parser *p, struct node *n,
			      const struct value *v)
{
	char *s = arena_span(p->q->arena, v->text);

	n->text = s;
	for (; *s; s++) {
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s + 32);
		else if (*s == '_')
			*s = '-';
		else if (!((*s >= 'a' && *s <= 'z') || *s == '-' ||
			   (*s >= '0' && *s <= '9')))
			return parser_fail(p, v->offset, "lang:en, lang:pt-br",
				    "“%s” is not a language tag",
				    parser_brief(p, v->text));
	}
	return n;
}

static struct node *term_sort(struct parser *p, const struct value *v,
			      size_t start)
{
	const char *near;

	if (p->nesting)
		return parser_fail(p, start, "put it at the end of the query",
			    "sort: is about the whole query");
	if (p->q->sort != SORT_NONE)
		return parser_fail(p, start, "leave one out", "sort: is there twice");
	for (int i = SORT_NEWEST; i < N_SORTS; i++) {
		if (span_eq_nocase(v->text, span_of(query_sort_names[i]))) {
			p->q->sort = (enum sort)i;
			return NULL;
		}
	}
	near = nearest_name(v->text, query_sort_names, N_SORTS);
	return parser_fail(p, v->offset, near ? near : "newest, oldest or rank",
		    "sort: does not know “%s”", parser_brief(p, v->text));
}

/* Folders are compared as "/a/b/": no slash at the ends, but one in front is
 * kept, it means the top.  */
static struct node *term_folder(struct parser *p, struct node *n,
				const struct value *v)
{
	struct span s = v->text;
	struct str b = STR_INIT;

	while (s.len > 1 && s.p[s.len - 1] == '/')
		s.len--;
	if (span_eq(s, SPAN("/")))
		s.len = 0;
	n->text = arena_span(p->q->arena, s);
	text_fold(&b, s);
	n->folded = arena_strdup(p->q->arena, b.s);
	str_release(&b);
	return n;
}

/* `value` of `field` as a node.  NULL when that failed, and also for what is
 * no condition: sort:, and bare words without letters.  */
struct node *parser_term(struct parser *p, enum field field,
			 const struct value *v, size_t start)
{
	struct node *n;
	struct str b = STR_INIT;

	if (p->failed)
		return NULL;
	if (field == FIELD_SORT)
		return term_sort(p, v, start);
	if (++p->n_terms > QUERY_MAX_TERMS)
		return parser_fail(p, start, "leave some out",
			    "a query has at most %d terms", QUERY_MAX_TERMS);
	if (!v->text.len && field != FIELD_FOLDER && field != FIELD_ANY)
		return parser_fail(p, v->offset, query_fields[field].values,
			    "%s: needs a value", query_fields[field].name);
	n = arena_zalloc(p->q->arena, sizeof(*n));
	n->kind = NODE_TERM;
	n->field = field;
	n->text = arena_span(p->q->arena, v->text);
	text_fold(&b, v->text);
	n->folded = arena_strdup(p->q->arena, b.s);
	str_release(&b);
	n->prefix = v->prefix && (field_is_text(field) || field == FIELD_TAG);
	if (v->regex)
		return term_regex(p, n, v);
	switch (field) {
	case FIELD_ANY: case FIELD_TITLE: case FIELD_AUTHOR:
		return term_words(p, n, v);
	case FIELD_IS: case FIELD_HAS:
		return term_flag(p, n, v);
	case FIELD_AFTER: case FIELD_BEFORE: case FIELD_ON:
	case FIELD_NEWER: case FIELD_OLDER:
		return term_date(p, n, v);
	case FIELD_ID:
		return term_id(p, n, v);
	case FIELD_LANG:
		return term_lang(p, n, v);
	case FIELD_FOLDER:
		return term_folder(p, n, v);
	case FIELD_FEED: case FIELD_TAG: case FIELD_URL: case FIELD_SORT:
		break;
	}
	return n;
}
