/* subs_hunks.c - see subs_hunks.h
 *
 *	hunks WAS IS		the number of lines before and after
 *	-LINE N FOLDER		N lines went, the first one from LINE in FOLDER,
 *	words			and this is what they said
 *	+LINE N FOLDER		N lines came
 *	words
 */
#include "config.h"

#include "app/subs_hunks.h"

#include "base/mem.h"

void subs_hunks_begin(struct subs_hunks *h, struct subs *s)
{
	*h = (struct subs_hunks){ .s = s, .n_was = s->n_lines };
	h->was = xcalloc(s->n_lines + 1, sizeof(*h->was));
	for (size_t i = 0; i < s->n_lines; i++) {
		h->was[i] = s->lines[i];
		s->lines[i]->was = i + 1;
		s->lines[i]->moved = false;
	}
	h->bare = s->n_lines && !*subs_line_ending(s->lines[s->n_lines - 1]);
	if (h->bare)
		subs_line_set_ending(s->lines[s->n_lines - 1],
				     subs_ending_near(s, s->n_lines - 1));
}

/* --- the note --------------------------------------------------------------- */

/* Append the runs of lines that `is_of` names.  */
static void add_runs(struct str *note, char sign, struct subs_line **lines,
		     size_t n, const bool *of)
{
	const char *folder = "";

	for (size_t i = 0, end; i < n; i = end) {
		for (end = i; end < n && of[end]; end++)
			;
		if (end > i) {
			str_addf(note, "%c%zu %zu %s\n", sign, i + 1, end - i,
				 folder);
			for (size_t k = i; k < end; k++) {
				str_adds(note, subs_line_words(lines[k]));
				str_addc(note, '\n');
			}
		} else {
			end = i + 1;
		}
		for (size_t k = i; k < end; k++)
			if (lines[k]->kind == SUBS_FOLDER)
				folder = lines[k]->folder;
	}
}

static void add_note(const struct subs_hunks *h, struct subs_line **lines,
		     size_t n, struct str *note)
{
	bool *gone = xcalloc(h->n_was + 1, sizeof(*gone));
	bool *came = xcalloc(n + 1, sizeof(*came));

	for (size_t i = 0; i < h->n_was; i++)
		gone[i] = true;
	for (size_t i = 0; i < n; i++) {
		came[i] = !lines[i]->was || lines[i]->moved;
		if (!came[i])
			gone[lines[i]->was - 1] = false;
	}
	str_addf(note, "hunks %zu %zu\n", h->n_was, n);
	add_runs(note, '-', h->was, h->n_was, gone);
	add_runs(note, '+', lines, n, came);
	free(gone);
	free(came);
}

void subs_hunks_end(struct subs_hunks *h, struct subs_line **lines, size_t n,
		    struct str *note)
{
	struct subs *s = h->s;
	bool *kept = xcalloc(h->n_was + 1, sizeof(*kept));

	if (note)
		add_note(h, lines, n, note);
	for (size_t i = 0; i < n; i++)
		if (lines[i]->was)
			kept[lines[i]->was - 1] = true;
	for (size_t i = 0; i < h->n_was; i++)
		if (!kept[i])
			subs_line_free(h->was[i]);
	free(kept);
	free(h->was);
	free(s->lines);
	s->lines = lines;
	s->n_lines = s->cap_lines = n;
	if (h->bare && n)
		subs_line_set_ending(s->lines[n - 1], "");
	subs_forget_meaning(s);
}

/* --- taking back ------------------------------------------------------------ */

struct hunk {
	char sign;
	size_t at, n;
	char *folder;
	char **words;
};

struct turn {
	struct subs *s;
	struct hunk *hunks;
	size_t n, cap;
	bool exact;		/* the list is what the act left */
	size_t feeds, missed;
};

/* What stands before the end of the line, owned.  */
static char *take_line(const char **p)
{
	size_t n = strcspn(*p, "\n");
	char *line = xstrndup(*p, n);

	*p += n + ((*p)[n] == '\n');
	return line;
}

static void read_hunks(struct turn *t, const char *p)
{
	while (*p == '-' || *p == '+') {
		struct hunk h = { .sign = *p };
		char *head = take_line(&p), *end;

		h.at = strtoul(head + 1, &end, 10);
		h.at -= h.at > 0;
		h.n = strtoul(end, &end, 10);
		h.folder = xstrdup(*end == ' ' ? end + 1 : end);
		free(head);
		/* A note is no longer than its lines.  */
		h.n = MIN(h.n, strlen(p) + 1);
		h.words = xcalloc(h.n + 1, sizeof(*h.words));
		for (size_t i = 0; i < h.n; i++)
			h.words[i] = take_line(&p);
		t->hunks = xgrow(t->hunks, t->n, &t->cap, sizeof(*t->hunks));
		t->hunks[t->n++] = h;
	}
}

static void turn_release(struct turn *t)
{
	for (size_t i = 0; i < t->n; i++) {
		for (size_t k = 0; k < t->hunks[i].n; k++)
			free(t->hunks[i].words[k]);
		free(t->hunks[i].words);
		free(t->hunks[i].folder);
	}
	free(t->hunks);
}

