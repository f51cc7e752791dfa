/* salvage.c - a damaged file is read, a new one made, checked and put in its
 * place
 *
 * The new one is made beside the old, as FILE.salvage, and at the end takes its
 * place: salvage_swap.c.
 */
#include "config.h"

#include "store/salvage_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"

#define VERSION_MOST 9999	/* a greater one is damage */
#define BACKUPS 10

/* --- the old file --------------------------------------------------------------- */

struct old {
	char *path;
	int fd;
	struct stat stat;
	int64_t size;		/* with its log */
};

static char *path_with(const char *path, const char *suffix)
{
	struct str s = STR_INIT;

	str_addf(&s, "%s%s", path, suffix);
	return str_detach(&s);
}

static int64_t size_of(const char *path, const char *suffix)
{
	char *name = path_with(path, suffix);
	struct stat st;
	int64_t size = stat(name, &st) < 0 ? 0 : (int64_t)st.st_size;

	free(name);
	return size;
}

static int fail(struct err *err, const char *path, const char *what)
{
	return err_set(err, errno == ENOENT ? ERR_NOTFOUND : ERR_DISK,
		       "%s: cannot be %s: %s", path, what, strerror(errno));
}

/* What every SQLite connection locks a part of, all of it, for us.  */
static int lock_old(const struct old *old, struct err *err)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET,
			      .l_start = CHECK_LOCK_AT,
			      .l_len = CHECK_LOCK_LEN };

	if (fcntl(old->fd, F_SETLK, &lock) == 0)
		return 0;
	if (errno == EACCES || errno == EAGAIN)
		return err_set(err, ERR_BUSY, "%s is damaged, and open in "
			       "another coranto: close that and try again",
			       old->path);
	return fail(err, old->path, "locked");
}

static int check_space(const struct old *old, struct err *err)
{
	int64_t need = old->size + old->size / 8 + (1 << 20), have;
	struct str words = STR_INIT;
	struct statvfs fs;

	if (statvfs(old->path, &fs) < 0)
		return fail(err, old->path, "looked at");
	have = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	if (have >= need)
		return 0;
	str_add_size(&words, need);
	err_set(err, ERR_DISK, "%s is damaged, and there is too little space "
		"to make a new one beside it: %s are needed", old->path,
		words.s);
	str_release(&words);
	return -1;
}

static int open_old(const char *path, struct old *old, struct err *err)
{
	struct stat there;

	/* What a link leads to is replaced, not the link.  */
	old->path = realpath(path, NULL);
	if (!old->path)
		return fail(err, path, "found");
	old->fd = open(old->path, O_RDWR | O_CLOEXEC);
	if (old->fd < 0)
		return fail(err, path, "written");
	if (lock_old(old, err) < 0)
		return -1;
	if (fstat(old->fd, &old->stat) < 0 || stat(old->path, &there) < 0)
		return fail(err, path, "looked at");
	/* Whoever had the lock before us may have put a new one there.  */
	if (old->stat.st_dev != there.st_dev ||
	    old->stat.st_ino != there.st_ino)
		return err_set(err, ERR_BUSY, "%s has just been salvaged: look "
			       "at it again", old->path);
	old->size = old->stat.st_size + size_of(old->path, "-wal");
	return check_space(old, err);
}

static void close_old(struct old *old)
{
	if (old->fd >= 0)
		close(old->fd);
	free(old->path);
}

/* --- reading --------------------------------------------------------------------- */

/* Whether it is one of ours, as far as its first page can tell.  */
static int check_kind(struct salvage *s, const char *path, struct err *err)
{
	uint32_t application, version;
	bool known = false;
	enum pages_trust trust;

	if (!pages_header(s->pages, &application, &version))
		return 0;
	if (application == SCHEMA_APPLICATION_ID) {
		if (version > STORE_SCHEMA_VERSION && version <= VERSION_MOST)
			return err_set(err, ERR_NEWER, "%s was made by a newer "
				       "coranto: use that one", path);
		return 0;
	}
	for (uint32_t i = 1; i <= pages_count(s->pages) && !known; i++)
		known = pages_owner(s->pages, i, &trust) ==
			salvage_find(s, SPAN("article")) - s->tables + 1;
	return known || !application ? 0 :
	       err_set(err, ERR_INPUT, "%s belongs to another program: move "
		       "it away and start again", path);
}

