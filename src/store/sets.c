/* sets.c - see sets.h
 *
 * A set is a bit for each id.
 */
#include "config.h"

#include "store/sets.h"

#include "base/mem.h"
#include "store/prefix.h"

#define MANY 8			/* one of so many articles: few */

struct filter {
	struct store *st;
	const char *words;	/* what all ids are hits of; NULL: it would be
				 * no help */
	bool oldest;
	const struct ids *ids;
	size_t n_words;		/* of a set, in 64 bits */
	sqlite3_stmt *s;
};

static bool comes_before(const struct filter *f, int64_t a, int64_t b)
{
	return f->oldest ? a < b : a > b;
}

/* The first place from `at` on whose id does not come before `id`.  It is
 * mostly near.  */
static size_t seek(const struct filter *f, size_t at, int64_t id)
{
	const struct ids *ids = f->ids;
	size_t step = 1, low = at, high = at;

	while (high < ids->n && comes_before(f, ids->ids[high], id)) {
		low = high + 1;
		high += step;
		step *= 2;
	}
	high = MIN(high, ids->n);
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (comes_before(f, ids->ids[mid], id))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* Whether most articles from the first to the last are not among the ids.  */
static int are_few(const struct filter *f, bool *ret, struct err *err)
{
	int64_t first = f->ids->ids[0], last = f->ids->ids[f->ids->n - 1];
	int64_t most = (int64_t)f->ids->n * MANY, n;
	sqlite3_stmt *s = db_stmt(f->st, "SELECT count(*) FROM (SELECT 1"
				  " FROM article WHERE id BETWEEN ?1 AND ?2"
				  " LIMIT ?3)", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, MIN(first, last));
	sqlite3_bind_int64(s, 2, MAX(first, last));
	sqlite3_bind_int64(s, 3, most);
	if (db_number(f->st, s, 0, &n, err) < 0)
		return -1;
	*ret = n == most;
	return 0;
}

static int ask(struct filter *f, struct err *err)
{
	struct str sql = STR_INIT;

	str_addf(&sql, "SELECT rowid FROM search WHERE search MATCH ?1"
		 " AND rowid BETWEEN ?2 AND ?3 ORDER BY rowid %s",
		 f->oldest ? "ASC" : "DESC");
	f->s = db_prepare(f->st, sql.s, err);
	str_release(&sql);
	return f->s ? 0 : -1;
}

/* Add the hits of an expression.  */
static int add_hits(struct filter *f, const char *match, uint64_t *bits,
		    struct err *err)
{
	int64_t first = f->ids->ids[0], last = f->ids->ids[f->ids->n - 1];
	struct str both = STR_INIT;
	size_t at = 0;
	int rc = 0;

	if (f->words)
		str_addf(&both, "(%s) AND ", f->words);
	str_addf(&both, "(%s)", match);
	sqlite3_bind_text(f->s, 1, both.s, (int)both.len, SQLITE_TRANSIENT);
	sqlite3_bind_int64(f->s, 2, MIN(first, last));
	sqlite3_bind_int64(f->s, 3, MAX(first, last));
	while (at < f->ids->n && (rc = db_step_bound(f->st, f->s, err)) > 0) {
		int64_t id = sqlite3_column_int64(f->s, 0);

		at = seek(f, at, id);
		if (at < f->ids->n && f->ids->ids[at] == id)
			bits[at / 64] |= UINT64_C(1) << at % 64;
	}
	sqlite3_reset(f->s);
	str_release(&both);
	return MIN(rc, 0);
}

static bool is_full(const struct filter *f, const uint64_t *bits)
{
	size_t whole = f->ids->n / 64, rest = f->ids->n % 64;

	for (size_t k = 0; k < whole; k++)
		if (~bits[k])
			return false;
	return !rest || bits[whole] == (UINT64_C(1) << rest) - 1;
}

struct words {
	struct filter *f;
	const struct prefix *p;
	uint64_t *bits;
	bool full;		/* no other word adds any */
};

static int add_word(void *arg, const char *word, struct err *err)
{
	struct words *w = arg;
	struct str phrase = STR_INIT, match = STR_INIT;
	int rc;

	w->full = w->full || is_full(w->f, w->bits);
	if (w->full)
		return 0;
	prefix_phrase(&phrase, w->p, word);
	prefix_with(&match, w->p, phrase.s);
	rc = add_hits(w->f, match.s, w->bits, err);
	str_release(&phrase);
	str_release(&match);
	return rc;
}

static int fill_hits(struct filter *f, const char *match, uint64_t *bits,
		     struct err *err)
{
	struct prefix p;
	struct words w = { f, &p, bits, false };

	if (!prefix_find(match, &p))
		return add_hits(f, match, bits, err);
	return prefix_words(f->st, p.start, add_word, &w, err);
}

static int fill(struct filter *f, const struct query_set *set, uint64_t *bits,
		struct err *err);

/* What is in all of them, or in any.  */
static int fill_of(struct filter *f, const struct query_set *set,
		   uint64_t *bits, struct err *err)
{
	uint64_t *one = xcalloc(f->n_words, sizeof(*one));
	bool both = set->kind == QUERY_BOTH;
	int rc = 0;

	for (size_t i = 0; i < set->n && rc == 0; i++) {
		memset(one, 0, f->n_words * sizeof(*one));
		rc = fill(f, set->of[i], one, err);
		for (size_t k = 0; k < f->n_words; k++)
			bits[k] = both && i ? bits[k] & one[k] :
				  bits[k] | one[k];
	}
	free(one);
	return rc;
}

/* Set the bits, none of which is, of a set.  */
static int fill(struct filter *f, const struct query_set *set, uint64_t *bits,
		struct err *err)
{
	int rc;

	if (set->kind == QUERY_HITS)
		return fill_hits(f, set->match, bits, err);
	rc = fill_of(f, set, bits, err);
	if (set->kind == QUERY_OTHERS)
		for (size_t k = 0; k < f->n_words; k++)
			bits[k] = ~bits[k];
	return rc;
}

int sets_filter(struct store *st, const struct query_plan *plan, bool oldest,
		struct ids *ids, struct err *err)
{
	struct filter f = {
		.st = st, .oldest = oldest, .ids = ids,
		.n_words = ids->n / 64 + 1,
	};
	struct query_set all = { .kind = QUERY_BOTH, .of = plan->sets,
				 .n = plan->n_sets };
	uint64_t *bits;
	size_t n = 0;
	bool few;
	int rc;

	if (!ids->n)
		return 0;
	if (are_few(&f, &few, err) < 0 || ask(&f, err) < 0)
		return -1;
	if (few)
		f.words = plan->words;
	bits = xcalloc(f.n_words, sizeof(*bits));
	rc = fill_of(&f, &all, bits, err);
	for (size_t i = 0; i < ids->n; i++)
		if (bits[i / 64] >> i % 64 & 1)
			ids->ids[n++] = ids->ids[i];
	ids->n = n;
	sqlite3_finalize(f.s);
	free(bits);
	return rc;
}
