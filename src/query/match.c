/* match.c - a query against an article in memory, and highlights
 *
 * Each text is split into words once, whatever the number of terms; which
 * terms were seen is then looked up by the tree.
 */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "query/private.h"
#include "query/token.h"

struct matcher {
	const struct query *q;
	const struct query_article *a;
	bool *seen;		/* by term index */
	size_t n_left;		/* that were not */
	struct tokens t, ahead;
};

/* --- words -------------------------------------------------------------- */

static bool word_is(const struct node *term, size_t i, const struct str *word)
{
	const char *want = term->words[i];
	size_t len;

	if (word->s[0] != want[0])
		return false;
	len = strlen(want);
	if (term->starts && i == term->n_words - 1)
		return word->len >= len && !memcmp(word->s, want, len);
	return word->len == len && !memcmp(word->s, want, len);
}

/* Does the term begin with the word that `t` is at?  *ret_end is where the
 * match ends.  */
static bool term_at(const struct node *term, const struct tokens *t,
		    struct tokens *ahead, size_t *ret_end)
{
	if (!word_is(term, 0, &t->word))
		return false;
	*ret_end = term->pair ? t->reach : t->end;
	if (term->n_words == 1)
		return true;
	tokens_restart(ahead, t->text, t->pos);
	for (size_t i = 1; i < term->n_words; i++)
		if (!tokens_next(ahead) || !word_is(term, i, &ahead->word))
			return false;
	*ret_end = term->pair ? ahead->reach : ahead->end;
	return true;
}

static bool is_about(const struct node *term, enum field field)
{
	return term->field == FIELD_ANY || term->field == field;
}

/* Note the terms of `field` and of any field that are in `text`.  */
static void see(struct matcher *m, const char *text, enum field field)
{
	const struct query *q = m->q;
	size_t end;

	tokens_restart(&m->t, span_of(text), 0);
	while (m->n_left && tokens_next(&m->t)) {
		for (size_t i = 0; i < q->n_texts; i++) {
			if (m->seen[i] || !is_about(q->texts[i], field) ||
			    !term_at(q->texts[i], &m->t, &m->ahead, &end))
				continue;
			m->seen[i] = true;
			m->n_left--;
		}
	}
}

/* Add `weight` for each time that a wanted term is in `text`.  Returns its
 * words.  */
static size_t weigh(const struct query *q, const char *text, enum field field,
		    double weight, double *weights)
{
	struct tokens t, ahead;
	size_t n = 0, end;

	tokens_init(&t, span_of(text));
	tokens_init(&ahead, span_of(text));
	for (; tokens_next(&t); n++)
		for (size_t i = 0; i < q->n_texts; i++)
			if (q->wanted[i] && is_about(q->texts[i], field) &&
			    term_at(q->texts[i], &t, &ahead, &end))
				weights[i] += weight;
	tokens_release(&t);
	tokens_release(&ahead);
	return n;
}

size_t query_n_terms(const struct query *q)
{
	return q->n_texts;
}

size_t query_weigh(const struct query *q, const struct query_article *a,
		   double *weights)
{
	for (size_t i = 0; i < q->n_texts; i++)
		weights[i] = 0;
	return weigh(q, a->title, FIELD_TITLE, QUERY_WEIGHT_TITLE, weights) +
	       weigh(q, a->author, FIELD_AUTHOR, QUERY_WEIGHT_AUTHOR,
		     weights) +
	       weigh(q, a->text, FIELD_ANY, 1, weights);
}

/* Of any field, and of `field`.  */
static bool find(const struct query *q, enum field field, struct span text,
		 size_t from, size_t *ret_start, size_t *ret_len)
{
	struct tokens t, ahead;
	size_t best = 0, end;

	tokens_init(&t, text);
	tokens_init(&ahead, text);
	t.pos = MIN(from, text.len);
	while (!best && tokens_next(&t)) {
		for (size_t i = 0; i < q->n_texts; i++)
			if (q->wanted[i] && is_about(q->texts[i], field) &&
			    term_at(q->texts[i], &t, &ahead, &end))
				best = MAX(best, end);
	}
	if (best) {
		*ret_start = t.start;
		*ret_len = best - t.start;
	}
	tokens_release(&t);
	tokens_release(&ahead);
	return best > 0;
}

bool query_find(const struct query *q, struct span text, size_t from,
		size_t *ret_start, size_t *ret_len)
{
	return find(q, FIELD_ANY, text, from, ret_start, ret_len);
}

bool query_find_title(const struct query *q, struct span title, size_t from,
		      size_t *ret_start, size_t *ret_len)
{
	return find(q, FIELD_TITLE, title, from, ret_start, ret_len);
}

/* --- other fields ------------------------------------------------------- */

static bool has_folded(const struct node *n, const char *text)
{
	struct str b = STR_INIT;
	bool found;

	if (n->regex)
		return query_regex_match(n->regex, text);
	text_fold(&b, span_of(text));
	found = span_find(str_span(&b), span_of(n->folded)) >= 0;
	str_release(&b);
	return found;
}

static bool match_folder(const struct node *n, const char *folder)
{
	struct str have = STR_INIT, want = STR_INIT;
	bool top = n->folded[0] == '/';
	ptrdiff_t at;

	if (n->regex)
		return query_regex_match(n->regex, folder);
	if (!*n->folded)
		return !folder || !*folder;
	str_addc(&have, '/');
	text_fold(&have, span_of(folder));
	str_addc(&have, '/');
	str_addf(&want, "/%s/", n->folded + top);
	at = span_find(str_span(&have), str_span(&want));
	str_release(&have);
	str_release(&want);
	return top ? at == 0 : at >= 0;
}

