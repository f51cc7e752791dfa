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
 * first, as long as that promises to be short.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "store/prefix.h"
#include "store/stream.h"

/* The same as SQL_INDEX_BELOW, also while nobody who could write has noticed
 * that the index was made by other rules.  */
#define SQL_SEARCH_BELOW \
	"(SELECT CASE WHEN EXISTS (SELECT 1 FROM value" \
	" WHERE name = 'index-version' AND value = coranto_index_version())" \
	" THEN " SQL_INDEX_BELOW " ELSE 9223372036854775807 END)"

#define FIRST_BIND 100		/* the plan's, see query.h */
#define RANKED 5000		/* hits, the newest, that are ranked; a word in
				 * the title counts six times */
#define WALK_SMALL 1000		/* articles of a scope that is walked whole */
#define WALK_CHUNK 32		/* articles matched before a look at the clock */
#define WALK_MS 100		/* what matching in memory may take */
#define DRIVEN_CHUNK 64		/* articles of a mark or a tag that are taken */
#define DRIVEN_MOST 4096	/* at a time: more and more */

/* How ids are asked for.  */
struct search {
	struct store *st;
	const struct store_scope *scope;
	const struct query_plan *plan;
	bool words;		/* the backlog has to be matched here */
	bool oldest;		/* order */
	bool ranked;		/* first come RANKED hits by rank */
	bool hits_only;		/* whether they match is asked later */
	int64_t before;
	const char *tag;	/* by it the matches are found; or NULL */
};

/* --- what SQL finds --------------------------------------------------------- */

/* The next of the conditions that `*where` joins by AND, outside of
 * parentheses; an empty one at the end, and when there is an OR.  */
static struct span next_condition(const char **where)
{
	struct span s = { *where, 0 };
	const char *p = *where;
	int depth = 0;

	for (; *p && (depth || strncmp(p, " AND ", 5) != 0); p++) {
		depth += (*p == '(') - (*p == ')');
		if (!depth && strncmp(p, " OR ", 4) == 0)
			return (struct span){ p, 0 };
	}
	s.len = (size_t)(p - s.p);
	*where = *p ? p + 5 : p;
	return s;
}

/* Conditions on the date are told to the index too, which then does not read
 * through all that is newer.  */
static void add_dates(struct str *sql, const char *where)
{
	struct span s;

	while (where && (s = next_condition(&where)).len) {
		if (!span_starts(s, "a.id < ") && !span_starts(s, "a.id >= ") &&
		    !span_starts(s, "(a.id >= article_date_id("))
			continue;
		str_add(sql, " AND ");
		for (size_t i = 0; i < s.len; i++) {
			if (!span_starts(span_from(s, i), "a.id ")) {
				str_addc(sql, s.p[i]);
				continue;
			}
			str_add(sql, "search.rowid ");
			i += 4;
		}
	}
}

/* Whether each article in the tables and in the index is in the scope anyhow.  */
static int is_whole(struct search *se, bool *ret, struct err *err)
{
	sqlite3_stmt *s;
	int64_t others;

	*ret = false;
	if (se->scope->kind != STORE_ALL)
		return 0;
	s = db_stmt(se->st, "SELECT EXISTS (SELECT 1 FROM feed"
		    " WHERE position IS NULL AND total > 0)"
		    " OR EXISTS (SELECT 1 FROM stale)", err);
	if (!s || db_number(se->st, s, 0, &others, err) < 0)
		return -1;
	*ret = !others;
	return 0;
}

static void add_scope(struct str *sql, const struct search *se, bool whole)
{
	const struct store_scope *scope = se->scope;

	if (scope->kind == STORE_FEED)
		str_add(sql, " AND a.feed_id = ?2");
	else if (!whole)
		str_add(sql, " AND f.position IS NOT NULL");
	if (scope->kind == STORE_FOLDER && scope->folder && *scope->folder)
		str_add(sql, " AND (f.folder = ?3 OR"
			" (f.folder > ?3 || '/' AND f.folder < ?3 || '0'))");
	if (scope->unread_only)
		str_add(sql, " AND a.read = 0");
	if (scope->starred_only)
		str_add(sql, " AND a.starred = 1");
}

