/* t_salvage.c - damaged caches are salvaged, and nothing on whole pages lost
 *
 * SALVAGE_ROUNDS=5000 ./t_salvage damages more files than `make check` does.
 */
#include "config.h"

#include "store_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "store/pages.h"
#include "store/salvage.h"
#include "store/store_private.h"

#define PAGE 8192
#define ARTICLES 400

static const struct store_scope all = { .kind = STORE_ALL };
static uint32_t seed = 1;

static uint32_t rnd(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)(((uint64_t)(seed >> 4) * n) >> 28);
}

/* --- a cache to be damaged --------------------------------------------------------- */

static struct str words(size_t n)
{
	struct str s = STR_INIT;

	str_add(&s, "<p>");
	for (size_t i = 0; i < n; i++)
		str_addf(&s, "%x ", rnd(1u << 24));
	return s;
}

static void fill(struct store *st, int64_t feed)
{
	for (int i = 0; i < ARTICLES; i += 20) {
		struct fix_entry e[20];
		struct arena *a = arena_new();

		for (int k = 0; k < 20; k++) {
			struct str s = words(k == 7 ? 6000 : 20 + rnd(200));

			e[k] = (struct fix_entry){
				arena_printf(a, "guid %d", i + k),
				arena_printf(a, "https://a.example/%d", i + k),
				arena_printf(a, "Title %d", i + k),
				arena_span(a, str_span(&s)),
				NOW - 60 * (i + k) };
			str_release(&s);
		}
		fix_put(st, feed, NOW, e, 20, NULL, NULL);
		arena_free(a);
	}
}

/* A cache with something of everything, closed; its path.  */
static char *make_cache(void)
{
	static const char *const urls[] = { "https://a.example/feed",
		"https://b.example/feed" };
	struct fix_entry edit = { "guid 5", "https://a.example/5", "Title 5",
				  "<p>it was edited", NOW - 300 };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feeds[2], *ids;
	size_t n;

	fix_subs(st, urls, 2, feeds);
	fill(st, feeds[0]);
	fix_fill(st, feeds[1], NOW - 86400, 30);
	fix_put(st, feeds[0], NOW, &edit, 1, NULL, NULL);
	fix_index(st);
	ids = fix_list(st, all, NULL, 0, 100, &n);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 60, "Read %n",
			NULL, &err), &err);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, ids + 10, 30,
			"Star %n", NULL, &err), &err);
	must(store_mark(st, STORE_MARK_TAG, true, "later", ids + 20, 10,
			"Tag %n", NULL, &err), &err);
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids + 90, 10,
			"Deleted %n", NULL, &err), &err);
	must(store_set_place(st, ids[3], 4, 5, &err), &err);
	free(ids);
	fix_sound(st);
	store_close(st);
	return path;
}

static struct str contents(const char *path)
{
	struct str s = STR_INIT;
	struct err err = ERR_INIT;

	must(file_read(path, 0, &s, &err), &err);
	return s;
}

static void put_file(const char *path, struct span bytes)
{
	struct err err = ERR_INIT;

	must(file_write(path, bytes, &err), &err);
}

/* --- what it holds ------------------------------------------------------------------- */

struct held {
	int64_t id;
	uint32_t page;
};

static struct held held[ARTICLES + 100];
static size_t n_held;
static uint32_t page_now;

static int note_row(void *arg, const struct pages_row *row)
{
	(void)arg;
	held[n_held++] = (struct held){ row->rowid, page_now };
	return 0;
}

static uint32_t root_of(const char *path, const char *table)
{
	struct store *st = fix_open(path, STORE_READ);
	struct err err = ERR_INIT;
	sqlite3_stmt *q = db_prepare(st, "SELECT rootpage FROM sqlite_master"
				     " WHERE name = ?1", &err);
	int64_t root = 0;

	bind_text(q, 1, table);
	must(db_number(st, q, 0, &root, &err), &err);
	sqlite3_finalize(q);
	store_close(st);
	return (uint32_t)root;
}

