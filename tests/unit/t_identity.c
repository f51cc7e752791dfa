/* t_identity.c - what is one article and what is another, from a feed's bytes
 * to the list: DESIGN of the cache's identities
 *
 * Each case is two documents of one feed, some days apart.  What the first
 * brought is marked read, its first article starred; the second must bring
 * what is new and nothing else, and either document once more nothing.
 */
#include "config.h"

#include "unit.h"

#include "app/app_private.h"
#include "base/mem.h"
#include "store/identity.h"
#include "store/pack.h"
#include "store/store_private.h"
#include "store_fixture.h"

#define MAX_ITEMS 12
#define FEED_URL "https://feed.example/feed"

enum format { RSS2, ATOM1, JSON1 };

/* As it stands in the document; NULL: left out.  RSS: guid may have an
 * attribute before a ">".  */
struct item {
	const char *guid, *link, *title, *date, *text;
};

struct doc {
	enum format format;
	struct item items[MAX_ITEMS];	/* the last has text NULL */
	const char *base;		/* xml:base of Atom entries */
};

struct identity_case {
	const char *name;
	struct doc was, is;
	size_t n_new, n_updated;	/* by the second document */
	bool forgets;		/* the first again is not silent: an article
				 * that was edited is edited back */
};

#define D1 "2026-01-10T10:00:00Z"
#define D2 "2026-01-11T10:00:00Z"
#define D3 "2026-01-12T10:00:00Z"

static const struct identity_case cases[] = {
#include "t_identity.def"
};

static void element(struct str *out, const char *name, const char *value)
{
	const char *gt;

	if (!value)
		return;
	/* "isPermaLink="false">x" has its attributes with it */
	gt = strncmp(value, "is", 2) == 0 ? strchr(value, '>') : NULL;
	if (gt)
		str_addf(out, "<%s %.*s>%s</%s>", name, (int)(gt - value),
			 value, gt + 1, name);
	else
		str_addf(out, "<%s>%s</%s>", name, value, name);
}

static void rss_item(struct str *out, const struct item *e)
{
	str_add(out, "<item>");
	element(out, "guid", e->guid);
	element(out, "link", e->link);
	element(out, "title", e->title);
	element(out, "pubDate", e->date);
	element(out, "description", e->text);
	str_add(out, "</item>");
}

static void atom_entry(struct str *out, const struct item *e,
		       const char *base)
{
	str_add(out, "<entry");
	if (base)
		str_addf(out, " xml:base=\"%s\"", base);
	str_add(out, ">");
	element(out, "id", e->guid);
	if (e->link)
		str_addf(out, "<link href=\"%s\"/>", e->link);
	element(out, "title", e->title);
	element(out, "published", e->date);
	element(out, "summary", e->text);
	str_add(out, "</entry>");
}

static void json_member(struct str *out, const char *name, const char *value)
{
	/* A number stays one.  */
	if (value && value[strspn(value, "0123456789")] == '\0')
		str_addf(out, "\"%s\":%s,", name, value);
	else if (value)
		str_addf(out, "\"%s\":\"%s\",", name, value);
}

static void json_item(struct str *out, const struct item *e)
{
	str_add(out, out->s[out->len - 1] == '}' ? ",{" : "{");
	json_member(out, "id", e->guid);
	json_member(out, "url", e->link);
	json_member(out, "title", e->title);
	json_member(out, "date_published", e->date);
	str_addf(out, "\"content_html\":\"%s\"}", e->text);
}

static void write_doc(struct str *out, const struct doc *d)
{
	static const char *const heads[] = {
		"<rss version='2.0'><channel><title>F</title>"
			"<link>https://feed.example/</link>",
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>"
			"<id>urn:f</id>",
		"{\"version\":\"https://jsonfeed.org/version/1.1\","
			"\"title\":\"F\",\"items\":[",
	}, *const ends[] = { "</channel></rss>", "</feed>", "]}" };

	str_add(out, heads[d->format]);
	for (const struct item *e = d->items; e->text; e++) {
		if (d->format == RSS2)
			rss_item(out, e);
		else if (d->format == ATOM1)
			atom_entry(out, e, d->base);
		else
			json_item(out, e);
	}
	str_add(out, ends[d->format]);
}