static bool is_scope_narrow(const struct store_scope *scope)
{
	return scope->kind != STORE_ALL || scope->unread_only ||
	       scope->starred_only;
}

/* Whether of the index's hits only few may match: then those of each word are
 * not asked for one by one whether they do.  */
static bool is_much_narrowed(const struct search *se)
{
	return se->plan->where || is_scope_narrow(se->scope);
}

/* Whether not every hit of the index is a match.  */
static bool is_narrow(const struct search *se, bool whole)
{
	return is_much_narrowed(se) || !whole;
}

/* The scope's feeds have to be looked at.  */
static void add_feeds(struct str *sql, const struct search *se, bool whole)
{
	if (se->scope->kind == STORE_FOLDER ||
	    (se->scope->kind == STORE_ALL && !whole))
		str_add(sql, " CROSS JOIN feed f ON f.id = a.feed_id");
}

/* What makes a hit of the index a match.  */
static void add_narrow(struct str *sql, const struct search *se, bool whole)
{
	add_scope(sql, se, whole);
	if (se->plan->where)
		str_addf(sql, " AND (%s)", se->plan->where);
}

/* From `what` to the end of the conditions.  */
static void add_select(struct str *sql, const struct search *se,
		       const char *what, bool whole)
{
	const struct query_plan *plan = se->plan;
	const char *id = plan->match ? "search.rowid" : "a.id";
	bool narrow = !se->hits_only && is_narrow(se, whole);

	str_addf(sql, "SELECT %s FROM ", what);
	if (plan->match && narrow)
		str_add(sql, "search CROSS JOIN article a"
			" ON a.id = search.rowid");
	else if (plan->match)
		str_add(sql, "search");
	else
		str_add(sql, "article a");
	if (!se->hits_only)
		add_feeds(sql, se, whole);
	str_add(sql, plan->match ? " WHERE search MATCH ?1"
		" AND search.rowid >= " SQL_SEARCH_BELOW : " WHERE 1");
	if (se->before)
		str_addf(sql, " AND %s %c ?4", id, se->oldest ? '>' : '<');
	if (!se->hits_only)
		add_narrow(sql, se, whole);
	if (plan->match)
		add_dates(sql, plan->where);
	if (se->words && !plan->match)
		str_add(sql, " AND a.id NOT IN"
			" (SELECT article_id FROM backlog)"
			" AND a.id >= " SQL_SEARCH_BELOW);
}

static void bind_plan(sqlite3_stmt *s, const struct search *se)
{
	const struct query_plan *plan = se->plan;
	int n = sqlite3_bind_parameter_count(s);

	if (plan->match)
		bind_text(s, 1, plan->match);
	if (n >= 2)
		sqlite3_bind_int64(s, 2, se->scope->feed_id);
	if (n >= 3 && se->scope->folder)
		bind_text(s, 3, se->scope->folder);
	if (n >= 4)
		sqlite3_bind_int64(s, 4, se->before);
	for (size_t i = 0; FIRST_BIND + (int)i <= n && i < plan->n_binds; i++) {
		const struct query_bind *b = &plan->binds[i];

		if (b->kind == QUERY_BIND_TEXT)
			bind_text(s, FIRST_BIND + (int)i, b->text);
		else
			sqlite3_bind_int64(s, FIRST_BIND + (int)i, b->number);
	}
}

static sqlite3_stmt *prepare(struct search *se, const char *what,
			     bool ordered, struct err *err)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *s;
	bool whole;

	if (is_whole(se, &whole, err) < 0)
		return NULL;
	add_select(&sql, se, what, whole);
	if (ordered)
		str_addf(&sql, " ORDER BY %s %s",
			 se->plan->match ? "search.rowid" : "a.id",
			 se->oldest ? "ASC" : "DESC");
	s = db_prepare(se->st, sql.s, err);
	str_release(&sql);
	if (s)
		bind_plan(s, se);
	return s;
}

