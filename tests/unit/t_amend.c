/* t_amend.c - several things that the list says are changed as one act, and
 * taken back: an address among them, wherever a kill -9 comes in between
 */
#include "config.h"

#include "store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/app.h"
#include "base/file.h"
#include "base/mem.h"

#define MINE "https://example.org/mine"
#define NEW "https://example.org/new"
#define PAST "https://example.org/past"		/* archived, with articles */
#define EMPTY "https://example.org/empty"	/* archived, with none */

static const char list[] =
	"# mine\n"
	"[One] # a folder\n"
	"# about it\n"
	"  " MINE " \"Mine\" odd=1 # why\n"
	"https://example.org/b\n"
	"query: \"is:unread\" \"New\"\n"
	"[Two]\n"
	"https://example.org/c";

/* --- dying ------------------------------------------------------------------ */

static int fuse;		/* 0: it does not burn */

static void step(void)
{
	if (fuse && !--fuse)
		raise(SIGKILL);
}

/* In the place of the C library's: the last step of writing a file.  */
int rename(const char *from, const char *to)
{
	step();
	return renameat(AT_FDCWD, from, AT_FDCWD, to);
}

static ssize_t stepwise(int fd, const void *buf, size_t n, off_t at)
{
	step();
	return pwrite(fd, buf, n, at);
}

static void watch_writes(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find(NULL);
	sqlite3_syscall_ptr fn = (sqlite3_syscall_ptr)stepwise;

	if (vfs->xSetSystemCall(vfs, "pwrite64", fn) != SQLITE_OK)
		assert_int_equal(vfs->xSetSystemCall(vfs, "pwrite", fn),
				 SQLITE_OK);
	else
		(void)vfs->xSetSystemCall(vfs, "pwrite", fn);
}

/* --- a home ----------------------------------------------------------------- */

static char *dir;
static struct str template;	/* the cache that goes with the list */
static int64_t mine, past;

static char *in_dir(const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", dir, name);
	return str_detach(&path);
}

static void put(const char *name, struct span text)
{
	char *path = in_dir(name);
	struct err err = ERR_INIT;

	must(file_write(path, text, &err), &err);
	free(path);
}

static char *get(const char *name, size_t *ret_len)
{
	char *path = in_dir(name);
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	must(file_read(path, 0, &s, &err), &err);
	free(path);
	if (ret_len)
		*ret_len = s.len;
	return str_detach(&s);
}

static struct app *open_app(void)
{
	char *config = in_dir("config"), *subs = in_dir("feeds");
	char *cache = in_dir("coranto.db");
	const struct app_options options = {
		.mode = APP_MARKER, .config_path = config, .subs_path = subs,
		.cache_path = cache,
	};
	struct err err = ERR_INIT;
	struct app *app;

	must(app_open(&options, &app, &err), &err);
	app_settle(app, NULL, NULL);
	free(config);
	free(subs);
	free(cache);
	return app;
}

static void make_template(void)
{
	static const char *const urls[] = { MINE, PAST, EMPTY };
	struct err err = ERR_INIT;
	char *path = fix_path(), *bytes;
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t ids[3], *all;
	size_t n;

	fix_subs(st, urls, 3, ids);
	mine = ids[0];
	past = ids[1];
	fix_fill(st, mine, NOW, 5);
	fix_fill(st, past, NOW, 3);
	all = fix_list(st, (struct store_scope){ .kind = STORE_FEED,
						 .feed_id = mine },
		       NULL, 0, 1, &n);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, all, n, NULL, NULL,
			&err), &err);
	free(all);
	store_close(st);
	dir = xstrndup(path, strlen(path) - strlen("/coranto.db"));
	put("feeds", span_of(list));
	app_close(open_app());
	bytes = get("coranto.db", &n);
	str_init(&template);
	str_addn(&template, bytes, n);
	free(bytes);
	free(path);
}

static void begin(void)
{
	static const char *const names[] = {
		"coranto.db", "coranto.db-wal", "coranto.db-shm",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = in_dir(names[i]);

		(void)unlink(path);
		free(path);
	}
	put("feeds", span_of(list));
	put("coranto.db", str_span(&template));
}

/* --- what is done ----------------------------------------------------------- */

static char said[500];

