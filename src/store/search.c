/* search.c - lists and counts of a query
 *
 * Two streams of ids in one order are merged: what SQL finds by the query's
 * plan among the indexed articles, and, when the query has words, those of
 * the backlog that query_match() finds.  Both are only read as far as the
 * page needs.  A query without words asks the tables alone, which know the
 * articles of the backlog as well.
 *
 * For a prefix the hits of all the words that begin with it are put together
 * first (prefix.h); indexes of prefixes would make the index a half larger.
 * But what so many articles have, the newest have: these are matched in memory
 * first, as long as that promises to be short (search_walk.c).
 */
#include "config.h"

#include "store/search.h"

#include "store/prefix.h"
#include "store/sets.h"
#include "store/stream.h"

#define MATCHED 1000		/* articles that are rather matched in memory */
#define WEIGHED 1000		/* hits, the newest, that are ranked in memory */
#define FILTERED (256 << 10)	/* hits that are looked for in sets at a time */
#define DRIVEN_CHUNK 64		/* articles of a mark or a tag that are taken */
#define DRIVEN_MOST 4096	/* at a time: more and more */

/* --- the merge -------------------------------------------------------------------- */

static int merge(struct search *se, struct stream *index,
		 struct stream *backlog, size_t limit, struct ids *ret,
		 struct err *err)
{
	if (stream_next(se->st, index, err) < 0)
		return -1;
	while ((index->id || backlog->id) && (!limit || ret->n < limit)) {
		bool first = stream_earlier(se->oldest, index->id,
					    backlog->id);
		struct stream *in = first ? index : backlog;
		int rc = first ? 1 : search_match(se, backlog->id, err);

		if (rc < 0)
			return -1;
		if (rc)
			ids_add(ret, in->id);
		if (stream_next(se->st, in, err) < 0)
			return -1;
	}
	return 0;
}

/* --- by mark or tag ------------------------------------------------------------------ */

/* Whether an index of marks or of categories is the way to the matches.  All
 * of them are not matched in memory when that takes their texts.  */
static int is_driven(struct search *se, size_t limit, bool *ret,
		     struct err *err)
{
	const struct query_plan *plan = se->plan;
	bool keyed;

	*ret = !query_plan(se->scope->query)->match && (limit || !se->words) &&
	       (plan->unread || plan->starred || plan->tag);
	se->tag = *ret ? plan->tag : NULL;
	if (!se->tag)
		return 0;
	if (category_keyed(se->st, &keyed, err) < 0)
		return -1;
	if (!keyed) {
		se->tag = NULL;
		*ret = plan->unread || plan->starred;
	}
	return 0;
}

/* The next of them; *ret_more: there may be more behind these.  */
static int driven_page(struct search *se, const struct store_scope *scope,
		       int64_t beyond, size_t limit, struct ids *ret,
		       bool *ret_more, struct err *err)
{
	if (se->tag)
		return category_page(se->st, scope, se->tag, se->oldest,
				     beyond, limit, ret, ret_more, err);
	if (list_page(se->st, scope, se->oldest, beyond, limit, ret, err) < 0)
		return -1;
	*ret_more = ret->n == limit;
	return 0;
}

/* Those of a page that match.  */
static int add_matches(struct search *se, const struct ids *page, size_t limit,
		       struct ids *ret, struct err *err)
{
	bool all = !se->plan->more && (se->tag || !se->plan->tag);

	for (size_t i = 0; i < page->n && (!limit || ret->n < limit); i++) {
		int rc = all ? 1 : search_match(se, page->ids[i], err);

		if (rc < 0)
			return -1;
		if (rc)
			ids_add(ret, page->ids[i]);
	}
	return 0;
}

static int list_driven(struct search *se, size_t limit, struct ids *ret,
		       struct err *err)
{
	struct store_scope scope = *se->scope;
	int64_t beyond = se->before ? se->before :
			 se->oldest ? 0 : INT64_MAX;
	size_t some = DRIVEN_CHUNK;
	bool more = true;
	int rc = 0;

	scope.unread_only |= se->plan->unread;
	scope.starred_only |= se->plan->starred;
	if (!limit && !se->tag && !se->plan->tag && !se->plan->more)
		return list_whole(se->st, &scope, se->oldest, beyond, ret,
				  err);
	while (rc == 0 && more && (!limit || ret->n < limit)) {
		struct ids page = { 0 };

		rc = driven_page(se, &scope, beyond, some, &page, &more, err);
		if (rc == 0)
			rc = add_matches(se, &page, limit, ret, err);
		if (page.n)
			beyond = page.ids[page.n - 1];
		free(page.ids);
		some = MIN(some * 2, DRIVEN_MOST);
	}
	return rc;
}

/* --- both ------------------------------------------------------------------------------ */

