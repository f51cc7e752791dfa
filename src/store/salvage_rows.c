/* salvage_rows.c - rows from the pages of a file go into the new cache
 *
 * Of the damaged file all rows are taken; those on pages that were guessed
 * unless they say what a better page denies.  Of a backup, which is older,
 * only articles that are not there and were not deleted since, with what is
 * theirs, and texts that are missing.
 */
#include "config.h"

#include "store/salvage_private.h"

#include "base/mem.h"
#include "base/text.h"
#include "store/pack.h"

#define PER_COMMIT 20000	/* rows */

/* Under which condition a row goes in: ?1 is its first column.  */
struct rule {
	const char *table;
	const char *first, *guessed, *backup;
};

#define NOT_IN_TRASH "NOT EXISTS (SELECT 1 FROM trash WHERE id = ?1)"
#define NOT_BURIED NOT_IN_TRASH " AND NOT EXISTS (SELECT 1 FROM tombstone" \
	" WHERE feed_id = ?2 AND key = ?6)"
#define NEVER "0"
#define FILLED(id) "EXISTS (SELECT 1 FROM temp.filled WHERE id = " id ")"

static const struct rule rules[] = {
	{ "act", "1", NEVER, NEVER },
	{ "act_part", "1", NEVER, NEVER },
	{ "article", NOT_IN_TRASH, NOT_BURIED, NOT_BURIED },
	{ "category", "1", "1",
	  "EXISTS (SELECT 1 FROM temp.no_category WHERE id = ?1)" },
	{ "enclosure", "1", "1",
	  "EXISTS (SELECT 1 FROM temp.no_enclosure WHERE id = ?1)" },
	{ "hidden", "1", NEVER, FILLED("?1") },
	{ "ruled", "1", NEVER, FILLED("?2") },
	{ "tagged", "1", NEVER, FILLED("?2") },
	{ "tombstone", "1", "1", "NOT EXISTS (SELECT 1 FROM article"
	  " WHERE feed_id = ?1 AND key = ?2)" },
	{ "trash", "1", NEVER, NEVER },
	{ "version", "1", "1", FILLED("?1") },
};

bool salvage_cancelled(const struct salvage *s, struct err *err)
{
	if (!s->watch || !s->watch->cancelled ||
	    !s->watch->cancelled(s->watch->arg))
		return false;
	err_set(err, ERR_CANCELLED, "stopped");
	return true;
}

static bool is(const struct salvage *s, const char *name)
{
	return !strcmp(s->table->name, name);
}

/* --- statements ---------------------------------------------------------------- */

static const char *condition(const struct salvage *s)
{
	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (!is(s, rules[i].table))
			continue;
		return s->backup ? rules[i].backup :
		       s->trust == PAGES_GUESSED ? rules[i].guessed :
		       rules[i].first;
	}
	return "1";
}

/* Rows of a table without a key keep their order: by their number, which is
 * the last parameter.  */
static bool has_number(const struct salvage_table *t)
{
	return !t->by_key && t->rowid >= t->n;
}

static sqlite3_stmt *put_stmt(struct salvage *s, size_t n, struct err *err)
{
	struct salvage_table *t = s->table;
	struct str names = STR_INIT, params = STR_INIT, sql = STR_INIT;

	if (t->put[n])
		return t->put[n];
	for (size_t i = 0; i < n; i++) {
		str_addf(&names, "%s\"%s\"", i ? ", " : "",
			 t->columns[i].name);
		str_addf(&params, "%s?%zu", i ? ", " : "", i + 1);
	}
	if (has_number(t)) {
		str_add(&names, ", rowid");
		str_addf(&params, ", ?%zu", n + 1);
	}
	/* What the new file says of itself is that of the rows.  */
	str_addf(&sql, "INSERT OR %s INTO \"%s\" (%s) SELECT %s WHERE %s",
		 is(s, "value") && !s->backup ? "REPLACE" : "IGNORE", t->name,
		 names.s, params.s, condition(s));
	t->put[n] = db_prepare(s->st, sql.s, err);
	str_release(&names);
	str_release(&params);
	str_release(&sql);
	return t->put[n];
}

static void bind_safe(sqlite3_stmt *q, int i, struct span text)
{
	struct str safe = STR_INIT;

	if (text_valid(text) && !memchr(text.p, 0, text.len)) {
		sqlite3_bind_text(q, i, text.p, (int)text.len, SQLITE_STATIC);
		return;
	}
	text_safe(&safe, text, TEXT_LINES);
	sqlite3_bind_text(q, i, safe.s, (int)safe.len, SQLITE_TRANSIENT);
	str_release(&safe);
}

static void bind_value(sqlite3_stmt *q, int i, const struct pages_value *v)
{
	switch (v->type) {
	case PAGES_NULL:
		sqlite3_bind_null(q, i);
		break;
	case PAGES_INT:
		sqlite3_bind_int64(q, i, v->i);
		break;
	case PAGES_REAL:
		sqlite3_bind_double(q, i, v->r);
		break;
	case PAGES_TEXT:
		bind_safe(q, i, v->s);
		break;
	case PAGES_BLOB:
		sqlite3_bind_blob64(q, i, v->s.p, v->s.len, SQLITE_STATIC);
		break;
	}
}