/* --- what waits to be indexed -------------------------------------------------- */

/* Columns of the statement below.  */
static void fill_article(struct arena *a, sqlite3_stmt *s,
			 struct query_article *art, struct str *text)
{
	art->id = sqlite3_column_int64(s, 0);
	art->published = sqlite3_column_int64(s, 1);
	art->title = col_text(a, s, 2);
	art->author = col_text(a, s, 3);
	art->link = col_text(a, s, 4);
	art->language = col_text(a, s, 5);
	art->feed_title = col_text(a, s, 6);
	art->feed_name = col_text(a, s, 7);
	art->feed_url = col_text(a, s, 8);
	art->folder = col_text(a, s, 9);
	art->n_enclosures = (size_t)sqlite3_column_int64(s, 10);
	art->read = sqlite3_column_int(s, 11) != 0;
	art->starred = sqlite3_column_int(s, 12) != 0;
	func_body_text(text, col_blob(s, 13));
	art->text = text->s;
}

/* Categories of the feed and tags of the reader.  */
static int add_categories(struct store *st, int64_t id, struct arena *a,
			  struct query_article *art, struct err *err)
{
	const char **categories, **tags, **all;
	size_t n, n_tags;

	if (article_categories(st, id, a, &categories, &n, err) < 0 ||
	    tag_names(st, id, a, &tags, &n_tags, err) < 0)
		return -1;
	all = arena_alloc(a, (n + n_tags + 1) * sizeof(*all));
	for (size_t i = 0; i < n + n_tags; i++)
		all[i] = i < n ? categories[i] : tags[i - n];
	art->categories = all;
	art->n_categories = n + n_tags;
	return 0;
}

/* Whether the article is in the scope and matches.  1, 0, -1.  */
static int match_one(struct search *se, int64_t id, struct err *err)
{
	const struct store_scope *scope = se->scope;
	sqlite3_stmt *s = db_stmt(se->st,
		"SELECT a.id, a.date, a.title, a.author, a.link, a.language,"
		" f.title, f.name, f.url, f.folder, a.n_enclosures, a.read,"
		" a.starred, CASE WHEN ?7 THEN (SELECT packed FROM body"
		" WHERE id = a.body) END FROM article a"
		" JOIN feed f ON f.id = a.feed_id"
		" WHERE a.id = ?1 AND (a.read = 0 OR NOT ?5)"
		" AND (a.starred = 1 OR NOT ?6)"
		" AND ((?2 = 1 AND f.id = ?3) OR (f.position IS NOT NULL"
		" AND (?2 = 0 OR (?2 = 2 AND (f.folder = ?4 OR ?4 = ''"
		" OR (f.folder > ?4 || '/' AND f.folder < ?4 || '0'))))))",
		err);
	struct query_article art = { 0 };
	struct str text = STR_INIT;
	struct arena *a;
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int(s, 2, (int)scope->kind);
	sqlite3_bind_int64(s, 3, scope->feed_id);
	bind_text(s, 4, scope->folder ? scope->folder : "");
	sqlite3_bind_int(s, 5, scope->unread_only);
	sqlite3_bind_int(s, 6, scope->starred_only);
	sqlite3_bind_int(s, 7, se->words);
	rc = db_step(se->st, s, err);
	if (rc <= 0)
		return rc;
	a = arena_new();
	fill_article(a, s, &art, &text);
	db_done(s);
	rc = add_categories(se->st, id, a, &art, err);
	if (rc == 0)
		rc = query_match(scope->query, &art);
	str_release(&text);
	arena_free(a);
	return rc;
}

static sqlite3_stmt *backlog_stmt(struct search *se, int64_t before,
				  struct err *err)
{
	sqlite3_stmt *s = se->oldest ?
		db_stmt(se->st, "SELECT article_id FROM backlog"
			" WHERE article_id > ?1 UNION"
			" SELECT id FROM article WHERE id > ?1"
			" AND id < " SQL_SEARCH_BELOW " ORDER BY 1", err) :
		db_stmt(se->st, "SELECT article_id FROM backlog"
			" WHERE article_id < ?1 UNION"
			" SELECT id FROM article WHERE"
			" id < min(?1, " SQL_SEARCH_BELOW ") ORDER BY 1 DESC",
			err);

