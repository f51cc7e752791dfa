/* subs_arrange.c - feeds and folders get other places and names; see subs.h */
#include "config.h"

#include "app/subs_private.h"
#include "base/mem.h"

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
	subs_change_line(s, at, &words, note);
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
		subs_change_line(s, i, &words, note);
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