/* --- texts ----------------------------------------------------------------------- */

static bool opens(struct span packed)
{
	struct arena *a = arena_new();
	const char *content, *summary;
	int rc = pack_open(a, packed, &content, &summary, NULL);

	arena_free(a);
	return rc == 0;
}

/* Run `sql` with up to three numbers.  */
static int run(struct salvage *s, const char *sql, int64_t a, int64_t b,
	       int64_t c, struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, sql, err);
	int64_t values[] = { a, b, c };

	if (!q)
		return -1;
	for (int i = 0; i < sqlite3_bind_parameter_count(q); i++)
		sqlite3_bind_int64(q, i + 1, values[i]);
	return db_run(s->st, q, err);
}

static int put_text(struct salvage *s, const struct pages_row *row, int kind,
		    int64_t owner, struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, "INSERT INTO body (packed)"
				  " VALUES (?1)", err);

	if (!q)
		return -1;
	bind_value(q, 1, &row->v[1]);
	if (db_run(s->st, q, err) < 0)
		return -1;
	return run(s, kind ? "UPDATE version SET body = ?1 WHERE rowid = ?2" :
		   "UPDATE article SET body = ?1 WHERE id = ?2",
		   sqlite3_last_insert_rowid(s->st->db), owner, 0, err);
}

/* A text of the backup goes to whoever wants it.  */
static int give_text(struct salvage *s, const struct pages_row *row,
		     struct err *err)
{
	for (;;) {
		sqlite3_stmt *q = db_stmt(s->st, "DELETE FROM temp.wanted"
			" WHERE rowid = (SELECT rowid FROM temp.wanted"
			" WHERE body = ?1 LIMIT 1) RETURNING kind, owner",
			err);
		int64_t owner;
		int kind, rc;

		if (!q)
			return -1;
		sqlite3_bind_int64(q, 1, row->rowid);
		rc = db_step(s->st, q, err);
		if (rc <= 0)
			return rc;
		kind = sqlite3_column_int(q, 0);
		owner = sqlite3_column_int64(q, 1);
		db_done(q);
		if (put_text(s, row, kind, owner, err) < 0)
			return -1;
	}
}

/* A row of the backup that owns a text.  */
static int want_text(struct salvage *s, const struct pages_row *row,
		     size_t column, bool is_new, struct err *err)
{
	bool article = is(s, "article");
	const struct pages_value *body = &row->v[column];

	if (is_new && article &&
	    run(s, "INSERT OR IGNORE INTO temp.filled VALUES (?1)", row->rowid,
		0, 0, err) < 0)
		return -1;
	if (body->type != PAGES_INT)
		return 0;
	if (is_new)
		return run(s, "INSERT INTO temp.wanted VALUES (?1, ?2, ?3)",
			   body->i, !article, article ? row->rowid :
			   sqlite3_last_insert_rowid(s->st->db), err);
	return article ? run(s, "INSERT INTO temp.wanted SELECT ?1, 0, id"
			     " FROM temp.lost WHERE id = ?2 AND hash = ?3",
			     body->i, row->rowid, row->v[7].i, err) : 0;
}

/* --- rows ------------------------------------------------------------------------ */

/* What must not be taken as it is.  */
static bool is_refused(const struct salvage *s, const struct pages_row *row)
{
	if (is(s, "body"))
		return !opens(row->v[1].s);
	if (is(s, "feed"))
		return !row->v[1].s.len;
	/* The new index is not that of the old file.  */
	return is(s, "value") && span_starts(row->v[0].s, "index-");
}

/* The column with the id of a text; 0: there is none.  */
static size_t body_column(const struct salvage *s)
{
	return is(s, "article") ? 13 - 1 : is(s, "version") ? 3 : 0;
}

static int put_row(struct salvage *s, const struct pages_row *row,
		   struct err *err)
{
	size_t body = s->backup ? body_column(s) : 0;
	sqlite3_stmt *q = put_stmt(s, row->n, err);
	int64_t before;

	if (!q)
		return -1;
	for (size_t i = 0; i < row->n; i++)
		if (i == s->table->rowid)
			sqlite3_bind_int64(q, (int)i + 1, row->rowid);
		else if (!body || i != body)
			bind_value(q, (int)i + 1, &row->v[i]);
	if (has_number(s->table) && !s->backup)
		sqlite3_bind_int64(q, (int)row->n + 1, row->rowid);
	before = sqlite3_total_changes64(s->st->db);
	if (db_run(s->st, q, err) < 0)
		return -1;
	if (!body)
		return 0;
	return want_text(s, row, body, sqlite3_total_changes64(s->st->db) >
			 before, err);
}

