/* put.c - what a check of a feed brought is stored; identity.c says where */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "store/fill.h"
#include "store/identity.h"

struct put {
	struct store *st;
	const struct store_fetch *fetch;
	struct identity id;
	struct listed listed;
	size_t n_new, n_updated;
};

/* --- writing one entry --------------------------------------------------------- */

static int64_t date_of(const struct store_entry *e, int64_t now)
{
	if (e->published != DATE_NONE && e->published <= now)
		return e->published;
	if (e->published == DATE_NONE && e->updated != DATE_NONE &&
	    e->updated <= now)
		return e->updated;
	return now;
}

static int64_t id_base(int64_t date)
{
	return STORE_ID(MAX(date, 60));
}

/* The first free id of the minute of `date`, or of the next with one.  */
static int new_id(struct store *st, int64_t date, int64_t *ret,
		  struct err *err)
{
	int64_t base = id_base(date), last;
	int64_t at = base == st->full_base ? st->full_next : base;

	for (;; at += 1024) {
		sqlite3_stmt *s = db_stmt(st,
			"SELECT max(ifnull((SELECT max(id) FROM article"
			" WHERE id >= ?1 AND id < ?2), 0),"
			" ifnull((SELECT max(id) FROM trash"
			" WHERE id >= ?1 AND id < ?2), 0))", err);

		if (!s)
			return -1;
		sqlite3_bind_int64(s, 1, at);
		sqlite3_bind_int64(s, 2, at + 1024);
		if (db_number(st, s, 0, &last, err) < 0)
			return -1;
		if (last < at + 1023)
			break;
		st->full_base = base;
		st->full_next = at + 1024;
	}
	*ret = MAX(last + 1, at);
	return 0;
}

static int put_categories(struct store *st, int64_t id,
			  const struct store_entry *e, struct err *err)
{
	for (size_t i = 0; i < e->n_categories; i++) {
		const char *term = e->categories[i] ? e->categories[i] : "";
		sqlite3_stmt *s = db_stmt(st, "INSERT INTO category"
					  " (article_id, n, term, key)"
					  " VALUES (?1, ?2, ?3, ?4)", err);

		if (!s)
			return -1;
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int64(s, 2, (int64_t)i);
		bind_text(s, 3, term);
		sqlite3_bind_int64(s, 4, category_key(term));
		if (db_run(st, s, err) < 0)
			return -1;
	}
	return 0;
}

static int put_resources(struct store *st, int64_t id,
			 const struct store_extras *x, struct err *err)
{
	for (size_t i = 0; i < x->n_resources; i++) {
		const struct store_resource *r = &x->resources[i];
		sqlite3_stmt *s = db_stmt(st, "INSERT INTO enclosure"
			" (article_id, n, url, type, length, duration, kind,"
			" title, language, credit) VALUES (?1, ?2, ?3, ?4, ?5,"
			" ?6, ?7, ?8, ?9, ?10)", err);

		if (!s)
			return -1;
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int64(s, 2, (int64_t)i);
		bind_text(s, 3, r->url ? r->url : "");
		bind_text(s, 4, r->type);
		sqlite3_bind_int64(s, 5, r->length);
		sqlite3_bind_int64(s, 6, r->duration);
		sqlite3_bind_int(s, 7, (int)r->kind);
		bind_text(s, 8, r->title);
		bind_text(s, 9, r->language);
		bind_text(s, 10, r->credit);
		if (db_run(st, s, err) < 0)
			return -1;
	}
	return 0;
}

/* *ret is the id of the new text, or 0 for none.  */
static int put_body(struct store *st, struct span packed, int64_t *ret,
		    struct err *err)
{
	sqlite3_stmt *s;

	*ret = 0;
	if (!packed.len)
		return 0;
	s = db_stmt(st, "INSERT INTO body (packed) VALUES (?1)", err);
	if (!s)
		return -1;
	sqlite3_bind_blob64(s, 1, packed.p, packed.len, SQLITE_STATIC);
	if (db_run(st, s, err) < 0)
		return -1;
	*ret = sqlite3_last_insert_rowid(st->db);
	st->room = fill_room(st->room, packed.len);
	return 0;
}