/* Which articles are on which pages.  */
static void note_articles(const char *path)
{
	struct err err = ERR_INIT;
	enum pages_trust trust;
	struct pages *p;
	uint32_t root = root_of(path, "article");
	int fd = open(path, O_RDONLY);

	must(pages_open(fd, NULL, &p, &err), &err);
	assert_true(pages_adopt(p, root, 1) > 5);
	n_held = 0;
	for (page_now = 1; page_now <= pages_count(p); page_now++)
		if (pages_owner(p, page_now, &trust) == 1)
			pages_rows(p, page_now, true, note_row, NULL);
	pages_free(p);
	close(fd);
	assert_int_equal(n_held, ARTICLES + 30 - 10);
}

static bool is_there(struct store *st, int64_t id)
{
	struct store_article *a;
	struct err err = ERR_INIT;

	if (store_article(st, id, &a, &err) < 0)
		return false;
	store_article_free(a);
	return true;
}

/* --- damage ---------------------------------------------------------------------------- */

static void damage(struct str *s, int kind)
{
	uint32_t pages = (uint32_t)(s->len / PAGE), a, b;

	switch (kind % 8) {
	case 0:			/* single bytes */
		for (uint32_t n = 1 + rnd(60); n--;)
			s->s[rnd((uint32_t)s->len)] = (char)rnd(256);
		break;
	case 1:			/* pages of zeros */
		for (uint32_t n = 1 + rnd(pages / 4); n--;)
			memset(s->s + (size_t)rnd(pages) * PAGE, 0, PAGE);
		break;
	case 2:			/* noise in the middle */
		a = rnd((uint32_t)s->len);
		b = rnd(40 * PAGE);
		for (b = MIN(b, (uint32_t)s->len - a); b--;)
			s->s[a + b] = (char)rnd(256);
		break;
	case 3:			/* cut off */
		str_truncate(s, rnd((uint32_t)s->len + 1));
		break;
	case 4:			/* pages that changed places */
		for (uint32_t n = 1 + rnd(4); n--;) {
			char page[PAGE];

			a = rnd(pages) * PAGE;
			b = rnd(pages) * PAGE;
			memcpy(page, s->s + a, PAGE);
			memcpy(s->s + a, s->s + b, PAGE);
			memcpy(s->s + b, page, PAGE);
		}
		break;
	case 5:			/* the first page, or more */
		memset(s->s, 0, MIN(s->len, (1 + rnd(3)) * PAGE));
		break;
	case 6:			/* a bit in each of many places */
		for (uint32_t n = 1 + rnd(400); n--;)
			s->s[rnd((uint32_t)s->len)] ^= (char)(1 << rnd(8));
		break;
	default:		/* the heads of pages */
		for (uint32_t n = 1 + rnd(10); n--;)
			for (uint32_t i = 0; i < 16; i++)
				s->s[rnd(pages) * PAGE + i] = (char)rnd(256);
		break;
	}
}

static bool page_is_whole(const struct str *was, const struct str *is,
			  uint32_t page)
{
	size_t at = (size_t)(page - 1) * PAGE;

	return at + PAGE <= is->len &&
	       memcmp(was->s + at, is->s + at, PAGE) == 0;
}

static void remove_kept(struct store_salvaged *r)
{
	assert_int_equal(access(r->kept, F_OK), 0);
	unlink(r->kept);
	store_salvaged_release(r);
}

static void test_damages(void **state)
{
	const char *env = getenv("SALVAGE_ROUNDS");
	int rounds = env ? (int)strtol(env, NULL, 10) : 32;
	char *from = make_cache(), *path = fix_path();
	struct str was = contents(from);
	size_t expected = 0, found = 0, missed[8] = { 0 };
	char *folder = xstrndup(path, strlen(path) - 11);

	(void)state;
	mkdir(folder, 0700);
	note_articles(from);
	for (int round = 0; round < rounds; round++) {
		struct store_salvaged ret;
		struct err err = ERR_INIT;
		struct str is = STR_INIT;
		struct store *st;

		seed = (uint32_t)round * 2654435761u + 17;
		str_adds(&is, str_span(&was));
		damage(&is, round);
		put_file(path, str_span(&is));
		if (store_salvage(path, NULL, &ret, &err) < 0)
			fail_msg("round %d: %s", round, err.text);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		for (size_t i = 0; i < n_held; i++) {
			bool there = is_there(st, held[i].id);

			if (!page_is_whole(&was, &is, held[i].page))
				continue;
			expected++;
			found += there;
			missed[round % 8] += !there;
		}
		store_close(st);
		remove_kept(&ret);
		str_release(&is);
	}
	print_message("# %zu of %zu articles on whole pages; missed:", found,
		      expected);
	for (int i = 0; i < 8; i++)
		print_message(" %zu", missed[i]);
	print_message("\n");
	assert_true(found * 1000 >= expected * 995);
	str_release(&was);
	free(folder);
	free(path);
	free(from);
}

