/* subs_line.c - one line of the subscription list; see subs_line.h */
#include "config.h"

#include "app/subs_line.h"

#include "app/scope.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "query/query.h"

#define LONGEST_URL 4096
#define QUERY_WORD "query:"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static void skip_space(struct span *s)
{
	while (s->len && is_space(s->p[0]))
		*s = span_from(*s, 1);
}

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

/* The quoted title at the front of *s.  */
static bool take_title(struct span *s, struct str *out)
{
	size_t i = 1;

	for (; i < s->len && s->p[i] != '"'; i++) {
		if (s->p[i] == '\\' && i + 1 < s->len &&
		    (s->p[i + 1] == '"' || s->p[i + 1] == '\\'))
			i++;
		str_addc(out, s->p[i]);
	}
	if (i >= s->len)
		return false;
	*s = span_from(*s, i + 1);
	return true;
}

static struct span take_word(struct span *s)
{
	struct span word = { s->p, 0 };

	while (word.len < s->len && !is_space(s->p[word.len]))
		word.len++;
	*s = span_from(*s, word.len);
	return word;
}

static void parse_title(struct subs_line *l, struct span *s)
{
	struct str title = STR_INIT;

	if (!take_title(s, &title)) {
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

static void quote(struct str *out, struct span s)
{
	str_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			str_addc(out, '\\');
		str_addc(out, s.p[i]);
	}
	str_addc(out, '"');
}

static bool has_space(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_space(s.p[i]))
			return true;
	return false;
}

/* Append name=value, if it can stand on a line.  */
static bool write_setting(struct str *out, struct span name,
			  struct span value)
{
	struct str clean = STR_INIT;
	bool fine;

	text_safe(&clean, name, TEXT_LINE);
	fine = span_eq(str_span(&clean), name);
	if (fine) {
		str_clear(&clean);
		text_safe(&clean, value, TEXT_LINE);
		if (out->len)
			str_addc(out, ' ');
		str_adds(out, name);
		str_addc(out, '=');
		if (clean.s[0] == '"' || has_space(str_span(&clean)))
			quote(out, str_span(&clean));
		else
			str_adds(out, str_span(&clean));
	}
	str_release(&clean);
	return fine;
}

/* name=value or name="some value" at the front of *s; false for another word.
 * What was taken is gone from *s in any case.  */
static bool split_setting(struct span *s, struct span *name, struct str *value)
{
	struct span rest = *s, word = take_word(&rest);
	const char *equals = memchr(word.p, '=', word.len);
	bool fine = equals && equals > word.p;

	*name = word;
	if (fine) {
		name->len = (size_t)(equals - word.p);
		word = span_from(word, name->len + 1);
	}
	if (fine && span_starts(word, "\"")) {
		rest = span_from(*s, name->len + 1);
		fine = take_title(&rest, value);
	} else {
		str_adds(value, word);
	}
	*s = rest;
	return fine;
}

static bool take_setting(struct span *s, struct str *out)
{
	struct str value = STR_INIT;
	struct span name;
	bool fine = split_setting(s, &name, &value) &&
		    write_setting(out, name, str_span(&value));

	str_release(&value);
	return fine;
}

bool subs_next_setting(struct span *words, struct span *name,
		       struct str *value)
{
	skip_space(words);
	str_clear(value);
	return words->len && split_setting(words, name, value);
}

bool subs_settings_normal(struct str *out, struct span words)
{
	bool fine = true;

	for (skip_space(&words); words.len; skip_space(&words)) {
		if (words.p[0] != '"' && words.p[0] != '#') {
			fine &= take_setting(&words, out);
			continue;
		}
		/* A title or a comment on a line.  */
		take_word(&words);
		fine = false;
	}
	return fine;
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

	for (skip_space(&s); s.len && s.p[0] != '#'; skip_space(&s)) {
		if (s.p[0] == '"')
			parse_title(l, &s);
		else if (!take_setting(&s, &settings))
			set_problem(l, "a title stands in double quotes");
	}
	keep_settings(l, &settings);
}

