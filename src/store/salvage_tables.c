/* salvage_tables.c - which tables there are, and which pages are theirs */
#include "config.h"

#include "store/salvage_private.h"

#include "base/mem.h"
#include "store/pack.h"

#define SCHEMA_OWNER 254
#define OTHER_OWNER 253		/* indexes, the full-text index */

/* --- the tables of the new file -------------------------------------------------- */

/* Columns of the tables when they were made first.  Later ones are added
 * behind; a table that is not named here has all that it has now, and the
 * journal of before version 4 is given up.  */
static const struct {
	const char *name;
	size_t n;
} first_columns[] = {
	{ "feed", 19 }, { "article", 19 }, { "trash", 19 },
	{ "tombstone", 7 }, { "body", 2 }, { "category", 3 },
	{ "enclosure", 6 }, { "version", 4 }, { "value", 2 }, { "place", 3 },
	{ "tag", 5 }, { "tagged", 2 },
};

static const char *text(struct salvage *s, sqlite3_stmt *q, int i)
{
	const char *t = col_text(s->arena, q, i);

	return t ? t : "";
}

static enum pages_type type_of(const char *declared)
{
	if (!strcmp(declared, "INTEGER"))
		return PAGES_INT;
	if (!strcmp(declared, "TEXT"))
		return PAGES_TEXT;
	return !strcmp(declared, "BLOB") ? PAGES_BLOB : PAGES_NULL;
}

/* A table that is ordered by its key has the key's columns first.  */
static int read_columns(struct salvage *s, struct salvage_table *t,
			struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, "SELECT name, type, \"notnull\", pk"
		" FROM pragma_table_info(?1)"
		" ORDER BY CASE WHEN ?2 AND pk THEN pk ELSE 1000 + cid END",
		err);
	int rc;

	if (!q)
		return -1;
	bind_text(q, 1, t->name);
	sqlite3_bind_int(q, 2, t->by_key);
	t->rowid = PAGES_COLUMNS;
	while ((rc = db_step(s->st, q, err)) > 0 && t->n < PAGES_COLUMNS) {
		struct salvage_column *c = &t->columns[t->n];

		c->name = text(s, q, 0);
		c->type = type_of(text(s, q, 1));
		c->not_null = sqlite3_column_int(q, 2) != 0;
		if (!t->by_key && sqlite3_column_int(q, 3) == 1 &&
		    c->type == PAGES_INT)
			t->rowid = t->n;
		t->n++;
	}
	t->least = t->n;
	for (size_t i = 0; i < ARRAY_LEN(first_columns); i++)
		if (!strcmp(first_columns[i].name, t->name))
			t->least = MIN(t->n, first_columns[i].n);
	return rc;
}

static void add_root(struct salvage_roots *r, struct span type,
		     struct span name, int64_t page)
{
	struct salvage_table *t = span_eq(type, SPAN("table")) ?
				  salvage_find(r->s, name) : NULL;

	if (page <= 0 || page > UINT32_MAX || r->n == SALVAGE_ROOTS)
		return;
	r->list[r->n].page = (uint32_t)page;
	r->list[r->n++].owner = t ? (uint8_t)(t - r->s->tables + 1) :
				    OTHER_OWNER;
}

static int read_usual(struct salvage *s, struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, "SELECT type, name, rootpage"
				  " FROM sqlite_master", err);
	int rc;

	if (!q)
		return -1;
	s->usual.s = s;
	while ((rc = db_step(s->st, q, err)) > 0)
		add_root(&s->usual, span_of(text(s, q, 0)),
			 span_of(text(s, q, 1)), sqlite3_column_int64(q, 2));
	return rc;
}

static int read_tables(struct salvage *s, struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, "SELECT name, wr FROM"
		" pragma_table_list WHERE schema = 'main' AND type = 'table'"
		" AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search%'"
		" AND name NOT IN ('backlog', 'stale')"
		" ORDER BY CASE name WHEN 'feed' THEN 1 WHEN 'tag' THEN 2"
		" WHEN 'tombstone' THEN 3 WHEN 'act' THEN 4"
		" WHEN 'trash' THEN 5 WHEN 'article' THEN 6 WHEN 'tagged'"
		" THEN 7 WHEN 'rule' THEN 4 WHEN 'place' THEN 8 WHEN 'body' THEN 99 ELSE 50 END,"
		" name", err);
	int rc;

	if (!q)
		return -1;
	while ((rc = db_step(s->st, q, err)) > 0 &&
	       s->n_tables < SALVAGE_TABLES) {
		struct salvage_table *t = &s->tables[s->n_tables++];

		t->name = text(s, q, 0);
		t->by_key = sqlite3_column_int(q, 1) != 0;
	}
	for (size_t i = 0; i < s->n_tables && rc == 0; i++)
		rc = read_columns(s, &s->tables[i], err);
	return rc;
}

