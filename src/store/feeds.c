/* feeds.c - the feeds: reading them all, subscribing, moving, pausing */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/url.h"

const char *store_feed_label(const struct store_feed *feed)
{
	if (feed->name && *feed->name)
		return feed->name;
	return feed->title && *feed->title ? feed->title :
	       feed->shown_url;
}

static const char *without_secrets(struct arena *a, const char *url)
{
	struct str shown = STR_INIT;
	const char *ret;

	url_without_secrets(&shown, span_of(url));
	ret = arena_span(a, str_span(&shown));
	str_release(&shown);
	return ret;
}

static void read_feed(struct arena *a, sqlite3_stmt *s, struct store_feed *f)
{
	f->id = sqlite3_column_int64(s, 0);
	f->url = col_text(a, s, 1);
	f->shown_url = without_secrets(a, f->url);
	f->title = col_text(a, s, 2);
	f->name = col_text(a, s, 3);
	f->site = col_text(a, s, 4);
	f->folder = col_text(a, s, 5);
	f->unread = sqlite3_column_int64(s, 6);
	f->starred = sqlite3_column_int64(s, 7);
	f->total = sqlite3_column_int64(s, 8);
	f->checked = col_date(s, 9);
	f->succeeded = col_date(s, 10);
	f->next_check = sqlite3_column_int64(s, 11);
	f->failures = sqlite3_column_int(s, 12);
	f->status = sqlite3_column_int(s, 13);
	f->paused = sqlite3_column_int(s, 14) != 0;
	f->error = col_text(a, s, 15);
	f->etag = col_text(a, s, 16);
	f->last_modified = col_text(a, s, 17);
	f->body_hash = (uint64_t)sqlite3_column_int64(s, 18);
	f->newest = col_date(s, 19);
	f->archived = col_date(s, 20);
	f->hidden = sqlite3_column_int64(s, 21);
}

static int read_feeds(struct store *st, const char *sql,
		      struct store_feeds **ret, struct err *err)
{
	struct store_feeds *all;
	struct arena *a;
	sqlite3_stmt *s;
	size_t cap = 0;
	int rc;

	db_enter(st);
	s = db_stmt(st, sql, err);
	if (!s)
		return -1;
	a = arena_new();
	all = arena_zalloc(a, sizeof(*all));
	all->arena = a;
	while ((rc = db_step(st, s, err)) > 0) {
		struct store_feed *f;

		all->feeds = arena_grow(a, all->feeds, all->n, &cap,
					sizeof(*f));
		f = &all->feeds[all->n++];
		read_feed(a, s, f);
		all->unread += f->unread;
		all->starred += f->starred;
		all->total += f->total;
	}
	if (rc < 0) {
		arena_free(a);
		return -1;
	}
	*ret = all;
	return 0;
}

#define SELECT_FEEDS \
	"SELECT id, url, title, name, site, folder, unread," \
	" starred, total, checked, succeeded, next_check, failures," \
	" status, paused, error, etag, last_modified, body_hash," \
	" newest, archived, hidden FROM feed"

int store_feeds(struct store *st, struct store_feeds **ret, struct err *err)
{
	return read_feeds(st, SELECT_FEEDS " WHERE position IS NOT NULL"
			  " ORDER BY position", ret, err);
}

int store_archived(struct store *st, struct store_feeds **ret, struct err *err)
{
	return read_feeds(st, SELECT_FEEDS " WHERE position IS NULL"
			  " ORDER BY archived DESC, id DESC", ret, err);
}

void store_feeds_free(struct store_feeds *feeds)
{
	if (feeds)
		arena_free(feeds->arena);
}

/* --- subscriptions --------------------------------------------------------- */

/* Add or change one; position counts from 1.  *changed when it differed.  */
static int put_sub(struct store *st, const struct store_sub *sub, size_t pos,
		   bool *changed, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st,
		"INSERT INTO feed (url, name, folder, position)"
		" VALUES (?1, ?2, ?3, ?4)"
		" ON CONFLICT (url) DO UPDATE"
		" SET name = ?2, folder = ?3, position = ?4, archived = NULL"
		" WHERE name IS NOT ?2 OR folder <> ?3 OR position IS NOT ?4",
		err);

	if (!s)
		return -1;
	bind_text(s, 1, sub->url);
	bind_text(s, 2, sub->name);
	bind_text(s, 3, sub->folder ? sub->folder : "");
	sqlite3_bind_int64(s, 4, (int64_t)pos);
	if (db_run(st, s, err) < 0)
		return -1;
	*changed |= sqlite3_changes(st->db) > 0;
	return 0;
}

static int put_subs(struct store *st, const struct store_sub *subs, size_t n,
		    struct err *err)
{
	sqlite3_stmt *s;
	bool changed = false;
	size_t pos = 0;

	if (db_exec(st, "CREATE TEMP TABLE IF NOT EXISTS sub"
		    " (url TEXT PRIMARY KEY) WITHOUT ROWID;"
		    "DELETE FROM temp.sub", err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		s = db_stmt(st, "INSERT OR IGNORE INTO temp.sub VALUES (?1)",
			    err);
		if (!s)
			return -1;
		bind_text(s, 1, subs[i].url);
		if (db_run(st, s, err) < 0)
			return -1;
		if (!sqlite3_changes(st->db))
			continue;	/* twice in the list: the first holds */
		if (put_sub(st, &subs[i], ++pos, &changed, err) < 0)
			return -1;
	}
	s = db_stmt(st, "UPDATE feed SET position = NULL, archived = ?1"
		    " WHERE position IS NOT NULL"
		    " AND url NOT IN (SELECT url FROM temp.sub)", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, date_now());
	return db_run(st, s, err);
}

/* Whether the subscribed feeds are `subs` already: then nothing is locked.  */
static int same_subs(struct store *st, const struct store_sub *subs, size_t n,
		     bool *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT url, name, folder FROM feed"
				  " WHERE position IS NOT NULL"
				  " ORDER BY position", err);
	size_t i = 0;
	int rc;

