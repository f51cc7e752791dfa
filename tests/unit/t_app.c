/* t_app.c - the pipeline, events, marks and subscriptions with file: feeds */
#include "config.h"

#include "unit.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/bundled.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "httpd.h"

struct home {
	char *dir, *config, *subs, *cache;
	struct app *app;
};

static char *in(const char *dir, const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", dir, name);
	return str_detach(&path);
}

static void open_app(struct home *h, enum app_mode mode)
{
	const struct app_options options = {
		.mode = mode,
		.config_path = h->config,
		.subs_path = h->subs,
		.cache_path = h->cache,
	};
	struct err err = ERR_INIT;

	if (app_open(&options, &h->app, &err) < 0)
		fail_msg("%s", err.text);
}

static int set_up(void **state)
{
	struct home *h = xcalloc(1, sizeof(*h));

	h->dir = unit_tmpdir();
	h->config = in(h->dir, "config");
	h->subs = in(h->dir, "feeds");
	h->cache = in(h->dir, "cache.db");
	*state = h;
	return 0;
}

static int tear_down(void **state)
{
	struct home *h = *state;

	app_close(h->app);
	free(h->dir);
	free(h->config);
	free(h->subs);
	free(h->cache);
	free(h);
	return 0;
}

static void write_file(const char *path, const char *text)
{
	struct err err = ERR_INIT;

	if (file_write(path, span_of(text), &err) < 0)
		fail_msg("%s", err.text);
}

/* A feed of `n` entries in the file `name`; its file: address, owned.  */
static char *write_feed(struct home *h, const char *name, int n)
{
	struct str xml = STR_INIT, url = STR_INIT;
	char *path = in(h->dir, name);

	str_addf(&xml, "<rss version='2.0'><channel><title>%s</title>", name);
	for (int i = 0; i < n; i++)
		str_addf(&xml, "<item><title>%s %d</title><guid>%s-%d</guid>"
			       "<description>Words of %d</description></item>",
			 name, i, name, i, i);
	str_add(&xml, "</channel></rss>");
	write_file(path, xml.s);
	str_addf(&url, "file://%s", path);
	free(path);
	str_release(&xml);
	return str_detach(&url);
}

/* What the events of a settling were.  */
struct seen {
	int done, failed, feeds, lists, rows, messages;
	char text[480];
	struct app_progress progress;
	int64_t ids[1000];
	size_t n_ids;
	bool last;
	bool was_running;
};

static void see(void *arg, const struct app_event *e)
{
	struct seen *s = arg;

	switch ((enum app_event_type)e->mail.type) {
	case APP_DONE:
		s->done++;
		s->failed += e->err.kind != ERR_NONE;
		snprintf(s->text, sizeof(s->text), "%s",
			 e->text ? e->text : e->err.text);
		break;
	case APP_FEEDS:
		s->feeds++;
		break;
	case APP_LIST:
		for (size_t i = 0; i < e->n; i++)
			s->ids[e->offset + i] = e->ids[i];
		s->n_ids = MAX(s->n_ids, e->offset + e->n);
		s->lists++;
		s->last = e->last;
		break;
	case APP_ROWS:
		s->rows += e->rows ? (int)e->rows->n : 0;
		break;
	case APP_NOTICE:
	case APP_MESSAGE:
		s->messages++;
		break;
	case APP_DOWNLOADS:
	case APP_COUNTS:
	case APP_NEWEST:
	case APP_FACETS:
	case APP_SPELLINGS:
	case APP_SELECTED:
	case APP_OFFERS:
		break;
	case APP_PROGRESS:
		s->progress = e->progress;
		s->was_running |= e->progress.running;
		break;
	}
}

static struct seen settle(struct home *h)
{
	struct seen seen = { 0 };

	app_settle(h->app, see, &seen);
	assert_true(app_is_idle(h->app));
	assert_null(mailbox_take(app_events(h->app)));
	return seen;
}

static int64_t count(struct home *h, const char *query)
{
	struct query *q = NULL;
	int64_t n = -1;

	assert_int_equal(query_parse(span_of(query), 0, &q, NULL), 0);
	struct store_scope scope = { .kind = STORE_ALL, .query = q };
	assert_int_equal(store_count(app_store(h->app), &scope, &n, NULL), 0);
	query_free(q);
	return n;
}

