/* t_kill.c - kill -9, and full disks, in the middle of what writes the cache
 *
 *	t_kill [KILLS [SEED]]
 *
 * Afterwards the cache opens, is sound, has every mark that was acknowledged,
 * and no article by half; and the work goes on where it ended.  Which seed it
 * was is printed; the moments depend on the machine, too.
 */
#include "config.h"

#include "store_fixture.h"

#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "httpd.h"
#include "kill_child.h"
#include "store/backup.h"
#include "store/store_private.h"

#define FEEDS 8
#define ITEMS 60		/* of each feed that is fetched */
#define BASE 1500		/* of the feed that is marked */
#define OLD 3000		/* put into the cache that is migrated */
#define OLD_VERSION 3

extern char **environ;

static int n_kills = 42;
static uint32_t seed;
static char *self, *work_path, *subs_path;
static struct str templates[KILL_KINDS];

static uint32_t random_below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * n >> 32);
}

/* --- caches to begin with ------------------------------------------------------- */

static struct str bytes_of(const char *path)
{
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	must(file_read(path, 0, &s, &err), &err);
	return s;
}

static char *serve_feed(struct httpd *h, int feed)
{
	struct str xml = STR_INIT;
	char path[20];

	str_addf(&xml, "<rss version=\"2.0\"><channel><title>f%d</title>",
		 feed);
	for (int i = 0; i < ITEMS; i++) {
		str_addf(&xml, "<item><guid>%d-%d</guid><title>t%d</title>"
			 "<description>", feed, i, i);
		for (int w = 0; w < 120; w++)
			str_addf(&xml, "word%d ", (w * 7 + i * 13 + feed) % 997);
		str_add(&xml, "</description></item>");
	}
	str_add(&xml, "</channel></rss>");
	snprintf(path, sizeof(path), "/f%d", feed);
	httpd_page(h, path, "etag", "200 OK", "ETag: \"one\"\r\n", xml.s);
	str_release(&xml);
	return httpd_url(h, path);
}

/* One feed with articles, and some to be fetched.  */
static void make_base(struct httpd *h)
{
	char *path = fix_path(), *served[FEEDS];
	struct store *st = fix_open(path, STORE_WRITE);
	const char *urls[FEEDS + 1] = { "http://127.0.0.1:1/base" };
	int64_t ids[FEEDS + 1];
	struct str subs = STR_INIT;
	struct err err = ERR_INIT;

	for (int i = 0; i < FEEDS; i++)
		urls[i + 1] = served[i] = serve_feed(h, i);
	fix_subs(st, urls, FEEDS + 1, ids);
	assert_int_equal(ids[0], 1);
	fix_fill(st, 1, NOW, BASE);
	fix_index(st);
	must(store_set_value(st, "index-version", "0", &err), &err);
	store_close(st);
	templates[KILL_RENEW] = bytes_of(path);
	st = fix_open(path, STORE_WRITE);
	fix_index(st);
	store_close(st);
	for (size_t i = 0; i < ARRAY_LEN(urls); i++)
		str_addf(&subs, "%s\n", urls[i]);
	must(file_write(subs_path, str_span(&subs), &err), &err);
	for (int kind = 0; kind < KILL_KINDS; kind++)
		if (kind != KILL_RENEW)
			templates[kind] = bytes_of(path);
	for (int i = 0; i < FEEDS; i++)
		free(served[i]);
	str_release(&subs);
	free(path);
}

/* With 4 MB that are free, and something behind them: pages have to move for
 * the file to shrink.  */
static void make_roomy(void)
{
	char *path = fix_path(), *words = NULL;
	struct err err = ERR_INIT;
	sqlite3 *db;

	must(file_write(path, str_span(&templates[KILL_CLEAN]), &err), &err);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, "CREATE TABLE room (b);"
			 "INSERT INTO room VALUES (zeroblob(4000000));"
			 "INSERT INTO value VALUES ('far', hex(zeroblob("
			 "200000)));DROP TABLE room", NULL, NULL, &words) !=
	    SQLITE_OK)
		fail_msg("%s", words);
	sqlite3_close(db);
	str_release(&templates[KILL_CLEAN]);
	templates[KILL_CLEAN] = bytes_of(path);
	free(path);
}