static void note_words(void *arg, const struct app_event *e)
{
	(void)arg;
	if (e->mail.type == (int)APP_DONE)
		snprintf(said, sizeof(said), "%s%s",
			 e->err.kind == ERR_NONE ? "" : "failed: ",
			 e->err.kind == ERR_NONE ? e->text : e->err.text);
}

typedef void deed(struct app *app);

static void run(deed *fn)
{
	struct app *app = open_app();

	snprintf(said, sizeof(said), "nothing");
	if (fn)
		fn(app);
	app_settle(app, note_words, NULL);
	app_close(app);
}

static void amend(struct app *app, const struct app_item *item,
		  const struct app_change *changes, size_t n)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	must(app_amend(app, item, changes, n, NULL, &ticket, &err), &err);
}

static const struct app_item feed = { .url = MINE };

static void do_mixed(struct app *app)
{
	static const struct app_change changes[] = {
		{ "title", "Other" }, { "folder", "Three" },
		{ "address", NEW }, { "keep-days", "30" },
	};

	amend(app, &feed, changes, ARRAY_LEN(changes));
}

static void do_address(struct app *app)
{
	amend(app, &feed, &(struct app_change){ "address", NEW }, 1);
}

static void do_past(struct app *app)
{
	amend(app, &feed, &(struct app_change){ "address", PAST }, 1);
}

static void do_empty(struct app *app)
{
	amend(app, &feed, &(struct app_change){ "address", EMPTY }, 1);
}

static void do_folder(struct app *app)
{
	static const struct app_change changes[] = {
		{ "keep-unread", "no" }, { "title", "Uno" },
		{ "folder", "World" },
	};

	amend(app, &(struct app_item){ .folder = "One" }, changes,
	      ARRAY_LEN(changes));
}

static void do_query(struct app *app)
{
	static const struct app_change changes[] = {
		{ "query", "is:starred" }, { "title", "Stars" },
		{ "folder", "/" },
	};

	amend(app, &(struct app_item){ .query = "is:unread" }, changes,
	      ARRAY_LEN(changes));
}

static void do_undo(struct app *app)
{
	app_undo(app);
}

static void do_redo(struct app *app)
{
	app_redo(app);
}

/* --- what is to be ---------------------------------------------------------- */

static void list_is(const char *want)
{
	char *now = get("feeds", NULL);

	assert_string_equal(now, want);
	free(now);
}

static void cache_has(struct app *app, const char *want)
{
	struct err err = ERR_INIT;
	struct store_feeds *feeds;
	struct str s = STR_INIT;

	must(store_feeds(app_store(app), &feeds, &err), &err);
	for (size_t i = 0; i < feeds->n; i++)
		if (feeds->feeds[i].total)
			str_addf(&s, "%s%lld %s %lld %lld", s.len ? ", " : "",
				 (long long)feeds->feeds[i].id,
				 feeds->feeds[i].url,
				 (long long)feeds->feeds[i].total,
				 (long long)feeds->feeds[i].starred);
	store_feeds_free(feeds);
	assert_string_equal(s.s, want);
	str_release(&s);
}

/* The list and the cache say the same, my articles are with my feed, and those
 * of the archived one with that.  */
static void all_agree(void)
{
	struct app *app = open_app();
	const struct subs *subs = app_subs(app);
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	bool is_there = false;

	must(store_feeds(app_store(app), &feeds, &err), &err);
	assert_int_equal(feeds->n, subs_count(subs));
	for (size_t i = 0; i < feeds->n; i++) {
		const struct store_feed *f = &feeds->feeds[i];
		struct subs_feed line = subs_feed(subs, i);

		assert_string_equal(f->url, line.url);
		assert_string_equal(f->name ? f->name : "",
				    line.name ? line.name : "");
		assert_string_equal(f->folder, line.folder);
		if (f->id != mine)
			continue;
		is_there = true;
		assert_int_equal(f->total, 5);
		assert_int_equal(f->starred, 1);
	}
	assert_true(is_there);
	store_feeds_free(feeds);
	must(store_archived(app_store(app), &feeds, &err), &err);
	for (size_t i = 0; i < feeds->n; i++)
		assert_int_equal(feeds->feeds[i].total,
				 feeds->feeds[i].id == past ? 3 : 0);
	assert_in_range(feeds->n, 1, 2);
	store_feeds_free(feeds);
	must(store_check(app_store(app), &err), &err);
	app_close(app);
}

/* --- the tests -------------------------------------------------------------- */