static void add(struct home *h, const char *url)
{
	uint64_t ticket;
	struct err err = ERR_INIT;

	if (app_add(h->app, url, NULL, NULL, &ticket, &err) < 0)
		fail_msg("%s", err.text);
}

static void adding_fetches(void **state)
{
	struct home *h = *state;
	char *url = write_feed(h, "one", 30);
	struct seen seen;

	open_app(h, APP_FETCHER);
	add(h, url);
	seen = settle(h);
	assert_int_equal(seen.done, 1);
	assert_int_equal(seen.failed, 0);
	assert_non_null(strstr(seen.text, "Subscribed to"));
	assert_true(seen.feeds > 0);
	assert_int_equal(seen.progress.total, 1);
	assert_int_equal(seen.progress.n_new, 30);
	assert_false(seen.progress.running);
	assert_int_equal(count(h, ""), 30);
	assert_int_equal(subs_count(app_subs(h->app)), 1);
	free(url);
}

static void a_refresh_tells_how_it_went(void **state)
{
	struct home *h = *state;
	struct str subs = STR_INIT;
	struct seen seen;

	for (int i = 0; i < 40; i++) {
		char name[16];

		snprintf(name, sizeof(name), "feed%d", i);
		char *url = write_feed(h, name, 10);
		str_addf(&subs, "%s\n", url);
		free(url);
	}
	str_addf(&subs, "file://%s/nothing-here\n", h->dir);
	write_file(h->subs, subs.s);
	open_app(h, APP_FETCHER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	seen = settle(h);
	assert_int_equal(seen.progress.total, 41);
	assert_int_equal(seen.progress.done, 41);
	assert_int_equal(seen.progress.failed, 1);
	assert_int_equal(seen.progress.n_new, 400);
	assert_false(seen.progress.running);
	assert_int_equal(count(h, ""), 400);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	seen = settle(h);
	assert_int_equal(seen.progress.n_new, 0);
	assert_int_equal(seen.progress.not_modified, 40);
	str_release(&subs);
}

static void nothing_due_is_said_too(void **state)
{
	struct home *h = *state;
	struct seen seen;

	open_app(h, APP_FETCHER);
	app_refresh(h->app, APP_REFRESH_DUE, NULL, 0);
	seen = settle(h);
	assert_int_equal(seen.progress.total, 0);
	assert_false(seen.was_running);
	assert_int_equal(seen.messages, 0);
}

static void lists_come_whole_and_in_order(void **state)
{
	struct home *h = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	char *url = write_feed(h, "one", 500);
	struct query_err qerr;
	struct seen seen;

	open_app(h, APP_READER);
	settle(h);
	add(h, url);
	settle(h);
	assert_int_equal(app_list(h->app, &scope, "feed:one", 7, &qerr), 0);
	seen = settle(h);
	assert_int_equal(seen.n_ids, 500);
	assert_int_equal(seen.lists, 2);
	assert_true(seen.last);
	for (size_t i = 1; i < seen.n_ids; i++)
		assert_true(seen.ids[i] < seen.ids[i - 1]);
	app_rows(h->app, seen.ids, 20, "words", 60, 7);
	seen = settle(h);
	assert_int_equal(seen.rows, 20);
	/* The newer of two is answered whole, whatever becomes of the older. */
	assert_int_equal(app_list(h->app, &scope, "is:purple", 8, &qerr), -1);
	assert_int_equal(app_list(h->app, &scope, NULL, 9, &qerr), 0);
	seen = settle(h);
	/* Both ends, then all of it.  */
	assert_true(seen.n_ids >= 500);
	assert_int_equal(seen.lists, 3);
	assert_true(seen.last);
	free(url);
}

static void marks_are_told_and_taken_back(void **state)
{
	struct home *h = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	char *url = write_feed(h, "one", 12);
	int64_t *ids;
	struct seen seen;
	char *value = NULL;
	size_t n;

	open_app(h, APP_FETCHER);
	add(h, url);
	settle(h);
	assert_int_equal(store_list(app_store(h->app), &scope, 0, 0, &ids, &n,
				    NULL), 0);
	app_mark(h->app, STORE_MARK_READ, true, NULL, ids, 2);
	seen = settle(h);
	assert_string_equal(seen.text, "Marked 2 read");
	/* What is told, now and by undo, is how many changed.  */
	app_mark(h->app, STORE_MARK_READ, true, NULL, ids, n);
	seen = settle(h);
	assert_string_equal(seen.text, "Marked 10 read");
	assert_int_equal(count(h, "is:unread"), 0);
	app_undo(h->app);
	seen = settle(h);
	assert_string_equal(seen.text, "Undone: Marked 10 read");
	assert_int_equal(count(h, "is:unread"), 10);
	app_redo(h->app);
	seen = settle(h);
	assert_int_equal(count(h, "is:unread"), 0);
	app_mark(h->app, STORE_MARK_STAR, true, NULL, ids, 1);
	seen = settle(h);
	assert_string_equal(seen.text, "Starred 1");
	app_set_value(h->app, "split", "30");
	seen = settle(h);
	assert_int_equal(seen.done, 0);
	assert_int_equal(store_get_value(app_store(h->app), "split", &value,
					 NULL), 0);
	assert_string_equal(value, "30");
	free(value);
	free(ids);
	free(url);
}

static void places_are_kept_quietly(void **state)
{
	struct home *h = *state;
	char *url = write_feed(h, "one", 1);
	struct store_scope scope = { .kind = STORE_ALL };
	uint32_t leaf, byte;
	struct seen seen;
	int64_t *ids;
	size_t n;

	open_app(h, APP_FETCHER);
	add(h, url);
	settle(h);
	assert_int_equal(store_list(app_store(h->app), &scope, 0, 0, &ids, &n,
				    NULL), 0);
	for (uint32_t i = 0; i < 20; i++)
		app_set_place(h->app, ids[0], i, i + 1);
	seen = settle(h);
	assert_int_equal(seen.done + seen.feeds + seen.messages, 0);
	assert_int_equal(store_place(app_store(h->app), ids[0], &leaf, &byte,
				     NULL), 0);
	assert_int_equal(leaf, 19);
	assert_int_equal(byte, 20);
	/* What is asked for last is written before the end.  */
	app_set_place(h->app, ids[0], STORE_NO_PLACE, 0);
	app_close(h->app);
	open_app(h, APP_LOOKER);
	assert_int_equal(store_place(app_store(h->app), ids[0], &leaf, &byte,
				     NULL), 0);
	assert_int_equal(leaf, STORE_NO_PLACE);
	free(ids);
	free(url);
}

static void a_first_run_shows_what_is_bundled(void **state)
{
	struct home *h = *state;
	char *url = write_feed(h, "one", 3);
	struct stat st;
	int64_t n;

	open_app(h, APP_READER);
	assert_true(app_is_first_run(h->app));
	settle(h);
	assert_true(app_is_first_run(h->app));
	assert_int_equal(stat(h->subs, &st), -1);
	n = count(h, "");
	assert_true(n > 20);
	assert_true(count(h, "folder:Samples") >= 3);
	app_close(h->app);
	h->app = NULL;
	/* Again: the same, once.  */
	open_app(h, APP_READER);
	settle(h);
	assert_true(app_is_first_run(h->app));
	assert_int_equal(count(h, ""), n);
	/* A feed of one's own: now there is a list, with all of them.  */
	add(h, url);
	settle(h);
	assert_false(app_is_first_run(h->app));
	assert_int_equal(count(h, ""), n + 3);
	assert_int_equal(subs_count(app_subs(h->app)), 5);
	assert_true(subs_find(app_subs(h->app), "coranto:guide") >= 0);
	free(url);
}

static void a_guide_is_for_its_language(void **state)
{
	static const struct { const char *lang, *locale; bool is; } t[] = {
		{ "he", "he_IL.UTF-8", true }, { "he", "he", true },
		{ "uk", "uk_UA", true }, { "ar", "ar_EG.UTF-8@x", true },
		{ "zh", "zh_CN.UTF-8", true }, { "zh", "zh_SG", true },
		{ "zh", "zh_TW.UTF-8", false }, { "he", "hebrew", false },
		{ "uk", "en_GB.UTF-8", false }, { "ar", "C", false },
		{ "ar", "", false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(t); i++)
		if (bundled_is_for(t[i].lang, t[i].locale) != t[i].is)
			fail_msg("%s: %s", t[i].lang, t[i].locale);
}

static void the_command_line_brings_nothing_bundled(void **state)
{
	struct home *h = *state;
	struct seen seen;

	open_app(h, APP_FETCHER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	seen = settle(h);
	assert_int_equal(seen.progress.total, 0);
	assert_int_equal(count(h, ""), 0);
}

static void a_looker_makes_nothing(void **state)
{
	struct home *h = *state;
	struct stat st;

	open_app(h, APP_LOOKER);
	assert_null(app_store(h->app));
	assert_true(app_is_idle(h->app));
	assert_int_equal(stat(h->cache, &st), -1);
}

static void a_list_edited_elsewhere_is_taken_up(void **state)
{
	struct home *h = *state;
	char *one = write_feed(h, "one", 3), *two = write_feed(h, "two", 4);
	struct str subs = STR_INIT;

	open_app(h, APP_FETCHER);
	add(h, one);
	settle(h);
	str_addf(&subs, "# mine\n%s\n[Folder]\n%s\n", one, two);
	write_file(h->subs, subs.s);
	assert_int_equal(subs_count(app_subs(h->app)), 2);
	app_refresh(h->app, APP_REFRESH_DUE, NULL, 0);
	settle(h);
	assert_int_equal(count(h, "folder:Folder"), 4);
	/* Gone: nothing is concluded.  */
	unlink(h->subs);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	settle(h);
	assert_int_equal(count(h, ""), 7);
	str_release(&subs);
	free(one);
	free(two);
}

static void closing_in_the_middle_is_fine(void **state)
{
	struct home *h = *state;
	struct str subs = STR_INIT;

	for (int i = 0; i < 40; i++) {
		char name[16];

		snprintf(name, sizeof(name), "feed%d", i);
		char *url = write_feed(h, name, 50);
		str_addf(&subs, "%s\n", url);
		free(url);
	}
	write_file(h->subs, subs.s);
	open_app(h, APP_READER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	app_close(h->app);
	open_app(h, APP_READER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	app_refresh_cancel(h->app);
	settle(h);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	settle(h);
	assert_int_equal(count(h, ""), 2000);
	str_release(&subs);
}

static void unsubscribing_is_taken_back(void **state)
{
	struct home *h = *state;
	char *one = write_feed(h, "one", 2), *two = write_feed(h, "two", 3);
	struct str list = STR_INIT, got = STR_INIT;
	struct seen seen;
	uint64_t ticket;

	str_addf(&list, "# mine\n%s \"One\" x=y\n[World]\n%s\n", one, two);
	write_file(h->subs, list.s);
	open_app(h, APP_FETCHER);
	settle(h);
	assert_int_equal(app_remove(h->app, one, &ticket, NULL), 0);
	seen = settle(h);
	assert_string_equal(seen.text, "Unsubscribed from One");
	app_undo(h->app);
	seen = settle(h);
	assert_string_equal(seen.text, "Undone: Unsubscribed from One");
	assert_int_equal(file_read(h->subs, 4096, &got, NULL), 0);
	assert_string_equal(got.s, list.s);
	app_redo(h->app);
	settle(h);
	str_clear(&got);
	assert_int_equal(file_read(h->subs, 4096, &got, NULL), 0);
	assert_null(strstr(got.s, one));
	app_undo(h->app);
	settle(h);
	app_undo(h->app);
	seen = settle(h);
	assert_string_equal(seen.text, "Nothing to undo");
	str_release(&list);
	str_release(&got);
	free(one);
	free(two);
}

/* What was fetched but not stored can be fetched again; a mark cannot.  */
static void closing_stores_marks_only(void **state)
{
	struct home *h = *state;
	char *small = write_feed(h, "small", 1);
	char *large = write_feed(h, "large", 20000);
	struct store_scope scope = { .kind = STORE_ALL };
	struct str both = STR_INIT;
	int64_t *ids;
	size_t n;

	write_file(h->subs, small);
	open_app(h, APP_READER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	settle(h);
	assert_int_equal(count(h, ""), 1);
	assert_int_equal(store_list(app_store(h->app), &scope, 0, 0, &ids, &n,
				    NULL), 0);
	assert_int_equal(n, 1);
	str_addf(&both, "%s\n%s\n", small, large);
	write_file(h->subs, both.s);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	while (!count(h, "feed:large"))
		;	/* until the first of it is stored */
	app_mark(h->app, STORE_MARK_READ, true, NULL, ids, n);
	app_close(h->app);
	open_app(h, APP_READER);
	settle(h);
	assert_true(count(h, "feed:large") < 20000);
	assert_int_equal(count(h, "is:read"), 1);
	str_release(&both);
	free(ids);
	free(small);
	free(large);
}

/* Servers that do not answer are not waited for.  */
static void closing_waits_for_no_server(void **state)
{
	struct home *h = *state;
	struct httpd *server = httpd_new();
	struct str subs = STR_INIT;
	int64_t start;
	char *url;

	for (int i = 0; i < 64; i++) {
		char path[24];

		snprintf(path, sizeof(path), "/slow%d", i);
		httpd_page(server, path, "gate", "200 OK", "", "late");
		url = httpd_url(server, path);
		str_addf(&subs, "%s\n", url);
		free(url);
	}
	write_file(h->subs, subs.s);
	write_file(h->config, "set connections-per-host 16\n");
	open_app(h, APP_READER);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	httpd_wait_at_gate(server, 16);
	start = date_monotonic_ms();
	app_close(h->app);
	/* The budget is one second, of a machine that does nothing else.  */
	assert_true(date_monotonic_ms() - start < 10000);
	h->app = NULL;
	httpd_free(server);
	str_release(&subs);
}

/* Those that wait for a connection too, and nobody in the end.  */
static void what_is_fetched_is_known(void **state)
{
	struct home *h = *state;
	struct httpd *server = httpd_new();
	struct str subs = STR_INIT;
	int64_t *ids = NULL;
	uint64_t turn = 0;
	size_t n = 0;
	char *url;

	for (int i = 0; i < 5; i++) {
		char path[24];

		snprintf(path, sizeof(path), "/slow%d", i);
		httpd_page(server, path, "gate", "200 OK", "", "late");
		url = httpd_url(server, path);
		str_addf(&subs, "%s\n", url);
		free(url);
	}
	write_file(h->subs, subs.s);
	write_file(h->config, "set connections-per-host 2\n");
	open_app(h, APP_READER);
	assert_false(app_fetching(h->app, &turn, &ids, &n));
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	httpd_wait_at_gate(server, 2);
	while (n < 5)
		app_fetching(h->app, &turn, &ids, &n);
	assert_int_equal(n, 5);
	for (size_t i = 1; i < n; i++)
		assert_true(ids[i - 1] < ids[i]);
	assert_false(app_fetching(h->app, &turn, &ids, &n));
	httpd_open_gate(server);
	settle(h);
	assert_true(app_fetching(h->app, &turn, &ids, &n));
	assert_int_equal(n, 0);
	free(ids);
	httpd_free(server);
	str_release(&subs);
}

/* A page that names no feed, whose site answers only when the gate opens.  */
static struct httpd *begin_search(struct home *h, char **ret_url)
{
	struct httpd *server = httpd_new();
	struct err err = ERR_INIT;
	uint64_t ticket;

	httpd_page(server, "/page", "", "200 OK",
		   "Content-Type: text/html\r\n", "<html><p>Nothing");
	httpd_page(server, "/page/feed", "gate", "404 Not Found", "", "no");
	*ret_url = httpd_url(server, "/page");
	write_file(h->subs, "# mine\n");
	open_app(h, APP_READER);
	settle(h);
	assert_int_equal(app_add(h->app, *ret_url, NULL, NULL, &ticket, &err),
			 0);
	httpd_wait_at_gate(server, 1);
	return server;
}

/* In the middle of a search the list is edited elsewhere: the search does not
 * bring back what was taken out, nor say that it is there.  */
static void what_was_taken_out_is_not_searched_for(void **state)
{
	struct home *h = *state;
	struct str now = STR_INIT;
	struct seen seen;
	char *url;
	struct httpd *server = begin_search(h, &url);

	httpd_page(server, "/page/feed.xml", "", "200 OK", "",
		   "<rss version='2.0'><channel><title>T</title></channel>"
		   "</rss>");
	write_file(h->subs, "# theirs\n");
	httpd_open_gate(server);
	seen = settle(h);
	assert_int_equal(seen.done, 1);
	assert_int_equal(seen.failed, 1);
	assert_non_null(strstr(seen.text, "taken out of the list meanwhile"));
	assert_int_equal(file_read(h->subs, 0, &now, NULL), 0);
	assert_string_equal(now.s, "# theirs\n");
	str_release(&now);
	free(url);
	httpd_free(server);
}

/* Who leaves, or stops the refresh, in the middle of a search has subscribed
 * to what was typed, and waits for nothing.  */
static void searches_are_broken_off(void **state)
{
	struct home *h = *state;
	struct str now = STR_INIT;
	struct seen seen;
	char *url;
	struct httpd *server = begin_search(h, &url);

	app_refresh_cancel(h->app);
	seen = settle(h);
	assert_int_equal(seen.done, 1);
	assert_int_equal(seen.failed, 0);
	app_close(h->app);
	h->app = NULL;
	assert_int_equal(file_read(h->subs, 0, &now, NULL), 0);
	assert_non_null(strstr(now.s, url));
	httpd_free(server);
	free(url);
	server = begin_search(h, &url);
	app_close(h->app);
	h->app = NULL;
	str_clear(&now);
	assert_int_equal(file_read(h->subs, 0, &now, NULL), 0);
	assert_non_null(strstr(now.s, url));
	str_release(&now);
	free(url);
	httpd_free(server);
}

/* The writer, and with it every mark, waits for no other program.  */
static void the_writer_is_not_kept_waiting(void **state)
{
	struct home *h = *state;
	char *fifo = in(h->dir, "pipe.opml");
	char *url = write_feed(h, "one", 2);
	struct err err = ERR_INIT;
	struct seen seen;
	uint64_t ticket;
	int fd;

	assert_int_equal(mkfifo(fifo, 0600), 0);
	open_app(h, APP_READER);
	settle(h);
	app_import(h->app, fifo);
	seen = settle(h);
	assert_int_equal(seen.failed, 1);
	fd = open(h->dir, O_RDONLY | O_DIRECTORY);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(app_add(h->app, url, NULL, NULL, &ticket, &err), 0);
	seen = settle(h);
	assert_int_equal(seen.failed, 1);
	assert_true(access(h->subs, F_OK) < 0);
	close(fd);
	assert_int_equal(app_add(h->app, url, NULL, NULL, &ticket, &err), 0);
	seen = settle(h);
	assert_int_equal(seen.failed, 0);
	free(fifo);
	free(url);
}

/* An import is one act.  */
static void imports_are_undone_and_redone(void **state)
{
	struct home *h = *state;
	char *path = in(h->dir, "in.opml"), *out = in(h->dir, "out.opml");
	struct str before = STR_INIT, after = STR_INIT, now = STR_INIT;
	struct seen seen;

	assert_int_equal(file_write(h->subs,
		SPAN("# mine\nhttp://127.0.0.1:1/1 \"Mine\"\n[A]\n"), NULL), 0);
	assert_int_equal(file_write(path, SPAN(
		"<opml><body><outline xmlUrl='http://127.0.0.1:1/1'/>"
		"<outline xmlUrl='http://127.0.0.1:1/2'/><outline text='A'>"
		"<outline xmlUrl='http://127.0.0.1:1/3'/></outline><outline "
		"text='B'><outline xmlUrl='http://127.0.0.1:1/4'/></outline>"
		"</body></opml>"), NULL), 0);
	open_app(h, APP_FETCHER);
	app_import(h->app, path);
	seen = settle(h);
	assert_int_equal(seen.failed, 0);
	assert_int_equal(file_read(h->subs, 0, &after, NULL), 0);
	assert_string_equal(after.s, "# mine\nhttp://127.0.0.1:1/1 \"Mine\"\n"
		"http://127.0.0.1:1/2\n[A]\nhttp://127.0.0.1:1/3\n\n[B]\n"
		"http://127.0.0.1:1/4\n");
	app_undo(h->app);
	seen = settle(h);
	assert_int_equal(seen.failed, 0);
	assert_int_equal(file_read(h->subs, 0, &before, NULL), 0);
	assert_string_equal(before.s,
			    "# mine\nhttp://127.0.0.1:1/1 \"Mine\"\n[A]\n");
	app_redo(h->app);
	seen = settle(h);
	assert_int_equal(seen.failed, 0);
	assert_int_equal(file_read(h->subs, 0, &now, NULL), 0);
	assert_string_equal(now.s, after.s);
	/* One that added nothing is no act.  */
	app_import(h->app, path);
	settle(h);
	app_undo(h->app);
	settle(h);
	str_clear(&now);
	assert_int_equal(file_read(h->subs, 0, &now, NULL), 0);
	assert_string_equal(now.s, before.s);
	app_export(h->app, out);
	seen = settle(h);
	assert_int_equal(seen.failed, 0);
	str_clear(&now);
	assert_int_equal(file_read(out, 0, &now, NULL), 0);
	assert_true(span_find(str_span(&now), SPAN("127.0.0.1:1/1")) > 0);
	assert_true(span_find(str_span(&now), SPAN("127.0.0.1:1/2")) < 0);
	str_release(&before);
	str_release(&after);
	str_release(&now);
	free(path);
	free(out);
}

static void addresses_are_checked_at_once(void **state)
{
	static const char *const bad[] = {
		"", "ftp://example.com/", "javascript:alert(1)", "exec:ls",
		"http://", "http://a b/", "https://a/\x1b]0;x\x07",
		"mailto:a@example.com", "file://host/x", "-x y",
	};
	struct home *h = *state;
	struct err err;
	uint64_t ticket;

	open_app(h, APP_FETCHER);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err.kind = ERR_NONE;
		if (app_add(h->app, bad[i], NULL, NULL, &ticket, &err) == 0)
			fail_msg("%s was taken", bad[i]);
		assert_int_equal(err.kind, ERR_INPUT);
	}
	assert_int_equal(app_remove(h->app, "http://example.com/", &ticket,
				    &err), 0);
	assert_int_equal(settle(h).failed, 1);
	assert_int_equal(app_browse(h->app, "file:///etc/passwd", &err), -1);
	assert_int_equal(app_browse(h->app, "https://a/ b", &err), -1);
	assert_int_equal(app_browse(h->app, "-help", &err), -1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(adding_fetches),
		TEST(a_refresh_tells_how_it_went),
		TEST(nothing_due_is_said_too),
		TEST(what_is_fetched_is_known),
		TEST(lists_come_whole_and_in_order),
		TEST(marks_are_told_and_taken_back),
		TEST(places_are_kept_quietly),
		TEST(a_first_run_shows_what_is_bundled),
		TEST(a_guide_is_for_its_language),
		TEST(the_command_line_brings_nothing_bundled),
		TEST(a_looker_makes_nothing),
		TEST(a_list_edited_elsewhere_is_taken_up),
		TEST(closing_in_the_middle_is_fine),
		TEST(unsubscribing_is_taken_back),
		TEST(closing_stores_marks_only),
		TEST(closing_waits_for_no_server),
		TEST(what_was_taken_out_is_not_searched_for),
		TEST(searches_are_broken_off),
		TEST(the_writer_is_not_kept_waiting),
		TEST(imports_are_undone_and_redone),
		TEST(addresses_are_checked_at_once),
	};
	setenv("LC_ALL", "C.UTF-8", 1);	/* what is bundled depends on it */
	return unit_run("app", tests, ARRAY_LEN(tests));
}
