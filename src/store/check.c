/* check.c - whether the cache is sound: for doctor and for the tests */
#include "config.h"

#include "store/faults.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/date.h"

#define MESSAGES 100		/* of integrity_check that are looked at */

struct check {
	struct store *st;
	const struct store_watch *watch;
	enum store_depth depth;
	bool alone;
	struct store_findings *found;
};

bool store_is_open_elsewhere(const char *path)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
			      .l_start = CHECK_LOCK_AT, .l_len = CHECK_LOCK_LEN };
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool is_open;

	if (fd < 0)
		return false;
	is_open = fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
	close(fd);
	return is_open;
}

static struct store_finding *add(struct check *c, enum fault f, int64_t n,
				 const char *detail)
{
	struct store_findings *found = c->found;
	struct store_finding *it;

	for (size_t i = 0; i < found->n; i++)
		if (found->list[i].fault == (int)f) {
			found->list[i].n += n;
			return &found->list[i];
		}
	it = &found->list[found->n++];
	*it = (struct store_finding){
		.fault = (int)f, .n = n, .words = fault_kinds[f].words,
		.how = fault_kinds[f].how,
		.remedy = fault_kinds[f].how && f > FAULT_SCHEMA ?
			  STORE_MEND : STORE_SALVAGE,
	};
	if (!strncmp(detail, "*** in database", 15) && strchr(detail, '\n'))
		detail = strchr(detail, '\n') + 1;
	snprintf(it->detail, sizeof(it->detail), "%.*s",
		 (int)strcspn(detail, "\n"), detail);
	if (f <= FAULT_SCHEMA)
		found->damaged = true;
	return it;
}

/* A statement failed.  0 when that tells of damage, which is noted.  */
static int note_damage(struct check *c, struct err *err)
{
	int code = sqlite3_extended_errcode(c->st->db);

	if (db_cancelled(c->st))
		return err_set(err, ERR_CANCELLED, "cancelled");
	if (!fault_is_damage(code) && !fault_is_damage(c->st->failed))
		return -1;
	add(c, FAULT_PAGES, 1, sqlite3_errstr(code));
	return 0;
}

/* --- what there has to be ----------------------------------------------------- */

static int check_schema(struct check *c, struct err *err)
{
	struct str names = STR_INIT;
	int64_t n = 0;
	int rc = schema_missing(c->st, &names, &n, err);

	if (rc == 0 && n)
		add(c, FAULT_SCHEMA, n, names.s);
	str_release(&names);
	return rc < 0 ? note_damage(c, err) : 0;
}

/* --- pages and indexes ------------------------------------------------------- */

static bool is_of_index(const char *text)
{
	return strstr(text, "missing from index") ||
	       strstr(text, "wrong # of entries in index") ||
	       strstr(text, "non-unique entry in index") ||
	       strstr(text, "unexpected") ||
	       strstr(text, "not at end of record");
}

static int check_pages(struct check *c, struct err *err)
{
	sqlite3_stmt *s = db_prepare(c->st, c->depth == STORE_FULL ?
				     "PRAGMA integrity_check(100)" :
				     "PRAGMA quick_check(100)", err);
	int rc;

	_Static_assert(MESSAGES == 100, "the statements above say so too");
	if (!s)
		return note_damage(c, err);
	while ((rc = db_step(c->st, s, err)) > 0) {
		const char *text = (const char *)sqlite3_column_text(s, 0);

		if (text && strcmp(text, "ok") != 0)
			add(c, is_of_index(text) ? FAULT_INDEXES : FAULT_PAGES,
			    1, text);
	}
	sqlite3_finalize(s);
	return rc < 0 ? note_damage(c, err) : 0;
}

/* --- the index -------------------------------------------------------------------- */

/* FTS5 is asked by an insert, which writes nothing but takes the lock.  */
static int check_words(struct check *c, struct err *err)
{
	struct store *st = c->st;
	int rc;

	if (!c->alone || st->mode == STORE_READ) {
		c->found->index_unread = true;
		return 0;
	}
	rc = sqlite3_exec(st->db, "INSERT INTO search(search, rank)"
			  " VALUES ('integrity-check', 1)", NULL, NULL, NULL);
	if ((rc & 0xff) == SQLITE_CORRUPT)
		add(c, FAULT_INDEX_WORDS, 1, "");
	else if (rc != SQLITE_OK)
		return db_fail(st, rc, err);
	return 0;
}

/* --- all of it ---------------------------------------------------------------------- */

static int check_one(struct check *c, enum fault f, struct err *err)
{
	int64_t n;

	if (!fault_kinds[f].find)
		return 0;
	if (fault_count(c->st, f, &n, err) < 0)
		return note_damage(c, err);
	if (n)
		add(c, f, n, "");
	return 0;
}

static void say_step(const struct store_watch *watch, const char *what, int i,
		     int n)
{
	if (watch && watch->step)
		watch->step(watch->arg, what, i, n);
}

static int check_all(struct check *c, struct err *err)
{
	static const char *const steps[] = {
		"the pages", "what belongs together", "the texts",
	};
	int n = c->depth == STORE_FULL ? 4 : 1, i = 0;

	if (check_schema(c, err) < 0)
		return -1;
	if (c->depth == STORE_FULL) {
		say_step(c->watch, steps[0], i++, n);
		if (check_pages(c, err) < 0)
			return -1;
	}
	/* What stands on damaged pages cannot be counted.  */
	for (int depth = STORE_QUICK; depth <= (int)c->depth; depth++) {
		say_step(c->watch, steps[1 + depth], i++, n);
		for (int f = 0; f < N_FAULTS && !c->found->damaged; f++)
			if ((int)fault_kinds[f].depth == depth &&
			    check_one(c, (enum fault)f, err) < 0)
				return -1;
	}
	return 0;
}

int store_examine(struct store *st, enum store_depth depth, bool alone,
		  const struct store_watch *watch, struct store_findings *ret,
		  struct err *err)
{
	struct check c = { .st = st, .watch = watch, .depth = depth,
			   .alone = alone, .found = ret };
	int rc;

	memset(ret, 0, sizeof(*ret));
	db_enter(st);
	if (watch && watch->cancelled)
		store_set_cancel(st, watch->cancelled, watch->arg);
	rc = db_begin(st, false, err);
	if (rc == 0) {
		rc = check_all(&c, err);
		db_rollback(st);
	} else {
		rc = note_damage(&c, err);
	}
	if (rc == 0 && depth == STORE_FULL && !ret->damaged) {
		say_step(watch, "the search index", 3, 4);
		rc = check_words(&c, err);
	}
	if (watch && watch->cancelled)
		store_set_cancel(st, NULL, NULL);
	return rc;
}

int store_check(struct store *st, struct err *err)
{
	struct store_findings found;
	const struct store_finding *f = found.list;

	if (store_examine(st, STORE_FULL, true, NULL, &found, err) < 0)
		return -1;
	if (!found.n)
		return 0;
	return err_set(err, ERR_INPUT, "%s: %s: %lld%s%s", st->path, f->words,
		       (long long)f->n, *f->detail ? ": " : "", f->detail);
}