static void take(struct store *st, int64_t feed, int64_t now,
		 const struct doc *d, size_t *ret_new, size_t *ret_updated)
{
	struct store_fetch fetch = { .feed_id = feed, .now = now,
				     .status = 200, .next_check = now + 60 };
	struct arena *a = arena_new();
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;
	struct schedule when;

	write_doc(&bytes, d);
	if (app_ingest_bytes(a, str_span(&bytes), FEED_URL, NULL, NULL, &fetch,
			     &when, &err) < 0 ||
	    store_put_fetch(st, &fetch, ret_new, ret_updated, &err) < 0)
		fail_msg("%s", err.text);
	str_release(&bytes);
	arena_free(a);
}

static struct store *new_cache(int64_t *ret_feed)
{
	static const char *const urls[] = { FEED_URL };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);

	free(path);
	fix_subs(st, urls, 1, ret_feed);
	return st;
}

static void mark_all(struct store *st, enum store_mark mark, bool first_only)
{
	struct err err = ERR_INIT;
	size_t n;
	int64_t *ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);

	if (store_mark(st, mark, true, NULL, ids, first_only ? MIN(n, 1) : n,
		       NULL, NULL, &err) < 0)
		fail_msg("%s", err.text);
	free(ids);
}

static size_t n_items(const struct doc *d)
{
	size_t n = 0;

	while (d->items[n].text)
		n++;
	return n;
}

static void check_counts(struct store *st, size_t total, size_t unread)
{
	const struct store_scope all = { 0 }, news = { .unread_only = true },
		stars = { .starred_only = true };

	assert_int_equal(fix_count(st, all, NULL), total);
	assert_int_equal(fix_count(st, news, NULL), unread);
	assert_int_equal(fix_count(st, stars, NULL), 1);
	fix_sound(st);
}

static void test_case(void **state)
{
	const struct identity_case *c = *state;
	size_t n_first, n_new, n_updated;
	int64_t feed;
	struct store *st = new_cache(&feed);

	take(st, feed, NOW, &c->was, &n_first, NULL);
	mark_all(st, STORE_MARK_READ, false);
	mark_all(st, STORE_MARK_STAR, true);
	take(st, feed, NOW, &c->was, &n_new, &n_updated);
	assert_int_equal(n_new + n_updated, 0);
	take(st, feed, NOW + 86400, &c->is, &n_new, &n_updated);
	if (n_new != c->n_new || n_updated != c->n_updated)
		fail_msg("%zu new, %zu updated", n_new, n_updated);
	check_counts(st, n_first + n_new, n_new);
	take(st, feed, NOW + 2 * 86400, &c->is, &n_new, &n_updated);
	assert_int_equal(n_new + n_updated, 0);
	take(st, feed, NOW + 3 * 86400, &c->was, &n_new, &n_updated);
	assert_int_equal(n_new, 0);
	if (!c->forgets)
		assert_int_equal(n_updated, c->n_updated);
	check_counts(st, n_first + c->n_new, c->n_new);
	store_close(st);
}

/* What was deleted stays so, under any of its names.  */
static void test_deleted(void **state)
{
	const struct identity_case *c = *state;
	size_t n_new;
	int64_t feed;
	struct store *st = new_cache(&feed);
	const struct store_scope all = { 0 };

	take(st, feed, NOW, &c->was, &n_new, NULL);
	mark_all(st, STORE_MARK_DELETE, false);
	take(st, feed, NOW + 86400, &c->is, &n_new, NULL);
	assert_int_equal(n_new, c->n_new);
	assert_int_equal(fix_count(st, all, NULL), c->n_new);
	take(st, feed, NOW + 86400, &c->was, &n_new, NULL);
	assert_int_equal(n_new, 0);
	fix_sound(st);
	store_close(st);
}

