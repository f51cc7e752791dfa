/* subs_arrange.c - feeds and folders get other places and names, and every act
 * on the list is taken back; see subs.h
 *
 * Notes, by their first line:
 *
 *	move		then how the file's last line ended, LINE, URL, FROM
 *			and TO, tabs between them; then a note of
 *			subs_add_all()
 *	lines		then of each line its number, "-" and what it said, "+"
 *			and what it says now
 *	hunks …		see subs_hunks.c
 *	import …	see subs_add.c
 *	a number	see subs_take()
 */
#include "config.h"

#include "app/subs_hunks.h"
#include "app/subs_private.h"
#include "base/mem.h"

/* --- lines ------------------------------------------------------------------ */

/* Line `at` says something else; its ending stays.  */
static void set_words(struct subs *s, size_t at, struct span words)
{
	struct str b = STR_INIT;

	str_adds(&b, words);
	str_add(&b, subs_line_ending(s->lines[at]));
	subs_line_free(s->lines[at]);
	s->lines[at] = subs_line_new(str_span(&b));
	subs_forget_meaning(s);
	str_release(&b);
}

static void change_line(struct subs *s, size_t at, const struct str *words,
			struct str *note)
{
	if (note) {
		str_addf(note, "%zu\n-", at + 1);
		str_adds(note, subs_line_words(s->lines[at]));
		str_addf(note, "\n+%s\n", words->s);
	}
	set_words(s, at, str_span(words));
}

static int no_such_feed(const struct subs *s, const char *url,
			struct err *err)
{
	return err_set(err, ERR_NOTFOUND, "%s is not in %s", url, s->path);
}

/* --- the acts --------------------------------------------------------------- */

int subs_refolder(struct subs *s, const char *url, const char *folder,
		  struct str *note, struct err *err)
{
	struct str to = STR_INIT, line = STR_INIT;
	ptrdiff_t i = subs_find(s, url);
	struct subs_new item = { .url = NULL };
	struct subs_feed feed;
	char *mine;
	int ret = -1;

	if (i < 0)
		return no_such_feed(s, url, err);
	feed = subs_feed(s, (size_t)i);
	mine = xstrdup(url);	/* it may be the list's own */
	subs_folder_normal(&to, span_of(folder));
	if (!strcmp(feed.folder, to.s)) {
		err_set(err, ERR_INPUT, "it is there already");
	} else {
		str_adds(&line, subs_line_words(s->lines[feed.line - 1]));
		if (note)
			str_addf(note, "move\n%s\t%zu\t%s\t%s\t%s\n",
				 *subs_line_ending(s->lines[s->n_lines - 1]) ?
				 "" : "bare", feed.line, url, feed.folder,
				 to.s);
		item.url = mine;
		item.line = line.s;
		item.folder = to.s;
		ret = subs_remove(s, mine, err);
		if (ret == 0)
			subs_add_all(s, &item, 1, false, note);
		free(item.why);
	}
	free(mine);
	str_release(&to);
	str_release(&line);
	return ret;
}

int subs_rename(struct subs *s, const char *url, const char *name,
		struct str *note, struct err *err)
{
	ptrdiff_t i = subs_find(s, url);
	struct str words = STR_INIT;
	size_t at;

	if (i < 0)
		return no_such_feed(s, url, err);
	at = subs_feed(s, (size_t)i).line - 1;
	subs_line_retitle(&words, s->lines[at], name);
	if (note)
		str_add(note, "lines\n");
	change_line(s, at, &words, note);
	str_release(&words);
	return 0;
}

/* Is `path` the folder or one below it?  */
static bool is_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) && (!path[n] || path[n] == '/');
}

static int rename_headings(struct subs *s, const char *from, const char *to,
			   struct str *note, struct err *err)
{
	struct str path = STR_INIT, words = STR_INIT;
	size_t n = 0;

	if (!*to)
		return err_set(err, ERR_INPUT, "a folder needs a name");
	if (!strcmp(from, to))
		return err_set(err, ERR_INPUT, "it is there already");
	if (is_within(to, from))
		return err_set(err, ERR_INPUT,
			       "a folder cannot be put into itself");
	if (note)
		str_add(note, "lines\n");
	for (size_t i = 0; i < s->n_lines; i++) {
		const struct subs_line *l = s->lines[i];

		if (l->kind != SUBS_FOLDER || !*from ||
		    !is_within(l->folder, from))
			continue;
		str_clear(&path);
		str_clear(&words);
		str_addf(&path, "%s%s", to, l->folder + strlen(from));
		subs_line_refolder(&words, l, path.s);
		change_line(s, i, &words, note);
		n++;
	}
	str_release(&path);
	str_release(&words);
	return n ? 0 : err_set(err, ERR_NOTFOUND, "%s has no folder %s",
			       s->path, from);
}

int subs_rename_folder(struct subs *s, const char *from, const char *to,
		       struct str *note, struct err *err)
{
	struct str path = STR_INIT;
	int ret;

	subs_folder_normal(&path, span_of(to));
	ret = rename_headings(s, from, path.s, note, err);
	str_release(&path);
	return ret;
}

/* --- taking back --------------------------------------------------------------- */

/* What stands before `end` in *rest, which goes on behind it; owned.  NULL when
 * there is none.  */
static char *take_field(const char **rest, char end)
{
	const char *p = strchr(*rest, end);
	char *field;

	if (!p)
		return NULL;
	field = xstrndup(*rest, (size_t)(p - *rest));
	*rest = p + 1;
	return field;
}

struct move_note {
	char *end, *line, *url, *from, *to;
	const char *added;	/* borrowed */
};

