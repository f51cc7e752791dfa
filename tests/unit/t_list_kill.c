/* t_list_kill.c - kill -9 just before and just after the list of feeds is
 * written: at the next start the list and the journal say the same, and what
 * was asked for is done, once
 */
#include "config.h"

#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/app.h"
#include "base/file.h"
#include "base/mem.h"

/* --- dying ------------------------------------------------------------------ */

enum point { NEVER, BEFORE, AFTER };

static enum point fuse;

/* In the place of the C library's: the last step of writing a file.  */
int rename(const char *from, const char *to)
{
	size_t n = strlen(to);
	bool list = n > 6 && !strcmp(to + n - 6, "/feeds");
	int rc;

	if (list && fuse == BEFORE)
		raise(SIGKILL);
	rc = renameat(AT_FDCWD, from, AT_FDCWD, to);
	if (list && fuse == AFTER)
		raise(SIGKILL);
	return rc;
}

/* --- a home ----------------------------------------------------------------- */

/* A folder with two headings, so that what is done twice shows.  */
static const char list[] =
	"# mine\n"
	"https://example.org/a \"A\"\n"
	"\n"
	"[One]\n"
	"https://example.org/b\n"
	"https://example.org/c keep-days=3\n"
	"[Two]\n"
	"https://example.org/d\n"
	"[One/Deep]\n"
	"https://example.org/e\n"
	"[Two]\n"
	"https://example.org/f";

static const char opml[] =
	"<opml version='2.0'><body>"
	"<outline text='New'><outline xmlUrl='https://example.org/x'/></outline>"
	"<outline xmlUrl='https://example.org/y'/>"
	"</body></opml>";

static char *dir;

static char *in_dir(const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", dir, name);
	return str_detach(&path);
}

static void put(const char *name, const char *text)
{
	char *path = in_dir(name);
	struct err err = ERR_INIT;

	if (file_write(path, span_of(text), &err) < 0)
		fail_msg("%s", err.text);
	free(path);
}

static char *get_list(void)
{
	char *path = in_dir("feeds");
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	if (file_read(path, 0, &s, &err) < 0)
		fail_msg("%s", err.text);
	free(path);
	return str_detach(&s);
}

static struct app *open_app(void)
{
	char *config = in_dir("config"), *subs = in_dir("feeds");
	char *cache = in_dir("cache.db");
	const struct app_options options = {
		.mode = APP_MARKER, .config_path = config, .subs_path = subs,
		.cache_path = cache,
	};
	struct err err = ERR_INIT;
	struct app *app;

	if (app_open(&options, &app, &err) < 0)
		fail_msg("%s", err.text);
	free(config);
	free(subs);
	free(cache);
	return app;
}

/* --- what is done ----------------------------------------------------------- */

static int do_remove(struct app *app, uint64_t *t, struct err *err)
{
	return app_remove(app, "https://example.org/c", t, err);
}

static int do_move(struct app *app, uint64_t *t, struct err *err)
{
	const struct app_item item = { .url = "https://example.org/b" };

	return app_move(app, &item, "Three", t, err);
}

static int do_rename(struct app *app, uint64_t *t, struct err *err)
{
	const struct app_item item = { .url = "https://example.org/a" };

	return app_rename(app, &item, "Another", t, err);
}

static int do_rename_folder(struct app *app, uint64_t *t, struct err *err)
{
	const struct app_item item = { .folder = "One" };

	return app_rename(app, &item, "Two", t, err);
}

static int do_import(struct app *app, uint64_t *t, struct err *err)
{
	char *path = in_dir("other.opml");

	(void)err;
	*t = app_import(app, path);
	free(path);
	return 0;
}

static int do_undo(struct app *app, uint64_t *t, struct err *err)
{
	(void)err;
	*t = app_undo(app);
	return 0;
}

static int do_redo(struct app *app, uint64_t *t, struct err *err)
{
	(void)err;
	*t = app_redo(app);
	return 0;
}

typedef int deed(struct app *app, uint64_t *ticket, struct err *err);

static void note_failure(void *arg, const struct app_event *e)
{
	if (e->err.kind != ERR_NONE)
		snprintf(arg, 480, "%s", e->err.text);
}

static void run(deed *fn)
{
	struct app *app = open_app();
	struct err err = ERR_INIT;
	char failure[480] = "";
	uint64_t ticket;

	app_settle(app, note_failure, failure);
	if (fn && fn(app, &ticket, &err) < 0)
		fail_msg("%s", err.text);
	app_settle(app, note_failure, failure);
	if (*failure)
		fail_msg("%s", failure);
	app_close(app);
}