static uint32_t count_owned(struct pages *p)
{
	enum pages_trust trust;
	uint32_t n = 0;

	for (uint32_t i = 1; i <= pages_count(p); i++)
		n += pages_owner(p, i, &trust) && trust == PAGES_REACHED;
	return n;
}

/* With the log, unless less can be reached then: it may be another file's.  */
static int open_pages(struct salvage *s, const struct old *old,
		      struct err *err)
{
	char *wal = path_with(old->path, "-wal");
	struct pages *with;
	int rc = pages_open(old->fd, wal, &s->pages, err);

	free(wal);
	if (rc < 0 || salvage_survey(s, err) < 0)
		return -1;
	if (!pages_has_wal(s->pages))
		return 0;
	with = s->pages;
	s->pages = NULL;
	if (pages_open(old->fd, NULL, &s->pages, err) < 0 ||
	    salvage_survey(s, err) < 0) {
		pages_free(with);
		return -1;
	}
	if (count_owned(with) < count_owned(s->pages)) {
		pages_free(with);
		return 0;
	}
	pages_free(s->pages);
	s->pages = with;
	return 0;
}

static int read_old(struct salvage *s, const struct old *old, struct err *err)
{
	if (open_pages(s, old, err) < 0 ||
	    check_kind(s, old->path, err) < 0 || salvage_rows(s, err) < 0)
		return -1;
	pages_free(s->pages);
	s->pages = NULL;
	return 0;
}

static int count(struct salvage *s, const char *sql, int64_t *ret,
		 struct err *err)
{
	sqlite3_stmt *q = db_stmt(s->st, sql, err);

	return q ? db_number(s->st, q, 0, ret, err) : -1;
}

static int read_backup(struct salvage *s, int fd, const char *path,
		       struct err *err)
{
	int64_t before, after;

	if (pages_open(fd, NULL, &s->pages, err) < 0 ||
	    salvage_survey(s, err) < 0)
		return -1;
	if (!count_owned(s->pages))
		return 0;
	s->backup = true;
	if (count(s, "SELECT count(*) FROM article", &before, err) < 0 ||
	    salvage_rows(s, err) < 0 ||
	    count(s, "SELECT count(*) FROM article", &after, err) < 0)
		return -1;
	s->ret->from_backup = after - before;
	s->ret->backup = xstrdup(path);
	return 0;
}

