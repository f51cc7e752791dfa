/* urls.c - subscription lists of other readers in the terminal; see urls.h */
#include "config.h"

#include "feed/urls.h"

#include "base/text.h"

#define MOST_WORDS 32		/* of a line that are looked at */

struct reading {
	struct arena *a;
	struct opml_doc *doc;
	size_t cap, warnings_cap;
	size_t line;
	bool sections;		/* newsraft: words in quotes are titles */
	bool script;		/* sfeed */
	const char **section;	/* path of the current one, or NULL */
};

struct word {
	const char *text;
	bool quoted;
};

static const char *const programs[] = { "exec:", "filter:", "$(", "file:" };

static void warn(struct reading *r, const char *why)
{
	struct opml_doc *doc = r->doc;

	doc->warnings = arena_grow(r->a, doc->warnings, doc->n_warnings,
				   &r->warnings_cap, sizeof(*doc->warnings));
	doc->warnings[doc->n_warnings++] =
		arena_printf(r->a, "line %zu: %s", r->line, why);
}

/* A word that may be in quotes, with backslashes before characters that are
 * meant as they stand.  False at the end, or before a comment.  */
static bool next_word(struct reading *r, struct span *line, struct word *ret)
{
	struct str s = STR_INIT;
	char quote = 0;
	size_t n = 0;

	*line = span_trim(*line);
	if (!line->len || line->p[0] == '#' || line->p[0] == '{')
		return false;
	ret->quoted = line->p[0] == '"' || line->p[0] == '\'';
	for (; n < line->len; n++) {
		char c = line->p[n];

		if (c == '\\' && quote != '\'' && n + 1 < line->len)
			str_addc(&s, line->p[++n]);
		else if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? 0 : c;
		else if (!quote && (c == ' ' || c == '\t'))
			break;
		else
			str_addc(&s, c);
	}
	*line = span_from(*line, n);
	ret->text = arena_span(r->a, str_span(&s));
	str_release(&s);
	return true;
}

static size_t words_of(struct reading *r, struct span line, struct word *words)
{
	size_t n = 0;

	while (n < MOST_WORDS && next_word(r, &line, &words[n]))
		n++;
	return n;
}

static const char **path_of(struct reading *r, const char *name)
{
	const char **path = arena_alloc(r->a, sizeof(*path));

	path[0] = name;
	return path;
}

static struct opml_feed *add(struct reading *r, enum opml_kind kind)
{
	struct opml_doc *doc = r->doc;
	struct opml_feed *feed;

	doc->feeds = arena_grow(r->a, doc->feeds, doc->n_feeds, &r->cap,
				sizeof(*doc->feeds));
	feed = &doc->feeds[doc->n_feeds++];
	*feed = (struct opml_feed){ .kind = kind, .line = r->line };
	feed->path = r->section;
	feed->n_path = r->section != NULL;
	return feed;
}

/* newsboat's commonest questions have the same answer here.  */
static const char *query_of(struct reading *r, const char *expression)
{
	static const struct { const char *theirs, *ours; } same[] = {
		{ "unread = \"yes\"", "is:unread" },
		{ "unread = \"no\"", "is:read" },
		{ "age < 1", "newer:1d" }, { "age < 2", "newer:2d" },
		{ "age < 7", "newer:7d" }, { "flags # \"s\"", "is:starred" },
	};
	struct span s = span_trim(span_of(expression));
	const char *end;

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (span_eq(s, span_of(same[i].theirs)))
			return same[i].ours;
	if (!span_starts(s, "tags # \"") || s.len < 10)
		return NULL;
	s = span_from(s, strlen("tags # \""));
	end = memchr(s.p, '"', s.len);
	if (!end || end + 1 != s.p + s.len || end == s.p)
		return NULL;
	return arena_printf(r->a, "folder:\"%.*s\"", (int)(end - s.p), s.p);
}

/* "query:Title:expression" */
static void take_query(struct reading *r, const char *text)
{
	const char *title = text + strlen("query:");
	const char *colon = strchr(title, ':');
	const char *query = colon ? query_of(r, colon + 1) : NULL;
	struct opml_feed *feed;

	if (!query) {
		warn(r, "a query in the language of another reader is not "
			"taken; / and S make one here");
		return;
	}
	feed = add(r, OPML_QUERY);
	feed->query = query;
	feed->title = arena_span(r->a, (struct span){ title, (size_t)(colon -
								      title) });
}

static bool runs_something(const char *url)
{
	for (size_t i = 0; i < ARRAY_LEN(programs); i++)
		if (span_starts_nocase(span_of(url), programs[i]))
			return true;
	return strstr(url, "$") && !strstr(url, "://");
}