static void run_and_die(deed *fn, enum point point)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		fuse = point;
		run(fn);
		_exit(1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

/* --- what is to be ---------------------------------------------------------- */

static void list_is(const char *want)
{
	char *now = get_list();

	assert_string_equal(now, want);
	free(now);
}

/* The one act of the journal; the cache has the feeds of the list.  */
static void journal_says(bool undone)
{
	struct app *app = open_app();
	struct store_acts *acts;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	size_t n = 0;

	app_settle(app, NULL, NULL);
	assert_int_equal(store_acts(app_store(app), &acts, &err), 0);
	assert_int_equal(acts->n, 1);
	assert_int_equal(acts->acts[0].undone, undone);
	store_acts_free(acts);
	assert_int_equal(store_feeds(app_store(app), &feeds, &err), 0);
	for (size_t i = 0; i < feeds->n; i++)
		n += subs_find(app_subs(app), feeds->feeds[i].url) >= 0;
	assert_int_equal(n, subs_count(app_subs(app)));
	assert_int_equal(n, feeds->n);
	store_feeds_free(feeds);
	app_close(app);
}

static void begin(void)
{
	free(dir);
	dir = unit_tmpdir();
	put("feeds", list);
	put("other.opml", opml);
	run(NULL);
}

/* As far as `phase` (0: the deed, 1: its undo, 2: its redo), which is cut
 * short; `edited` meanwhile.  */
static void one_kill(deed *fn, int phase, enum point point, bool edited)
{
	deed *const turns[] = { fn, do_undo, do_redo };
	char *want, *other;
	struct str s = STR_INIT;

	begin();
	for (int i = 0; i < phase; i++)
		run(turns[i]);
	other = get_list();
	run_and_die(turns[phase], point);
	if (edited) {
		char *now = get_list();

		str_addf(&s, "# mine too\n%s", now);
		put("feeds", s.s);
		free(now);
	}
	run(NULL);
	want = get_list();
	journal_says(phase == 1);
	run(phase == 1 ? do_redo : do_undo);
	journal_says(phase != 1);
	str_clear(&s);
	str_addf(&s, "%s%s", edited ? "# mine too\n" : "", other);
	list_is(s.s);
	run(phase == 1 ? do_undo : do_redo);
	list_is(want);
	assert_string_not_equal(want, s.s);
	free(want);
	free(other);
	str_release(&s);
}

static deed *const deeds[] = {
	do_remove, do_move, do_rename, do_rename_folder, do_import,
};

static void list_and_journal_agree(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(deeds); i++)
		for (int phase = 0; phase < 3; phase++) {
			one_kill(deeds[i], phase, BEFORE, false);
			one_kill(deeds[i], phase, AFTER, false);
		}
}

/* What is done is what it would have been.  */
static void what_was_asked_for_is_done(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(deeds); i++) {
		char *want;

		begin();
		run(deeds[i]);
		want = get_list();
		for (int point = BEFORE; point <= AFTER; point++) {
			begin();
			run_and_die(deeds[i], (enum point)point);
			run(NULL);
			list_is(want);
			run_and_die(do_undo, (enum point)point);
			run(NULL);
			list_is(list);
			run_and_die(do_redo, (enum point)point);
			run(NULL);
			list_is(want);
		}
		free(want);
	}
}

static void an_edit_meanwhile_stays(void **state)
{
	(void)state;
	for (int phase = 0; phase < 3; phase++) {
		one_kill(do_import, phase, BEFORE, true);
		one_kill(do_import, phase, AFTER, true);
	}
}

/* What cannot be done any more: the feed is gone from the list.  */
static void what_cannot_be_done_is_none(void **state)
{
	struct app *app;
	struct store_acts *acts;
	struct err err = ERR_INIT;

	(void)state;
	begin();
	run_and_die(do_remove, BEFORE);
	put("feeds", "https://example.org/a\n");
	run(NULL);
	list_is("https://example.org/a\n");
	app = open_app();
	app_settle(app, NULL, NULL);
	assert_int_equal(store_acts(app_store(app), &acts, &err), 0);
	assert_int_equal(acts->n, 0);
	store_acts_free(acts);
	app_close(app);
}

/* The next act finishes what the last one left.  */
static void acts_after_it_are_in_order(void **state)
{
	(void)state;
	begin();
	run_and_die(do_remove, BEFORE);
	run(do_rename);
	run(do_undo);
	run(do_undo);
	list_is(list);
	run_and_die(do_redo, AFTER);
	run(do_redo);
	run(do_undo);
	run(do_undo);
	list_is(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(list_and_journal_agree),
		cmocka_unit_test(what_was_asked_for_is_done),
		cmocka_unit_test(an_edit_meanwhile_stays),
		cmocka_unit_test(what_cannot_be_done_is_none),
		cmocka_unit_test(acts_after_it_are_in_order),
	};
	int rc = unit_run("kill -9 and the list", tests, ARRAY_LEN(tests));

	free(dir);
	return rc;
}
