/* article.c - one article whole, and finding it by its address */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/hash.h"
#include "store/identity.h"
#include "store/pack.h"

int article_categories(struct store *st, int64_t id, struct arena *a,
		       const char ***ret, size_t *ret_n, struct err *err)
{
	return db_texts(st, "SELECT term FROM category"
			" WHERE article_id = ?1 ORDER BY n", id, a, ret, ret_n,
			err);
}

static int read_resources(struct store *st, struct store_article *art,
			  struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT url, type, length, duration,"
				  " kind, title, language, credit"
				  " FROM enclosure WHERE article_id = ?1"
				  " ORDER BY n", err);
	struct store_extras *x = &art->extras;
	struct arena *a = art->arena;
	size_t cap = 0;
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, art->id);
	while ((rc = db_step(st, s, err)) > 0) {
		struct store_resource *r;

		x->resources = arena_grow(a, x->resources, x->n_resources,
					  &cap, sizeof(*r));
		r = &x->resources[x->n_resources++];
		r->url = col_text(a, s, 0);
		r->type = col_text(a, s, 1);
		r->length = sqlite3_column_int64(s, 2);
		r->duration = sqlite3_column_int64(s, 3);
		r->kind = (enum store_kind)sqlite3_column_int(s, 4);
		r->title = col_text(a, s, 5);
		r->language = col_text(a, s, 6);
		r->credit = col_text(a, s, 7);
	}
	return rc;
}

static int read_html(struct store *st, struct store_article *art,
		     struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT b.packed FROM article a"
				  " JOIN body b ON b.id = a.body"
				  " WHERE a.id = ?1", err);
	const char *content = NULL;
	int rc;

	art->html = "";
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, art->id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	rc = pack_open(art->arena, col_blob(s, 0), &content,
		       &art->summary_html, err);
	db_done(s);
	if (rc < 0)
		return -1;
	if (content && *content)
		art->html = content;
	else if (art->summary_html)
		art->html = art->summary_html;
	return 0;
}

static void read_columns(sqlite3_stmt *s, struct store_article *art)
{
	struct arena *a = art->arena;

	art->feed_id = sqlite3_column_int64(s, 0);
	art->guid = col_text(a, s, 1);
	art->title = col_text(a, s, 2);
	art->author = col_text(a, s, 3);
	art->link = col_text(a, s, 4);
	art->extras.comments = col_text(a, s, 5);
	art->language = col_text(a, s, 6);
	art->feed = col_text(a, s, 7);
	art->feed_url = col_text(a, s, 8);
	art->folder = col_text(a, s, 9);
	art->published = col_date(s, 10);
	art->updated = col_date(s, 11);
	art->received = col_date(s, 12);
	art->date = col_date(s, 13);
	art->read = sqlite3_column_int(s, 14) != 0;
	art->starred = sqlite3_column_int(s, 15) != 0;
	art->extras.n_comments = col_number(s, 16);
	art->extras.season = col_number(s, 17);
	art->extras.season_name = col_text(a, s, 18);
	art->extras.episode = col_text(a, s, 19);
	art->extras.source_title = col_text(a, s, 20);
	art->extras.source_link = col_text(a, s, 21);
	art->extras.comments_feed = col_text(a, s, 22);
	art->edited = col_date(s, 23);
	art->hidden = sqlite3_column_int(s, 24) != 0;
	if (art->guid && !*art->guid)
		art->guid = art->link;
}

static int read_article(struct store *st, struct store_article *art,
			struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT a.feed_id, a.guid, a.title,"
		" a.author, a.link, a.comments,"
		" ifnull(a.language, f.language), " SQL_LABEL ", f.url,"
		" f.folder, a.published, a.updated, a.received, a.date,"
		" a.read, a.starred, a.n_comments, a.season, a.season_name,"
		" a.episode, a.source_title, a.source_link, a.comments_feed,"
		" (SELECT max(seen) FROM version WHERE article_id = a.id),"
		" EXISTS (SELECT 1 FROM hidden WHERE article_id = a.id)"
		" FROM article a"
		" JOIN feed f ON f.id = a.feed_id WHERE a.id = ?1", err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, art->id);
	rc = db_step(st, s, err);
	if (rc < 0)
		return -1;
	if (!rc)
		return err_set(err, ERR_NOTFOUND, "there is no article %lld",
			       (long long)art->id);
	read_columns(s, art);
	db_done(s);
	if (article_categories(st, art->id, art->arena, &art->categories,
			       &art->n_categories, err) < 0 ||
	    tag_names(st, art->id, art->arena, &art->tags, &art->n_tags,
		      err) < 0 ||
	    rule_names(st, art->id, art->arena, &art->rules, &art->n_rules,
		       err) < 0 ||
	    read_resources(st, art, err) < 0)
		return -1;
	return read_html(st, art, err);
}

int store_article(struct store *st, int64_t id, struct store_article **ret,
		  struct err *err)
{
	struct store_article *art;
	struct arena *a;

	db_enter(st);
	if (db_begin(st, false, err) < 0)
		return -1;
	a = arena_new();
	art = arena_zalloc(a, sizeof(*art));
	art->arena = a;
	art->id = id;
	if (db_end(st, read_article(st, art, err), err) < 0) {
		arena_free(a);
		return -1;
	}
	*ret = art;
	return 0;
}

void store_article_free(struct store_article *a)
{
	if (a)
		arena_free(a->arena);
}

/* The newest article of `sql` (?1: a hash) whose canonical link is `link`, or
 * when `link` is NULL whichever.  */
static int newest_of(struct store *st, const char *sql, int64_t hash,
		     const char *link, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, hash);
	while ((rc = db_step(st, s, err)) > 0) {
		struct arena *a = arena_new();
		const char *other = pack_link_key(a, (const char *)
						  sqlite3_column_text(s, 1));
		bool same = !link || (other && strcmp(link, other) == 0);

		if (same)
			*ret = MAX(*ret, sqlite3_column_int64(s, 0));
		arena_free(a);
	}
	return rc;
}

int store_find_url(struct store *st, const char *url, int64_t *ret_id,
		   struct err *err)
{
	struct arena *a = arena_new();
	const char *link = pack_link_key(a, url);
	const char *key = pack_key(a, url, NULL, NULL, DATE_NONE);
	int rc = 0;

	*ret_id = 0;
	db_enter(st);
	if (link)
		rc = newest_of(st, "SELECT a.id, a.link FROM feed f"
			       " CROSS JOIN article a ON a.feed_id = f.id"
			       " AND a.link_key = ?1", identity_link(link),
			       link, ret_id, err);
	if (rc == 0 && link)
		rc = newest_of(st, "SELECT a.id, NULL FROM feed f"
			       " CROSS JOIN article a ON a.feed_id = f.id"
			       " AND a.key = ?1",
			       (int64_t)hash_of(span_of(key)), NULL, ret_id,
			       err);
	arena_free(a);
	return rc;
}