static int take_away(struct salvage *s, struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, "SELECT sql, 'DROP ' || type || ' '"
		" || name FROM sqlite_master WHERE type IN ('index', 'trigger')"
		" AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%'", err);
	struct str drops = STR_INIT;
	int rc;

	if (!q)
		return -1;
	while ((rc = db_step(s->st, q, err)) > 0) {
		s->later = arena_grow(s->arena, s->later, s->n_later,
				      &s->cap_later, sizeof(*s->later));
		s->later[s->n_later++] = text(s, q, 0);
		str_addf(&drops, "%s;", text(s, q, 1));
	}
	if (rc == 0)
		rc = db_exec(s->st, drops.s, err);
	str_release(&drops);
	return rc;
}

int salvage_tables(struct salvage *s, struct err *err)
{
	if (db_exec(s->st, "PRAGMA foreign_keys = OFF;"
		    "PRAGMA synchronous = OFF;"
		    "PRAGMA temp_store = FILE;"
		    "PRAGMA cache_size = -48000", err) < 0 ||
	    read_tables(s, err) < 0 || read_usual(s, err) < 0)
		return -1;
	return take_away(s, err);
}

void salvage_tables_done(struct salvage *s)
{
	for (size_t i = 0; i < s->n_tables; i++)
		for (size_t k = 0; k <= PAGES_COLUMNS; k++) {
			sqlite3_finalize(s->tables[i].put[k]);
			s->tables[i].put[k] = NULL;
		}
}

int salvage_restore(struct salvage *s, struct err *err)
{
	for (size_t i = 0; i < s->n_later; i++)
		if (db_exec(s->st, s->later[i], err) < 0)
			return -1;
	return 0;
}

struct salvage_table *salvage_find(struct salvage *s, struct span name)
{
	for (size_t i = 0; i < s->n_tables; i++)
		if (span_eq(name, span_of(s->tables[i].name)))
			return &s->tables[i];
	return NULL;
}

/* --- what fits --------------------------------------------------------------------- */

bool salvage_fits(const struct salvage_table *t, const struct pages_row *row)
{
	if (row->has_rowid == t->by_key || row->n < t->least ||
	    row->n > t->n || (t->rowid < t->n && row->rowid <= 0))
		return false;
	for (size_t i = 0; i < row->n; i++) {
		const struct salvage_column *c = &t->columns[i];
		enum pages_type type = row->v[i].type;

		if (i == t->rowid ? type != PAGES_NULL :
		    type == PAGES_NULL ? c->not_null :
		    c->type != PAGES_NULL && type != c->type)
			return false;
	}
	return strcmp(t->name, "body") != 0 || pack_size(row->v[1].s) > 0;
}

/* Rows of numbers alone may be those of an index.  */
static bool can_be_told(const struct salvage_table *t)
{
	for (size_t i = 0; i < t->least; i++)
		if (t->columns[i].type != PAGES_INT)
			return true;
	return !t->by_key;
}

/* --- whose pages ------------------------------------------------------------------- */

static void adopt_roots(struct salvage *s, const struct salvage_roots *r)
{
	for (size_t i = 0; i < r->n; i++)
		pages_adopt(s->pages, r->list[i].page, r->list[i].owner);
}

/* A row of sqlite_schema: type, name, tbl_name, rootpage, sql.  */
static bool is_schema(const struct pages_row *row)
{
	return row->has_rowid && row->n == 5 &&
	       row->v[0].type == PAGES_TEXT && row->v[1].type == PAGES_TEXT &&
	       row->v[2].type == PAGES_TEXT && row->v[3].type == PAGES_INT &&
	       (row->v[4].type == PAGES_TEXT || row->v[4].type == PAGES_NULL);
}

static int on_schema(void *arg, const struct pages_row *row)
{
	struct salvage_roots *r = arg;

	if (!is_schema(row))
		return 0;
	add_root(r, row->v[0].s, row->v[1].s, row->v[3].i);
	return 0;
}

static int count_schema(void *arg, const struct pages_row *row)
{
	struct salvage *s = arg;

	s->n_rows++;
	s->n_fit += is_schema(row) && (span_eq(row->v[0].s, SPAN("table")) ||
				       span_eq(row->v[0].s, SPAN("index")) ||
				       span_eq(row->v[0].s, SPAN("view")) ||
				       span_eq(row->v[0].s, SPAN("trigger")));
	return 0;
}

