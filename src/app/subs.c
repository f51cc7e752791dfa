/* subs.c - the subscription list; see subs.h
 *
 * The file is kept as its lines, each with its own line ending; an edit puts
 * a line in or takes one out and leaves the others alone.  What the lines
 * mean in their order (folders, duplicates, line numbers) is worked out when
 * it is asked for.
 */
#include "config.h"

#include "app/subs_private.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"

#define LARGEST_FILE ((size_t)16 << 20)
#define MOST_PROBLEMS 200
#define MOST_QUERIES 1000

/* --- what the lines mean ------------------------------------------------ */

static void add_problem(struct subs *s, size_t line, const char *words)
{
	struct str b = STR_INIT;

	if (s->n_problems > MOST_PROBLEMS)
		return;
	if (s->n_problems == MOST_PROBLEMS)
		str_addf(&b, "%s: and more", s->path);
	else
		str_addf(&b, "%s:%zu: %s", s->path, line, words);
	s->problems = xgrow(s->problems, s->n_problems, &s->cap_problems,
			    sizeof(*s->problems));
	s->problems[s->n_problems++] = str_detach(&b);
}

/* The slot of `url`, or the empty one where it would be.  */
static size_t *slot(const struct subs *s, const char *url)
{
	size_t i = (size_t)hash_of(span_of(url));

	for (;; i++) {
		size_t *at = &s->table[i & (s->n_table - 1)];

		if (!*at || !strcmp(s->feeds[*at - 1].url, url))
			return at;
	}
}

void subs_forget_meaning(struct subs *s)
{
	for (size_t i = 0; i < s->n_problems; i++)
		free(s->problems[i]);
	s->n_problems = 0;
	s->n_feeds = 0;
	s->n_queries = 0;
	s->settled = false;
	s->joined = false;
}

static void settle_feed(struct subs *s, size_t number, const char *folder)
{
	const struct subs_line *l = s->lines[number - 1];
	size_t *at = slot(s, l->url);
	struct str b = STR_INIT;

	if (*at) {
		str_addf(&b, "this feed is on line %zu already: take one of"
			 " the two lines out", s->feeds[*at - 1].line);
		add_problem(s, number, b.s);
		str_release(&b);
		return;
	}
	s->feeds = xgrow(s->feeds, s->n_feeds, &s->cap_feeds,
			 sizeof(*s->feeds));
	s->feeds[s->n_feeds++] = (struct subs_feed){
		.url = l->url, .name = l->name, .settings = l->settings,
		.folder = folder, .line = number,
	};
	*at = s->n_feeds;
}

static void settle_query(struct subs *s, size_t number, const char *folder)
{
	const struct subs_line *l = s->lines[number - 1];
	struct str b = STR_INIT;

	for (size_t i = 0; i < s->n_queries; i++) {
		if (strcmp(s->queries[i].query, l->query) != 0)
			continue;
		str_addf(&b, "this query is on line %zu already: take one of"
			 " the two lines out", s->queries[i].line);
		add_problem(s, number, b.s);
		str_release(&b);
		return;
	}
	s->queries = xgrow(s->queries, s->n_queries, &s->cap_queries,
			   sizeof(*s->queries));
	s->queries[s->n_queries++] = (struct subs_query){
		.query = l->query, .name = l->name ? l->name : l->query,
		.folder = folder, .line = number, .before = s->n_feeds,
	};
}

static void settle(struct subs *s)
{
	const char *folder = "";

	if (s->settled)
		return;
	subs_forget_meaning(s);
	for (s->n_table = 64; s->n_table < s->n_lines * 2; s->n_table *= 2)
		;
	free(s->table);
	s->table = xcalloc(s->n_table, sizeof(*s->table));
	for (size_t i = 0; i < s->n_lines; i++) {
		const struct subs_line *l = s->lines[i];

		if (l->problem)
			add_problem(s, i + 1, l->problem);
		if (l->kind == SUBS_FOLDER)
			folder = l->folder;
		else if (l->kind == SUBS_FEED)
			settle_feed(s, i + 1, folder);
		else if (l->kind == SUBS_QUERY && s->n_queries < MOST_QUERIES)
			settle_query(s, i + 1, folder);
	}
	s->settled = true;
}

/* `settle()` changes only what is worked out, so asking is const.  */
static struct subs *settled(const struct subs *s)
{
	struct subs *mine = (struct subs *)(uintptr_t)s;

	settle(mine);
	return mine;
}

/* --- reading ------------------------------------------------------------ */

static void put_line(struct subs *s, size_t at, struct subs_line *line)
{
	s->lines = xgrow(s->lines, s->n_lines, &s->cap_lines,
			 sizeof(*s->lines));
	memmove(s->lines + at + 1, s->lines + at,
		(s->n_lines - at) * sizeof(*s->lines));
	s->lines[at] = line;
	s->n_lines++;
	subs_forget_meaning(s);
}