/* A cache whose identities were made by other rules: nothing is new.  */
static void test_identities_are_renewed(void **state)
{
	static const char *const urls[] = { FEED_URL };
	static const struct doc d = { RSS2, {
		{ "https://a.example/?p=1", "https://a.example/caf%C3%A9",
		  "One", D1, "x" },
		{ NULL, "https://a.example/%7E", "Two", NULL, "y" },
		{ "isPermaLink='false'>3", NULL, "Three", D3, "z" } }, NULL };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	size_t n_new;
	int64_t feed;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	take(st, feed, NOW, &d, &n_new, NULL);
	assert_int_equal(n_new, 3);
	if (db_exec(st, "UPDATE article SET key = id, link_key = NULL;"
		    "DELETE FROM value WHERE name = 'identity-version'",
		    &err) < 0)
		fail_msg("%s", err.text);
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	take(st, feed, NOW, &d, &n_new, NULL);
	assert_int_equal(n_new, 0);
	fix_sound(st);
	store_close(st);
	free(path);
}

static int64_t number(struct store *st, const char *sql)
{
	struct err err = ERR_INIT;
	sqlite3_stmt *s = db_prepare(st, sql, &err);
	int64_t n = -1;

	if (!s || db_number(st, s, -1, &n, &err) < 0)
		fail_msg("%s", err.text);
	sqlite3_finalize(s);
	return n;
}

static void run_sql(struct store *st, const char *sql)
{
	struct err err = ERR_INIT;

	if (db_exec(st, sql, &err) < 0)
		fail_msg("%s", err.text);
}

#define N_MANY 1200		/* more than are renewed at a time */
#define LEFT "SELECT count(*) FROM article WHERE link_key IS NULL"

static void fill_many(struct store *st, int64_t feed)
{
	struct arena *a = arena_new();
	struct store_entry *all = arena_zalloc(a, N_MANY * sizeof(*all));
	const struct store_fetch f = { .feed_id = feed, .status = 200,
				       .now = NOW, .entries = all,
				       .n_entries = N_MANY };

	for (size_t i = 0; i < N_MANY; i++) {
		struct store_entry *e = &all[i];

		e->link = arena_printf(a, "https://a.example/%zu", i);
		e->link_key = pack_link_key(a, e->link);
		e->key = e->link_key;
		e->title = e->link;
		e->published = NOW;
		e->updated = DATE_NONE;
		e->extras.n_comments = e->extras.season = -1;
	}
	assert_int_equal(store_put_fetch(st, &f, NULL, NULL, NULL), 0);
	arena_free(a);
}

/* All of them are, in pieces, when nothing else is to do; and what was done
 * before it was broken off is not looked at again.  */
