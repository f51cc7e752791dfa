/* search_match.c - a query held against an article in memory; see search.h */
#include "config.h"

#include "store/search.h"

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
	art->hidden = sqlite3_column_int(s, 14) != 0;
	art->comments = sqlite3_column_bytes(s, 15) > 0 ||
			sqlite3_column_int64(s, 16) > 0;
	art->edited = sqlite3_column_int(s, 17) != 0;
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

/* The article, all in `a` but its text.  1, 0: it is not in the scope, -1.  */
static int load(struct search *se, int64_t id, struct arena *a,
		struct query_article *art, struct str *text, struct err *err)
{
	const struct store_scope *scope = se->scope;
	sqlite3_stmt *s = db_stmt(se->st,
		"SELECT a.id, a.date, a.title, a.author, a.link, a.language,"
		" f.title, f.name, f.url, f.folder, a.n_enclosures, a.read,"
		" a.starred, CASE WHEN ?7 THEN (SELECT packed FROM body"
		" WHERE id = a.body) END,"
		" EXISTS (SELECT 1 FROM hidden WHERE article_id = a.id),"
		" ifnull(a.comments, ''), a.n_comments,"
		" EXISTS (SELECT 1 FROM version WHERE article_id = a.id)"
		" FROM article a"
		" JOIN feed f ON f.id = a.feed_id"
		" WHERE a.id = ?1 AND (a.read = 0 OR NOT ?5)"
		" AND (a.starred = 1 OR NOT ?6)"
		" AND (?8 OR a.id NOT IN (SELECT article_id FROM hidden))"
		" AND ((?2 = 1 AND f.id = ?3)"
		" OR (?2 = 3 AND f.position IS NULL)"
		" OR (f.position IS NOT NULL AND (?2 = 0"
		" OR (?2 = 2 AND (f.folder = ?4 OR ?4 = ''"
		" OR (f.folder > ?4 || '/' AND f.folder < ?4 || '0'))))))",
		err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int(s, 2, (int)scope->kind);
	sqlite3_bind_int64(s, 3, scope->feed_id);
	bind_text(s, 4, scope->folder ? scope->folder : "");
	sqlite3_bind_int(s, 5, scope->unread_only);
	sqlite3_bind_int(s, 6, scope->starred_only);
	sqlite3_bind_int(s, 7, se->words && (se->ranked ||
			 query_needs_text(scope->query)));
	sqlite3_bind_int(s, 8, list_sees_hidden(scope));
	rc = db_step(se->st, s, err);
	if (rc <= 0)
		return rc;
	fill_article(a, s, art, text);
	db_done(s);
	return add_categories(se->st, id, a, art, err) < 0 ? -1 : 1;
}

/* Match, or weigh with `weights`.  */
static int hold(struct search *se, int64_t id, double *weights,
		size_t *ret_n_words, struct err *err)
{
	const struct query *q = se->scope->query;
	struct query_article art = { 0 };
	struct str text = STR_INIT;
	struct arena *a = arena_new();
	int rc = load(se, id, a, &art, &text, err);

	if (rc > 0 && weights)
		*ret_n_words = query_weigh(q, &art, weights);
	else if (rc > 0)
		rc = query_match(q, &art);
	str_release(&text);
	arena_free(a);
	return rc;
}

int search_match(struct search *se, int64_t id, struct err *err)
{
	return hold(se, id, NULL, NULL, err);
}

int search_weigh(struct search *se, int64_t id, double *weights,
		 size_t *ret_n_words, struct err *err)
{
	return hold(se, id, weights, ret_n_words, err);
}