static int on_row(void *arg, const struct pages_row *row)
{
	struct salvage *s = arg;

	s->n_rows++;
	if (!salvage_fits(s->table, row))
		return 0;
	s->n_fit++;
	if (is_refused(s, row))
		return 0;
	/* Its column total.  */
	if (is(s, "feed") && row->v[10].type == PAGES_INT && !s->backup &&
	    row->v[10].i > 0 && row->v[10].i < 1 << 30)
		s->ret->expected = MAX(s->ret->expected, 0) + row->v[10].i;
	if (s->backup && is(s, "body"))
		return give_text(s, row, s->err);
	return put_row(s, row, s->err);
}

/* --- pages ----------------------------------------------------------------------- */

static int commit_often(struct salvage *s, size_t *n, struct err *err)
{
	if (*n < PER_COMMIT)
		return 0;
	*n = 0;
	if (db_commit(s->st, err) < 0)
		return -1;
	store_tidy(s->st);
	return db_begin(s->st, true, err);
}

static void say(const struct salvage *s, uint32_t page)
{
	if (s->watch && s->watch->step)
		s->watch->step(s->watch->arg, s->backup ? "the backup" :
			       "what the pages hold", (int)page,
			       (int)pages_count(s->pages));
}

static int read_pages(struct salvage *s, struct err *err)
{
	uint8_t mine = (uint8_t)(s->table - s->tables + 1);
	enum pages_trust trust;
	size_t n = 0;

	for (uint32_t page = 1; page <= pages_count(s->pages); page++) {
		if (pages_owner(s->pages, page, &trust) != mine ||
		    trust != s->trust)
			continue;
		s->n_rows = s->n_fit = 0;
		if (pages_rows(s->pages, page, true, on_row, s) < 0)
			return -1;
		/* Another page lies in its place: see what it is.  */
		if (s->n_rows && !s->n_fit)
			pages_set_owner(s->pages, page, PAGES_NOBODY,
					PAGES_UNKNOWN);
		n += s->n_rows;
		say(s, page);
		if (salvage_cancelled(s, err) || commit_often(s, &n, err) < 0)
			return -1;
	}
	return 0;
}

/* What the backup may fill, in temporary tables.  */
static int find_gaps(struct salvage *s, struct err *err)
{
	return db_exec(s->st,
		"DROP TABLE IF EXISTS temp.lost;"
		"DROP TABLE IF EXISTS temp.filled;"
		"DROP TABLE IF EXISTS temp.wanted;"
		"DROP TABLE IF EXISTS temp.no_category;"
		"DROP TABLE IF EXISTS temp.no_enclosure;"
		"CREATE TEMP TABLE lost (id INTEGER PRIMARY KEY, hash);"
		"INSERT INTO temp.lost SELECT id, hash FROM article"
		" WHERE body IS NOT NULL AND NOT EXISTS"
		" (SELECT 1 FROM body WHERE body.id = article.body);"
		"CREATE TEMP TABLE filled (id INTEGER PRIMARY KEY);"
		"CREATE TEMP TABLE wanted (body INTEGER, kind, owner);"
		"CREATE INDEX temp.wanted_body ON wanted(body)", err);
}

/* After the articles: which have nothing of a kind.  */
static int find_bare(struct salvage *s, struct err *err)
{
	return db_exec(s->st,
		"CREATE TEMP TABLE no_category (id INTEGER PRIMARY KEY);"
		"INSERT INTO temp.no_category SELECT id FROM article"
		" WHERE NOT EXISTS (SELECT 1 FROM category"
		"  WHERE article_id = article.id);"
		"CREATE TEMP TABLE no_enclosure (id INTEGER PRIMARY KEY);"
		"INSERT INTO temp.no_enclosure SELECT id FROM article"
		" WHERE NOT EXISTS (SELECT 1 FROM enclosure"
		"  WHERE article_id = article.id)", err);
}

static int read_trust(struct salvage *s, struct err *err)
{
	for (size_t i = 0; i < s->n_tables; i++) {
		int rc;

		s->table = &s->tables[i];
		if (db_begin(s->st, true, err) < 0)
			return -1;
		rc = read_pages(s, err);
		/* Its texts come later, in their own order.  */
		if (db_end(s->st, rc, err) < 0)
			return -1;
		if (s->backup && s->trust == PAGES_REACHED &&
		    is(s, "article") && find_bare(s, err) < 0)
			return -1;
	}
	/* Conditions are others then.  */
	salvage_tables_done(s);
	return 0;
}

int salvage_rows(struct salvage *s, struct err *err)
{
	s->err = err;
	if (s->backup && find_gaps(s, err) < 0)
		return -1;
	for (int trust = PAGES_REACHED; trust < PAGES_N_TRUSTS; trust++) {
		s->trust = (enum pages_trust)trust;
		if (trust == PAGES_GUESSED)
			salvage_guess(s);
		if (read_trust(s, err) < 0)
			return -1;
	}
	return 0;
}