static void test_renewal_goes_on_where_it_was(void **state)
{
	static const char *const urls[] = { FEED_URL };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed, left = 1;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fill_many(st, feed);
	assert_int_equal(number(st, LEFT), 0);
	run_sql(st, "UPDATE article SET link_key = NULL;"
		"UPDATE value SET value = '" IDENTITY_VERSION " ' || (SELECT id"
		" FROM article ORDER BY id LIMIT 1 OFFSET 9)"
		" WHERE name = 'identity-version'");
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	assert_int_equal(number(st, LEFT), N_MANY);
	while (left)
		assert_int_equal(store_index_some(st, 5, &left, NULL), 0);
	assert_int_equal(number(st, LEFT), 10);
	assert_int_equal(number(st, "SELECT value = '" IDENTITY_VERSION "'"
				" FROM value"
				" WHERE name = 'identity-version'"), 1);
	/* Another version's beginning is nothing to us.  */
	run_sql(st, "UPDATE value SET value = '0 9999999999999'"
		" WHERE name = 'identity-version'");
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	for (left = 1; left;)
		assert_int_equal(store_index_some(st, 5, &left, NULL), 0);
	assert_int_equal(number(st, LEFT), 0);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* What was deleted stays so, though it is known by its second identity only
 * and that is an old one.  */
static void test_deleted_identities_are_renewed(void **state)
{
	static const char *const urls[] = { FEED_URL };
	static const struct doc d = { RSS2, {
		{ NULL, "https://a.example/1", "One", D1, "x" } }, NULL };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed, id;
	size_t n;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	take(st, feed, NOW, &d, &n, NULL);
	assert_int_equal(n, 1);
	id = number(st, "SELECT id FROM article");
	assert_int_equal(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1,
				    "", NULL, NULL), 0);
	run_sql(st, "UPDATE tombstone SET key = 1, link_key = NULL;"
		"UPDATE trash SET link_key = NULL;"
		"DELETE FROM value WHERE name = 'identity-version'");
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	take(st, feed, NOW, &d, &n, NULL);
	assert_int_equal(n, 0);
	for (int64_t left = 1; left;)
		assert_int_equal(store_index_some(st, 5, &left, NULL), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM trash"
				" WHERE link_key IS NULL"), 0);
	store_close(st);
	free(path);
}

/* --- the order of the list ------------------------------------------------ */

static void check_list(struct store *st, const char *want)
{
	fix_assert_titles(st, ((struct store_scope){ 0 }), NULL, want);
}

#define E(title, date) { title, "https://a.example/" title, title, date, "x" }

static void test_without_dates_the_documents_order(void **state)
{
	static const struct doc first = { RSS2, { E("c", NULL), E("b", NULL),
						  E("a", NULL) }, NULL },
		second = { RSS2, { E("e", NULL), E("d", NULL), E("c", NULL),
				   E("b", NULL) }, NULL };
	int64_t feed;
	struct store *st = new_cache(&feed);

	(void)state;
	take(st, feed, NOW, &first, NULL, NULL);
	check_list(st, "c|b|a");
	/* in the same minute, and later */
	take(st, feed, NOW + 1, &second, NULL, NULL);
	check_list(st, "e|d|c|b|a");
	take(st, feed, NOW + 3600, &(struct doc){ RSS2, { E("f", NULL),
	     E("e", NULL) }, NULL }, NULL, NULL);
	check_list(st, "f|e|d|c|b|a");
	store_close(st);
}

static void test_one_date_for_all_keeps_the_documents_order(void **state)
{
	static const struct doc d = { RSS2, { E("c", D1), E("b", D1),
					      E("a", D1) }, NULL };
	int64_t feed;
	struct store *st = new_cache(&feed);

	(void)state;
	take(st, feed, NOW, &d, NULL, NULL);
	check_list(st, "c|b|a");
	store_close(st);
}

