/* search_rank.c - the best hits first; see search.h */
#include "config.h"

#include "store/search.h"

#include <math.h>

#include "base/mem.h"

#define RANKED 5000		/* hits, the newest, that are ranked */

struct hit {
	int64_t id;
	double rank;		/* the lower the better */
};

static int by_rank(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return (x->id < y->id) - (x->id > y->id);
}

int search_best(struct search *se, struct ids *ret, struct err *err)
{
	struct hit *hits = xreallocarray(NULL, RANKED, sizeof(*hits));
	struct str what = STR_INIT;
	sqlite3_stmt *s;
	size_t n = 0;
	int rc = 0;

	se->before = 0;
	str_addf(&what, "search.rowid, bm25(search, %d, %d, 1)",
		 QUERY_WEIGHT_TITLE, QUERY_WEIGHT_AUTHOR);
	s = search_prepare(se, what.s, true, err);
	str_release(&what);
	while (s && n < RANKED && (rc = db_step(se->st, s, err)) > 0)
		hits[n++] = (struct hit){ sqlite3_column_int64(s, 0),
					  sqlite3_column_double(s, 1) };
	se->before = n == RANKED ? hits[n - 1].id : 1;
	qsort(hits, n, sizeof(*hits), by_rank);
	for (size_t i = 0; i < n; i++)
		ids_add(ret, hits[i].id);
	sqlite3_finalize(s);
	free(hits);
	return s ? MIN(rc, 0) : -1;
}

/* --- in memory ------------------------------------------------------------------ */

/* Of each article the weights of the terms, and its words.  */
struct weighed {
	size_t n, n_terms;
	double *weights;
	size_t *n_words;
};

static double *weights_of(const struct weighed *w, size_t article)
{
	return w->weights + article * w->n_terms;
}

static int weigh_all(struct search *se, const struct ids *ids,
		     struct weighed *w, struct err *err)
{
	int rc = 1;

	for (; w->n < ids->n && rc >= 0; w->n++)
		rc = search_weigh(se, ids->ids[w->n], weights_of(w, w->n),
				  &w->n_words[w->n], err);
	return MIN(rc, 0);
}

/* How much it tells that an article has a term, which few may have or many.  */
static double rarity(const struct weighed *w, size_t term)
{
	double have = 0;

	for (size_t i = 0; i < w->n; i++)
		have += weights_of(w, i)[term] > 0;
	return log(1 + ((double)w->n - have + 0.5) / (have + 0.5));
}

/* BM25 with the constants of FTS5, of these articles alone.  */
static void add_ranks(const struct weighed *w, struct hit *hits)
{
	double sum = 0, mean;

	for (size_t i = 0; i < w->n; i++)
		sum += (double)w->n_words[i];
	mean = MAX(sum / (double)MAX(w->n, 1), 1);
	for (size_t t = 0; t < w->n_terms; t++) {
		double rare = rarity(w, t);

		for (size_t i = 0; i < w->n; i++) {
			double f = weights_of(w, i)[t];
			double length = (double)w->n_words[i] / mean;

			hits[i].rank -= rare * f * 2.2 /
				(f + 1.2 * (0.25 + 0.75 * length));
		}
	}
}

int search_rank(struct search *se, struct ids *ids, struct err *err)
{
	struct weighed w = { .n_terms = query_n_terms(se->scope->query) };
	struct hit *hits = xcalloc(ids->n + 1, sizeof(*hits));
	int rc;

	w.weights = xcalloc(ids->n * w.n_terms + 1, sizeof(*w.weights));
	w.n_words = xcalloc(ids->n + 1, sizeof(*w.n_words));
	rc = weigh_all(se, ids, &w, err);
	for (size_t i = 0; i < w.n; i++)
		hits[i].id = ids->ids[i];
	if (rc == 0)
		add_ranks(&w, hits);
	qsort(hits, w.n, sizeof(*hits), by_rank);
	for (size_t i = 0; i < w.n; i++)
		ids->ids[i] = hits[i].id;
	free(w.weights);
	free(w.n_words);
	free(hits);
	return rc;
}