	if (s)
		sqlite3_bind_int64(s, 1, before ? before :
				   se->oldest ? 0 : INT64_MAX);
	return s;
}

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
		int rc = first ? 1 : match_one(se, backlog->id, err);

		if (rc < 0)
			return -1;
		if (rc)
			ids_add(ret, in->id);
		if (stream_next(se->st, in, err) < 0)
			return -1;
	}
	return 0;
}

/* A feed, say, of which all articles are matched in memory before the index has
 * told what all feeds have.  */
static int is_small(struct search *se, bool *ret, struct err *err)
{
	int64_t n;

	*ret = false;
	if (!is_scope_narrow(se->scope))
		return 0;
	if (list_count(se->st, se->scope, &n, err) < 0)
		return -1;
	*ret = n <= WALK_SMALL;
	return 0;
}

/* Match the newest articles of the scope, below se->before, in memory.  What
 * was looked at is behind se->before then.  *ret_done: there are no more, or
 * enough were found; it is always so in the end when `small`.  */
static int walk(struct search *se, bool small, size_t limit, struct ids *ret,
		bool *ret_done, struct err *err)
{
	int64_t start = date_monotonic_ms(), spent = 0;
	int rc = 0;

	*ret_done = false;
	/* Go on while what is left, at this rate, takes less than WALK_MS.  */
	while (rc == 0 && (small || (int64_t)(limit - ret->n) * spent <=
				    WALK_MS * (int64_t)ret->n + 1)) {
		struct ids page = { 0 };

		rc = list_page(se->st, se->scope, false, se->before ?
			       se->before : INT64_MAX, WALK_CHUNK, &page, err);
		for (size_t i = 0; i < page.n && rc >= 0 && !*ret_done; i++) {
			rc = match_one(se, page.ids[i], err);
			if (rc > 0)
				ids_add(ret, page.ids[i]);
			se->before = page.ids[i];
			*ret_done = ret->n == limit;
		}
		rc = MIN(rc, 0);
		*ret_done |= page.n < WALK_CHUNK;
		free(page.ids);
		if (*ret_done || rc < 0)
			break;
		spent = date_monotonic_ms() - start;
	}
	return rc;
}

/* --- by mark or tag ------------------------------------------------------------------ */

/* Whether an index of marks or of categories is the way to the matches.  All
 * of them are not matched in memory when that takes their texts.  */
static int is_driven(struct search *se, size_t limit, bool *ret,
		     struct err *err)
{
	const struct query_plan *plan = se->plan;
	bool keyed;

	*ret = !plan->match && (limit || !se->words) &&
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
		int rc = all ? 1 : match_one(se, page->ids[i], err);

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

/* --- rank ---------------------------------------------------------------------------- */

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

/*
 * The newest RANKED hits by rank.  All others come after them by date, for
 * ranking takes its time for each hit.  se->before is then where these begin.
 */
static int list_ranked(struct search *se, struct ids *ret, struct err *err)
{
	struct hit *hits = xreallocarray(NULL, RANKED, sizeof(*hits));
	sqlite3_stmt *s;
	size_t n = 0;
	int rc = 0;

	se->before = 0;
	s = prepare(se, "search.rowid, bm25(search, 6, 2, 1)", true, err);
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
	se.oldest = se.plan->oldest_first && !se.ranked;
	return se;
}

/* Drop the hits that do not match, and those behind the limit: each is looked
 * at once, however many words have it.  */
static int narrow_hits(struct search *se, size_t limit, struct ids *hits,
		       struct err *err)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *s;
	size_t n = 0;
	bool whole;
	int rc = 0;

