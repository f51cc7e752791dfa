/* rows.c - the rows of a list, with snippets */
#include "config.h"

#include "store/faults.h"

#include "base/text.h"

#define MARK_ON '\002'
#define MARK_OFF '\003'
#define STAND_IN 200		/* bytes of text that stand in for a title */

/* Move `at` back to where a code point begins.  */
static size_t whole(struct span s, size_t at)
{
	while (at > 0 && at < s.len && ((unsigned char)s.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* One line around [start, start + len) of `text`, safe for the screen.  */
static void cut_window(struct str *out, struct span text, size_t start,
		       size_t len, size_t reach)
{
	size_t from = whole(text, start > reach ? start - reach : 0);
	size_t to = whole(text, MIN(text.len, start + len + reach));

	text_oneline(out, (struct span){ text.p + from, to - from });
}

/* Append `s` with marks around all that matches.  */
static void add_marked(struct str *out, const struct query *q, struct span s)
{
	size_t at = 0, start, len;

	while (query_find(q, s, at, &start, &len) && len) {
		str_addn(out, s.p + at, start - at);
		str_addc(out, MARK_ON);
		str_addn(out, s.p + start, len);
		str_addc(out, MARK_OFF);
		at = start + len;
	}
	str_adds(out, span_from(s, at));
}

/* The start of the context: about `width` cells before `at`, at a word.  */
static size_t context_start(struct span s, size_t at, int width)
{
	size_t from = 0, space;

	while (from < at && text_width((struct span){ s.p + from,
						      at - from }) > width)
		from += text_next(span_from(s, from),
				  &(struct text_cluster){ 0 });
	for (space = from; from && space < at; space++)
		if (s.p[space] == ' ')
			return space + 1;
	return from;
}

/* How much of `s` is shown in `width` cells, with the first `least` bytes if
 * possible: all, or up to a word's end, with room for a sign that it goes
 * on.  */
static size_t context_end(struct span s, size_t least, int width)
{
	size_t n = text_fit(s, width, NULL), end;

	if (n == s.len)
		return n;
	end = n = text_fit(s, width - 1, NULL);
	while (end > least && s.p[end] != ' ')
		end--;
	/* Some write no spaces.  */
	return end > least && end > n / 2 ? end : n;
}

/* The text around the first match, \002 and \003 around matches; in the
 * arena, or NULL when nothing matches.  */
static const char *snippet_make(struct arena *a, const struct query *q,
				struct span text, int width)
{
	struct str line = STR_INIT, out = STR_INIT;
	size_t start, len, from, n;
	const char *ret = NULL;
	struct span s;

	width = MAX(width, 8);
	if (!query_find(q, text, 0, &start, &len))
		return NULL;
	cut_window(&line, text, start, MIN(len, 400), (size_t)width * 4);
	s = str_span(&line);
	if (query_find(q, s, 0, &start, &len)) {
		from = context_start(s, start, width / 3);
		if (from)
			str_add(&out, "…");
		s = span_from(s, from);
		n = context_end(s, start - from + len,
				width - (from ? 1 : 0));
		add_marked(&out, q, (struct span){ s.p, n });
		if (n < s.len)
			str_add(&out, "…");
		ret = arena_span(a, str_span(&out));
	}
	str_release(&line);
	str_release(&out);
	return ret;
}

/* What a list shows for an article without a title.  */
static const char *stand_in(struct arena *a, struct span text,
			    const char *link)
{
	struct str line = STR_INIT;
	const char *ret;
	struct span s = text;

	s.len = whole(text, MIN(text.len, STAND_IN));
	text_oneline(&line, s);
	if (line.len && s.len < text.len)
		str_add(&line, "…");
	ret = line.len ? arena_span(a, str_span(&line)) :
	      link && *link ? link : "(untitled)";
	str_release(&line);
	return ret;
}

static int read_text(struct store *st, int64_t id, struct str *out,
		     struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT b.packed FROM article a"
				  " JOIN body b ON b.id = a.body"
				  " WHERE a.id = ?1", err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc > 0) {
		func_body_text(out, col_blob(s, 0));
		db_done(s);
	}
	return MIN(rc, 0);
}

static int read_row(struct store *st, int64_t id, struct arena *a,
		    struct store_row *row, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT a.feed_id, a.date, a.read,"
				  " a.starred, a.title, a.author, a.link,"
				  " a.updated, " SQL_LABEL ", a.n_comments,"
				  " a.season, a.episode,"
				  " (SELECT max(seen) FROM version"
				  " WHERE article_id = a.id), " SQL_TAGS ","
				  " EXISTS (SELECT 1 FROM enclosure"
				  " WHERE article_id = a.id AND kind = 0),"
				  " EXISTS (SELECT 1 FROM hidden"
				  " WHERE article_id = a.id)"
				  " FROM article a"
				  " JOIN feed f ON f.id = a.feed_id"
				  " WHERE a.id = ?1", err);
	int rc;

	if (!s)
		return -1;
	row->id = id;
	row->deleted = true;
	row->title = row->feed = "";
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	row->deleted = false;
	row->feed_id = sqlite3_column_int64(s, 0);
	row->date = sqlite3_column_int64(s, 1);
	row->read = sqlite3_column_int(s, 2) != 0;
	row->starred = sqlite3_column_int(s, 3) != 0;
	row->title = col_text(a, s, 4);
	row->author = col_text(a, s, 5);
	row->link = col_text(a, s, 6);
	row->updated = col_date(s, 7);
	row->feed = col_text(a, s, 8);
	row->n_comments = col_number(s, 9);
	row->season = col_number(s, 10);
	row->episode = col_text(a, s, 11);
	row->edited = col_date(s, 12);
	row->tags = col_text(a, s, 13);
	row->has_file = sqlite3_column_int(s, 14) != 0;
	row->hidden = sqlite3_column_int(s, 15) != 0;
	db_done(s);
	return 0;
}

/* A title that shows nothing is none.  */
static bool is_blank(const char *title)
{
	return !title || !span_trim(span_of(title)).len;
}

static int fill_row(struct store *st, int64_t id, const struct query *q,
		    int width, struct arena *a, struct store_row *row,
		    struct err *err)
{
	struct str text = STR_INIT;
	bool untitled;

	if (read_row(st, id, a, row, err) < 0)
		return -1;
	untitled = !row->deleted && is_blank(row->title);
	if (row->deleted || (!untitled && !q))
		return 0;
	if (read_text(st, id, &text, err) < 0)
		return -1;
	if (untitled)
		row->title = stand_in(a, str_span(&text), row->link);
	if (q)
		row->snippet = snippet_make(a, q, str_span(&text), width);
	str_release(&text);
	return 0;
}

/* What a row is that lies on a damaged page; the others are well.  */
static void excuse(int64_t id, struct store_row *row)
{
	*row = (struct store_row){
		.id = id, .date = id / 1024 * 60, .updated = DATE_NONE,
		.edited = DATE_NONE, .read = true, .lost = true,
		.n_comments = -1, .season = -1, .feed = "",
		.title = "(cannot be read: the cache is damaged)",
	};
}

static int try_row(struct store *st, int64_t id, const struct query *q,
		   int width, struct store_rows *rows, struct store_row *row,
		   struct err *err)
{
	struct err why = ERR_INIT;

	st->lost = false;
	if (fill_row(st, id, q, width, rows->arena, row, &why) < 0) {
		if (why.kind != ERR_INPUT || !fault_is_damage(st->failed))
			return err_set(err, why.kind, "%s", why.text);
	} else if (row->deleted && st->lost) {
		db_fail_damaged(st, &why);
	} else {
		return 0;
	}
	excuse(id, row);
	rows->why = why;
	return 0;
}

int store_rows(struct store *st, const int64_t *ids, size_t n,
	       const struct query *highlight, int width,
	       struct store_rows **ret, struct err *err)
{
	struct store_rows *rows;
	struct arena *a;
	int rc = 0;

	db_enter(st);
	if (highlight && !query_has_words(highlight))
		highlight = NULL;
	if (db_begin(st, false, err) < 0)
		return -1;
	a = arena_new();
	rows = arena_zalloc(a, sizeof(*rows));
	rows->arena = a;
	rows->rows = arena_zalloc(a, (n + 1) * sizeof(*rows->rows));
	rows->n = n;
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = try_row(st, ids[i], highlight, width, rows,
			     &rows->rows[i], err);
	/* SQLite does not commit after that, be it that nothing was written. */
	if (rows->why.kind != ERR_NONE)
		db_rollback(st);
	else
		rc = db_end(st, rc, err);
	if (rc < 0) {
		arena_free(a);
		return -1;
	}
	*ret = rows;
	return 0;
}

void store_rows_free(struct store_rows *rows)
{
	if (rows)
		arena_free(rows->arena);
}
