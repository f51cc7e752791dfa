/* t_app_hard.c - a reader whose cache cannot be written for a while */
#include "config.h"

#include "unit.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <sqlite3.h>

#include "app/app.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"

#define N 8

static char *dir;

static char *in_dir(const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", dir, name);
	return str_detach(&path);
}

static struct app *open_reader(const char *name, enum app_mode mode)
{
	char *config = in_dir("config"), *subs = in_dir("feeds");
	char *cache = in_dir(name);
	const struct app_options options = { mode, config, subs, cache,
					     NULL };
	struct err err = ERR_INIT;
	struct app *app;

	if (app_open(&options, &app, &err) < 0)
		fail_msg("%s", err.text);
	free(config);
	free(subs);
	free(cache);
	return app;
}

/* Failures, and the words of the last event that had some.  */
struct seen {
	int done, failed, messages;
	char text[480], message[480];
};

static void see(void *arg, const struct app_event *e)
{
	struct seen *s = arg;

	if (e->mail.type == (int)APP_DONE) {
		s->done++;
		s->failed += e->err.kind != ERR_NONE;
		snprintf(s->text, sizeof(s->text), "%s", e->err.text);
	} else if (e->mail.type == (int)APP_MESSAGE) {
		s->messages++;
		snprintf(s->message, sizeof(s->message), "%s", e->text);
	}
}

static struct seen settle(struct app *app)
{
	struct seen seen = { 0 };

	app_settle(app, see, &seen);
	return seen;
}

static void fill(const char *name, int64_t *ids)
{
	const struct store_scope scope = { 0 };
	struct app *app = open_reader(name, APP_READER);
	struct err err = ERR_INIT;
	int64_t *list;
	size_t n;

	settle(app);
	assert_int_equal(store_list(app_store(app), &scope, 0, N, &list, &n,
				    &err), 0);
	assert_int_equal(n, N);
	memcpy(ids, list, N * sizeof(*ids));
	free(list);
	app_close(app);
}

static bool is_starred(struct app *app, int64_t id)
{
	struct err err = ERR_INIT;
	struct store_article *a;
	bool starred;

	if (store_article(app_store(app), id, &a, &err) < 0)
		fail_msg("%s", err.text);
	starred = a->starred;
	store_article_free(a);
	return starred;
}

static void star(struct app *app, int64_t id)
{
	(void)app_mark(app, STORE_MARK_STAR, true, NULL, &id, 1);
}

static void limit_files(rlim_t size)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = size;
	setrlimit(RLIMIT_FSIZE, &limit);
}

static void a_full_disk_gets_space_again(void **state)
{
	struct err err = ERR_INIT;
	struct seen seen;
	struct app *app;
	int64_t ids[N];

	(void)state;
	fill("full.db", ids);
	limit_files(0);
	app = open_reader("full.db", APP_READER);
	seen = settle(app);
	assert_int_equal(seen.messages, 1);
	assert_non_null(strstr(seen.message, "Reading only: "));
	assert_non_null(strstr(seen.message, "no space left"));
	assert_true(app_cache_problem(app, &err));
	for (int i = 0; i < N; i++)
		star(app, ids[i]);
	seen = settle(app);
	assert_int_equal(seen.failed, N);
	assert_non_null(strstr(seen.text, "full.db: no space left"));
	assert_false(is_starred(app, ids[0]));
	app_refresh(app, APP_REFRESH_ALL, NULL, 0);
	seen = settle(app);
	assert_int_equal(seen.messages, 1);
	assert_non_null(strstr(seen.message, "Nothing is fetched"));
	limit_files(RLIM_INFINITY);
	star(app, ids[0]);
	seen = settle(app);
	assert_int_equal(seen.failed, 0);
	assert_non_null(strstr(seen.message, "can be written again"));
	assert_false(app_cache_problem(app, &err));
	assert_true(is_starred(app, ids[0]));
	star(app, ids[1]);
	assert_int_equal(settle(app).failed, 0);
	assert_true(is_starred(app, ids[1]));
	app_close(app);
}

/* It runs full while the reader is open: nothing that was acknowledged is
 * missing, and it goes on when there is space.  */
static void a_disk_that_runs_full(void **state)
{
	struct seen seen;
	struct app *app;
	int64_t ids[N];

	(void)state;
	fill("runs.db", ids);
	app = open_reader("runs.db", APP_READER);
	settle(app);
	star(app, ids[0]);
	assert_int_equal(settle(app).failed, 0);
	limit_files(0);
	star(app, ids[1]);
	seen = settle(app);
	assert_int_equal(seen.failed, 1);
	if (!strstr(seen.text, "space"))
		fail_msg("%s", seen.text);
	limit_files(RLIM_INFINITY);
	star(app, ids[2]);
	assert_int_equal(settle(app).failed, 0);
	assert_true(is_starred(app, ids[0]));
	assert_false(is_starred(app, ids[1]));
	assert_true(is_starred(app, ids[2]));
	app_close(app);
}

/* Another program holds the lock for ever: many acts wait no longer than one,
 * and reading goes on meanwhile.  */
static void a_lock_that_is_never_let_go(void **state)
{
	char *path = in_dir("locked.db");
	int64_t ids[N], start;
	struct seen seen;
	struct app *app;
	sqlite3 *db;

	(void)state;
	fill("locked.db", ids);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL),
			 SQLITE_OK);
	app = open_reader("locked.db", APP_READER);
	start = date_monotonic_ms();
	for (int i = 0; i < N; i++)
		star(app, ids[i]);
	assert_false(is_starred(app, ids[0]));
	assert_true(date_monotonic_ms() - start < 5000);
	seen = settle(app);
	assert_int_equal(seen.failed, N);
	assert_non_null(strstr(seen.text, "another program"));
	assert_null(strstr(seen.text, "locked:"));
	/* Not one wait after the other.  */
	assert_true(date_monotonic_ms() - start < 10000 * (N - 1));
	sqlite3_close(db);
	star(app, ids[0]);
	assert_int_equal(settle(app).failed, 0);
	assert_true(is_starred(app, ids[0]));
	app_close(app);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_full_disk_gets_space_again),
		cmocka_unit_test(a_disk_that_runs_full),
		cmocka_unit_test(a_lock_that_is_never_let_go),
	};

	signal(SIGXFSZ, SIG_IGN);
	dir = unit_tmpdir();
	return unit_run("app, hard", tests, ARRAY_LEN(tests));
}
