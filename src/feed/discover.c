/* discover.c - the feeds that a web page names; see discover.h */
#include "config.h"

#include "feed/discover.h"

#include "base/ascii.h"
#include "base/entity.h"
#include "base/text.h"
#include "base/url.h"
#include "feed/charset.h"
#include "feed/hint.h"
#include "html/lexer.h"

#define LOOK_AT ((size_t)2 << 20)
#define WIDEST_UNIT 4			/* bytes of a character, before decoding */
#define CHARSET_WITHIN 2048
#define LONGEST_URL 4096
#define LONGEST_WORDS 200		/* of a hyperlink */
#define LONGEST_REFRESH_S 30

/* From the best to the worst.  */
enum rank {
	MAIN,
	MAIN_JSON,		/* the type is that of any JSON */
	PART,			/* of a category, a tag, an author */
	COMMENTS,
	N_NAMED,
	LINK_ADDRESS = N_NAMED,	/* a hyperlink's address says it */
	LINK_WORDS,		/* its words do */
	LINK_COMMENTS,
	N_RANKS
};

struct search {
	struct arena *arena;
	const char *base;
	bool has_base;		/* the first <base> counts */
	bool seen_tag;
	struct feed_page *page;
	struct feed_candidate found[FEED_CANDIDATES];
	enum rank rank[FEED_CANDIDATES];
	size_t n, n_links;
	/* The hyperlink that is open.  */
	bool in_link;
	struct str href, words;
};

/* --- addresses --------------------------------------------------------------- */

/* A blank or a control character would end the address where it is written
 * down; browsers send it like this.  */
static void add_escaped(struct str *out, struct span url)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c == '#')
			break;
		if (c <= ' ' || c == 0x7f || strchr("\"<>\\^`{|}", (int)c))
			str_addf(out, "%%%02X", c);
		else
			str_addc(out, (char)c);
	}
}

/* "feed:https://…" and "feed://…" are what mailto: is.  */
static struct span without_feed_scheme(struct str *buf, struct span href)
{
	if (!span_starts_nocase(href, "feed:"))
		return href;
	href = span_from(href, 5);
	if (!span_starts(href, "//"))
		return href;
	str_add(buf, "http:");
	str_adds(buf, href);
	return str_span(buf);
}

/* The address that `href` stands for, in the arena; NULL when it is none that
 * we would fetch.  */
static const char *absolute(const struct search *s, struct span href)
{
	struct str full = STR_INIT, clean = STR_INIT, buf = STR_INIT;
	const char *url = NULL;

	href = without_feed_scheme(&buf, span_trim(href));
	if (href.len && href.len <= LONGEST_URL) {
		url_resolve(&full, span_of(s->base), href);
		add_escaped(&clean, span_trim(str_span(&full)));
	}
	str_clear(&full);
	url_host(&full, str_span(&clean));
	if (url_is_http(str_span(&clean)) && full.len &&
	    clean.len <= LONGEST_URL && text_valid(str_span(&clean)))
		url = arena_strdup(s->arena, clean.s);
	str_release(&full);
	str_release(&clean);
	str_release(&buf);
	return url;
}

static bool is_known(const struct search *s, const char *url)
{
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->found[i].url, url))
			return true;
	return false;
}

static void add(struct search *s, struct span href, struct span title,
		enum rank rank)
{
	struct str words = STR_INIT_LIMIT(LONGEST_WORDS);
	bool guess = rank >= N_NAMED;
	const char *url;

	/* Hyperlinks leave room for what is named further down.  */
	if (s->n == FEED_CANDIDATES ||
	    (guess && s->n_links == FEED_CANDIDATES / 2))
		return;
	url = absolute(s, href);
	if (!url || is_known(s, url))
		return;
	text_oneline(&words, title);
	s->n_links += guess;
	s->rank[s->n] = rank;
	s->found[s->n++] = (struct feed_candidate){
		.url = url,
		.title = words.len && text_valid(str_span(&words)) ?
			 arena_strdup(s->arena, words.s) : NULL,
		.guess = guess,
	};
	str_release(&words);
}

/* --- elements ---------------------------------------------------------------- */

