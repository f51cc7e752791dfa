/* category.c - articles by category and by the reader's tags
 *
 * A category's key is a hash of its folded term; together with the article it
 * is in an index, which gives the newest of a category without a look at any
 * other article.  Those that an older coranto stored have none: they are given
 * theirs when nothing else is to be done, and until then lists by category
 * take longer.  The value "category-keys" says up to which article that is
 * done, and goes when it is.  That a term is really the one, and not of the
 * same hash, is asked of the row.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"

#define PIECE 200		/* categories given a key at a time, and those
				 * of the same article */

/* Four bytes of it: the row takes them twice.  */
static int64_t key_of(struct span folded)
{
	uint64_t h = hash_of(folded);

	return (int32_t)(uint32_t)(h ^ h >> 32);
}

int64_t category_key(const char *term)
{
	struct str folded = STR_INIT;
	int64_t key;

	text_fold(&folded, span_of(term));
	key = key_of(str_span(&folded));
	str_release(&folded);
	return key;
}

/* --- pages ------------------------------------------------------------------ */

#define NARROWED \
	" AND (a.read = 0 OR NOT ?5) AND (a.starred = 1 OR NOT ?6)" \
	" AND (?10 OR NOT EXISTS (SELECT 1 FROM hidden h" \
	" WHERE h.article_id = a.id)) AND " FEEDS_OF_SCOPE

#define BY_CATEGORY(beyond, order) \
	"SELECT c.article_id FROM category c" \
	" CROSS JOIN article a ON a.id = c.article_id" \
	" CROSS JOIN feed f ON f.id = a.feed_id" \
	" WHERE c.key = ?7 AND c.article_id " beyond " ?4" \
	" AND coranto_fold(c.term) = ?8" NARROWED \
	" ORDER BY c.article_id " order " LIMIT ?9"

#define BY_TAG(beyond, order) \
	"SELECT g.article_id FROM tag t" \
	" CROSS JOIN tagged g ON g.tag_id = t.id" \
	" CROSS JOIN article a ON a.id = g.article_id" \
	" CROSS JOIN feed f ON f.id = a.feed_id" \
	" WHERE t.key = ?8 AND g.article_id " beyond " ?4" NARROWED \
	" ORDER BY g.article_id " order " LIMIT ?9"

static const char *const page_sql[2][2] = {
	{ BY_CATEGORY("<", "DESC"), BY_TAG("<", "DESC") },
	{ BY_CATEGORY(">", "ASC"), BY_TAG(">", "ASC") },
};

/* Add what a statement gives.  When there may be more, *edge is drawn in to
 * the last that it gave.  */
static int add_page(struct store *st, const char *sql,
		    const struct store_scope *scope, const char *folded,
		    bool up, int64_t beyond, size_t limit, struct ids *ret,
		    int64_t *edge, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	size_t n = 0;
	int rc;

	if (!s)
		return -1;
	list_bind_scope(s, scope, beyond);
	sqlite3_bind_int(s, 5, scope->unread_only);
	sqlite3_bind_int(s, 6, scope->starred_only);
	sqlite3_bind_int64(s, 7, key_of(span_of(folded)));
	bind_text(s, 8, folded);
	sqlite3_bind_int64(s, 9, (int64_t)limit);
	sqlite3_bind_int(s, 10, list_sees_hidden(scope));
	while ((rc = db_step(st, s, err)) > 0) {
		ids_add(ret, sqlite3_column_int64(s, 0));
		n++;
	}
	if (rc == 0 && n == limit)
		*edge = up ? MIN(*edge, ret->ids[ret->n - 1]) :
			     MAX(*edge, ret->ids[ret->n - 1]);
	return rc;
}

int category_page(struct store *st, const struct store_scope *scope,
		  const char *folded, bool up, int64_t beyond, size_t limit,
		  struct ids *ret, bool *ret_more, struct err *err)
{
	int64_t edge = up ? INT64_MAX : INT64_MIN;
	struct ids both = { 0 };