static bool read_move(const char *note, struct move_note *m)
{
	*m = (struct move_note){ 0 };
	m->end = take_field(&note, '\t');
	m->line = m->end ? take_field(&note, '\t') : NULL;
	m->url = m->line ? take_field(&note, '\t') : NULL;
	m->from = m->url ? take_field(&note, '\t') : NULL;
	m->to = m->from ? take_field(&note, '\n') : NULL;
	m->added = note;
	return m->to;
}

static void move_release(struct move_note *m)
{
	free(m->end);
	free(m->line);
	free(m->url);
	free(m->from);
	free(m->to);
}

static int unmove(struct subs *s, const struct move_note *m, struct err *err)
{
	size_t at = subs_feed(s, (size_t)subs_find(s, m->url)).line - 1;
	struct str back = STR_INIT;
	int ret;

	str_addf(&back, "%s\n%s\n", m->line, m->from);
	str_adds(&back, subs_line_words(s->lines[at]));
	subs_take_added(s, m->added);
	ret = subs_put_back(s, back.s, err);
	if (ret == 0 && *m->end) {
		subs_line_set_ending(s->lines[s->n_lines - 1], "");
		subs_forget_meaning(s);
	}
	str_release(&back);
	return ret;
}

static int turn_move(struct subs *s, const char *note, bool undo,
		     struct err *err)
{
	struct move_note m;
	bool fine = read_move(note, &m);
	ptrdiff_t i = fine ? subs_find(s, m.url) : -1;
	int ret;

	if (i < 0)
		ret = err_set(err, ERR_NOTFOUND,
			      "the feed is not in the list any more");
	else if (strcmp(subs_feed(s, (size_t)i).folder,
			undo ? m.to : m.from) != 0)
		ret = err_set(err, ERR_INPUT, "the feed has been put "
			      "elsewhere since, and stays there");
	else
		ret = undo ? unmove(s, &m, err) :
		      subs_refolder(s, m.url, m.to, NULL, err);
	move_release(&m);
	return ret;
}

static bool says(const struct subs *s, size_t at, const char *words)
{
	return at < s->n_lines &&
	       span_eq(subs_line_words(s->lines[at]), span_of(words));
}

static bool same_name(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* The feed's line says other things by now, but its title is still the one:
 * that can be changed.  */
static bool turn_title(struct subs *s, const char *now, const char *then)
{
	struct subs_line *a = subs_line_new(span_of(now));
	struct subs_line *b = subs_line_new(span_of(then));
	bool fine = false;
	ptrdiff_t i;

	if (a->url && b->url && (i = subs_find(s, a->url)) >= 0 &&
	    same_name(subs_feed(s, (size_t)i).name, a->name))
		fine = subs_rename(s, a->url, b->name, NULL, NULL) == 0;
	subs_line_free(a);
	subs_line_free(b);
	return fine;
}

/* Line `at`, or one elsewhere that says the same.  */
static bool turn_line(struct subs *s, size_t at, const char *now,
		      const char *then)
{
	if (!says(s, at, now))
		for (at = 0; at < s->n_lines && !says(s, at, now); at++)
			;
	if (at == s->n_lines)
		return turn_title(s, now, then);
	set_words(s, at, span_of(then));
	return true;
}

static int turn_lines(struct subs *s, const char *note, bool undo,
		      struct str *missed, struct err *err)
{
	size_t n = 0, done = 0;
	char *at, *was, *is;

	while ((at = take_field(&note, '\n'))) {
		was = take_field(&note, '\n');
		is = take_field(&note, '\n');
		if (was && is && *was && *is) {
			n++;
			done += turn_line(s, strtoul(at, NULL, 10) - 1,
					  undo ? is + 1 : was + 1,
					  undo ? was + 1 : is + 1);
		}
		free(at);
		free(was);
		free(is);
	}
	if (!done)
		return err_set(err, ERR_INPUT, "the list has been edited "
			       "since, and stays as it is");
	if (done < n)
		str_addf(missed, "%zu of the %zu lines have been edited since "
			 "and stay", n - done, n);
	return 0;
}

static size_t feeds_in(const char *note)
{
	size_t n = 0;

	while ((note = strchr(note, '\n')))
		n += *++note == '+';
	return n;
}

static int turn_import(struct subs *s, const char *note, bool undo,
		       struct str *missed, struct err *err)
{
	size_t n = feeds_in(note), done;

	if (!undo) {
		subs_add_again(s, note);
		return 0;
	}
	done = subs_take_added(s, note);
	if (!done && n)
		return err_set(err, ERR_NOTFOUND, n == 1 ?
			       "the feed is not in the list any more" :
			       "none of the feeds is there any more");
	if (done < n)
		str_addf(missed, "%zu of the %zu feeds %s not there any more",
			 n - done, n, n - done == 1 ? "is" : "are");
	return 0;
}

static int turn_removal(struct subs *s, const char *note, bool undo,
			struct err *err)
{
	char *url;
	int ret;

	if (undo)
		return subs_put_back(s, note, err);
	url = subs_note_url(note);
	ret = subs_remove(s, url ? url : "", err);
	free(url);
	return ret;
}

int subs_turn(struct subs *s, const char *note, bool undo, struct str *missed,
	      struct err *err)
{
	if (!strncmp(note, "move\n", 5))
		return turn_move(s, note + 5, undo, err);
	if (!strncmp(note, "lines\n", 6))
		return turn_lines(s, note + 6, undo, missed, err);
	if (!strncmp(note, "hunks ", 6))
		return subs_hunks_turn(s, note + 6, undo, missed, err);
	if (!strncmp(note, "import", 6))
		return turn_import(s, note, undo, missed, err);
	return turn_removal(s, note, undo, err);
}