static void see_base(struct search *s, struct span href)
{
	const char *url;

	if (s->has_base)
		return;
	url = absolute(s, href);
	if (url) {
		s->base = url;
		s->has_base = true;
	}
}

static enum rank rank_named(struct span href, struct span title, bool json)
{
	if (hint_is_comments(href, title))
		return COMMENTS;
	if (hint_is_part(href))
		return PART;
	return json ? MAIN_JSON : MAIN;
}

static void see_link(struct search *s, struct span href,
		     const struct html_token *t)
{
	struct str rel = STR_INIT, type = STR_INIT, title = STR_INIT;
	enum hint_type kind;
	bool alternate;

	html_attr(&rel, t, ATTR_REL);
	html_attr(&type, t, ATTR_TYPE);
	html_attr(&title, t, ATTR_TITLE);
	kind = hint_type(str_span(&type));
	alternate = hint_has_token(str_span(&rel), "alternate") &&
		    !hint_has_token(str_span(&rel), "stylesheet");
	if (hint_has_token(str_span(&rel), "feed") && kind != HINT_OTHER)
		add(s, href, str_span(&title),
		    rank_named(href, str_span(&title), false));
	else if (alternate && kind == HINT_FEED)
		add(s, href, str_span(&title),
		    rank_named(href, str_span(&title), false));
	else if (alternate && (kind == HINT_JSON || kind == HINT_XML) &&
		 hint_may_be_feed(href, str_span(&title), kind))
		add(s, href, str_span(&title),
		    rank_named(href, str_span(&title), kind == HINT_JSON));
	else if (alternate && kind == HINT_NONE && hint_is_feed_url(href))
		add(s, href, str_span(&title), LINK_ADDRESS);
	str_release(&rel);
	str_release(&type);
	str_release(&title);
}

/* <meta http-equiv=refresh content="0; url=…">  */
static void see_meta(struct search *s, const struct html_token *t)
{
	struct span what = html_attr_raw(t, ATTR_HTTP_EQUIV), rest;
	struct str content = STR_INIT;
	long after = 0;

	html_attr(&content, t, ATTR_CONTENT);
	if (s->page->refresh ||
	    !span_eq_nocase(span_trim(what), SPAN("refresh")))
		goto out;
	rest = span_trim(str_span(&content));
	while (rest.len && ascii_is_digit(rest.p[0]) && after < 100000) {
		after = after * 10 + rest.p[0] - '0';
		rest = span_from(rest, 1);
	}
	while (rest.len && strchr("0123456789.;, \t\r\n", rest.p[0]))
		rest = span_from(rest, 1);
	if (!span_starts_nocase(rest, "url") || after > LONGEST_REFRESH_S)
		goto out;
	rest = span_trim(span_from(rest, 3));
	if (!span_starts(rest, "="))
		goto out;
	rest = span_trim(span_from(rest, 1));
	if (rest.len >= 2 && (rest.p[0] == '"' || rest.p[0] == '\'')) {
		const char *end = memchr(rest.p + 1, rest.p[0], rest.len - 1);

		rest.len = end ? (size_t)(end - rest.p) : rest.len;
		rest = span_from(rest, 1);
	}
	s->page->refresh = absolute(s, rest);
out:
	str_release(&content);
}

static void end_link(struct search *s)
{
	struct span href = str_span(&s->href), words = str_span(&s->words);
	bool says;

	if (!s->in_link)
		return;
	s->in_link = false;
	if (hint_is_no_feed(href))
		return;
	says = hint_is_feed_url(href);
	if ((says || hint_has_feed_word(words)) &&
	    hint_is_comments(href, words))
		add(s, href, words, LINK_COMMENTS);
	else if (says)
		add(s, href, words, LINK_ADDRESS);
	else if (hint_has_feed_word(words) && hint_mentions_feed(href))
		add(s, href, words, LINK_WORDS);
}

static void add_words(struct search *s, struct span words)
{
	words.len = MIN(words.len, (size_t)LONGEST_WORDS);
	if (s->in_link && s->words.len < LONGEST_WORDS && words.len) {
		str_addc(&s->words, ' ');
		entity_decode_all(&s->words, words, false);
	}
}