static const char mixed[] =
	"# mine\n"
	"[One] # a folder\n"
	"# about it\n"
	"https://example.org/b\n"
	"query: \"is:unread\" \"New\"\n"
	"[Two]\n"
	"https://example.org/c\n"
	"\n"
	"[Three]\n"
	"  " NEW " \"Other\" odd=1 keep-days=30 # why";

static void several_things_are_one_act(void **state)
{
	(void)state;
	begin();
	run(do_mixed);
	assert_string_equal(said, "Edited Mine: title, folder, address, "
			    "keep-days");
	list_is(mixed);
	all_agree();
	run(do_undo);
	list_is(list);
	all_agree();
	run(do_undo);
	assert_string_equal(said, "Nothing to undo");
	run(do_redo);
	list_is(mixed);
	all_agree();
}

static void one_is_said_as_ever(void **state)
{
	static const struct {
		struct app_change change;
		const char *words;
	} cases[] = {
		{ { "title", "Other" }, "Renamed Mine to Other" },
		{ { "title", NULL }, "Renamed Mine to its own title" },
		{ { "folder", "/" }, "Moved Mine to the top" },
		{ { "folder", " Two/ Deep " }, "Moved Mine to Two/Deep" },
		{ { "address", " <feed:" NEW "> " }, "Mine is now at " NEW },
		{ { "address", "https://me:secret@example.org/x" },
		  "Mine is now at https://example.org/x" },
		{ { "keep-days", "7" }, "keep-days is 7 for Mine" },
		{ { "keep-days", NULL }, "Nothing changed" },
		{ { "title", "Mine" }, "Nothing changed" },
		{ { "folder", "One" }, "Nothing changed" },
		{ { "address", MINE }, "Nothing changed" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct app *app;

		begin();
		app = open_app();
		amend(app, &feed, &cases[i].change, 1);
		app_settle(app, note_words, NULL);
		app_close(app);
		assert_string_equal(said, cases[i].words);
		run(do_undo);
		list_is(list);
		assert_int_equal(!strcmp(said, "Nothing to undo"),
				 !strcmp(cases[i].words, "Nothing changed"));
	}
}

static void folders_and_queries(void **state)
{
	(void)state;
	begin();
	run(do_folder);
	assert_string_equal(said, "Edited One: keep-unread, title, folder");
	run(do_query);
	assert_string_equal(said, "Edited New: query, title, folder");
	list_is("# mine\n"
		"query: \"is:starred\" \"Stars\"\n\n"
		"[World/Uno] keep-unread=off # a folder\n"
		"# about it\n"
		"  " MINE " \"Mine\" odd=1 # why\n"
		"https://example.org/b\n"
		"[Two]\n"
		"https://example.org/c");
	run(do_undo);
	run(do_undo);
	list_is(list);
}

static void what_is_wrong_is_said(void **state)
{
	static const struct app_item folder = { .folder = "One" };
	static const struct app_item query = { .query = "is:unread" };
	static const struct app_item nobody = { .url = "https://no/" };
	static const struct {
		const struct app_item *item;
		struct app_change changes[2];
		size_t wrong;
		const char *words;
	} cases[] = {
		{ &feed, { { "title", "x" }, { "address", "two words" } }, 1,
		  "white space" },
		{ &feed, { { "address", "exec:ls" }, { "title", "x" } }, 0,
		  "only http, https and file" },
		{ &feed, { { "title", "x" }, { "address", NULL } }, 1,
		  "no address" },
		{ &feed, { { "title", "x" },
			   { "address", "https://example.org/c" } }, 1,
		  "https://example.org/c is there already" },
		{ &feed, { { "title", "x" }, { "keep-days", "many" } }, 1,
		  "a number from 0" },
		{ &feed, { { "measure", "60" }, { "title", "x" } }, 0,
		  "set for everything" },
		{ &feed, { { "title", "x" }, { "title", "y" } }, 1, "twice" },
		{ &feed, { { "query", "x" }, { "title", "y" } }, 0,
		  "a feed has no" },
		{ &folder, { { "title", "x" }, { "address", NEW } }, 1,
		  "a folder has no" },
		{ &folder, { { "title", "" }, { "folder", "x" } }, 0,
		  "needs a name" },
		{ &folder, { { "title", "x" }, { "folder", "One/In" } }, 1,
		  "into itself" },
		{ &query, { { "title", "x" }, { "query", "is:nothing" } }, 1,
		  "is:" },
		{ &query, { { "keep-days", "3" }, { "title", "x" } }, 0,
		  "a smart feed has no" },
		{ &nobody, { { "title", "x" }, { "folder", "x" } }, 2,
		  "no feed" },
	};
	struct app *app;

	(void)state;
	begin();
	app = open_app();
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct err err = ERR_INIT;
		uint64_t ticket;
		size_t wrong = 9;

		assert_int_equal(app_amend(app, cases[i].item,
					   cases[i].changes, 2, &wrong,
					   &ticket, &err), -1);
		assert_int_equal(wrong, cases[i].wrong);
		if (!strstr(err.text, cases[i].words))
			fail_msg("%s", err.text);
	}
	app_close(app);
	list_is(list);
}