static bool match_tag(const struct node *n, const struct query_article *a)
{
	struct str b = STR_INIT;
	bool found = false;

	for (size_t i = 0; i < a->n_categories && !found; i++) {
		if (n->regex) {
			found = query_regex_match(n->regex, a->categories[i]);
			continue;
		}
		str_clear(&b);
		text_fold(&b, span_of(a->categories[i]));
		found = n->prefix ? span_starts(str_span(&b), n->folded) :
				    !strcmp(b.s, n->folded);
	}
	str_release(&b);
	return found;
}

static bool match_lang(const struct node *n, const char *lang)
{
	const char *want = n->text;

	if (!lang)
		return false;
	for (; *want; want++, lang++) {
		char c = *lang >= 'A' && *lang <= 'Z' ? (char)(*lang + 32) :
			 *lang == '_' ? '-' : *lang;

		if (c != *want)
			return false;
	}
	return !*lang || *lang == '-' || *lang == '_';
}

static bool match_flag(const struct node *n, const struct query_article *a)
{
	switch (n->flag) {
	case FLAG_READ:
		return a->read;
	case FLAG_UNREAD:
		return !a->read;
	case FLAG_STARRED:
		return a->starred;
	case FLAG_HIDDEN:
		return a->hidden;
	case FLAG_EDITED:
		return a->edited;
	case FLAG_COMMENTS:
		return a->comments;
	case FLAG_ENCLOSURE:
		return a->n_enclosures > 0;
	case FLAG_AUTHOR:
		return a->author && *a->author;
	case FLAG_LINK:
		return a->link && *a->link;
	case FLAG_TAG:
		return a->n_categories > 0;
	case N_FLAGS:
		break;
	}
	return false;
}

static bool match_date(const struct node *n, const struct query_article *a)
{
	int64_t id = a->id > 0 ? a->id : query_date_id(a->published);

	return (n->from == INT64_MIN || id >= query_date_id(n->from)) &&
	       (n->to == INT64_MAX || id < query_date_id(n->to));
}

static bool match_term(const struct matcher *m, const struct node *n)
{
	const struct query_article *a = m->a;

	if (node_is_text(n))
		return m->seen[n->index];
	switch (n->field) {
	case FIELD_ANY:
		return query_regex_match(n->regex, a->title) ||
		       query_regex_match(n->regex, a->author);
	case FIELD_TITLE:
		return query_regex_match(n->regex, a->title);
	case FIELD_AUTHOR:
		return query_regex_match(n->regex, a->author);
	case FIELD_FEED:
		return has_folded(n, a->feed_name) ||
		       has_folded(n, a->feed_title) ||
		       has_folded(n, a->feed_url);
	case FIELD_FOLDER:
		return match_folder(n, a->folder);
	case FIELD_TAG:
		return match_tag(n, a);
	case FIELD_URL:
		return has_folded(n, a->link);
	case FIELD_LANG:
		return match_lang(n, a->language);
	case FIELD_IS: case FIELD_HAS:
		return match_flag(n, a);
	case FIELD_AFTER: case FIELD_BEFORE: case FIELD_ON:
	case FIELD_NEWER: case FIELD_OLDER:
		return match_date(n, a);
	case FIELD_ID:
		return a->id == n->from;
	case FIELD_SORT:
		break;
	}
	return true;
}

static bool match_node(const struct matcher *m, const struct node *n)
{
	bool all = n->kind == NODE_AND;

	if (n->kind == NODE_TERM)
		return match_term(m, n);
	if (n->kind == NODE_NOT)
		return !match_node(m, n->children[0]);
	for (size_t i = 0; i < n->n; i++)
		if (match_node(m, n->children[i]) != all)
			return !all;
	return all;
}

bool query_match(const struct query *q, const struct query_article *a)
{
	struct matcher m = { .q = q, .a = a };
	bool answer;

	if (!q->root)
		return true;
	m.seen = xcalloc(q->n_texts + 1, sizeof(bool));
	tokens_init(&m.t, SPAN(""));
	tokens_init(&m.ahead, SPAN(""));
	m.n_left = q->n_texts;
	if (q->n_texts) {
		see(&m, a->title, FIELD_TITLE);
		see(&m, a->author, FIELD_AUTHOR);
		see(&m, a->text, FIELD_ANY);
	}
	answer = match_node(&m, q->root);
	tokens_release(&m.t);
	tokens_release(&m.ahead);
	free(m.seen);
	return answer;
}

/* --- feeds --------------------------------------------------------------- */

/* What is known of a node when only the feed is.  */
enum known { KNOWN_NO, KNOWN_YES, KNOWN_EITHER };

static enum known known_of(const struct query_article *a, const struct node *n)
{
	const struct matcher m = { .a = a };
	bool all = n->kind == NODE_AND;
	enum known sum = all ? KNOWN_YES : KNOWN_NO, one;

	if (n->kind == NODE_TERM) {
		if (n->field != FIELD_FEED && n->field != FIELD_FOLDER)
			return KNOWN_EITHER;
		return match_term(&m, n) ? KNOWN_YES : KNOWN_NO;
	}
	if (n->kind == NODE_NOT) {
		one = known_of(a, n->children[0]);
		return one == KNOWN_EITHER ? one :
		       one == KNOWN_YES ? KNOWN_NO : KNOWN_YES;
	}
	for (size_t i = 0; i < n->n; i++) {
		one = known_of(a, n->children[i]);
		if (one == (all ? KNOWN_NO : KNOWN_YES))
			return one;
		if (one == KNOWN_EITHER)
			sum = one;
	}
	return sum;
}

bool query_can_match(const struct query *q, const struct query_article *a)
{
	return !q->root || known_of(a, q->root) != KNOWN_NO;
}