static void make_old(void)
{
	static const char sql[] =
		"CREATE TEMP TABLE n AS WITH RECURSIVE n(n) AS (SELECT 1 UNION"
		" ALL SELECT n + 1 FROM n WHERE n < %d) SELECT n FROM n;"
		"CREATE TEMP TABLE a AS SELECT * FROM article LIMIT 1;"
		"UPDATE a SET body = NULL, link_key = NULL, guid = NULL,"
		" id = (SELECT max(id) FROM article);"
		"CREATE TEMP TABLE b AS SELECT a.*, n.n AS n FROM a, n;"
		"UPDATE b SET id = id + n * 1024, key = n, title = 'old ' || n;"
		"ALTER TABLE b DROP COLUMN n;"
		"INSERT INTO article SELECT * FROM b;"
		"INSERT INTO backlog SELECT id FROM b;"
		"INSERT INTO tombstone (feed_id, key, hash) SELECT a.feed_id,"
		" n.n + 1000000, 0 FROM a, n;";
	char *path = fix_old_cache(OLD_VERSION), *words = NULL, all[1000];
	sqlite3 *db;

	snprintf(all, sizeof(all), sql, OLD);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, all, NULL, NULL, &words) != SQLITE_OK)
		fail_msg("%s", words);
	sqlite3_close(db);
	str_release(&templates[KILL_MIGRATE]);
	templates[KILL_MIGRATE] = bytes_of(path);
	free(path);
}

/* --- processes --------------------------------------------------------------------- */

struct told {
	int64_t starred[BASE];
	size_t n_starred;
	int begun, accepted;	/* -1: none */
	bool ready, ended;
};

static pid_t start(enum kill_kind kind, int64_t limit, int *ret_fd)
{
	char kind_text[16], limit_text[24];
	char *argv[] = { self, kind_text, work_path, subs_path, limit_text,
			 NULL };
	posix_spawn_file_actions_t actions;
	int fds[2];
	pid_t pid;

	snprintf(kind_text, sizeof(kind_text), "--%d", (int)kind);
	snprintf(limit_text, sizeof(limit_text), "%lld", (long long)limit);
	assert_int_equal(pipe(fds), 0);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
	posix_spawn_file_actions_addclose(&actions, fds[0]);
	assert_int_equal(posix_spawn(&pid, self, &actions, NULL, argv,
				     environ), 0);
	posix_spawn_file_actions_destroy(&actions);
	close(fds[1]);
	*ret_fd = fds[0];
	return pid;
}

/* Take one record; false at the end.  */
static bool listen(int fd, struct told *t)
{
	struct kill_record r;

	if (read(fd, &r, sizeof(r)) != (ssize_t)sizeof(r))
		return false;
	switch ((enum kill_word)r.word) {
	case KILL_READY:
		t->ready = true;
		break;
	case KILL_STARRED:
		assert_true(t->n_starred < BASE);
		t->starred[t->n_starred++] = r.id;
		break;
	case KILL_BEGUN:
		t->begun = (int)r.id;
		break;
	case KILL_ACCEPTED:
		t->accepted = (int)r.id;
		break;
	case KILL_ENDED:
		t->ended = true;
		break;
	}
	return true;
}

static void begin_again(enum kill_kind kind)
{
	static const char *const ends[] = { "-wal", "-shm", "-journal",
		".backup", ".backup.1", ".backup.new", ".backup.new-journal" };
	struct err err = ERR_INIT;
	struct str s = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		str_clear(&s);
		str_addf(&s, "%s%s", work_path, ends[i]);
		unlink(s.s);
	}
	str_release(&s);
	must(file_write(work_path, str_span(&templates[kind]), &err), &err);
}

/* Have it done, and killed after so many microseconds (-1: not); how long it
 * took.  */