static struct search search_of(struct store *st,
			       const struct store_scope *scope, int64_t before)
{
	struct search se = {
		.st = st, .scope = scope, .plan = query_plan(scope->query),
		.before = before,
	};
	const char *where = se.plan->where;

	/* query_has_words() does not count what must not be there.  */
	se.words = se.plan->match || (where && strstr(where, "search MATCH"));
	se.ranked = se.plan->by_rank && se.plan->match;
	if (se.plan->apart)
		se.plan = se.plan->apart;
	se.oldest = se.plan->oldest_first && !se.ranked;
	return se;
}

/* Of a prefix, by its words: all at once.  */
static int list_words(struct search *se, const struct prefix *prefix,
		      size_t most, struct ids *hits, struct err *err)
{
	sqlite3_stmt *s;
	int rc = -1;

	se->hits_only = !most || search_is_narrowed(se);
	s = search_prepare(se, "search.rowid", true, err);
	if (s)
		rc = prefix_list(se->st, s, prefix, se->oldest,
				 se->hits_only ? 0 : most, hits, err);
	sqlite3_finalize(s);
	if (rc == 0 && se->hits_only)
		rc = search_narrow(se, most, hits, err);
	return rc;
}

/* Merge `hits`, whose ids are taken over.  */
static int merge_hits(struct search *se, struct ids *hits,
		      struct stream *backlog, size_t limit, struct ids *ret,
		      struct err *err)
{
	struct stream index = { .list = hits };
	int rc;

	if (!backlog->id && !ret->n) {
		*ret = *hits;
		*hits = (struct ids){ 0 };
		if (limit)
			ret->n = MIN(ret->n, limit);
		return 0;
	}
	rc = merge(se, &index, backlog, limit, ret, err);
	free(hits->ids);
	*hits = (struct ids){ 0 };
	return rc;
}

static int merge_words(struct search *se, const struct prefix *prefix,
		       struct stream *backlog, size_t limit, struct ids *ret,
		       struct err *err)
{
	struct ids hits = { 0 };

	if (list_words(se, prefix, limit ? limit - ret->n : 0, &hits,
		       err) < 0) {
		free(hits.ids);
		return -1;
	}
	return merge_hits(se, &hits, backlog, limit, ret, err);
}

/* The next of `in`, at most `most`.  */
static int next_some(struct search *se, struct stream *in, size_t most,
		     struct ids *ret, struct err *err)
{
	int rc = 0;

	ret->n = 0;
	while (rc == 0 && in->id && ret->n < most) {
		ids_add(ret, in->id);
		rc = stream_next(se->st, in, err);
	}
	return rc;
}

/* Drop of indexed articles those that are not in the plan's sets.  */
static int filter(struct search *se, struct ids *some, struct err *err)
{
	size_t n = 0;
	int rc = 0;

	if (some->n > MATCHED)
		return sets_filter(se->st, se->plan, se->oldest, some, err);
	for (size_t i = 0; i < some->n && rc >= 0; i++) {
		rc = search_match(se, some->ids[i], err);
		if (rc > 0)
			some->ids[n++] = some->ids[i];
	}
	some->n = n;
	return MIN(rc, 0);
}

/* Those of `in` that are in the plan's sets, at most `most` but for 0, or some
 * more.  */
static int add_filtered(struct search *se, struct stream *in, size_t most,
			struct ids *ret, struct err *err)
{
	size_t at_once = most ? MATCHED : FILTERED;
	struct ids some = { 0 };
	int rc = stream_next(se->st, in, err);

	while (rc == 0 && in->id && (!most || ret->n < most)) {
		rc = next_some(se, in, at_once, &some, err);
		if (rc == 0)
			rc = filter(se, &some, err);
		for (size_t i = 0; i < some.n; i++)
			ids_add(ret, some.ids[i]);
		at_once = MIN(at_once * 4, FILTERED);
	}
	free(some.ids);
	return rc;
}

static bool has_prefix(const struct query_plan *plan)
{
	return plan->n_sets || (plan->match && strstr(plan->match, "\" *"));
}

/* Whether the hits are asked for word by word.  A condition that asks the index
 * too is not asked again for each hit: that gathers its own each time.  */
static bool is_by_words(const struct search *se, struct prefix *ret)
{
	const char *where = se->plan->where;

	return prefix_find(se->plan->match, ret) &&
	       !(where && strstr(where, "search MATCH"));
}

/* What the plan finds that is in its sets.  */
static int merge_sets(struct search *se, struct stream *backlog, size_t limit,
		      struct ids *ret, struct err *err)
{
	size_t most = limit ? limit - ret->n : 0;
	struct ids base = { 0 }, hits = { 0 };
	struct stream in = { 0 };
	struct prefix prefix;
	int rc;

	if (is_by_words(se, &prefix)) {
		rc = list_words(se, &prefix, 0, &base, err);
		in.list = &base;
		hits.ids = base.ids;	/* they are never more */
		hits.cap = base.cap;
	} else {
		in.s = search_prepare(se, se->plan->match ? "search.rowid" :
				      "a.id", true, err);
		rc = in.s ? 0 : -1;
	}
	if (rc == 0)
		rc = add_filtered(se, &in, most, &hits, err);
	sqlite3_finalize(in.s);
	if (rc == 0)
		rc = merge_hits(se, &hits, backlog, limit, ret, err);
	free(hits.ids);
	return rc;
}

