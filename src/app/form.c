/* form.c - an article as a file: which form, and HTML and Markdown; see form.h */
#include "config.h"

#include "app/form.h"

#include "app/extras.h"
#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"
#include "html/markdown.h"
#include "html/write.h"

#define LONGEST_LANGUAGE 35	/* RFC 5646, 4.4.1 */

/* An address that a click may lead to.  */
static bool is_link(const char *url)
{
	return url && (url_is_http(span_of(url)) ||
		       span_starts_nocase(span_of(url), "mailto:"));
}

static struct doc *body_of(const struct store_article *a)
{
	return doc_from_html(span_of(a->html), a->link ? a->link : a->feed_url);
}

/* Safe words of a field; `line` is theirs until the next.  */
static struct span words(struct str *line, const char *s)
{
	str_clear(line);
	if (s)
		text_oneline(line, span_of(s));
	return str_span(line);
}

/* -- Markdown -------------------------------------------------------------------- */

/* Another line of a paragraph that began at `start`.  */
static void next_line(struct str *out, size_t start)
{
	if (out->len > start)
		str_add(out, "\\\n");
}

static void markdown_line(struct str *out, size_t start, struct str *line)
{
	if (line->len) {
		next_line(out, start);
		markdown_words(out, str_span(line));
	}
	str_clear(line);
}

static void markdown_url(struct str *out, struct span name, const char *url)
{
	struct str line = STR_INIT;

	if (is_link(url)) {
		form_url(&line, url);
		markdown_link(out, name, str_span(&line));
	} else {
		markdown_words(out, name);
		str_add(out, name.len ? ": " : "");
		form_url(&line, url);
		markdown_words(out, str_span(&line));
	}
	str_release(&line);
}

static void markdown_heading(struct str *out, const struct store_article *a)
{
	struct form_heading h = form_heading_of(a);
	const char *comments = extras_comments_url(&a->extras);
	struct str line = STR_INIT;
	size_t start;

	str_add(out, "# ");
	words(&line, h.title ? h.title : "(untitled)");
	markdown_words(out, str_span(&line));
	str_add(out, "\n\n");
	start = out->len;
	str_clear(&line);
	form_byline(&line, &h);
	markdown_line(out, start, &line);
	extras_add_episode(&line, h.extras);
	markdown_line(out, start, &line);
	extras_add_source(&line, h.extras, h.feed);
	markdown_line(out, start, &line);
	if (h.link) {
		next_line(out, start);
		markdown_url(out, SPAN(""), h.link);
	}
	extras_add_comments(&line, h.extras);
	if (comments) {
		next_line(out, start);
		markdown_url(out, str_span(&line), comments);
	} else if (h.extras->n_comments > 0) {
		markdown_line(out, start, &line);
	}
	if (out->len > start)
		str_addc(out, '\n');
	str_release(&line);
}

static void markdown_resources(struct str *out, const struct store_extras *x)
{
	struct str line = STR_INIT;

	if (x->n_resources)
		str_add(out, "\n___\n\n");
	for (size_t i = 0; i < x->n_resources; i++) {
		str_clear(&line);
		form_resource_name(&line, &x->resources[i]);
		str_add(out, "- ");
		markdown_url(out, str_span(&line), x->resources[i].url);
		str_clear(&line);
		form_resource_details(&line, &x->resources[i]);
		if (line.len) {
			str_add(out, " (");
			markdown_words(out, str_span(&line));
			str_addc(out, ')');
		}
		str_addc(out, '\n');
	}
	str_release(&line);
}

static void add_markdown(struct str *out, const struct store_article *a)
{
	struct doc *doc = body_of(a);

	markdown_heading(out, a);
	if (doc->root->child)
		str_addc(out, '\n');
	doc_markdown(out, doc);
	markdown_resources(out, &a->extras);
	doc_free(doc);
}

/* -- HTML ---------------------------------------------------------------------------- */

static void html_url(struct str *out, struct span name, const char *url)
{
	struct str line = STR_INIT;

	form_url(&line, url);
	if (is_link(url)) {
		str_add(out, "<a href=\"");
		html_escape(out, str_span(&line));
		str_add(out, "\" rel=\"noreferrer\">");
		html_escape(out, name.len ? name : str_span(&line));
		str_add(out, "</a>");
	} else {
		html_escape(out, name);
		str_add(out, name.len && line.len ? ": " : "");
		html_escape(out, str_span(&line));
	}
	str_release(&line);
}

