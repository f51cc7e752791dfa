/* search_rank.c - the best hits first; see search.h */
#include "config.h"

#include "store/search.h"

#include "base/mem.h"

#define RANKED 5000		/* hits, the newest, that are ranked; a word in
				 * the title counts six times */
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

/* Drop the hits that are not in the plan's sets.  */
static int filter(struct search *se, struct hit *hits, size_t *n,
		  struct err *err)
{
	struct ids some = { 0 };
	size_t k = 0;
	int rc;

	for (size_t i = 0; i < *n; i++)
		ids_add(&some, hits[i].id);
	rc = search_filter(se, &some, err);
	for (size_t i = 0; i < *n && k < some.n; i++)
		if (hits[i].id == some.ids[k])
			hits[k++] = hits[i];
	*n = k;
	free(some.ids);
	return rc;
}

int search_ranked(struct search *se, struct ids *ret, struct err *err)
{
	struct hit *hits = xreallocarray(NULL, RANKED, sizeof(*hits));
	sqlite3_stmt *s;
	size_t n = 0;
	int rc = 0;

	se->before = 0;
	s = search_prepare(se, "search.rowid, bm25(search, 6, 2, 1)", true,
			   err);
	while (s && n < RANKED && (rc = db_step(se->st, s, err)) > 0)
		hits[n++] = (struct hit){ sqlite3_column_int64(s, 0),
					  sqlite3_column_double(s, 1) };
	se->before = n == RANKED ? hits[n - 1].id : 1;
	if (s && rc >= 0 && se->plan->n_sets)
		rc = filter(se, hits, &n, err);
	qsort(hits, n, sizeof(*hits), by_rank);
	for (size_t i = 0; i < n; i++)
		ids_add(ret, hits[i].id);
	sqlite3_finalize(s);
	free(hits);
	return s ? MIN(rc, 0) : -1;
}