/* --- what is found in them ------------------------------------------------------------ */

/* All that the reader made is there again, from a file without a first page.  */
static void test_header_gone(void **state)
{
	char *path = make_cache();
	struct str s = contents(path);
	struct store_salvaged ret;
	struct err err = ERR_INIT;
	struct store_tags *tags;
	struct store *st;
	char *what;

	(void)state;
	memset(s.s, 0, PAGE);
	put_file(path, str_span(&s));
	chmod(path, 0640);
	must(store_salvage(path, NULL, &ret, &err), &err);
	assert_int_equal(ret.feeds, 2);
	assert_int_equal(ret.articles, ARTICLES + 30 - 10);
	assert_int_equal(ret.expected, ret.articles);
	assert_int_equal(ret.starred, 30);
	assert_int_equal(ret.unread, ret.articles - 60);
	assert_int_equal(ret.tags, 1);
	assert_int_equal(ret.versions, 1);
	assert_int_equal(ret.no_text, 0);
	st = fix_open(path, STORE_WRITE);
	must(store_tags(st, &tags, &err), &err);
	assert_int_equal(tags->n, 1);
	assert_string_equal(tags->tags[0].name, "later");
	assert_int_equal(tags->tags[0].total, 10);
	store_tags_free(tags);
	assert_int_equal(fix_count(st, all, "edited"), 1);
	/* Undo knows what was done last.  */
	must(store_undo(st, &what, NULL, &err), &err);
	assert_string_equal(what, "Deleted 10");
	free(what);
	assert_int_equal(fix_count(st, all, NULL), ARTICLES + 30);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	remove_kept(&ret);
	str_release(&s);
	free(path);
}

/* Several tags are still one act.  */
static void test_groups(void **state)
{
	struct store_tagging two[] = { { "a", true, "Tagged %n a", 0, STORE_MARK_TAG },
				       { "b", true, "Tagged %n b", 0, STORE_MARK_TAG } };
	char *path = make_cache(), *what;
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_salvaged ret;
	struct err err = ERR_INIT;
	int64_t *ids;
	size_t n;

	(void)state;
	ids = fix_list(st, all, NULL, 0, 3, &n);
	must(store_tag(st, two, 2, ids, n, &err), &err);
	store_close(st);
	must(store_salvage(path, NULL, &ret, &err), &err);
	st = fix_open(path, STORE_WRITE);
	must(store_undo(st, &what, NULL, &err), &err);
	assert_string_equal(what, "Tagged 3 a, 3 b");
	free(what);
	must(store_redo(st, &what, NULL, &err), &err);
	assert_string_equal(what, "Tagged 3 a, 3 b");
	free(what);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	remove_kept(&ret);
	free(ids);
	free(path);
}

/* What a killed process left in the log is part of the file; another file's
 * log is not.  */