	for (int i = 0; i < 2; i++) {
		if (add_page(st, page_sql[up][i], scope, folded, up, beyond,
			     limit, &both, &edge, err) < 0) {
			free(both.ids);
			return -1;
		}
	}
	ids_sort(&both, !up);
	/* Behind the edge one of the two is not complete.  An article may have
	 * both, or the same category twice.  */
	for (size_t i = 0; i < both.n; i++) {
		int64_t id = both.ids[i];

		if ((up ? id <= edge : id >= edge) &&
		    (!i || id != both.ids[i - 1]))
			ids_add(ret, id);
	}
	free(both.ids);
	*ret_more = edge != (up ? INT64_MAX : INT64_MIN);
	return 0;
}

/* --- those without a key ------------------------------------------------------ */

#define LEFT "SELECT value FROM value WHERE name = '" CATEGORY_KEYS "'"

/* Those that have none are not in it: so at first it is empty, and made by a
 * walk through the table.  */
#define MAKE_INDEX \
	"CREATE INDEX IF NOT EXISTS category_key ON category(key, article_id)" \
	" WHERE key IS NOT NULL"

int category_keyed(struct store *st, bool *ret, struct err *err)
{
	int64_t some;
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (" LEFT ")", err);

	if (!s || db_number(st, s, 0, &some, err) < 0)
		return -1;
	*ret = !some;
	return 0;
}

int category_index(struct store *st, struct err *err)
{
	bool keyed;

	if (category_keyed(st, &keyed, err) < 0)
		return -1;
	return keyed ? db_exec(st, MAKE_INDEX, err) : 0;
}

/* Run `sql` with a piece of the table, or its beginning, in ?1 and ?2.  */
static int run(struct store *st, const char *sql, int64_t from, int64_t to,
	       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, from);
	if (sqlite3_bind_parameter_count(s) > 1)
		sqlite3_bind_int64(s, 2, to);
	return db_run(st, s, err);
}

/* Give those of the next articles theirs.  *ret_more: there were some.  */
static int key_piece(struct store *st, int64_t *from, bool *ret_more,
		     struct err *err)
{
	int64_t to;
	sqlite3_stmt *s = db_stmt(st, "SELECT max(article_id) FROM"
		" (SELECT article_id FROM category WHERE article_id > ?1"
		" ORDER BY article_id LIMIT ?2)", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, *from);
	sqlite3_bind_int(s, 2, PIECE);
	if (db_number(st, s, *from, &to, err) < 0)
		return -1;
	*ret_more = to > *from;
	if (*ret_more &&
	    run(st, "UPDATE category SET key = coranto_category(term)"
		" WHERE article_id > ?1 AND article_id <= ?2"
		" AND key IS NULL", *from, to, err) < 0)
		return -1;
	*from = to;
	return 0;
}

/* One transaction.  */
static int key_slice(struct store *st, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms(), from;
	sqlite3_stmt *s = db_stmt(st, "SELECT CAST((" LEFT ") AS INTEGER)",
				  err);
	bool more = true;

	if (!s || db_number(st, s, INT64_MIN, &from, err) < 0)
		return -1;
	if (from == INT64_MIN && db_exec(st, MAKE_INDEX, err) < 0)
		return -1;
	do {
		if (key_piece(st, &from, &more, err) < 0)
			return -1;
	} while (more && date_monotonic_ms() - start < ms);
	return more ? run(st, "UPDATE value SET value = ?1 WHERE name = '"
			  CATEGORY_KEYS "'", from, 0, err) :
		      db_exec(st, "DELETE FROM value WHERE name = '"
			      CATEGORY_KEYS "'", err);
}

int store_key_some(struct store *st, int ms, int64_t *ret_left,
		   struct err *err)
{
	int64_t start = date_monotonic_ms();
	bool keyed;
	int rc;

	db_enter(st);
	for (;;) {
		if (category_keyed(st, &keyed, err) < 0)
			return -1;
		*ret_left = !keyed;
		if (keyed || date_monotonic_ms() - start >= ms)
			return 0;
		rc = db_begin_if_free(st, err);
		if (rc <= 0)
			return rc;
		rc = key_slice(st, MIN(ms, STORE_SLICE_MS), err);
		if (db_end(st, rc, err) < 0)
			return -1;
		db_between(st);
	}
}