/* An address that the cache knows of an archived feed.  */
static void no_article_is_lost(void **state)
{
	struct app *app;
	struct str s = STR_INIT;

	(void)state;
	begin();
	run(do_past);
	str_addf(&s, "%lld " PAST " 5 1", (long long)mine);
	app = open_app();
	cache_has(app, s.s);
	app_close(app);
	all_agree();
	run(do_undo);
	list_is(list);
	all_agree();
	run(do_empty);
	assert_string_equal(said, "Mine is now at " EMPTY);
	all_agree();
	run(do_undo);
	list_is(list);
	all_agree();
	str_release(&s);
}

/* What the server said at the old address is nothing to the new one.  */
static void it_is_due_and_fetched_anew(void **state)
{
	struct err err = ERR_INIT;
	char *path, *value;
	struct store_feeds *feeds;
	struct str key = STR_INIT;
	struct store *st;
	const struct store_fetch failed = {
		.feed_id = mine, .now = NOW, .status = 410, .gone = true,
		.error = "gone", .next_check = INT64_MAX / 2,
	};
	const struct store_fetch fine = {
		.feed_id = mine, .now = NOW, .status = 200, .etag = "e",
		.last_modified = "m", .body_hash = 7, .next_check = NOW,
	};

	(void)state;
	begin();
	path = in_dir("coranto.db");
	str_addf(&key, "moved %lld", (long long)mine);
	st = fix_open(path, STORE_WRITE);
	must(store_put_fetch(st, &fine, NULL, NULL, &err), &err);
	must(store_put_fetch(st, &failed, NULL, NULL, &err), &err);
	must(store_set_value(st, key.s, "1 https://x/", &err), &err);
	store_close(st);
	run(do_address);
	st = fix_open(path, STORE_WRITE);
	must(store_feeds(st, &feeds, &err), &err);
	for (size_t i = 0; i < feeds->n; i++) {
		const struct store_feed *f = &feeds->feeds[i];

		if (f->id != mine)
			continue;
		assert_string_equal(f->url, NEW);
		assert_null(f->etag);
		assert_null(f->last_modified);
		assert_null(f->error);
		assert_int_equal(f->body_hash, 0);
		assert_int_equal(f->failures, 0);
		assert_int_equal(f->status, 0);
		assert_int_equal(f->next_check, 0);
		assert_true(f->checked == DATE_NONE);
		assert_false(f->paused);
	}
	store_feeds_free(feeds);
	must(store_get_value(st, key.s, &value, &err), &err);
	assert_null(value);
	store_close(st);
	free(path);
	str_release(&key);
}

/* The reader wants to know whether anything is there.  */
static void the_reader_fetches_it(void **state)
{
	static const char xml[] =
		"<rss version='2.0'><channel><title>Its own</title><item>"
		"<title>A</title><guid>a</guid></item></channel></rss>";
	char *path = in_dir("new.xml"), *config = in_dir("config");
	char *subs = in_dir("feeds"), *cache = in_dir("coranto.db");
	const struct app_options options = {
		.mode = APP_READER, .config_path = config, .subs_path = subs,
		.cache_path = cache,
	};
	struct err err = ERR_INIT;
	struct str want = STR_INIT;
	struct app *app;

	(void)state;
	begin();
	put("new.xml", span_of(xml));
	must(app_open(&options, &app, &err), &err);
	app_settle(app, NULL, NULL);
	amend(app, &feed, &(struct app_change){ "address", path }, 1);
	app_settle(app, NULL, NULL);
	str_addf(&want, "%lld file://%s 6 1", (long long)mine, path);
	cache_has(app, want.s);
	app_close(app);
	str_release(&want);
	free(path);
	free(config);
	free(subs);
	free(cache);
}

