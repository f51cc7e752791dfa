/* respell.c - the words of a query that may be misspelled, and one put in
 * another's place; see query.h */
#include "config.h"

#include "query/private.h"
#include "query/token.h"

/* Not of phrases, which may be quoted from somewhere.  */
static bool is_plain_word(const struct query *q, const struct node *n)
{
	return q->wanted[n->index] && n->n_words == 1 && !n->starts && !n->pair;
}

const char *query_word(const struct query *q, size_t i)
{
	for (size_t k = 0; k < q->n_texts; k++)
		if (is_plain_word(q, q->texts[k]) && !i--)
			return q->texts[k]->words[0];
	return NULL;
}

/* Whether it is the same but for one word, which is `with` instead of
 * `word`.  */
static bool is_respelled(const struct query *q, const struct query *r,
			 const char *word, const char *with)
{
	bool any = false;

	if (q->n_texts != r->n_texts)
		return false;
	for (size_t i = 0; i < q->n_texts; i++) {
		const struct node *a = q->texts[i], *b = r->texts[i];
		bool other = false;

		if (a->field != b->field || a->n_words != b->n_words)
			return false;
		for (size_t k = 0; k < a->n_words; k++)
			other |= strcmp(a->words[k], b->words[k]) != 0;
		if (!other)
			continue;
		if (any || strcmp(a->words[0], word) != 0 ||
		    strcmp(b->words[0], with) != 0)
			return false;
		any = true;
	}
	return any;
}

static bool try(struct str *out, const struct query *q, struct span text,
		const struct tokens *t, const char *with, int64_t now)
{
	size_t start = out->len;
	struct query *r;
	bool good;

	str_addn(out, text.p, t->start);
	str_add(out, with);
	str_adds(out, span_from(text, t->end));
	good = query_parse((struct span){ out->s + start, out->len - start },
			   now, &r, NULL) == 0;
	if (good) {
		good = is_respelled(q, r, t->word.s, with);
		query_free(r);
	}
	if (!good)
		str_truncate(out, start);
	return good;
}

bool query_respell(struct str *out, const struct query *q, struct span text,
		   const char *word, const char *with, int64_t now)
{
	struct tokens t;
	bool done = false;

	tokens_init(&t, text);
	while (!done && tokens_next(&t))
		if (t.kind == TOKEN_WORD && !strcmp(t.word.s, word))
			done = try(out, q, text, &t, with, now);
	tokens_release(&t);
	return done;
}
