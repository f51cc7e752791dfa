/* search_sql.c - a query as SQL; see search.h */
#include "config.h"

#include "store/search.h"

#define FIRST_BIND 100		/* the plan's, see query.h */

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

/* Whether something is hidden that the query does not ask for.  */
static int see_hidden(struct search *se, struct err *err)
{
	sqlite3_stmt *s;
	int64_t any;

	se->hides = false;
	if (list_sees_hidden(se->scope))
		return 0;
	s = db_stmt(se->st, "SELECT EXISTS (SELECT 1 FROM hidden)", err);
	if (!s || db_number(se->st, s, 0, &any, err) < 0)
		return -1;
	se->hides = any;
	return 0;
}

static void add_shown(struct str *sql, const struct search *se, const char *id)
{
	if (se->hides)
		str_addf(sql, " AND NOT EXISTS (SELECT 1 FROM hidden"
			 " WHERE article_id = %s)", id);
}

static void add_scope(struct str *sql, const struct search *se, bool whole)
{
	const struct store_scope *scope = se->scope;

	if (scope->kind == STORE_FEED)
		str_add(sql, " AND a.feed_id = ?2");
	else if (scope->kind == STORE_ARCHIVED)
		str_add(sql, " AND f.position IS NULL");
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

bool search_is_scope_narrow(const struct store_scope *scope)
{
	return scope->kind != STORE_ALL || scope->unread_only ||
	       scope->starred_only;
}

bool search_is_narrowed(const struct search *se)
{
	return se->plan->where || search_is_scope_narrow(se->scope);
}

/* Whether not every hit of the index is a match.  */
static bool is_narrow(const struct search *se, bool whole)
{
	return search_is_narrowed(se) || se->hides || !whole;
}

/* The scope's feeds have to be looked at.  */
static void add_feeds(struct str *sql, const struct search *se, bool whole)
{
	if (se->scope->kind == STORE_FOLDER ||
	    se->scope->kind == STORE_ARCHIVED ||
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
	bool narrow = !se->hits_only && (search_is_narrowed(se) || !whole);

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
	if (!se->hits_only) {
		add_narrow(sql, se, whole);
		add_shown(sql, se, id);
	}
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

sqlite3_stmt *search_prepare(struct search *se, const char *what, bool ordered,
			     struct err *err)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *s;
	bool whole;

	if (is_whole(se, &whole, err) < 0 || see_hidden(se, err) < 0)
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

int search_narrow(struct search *se, size_t limit, struct ids *hits,
		  struct err *err)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *s;
	size_t n = 0;
	bool whole;
	int rc = 0;

	if (is_whole(se, &whole, err) < 0 || see_hidden(se, err) < 0)
		return -1;
	if (!is_narrow(se, whole)) {
		hits->n = limit ? MIN(hits->n, limit) : hits->n;
		return 0;
	}
	str_add(&sql, "SELECT 1 FROM article a");
	add_feeds(&sql, se, whole);
	str_add(&sql, " WHERE a.id = ?5");
	add_narrow(&sql, se, whole);
	add_shown(&sql, se, "a.id");
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