static bool says(const struct subs *s, size_t at, const char *words)
{
	return at < s->n_lines &&
	       span_eq(subs_line_words(s->lines[at]), span_of(words));
}

static bool says_all(const struct subs *s, size_t at, const struct hunk *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (!says(s, at + i, h->words[i]))
			return false;
	return true;
}

static void take_lines(struct subs *s, size_t at, size_t n)
{
	for (size_t i = 0; i < n; i++)
		subs_line_free(s->lines[at + i]);
	memmove(s->lines + at, s->lines + at + n,
		(s->n_lines - at - n) * sizeof(*s->lines));
	s->n_lines -= n;
	subs_forget_meaning(s);
}

/* Of lines that do not stand together any more: those of feeds.  */
static void take_each(struct turn *t, const struct hunk *h)
{
	for (size_t i = 0; i < h->n; i++) {
		struct subs_line *l = subs_line_new(span_of(h->words[i]));
		size_t at = 0;

		while (at < t->s->n_lines && !says(t->s, at, h->words[i]))
			at++;
		if (l->kind == SUBS_FEED || l->kind == SUBS_QUERY) {
			t->feeds++;
			if (at < t->s->n_lines)
				take_lines(t->s, at, 1);
			else
				t->missed++;
		}
		subs_line_free(l);
	}
}

static void take_hunk(struct turn *t, const struct hunk *h)
{
	size_t at = h->at;

	if (!says_all(t->s, at, h)) {
		t->exact = false;
		for (at = 0; at < t->s->n_lines; at++)
			if (says_all(t->s, at, h))
				break;
	}
	if (at < t->s->n_lines)
		take_lines(t->s, at, h->n);
	else
		take_each(t, h);
}

static void put_line(struct subs *s, size_t at, const char *words)
{
	struct str b = STR_INIT;

	str_addf(&b, "%s%s", words, subs_ending_near(s, at));
	s->lines = xgrow(s->lines, s->n_lines, &s->cap_lines,
			 sizeof(*s->lines));
	memmove(s->lines + at + 1, s->lines + at,
		(s->n_lines - at) * sizeof(*s->lines));
	s->lines[at] = subs_line_new(str_span(&b));
	s->n_lines++;
	str_release(&b);
}

/* Where lines of a list that was edited since go so that nothing else changes
 * its folder: those with headings before a heading, others by subs_add_all(). */
static void put_elsewhere(struct turn *t, const struct hunk *h)
{
	char *folder = xstrdup(h->folder);

	for (size_t i = 0; i < h->n; i++) {
		struct subs_line *l = subs_line_new(span_of(h->words[i]));
		struct subs_new item = { .url = l->url, .line = h->words[i],
					 .folder = folder };

		if (l->kind == SUBS_FOLDER) {
			free(folder);
			folder = xstrdup(l->folder);
		} else if (l->kind == SUBS_FEED) {
			t->feeds++;
			t->missed += !subs_add_all(t->s, &item, 1, false,
						   NULL);
			free(item.why);
		} else if (l->kind == SUBS_QUERY) {
			t->feeds++;
			t->missed += subs_add_line(t->s, h->words[i],
						   folder) < 0;
		}
		subs_line_free(l);
	}
	free(folder);
}

static void put_hunk(struct turn *t, const struct hunk *h)
{
	if (!t->exact || h->at > t->s->n_lines) {
		put_elsewhere(t, h);
		return;
	}
	for (size_t i = 0; i < h->n; i++)
		put_line(t->s, h->at + i, h->words[i]);
	subs_forget_meaning(t->s);
}

int subs_hunks_turn(struct subs *s, const char *note, bool undo,
		    struct str *missed, struct err *err)
{
	struct turn t = { .s = s };
	char *head = take_line(&note), *end;
	size_t was = strtoul(head, &end, 10), is = strtoul(end, NULL, 10);
	bool bare = s->n_lines &&
		    !*subs_line_ending(s->lines[s->n_lines - 1]);
	int ret = 0;

	free(head);
	if (bare)
		subs_line_set_ending(s->lines[s->n_lines - 1],
				     subs_ending_near(s, s->n_lines - 1));
	t.exact = s->n_lines == (undo ? is : was);
	read_hunks(&t, note);
	for (size_t i = t.n; i-- > 0;)
		if (t.hunks[i].sign == (undo ? '+' : '-'))
			take_hunk(&t, &t.hunks[i]);
	for (size_t i = 0; i < t.n; i++)
		if (t.hunks[i].sign == (undo ? '-' : '+'))
			put_hunk(&t, &t.hunks[i]);
	if (bare && s->n_lines)
		subs_line_set_ending(s->lines[s->n_lines - 1], "");
	subs_forget_meaning(s);
	if (t.missed && t.missed == t.feeds)
		ret = err_set(err, ERR_INPUT, "the list has been edited "
			      "since, and stays as it is");
	else if (t.missed)
		str_addf(missed, "%zu of the %zu lines have been edited since "
			 "and stay", t.missed, t.feeds);
	turn_release(&t);
	return ret;
}