/* What was written on the line by hand meanwhile stays.  */
static void edits_by_hand_stay(void **state)
{
	(void)state;
	begin();
	run(do_mixed);
	put("feeds", SPAN("[Three]\n"
			  NEW " \"Other\" keep-days=30 keep-unread=off # x\n"));
	run(do_undo);
	assert_string_equal(said, "Undone: Edited Mine: title, folder, "
			    "address, keep-days");
	list_is("[One]\n" MINE " \"Mine\" keep-unread=off # x");
	run(do_redo);
	list_is("[One]\n\n[Three]\n"
		NEW " \"Other\" keep-unread=off keep-days=30 # x");

	/* The title was changed, and the folder: they stay.  */
	begin();
	run(do_mixed);
	put("feeds", SPAN(NEW " \"By hand\" keep-days=30\n"));
	run(do_undo);
	list_is(MINE " \"By hand\"\n");
	assert_non_null(strstr(said, ", but "));

	/* The old address is somebody else's by now.  */
	begin();
	run(do_address);
	put("feeds", SPAN(MINE "\n" NEW "\n"));
	run(do_undo);
	list_is(MINE "\n" NEW "\n");
	assert_non_null(strstr(said, "failed: cannot undo"));

	/* So is the feed.  */
	begin();
	run(do_address);
	put("feeds", SPAN("https://example.org/c\n"));
	run(do_undo);
	list_is("https://example.org/c\n");
	assert_non_null(strstr(said, "failed: cannot undo"));
}

/* --- kill -9 ---------------------------------------------------------------- */

/* False when it went through without coming to step `at`.  */
static bool run_and_die(deed *fn, int at)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		struct app *app = open_app();

		watch_writes();
		fuse = at;
		fn(app);
		app_settle(app, NULL, NULL);
		fuse = 0;
		app_close(app);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status))
		assert_int_equal(WEXITSTATUS(status), 0);
	else
		assert_int_equal(WTERMSIG(status), SIGKILL);
	return WIFSIGNALED(status);
}

/* As far as `phase` (0: the deed, 1: its undo, 2: its redo), which is cut short
 * at every step: afterwards it was done or it was not, everywhere.  */
static void kill_everywhere(deed *fn, int phase)
{
	deed *const turns[] = { fn, do_undo, do_redo };
	char *before, *after, *cache;
	size_t len;
	int n_done = 0, at = 1;
	bool died = true;

	begin();
	for (int i = 0; i < phase; i++)
		run(turns[i]);
	before = get("feeds", NULL);
	cache = get("coranto.db", &len);
	run(turns[phase]);
	after = get("feeds", NULL);
	assert_string_not_equal(before, after);
	for (; died; at++) {
		char *now;
		bool done;

		begin();
		put("feeds", span_of(before));
		put("coranto.db", (struct span){ cache, len });
		died = run_and_die(turns[phase], at);
		all_agree();
		now = get("feeds", NULL);
		done = !strcmp(now, after);
		n_done += done;
		assert_string_equal(now, done ? after : before);
		free(now);
		/* The journal knows which: the other way leads back.  */
		run((phase == 1) == done ? do_redo : do_undo);
		list_is(done || phase ? (done ? before : after) : before);
		all_agree();
	}
	assert_true(n_done > 1 && n_done < at);
	free(before);
	free(after);
	free(cache);
}

static void a_kill_loses_nothing(void **state)
{
	static deed *const deeds[] = { do_mixed, do_past, do_empty };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(deeds); i++)
		for (int phase = 0; phase < 3; phase++)
			kill_everywhere(deeds[i], phase);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(several_things_are_one_act),
		cmocka_unit_test(one_is_said_as_ever),
		cmocka_unit_test(folders_and_queries),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(no_article_is_lost),
		cmocka_unit_test(it_is_due_and_fetched_anew),
		cmocka_unit_test(the_reader_fetches_it),
		cmocka_unit_test(edits_by_hand_stay),
		cmocka_unit_test(a_kill_loses_nothing),
	};
	int rc;

	make_template();
	rc = unit_run("amendments of the list", tests, ARRAY_LEN(tests));
	str_release(&template);
	free(dir);
	return rc;
}
