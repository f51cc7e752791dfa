/* t_leave.c - what leaves the program: files, the queue, addresses, downloads */
#include "config.h"

#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "base/file.h"
#include "base/mem.h"
#include "httpd.h"

struct home {
	struct httpd *h;
	struct app *app;
	char *dir;
	struct str path;	/* scratch */
	/* What the events of a settling were.  */
	int done, failed, cancelled, downloads;
	size_t most_running, last_left;
	char text[480];
};

static const char *in(struct home *h, const char *name)
{
	str_clear(&h->path);
	str_addf(&h->path, "%s/%s", h->dir, name);
	return h->path.s;
}

static void write_feed(struct home *h)
{
	static const char feed[] = "<rss version='2.0'><channel><title>T"
		"</title><item><title>Ropes</title><guid>1</guid><description>"
		"A &lt;b&gt;bowline&lt;/b&gt;.</description></item></channel>"
		"</rss>";
	struct str line = STR_INIT;

	assert_int_equal(file_write(in(h, "feed.xml"), span_of(feed), NULL),
			 0);
	str_addf(&line, "file://%s\n", in(h, "feed.xml"));
	assert_int_equal(file_write(in(h, "feeds"), str_span(&line), NULL), 0);
	str_release(&line);
}

static int set_up(void **state)
{
	struct home *h = xcalloc(1, sizeof(*h));
	char *config, *subs, *cache;
	struct err err = ERR_INIT;

	str_init(&h->path);
	h->dir = unit_tmpdir();
	h->h = httpd_new();
	setenv("HOME", h->dir, 1);
	setenv("XDG_DATA_HOME", in(h, "data"), 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("http_proxy");
	unsetenv("all_proxy");
	write_feed(h);
	config = xstrdup(in(h, "config"));
	subs = xstrdup(in(h, "feeds"));
	cache = xstrdup(in(h, "cache.db"));
	if (app_open(&(struct app_options){ APP_READER, config, subs, cache,
					      NULL },
		     &h->app, &err) < 0)
		fail_msg("%s", err.text);
	free(config);
	free(subs);
	free(cache);
	*state = h;
	return 0;
}

static int tear_down(void **state)
{
	struct home *h = *state;

	app_close(h->app);
	httpd_free(h->h);
	str_release(&h->path);
	free(h->dir);
	free(h);
	return 0;
}

static void see(void *arg, const struct app_event *e)
{
	struct home *h = arg;

	if (e->mail.type == APP_DOWNLOADS) {
		h->downloads++;
		h->most_running = MAX(h->most_running, e->downloads.running);
		h->last_left = e->downloads.running + e->downloads.waiting;
	}
	if (e->mail.type != APP_DONE)
		return;
	h->done++;
	h->failed += e->err.kind != ERR_NONE;
	h->cancelled += e->err.kind == ERR_CANCELLED;
	snprintf(h->text, sizeof(h->text), "%s",
		 e->err.kind ? e->err.text : e->text);
}

static void settle(struct home *h)
{
	h->done = h->failed = h->cancelled = h->downloads = 0;
	app_settle(h->app, see, h);
}

static void assert_file(const char *path, const char *want)
{
	struct str have = STR_INIT;

	assert_int_equal(file_read(path, 0, &have, NULL), 0);
	assert_string_equal(have.s, want);
	str_release(&have);
}

static void assert_said(const struct home *h, const char *words)
{
	if (!strstr(h->text, words))
		fail_msg("not said: %s\nbut %s", words, h->text);
}

/* -- files ------------------------------------------------------------------ */

static int64_t first_article(struct home *h)
{
	const struct store_scope all = { .kind = STORE_ALL };
	int64_t *ids, id;
	size_t n;

	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	settle(h);
	assert_int_equal(store_list(app_store(h->app), &all, 0, 1, &ids, &n,
				    NULL), 0);
	assert_int_equal(n, 1);
	id = ids[0];
	free(ids);
	return id;
}

static int save(struct home *h, int64_t id, const char *name, bool over)
{
	struct err err = ERR_INIT;
	uint64_t ticket;
	int ret = app_save(h->app, id, in(h, name), 72, over, &ticket, &err);

	if (ret == 0)
		settle(h);
	return ret < 0 ? (int)err.kind : 0;
}

static void an_article_is_saved_as_its_suffix_says(void **state)
{
	static const struct {
		const char *name, *has;
	} cases[] = {
		{ "a.txt", "A bowline.\n" }, { "a.md", "A **bowline**." },
		{ "a.html", "<b>bowline</b>" }, { "B.MARKDOWN", "**bowline**" },
	};
	struct home *h = *state;
	int64_t id = first_article(h);
	struct str have = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&have);
		assert_int_equal(save(h, id, cases[i].name, false), 0);
		assert_said(h, "Saved as ");
		assert_int_equal(file_read(in(h, cases[i].name), 0, &have,
					   NULL), 0);
		if (!strstr(have.s, cases[i].has) &&
		    !(i == 2 && strstr(have.s, "<strong>bowline</strong>")))
			fail_msg("no %s in %s", cases[i].has, have.s);
	}
	str_release(&have);
}