static void test_logs(void **state)
{
	char *path = make_cache(), *other = make_cache(), *wal, *foreign;
	struct store_salvaged ret;
	struct err err = ERR_INIT;
	struct store *st;
	struct str name = STR_INIT, s, log;
	pid_t pid;

	(void)state;
	fflush(stdout);
	pid = fork();
	if (!pid) {
		struct store *child = fix_open(path, STORE_WRITE);

		if (store_set_value(child, "new", "value", &err) < 0)
			_exit(1);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	str_addf(&name, "%s-wal", path);
	wal = str_detach(&name);
	str_addf(&name, "%s-wal", other);
	foreign = str_detach(&name);
	log = contents(wal);
	assert_true(log.len > PAGE);
	s = contents(path);
	memset(s.s + 5 * PAGE, 7, PAGE);
	put_file(path, str_span(&s));
	must(store_salvage(path, NULL, &ret, &err), &err);
	st = fix_open(path, STORE_WRITE);
	must(store_get_value(st, "new", &name.s, &err), &err);
	assert_string_equal(name.s, "value");
	free(name.s);
	store_close(st);
	remove_kept(&ret);
	str_release(&s);
	/* Noise with the name of a log.  */
	memset(log.s + 40, 5, log.len - 40);
	put_file(foreign, str_span(&log));
	must(store_salvage(other, NULL, &ret, &err), &err);
	assert_int_equal(ret.articles, ARTICLES + 30 - 10);
	assert_int_equal(access(foreign, F_OK), -1);
	remove_kept(&ret);
	str_release(&log);
	free(wal);
	free(foreign);
	free(path);
	free(other);
}

static void test_backup(void **state)
{
	char *path = make_cache(), *backup;
	struct str s = contents(path), name = STR_INIT;
	struct store_salvaged ret;
	struct err err = ERR_INIT;
	struct store *st;
	int64_t gone, read;

	(void)state;
	str_addf(&name, "%s.backup", path);
	backup = str_detach(&name);
	put_file(backup, str_span(&s));
	st = fix_open(path, STORE_WRITE);
	gone = fix_id(st, "Title 80");
	read = fix_id(st, "Title 200");
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, &gone, 1, "x",
			NULL, &err), &err);
	must(store_mark(st, STORE_MARK_READ, true, NULL, &read, 1, "x", NULL,
			&err), &err);
	store_close(st);
	str_release(&s);
	s = contents(path);
	note_articles(backup);
	/* Every third page with articles.  */
	for (size_t i = 0; i < n_held; i++)
		if (held[i].page % 3 == 0)
			memset(s.s + (held[i].page - 1) * PAGE, 'x', PAGE);
	put_file(path, str_span(&s));
	must(store_salvage(path, NULL, &ret, &err), &err);
	assert_int_equal(ret.articles, ARTICLES + 30 - 11);
	assert_true(ret.from_backup > 20);
	assert_int_equal(ret.no_text, 0);
	assert_string_equal(ret.backup + strlen(ret.backup) - 7, ".backup");
	st = fix_open(path, STORE_WRITE);
	assert_false(is_there(st, gone));
	assert_int_equal(fix_count(st, all, "edited"), 1);
	store_close(st);
	remove_kept(&ret);
	/* Nothing is left of it: then all is from the backup.  */
	memset(s.s, 'y', s.len);
	put_file(path, str_span(&s));
	must(store_salvage(path, NULL, &ret, &err), &err);
	assert_int_equal(ret.articles, ARTICLES + 30 - 10);
	assert_int_equal(ret.tags, 1);
	assert_int_equal(ret.versions, 1);
	remove_kept(&ret);
	str_release(&s);
	free(backup);
	free(path);
}

/* In the middle of a big act: what is wanted still comes about, and undo takes
 * all of it back.  */