static void test_future_is_received(void **state)
{
	static const struct doc d = { RSS2, { E("next year",
		"2027-01-01T00:00:00Z"), E("9999", "9999-12-31T00:00:00Z"),
		E("yesterday", "2026-01-21T14:00:00Z") }, NULL };
	static const struct doc later = { RSS2, { E("new",
		"2026-01-23T00:00:00Z") }, NULL };
	static const struct doc touched = { RSS2, { { "next year",
		"https://a.example/next year", "next year",
		"2027-01-01T00:00:00Z", "edited" } }, NULL };
	struct store_article *a;
	struct err err = ERR_INIT;
	int64_t feed;
	struct store *st = new_cache(&feed);

	(void)state;
	take(st, feed, NOW, &d, NULL, NULL);
	check_list(st, "next year|9999|yesterday");
	if (store_article(st, fix_id(st, "next year"), &a, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(a->date, NOW);
	store_article_free(a);
	take(st, feed, NOW + 86400, &later, NULL, NULL);
	check_list(st, "new|next year|9999|yesterday");
	/* Neither an edit nor the year's end moves it.  */
	take(st, feed, NOW + 370 * 86400, &touched, NULL, NULL);
	check_list(st, "new|next year|9999|yesterday");
	store_close(st);
}

static void test_absurd_dates_are_old(void **state)
{
	static const struct doc d = { RSS2, {
		E("1969", "1969-07-20T20:17:00Z"),
		E("1", "0001-01-01T00:00:00Z"),
		E("1970", "1970-01-02T00:00:00Z"),
		E("0", "1970-01-01T00:00:00Z"),
		E("now", "2026-01-22T14:00:00Z"),
		E("2001", "2001-01-01T00:00:00Z") }, NULL };
	int64_t feed, *ids;
	struct store *st = new_cache(&feed);
	size_t n;

	(void)state;
	take(st, feed, NOW, &d, NULL, NULL);
	check_list(st, "now|2001|1970|1969|1|0");
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	assert_true(ids[n - 1] > 0);
	free(ids);
	fix_sound(st);
	store_close(st);
}

/* An update neither moves an article nor hides when it came out.  */
static void test_updated_does_not_move(void **state)
{
	static const char bytes[] =
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>"
		"<entry><id>1</id><title>old</title><published>" D1
		"</published><updated>" D3 "</updated></entry>"
		"<entry><id>2</id><title>mid</title><published>" D2
		"</published><updated>" D2 "</updated></entry>"
		"<entry><id>3</id><title>only updated</title><updated>" D3
		"</updated></entry></feed>";
	struct store_fetch fetch = { .now = NOW, .status = 200 };
	struct arena *arena = arena_new();
	struct store_article *a = NULL;
	struct err err = ERR_INIT;
	struct schedule when;
	struct store *st = new_cache(&fetch.feed_id);

	(void)state;
	if (app_ingest_bytes(arena, span_of(bytes), FEED_URL, NULL, NULL, &fetch,
			     &when, &err) < 0 ||
	    store_put_fetch(st, &fetch, NULL, NULL, &err) < 0 ||
	    store_article(st, fix_id(st, "old"), &a, &err) < 0)
		fail_msg("%s", err.text);
	check_list(st, "only updated|mid|old");
	assert_int_equal(a->date, a->published);
	assert_int_equal(a->updated - a->published, 2 * 86400);
	store_article_free(a);
	arena_free(arena);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest order[] = {
		cmocka_unit_test(test_identities_are_renewed),
		cmocka_unit_test(test_renewal_goes_on_where_it_was),
		cmocka_unit_test(test_deleted_identities_are_renewed),
		cmocka_unit_test(test_without_dates_the_documents_order),
		cmocka_unit_test(test_one_date_for_all_keeps_the_documents_order),
		cmocka_unit_test(test_future_is_received),
		cmocka_unit_test(test_absurd_dates_are_old),
		cmocka_unit_test(test_updated_does_not_move),
	};
	struct CMUnitTest tests[2 * ARRAY_LEN(cases) + ARRAY_LEN(order)];
	size_t n = 0;
	int rc;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		void *state = (void *)(uintptr_t)&cases[i];
		struct str name = STR_INIT;

		tests[n++] = (struct CMUnitTest){ cases[i].name, test_case,
						  NULL, NULL, state };
		/* Of what is new, the deleted tell nothing.  */
		if (n_items(&cases[i].is) == 0)
			continue;
		str_addf(&name, "deleted: %s", cases[i].name);
		tests[n++] = (struct CMUnitTest){ str_detach(&name),
						  test_deleted, NULL, NULL,
						  state };
	}
	for (size_t i = 0; i < ARRAY_LEN(order); i++)
		tests[n++] = order[i];
	rc = unit_run("identity", tests, n);
	for (size_t i = 0; i < n; i++)
		if (tests[i].test_func == test_deleted)
			free((char *)(uintptr_t)tests[i].name);
	return rc;
}