static int64_t run(enum kill_kind kind, int64_t kill_us, int64_t limit,
		   struct told *t)
{
	int64_t begun = 0, took;
	int fd, status;
	pid_t pid;

	*t = (struct told){ .begun = -1, .accepted = -1 };
	begin_again(kind);
	pid = start(kind, limit, &fd);
	while (!t->ready && listen(fd, t))
		;
	begun = date_monotonic_ms();
	if (kill_us >= 0) {
		usleep((useconds_t)kill_us);
		kill(pid, SIGKILL);
	}
	while (listen(fd, t))
		;
	took = date_monotonic_ms() - begun;
	close(fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (kill_us < 0 && status)
		fail_msg("kind %d: status %#x", (int)kind, status);
	return took;
}

/* --- what is to hold afterwards -------------------------------------------------------- */

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

static void none_by_half(struct store *st)
{
	static const char *const none[] = {
		"SELECT count(*) FROM article WHERE body IS NOT NULL"
		" AND body NOT IN (SELECT id FROM body)",
		"SELECT count(*) FROM body WHERE id NOT IN (SELECT body FROM"
		" article WHERE body IS NOT NULL UNION SELECT body FROM trash"
		" WHERE body IS NOT NULL UNION SELECT body FROM version"
		" WHERE body IS NOT NULL)",
		"SELECT count(*) FROM article WHERE (id IN (SELECT article_id"
		" FROM backlog)) + (id IN (SELECT id FROM search_docsize)) <> 1"
		" AND id >= " SQL_INDEX_BELOW,
		"SELECT count(*) FROM search_docsize WHERE id NOT IN"
		" (SELECT id FROM article)",
		/* A feed that has its validators has all of its articles.  */
		"SELECT count(*) FROM feed WHERE etag IS NOT NULL AND total <> "
		"60",
	};

	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		if (number(st, none[i]))
			fail_msg("%s: %lld", none[i],
				 (long long)number(st, none[i]));
}

static void marks_are_there(struct store *st, const struct told *t)
{
	for (size_t i = 0; i < t->n_starred; i++) {
		struct err err = ERR_INIT;
		struct store_article *a;

		must(store_article(st, t->starred[i], &a, &err), &err);
		assert_true(a->starred);
		store_article_free(a);
	}
}

static void work_off(struct store *st)
{
	struct err err = ERR_INIT;
	int64_t left = 1;

	while (left)
		must(store_acts_some(st, 50, &left, &err), &err);
	fix_index(st);
}

static void backup_is_whole(void)
{
	struct str name = STR_INIT;
	struct store *st;

	for (int n = 0; n < 2; n++) {
		str_clear(&name);
		store_backup_name(&name, work_path, n);
		if (access(name.s, F_OK) < 0)
			continue;
		st = fix_open(name.s, STORE_WRITE);
		fix_sound(st);
		assert_int_equal(number(st, "SELECT count(*) FROM article"),
				 BASE);
		store_close(st);
	}
	str_release(&name);
}

/* Each went whole or not at all, the oldest first, and left a tombstone.  */
static void check_clean(struct store *st, const struct told *t)
{
	int64_t left = number(st, "SELECT total FROM feed WHERE id = 1");
	int64_t gone = number(st, "SELECT count(*) FROM tombstone");

	assert_int_equal(left + gone, BASE);
	assert_int_equal(number(st, "SELECT count(*) FROM article"), left);
	assert_int_equal(number(st, "SELECT count(*) FROM body"), left);
	assert_true(left >= KILL_KEPT);
	if (!t->ended)
		return;
	assert_in_range(left, KILL_KEPT, KILL_KEPT + KILL_STARS);
	assert_true(number(st, "PRAGMA freelist_count") < 400);
}

static void check(enum kill_kind kind, const struct told *t)
{
	struct store *st = fix_open(work_path, STORE_WRITE);
	int64_t starred;

	fix_sound(st);
	none_by_half(st);
	marks_are_there(st, t);
	work_off(st);
	fix_sound(st);
	none_by_half(st);
	marks_are_there(st, t);
	starred = number(st, "SELECT count(*) FROM article WHERE starred");
	if (kind == KILL_BULK) {
		int64_t wanted = t->accepted > 0 ? BASE : 0;
		int64_t maybe = t->begun > 0 ? BASE : 0;

		if (starred != wanted && (t->begun == t->accepted ||
					  starred != maybe))
			fail_msg("%lld starred, of %d that were accepted",
				 (long long)starred, (int)wanted);
	}
	if (kind == KILL_MIGRATE)
		assert_true(number(st, "SELECT count(*) FROM article") >= OLD);
	else if (kind == KILL_CLEAN)
		check_clean(st, t);
	else
		assert_int_equal(number(st, "SELECT total FROM feed"
					" WHERE id = 1"), BASE);
	if (t->ended && kind == KILL_REFRESH)
		assert_int_equal(number(st, "SELECT count(*) FROM article"),
				 BASE + FEEDS * ITEMS);
	store_close(st);
	if (kind == KILL_BACKUP)
		backup_is_whole();
}

/* --- the tests ---------------------------------------------------------------------------- */

/* Each kind has as many moments as the others.  */
static void test_kills(void **state)
{
	static struct told t;
	int killed = 0, marks = 0;

	(void)state;
	for (int kind = 0; kind < KILL_KINDS; kind++) {
		int64_t took = run((enum kill_kind)kind, -1, 0, &t);
		int n = (n_kills + KILL_KINDS - 1 - kind) / KILL_KINDS;

		assert_true(t.ended);
		check((enum kill_kind)kind, &t);
		for (int i = 0; i < n; i++) {
			uint32_t most = (uint32_t)(took + 2) * 1000;

			run((enum kill_kind)kind, random_below(most), 0, &t);
			killed += !t.ended;
			marks += (int)t.n_starred + (t.accepted >= 0);
			check((enum kill_kind)kind, &t);
		}
	}
	printf("# %d of %d were killed before the end; %d marks had been "
	       "acknowledged\n", killed, n_kills, marks);
	assert_true(killed > n_kills / 2);
}

static void test_full_disks(void **state)
{
	static struct told t;
	int n = MAX(n_kills / KILL_KINDS / 3, 2);

	(void)state;
	for (int kind = 0; kind < KILL_KINDS; kind++) {
		for (int i = 0; i < n; i++) {
			size_t size = templates[kind].len * 5 / 4;

			run((enum kill_kind)kind, -1,
			    1 + random_below((uint32_t)size), &t);
			assert_true(t.ended);
			check((enum kill_kind)kind, &t);
		}
	}
}

int main(int argc, char **argv)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kills),
		cmocka_unit_test(test_full_disks),
	};
	struct httpd *h;
	struct str subs = STR_INIT;
	char *dir;
	int rc;

	if (argc == 5 && !strncmp(argv[1], "--", 2))
		return kill_child((enum kill_kind)strtol(argv[1] + 2, NULL, 10), argv[2],
				  argv[3], strtoll(argv[4], NULL, 10));
	if (argc > 1)
		n_kills = (int)MAX(strtol(argv[1], NULL, 10), 1);
	seed = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) :
		(uint32_t)getpid() * 2654435761u;
	printf("# %d kills, seed %u\n", n_kills, seed);
	fflush(stdout);
	self = realpath("/proc/self/exe", NULL);
	dir = unit_tmpdir();
	work_path = fix_path();
	str_addf(&subs, "%s/feeds", dir);
	subs_path = str_detach(&subs);
	setenv("HOME", dir, 1);
	h = httpd_new();
	make_base(h);
	make_old();
	make_roomy();
	rc = unit_run("kill -9", tests, ARRAY_LEN(tests));
	for (int kind = 0; kind < KILL_KINDS; kind++)
		str_release(&templates[kind]);
	httpd_free(h);
	free(self);
	free(work_path);
	free(subs_path);
	free(dir);
	return rc;
}
