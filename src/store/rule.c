/* rule.c - what rules did to articles
 *
 * A rule is known by its text alone: one that is written otherwise is another.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

#define HIT_ROWS 512		/* hits that are noted in one transaction */

int rule_names(struct store *st, int64_t id, struct arena *a,
	       const char ***ret, size_t *ret_n, struct err *err)
{
	return db_texts(st, "SELECT r.text FROM ruled g"
			" JOIN rule r ON r.id = g.rule_id"
			" WHERE g.article_id = ?1 ORDER BY g.rule_id", id, a, ret,
			ret_n, err);
}

/* The rule with this text, which is made if need be.  */
static int rule_find(struct store *st, const char *text, bool make,
		     int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM rule WHERE text = ?1",
				  err);

	if (!s)
		return -1;
	bind_text(s, 1, text);
	if (db_number(st, s, 0, ret, err) < 0)
		return -1;
	if (*ret || !make)
		return 0;
	s = db_stmt(st, "INSERT INTO rule (text) VALUES (?1)", err);
	if (!s)
		return -1;
	bind_text(s, 1, text);
	if (db_run(st, s, err) < 0)
		return -1;
	*ret = sqlite3_last_insert_rowid(st->db);
	return 0;
}

static int note_hit(struct store *st, int64_t rule, int64_t id,
		    struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT OR IGNORE INTO ruled"
				  " SELECT ?2, id FROM article WHERE id = ?1",
				  err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, rule);
	if (db_run(st, s, err) < 0)
		return -1;
	if (!sqlite3_changes(st->db))
		return 0;
	return MIN(db_run_id(st, "UPDATE rule SET hits = hits + 1"
			     " WHERE id = ?1", rule, err), 0);
}

static int put_tag(struct store *st, int64_t id, const char *name,
		   struct err *err)
{
	sqlite3_stmt *s;
	int64_t tag;

	if (tag_find(st, name, true, &tag, err) < 0)
		return -1;
	s = db_stmt(st, "INSERT OR IGNORE INTO tagged VALUES (?2, ?1)", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, tag);
	return db_run(st, s, err);
}

int rule_apply(struct store *st, int64_t id, const struct store_ruling *r,
	       struct err *err)
{
	int64_t rule;
	int rc = 0;

	for (size_t i = 0; i < r->n_rules && rc == 0; i++) {
		rc = rule_find(st, r->rules[i], true, &rule, err);
		if (rc == 0)
			rc = note_hit(st, rule, id, err);
	}
	for (size_t i = 0; i < r->n_tags && rc == 0; i++)
		rc = put_tag(st, id, r->tags[i], err);
	if (rc == 0 && r->star)
		rc = db_run_id(st, "UPDATE article SET starred = 1"
			       " WHERE id = ?1", id, err);
	if (rc >= 0 && r->read)
		rc = db_run_id(st, "UPDATE article SET read = 1"
			       " WHERE id = ?1", id, err);
	if (rc >= 0 && r->hide && !r->star)
		rc = db_run_id(st, "INSERT OR IGNORE INTO hidden"
			       " SELECT id, read = 0 FROM article"
			       " WHERE id = ?1", id, err);
	return MIN(rc, 0);
}

int store_rule_hit(struct store *st, const char *text, const int64_t *ids,
		   size_t n, struct err *err)
{
	size_t at = 0;

	db_enter(st);
	while (at < n) {
		int64_t rule;
		int rc;

		if (db_begin(st, true, err) < 0)
			return -1;
		rc = rule_find(st, text, true, &rule, err);
		for (size_t i = 0; i < HIT_ROWS && at < n && rc == 0; i++)
			rc = note_hit(st, rule, ids[at++], err);
		if (db_end(st, rc, err) < 0)
			return -1;
		db_between(st);
	}
	return 0;
}

/* --- reading ---------------------------------------------------------------- */

static int read_rules(struct store *st, struct store_rules *rules,
		      struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT text, hits FROM rule"
				  " ORDER BY text", err);
	size_t cap = 0;
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		rules->rules = arena_grow(rules->arena, rules->rules, rules->n,
					  &cap, sizeof(*rules->rules));
		rules->rules[rules->n++] = (struct store_rule){
			col_text(rules->arena, s, 0),
			sqlite3_column_int64(s, 1),
		};
	}
	return rc;
}

int store_rules(struct store *st, struct store_rules **ret, struct err *err)
{
	struct arena *a = arena_new();
	struct store_rules *rules = arena_zalloc(a, sizeof(*rules));

	db_enter(st);
	rules->arena = a;
	if (read_rules(st, rules, err) < 0) {
		arena_free(a);
		return -1;
	}
	*ret = rules;
	return 0;
}

void store_rules_free(struct store_rules *rules)
{
	if (rules)
		arena_free(rules->arena);
}

int store_rule_hits(struct store *st, const char *text, int64_t **ret_ids,
		    size_t *ret_n, struct err *err)
{
	struct ids list = { 0 };
	sqlite3_stmt *s;
	int rc;

	db_enter(st);
	s = db_stmt(st, "SELECT g.article_id FROM rule r JOIN ruled g"
		    " ON g.rule_id = r.id WHERE r.text = ?1 AND EXISTS"
		    " (SELECT 1 FROM article WHERE id = g.article_id)"
		    " ORDER BY g.article_id DESC", err);
	if (!s)
		return -1;
	bind_text(s, 1, text);
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(&list, sqlite3_column_int64(s, 0));
	if (rc < 0) {
		free(list.ids);
		return -1;
	}
	*ret_ids = list.ids;
	*ret_n = list.n;
	return 0;
}

int store_count_hidden(struct store *st, const struct store_scope *scope,
		       int64_t *ret, struct err *err)
{
	sqlite3_stmt *s;

	db_enter(st);
	s = db_stmt(st, "SELECT sum(f.hidden) FROM feed f WHERE "
		    FEEDS_OF_SCOPE, err);
	if (!s)
		return -1;
	list_bind_scope(s, scope, 0);
	return db_number(st, s, 0, ret, err);
}
