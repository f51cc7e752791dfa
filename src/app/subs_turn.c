/* subs_turn.c - every act on the list is taken back and done again; see subs.h
 *
 * Notes, by their first line:
 *
 *	move		then how the file's last line ended, LINE, URL, FROM
 *			and TO, tabs between them; then a note of
 *			subs_add_all()
 *	address		see subs_move.c
 *	lines		then of each line its number, "-" and what it said, "+"
 *			and what it says now
 *	hunks …		see subs_hunks.c
 *	import …	see subs_add.c
 *	several		then of each its length in bytes, on a line, and it
 *	a number	see subs_take()
 */
#include "config.h"

#include "app/subs_hunks.h"
#include "base/mem.h"

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

/* The line that this one has become: of the same feed, query or folder; -1
 * when there is none.  */
static ptrdiff_t same_line(const struct subs *s, const struct subs_line *l)
{
	ptrdiff_t i = -1;

	if (l->url && (i = subs_find(s, l->url)) >= 0)
		return (ptrdiff_t)subs_feed(s, (size_t)i).line - 1;
	if (l->query && (i = subs_find_query(s, l->query)) >= 0)
		return (ptrdiff_t)subs_query(s, (size_t)i).line - 1;
	for (size_t at = 0; l->folder && at < s->n_lines; at++)
		if (s->lines[at]->kind == SUBS_FOLDER &&
		    !strcmp(s->lines[at]->folder, l->folder))
			return (ptrdiff_t)at;
	return -1;
}

/* The value of a setting, owned; NULL: none.  */
static char *value_of(const struct subs_line *l, struct span name)
{
	struct span words = span_of(l->settings), word;
	struct str value = STR_INIT;
	char *ret = NULL;

	while (!ret && subs_next_setting(&words, &word, &value))
		if (span_eq(word, name))
			ret = xstrdup(value.s);
	str_release(&value);
	return ret;
}

/* Where the line still has the value of `a`, it gets that of `b`.  */
static bool turn_setting(struct subs *s, size_t at, const struct subs_line *a,
			 const struct subs_line *b, struct span name)
{
	char *is = value_of(s->lines[at], name);
	char *was = value_of(a, name), *to = value_of(b, name);
	bool fine = same_name(is, was) && !same_name(was, to);
	struct str words = STR_INIT, word = STR_INIT;

	if (fine) {
		str_adds(&word, name);
		subs_line_set(&words, s->lines[at], word.s, to);
		subs_set_words(s, at, str_span(&words));
	}
	str_release(&words);
	str_release(&word);
	free(is);
	free(was);
	free(to);
	return fine;
}

static bool turn_settings(struct subs *s, size_t at, const struct subs_line *a,
			  const struct subs_line *b)
{
	struct span words, name;
	struct str value = STR_INIT;
	bool fine = false;

	for (int side = 0; side < 2; side++) {
		words = span_of(side ? b->settings : a->settings);
		while (subs_next_setting(&words, &name, &value))
			fine |= turn_setting(s, at, a, b, name);
	}
	str_release(&value);
	return fine;
}

static bool turn_title(struct subs *s, size_t at, const struct subs_line *a,
		       const struct subs_line *b)
{
	struct str words = STR_INIT;

	if (same_name(a->name, b->name) ||
	    !same_name(s->lines[at]->name, a->name))
		return false;
	subs_line_retitle(&words, s->lines[at], b->name);
	subs_set_words(s, at, str_span(&words));
	str_release(&words);
	return true;
}

static bool turn_query(struct subs *s, size_t at, const struct subs_line *a,
		       const struct subs_line *b)
{
	struct str words = STR_INIT;

	if (!a->query || !b->query || !strcmp(a->query, b->query) ||
	    subs_find_query(s, b->query) >= 0)
		return false;
	subs_line_requery(&words, s->lines[at], b->query);
	subs_set_words(s, at, str_span(&words));
	str_release(&words);
	return true;
}

/* The line says other things by now: what of it the act changed, and nobody
 * since, can still be changed.  */