/* Tags and titles behind an address.  */
static void take_words(struct reading *r, struct opml_feed *feed,
		       const struct word *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const char *w = words[i].text;

		if (w[0] == '~')
			feed->title = *++w ? w : NULL;
		else if (r->sections && words[i].quoted && *w)
			feed->title = w;
		else if (!r->sections && *w && *w != '!' && !feed->n_path) {
			feed->path = path_of(r, w);
			feed->n_path = 1;
		}
	}
}

static void take_address(struct reading *r, const struct word *words, size_t n)
{
	struct opml_feed *feed;

	if (span_starts(span_of(words[0].text), "query:")) {
		take_query(r, words[0].text);
	} else if (runs_something(words[0].text)) {
		warn(r, "what runs a program or reads a file is not taken");
	} else {
		feed = add(r, OPML_FEED);
		feed->url = words[0].text;
		take_words(r, feed, words + 1, n - 1);
	}
}

/* feed "name" "url" … */
static void take_call(struct reading *r, const struct word *words, size_t n)
{
	struct opml_feed *feed;

	if (strcmp(words[0].text, "feed") != 0)
		return;
	if (n < 3 || !*words[2].text) {
		warn(r, "a feed without an address is not taken");
		return;
	}
	if (runs_something(words[2].text)) {
		warn(r, "what runs a program or reads a file is not taken");
		return;
	}
	if (strchr(words[2].text, '$')) {
		warn(r, "an address that the shell makes is not taken");
		return;
	}
	feed = add(r, OPML_FEED);
	feed->title = *words[1].text ? words[1].text : NULL;
	feed->url = words[2].text;
}

static void take_section(struct reading *r, struct span line)
{
	struct span s = span_trim(span_from(line, 1));
	const char *end = memchr(s.p, '{', s.len);

	if (end)
		s = span_trim((struct span){ s.p, (size_t)(end - s.p) });
	r->section = s.len ? path_of(r, arena_span(r->a, s)) : NULL;
}

static void take_line(struct reading *r, struct span line)
{
	struct word words[MOST_WORDS];
	size_t n;

	if (r->sections && line.p[0] == '@') {
		take_section(r, line);
		return;
	}
	n = words_of(r, line, words);
	if (!n || !*words[0].text)
		return;
	if (r->script)
		take_call(r, words, n);
	else
		take_address(r, words, n);
}

/* The next line, trimmed; false at the end.  */
static bool next_line(struct span *rest, struct span *ret)
{
	const char *end;

	if (!rest->len)
		return false;
	end = memchr(rest->p, '\n', rest->len);
	*ret = (struct span){ rest->p, end ? (size_t)(end - rest->p) :
					     rest->len };
	*rest = span_from(*rest, MIN(ret->len + 1, rest->len));
	*ret = span_trim(*ret);
	return true;
}

static bool is_address(struct span line)
{
	static const char *const begins[] = { "http://", "https://", "feed:",
					      "\"query:", "exec:", "\"exec:",
					      "filter:", "\"filter:" };

	for (size_t i = 0; i < ARRAY_LEN(begins); i++)
		if (span_starts_nocase(line, begins[i]))
			return true;
	return false;
}

/* A title in quotes right behind the address, and no tags: newsraft's lines
 * without sections look like this.  */
static bool has_only_titles(struct reading *r, struct span body)
{
	struct word words[MOST_WORDS];
	struct span line;
	size_t n, titles = 0;

	while (next_line(&body, &line)) {
		n = words_of(r, line, words);
		if (n < 2)
			continue;
		if (n > 2 || !words[1].quoted || words[1].text[0] == '~' ||
		    !strchr(words[1].text, ' '))
			return false;
		titles++;
	}
	return titles > 0;
}

/* False when it is none of them.  */
static bool find_kind(struct reading *r, struct span body)
{
	struct span rest = body, line;
	size_t addresses = 0, calls = 0;

	while (next_line(&rest, &line)) {
		r->sections = r->sections || span_starts(line, "@");
		addresses += is_address(line);
		calls += span_starts(line, "feed \"") ||
			 span_starts(line, "feed '");
	}
	r->script = calls > addresses;
	r->sections = !r->script &&
		      (r->sections || has_only_titles(r, body));
	return addresses || calls;
}

int urls_parse(struct span body, struct opml_doc **ret_doc, struct err *err)
{
	struct arena *a = arena_new();
	struct reading r = { .a = a };
	struct span line;

	if (span_starts(body, "\xef\xbb\xbf"))
		body = span_from(body, 3);
	if (memchr(body.p, '\0', body.len) || !find_kind(&r, body)) {
		arena_free(a);
		return err_set(err, ERR_INPUT, "neither OPML nor a list of "
			       "addresses");
	}
	r.doc = arena_zalloc(a, sizeof(*r.doc));
	r.doc->arena = a;
	while (next_line(&body, &line)) {
		r.line++;
		if (line.len)
			take_line(&r, line);
	}
	*ret_doc = r.doc;
	return 0;
}
