/* files.c - what Tab offers where a path is typed; see files.h */
#include "config.h"

#include "ui/files.h"

#include <dirent.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "app/command.h"
#include "base/mem.h"
#include "base/pool.h"
#include "base/text.h"
#include "ui/state.h"

#define WAIT_MS 10		/* within the frame of the key */
#define LEAVE_MS 500		/* for a folder, when one quits */
#define MOST_FILES 50000	/* of a folder that are offered */

struct files {
	struct pool *pool;	/* NULL before the first */
	struct mailbox *answers;
	bool busy;		/* one folder at a time */
	char *asked;		/* the line that Tab waits for, or NULL */
	struct listing *answer;	/* that came since, or NULL */
	atomic_bool given_up;	/* the answer is not wanted any more */
};

/* A folder to be read, and what is in it.  */
struct listing {
	struct mail mail;
	struct files *files;
	char *before;
	char *folder;		/* as typed, with its slash, or empty */
	char *place;		/* where that is */
	char *name;		/* how the names begin */
	bool quotes, in_quotes;
	struct candidates found;
};

/* --- on the thread ------------------------------------------------------------ */

/* One that cannot be typed cannot be offered either.  */
static bool is_meant(const struct listing *l, const char *name)
{
	struct str safe = STR_INIT;
	bool ret = span_starts(span_of(name), l->name) &&
		   (name[0] != '.' || *l->name);

	if (ret) {
		text_safe(&safe, span_of(name), TEXT_LINE);
		ret = !strcmp(safe.s, name);
	}
	str_release(&safe);
	return ret;
}

static bool is_folder(DIR *dir, const struct dirent *e)
{
	struct stat st;

	if (e->d_type != DT_UNKNOWN && e->d_type != DT_LNK)
		return e->d_type == DT_DIR;
	return fstatat(dirfd(dir), e->d_name, &st, 0) == 0 &&
	       S_ISDIR(st.st_mode);
}

static int by_name(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return strcmp(x->word, y->word);
}

/* Would it be another word, or several, as it stands?  */
static bool needs_quotes(const char *path)
{
	return strchr("\"'#", path[0]) || strchr(path, ' ');
}

/* A quote ends behind a file; in a folder one goes on.  */
static char *in_quotes(struct arena *arena, const char *path)
{
	struct str s = STR_INIT;
	char *ret;

	str_addc(&s, '"');
	for (const char *p = path; *p; p++) {
		if (*p == '"' || *p == '\\')
			str_addc(&s, '\\');
		str_addc(&s, *p);
	}
	if (s.s[s.len - 1] != '/')
		str_addc(&s, '"');
	ret = arena_span(arena, str_span(&s));
	str_release(&s);
	return ret;
}

static void read_folder(struct listing *l)
{
	struct candidates *c = &l->found;
	struct str path = STR_INIT;
	struct dirent *e;
	DIR *dir = opendir(l->place);

	while (dir && c->n < MOST_FILES && !l->files->given_up &&
	       (e = readdir(dir))) {
		if (!is_meant(l, e->d_name))
			continue;
		str_clear(&path);
		str_addf(&path, "%s%s%s", l->folder, e->d_name,
			 is_folder(dir, e) ? "/" : "");
		candidates_add(c, str_span(&path), SPAN(""));
		c->words[c->n - 1].shown += strlen(l->folder);
	}
	if (dir)
		closedir(dir);
	str_release(&path);
}

static void run(void *arg)
{
	struct listing *l = arg;
	struct candidates *c = &l->found;

	read_folder(l);
	if (c->n)
		qsort(c->words, c->n, sizeof(*c->words), by_name);
	for (size_t i = 0; i < c->n && l->quotes; i++)
		if (l->in_quotes || needs_quotes(c->words[i].word))
			c->words[i].word = in_quotes(c->arena,
						     c->words[i].word);
	mailbox_post(l->files->answers, &l->mail);
}