/* Those that has:enclosure is about.  */
static int64_t count_enclosures(const struct store_extras *x)
{
	int64_t n = 0;

	for (size_t i = 0; i < x->n_resources; i++)
		n += x->resources[i].kind == STORE_ENCLOSURE;
	return n;
}

/* Parameters 12 to 21.  */
#define SET_EXTRAS " comments = ?12, n_enclosures = ?13, extras = ?14," \
	" n_comments = ?15, season = ?16, season_name = ?17, episode = ?18," \
	" source_title = ?19, source_link = ?20, comments_feed = ?21"

static void bind_extras(sqlite3_stmt *s, const struct store_entry *e)
{
	const struct store_extras *x = &e->extras;

	bind_text(s, 12, x->comments);
	sqlite3_bind_int64(s, 13, count_enclosures(x));
	sqlite3_bind_int64(s, 14, e->extras_hash);
	bind_number(s, 15, x->n_comments);
	bind_number(s, 16, x->season);
	bind_text(s, 17, x->season_name);
	bind_text(s, 18, x->episode);
	bind_text(s, 19, x->source_title);
	bind_text(s, 20, x->source_link);
	bind_text(s, 21, x->comments_feed);
}

/* Parameters 1 to 22 of insert and update.  */
static void bind_entry(sqlite3_stmt *s, int64_t id, int64_t key,
		       const struct store_entry *e, int64_t body)
{
	bool same = e->guid && e->link && strcmp(e->guid, e->link) == 0;
	int64_t second;

	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, key);
	if (identity_second(e, &second))
		sqlite3_bind_int64(s, 3, second);
	sqlite3_bind_int64(s, 4, (int64_t)e->hash);
	bind_date(s, 5, e->published);
	bind_date(s, 6, e->updated);
	bind_text(s, 7, e->title);
	bind_text(s, 8, e->author);
	bind_text(s, 9, e->link);
	bind_text(s, 10, same ? "" : e->guid);
	bind_text(s, 11, e->language);
	bind_extras(s, e);
	if (body)
		sqlite3_bind_int64(s, 22, body);
}

static int insert_entry(struct put *p, const struct store_entry *e,
			int64_t key, struct err *err)
{
	struct store *st = p->st;
	int64_t date = date_of(e, p->fetch->now), id, body;
	sqlite3_stmt *s;

	if (new_id(st, date, &id, err) < 0 ||
	    put_body(st, e->packed, &body, err) < 0)
		return -1;
	s = db_stmt(st, "INSERT INTO article (id, key, link_key, hash,"
		    " published, updated, title, author, link, guid, language,"
		    " comments, n_enclosures, extras, n_comments, season,"
		    " season_name, episode, source_title, source_link,"
		    " comments_feed, body, feed_id, date, received)"
		    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
		    " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,"
		    " ?23, ?24, ?25)", err);
	if (!s)
		return -1;
	bind_entry(s, id, key, e, body);
	sqlite3_bind_int64(s, 23, p->fetch->feed_id);
	sqlite3_bind_int64(s, 24, date);
	sqlite3_bind_int64(s, 25, p->fetch->now);
	if (db_run(st, s, err) < 0 ||
	    put_categories(st, id, e, err) < 0 ||
	    put_resources(st, id, &e->extras, err) < 0 ||
	    index_add(st, id, err) < 0 ||
	    (e->ruling && rule_apply(st, id, e->ruling, err) < 0))
		return -1;
	if (p->fetch->new_ids)
		p->fetch->new_ids[e - p->fetch->entries] = id;
	p->n_new++;
	return 0;
}

/* Put the old text aside, or away when nobody will miss it, and the new one
 * in its place; *ret is its id.  */
static int renew_body(struct put *p, const struct store_entry *e, int64_t id,
		      bool edited, int64_t *ret, struct err *err)
{
	struct store *st = p->st;

	p->n_updated += edited;
	if (index_remove(st, id, err) < 0 ||
	    (edited ? version_keep(st, id, p->fetch->now, err) :
		      version_drop(st, id, err)) < 0)
		return -1;
	return put_body(st, e->packed, ret, err);
}