static void test_unfinished(void **state)
{
	static const char *const hits[] = {
		NULL, "feed", "article_unread", "trash", "article", "act",
		"act_part", "tombstone", "trash",
	};

	(void)state;
	for (size_t hit = 0; hit < ARRAY_LEN(hits); hit++) {
		char *path = make_cache();
		struct store *st = fix_open(path, STORE_WRITE);
		struct store_salvaged ret;
		struct err err = ERR_INIT;
		int64_t *ids, left = 1, back;
		bool whole = hit == ARRAY_LEN(hits) - 1, lost;
		struct str s;
		char *what;
		size_t n;

		ids = fix_list(st, all, NULL, 0, 0, &n);
		st->leaving = !whole;
		must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids, n,
				"Deleted %n", NULL, &err), &err);
		free(ids);
		assert_int_equal(fix_count(st, all, NULL) == 0, whole);
		store_close(st);
		s = contents(path);
		memset(s.s + (hits[hit] ? root_of(path, hits[hit]) - 1 : 0) *
		       PAGE, 'x', PAGE);
		put_file(path, str_span(&s));
		must(store_salvage(path, NULL, &ret, &err), &err);
		remove_kept(&ret);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		while (left)
			must(store_acts_some(st, 20, &left, &err), &err);
		/* Of an act that is lost nothing more is done.  */
		lost = hits[hit] && !strncmp(hits[hit], "act", 3);
		assert_int_equal(fix_count(st, all, NULL) > 0, lost);
		must(store_undo(st, &what, NULL, &err), &err);
		back = fix_count(st, (struct store_scope){ .kind = STORE_ALL },
				 NULL);
		assert_string_equal(what, lost ? "Deleted 74 before the cache"
				    " was salvaged" : "Deleted 420");
		/* Those of a lost feed lie in an archived one.  */
		assert_int_equal(back, lost ? 430 : hits[hit] &&
				 !strcmp(hits[hit], "feed") ? 0 : 420);
		free(what);
		fix_sound(st);
		store_close(st);
		str_release(&s);
		free(path);
	}
}

/* The library's calls, in the place of which the process is killed.  */
static int kill_at = -1, n_steps;
static bool no_links;

static void step(void)
{
	if (n_steps++ == kill_at)
		raise(SIGKILL);
}

int link(const char *from, const char *to)
{
	if (kill_at >= 0)
		step();
	if (no_links) {
		errno = EPERM;
		return -1;
	}
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int rename(const char *from, const char *to)
{
	int rc;

	if (kill_at >= 0)
		step();
	rc = renameat(AT_FDCWD, from, AT_FDCWD, to);
	if (kill_at >= 0 && strstr(from, ".salvage"))
		step();
	return rc;
}

/* Wait for it; whether it was killed.  */
static bool was_killed(pid_t pid)
{
	int how;

	waitpid(pid, &how, 0);
	assert_true(WIFSIGNALED(how) || !WEXITSTATUS(how));
	return WIFSIGNALED(how);
}

static pid_t write_and_die(const char *path)
{
	struct err err = ERR_INIT;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid)
		_exit(store_set_value(fix_open(path, STORE_WRITE), "new",
				      "value", &err) < 0);
	return pid;
}

/* A cache whose last write is in its log, and whose damage is in the file; the
 * name of the log.  */
static char *make_torn(const char *path)
{
	uint32_t page = root_of(path, "article_unread");
	struct str name = STR_INIT, s;

	assert_false(was_killed(write_and_die(path)));
	s = contents(path);
	memset(s.s + (page - 1) * PAGE, 'x', PAGE);
	put_file(path, str_span(&s));
	str_release(&s);
	str_addf(&name, "%s-wal", path);
	assert_int_equal(access(name.s, F_OK), 0);
	return str_detach(&name);
}

static void check_torn(const char *path)
{
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	struct str marker = STR_INIT;
	char *value;

	must(store_get_value(st, "new", &value, &err), &err);
	assert_non_null(value);
	free(value);
	assert_int_equal(fix_count(st, all, NULL), ARTICLES + 30 - 10);
	fix_sound(st);
	store_close(st);
	str_addf(&marker, "%s.swap", path);
	assert_int_equal(access(marker.s, F_OK), -1);
	str_release(&marker);
}

/* Killed at any step of putting the new file in its place: the next start has
 * it whole, with what was in the log of the old one.  */
static void test_killed(void **state)
{
	(void)state;
	for (int i = 0; i < 9; i++) {
		char *path = make_cache(), *log = make_torn(path);
		struct store_salvaged ret;
		struct err err = ERR_INIT;
		pid_t pid;

		no_links = i >= 4;
		fflush(stdout);
		pid = fork();
		if (!pid) {
			kill_at = i % 4 + (i >= 4 ? i / 8 * 4 : 0);
			_exit(store_salvage(path, NULL, &ret, &err) < 0);
		}
		assert_true(was_killed(pid));
		check_torn(path);
		no_links = false;
		free(log);
		free(path);
	}
}