	if (!s)
		return -1;
	*ret = true;
	while ((rc = db_step(st, s, err)) > 0) {
		const char *url = (const char *)sqlite3_column_text(s, 0);
		const char *name = (const char *)sqlite3_column_text(s, 1);
		const char *folder = (const char *)sqlite3_column_text(s, 2);

		if (i == n || strcmp(subs[i].url, url) != 0 ||
		    !subs[i].name != !name ||
		    (name && strcmp(subs[i].name, name) != 0) ||
		    strcmp(subs[i].folder ? subs[i].folder : "", folder) != 0) {
			*ret = false;
			db_done(s);
			return 0;
		}
		i++;
	}
	*ret = i == n;
	return MIN(rc, 0);
}

int store_set_subs(struct store *st, const struct store_sub *subs, size_t n,
		   struct err *err)
{
	bool same;

	db_enter(st);
	if (same_subs(st, subs, n, &same, err) < 0)
		return -1;
	if (same)
		return 0;
	if (db_begin(st, true, err) < 0)
		return -1;
	return db_end(st, put_subs(st, subs, n, err), err);
}

static int put_hints(struct store *st, const struct store_hint *hints,
		     size_t n, struct err *err)
{
	sqlite3_stmt *s;

	for (size_t i = 0; i < n; i++) {
		s = db_stmt(st, "UPDATE feed SET title = ifnull(title, ?2),"
			    " site = ifnull(site, ?3) WHERE url = ?1"
			    " AND succeeded IS NULL", err);
		if (!s)
			return -1;
		bind_text(s, 1, hints[i].url);
		bind_text(s, 2, hints[i].title);
		bind_text(s, 3, hints[i].site);
		if (db_run(st, s, err) < 0)
			return -1;
	}
	return 0;
}

int store_hint_feeds(struct store *st, const struct store_hint *hints,
		     size_t n, struct err *err)
{
	if (!n)
		return 0;
	db_enter(st);
	if (db_begin(st, true, err) < 0)
		return -1;
	return db_end(st, put_hints(st, hints, n, err), err);
}

/* --- another address -------------------------------------------------------- */

static int number_of(struct store *st, const char *sql, int64_t id,
		     const char *url, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	if (url)
		bind_text(s, 2, url);
	return db_number(st, s, 0, ret, err);
}

/* What servers said is about the address.  */
static int set_url(struct store *st, int64_t id, const char *url,
		   struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "UPDATE feed SET url = ?2, etag = NULL,"
		" last_modified = NULL, body_hash = 0, failures = 0,"
		" status = 0, error = NULL, paused = 0, next_check = 0,"
		" checked = NULL WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	bind_text(s, 2, url);
	if (db_run(st, s, err) < 0)
		return -1;
	return MIN(db_run_id(st, "DELETE FROM value"
			     " WHERE name = 'moved ' || ?1", id, err), 0);
}

static int has_brought(struct store *st, int64_t id, int64_t *ret,
		       struct err *err)
{
	return number_of(st, "SELECT EXISTS (SELECT 1 FROM article"
			 " WHERE feed_id = ?1) OR EXISTS (SELECT 1 FROM trash"
			 " WHERE feed_id = ?1)", id, NULL, ret, err);
}

static int forget(struct store *st, int64_t id, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM tombstone WHERE feed_id = ?1",
		"DELETE FROM listed WHERE feed_id = ?1",
		"DELETE FROM feed WHERE id = ?1",
	};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++)
		if (db_run_id(st, sql[i], id, err) < 0)
			return -1;
	return 0;
}

/* Another feed has the address.  */
static int move_over(struct store *st, int64_t id, int64_t other,
		     const char *from, const char *to, struct err *err)
{
	int64_t mine, its;

	if (has_brought(st, id, &mine, err) < 0 ||
	    has_brought(st, other, &its, err) < 0)
		return -1;
	if (!its)
		return forget(st, other, err) < 0 ? -1 :
		       set_url(st, id, to, err);
	if (!mine)
		return 0;
	/* No two feeds have the same one, not even for a moment.  */
	return set_url(st, other, "", err) < 0 ||
	       set_url(st, id, to, err) < 0 ||
	       set_url(st, other, from, err) < 0 ? -1 : 0;
}

#define IS_AT "SELECT count(*) FROM feed WHERE id = ?1 AND url = ?2"

static int move_feed(struct store *st, int64_t id, const char *from,
		     const char *to, struct err *err)
{
	int64_t is_there, other;

	if (number_of(st, IS_AT, id, from, &is_there, err) < 0 ||
	    number_of(st, "SELECT ifnull(max(id), 0) FROM feed"
		      " WHERE url = ?2 AND id <> ?1", id, to, &other, err) < 0)
		return -1;
	if (!is_there)
		return 0;
	return other ? move_over(st, id, other, from, to, err) :
	       set_url(st, id, to, err);
}

int store_move_feed(struct store *st, int64_t id, const char *from,
		    const char *to, struct err *err)
{
	db_enter(st);
	if (db_begin(st, true, err) < 0)
		return -1;
	return db_end(st, move_feed(st, id, from, to, err), err);
}

int store_is_at(struct store *st, int64_t id, const char *url, bool *ret,
		struct err *err)
{
	int64_t n;

	db_enter(st);
	if (number_of(st, IS_AT, id, url, &n, err) < 0)
		return -1;
	*ret = n != 0;
	return 0;
}