struct subs *subs_from_text(const char *path, struct span text)
{
	struct subs *s = xcalloc(1, sizeof(*s));

	s->path = xstrdup(path);
	str_init(&s->text);
	while (text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t len = end ? (size_t)(end - text.p) + 1 : text.len;

		put_line(s, s->n_lines,
			 subs_line_new((struct span){ text.p, len }));
		text = span_from(text, len);
	}
	return s;
}

int subs_read(const char *path, struct subs **ret, struct err *err)
{
	struct str text = STR_INIT;
	struct err e = ERR_INIT;
	bool missing;

	if (file_read(path, LARGEST_FILE, &text, &e) < 0 &&
	    e.kind != ERR_NOTFOUND) {
		str_release(&text);
		return err_set(err, e.kind, "%s", e.text);
	}
	missing = e.kind == ERR_NOTFOUND;
	*ret = subs_from_text(path, str_span(&text));
	(*ret)->missing = missing;
	str_release(&text);
	return 0;
}

void subs_free(struct subs *s)
{
	if (!s)
		return;
	subs_forget_meaning(s);
	for (size_t i = 0; i < s->n_lines; i++)
		subs_line_free(s->lines[i]);
	free(s->lines);
	free(s->feeds);
	free(s->queries);
	free(s->table);
	free(s->problems);
	str_release(&s->text);
	free(s->path);
	free(s);
}

/* --- asking ------------------------------------------------------------- */

bool subs_is_missing(const struct subs *s)
{
	return s->missing;
}

size_t subs_count(const struct subs *s)
{
	return settled(s)->n_feeds;
}

struct subs_feed subs_feed(const struct subs *s, size_t i)
{
	return settled(s)->feeds[i];
}

ptrdiff_t subs_find(const struct subs *s, const char *url)
{
	size_t *at = slot(settled(s), url);

	return *at ? (ptrdiff_t)*at - 1 : -1;
}

size_t subs_n_queries(const struct subs *s)
{
	return settled(s)->n_queries;
}

struct subs_query subs_query(const struct subs *s, size_t i)
{
	return settled(s)->queries[i];
}

ptrdiff_t subs_find_query(const struct subs *s, const char *query)
{
	for (size_t i = 0; i < settled(s)->n_queries; i++)
		if (!strcmp(s->queries[i].query, query))
			return (ptrdiff_t)i;
	return -1;
}

size_t subs_n_problems(const struct subs *s)
{
	return settled(s)->n_problems;
}

const char *subs_problem(const struct subs *s, size_t i)
{
	return settled(s)->problems[i];
}

struct span subs_text(const struct subs *s)
{
	struct subs *mine = (struct subs *)(uintptr_t)s;

	if (!mine->joined) {
		str_clear(&mine->text);
		for (size_t i = 0; i < s->n_lines; i++)
			str_addn(&mine->text, s->lines[i]->bytes,
				 s->lines[i]->len);
		mine->joined = true;
	}
	return str_span(&mine->text);
}

/* --- editing ------------------------------------------------------------ */

const char *subs_ending_near(const struct subs *s, size_t at)
{
	for (size_t i = at; i-- > 0;)
		if (*subs_line_ending(s->lines[i]))
			return subs_line_ending(s->lines[i]);
	for (size_t i = at; i < s->n_lines; i++)
		if (*subs_line_ending(s->lines[i]))
			return subs_line_ending(s->lines[i]);
	return "\n";
}

void subs_set_words(struct subs *s, size_t at, struct span words)
{
	struct str b = STR_INIT;

	str_adds(&b, words);
	str_add(&b, subs_line_ending(s->lines[at]));
	subs_line_free(s->lines[at]);
	s->lines[at] = subs_line_new(str_span(&b));
	subs_forget_meaning(s);
	str_release(&b);
}

void subs_change_line(struct subs *s, size_t at, const struct str *words,
		      struct str *note)
{
	if (note) {
		str_addf(note, "%zu\n-", at + 1);
		str_adds(note, subs_line_words(s->lines[at]));
		str_addf(note, "\n+%s\n", words->s);
	}
	subs_set_words(s, at, str_span(words));
}

/* Put a line in before line `at`.  A file that does not end with a line
 * ending does not do so afterwards.  */
static void insert(struct subs *s, size_t at, const char *words)
{
	const char *ending = subs_ending_near(s, at);
	struct str b = STR_INIT;

	str_add(&b, words);
	if (at == s->n_lines && at > 0 &&
	    !*subs_line_ending(s->lines[at - 1]))
		subs_line_set_ending(s->lines[at - 1], ending);
	else
		str_add(&b, ending);
	put_line(s, at, subs_line_new(str_span(&b)));
	str_release(&b);
}