/* The newest one that can be read.  */
static int read_backups(struct salvage *s, const struct old *old,
			struct err *err)
{
	for (int i = 0; i < BACKUPS && !s->backup; i++) {
		char suffix[24], *path;
		int fd, rc;

		snprintf(suffix, sizeof(suffix), i ? ".backup.%d" : ".backup",
			 i);
		path = path_with(old->path, suffix);
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		rc = fd < 0 ? 0 : read_backup(s, fd, path, err);
		pages_free(s->pages);
		s->pages = NULL;
		if (fd >= 0)
			close(fd);
		free(path);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* --- the new file ------------------------------------------------------------------ */

/* What the servers say of what was sent is forgotten: all is sent again, and
 * so what was lost comes back as far as it is still there.  */
static int finish(struct salvage *s, struct err *err)
{
	struct store_findings found;

	/* Whatever was under way is done at once.  */
	if (db_exec(s->st, "UPDATE category SET key = coranto_category(term)"
		    " WHERE key IS NULL;"
		    "DELETE FROM value WHERE name = '" CATEGORY_KEYS "'",
		    err) < 0 || salvage_restore(s, err) < 0 ||
	    db_exec(s->st, "UPDATE feed SET etag = NULL, last_modified = NULL,"
		    " body_hash = 0;"
		    "DELETE FROM listed WHERE feed_id NOT IN"
		    " (SELECT id FROM feed);"
		    "INSERT OR IGNORE INTO backlog SELECT id FROM article",
		    err) < 0 ||
	    count(s, "SELECT count(*) FROM article WHERE body IS NOT NULL AND"
		  " NOT EXISTS (SELECT 1 FROM body WHERE body.id ="
		  " article.body)", &s->ret->no_text, err) < 0 ||
	    count(s, "SELECT count(*) FROM article WHERE feed_id NOT IN"
		  " (SELECT id FROM feed)", &s->ret->no_feed, err) < 0 ||
	    store_examine(s->st, STORE_FULL, true, s->watch, &found, err) < 0 ||
	    store_mend(s->st, &found, s->watch, err) < 0 ||
	    salvage_acts(s, err) < 0 ||
	    (found.n && store_examine(s->st, STORE_FULL, true, s->watch,
				      &found, err) < 0))
		return -1;
	for (size_t i = 0; i < found.n; i++)
		if (!found.list[i].mended)
			return err_set(err, ERR_INPUT, "what could be salvaged "
				       "does not fit together (%s)",
				       found.list[i].words);
	return 0;
}

static int count_all(struct salvage *s, struct err *err)
{
	struct store_salvaged *r = s->ret;
	const struct { const char *sql; int64_t *n; } table[] = {
		{ "SELECT count(*) FROM feed WHERE url NOT LIKE 'lost:%'",
		  &r->feeds },
		{ "SELECT sum(total) FROM feed", &r->articles },
		{ "SELECT sum(unread) FROM feed", &r->unread },
		{ "SELECT sum(starred) FROM feed", &r->starred },
		{ "SELECT count(*) FROM tag", &r->tags },
		{ "SELECT count(*) FROM version", &r->versions },
	};

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (count(s, table[i].sql, table[i].n, err) < 0)
			return -1;
	return 0;
}

static int fill(struct salvage *s, const struct old *old, struct err *err)
{
	if (salvage_tables(s, err) < 0 || read_old(s, old, err) < 0 ||
	    read_backups(s, old, err) < 0)
		return -1;
	salvage_tables_done(s);
	return finish(s, err) < 0 ? -1 : count_all(s, err);
}

static void remove_new(const char *path)
{
	static const char *const suffixes[] = { "", "-wal", "-shm",
						"-journal" };

	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++) {
		char *name = path_with(path, suffixes[i]);

		unlink(name);
		free(name);
	}
}

static int make_new(struct salvage *s, const struct old *old,
		    const char *path, struct err *err)
{
	int rc;

	remove_new(path);
	if (store_open(path, STORE_WRITE, &s->st, err) < 0)
		return -1;
	s->arena = arena_new();
	rc = fill(s, old, err);
	salvage_tables_done(s);
	pages_free(s->pages);
	store_close(s->st);
	arena_free(s->arena);
	/* Closing folds the log into the file, if there is space for that.  */
	if (rc == 0 && size_of(path, "-wal"))
		rc = err_set(err, ERR_DISK, "%s: cannot be written: check the "
			     "space that is left and the disk", path);
	return rc;
}

int store_salvage(const char *path, const struct store_watch *watch,
		  struct store_salvaged *ret, struct err *err)
{
	struct salvage *s = xcalloc(1, sizeof(*s));
	struct old old = { .fd = -1 };
	char *new_path = NULL;
	int rc;

	memset(ret, 0, sizeof(*ret));
	ret->expected = -1;
	s->ret = ret;
	s->watch = watch;
	store_salvage_end(path);
	rc = open_old(path, &old, err);
	if (rc == 0) {
		new_path = path_with(old.path, SALVAGE_SUFFIX);
		rc = make_new(s, &old, new_path, err);
		if (rc == 0)
			rc = salvage_swap(old.path, new_path,
					  old.stat.st_mode & 07777,
					  &ret->kept, err);
		if (rc < 0)
			remove_new(new_path);
	}
	free(new_path);
	close_old(&old);
	free(s);
	if (rc < 0)
		store_salvaged_release(ret);
	return rc;
}

void store_salvaged_release(struct store_salvaged *s)
{
	free(s->kept);
	free(s->backup);
	s->kept = s->backup = NULL;
}
