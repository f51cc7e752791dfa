/* tag.c - the reader's tags
 *
 * A tag is there as long as something has it, be it in the trash, where it
 * does not count: triggers keep the counts and forget it.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/text.h"

#define NAME_MOST 64		/* code points */

static int bad_name(struct err *err, const char *name, const char *why)
{
	struct str s = STR_INIT;
	int rc;

	str_adds(&s, span_of(name));
	rc = err_set(err, ERR_INPUT, "“%s” cannot be a tag: %s", s.s, why);
	str_release(&s);
	return rc;
}

int store_tag_name(const char *name, struct str *ret, struct err *err)
{
	struct span s = span_trim(span_of(name ? name : ""));
	size_t n = 0;
	uint32_t c;

	if (!s.len)
		return err_set(err, ERR_INPUT, "a tag needs a name");
	if (!text_valid(s))
		return err_set(err, ERR_INPUT, "the tag is not UTF-8");
	for (size_t i = 0; i < s.len; n++) {
		i += text_decode(span_from(s, i), &c);
		if (text_is_unsafe(c))
			return err_set(err, ERR_INPUT,
				       "a tag cannot hold control signs");
		if (c == ',')
			return bad_name(err, name, "commas part tags");
	}
	if (n > NAME_MOST)
		return err_set(err, ERR_INPUT, "a tag has at most %d letters",
			       NAME_MOST);
	str_adds(ret, s);
	return 0;
}

int tag_find(struct store *st, const char *name, bool make, int64_t *ret,
	     struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM tag WHERE key = ?1", err);
	struct str key = STR_INIT;
	int rc = -1;

	text_fold(&key, span_of(name));
	/* Of signs that fold to nothing, the name is all there is.  */
	if (!key.len)
		str_add(&key, name);
	if (s) {
		bind_text(s, 1, key.s);
		rc = db_number(st, s, 0, ret, err);
	}
	if (rc == 0 && !*ret && make) {
		s = db_stmt(st, "INSERT INTO tag (name, key) VALUES (?1, ?2)",
			    err);
		rc = -1;
		if (s) {
			bind_text(s, 1, name);
			bind_text(s, 2, key.s);
			rc = db_run(st, s, err);
			*ret = sqlite3_last_insert_rowid(st->db);
		}
	}
	str_release(&key);
	return rc;
}

int tag_names(struct store *st, int64_t id, struct arena *a,
	      const char ***ret, size_t *ret_n, struct err *err)
{
	return db_texts(st, "SELECT t.name FROM tagged g"
			" JOIN tag t ON t.id = g.tag_id"
			" WHERE g.article_id = ?1 ORDER BY t.key", id, a, ret,
			ret_n, err);
}

static int read_tags(struct store *st, struct store_tags *tags,
		     struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id, name, unread, total FROM tag"
				  " WHERE total > 0 ORDER BY key", err);
	size_t cap = 0;
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		struct store_tag *t;

		tags->tags = arena_grow(tags->arena, tags->tags, tags->n, &cap,
					sizeof(*t));
		t = &tags->tags[tags->n++];
		t->id = sqlite3_column_int64(s, 0);
		t->name = col_text(tags->arena, s, 1);
		t->unread = sqlite3_column_int64(s, 2);
		t->total = sqlite3_column_int64(s, 3);
	}
	return rc;
}

int store_tags(struct store *st, struct store_tags **ret, struct err *err)
{
	struct arena *a = arena_new();
	struct store_tags *tags = arena_zalloc(a, sizeof(*tags));

	db_enter(st);
	tags->arena = a;
	if (read_tags(st, tags, err) < 0) {
		arena_free(a);
		return -1;
	}
	*ret = tags;
	return 0;
}

void store_tags_free(struct store_tags *tags)
{
	if (tags)
		arena_free(tags->arena);
}