bool subs_is_blank(const struct subs_line *l)
{
	return l->kind == SUBS_OTHER && l->blank;
}

/* Take a line out.  When the last one had no line ending, the one before
 * loses its own.  */
static void take_out(struct subs *s, size_t at)
{
	bool bare = !*subs_line_ending(s->lines[at]);

	subs_line_free(s->lines[at]);
	s->n_lines--;
	memmove(s->lines + at, s->lines + at + 1,
		(s->n_lines - at) * sizeof(*s->lines));
	if (bare && at > 0)
		subs_line_set_ending(s->lines[at - 1], "");
	subs_forget_meaning(s);
}

int subs_remove(struct subs *s, const char *url, struct err *err)
{
	bool found = false;

	/* All of them: a second line would keep the feed.  */
	for (size_t i = s->n_lines; i-- > 0;) {
		if (s->lines[i]->kind != SUBS_FEED ||
		    strcmp(s->lines[i]->url, url) != 0)
			continue;
		found = true;
		take_out(s, i);
	}
	return found ? 0 : err_set(err, ERR_NOTFOUND, "%s is not in %s", url,
				   s->path);
}

/* A note: the number of the line, its folder, and the line, each on a line of
 * its own.  */
int subs_take(struct subs *s, const char *url, struct str *note,
	      struct err *err)
{
	ptrdiff_t i = subs_find(s, url);
	const struct subs_line *l;
	struct subs_feed feed;

	if (i >= 0) {
		feed = subs_feed(s, (size_t)i);
		l = s->lines[feed.line - 1];
		str_addf(note, "%zu\n%s\n", feed.line, feed.folder);
		str_addn(note, l->bytes,
			 l->len - strlen(subs_line_ending(l)));
	}
	return subs_remove(s, url, err);
}

/* The parts of a note; NULL when it is none.  Owned.  */
static struct subs_line *read_note(const char *note, size_t *ret_at,
				   char **ret_folder)
{
	char *end;
	unsigned long at = strtoul(note, &end, 10);
	const char *nl = *end == '\n' ? strchr(end + 1, '\n') : NULL;
	struct subs_line *l;

	if (!nl || !at)
		return NULL;
	l = subs_line_new(span_of(nl + 1));
	if (l->kind != SUBS_FEED) {
		subs_line_free(l);
		return NULL;
	}
	*ret_at = at - 1;
	*ret_folder = xstrndup(end + 1, (size_t)(nl - end - 1));
	return l;
}

char *subs_note_url(const char *note)
{
	char *folder = NULL, *url;
	struct subs_line *l;
	size_t at;

	l = read_note(note, &at, &folder);
	if (!l)
		return NULL;
	url = xstrdup(l->url);
	subs_line_free(l);
	free(folder);
	return url;
}

/* Is what is put before line `at` in this folder?  */
static bool is_in_folder(const struct subs *s, size_t at, const char *folder)
{
	if (at > s->n_lines)
		return false;
	while (at-- > 0)
		if (s->lines[at]->kind == SUBS_FOLDER)
			return !strcmp(s->lines[at]->folder, folder);
	return !*folder;
}

int subs_put_back(struct subs *s, const char *note, struct err *err)
{
	struct str words = STR_INIT;
	char *folder = NULL;
	struct subs_line *l;
	size_t at, now;
	int ret;

	l = read_note(note, &at, &folder);
	if (!l)
		return err_set(err, ERR_INPUT, "nothing is known of the feed");
	str_addn(&words, l->bytes, l->len);
	/* It makes the section, should that be gone.  */
	ret = subs_add(s, l->url, NULL, folder, err);
	if (ret == 0) {
		now = subs_feed(s, (size_t)subs_find(s, l->url)).line - 1;
		take_out(s, now);
		insert(s, is_in_folder(s, at, folder) ? at : now, words.s);
	}
	subs_line_free(l);
	free(folder);
	str_release(&words);
	return ret;
}

size_t subs_n_sections(const struct subs *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_lines; i++)
		n += s->lines[i]->kind == SUBS_FOLDER;
	return n;
}

const char *subs_section(const struct subs *s, size_t *line)
{
	for (; *line < s->n_lines; ++*line)
		if (s->lines[*line]->kind == SUBS_FOLDER)
			return s->lines[(*line)++]->folder;
	return NULL;
}

const char *subs_section_settings(const struct subs *s, size_t line)
{
	return s->lines[line - 1]->settings;
}

int subs_write(struct subs *s, struct err *err)
{
	/* One that could not be read again.  */
	if (subs_text(s).len > LARGEST_FILE)
		return err_set(err, ERR_LIMIT, "the list of feeds would be "
			       "larger than %zu MB",
			       LARGEST_FILE >> 20);
	if (file_write(s->path, subs_text(s), err) < 0)
		return -1;
	s->missing = false;
	return 0;
}