static void drop(struct mail *mail)
{
	struct listing *l = containing(mail, struct listing, mail);

	candidates_release(&l->found);
	free(l->before);
	free(l->folder);
	free(l->place);
	free(l->name);
	free(l);
}

/* --- asking -------------------------------------------------------------------- */

static void forget(struct files *f)
{
	if (f->answer)
		drop(&f->answer->mail);
	f->answer = NULL;
	free(f->asked);
	f->asked = NULL;
}

struct files *files_new(void)
{
	struct files *f = xcalloc(1, sizeof(*f));

	f->answers = mailbox_new(0, NULL, NULL);
	return f;
}

void files_free(struct files *f)
{
	struct mail *mail;

	if (!f)
		return;
	f->given_up = true;
	mail = f->busy ? mailbox_wait(f->answers, LEAVE_MS) : NULL;
	/* A disk that does not answer keeps its thread, and what that works
	 * on, until the process ends.  */
	if (f->busy && !mail)
		return;
	if (mail)
		drop(mail);
	pool_free(f->pool);
	mailbox_free(f->answers, drop);
	forget(f);
	free(f);
}

int files_fd(const struct files *f)
{
	return mailbox_fd(f->answers);
}

bool files_busy(const struct files *f)
{
	return f->busy;
}

/* The path in a quote that need not have ended yet.  */
static char *unquote(struct span typed)
{
	struct str s = STR_INIT;
	char *ret;

	str_adds(&s, typed);
	if (typed.len == 1 || typed.p[typed.len - 1] != typed.p[0])
		str_addc(&s, typed.p[0]);
	ret = command_unquote(s.s);
	str_release(&s);
	return ret;
}

static struct listing *listing_new(struct files *f, struct span before,
				   size_t start, bool quotes)
{
	struct listing *l = xcalloc(1, sizeof(*l));
	struct span typed = span_from(before, start);
	char *path;
	size_t slash;

	l->files = f;
	l->before = span_dup(before);
	l->quotes = quotes;
	l->in_quotes = quotes && typed.len && strchr("\"'", typed.p[0]);
	path = l->in_quotes ? unquote(typed) : span_dup(typed);
	slash = strlen(path);
	while (slash && path[slash - 1] != '/')
		slash--;
	l->folder = xstrndup(path, slash);
	l->name = xstrdup(path + slash);
	l->place = ui_expand(slash ? l->folder : "./");
	free(path);
	return l;
}

static void ask(struct files *f, struct span before, size_t start, bool quotes)
{
	if (!f->pool)
		f->pool = pool_new(1, 1, THREAD_ASKED);
	f->busy = true;
	pool_post(f->pool, run, listing_new(f, before, start, quotes));
}

/* False when nothing came.  */
static bool take_in(struct files *f, struct mail *mail)
{
	if (!mail)
		return false;
	f->busy = false;
	if (f->answer)
		drop(&f->answer->mail);
	f->answer = containing(mail, struct listing, mail);
	return true;
}

static bool has_answer(const struct files *f, struct span before)
{
	return f->answer && span_eq(span_of(f->answer->before), before);
}

void files_offer(struct files *f, struct span before, size_t start,
		 bool quotes, struct candidates *c)
{
	free(f->asked);
	f->asked = span_dup(before);
	if (!has_answer(f, before)) {
		if (!f->busy)
			ask(f, before, start, quotes);
		take_in(f, mailbox_wait(f->answers, WAIT_MS));
	}
	if (has_answer(f, before)) {
		*c = f->answer->found;
		c->start = start;
		f->answer->found = (struct candidates){ 0 };
		forget(f);
	} else if (!f->busy) {
		ask(f, before, start, quotes);
	}
}

bool files_came(struct files *f, struct span before)
{
	bool same;

	if (!take_in(f, mailbox_take(f->answers)))
		return false;
	same = f->asked && before.p && span_eq(span_of(f->asked), before);
	if (!same)
		forget(f);
	return same;
}