static void parse_feed(struct subs_line *l, struct span s)
{
	l->url = span_dup(take_word(&s));
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

	s = span_from(s, strlen(QUERY_WORD));
	skip_space(&s);
	if (!s.len || s.p[0] != '"') {
		set_problem(l, "a query stands in double quotes: query:"
			    " \"is:unread newer:3d\" \"Title\"");
	} else if (!take_title(&s, &query)) {
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

/* Is a "]" before it the end, with a setting or a comment behind it?  */
static bool ends_heading(struct span rest)
{
	bool apart = rest.len && is_space(rest.p[0]);
	struct span word;
	const char *equals;

	skip_space(&rest);
	if (rest.len && rest.p[0] == '#')
		return true;
	word = take_word(&rest);
	equals = apart ? memchr(word.p, '=', word.len) : NULL;
	return equals && equals > word.p && word.p[0] != '"';
}

void subs_folder_normal(struct str *out, struct span path)
{
	size_t before = out->len;
	struct str clean = STR_INIT;

	text_oneline(&clean, path);
	/* Where a heading would end.  */
	for (size_t i = 0; i < clean.len; i++)
		if (clean.s[i] == ']' && ends_heading(span_from(str_span(&clean),
								i + 1)))
			clean.s[i] = ')';
	path = str_span(&clean);
	while (path.len) {
		size_t n = 0;
		struct span part;

		while (n < path.len && path.p[n] != '/')
			n++;
		part = span_trim((struct span){ path.p, n });
		if (part.len && out->len > before)
			str_addc(out, '/');
		str_adds(out, part);
		path = span_from(path, n + 1);
	}
	str_release(&clean);
}

static void parse_folder_settings(struct subs_line *l, struct span s)
{
	struct str settings = STR_INIT;

	for (skip_space(&s); s.len && s.p[0] != '#'; skip_space(&s))
		if (s.p[0] == '"' || !take_setting(&s, &settings)) {
			set_problem(l, "behind a folder's name stand settings,"
				    " name=value, or # and a comment");
			break;
		}
	keep_settings(l, &settings);
}

/* The heading ends at the first "]" with nothing but settings and a comment
 * after it.  0: it does not end.  */
static size_t heading_end(struct span s)
{
	for (size_t i = 1; i < s.len; i++) {
		struct span rest = span_from(s, i + 1);

		if (s.p[i] == ']' && (!span_trim(rest).len ||
				      ends_heading(rest)))
			return i;
	}
	return 0;
}

static void parse_folder(struct subs_line *l, struct span s)
{
	struct str b = STR_INIT;
	size_t end = heading_end(s);

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
	else if (span_starts(s, QUERY_WORD))
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

void subs_line_compose(struct str *out, const char *url, const char *name,
		       const char *settings)
{
	struct str title = STR_INIT;

	str_add(out, url);
	text_oneline(&title, span_of(name));
	if (title.len) {
		str_addc(out, ' ');
		quote(out, str_span(&title));
	}
	if (settings && *settings)
		str_addf(out, " %s", settings);
	str_release(&title);
}

void subs_line_compose_query(struct str *out, const char *query,
			     const char *name)
{
	struct str clean = STR_INIT;

	text_oneline(&clean, span_of(query));
	str_add(out, QUERY_WORD " ");
	quote(out, str_span(&clean));
	str_clear(&clean);
	text_oneline(&clean, span_of(name));
	if (clean.len) {
		str_addc(out, ' ');
		quote(out, str_span(&clean));
	}
	str_release(&clean);
}

/* --- other words on a line ----------------------------------------------- */

/* What a line says, without what stands around it.  */
static struct span said(const struct subs_line *l)
{
	struct span s = { l->bytes, l->len };

	if (span_starts(s, "\xef\xbb\xbf"))
		s = span_from(s, 3);
	return span_trim(s);
}

/* Append the line with `words` in the place of [from, to).  */
static void splice(struct str *out, const struct subs_line *l,
		   const char *from, const char *to, struct span words)
{
	const char *end = l->bytes + l->len - strlen(subs_line_ending(l));

	str_addn(out, l->bytes, (size_t)(from - l->bytes));
	str_adds(out, words);
	str_addn(out, to, (size_t)(end - to));
}

/* Pass over what the line is about: an address, a query, a folder.  */
static void skip_subject(const struct subs_line *l, struct span *s)
{
	struct str scrap = STR_INIT;

	if (l->kind == SUBS_FOLDER) {
		*s = span_from(*s, heading_end(*s) + 1);
	} else if (l->kind == SUBS_QUERY) {
		*s = span_from(*s, strlen(QUERY_WORD));
		skip_space(s);
		take_title(s, &scrap);
	} else {
		take_word(s);
	}
	str_release(&scrap);
}

void subs_line_requery(struct str *out, const struct subs_line *l,
		       const char *query)
{
	struct str words = STR_INIT, clean = STR_INIT;
	struct span s = said(l), rest = s;

	text_oneline(&clean, span_of(query));
	str_add(&words, QUERY_WORD " ");
	quote(&words, str_span(&clean));
	skip_subject(l, &rest);
	splice(out, l, s.p, rest.p, str_span(&words));
	str_release(&words);
	str_release(&clean);
}

void subs_line_set(struct str *out, const struct subs_line *l,
		   const char *name, const char *value)
{
	struct str words = STR_INIT, setting = STR_INIT, scrap = STR_INIT;
	struct span s = said(l), word;
	const char *from, *to;

	skip_subject(l, &s);
	from = to = s.p;
	for (skip_space(&s); s.len && s.p[0] != '#'; skip_space(&s)) {
		const char *start = s.p;
		bool one;

		str_clear(&scrap);
		if (s.p[0] == '"') {
			if (!take_title(&s, &scrap))
				s = span_from(s, s.len);
			one = false;
		} else {
			one = split_setting(&s, &word, &scrap) &&
			      span_eq(word, span_of(name));
		}
		from = one ? start : s.p;
		to = s.p;
		if (one)
			break;
	}
	if (value)
		write_setting(&setting, span_of(name), span_of(value));
	/* With one space before it, and none where it is gone.  */
	if (from < to && !setting.len && is_space(from[-1]))
		from--;
	else if (from == to && setting.len)
		str_addc(&words, ' ');
	str_adds(&words, str_span(&setting));
	splice(out, l, from, to, str_span(&words));
	str_release(&words);
	str_release(&setting);
	str_release(&scrap);
}

void subs_line_retitle(struct str *out, const struct subs_line *l,
		       const char *name)
{
	struct str title = STR_INIT, clean = STR_INIT, scrap = STR_INIT;
	struct span s = said(l);
	const char *from, *to;

	text_oneline(&clean, span_of(name));
	skip_subject(l, &s);
	from = to = s.p;
	for (skip_space(&s); s.len && s.p[0] != '#'; skip_space(&s)) {
		if (s.p[0] != '"') {
			take_setting(&s, &scrap);
			continue;
		}
		/* With one space before it.  */
		from = is_space(s.p[-1]) ? s.p - 1 : s.p;
		if (!take_title(&s, &scrap))
			s = span_from(s, s.len);
		to = s.p;
		break;
	}
	if (clean.len) {
		str_addc(&title, ' ');
		quote(&title, str_span(&clean));
	}
	splice(out, l, from, to, str_span(&title));
	str_release(&title);
	str_release(&clean);
	str_release(&scrap);
}

void subs_line_refolder(struct str *out, const struct subs_line *l,
			const char *folder)
{
	struct span s = said(l);

	splice(out, l, s.p + 1, s.p + heading_end(s), span_of(folder));
}