/* It is no secret; what else is written is.  */
static void saved_files_are_as_the_umask_has_them(void **state)
{
	struct home *h = *state;
	int64_t id = first_article(h);
	mode_t before = umask(027);
	struct stat st;

	assert_int_equal(save(h, id, "mode.txt", false), 0);
	umask(before);
	assert_int_equal(stat(in(h, "mode.txt"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(chmod(h->path.s, 0604), 0);
	assert_int_equal(save(h, id, "mode.txt", true), 0);
	assert_int_equal(stat(in(h, "mode.txt"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0604);
}

static void nothing_is_written_over_unasked(void **state)
{
	struct home *h = *state;
	int64_t id = first_article(h);

	assert_int_equal(file_write(in(h, "a.txt"), SPAN("mine"), NULL), 0);
	assert_int_equal(save(h, id, "a.txt", false), ERR_BUSY);
	assert_file(in(h, "a.txt"), "mine");
	assert_int_equal(save(h, id, "a.txt", true), 0);
	assert_int_equal(save(h, id, "a.doc", false), ERR_INPUT);
	assert_int_equal(save(h, id, "no/a.txt", false), ERR_NOTFOUND);
	assert_int_equal(mkdir(in(h, "d.txt"), 0700), 0);
	assert_int_equal(save(h, id, "d.txt", true), ERR_INPUT);
	assert_int_equal(mkfifo(in(h, "p.txt"), 0600), 0);
	assert_int_equal(save(h, id, "p.txt", true), ERR_INPUT);
	assert_int_equal(save(h, id + 1, "b.txt", false), 0);
	assert_int_equal(h->failed, 1);
	assert_int_equal(access(in(h, "b.txt"), F_OK), -1);
}

/* Names that are there, a link that leads elsewhere and a title that climbs are
 * nothing that several files would be written over or out of the folder.  */
static void several_are_saved_beside_each_other(void **state)
{
	struct home *h = *state;
	int64_t id = first_article(h), ids[] = { id, id, id + 1, id };
	struct err err = ERR_INIT;
	struct str have = STR_INIT;
	uint64_t ticket;

	assert_int_equal(mkdir(in(h, "all"), 0700), 0);
	assert_int_equal(symlink("../away", in(h, "all/Ropes.txt")), 0);
	assert_int_equal(app_save_all(h->app, ids, 4, in(h, "all/*.txt"), 72,
				      &ticket, &err), 0);
	settle(h);
	assert_int_equal(h->done, 1);
	assert_int_equal(h->failed, 1);
	assert_said(h, "Saved 3 articles in ");
	assert_said(h, "1 could not be: ");
	assert_int_equal(access(in(h, "away"), F_OK), -1);
	assert_int_equal(file_read(in(h, "all/Ropes (4).txt"), 0, &have,
				   NULL), 0);
	assert_non_null(strstr(have.s, "A bowline."));
	assert_int_equal(access(in(h, "all/Ropes (3).txt"), F_OK), 0);
	assert_int_equal(access(in(h, "all/Ropes (5).txt"), F_OK), -1);
	assert_int_equal(app_save_all(h->app, ids, 1, in(h, "all"), 72,
				      &ticket, &err), 0);
	settle(h);
	assert_said(h, "Saved 1 article in ");
	assert_int_equal(access(in(h, "all/Ropes.md"), F_OK), 0);
	assert_int_equal(app_save_all(h->app, ids, 1, in(h, "none"), 72,
				      &ticket, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	assert_int_equal(app_save_all(h->app, ids, 1, in(h, "all/*.doc"), 72,
				      &ticket, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	str_release(&have);
}

/* -- the queue ---------------------------------------------------------------- */

static void addresses_are_queued_once(void **state)
{
	struct home *h = *state;
	struct err err = ERR_INIT;
	uint64_t ticket;
	struct stat st;

	assert_int_equal(app_enqueue(h->app, "http://a.example/1", &ticket,
				     NULL), 0);
	assert_int_equal(app_enqueue(h->app, "http://a.example/2", &ticket,
				     NULL), 0);
	assert_int_equal(app_enqueue(h->app, "http://a.example/1", &ticket,
				     NULL), 0);
	settle(h);
	assert_said(h, "already");
	assert_file(in(h, "data/coranto/queue"),
		    "http://a.example/1\nhttp://a.example/2\n");
	assert_int_equal(stat(h->path.s, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	/* A line that others left open stays theirs.  */
	assert_int_equal(file_write(h->path.s, SPAN("http://a.example/3"),
				    NULL), 0);
	assert_int_equal(app_enqueue(h->app, "http://a.example/4", &ticket,
				     NULL), 0);
	settle(h);
	assert_file(h->path.s, "http://a.example/3\nhttp://a.example/4\n");
	assert_int_equal(app_enqueue(h->app, "file:///etc/passwd", &ticket,
				     &err), -1);
	assert_int_equal(app_enqueue(h->app, "http://a.example/a\nb", &ticket,
				     &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	/* C1, one byte of it, an override: a terminal may show the queue.  */
	assert_int_equal(app_enqueue(h->app, "http://a.example/\302\233m",
				     &ticket, &err), -1);
	assert_int_equal(app_enqueue(h->app, "http://a.example/\233m",
				     &ticket, &err), -1);
	assert_int_equal(app_enqueue(h->app, "http://a.example/\342\200\256",
				     &ticket, &err), -1);
	assert_int_equal(app_enqueue(h->app, "http://a.example/\303\251",
				     &ticket, &err), 0);
	settle(h);
}

/* A page, what can be played, no address at all, the page again.  */
static size_t four_articles(struct home *h, int64_t **ret_ids)
{
	static const char feed[] = "<rss version='2.0'><channel><title>T"
		"</title><item><title>a</title><link>http://a.example/1</link>"
		"<guid isPermaLink='false'>1</guid></item>"
		"<item><title>b</title><link>http://a.example/2</link>"
		"<guid isPermaLink='false'>2</guid><enclosure type='audio/ogg'"
		" length='1' url='http://a.example/2.ogg'/></item>"
		"<item><title>c</title><guid isPermaLink='false'>3</guid>"
		"</item><item><title>d</title><link>http://a.example/1</link>"
		"<guid isPermaLink='false'>4</guid></item></channel></rss>";
	const struct store_scope all = { .kind = STORE_ALL };
	size_t n;

	assert_int_equal(file_write(in(h, "feed.xml"), span_of(feed), NULL),
			 0);
	app_refresh(h->app, APP_REFRESH_ALL, NULL, 0);
	settle(h);
	assert_int_equal(store_list(app_store(h->app), &all, 0, 9, ret_ids, &n,
				    NULL), 0);
	assert_int_equal(n, 4);
	return n;
}

static void several_articles_are_queued_in_one_go(void **state)
{
	struct home *h = *state;
	struct settings *set = &app_config(h->app)->settings;
	struct str have = STR_INIT;
	uint64_t ticket;
	int64_t *ids;
	size_t n = four_articles(h, &ids);

	assert_int_equal(app_enqueue_all(h->app, ids, n, &ticket, NULL), 0);
	settle(h);
	assert_int_equal(h->done, 1);
	assert_said(h, "Enqueued 3 articles, 1 of them already there; 1 could "
		    "not be: it has no address");
	assert_int_equal(file_read(in(h, "data/coranto/queue"), 0, &have,
				   NULL), 0);
	assert_int_equal(have.len, strlen("http://a.example/1\n"
					  "http://a.example/2.ogg\n"));
	assert_non_null(strstr(have.s, "http://a.example/1\n"));
	assert_non_null(strstr(have.s, "http://a.example/2.ogg\n"));
	assert_int_equal(settings_set(set, SETTING_ENQUEUE, "true", NULL), 0);
	assert_int_equal(app_enqueue_all(h->app, ids, n, &ticket, NULL), 0);
	settle(h);
	assert_said(h, "Enqueued 3 articles; 1 could not be");
	assert_int_equal(settings_set(set, SETTING_ENQUEUE, "/no/such", NULL),
			 0);
	assert_int_equal(app_enqueue_all(h->app, ids, n, &ticket, NULL), 0);
	settle(h);
	assert_int_equal(h->failed, 1);
	assert_said(h, "Enqueued 0 articles; 4 could not be");
	str_release(&have);
	free(ids);
}

/* -- programs ------------------------------------------------------------------ */

/* Have a setting name a program that tells what it is given.  */
static void set_program(struct home *h, enum setting setting)
{
	struct str text = STR_INIT;

	str_addf(&text, "#!/bin/sh\nprintf '%%s|' \"$#\" \"$@\" >'%s'\n",
		 in(h, "told"));
	assert_int_equal(mkfifo(in(h, "told"), 0600), 0);
	assert_int_equal(file_write(in(h, "program"), str_span(&text), NULL),
			 0);
	assert_int_equal(chmod(in(h, "program"), 0700), 0);
	str_clear(&text);
	str_addf(&text, "%s --new %%s", in(h, "program"));
	assert_int_equal(settings_set(&app_config(h->app)->settings, setting,
				      text.s, NULL), 0);
	str_release(&text);
}

static const char strange[] = "https://example.com/?a=$(x)&b=';c";

static void the_browser_gets_one_argument(void **state)
{
	struct home *h = *state;
	struct err err = ERR_INIT;

	set_program(h, SETTING_BROWSER);
	if (app_browse(h->app, strange, &err) < 0)
		fail_msg("%s", err.text);
	assert_file(in(h, "told"), "2|--new|https://example.com/"
		    "?a=$(x)&b=';c|");
}

static void several_addresses_are_opened_or_counted(void **state)
{
	static const char *const urls[] = {
		"https://a.example/1", "file:///etc/passwd",
		"https://a.example/2",
	};
	struct home *h = *state;
	struct settings *set = &app_config(h->app)->settings;

	assert_int_equal(settings_set(set, SETTING_BROWSER, "true", NULL), 0);
	app_browse_all(h->app, urls, 1, ", and so on");
	settle(h);
	assert_said(h, "Opened 1 page, and so on");
	app_browse_all(h->app, urls, 3, "");
	settle(h);
	assert_int_equal(h->failed, 1);
	assert_said(h, "Opened 2 pages; 1 could not be: only http and https");
	assert_int_equal(settings_set(set, SETTING_BROWSER, "/no/such", NULL),
			 0);
	app_browse_all(h->app, urls, 3, "");
	settle(h);
	assert_said(h, "Opened 0 pages; 3 could not be: cannot start");
}

static void a_queue_of_ones_own_gets_one_argument(void **state)
{
	struct home *h = *state;
	uint64_t ticket;

	set_program(h, SETTING_ENQUEUE);
	assert_int_equal(app_enqueue(h->app, strange, &ticket, NULL), 0);
	assert_int_equal(ticket, 0);
	assert_file(in(h, "told"), "2|--new|https://example.com/"
		    "?a=$(x)&b=';c|");
	assert_int_equal(settings_set(&app_config(h->app)->settings,
				      SETTING_ENQUEUE, "no-such-program",
				      NULL), 0);
	assert_int_equal(app_enqueue(h->app, "http://a.example/1", &ticket,
				     NULL), -1);
	assert_int_equal(access(in(h, "data/coranto/queue"), F_OK), -1);
}

/* -- downloads ----------------------------------------------------------------- */

static int get(struct home *h, const char *path, const char *to,
	       struct err *err)
{
	char *url = httpd_url(h->h, path);
	uint64_t ticket;
	int ret = app_download(h->app, url, to, &ticket, err);

	free(url);
	return ret;
}

static void two_run_and_the_others_wait(void **state)
{
	struct home *h = *state;
	struct app_downloads d;
	struct err err = ERR_INIT;
	char path[32];

	for (int i = 0; i < 5; i++) {
		snprintf(path, sizeof(path), "/%d.mp3", i);
		httpd_page(h->h, path, "gate", "200 OK", "", path);
		assert_int_equal(get(h, path, NULL, NULL), 0);
	}
	assert_int_equal(get(h, "/3.mp3", NULL, &err), -1);
	assert_int_equal(err.kind, ERR_BUSY);
	httpd_wait_at_gate(h->h, 2);
	app_downloads(h->app, &d);
	assert_int_equal(d.running, 2);
	assert_int_equal(d.waiting, 3);
	assert_false(app_is_idle(h->app));
	httpd_open_gate(h->h);
	settle(h);
	assert_int_equal(h->done, 5);
	assert_int_equal(h->failed, 0);
	assert_int_equal(httpd_most_at_once(h->h), 2);
	assert_int_equal(h->last_left, 0);
	assert_true(h->most_running <= 2);
	assert_file(in(h, "Downloads/3.mp3"), "/3.mp3");
}

static void all_are_stopped_at_once(void **state)
{
	struct home *h = *state;
	struct app_downloads d;
	char path[32];

	for (int i = 0; i < 5; i++) {
		snprintf(path, sizeof(path), "/%d.mp3", i);
		httpd_page(h->h, path, "silent", "200 OK", "", "");
		assert_int_equal(get(h, path, NULL, NULL), 0);
	}
	app_download_cancel(h->app);
	settle(h);
	assert_int_equal(h->done, 5);
	assert_int_equal(h->cancelled, 5);
	app_downloads(h->app, &d);
	assert_int_equal(d.running + d.waiting, 0);
	/* And the next one runs.  */
	httpd_page(h->h, "/6.mp3", "", "200 OK", "", "words");
	assert_int_equal(get(h, "/6.mp3", NULL, NULL), 0);
	settle(h);
	assert_said(h, "Downloads/6.mp3, 5 bytes");
}

static void closing_stops_them(void **state)
{
	struct home *h = *state;

	httpd_page(h->h, "/a.mp3", "hold=3", "200 OK", "", "words");
	httpd_page(h->h, "/b.mp3", "endless", "200 OK", "", "words ");
	assert_int_equal(get(h, "/a.mp3", NULL, NULL), 0);
	assert_int_equal(get(h, "/b.mp3", NULL, NULL), 0);
	assert_int_equal(get(h, "/c.mp3", NULL, NULL), 0);
	/* Nobody takes the events of them meanwhile; tear_down() closes.  */
}

static void one_knows_where_to(void **state)
{
	struct home *h = *state;
	char *file = xstrdup(in(h, "own name.ogg")), *folder;

	httpd_page(h->h, "/a.mp3", "", "200 OK", "", "words");
	assert_int_equal(get(h, "/a.mp3", file, NULL), 0);
	settle(h);
	assert_file(file, "words");
	folder = xstrdup(in(h, "folder"));
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(get(h, "/a.mp3", folder, NULL), 0);
	settle(h);
	assert_file(in(h, "folder/a.mp3"), "words");
	assert_int_equal(settings_set(&app_config(h->app)->settings,
				      SETTING_DOWNLOADS, "~/sound/new", NULL),
			 0);
	assert_int_equal(get(h, "/a.mp3", NULL, NULL), 0);
	settle(h);
	assert_file(in(h, "sound/new/a.mp3"), "words");
	assert_int_equal(get(h, "/a.mp3", in(h, "no/where.mp3"), NULL), 0);
	settle(h);
	assert_said(h, "No such file or directory");
	free(file);
	free(folder);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(an_article_is_saved_as_its_suffix_says),
		TEST(saved_files_are_as_the_umask_has_them),
		TEST(nothing_is_written_over_unasked),
		TEST(several_are_saved_beside_each_other),
		TEST(addresses_are_queued_once),
		TEST(several_articles_are_queued_in_one_go),
		TEST(the_browser_gets_one_argument),
		TEST(several_addresses_are_opened_or_counted),
		TEST(a_queue_of_ones_own_gets_one_argument),
		TEST(two_run_and_the_others_wait),
		TEST(all_are_stopped_at_once),
		TEST(closing_stops_them),
		TEST(one_knows_where_to),
	};

	return unit_run("leave", tests, ARRAY_LEN(tests));
}