/* What belongs to a text that is new as well.  */
static int renew_text(struct put *p, const struct store_entry *e, int64_t id,
		      struct err *err)
{
	if (db_run_id(p->st, "DELETE FROM category WHERE article_id = ?1", id,
		      err) < 0 ||
	    put_categories(p->st, id, e, err) < 0)
		return -1;
	return index_add(p->st, id, err);
}

static int renew_resources(struct store *st, int64_t id,
			   const struct store_extras *x, struct err *err)
{
	if (db_run_id(st, "DELETE FROM enclosure WHERE article_id = ?1", id,
		      err) < 0)
		return -1;
	return put_resources(st, id, x, err);
}

/* An article is written again only when something about it is otherwise, and
 * is updated only when its words are.  It was updated when its feed says so,
 * or now.  */
static int update_entry(struct put *p, const struct store_entry *e,
			int64_t key, const struct known *known,
			struct err *err)
{
	struct store *st = p->st;
	bool other = known->hash != (int64_t)e->hash;
	bool extras = known->extras != e->extras_hash;
	int64_t second = 0, body = 0;
	bool edited = false;
	sqlite3_stmt *s;

	identity_second(e, &second);
	if (!other && !extras && known->key == key && known->second == second)
		return 0;
	if (other && (version_is_edit(st, known->id, e, &edited, err) < 0 ||
		      renew_body(p, e, known->id, edited, &body, err) < 0))
		return -1;
	s = other ?
		db_stmt(st, "UPDATE article SET key = ?2, link_key = ?3,"
			" hash = ?4, published = ?5, updated ="
			" CASE WHEN ?23 IS NULL THEN updated WHEN ?6 <= ?23"
			" AND ?6 > coalesce(updated, published, received)"
			" THEN ?6 ELSE ?23 END, title = ?7,"
			" author = ?8, link = ?9, guid = ?10, language = ?11,"
			SET_EXTRAS ", body = ?22 WHERE id = ?1", err) :
		db_stmt(st, "UPDATE article SET key = ?2, link_key = ?3,"
			" link = ?9, guid = ?10, language = ?11,"
			SET_EXTRAS " WHERE id = ?1", err);
	if (!s)
		return -1;
	bind_entry(s, known->id, key, e, body);
	if (edited)
		sqlite3_bind_int64(s, 23, p->fetch->now);
	if (db_run(st, s, err) < 0 ||
	    (other && renew_text(p, e, known->id, err) < 0))
		return -1;
	return other || extras ?
		renew_resources(st, known->id, &e->extras, err) : 0;
}

static int put_entry(struct put *p, size_t i, struct err *err)
{
	const struct store_entry *e = &p->fetch->entries[i];
	struct known known;
	bool buried;

	if (identity_find(&p->id, i, &known, err) < 0)
		return -1;
	if (known.id)
		listed_add(&p->listed, e->is_cut ? known.key : p->id.keys[i]);
	if (known.id && e->is_cut)
		return 0;
	if (known.id)
		return update_entry(p, e, p->id.keys[i], &known, err);
	if (identity_is_buried(&p->id, i, &buried, err) < 0)
		return -1;
	listed_add(&p->listed, p->id.keys[i]);
	return buried ? 0 : insert_entry(p, e, p->id.keys[i], err);
}

/* --- the feed's own row ---------------------------------------------------------- */

static int put_failure(struct store *st, const struct store_fetch *f,
		       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "UPDATE feed SET checked = ?2,"
		" status = ?3, next_check = ?4, error = ?5,"
		" failures = failures + 1,"
		" paused = paused OR ?6"
		" WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, f->feed_id);
	sqlite3_bind_int64(s, 2, f->now);
	sqlite3_bind_int(s, 3, f->status);
	sqlite3_bind_int64(s, 4, f->next_check);
	bind_text(s, 5, f->error ? f->error : "it is gone");
	sqlite3_bind_int(s, 6, f->gone);
	return db_run(st, s, err);
}