static void test_old_versions(void **state)
{
	(void)state;
	for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
		char *path = fix_old_cache(version);
		struct str s = contents(path);
		struct store_salvaged ret;
		struct err err = ERR_INIT;

		s.s[0] = 'x';
		put_file(path, str_span(&s));
		must(store_salvage(path, NULL, &ret, &err), &err);
		assert_true(ret.articles >= 3);
		assert_int_equal(ret.articles, ret.expected);
		assert_int_equal(ret.no_text, 0);
		remove_kept(&ret);
		str_release(&s);
		free(path);
	}
}

/* --- what is left alone ----------------------------------------------------------------- */

static void refuse(const char *path, enum err_kind kind, const char *why)
{
	struct str was = contents(path), is;
	struct store_salvaged ret;
	struct err err = ERR_INIT;

	assert_int_equal(store_salvage(path, NULL, &ret, &err), -1);
	if (err.kind != kind || !strstr(err.text, why))
		fail_msg("%d: %s", err.kind, err.text);
	is = contents(path);
	assert_true(span_eq(str_span(&was), str_span(&is)));
	str_release(&was);
	str_release(&is);
}

static void test_refusals(void **state)
{
	char *path = make_cache();
	struct store_salvaged ret;
	struct str s = contents(path);
	struct err err = ERR_INIT;
	int fds[2], n = 0;
	pid_t pid;

	(void)state;
	s.s[62] = 3;			/* user_version */
	put_file(path, str_span(&s));
	refuse(path, ERR_NEWER, "newer");
	s.s[62] = 0;
	put_file(path, str_span(&s));
	/* Open elsewhere.  */
	assert_int_equal(pipe(fds), 0);
	fflush(stdout);
	pid = fork();
	if (!pid) {
		if (!fix_open(path, STORE_WRITE) || write(fds[1], "x", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	assert_int_equal(read(fds[0], &n, 1), 1);
	assert_true(store_is_open_elsewhere(path));
	refuse(path, ERR_BUSY, "another coranto");
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	assert_false(store_is_open_elsewhere(path));
	unlink(path);
	assert_int_equal(store_salvage(path, NULL, &ret, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	str_release(&s);
	free(path);
}

/* --- made to take long ----------------------------------------------------------------- */

static int count_row(void *arg, const struct pages_row *row)
{
	assert_int_equal(row->n, 1);
	++*(size_t *)arg;
	return 0;
}

/* Many rows in the same place of a page are not each read.  */
static void test_overlapping_rows(void **state)
{
	enum { SIZE = 8192, CELLS = 3000, TEXT = 1000 };
	static uint8_t bytes[2 * SIZE];
	uint8_t *page = bytes + SIZE;
	struct span all_bytes = { (const char *)bytes, sizeof(bytes) };
	/* Length of the row, its number, head, length of the text.  */
	const uint8_t cell[] = { 0x87, 0x6b, 1, 3, 0x8f, 0x5d };
	char *path = fix_path();
	struct err err = ERR_INIT;
	struct pages *p;
	size_t n = 0;
	int fd;

	(void)state;
	page[0] = 13;
	page[3] = CELLS >> 8;
	page[4] = CELLS & 0xff;
	for (int i = 0; i < CELLS; i++) {
		page[8 + 2 * i] = 7000 >> 8;
		page[9 + 2 * i] = 7000 & 0xff;
	}
	memcpy(page + 7000, cell, sizeof(cell));
	memset(page + 7000 + sizeof(cell), 'x', TEXT);
	put_file(path, all_bytes);
	fd = open(path, O_RDONLY);
	must(pages_open(fd, NULL, &p, &err), &err);
	assert_int_equal(pages_rows(p, 2, true, count_row, &n), 0);
	assert_in_range(n, 1, SIZE / TEXT);
	pages_free(p);
	close(fd);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_header_gone),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_logs),
		cmocka_unit_test(test_backup),
		cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_old_versions),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_overlapping_rows),
		cmocka_unit_test(test_damages),
	};

	return unit_run("salvage", tests, ARRAY_LEN(tests));
}