static void start_link(struct search *s, const struct html_token *t,
		       struct span href)
{
	end_link(s);
	if (!href.len || href.len > LONGEST_URL)
		return;
	s->in_link = true;
	str_clear(&s->href);
	str_clear(&s->words);
	str_adds(&s->href, href);
	add_words(s, html_attr_raw(t, ATTR_TITLE));
}

static void see_start(struct search *s, const struct html_token *t)
{
	struct str href = STR_INIT;

	/* An XML root would be called something else.  */
	if (!s->seen_tag)
		s->page->is_html |= t->tag != TAG_OTHER;
	s->seen_tag = true;
	if (html_attr_raw(t, ATTR_HREF).len <= LONGEST_URL)
		html_attr(&href, t, ATTR_HREF);
	if (t->tag == TAG_BASE)
		see_base(s, str_span(&href));
	else if (t->tag == TAG_LINK)
		see_link(s, str_span(&href), t);
	else if (t->tag == TAG_META)
		see_meta(s, t);
	else if (t->tag == TAG_A)
		start_link(s, t, str_span(&href));
	else if (t->tag == TAG_IMG)
		add_words(s, html_attr_raw(t, ATTR_ALT));
	str_release(&href);
}

/* --- the page ---------------------------------------------------------------- */

static bool has_charset(struct span content_type)
{
	for (; content_type.len; content_type = span_from(content_type, 1))
		if (span_starts_nocase(content_type, "charset"))
			return true;
	return false;
}

/* The HTTP header, or what a <meta> of the page says in its place.  */
static const char *header_of(struct span body, const char *content_type,
			     struct str *buf)
{
	struct html_lexer lx = {
		.in = { body.p, MIN(body.len, (size_t)CHARSET_WITHIN) },
	};
	struct html_token t;

	if (has_charset(span_of(content_type)))
		return content_type;
	while (html_next(&lx, &t)) {
		if (t.kind != HTML_START || t.tag != TAG_META)
			continue;
		if (html_has(&t, ATTR_CHARSET)) {
			str_add(buf, "text/html; charset=");
			html_attr(buf, &t, ATTR_CHARSET);
			return buf->s;
		}
		if (has_charset(html_attr_raw(&t, ATTR_CONTENT))) {
			html_attr(buf, &t, ATTR_CONTENT);
			return buf->s;
		}
	}
	return content_type;
}

static void read_page(struct search *s, struct span html)
{
	struct html_lexer lx = { .in = html };
	struct html_token t;

	while (html_next(&lx, &t)) {
		if (t.kind == HTML_START)
			see_start(s, &t);
		else if (t.kind == HTML_END && t.tag == TAG_A)
			end_link(s);
		else if (t.kind == HTML_TEXT && t.tag == TAG_OTHER)
			add_words(s, t.text);
	}
	end_link(s);
}

static void sort(struct search *s)
{
	struct feed_page *page = s->page;

	page->found = arena_alloc(s->arena, (s->n + 1) * sizeof(*s->found));
	for (int rank = 0; rank < N_RANKS; rank++)
		for (size_t i = 0; i < s->n; i++)
			if ((int)s->rank[i] == rank)
				page->found[page->n++] = s->found[i];
	page->n_named = page->n - s->n_links;
}

void feed_discover(struct arena *a, struct span body, const char *content_type,
		   const char *url, struct feed_page *ret)
{
	struct search s = { .arena = a, .base = url ? url : "", .page = ret };
	struct str decoded = STR_INIT, header = STR_INIT;
	struct notes notes = { .arena = a };
	struct span type = span_trim(span_of(content_type)), html;

	*ret = (struct feed_page){
		.is_html = span_starts_nocase(type, "text/html") ||
			   span_starts_nocase(type, "application/xhtml"),
	};
	str_init(&s.href);
	str_init(&s.words);
	body.len = MIN(body.len, LOOK_AT * WIDEST_UNIT);
	html = charset_decode(body, header_of(body, content_type, &header),
			      &decoded, &notes);
	html.len = MIN(html.len, LOOK_AT);
	read_page(&s, html);
	sort(&s);
	str_release(&s.href);
	str_release(&s.words);
	str_release(&decoded);
	str_release(&header);
}