static void html_line(struct str *out, struct str *line)
{
	if (line->len) {
		str_add(out, "<p dir=\"auto\">");
		html_escape(out, str_span(line));
		str_add(out, "</p>\n");
	}
	str_clear(line);
}

/* A tag of letters, digits and hyphens; others say nothing.  */
static bool is_language(const char *s)
{
	size_t n = 0;

	for (; s && s[n]; n++)
		if (!ascii_is_alnum(s[n]) && s[n] != '-')
			return false;
	return n > 0 && n <= LONGEST_LANGUAGE;
}

static void html_begin(struct str *out, const struct store_article *a,
		       struct span title)
{
	str_add(out, "<!DOCTYPE html>\n<html");
	if (is_language(a->language))
		str_addf(out, " lang=\"%s\"", a->language);
	str_add(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	html_escape(out, title);
	str_add(out, "</title>\n"
		"<meta name=\"viewport\" content=\"width=device-width\">\n"
		"<meta name=\"referrer\" content=\"no-referrer\">\n"
		"</head>\n<body>\n<article>\n<header>\n<h1 dir=\"auto\">");
	html_escape(out, title);
	str_add(out, "</h1>\n");
}

static void html_heading(struct str *out, const struct store_article *a)
{
	struct form_heading h = form_heading_of(a);
	const char *comments = extras_comments_url(&a->extras);
	struct str line = STR_INIT;

	words(&line, h.title ? h.title : "(untitled)");
	html_begin(out, a, str_span(&line));
	str_clear(&line);
	form_byline(&line, &h);
	html_line(out, &line);
	extras_add_episode(&line, h.extras);
	html_line(out, &line);
	extras_add_source(&line, h.extras, h.feed);
	html_line(out, &line);
	if (h.link) {
		str_add(out, "<p>");
		html_url(out, SPAN(""), h.link);
		str_add(out, "</p>\n");
	}
	extras_add_comments(&line, h.extras);
	if (comments) {
		str_add(out, "<p>");
		html_url(out, str_span(&line), comments);
		str_add(out, "</p>\n");
	} else if (h.extras->n_comments > 0) {
		html_line(out, &line);
	}
	str_add(out, "</header>\n");
	str_release(&line);
}

static void html_resources(struct str *out, const struct store_extras *x)
{
	struct str line = STR_INIT;

	if (!x->n_resources)
		return;
	str_add(out, "<footer>\n<ul>\n");
	for (size_t i = 0; i < x->n_resources; i++) {
		str_clear(&line);
		form_resource_name(&line, &x->resources[i]);
		str_add(out, "<li dir=\"auto\">");
		html_url(out, str_span(&line), x->resources[i].url);
		str_clear(&line);
		form_resource_details(&line, &x->resources[i]);
		if (line.len) {
			str_add(out, " (");
			html_escape(out, str_span(&line));
			str_addc(out, ')');
		}
		str_add(out, "</li>\n");
	}
	str_add(out, "</ul>\n</footer>\n");
	str_release(&line);
}

static void add_page(struct str *out, const struct store_article *a)
{
	struct doc *doc = body_of(a);

	html_heading(out, a);
	doc_write_html(out, doc);
	html_resources(out, &a->extras);
	str_add(out, "</article>\n</body>\n</html>\n");
	doc_free(doc);
}

/* -- all ------------------------------------------------------------------------------ */

void form_article(struct str *out, const struct store_article *a,
		  enum form form, int width)
{
	struct form_heading h = form_heading_of(a);

	switch (form) {
	case FORM_HTML:
		add_page(out, a);
		break;
	case FORM_MARKDOWN:
		add_markdown(out, a);
		break;
	default:
		form_text_heading(out, &h);
		str_addc(out, '\n');
		form_text_html(out, span_of(a->html),
			       a->link ? a->link : a->feed_url, width);
		form_text_resources(out, &a->extras);
	}
}

int form_of_path(const char *path, enum form *ret)
{
	static const struct {
		const char *end;
		enum form form;
	} ends[] = {
		{ ".txt", FORM_TEXT }, { ".text", FORM_TEXT },
		{ ".html", FORM_HTML }, { ".htm", FORM_HTML },
		{ ".md", FORM_MARKDOWN }, { ".markdown", FORM_MARKDOWN },
	};
	struct span s = span_of(path);

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t n = strlen(ends[i].end);

		if (s.len <= n || s.p[s.len - n - 1] == '/' ||
		    !span_eq_nocase(span_from(s, s.len - n),
				    span_of(ends[i].end)))
			continue;
		*ret = ends[i].form;
		return 0;
	}
	return -1;
}