	if (is_whole(se, &whole, err) < 0)
		return -1;
	if (!is_narrow(se, whole)) {
		hits->n = limit ? MIN(hits->n, limit) : hits->n;
		return 0;
	}
	str_add(&sql, "SELECT 1 FROM article a");
	add_feeds(&sql, se, whole);
	str_add(&sql, " WHERE a.id = ?5");
	add_narrow(&sql, se, whole);
	s = db_prepare(se->st, sql.s, err);
	str_release(&sql);
	if (!s)
		return -1;
	bind_plan(s, se);
	for (size_t i = 0; i < hits->n && rc >= 0 && (!limit || n < limit);
	     i++) {
		sqlite3_bind_int64(s, 5, hits->ids[i]);
		rc = db_step_bound(se->st, s, err);
		if (rc > 0)
			hits->ids[n++] = hits->ids[i];
		sqlite3_reset(s);
	}
	hits->n = n;
	sqlite3_finalize(s);
	return MIN(rc, 0);
}

/* Of a prefix, by its words: all at once.  */
static int merge_words(struct search *se, const struct prefix *prefix,
		       struct stream *backlog, size_t limit, struct ids *ret,
		       struct err *err)
{
	struct ids hits = { 0 };
	struct stream index = { .list = &hits };
	size_t most = limit ? limit - ret->n : 0;
	sqlite3_stmt *s;
	int rc = -1;

	se->hits_only = !limit || is_much_narrowed(se);
	s = prepare(se, "search.rowid", true, err);
	if (s)
		rc = prefix_list(se->st, s, prefix, se->oldest,
				 se->hits_only ? 0 : most, &hits, err);
	sqlite3_finalize(s);
	if (rc == 0 && se->hits_only)
		rc = narrow_hits(se, most, &hits, err);
	if (rc == 0 && !backlog->id && !ret->n) {
		*ret = hits;
		return 0;
	}
	if (rc == 0)
		rc = merge(se, &index, backlog, limit, ret, err);
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

	if (se->words) {
		backlog.s = backlog_stmt(se, before, err);
		rc = backlog.s ? stream_next(se->st, &backlog, err) : -1;
	}
	if (rc == 0 && prefix_find(se->plan->match, &prefix)) {
		rc = merge_words(se, &prefix, &backlog, limit, ret, err);
	} else if (rc == 0) {
		index.s = prepare(se, se->plan->match ? "search.rowid" :
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
	const char *match = se->plan->match;
	bool done = false, small = false;

	if (!se->oldest && match && strstr(match, "\" *")) {
		if (is_small(se, &small, err) < 0)
			return -1;
		if ((limit || small) &&
		    walk(se, small, limit ? limit : SIZE_MAX, ret, &done,
			 err) < 0)
			return -1;
	}
	return done ? 0 : list_by_id(se, se->before, limit, ret, err);
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
	if (se.ranked) {
		rc = list_ranked(&se, ret, err);
		if (rc == 0 && (before || !limit || ret->n < limit))
			rc = list_by_id(&se, 0, before ? 0 : limit, ret, err);
		if (rc == 0 && before)
			skip_to(ret, before);
		if (limit)
			ret->n = MIN(ret->n, limit);
		return rc;
	}
	return list_newest(&se, limit, ret, err);
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
	if (driven || prefix_find(se.plan->match, &prefix)) {
		rc = driven ? list_driven(&se, 0, &list, err) :
		     list_newest(&se, 0, &list, err);
		*ret = (int64_t)list.n;
		free(list.ids);
		return rc;
	}
	s = prepare(&se, "count(*)", false, err);
	rc = s ? db_number(st, s, 0, ret, err) : -1;
	sqlite3_finalize(s);
	if (rc < 0 || !se.words)
		return rc;
	backlog.s = backlog_stmt(&se, 0, err);
	if (!backlog.s || stream_next(st, &backlog, err) < 0)
		return -1;
	while (backlog.id) {
		rc = match_one(&se, backlog.id, err);
		if (rc < 0 || (*ret += rc, stream_next(st, &backlog, err) < 0)) {
			db_done(backlog.s);
			return -1;
		}
	}
	return 0;
}
