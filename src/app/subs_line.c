/* subs_line.c - one line of the subscription list; see subs_line.h */
#include "config.h"

#include "app/subs_line.h"

#include "app/scope.h"
#include "app/subs_word.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "query/query.h"

#define LONGEST_URL 4096

static void set_problem(struct subs_line *l, const char *words)
{
	if (!l->problem)
		l->problem = xstrdup(words);
}

/* --- addresses ---------------------------------------------------------- */

char *subs_url_problem(const char *url)
{
	static const char *const schemes[] = { "http:", "https:", "file:",
					       "coranto:" };
	struct span s = span_of(url);
	struct str b = STR_INIT, say = STR_INIT;
	bool known = false;

	text_cut(&say, s, 60);
	for (size_t i = 0; i < ARRAY_LEN(schemes); i++)
		known |= span_starts_nocase(s, schemes[i]);
	for (size_t i = 0; i < s.len && !b.len; i++)
		if ((unsigned char)url[i] <= ' ' || url[i] == 0x7f)
			str_add(&b, "an address has no spaces or control"
				" characters: write %20 for a space");
	if (b.len)
		;
	else if (!s.len)
		str_add(&b, "an address is missing");
	else if (s.len > LONGEST_URL)
		str_addf(&b, "an address has at most %d bytes", LONGEST_URL);
	else if (!text_valid(s))
		str_add(&b, "an address is written in UTF-8");
	else if (!url_is_absolute(s))
		str_addf(&b, "“%s” is no address: write https:// before it, or"
			 " # to make it a comment", say.s);
	else if (!known)
		str_addf(&b, "“%s” cannot be fetched: only http, https and"
			 " file addresses can", say.s);
	else if ((span_starts_nocase(s, "http:") ||
		  span_starts_nocase(s, "https:")) && !url_is_http(s))
		str_addf(&b, "“%s” names no host", say.s);
	str_release(&say);
	if (b.len)
		return str_detach(&b);
	str_release(&b);
	return NULL;
}

/* --- feeds -------------------------------------------------------------- */

static void parse_title(struct subs_line *l, struct span *s)
{
	struct str title = STR_INIT;

	if (!subs_take_quoted(s, &title)) {
		set_problem(l, "the title's quote does not end: close it with"
			    " \"");
		*s = span_from(*s, s->len);
	} else if (l->name) {
		set_problem(l, "there are two titles: take one out");
	} else if (title.len) {
		l->name = xstrdup(title.s);
	}
	str_release(&title);
}

/* Moves *settings.  */
static void keep_settings(struct subs_line *l, struct str *settings)
{
	char *problem = scope_problem(str_span(settings));

	if (problem)
		set_problem(l, problem);
	free(problem);
	if (settings->len)
		l->settings = str_detach(settings);
	str_release(settings);
}

/* Titles and settings up to the end or a comment.  */
static void parse_rest(struct subs_line *l, struct span s)
{
	struct str settings = STR_INIT;

	for (subs_skip_space(&s); s.len && s.p[0] != '#'; subs_skip_space(&s)) {
		if (s.p[0] == '"')
			parse_title(l, &s);
		else if (!subs_take_setting(&s, &settings))
			set_problem(l, "a title stands in double quotes");
	}
	keep_settings(l, &settings);
}

static void parse_feed(struct subs_line *l, struct span s)
{
	l->url = span_dup(subs_take_word(&s));
	l->problem = subs_url_problem(l->url);
	if (l->problem) {
		free(l->url);
		l->url = NULL;
		return;
	}
	l->kind = SUBS_FEED;
	parse_rest(l, s);
}

/* --- smart feeds ---------------------------------------------------------- */

