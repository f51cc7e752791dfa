/* prefix.c - see prefix.h
 *
 * Most words have few hits: these are gathered and sorted now and then.  Of the
 * others several are asked for at once, and what comes is merged with what is
 * there.
 */
#include "config.h"

#include "store/prefix.h"

#include "base/mem.h"
#include "store/stream.h"

#define MANY 4000		/* hits */
#define AT_ONCE 64		/* words with many, for each has pages open */
#define GATHERED (128 << 10)	/* hits that wait to be sorted */

struct gatherer {
	struct store *st;
	sqlite3_stmt *s;
	const struct prefix *p;
	bool oldest;
	size_t limit;
	struct ids *hits;	/* sorted */
	struct ids some;	/* not yet */
	struct str many;	/* phrases of words with many, joined by OR */
	size_t n_many;
};

/* --- the expression ----------------------------------------------------------- */

/* In it a star only stands behind a phrase: those are of words and spaces.  */
static const char *find_star(const char *match)
{
	return strstr(match, "\" *");
}

bool prefix_find(const char *match, struct prefix *ret)
{
	const char *end = match ? find_star(match) : NULL;
	const char *not = match ? strstr(match, " NOT ") : NULL;
	const char *open, *word;

	if (!end || (not && not < end) || find_star(end + 1))
		return false;
	for (open = end; open[-1] != '"'; open--)
		;
	for (word = end; word > open && word[-1] != ' '; word--)
		;
	ret->before = (struct span){ match, (size_t)(open - 1 - match) };
	ret->phrase = (struct span){ open - 1, (size_t)(word - open + 1) };
	ret->start = (struct span){ word, (size_t)(end - word) };
	ret->after = span_of(end + 3);
	return true;
}

void prefix_phrase(struct str *out, const struct prefix *p, const char *word)
{
	str_adds(out, p->phrase);
	str_add(out, word);
	str_addc(out, '"');
}

void prefix_with(struct str *out, const struct prefix *p, const char *phrases)
{
	str_adds(out, p->before);
	str_addf(out, "(%s)", phrases);
	str_adds(out, p->after);
}

/* Have `s` asked with these in the prefix's place.  */
static void ask(struct gatherer *g, const char *phrases)
{
	struct str match = STR_INIT;

	prefix_with(&match, g->p, phrases);
	sqlite3_reset(g->s);
	sqlite3_bind_text(g->s, 1, match.s, (int)match.len, SQLITE_TRANSIENT);
	str_release(&match);
}

/* --- hits ------------------------------------------------------------------------ */

/* Merge `more` into the hits.  */
static int unite(struct gatherer *g, struct stream *more, struct err *err)
{
	struct stream have = { .list = g->hits };
	struct ids all = { 0 };
	int rc = stream_next(g->st, &have, err);

	if (rc == 0)
		rc = stream_next(g->st, more, err);
	while (rc == 0 && (have.id || more->id) &&
	       (!g->limit || all.n < g->limit)) {
		struct stream *in = stream_earlier(g->oldest, have.id,
						   more->id) ? &have : more;

		if (!all.n || all.ids[all.n - 1] != in->id)
			ids_add(&all, in->id);
		rc = stream_next(g->st, in, err);
	}
	free(g->hits->ids);
	*g->hits = all;
	return rc;
}

static int sort_some(struct gatherer *g, struct err *err)
{
	struct stream more = { .list = &g->some };
	int rc;

	if (!g->some.n)
		return 0;
	ids_sort(&g->some, !g->oldest);
	rc = unite(g, &more, err);
	free(g->some.ids);
	g->some = (struct ids){ 0 };
	return rc;
}

static int take_many(struct gatherer *g, struct err *err)
{
	struct stream more = { .s = g->s };
	int rc;

	if (!g->n_many)
		return 0;
	ask(g, g->many.s);
	rc = unite(g, &more, err);
	sqlite3_reset(g->s);
	str_clear(&g->many);
	g->n_many = 0;
	return rc;
}