static int put_success(struct store *st, const struct store_fetch *f,
		       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "UPDATE feed SET checked = ?2,"
		" succeeded = ?2, status = ?3, next_check = ?4, error = NULL,"
		" failures = 0, paused = 0, title = ifnull(?5, title),"
		" site = ifnull(?6, site), language = ifnull(?7, language),"
		" etag = CASE WHEN ?8 THEN ifnull(?9, etag) ELSE ?9 END,"
		" last_modified = CASE WHEN ?8 THEN ifnull(?10, last_modified)"
		" ELSE ?10 END,"
		" body_hash = CASE WHEN ?8 AND ?11 = 0 THEN body_hash"
		" ELSE ?11 END WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, f->feed_id);
	sqlite3_bind_int64(s, 2, f->now);
	sqlite3_bind_int(s, 3, f->status);
	sqlite3_bind_int64(s, 4, f->next_check);
	bind_text(s, 5, f->title);
	bind_text(s, 6, f->site);
	bind_text(s, 7, f->language);
	sqlite3_bind_int(s, 8, f->not_modified);
	bind_text(s, 9, f->etag);
	bind_text(s, 10, f->last_modified);
	sqlite3_bind_int64(s, 11, (int64_t)f->body_hash);
	return db_run(st, s, err);
}

static int put_feed(struct store *st, const struct store_fetch *f,
		    struct err *err)
{
	int rc = f->error || f->gone ? put_failure(st, f, err) :
		put_success(st, f, err);

	if (rc == 0 && !sqlite3_changes(st->db))
		return err_set(err, ERR_NOTFOUND, "there is no such feed");
	return rc;
}

/* --- all of it --------------------------------------------------------------------- */

static int begin(struct put *p, struct err *err)
{
	if (db_begin(p->st, true, err) < 0)
		return -1;
	return identity_begin(&p->id, err);
}

/* The entries as they are to be put.  The last one comes first, as far as ids
 * depend on it: they grow towards the top of the document.  */
static size_t *order_of(const struct put *p, size_t n)
{
	struct fill_body *bodies = xcalloc(n, sizeof(*bodies));
	size_t *order = xcalloc(n, sizeof(*order));

	for (size_t i = 0; i < n; i++) {
		const struct store_entry *e = &p->fetch->entries[n - 1 - i];

		bodies[i].len = e->packed.len;
		bodies[i].minute = id_base(date_of(e, p->fetch->now));
	}
	fill_order(bodies, n, p->st->room, order);
	for (size_t i = 0; i < n; i++)
		order[i] = n - 1 - order[i];
	free(bodies);
	return order;
}

static int put_entries(struct put *p, const size_t *order, size_t n,
		       struct err *err)
{
	int64_t start = date_monotonic_ms();

	for (size_t i = 0; i < n; i++) {
		if (p->id.skip[order[i]])
			continue;
		if (put_entry(p, order[i], err) < 0)
			return -1;
		if (date_monotonic_ms() - start < STORE_SLICE_MS)
			continue;
		if (db_commit(p->st, err) < 0)
			return -1;
		db_between(p->st);
		if (begin(p, err) < 0)
			return -1;
		start = date_monotonic_ms();
	}
	return 0;
}

static int put_all(struct put *p, struct err *err)
{
	size_t n = p->fetch->error || p->fetch->gone ||
		   p->fetch->not_modified ? 0 : p->fetch->n_entries;
	size_t *order;
	int rc;

	if (begin(p, err) < 0)
		return -1;
	order = order_of(p, n);
	rc = put_entries(p, order, n, err);
	free(order);
	if (rc < 0)
		return -1;
	/* A feed that is empty for once says nothing of what it had.  */
	if (p->listed.n && listed_write(p->st, p->fetch->feed_id, &p->listed,
					err) < 0)
		return -1;
	return put_feed(p->st, p->fetch, err);
}

int store_put_fetch(struct store *st, const struct store_fetch *fetch,
		    size_t *ret_new, size_t *ret_updated, struct err *err)
{
	struct put p = { .st = st, .fetch = fetch };
	int rc;

	db_enter(st);
	turn_offer(st);
	if (renew_feed(st, fetch->feed_id, err) < 0)
		return -1;
	identity_make(&p.id, st, fetch);
	rc = put_all(&p, err);
	rc = db_end(st, rc, err);
	identity_release(&p.id);
	listed_release(&p.listed);
	if (rc < 0)
		return -1;
	if (ret_new)
		*ret_new = p.n_new;
	if (ret_updated)
		*ret_updated = p.n_updated;
	return 0;
}