/* What the index and the backlog have, by id; the index from se->before.  */
static int list_by_id(struct search *se, int64_t before, size_t limit,
		      struct ids *ret, struct err *err)
{
	struct stream index = { 0 }, backlog = { 0 };
	struct prefix prefix;
	int rc = 0;

	if (has_prefix(se->plan) && prefix_ready(se->st, err) < 0)
		return -1;
	if (se->words) {
		backlog.s = search_backlog(se, before, err);
		rc = backlog.s ? stream_next(se->st, &backlog, err) : -1;
	}
	if (rc == 0 && se->plan->n_sets) {
		rc = merge_sets(se, &backlog, limit, ret, err);
	} else if (rc == 0 && is_by_words(se, &prefix)) {
		rc = merge_words(se, &prefix, &backlog, limit, ret, err);
	} else if (rc == 0) {
		index.s = search_prepare(se, se->plan->match ? "search.rowid" :
				  "a.id", true, err);
		rc = index.s ? merge(se, &index, &backlog, limit, ret, err) :
		     -1;
	}
	db_done(backlog.s);
	sqlite3_finalize(index.s);
	return rc;
}

/* The same from se->before, for which some may be found sooner.  */
static int list_newest(struct search *se, size_t limit, struct ids *ret,
		       struct err *err)
{
	bool done = false;

	if (!se->oldest && has_prefix(se->plan) &&
	    search_walk(se, limit, ret, &done, err) < 0)
		return -1;
	return done ? 0 : list_by_id(se, se->before, limit, ret, err);
}

/* Of a list that was made from the top: only what lies behind `before`.  */
static void skip_to(struct ids *list, int64_t before)
{
	size_t i = 0;

	while (i < list->n && list->ids[i] != before)
		i++;
	i = MIN(i + 1, list->n);
	list->n -= i;
	memmove(list->ids, list->ids + i, list->n * sizeof(*list->ids));
}

/*
 * By rank the newest hits, then the others.  Of a prefix FTS5 would gather all
 * hits, and that twice: the newest of these are ranked in memory.
 */
static int list_ranked(struct search *se, size_t limit, struct ids *ret,
		       struct err *err)
{
	bool here = has_prefix(se->plan), all = false;
	int rc;

	se->before = 0;
	rc = here ? list_newest(se, WEIGHED, ret, err) :
	     search_best(se, ret, err);
	if (rc == 0 && here) {
		all = ret->n < WEIGHED;
		se->before = all ? 0 : ret->ids[ret->n - 1];
		rc = search_rank(se, ret, err);
	}
	if (rc == 0 && !all && (!limit || ret->n < limit))
		rc = list_by_id(se, here ? se->before : 0, limit, ret, err);
	return rc;
}

int search_list(struct store *st, const struct store_scope *scope,
		int64_t before, size_t limit, struct ids *ret,
		struct err *err)
{
	struct search se = search_of(st, scope, before);
	bool driven;
	int rc;

	if (is_driven(&se, limit, &driven, err) < 0)
		return -1;
	if (driven)
		return list_driven(&se, limit, ret, err);
	if (!se.ranked)
		return list_newest(&se, limit, ret, err);
	rc = list_ranked(&se, before ? 0 : limit, ret, err);
	if (rc == 0 && before)
		skip_to(ret, before);
	if (limit)
		ret->n = MIN(ret->n, limit);
	return rc;
}

int search_count(struct store *st, const struct store_scope *scope,
		 int64_t *ret, struct err *err)
{
	struct search se = search_of(st, scope, 0);
	struct stream backlog = { 0 };
	struct ids list = { 0 };
	sqlite3_stmt *s;
	struct prefix prefix;
	bool driven;
	int rc;

	if (is_driven(&se, 0, &driven, err) < 0)
		return -1;
	if (driven || se.plan->n_sets || is_by_words(&se, &prefix)) {
		rc = driven ? list_driven(&se, 0, &list, err) :
		     list_newest(&se, 0, &list, err);
		*ret = (int64_t)list.n;
		free(list.ids);
		return rc;
	}
	s = search_prepare(&se, "count(*)", false, err);
	rc = s ? db_number(st, s, 0, ret, err) : -1;
	sqlite3_finalize(s);
	if (rc < 0 || !se.words)
		return rc;
	backlog.s = search_backlog(&se, 0, err);
	if (!backlog.s || stream_next(st, &backlog, err) < 0)
		return -1;
	while (backlog.id) {
		rc = search_match(&se, backlog.id, err);
		if (rc < 0 || (*ret += rc, stream_next(st, &backlog, err) < 0)) {
			db_done(backlog.s);
			return -1;
		}
	}
	return 0;
}