static bool turn_parts(struct subs *s, const char *now, const char *then)
{
	struct subs_line *a = subs_line_new(span_of(now));
	struct subs_line *b = subs_line_new(span_of(then));
	ptrdiff_t at = same_line(s, a);
	bool fine = false;

	if (at >= 0) {
		if (a->kind != SUBS_FOLDER)
			fine |= turn_title(s, (size_t)at, a, b);
		fine |= turn_settings(s, (size_t)at, a, b);
		fine |= turn_query(s, (size_t)at, a, b);
	}
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
		return turn_parts(s, now, then);
	subs_set_words(s, at, span_of(then));
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

static int turn_one(struct subs *s, const char *note, bool undo,
		    struct str *missed, struct err *err)
{
	if (!strncmp(note, "move\n", 5))
		return turn_move(s, note + 5, undo, err);
	if (!strncmp(note, "address\n", 8))
		return subs_turn_address(s, note, undo, err);
	if (!strncmp(note, "lines\n", 6))
		return turn_lines(s, note + 6, undo, missed, err);
	if (!strncmp(note, "hunks ", 6))
		return subs_hunks_turn(s, note + 6, undo, missed, err);
	if (!strncmp(note, "import", 6))
		return turn_import(s, note, undo, missed, err);
	return turn_removal(s, note, undo, err);
}

/* --- several at once -------------------------------------------------------- */

#define SEVERAL "several\n"

void subs_note_add(struct str *note, struct span part)
{
	struct str first = STR_INIT;

	if (!note->len) {
		str_adds(note, part);
		return;
	}
	if (!span_starts(str_span(note), SEVERAL)) {
		str_adds(&first, str_span(note));
		str_clear(note);
		str_addf(note, SEVERAL "%zu\n%s", first.len, first.s);
		str_release(&first);
	}
	str_addf(note, "%zu\n", part.len);
	str_adds(note, part);
}

bool subs_note_part(const char *note, size_t *at, struct span *ret)
{
	struct span all = span_of(note);
	char *end;
	size_t n;

	if (!span_starts(all, SEVERAL)) {
		*ret = all;
		return !(*at)++;
	}
	if (!*at)
		*at = strlen(SEVERAL);
	if (*at >= all.len)
		return false;
	n = strtoul(note + *at, &end, 10);
	if (*end != '\n')
		return false;
	*ret = span_from(all, (size_t)(end + 1 - note));
	ret->len = MIN(ret->len, n);
	*at = (size_t)(ret->p - note) + ret->len;
	return true;
}

struct parts {
	char **notes;
	size_t n, cap;
};

static void read_parts(struct parts *p, const char *note)
{
	struct span part;
	size_t at = 0;

	while (subs_note_part(note, &at, &part)) {
		p->notes = xgrow(p->notes, p->n, &p->cap, sizeof(*p->notes));
		p->notes[p->n++] = span_dup(part);
	}
}

/* What cannot be turned of it stays; -1 when that is all.  */
static int turn_several(struct subs *s, const char *note, bool undo,
			struct str *missed, struct err *err)
{
	struct parts p = { 0 };
	struct err first = ERR_INIT, why = ERR_INIT;
	size_t failed = 0;

	read_parts(&p, note);
	for (size_t i = 0; i < p.n; i++) {
		const char *part = p.notes[undo ? p.n - 1 - i : i];

		if (turn_one(s, part, undo, missed, &why) < 0 && !failed++)
			first = why;
	}
	for (size_t i = 0; i < p.n; i++)
		free(p.notes[i]);
	free(p.notes);
	if (failed == p.n)
		return err_set(err, ERR_INPUT, "%s", p.n ? first.text :
			       "nothing is known of it");
	if (failed)
		str_addf(missed, "%s%zu of its %zu changes %s: %s",
			 missed->len ? "; " : "", failed, p.n,
			 failed == 1 ? "stays" : "stay", first.text);
	return 0;
}

int subs_turn(struct subs *s, const char *note, bool undo, struct str *missed,
	      struct err *err)
{
	if (!strncmp(note, SEVERAL, strlen(SEVERAL)))
		return turn_several(s, note, undo, missed, err);
	return turn_one(s, note, undo, missed, err);
}
