/* search.h - what the files of a search share */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "query/query.h"
#include "store/store_private.h"

/* The same as SQL_INDEX_BELOW, also while nobody who could write has noticed
 * that the index was made by other rules.  */
#define SQL_SEARCH_BELOW \
	"(SELECT CASE WHEN EXISTS (SELECT 1 FROM value" \
	" WHERE name = 'index-version' AND value = coranto_index_version())" \
	" THEN " SQL_INDEX_BELOW " ELSE 9223372036854775807 END)"

/* How ids are asked for.  */
struct search {
	struct store *st;
	const struct store_scope *scope;
	const struct query_plan *plan;
	bool words;		/* the backlog has to be matched here */
	bool oldest;		/* order */
	bool ranked;		/* first come the newest, by rank */
	bool hits_only;		/* whether they match is asked later */
	bool hides;		/* something is hidden that does not match */
	int64_t before;
	const char *tag;	/* by it the matches are found; or NULL */
};

/* Whether not every article is in the scope.  */
bool search_is_scope_narrow(const struct store_scope *scope);

/* Whether of the index's hits only few may match: then those of each word are
 * not asked for one by one whether they do.  */
bool search_is_narrowed(const struct search *se);

/* What SQL finds by the plan: columns `what`, whose tables are "search" and, as
 * far as it takes them, "article a" and "feed f".  NULL with err; finalize
 * it.  */
sqlite3_stmt *search_prepare(struct search *se, const char *what, bool ordered,
			     struct err *err) MUST_USE;

/* Drop the hits that do not match, and those behind the limit, 0 for none: each
 * is looked at once, however many words have it.  0, or -1 with err.  */
int search_narrow(struct search *se, size_t limit, struct ids *hits,
		  struct err *err) MUST_USE;

/* Whether the article is in the scope and matches.  1, 0, -1 with err.  */
int search_match(struct search *se, int64_t id, struct err *err) MUST_USE;

/* What query_weigh() says of an article.  1, 0 when it is not in the scope, -1
 * with err.  */
int search_weigh(struct search *se, int64_t id, double *weights,
		 size_t *ret_n_words, struct err *err) MUST_USE;

/*
 * The newest hits by rank, some thousands.  All others come after them by
 * date, for ranking takes its time for each hit.  se->before is then where
 * these begin.  0, or -1 with err.
 */
int search_best(struct search *se, struct ids *ret, struct err *err) MUST_USE;

/* Put these in the order of their rank among them, matched in memory.  0, or
 * -1 with err.  */
int search_rank(struct search *se, struct ids *ids, struct err *err) MUST_USE;

/* What waits to be indexed, in order, from behind `before`, 0: all.  NULL with
 * err; db_done() it.  */
sqlite3_stmt *search_backlog(struct search *se, int64_t before,
			     struct err *err) MUST_USE;

/*
 * Of a query with a prefix, match the newest articles in memory: of a small
 * scope all, else those that have its other words, or without any all, as long
 * as that promises to be short.  At most `limit` but for 0.  What was looked at
 * is behind se->before then; *ret_done: nothing is left, or enough was found.
 */
int search_walk(struct search *se, size_t limit, struct ids *ret,
		bool *ret_done, struct err *err) MUST_USE;

#endif