static int take_word(void *arg, const char *word, struct err *err)
{
	struct gatherer *g = arg;
	size_t n = g->some.n, most = g->limit ? MIN(g->limit, MANY) : MANY;
	struct str phrase = STR_INIT;
	int rc = 1;

	prefix_phrase(&phrase, g->p, word);
	ask(g, phrase.s);
	str_release(&phrase);
	while (g->some.n < n + most && (rc = db_step_bound(g->st, g->s, err)) > 0)
		ids_add(&g->some, sqlite3_column_int64(g->s, 0));
	sqlite3_reset(g->s);
	if (rc > 0 && most == MANY) {
		g->some.n = n;
		str_add(&g->many, g->n_many ? " OR " : "");
		prefix_phrase(&g->many, g->p, word);
		g->n_many++;
	}
	if (rc >= 0 && g->some.n > GATHERED)
		rc = sort_some(g, err);
	if (rc >= 0 && g->n_many == AT_ONCE)
		rc = take_many(g, err);
	return MIN(rc, 0);
}

/* --- words ------------------------------------------------------------------------ */

static int make_words(struct store *st, struct err *err)
{
	bool reads = st->mode == STORE_READ;
	int rc;

	if (reads && db_exec(st, "PRAGMA query_only = OFF", err) < 0)
		return -1;
	rc = db_exec(st, "CREATE VIRTUAL TABLE temp.word"
		     " USING fts5vocab(main, search, instance)", err);
	if (reads && db_exec(st, "PRAGMA query_only = ON",
			     rc < 0 ? NULL : err) < 0)
		return -1;
	return rc;
}

int prefix_ready(struct store *st, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT count(*)"
				  " FROM temp.sqlite_master WHERE name = 'word'",
				  err);
	int64_t n;

	if (!s || db_number(st, s, 0, &n, err) < 0)
		return -1;
	return n ? 0 : make_words(st, err);
}

/* The first word from `*word` on, before `end`; then *word is where the next
 * ones are.  1, 0, -1.  */
static int next_word(struct store *st, struct str *from, const char *end,
		     struct str *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT term FROM temp.word"
				  " WHERE term >= ?1 AND term < ?2 LIMIT 1",
				  err);
	int rc;

	if (!s)
		return -1;
	bind_text(s, 1, from->s);
	bind_text(s, 2, end);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	str_clear(ret);
	str_add(ret, (const char *)sqlite3_column_text(s, 0));
	db_done(s);
	/* No word has a control character.  */
	str_clear(from);
	str_addf(from, "%s\001", ret->s);
	return 1;
}

int prefix_words(struct store *st, struct span start,
		 int (*each)(void *arg, const char *word, struct err *err),
		 void *arg, struct err *err)
{
	struct str from = STR_INIT, end = STR_INIT, word = STR_INIT;
	int rc = prefix_ready(st, err);
	bool any = false;

	str_adds(&from, start);
	str_addf(&end, "%s\xff", from.s);
	while (rc >= 0 &&
	       (rc = next_word(st, &from, end.s, &word, err)) > 0) {
		any = true;
		rc = each(arg, word.s, err);
	}
	if (rc == 0 && !any) {
		str_adds(&word, start);
		rc = each(arg, word.s, err);
	}
	str_release(&from);
	str_release(&end);
	str_release(&word);
	return rc;
}

int prefix_list(struct store *st, sqlite3_stmt *s, const struct prefix *p,
		bool oldest, size_t limit, struct ids *ret, struct err *err)
{
	struct gatherer g = {
		.st = st, .s = s, .p = p, .oldest = oldest, .limit = limit,
		.hits = ret, .many = STR_INIT,
	};
	int rc = prefix_words(st, p->start, take_word, &g, err);

	if (rc == 0)
		rc = sort_some(&g, err);
	if (rc == 0)
		rc = take_many(&g, err);
	free(g.some.ids);
	str_release(&g.many);
	return rc;
}