/* What is wrong with the query, and below it where.  */
static void check_query(struct subs_line *l)
{
	struct query_err qerr = { 0 };
	struct str b = STR_INIT, safe = STR_INIT;
	struct query *q;

	if (query_parse(span_of(l->query), date_now(), &q, &qerr) == 0) {
		query_free(q);
		return;
	}
	text_safe(&safe, (struct span){ l->query,
					MIN(qerr.offset, strlen(l->query)) },
		  TEXT_LINE);
	str_addf(&b, "%s%s%s\n    %s\n    %*s^", qerr.text,
		 *qerr.hint ? ": " : "", qerr.hint, l->query,
		 text_width(str_span(&safe)), "");
	set_problem(l, b.s);
	str_release(&safe);
	str_release(&b);
}

static void parse_query(struct subs_line *l, struct span s)
{
	struct str query = STR_INIT;

	s = span_from(s, strlen(SUBS_QUERY_WORD));
	subs_skip_space(&s);
	if (!s.len || s.p[0] != '"') {
		set_problem(l, "a query stands in double quotes: query:"
			    " \"is:unread newer:3d\" \"Title\"");
	} else if (!subs_take_quoted(&s, &query)) {
		set_problem(l, "the query's quote does not end: close it with"
			    " \"");
	} else {
		l->kind = SUBS_QUERY;
		l->query = span_dup(span_trim(str_span(&query)));
		check_query(l);
		parse_rest(l, s);
	}
	str_release(&query);
}

/* --- folders ------------------------------------------------------------ */

static void parse_folder_settings(struct subs_line *l, struct span s)
{
	struct str settings = STR_INIT;

	for (subs_skip_space(&s); s.len && s.p[0] != '#'; subs_skip_space(&s))
		if (s.p[0] == '"' || !subs_take_setting(&s, &settings)) {
			set_problem(l, "behind a folder's name stand settings,"
				    " name=value, or # and a comment");
			break;
		}
	keep_settings(l, &settings);
}

static void parse_folder(struct subs_line *l, struct span s)
{
	struct str b = STR_INIT;
	size_t end = subs_heading_end(s);

	if (!end) {
		set_problem(l, "this folder's name does not end: close it "
			    "with ]");
		return;
	}
	subs_folder_normal(&b, (struct span){ s.p + 1, end - 1 });
	l->kind = SUBS_FOLDER;
	l->folder = str_detach(&b);
	parse_folder_settings(l, span_from(s, end + 1));
}

/* --- lines -------------------------------------------------------------- */

struct subs_line *subs_line_new(struct span bytes)
{
	struct subs_line *l = xcalloc(1, sizeof(*l));
	struct span s;

	l->bytes = span_dup(bytes);
	l->len = bytes.len;
	s = (struct span){ l->bytes, l->len };
	if (span_starts(s, "\xef\xbb\xbf"))
		s = span_from(s, 3);
	s = span_trim(s);
	l->blank = !s.len;
	if (!s.len || s.p[0] == '#')
		return l;
	if (memchr(s.p, 0, s.len))
		set_problem(l, "a NUL byte: take it out");
	else if (s.p[0] == '[')
		parse_folder(l, s);
	else if (span_starts(s, SUBS_QUERY_WORD))
		parse_query(l, s);
	else
		parse_feed(l, s);
	return l;
}

void subs_line_free(struct subs_line *l)
{
	if (!l)
		return;
	free(l->bytes);
	free(l->url);
	free(l->query);
	free(l->name);
	free(l->settings);
	free(l->folder);
	free(l->problem);
	free(l);
}

struct span subs_line_words(const struct subs_line *l)
{
	return (struct span){ l->bytes,
			      l->len - strlen(subs_line_ending(l)) };
}

const char *subs_line_ending(const struct subs_line *l)
{
	if (!l->len || l->bytes[l->len - 1] != '\n')
		return "";
	return l->len > 1 && l->bytes[l->len - 2] == '\r' ? "\r\n" : "\n";
}

void subs_line_set_ending(struct subs_line *l, const char *ending)
{
	size_t keep = l->len - strlen(subs_line_ending(l));
	size_t more = strlen(ending);

	l->bytes = xrealloc(l->bytes, keep + more + 1);
	memcpy(l->bytes + keep, ending, more + 1);
	l->len = keep + more;
}