/* Some table of ours has no page yet: its row may be on a lost one.  */
static void find_schema(struct salvage *s)
{
	bool missing[SALVAGE_TABLES + 1] = { false };
	enum pages_trust trust;
	bool any = false;

	memset(missing, 1, sizeof(missing));
	for (uint32_t i = 1; i <= pages_count(s->pages); i++) {
		uint8_t owner = pages_owner(s->pages, i, &trust);

		if (owner <= SALVAGE_TABLES)
			missing[owner] = false;
	}
	for (size_t i = 0; i < s->n_tables; i++)
		any |= missing[i + 1];
	for (uint32_t i = 1; any && i <= pages_count(s->pages); i++) {
		if (!pages_is_lost(s->pages, i))
			continue;
		s->n_rows = s->n_fit = 0;
		(void)pages_rows(s->pages, i, false, count_schema, s);
		if (s->n_fit && s->n_fit == s->n_rows)
			pages_set_owner(s->pages, i, SCHEMA_OWNER,
					PAGES_GUESSED);
	}
}

/* Read the schema from pages of that trust.  */
static size_t read_schema(struct salvage *s, enum pages_trust which)
{
	struct salvage_roots r = { .s = s };
	enum pages_trust trust;

	for (uint32_t i = 1; i <= pages_count(s->pages); i++)
		if (pages_owner(s->pages, i, &trust) == SCHEMA_OWNER &&
		    trust == which)
			(void)pages_rows(s->pages, i, true, on_schema, &r);
	adopt_roots(s, &r);
	return r.n;
}

static int on_look(void *arg, const struct pages_row *row)
{
	struct salvage *s = arg;

	s->n_rows++;
	s->n_fit += salvage_fits(s->table, row);
	return 0;
}

/*
 * Nothing says where the tables begin.  A file that this version made has them
 * where the new one has them: then what is there fits.
 */
static void try_usual(struct salvage *s)
{
	enum pages_trust trust;
	bool fits = true, any = false;

	adopt_roots(s, &s->usual);
	for (uint32_t i = 1; i <= pages_count(s->pages) && fits; i++) {
		uint8_t owner = pages_owner(s->pages, i, &trust);

		if (!owner || owner > s->n_tables ||
		    !can_be_told(&s->tables[owner - 1]))
			continue;
		s->table = &s->tables[owner - 1];
		s->n_rows = s->n_fit = 0;
		(void)pages_rows(s->pages, i, false, on_look, s);
		fits = s->n_fit || !s->n_rows;
		any |= s->n_fit > 0;
	}
	if (fits && any)
		return;
	for (uint32_t i = 2; i <= pages_count(s->pages); i++)
		pages_set_owner(s->pages, i, PAGES_NOBODY, PAGES_UNKNOWN);
}

int salvage_survey(struct salvage *s, struct err *err)
{
	size_t n;

	pages_adopt(s->pages, 1, SCHEMA_OWNER);
	n = read_schema(s, PAGES_REACHED);
	if (salvage_cancelled(s, err))
		return -1;
	find_schema(s);
	n += read_schema(s, PAGES_GUESSED);
	if (!n)
		try_usual(s);
	pages_adopt_mapped(s->pages);
	return salvage_cancelled(s, err) ? -1 : 0;
}

/* --- guesses ----------------------------------------------------------------------- */

struct guess {
	const struct salvage *s;
	size_t n;
	size_t fits[SALVAGE_TABLES];
};

static int on_guess(void *arg, const struct pages_row *row)
{
	struct guess *g = arg;

	g->n++;
	for (size_t i = 0; i < g->s->n_tables; i++)
		g->fits[i] += salvage_fits(&g->s->tables[i], row);
	return 0;
}

/* The only table that takes all its rows; deleted articles look like others,
 * and are few.  */
static uint8_t guess_owner(struct salvage *s, uint32_t page)
{
	struct guess g = { .s = s };
	uint8_t owner = PAGES_NOBODY;

	(void)pages_rows(s->pages, page, false, on_guess, &g);
	for (size_t i = 0; i < s->n_tables && g.n; i++) {
		if (g.fits[i] * 10 < g.n * 9 || !g.fits[i] ||
		    !can_be_told(&s->tables[i]) ||
		    !strcmp(s->tables[i].name, "trash"))
			continue;
		if (owner)
			return PAGES_NOBODY;
		owner = (uint8_t)(i + 1);
	}
	return owner;
}

void salvage_guess(struct salvage *s)
{
	for (uint32_t i = 1; i <= pages_count(s->pages); i++) {
		uint8_t owner;

		if (!pages_is_lost(s->pages, i))
			continue;
		owner = guess_owner(s, i);
		if (owner)
			pages_set_owner(s->pages, i, owner, PAGES_GUESSED);
	}
}
