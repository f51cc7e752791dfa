/* form.h - an article as a file: heading, body, what comes with it
 *
 * The same whether it is printed, saved, piped or handed to another program:
 * title; feed, author and date; episode and source; its address and that of
 * the comments; the text; a line for each enclosure and the like.  UTF-8 that
 * cannot steer a terminal, newline at the end.  Pure; any thread.
 */
#ifndef APP_FORM_H
#define APP_FORM_H

#include "store/store.h"

enum form {
	FORM_TEXT,	/* laid out for a width, links numbered */
	FORM_HTML,	/* a page that loads nothing by itself */
	FORM_MARKDOWN,	/* as html/markdown.h says */
};

/* Append it.  `width` (cells, at least 1) is that of FORM_TEXT.  */
void form_article(struct str *out, const struct store_article *a,
		  enum form form, int width);

/* The form that the end of a file's name asks for: .txt .text .html .htm .md
 * .markdown, in either case.  -1 when it is none of these.  */
int form_of_path(const char *path, enum form *ret) MUST_USE;

/* -- pieces of FORM_TEXT: form_text.c ---------------------------------------- */

struct form_heading {		/* any of these may be NULL */
	const char *title, *feed, *author, *link;
	const struct store_extras *extras;
	int64_t date;		/* or DATE_NONE */
};

struct form_heading form_heading_of(const struct store_article *a);

/* The title, who and when, and the addresses.  */
void form_text_heading(struct str *out, const struct form_heading *h);

/* An address as it is shown to others: one line, without user name and
 * password.  NULL adds nothing.  */
void form_url(struct str *out, const char *url);

/* "Feed · Author · date", without a newline; nothing when there is none.  */
void form_byline(struct str *out, const struct form_heading *h);

/* HTML as laid-out text.  */
void form_text_html(struct str *out, struct span html, const char *base,
		    int width);

/* A line for each of what comes with the article.  */
void form_text_resources(struct str *out, const struct store_extras *x);

/* "Transcript (en): Title" and "text/vtt, 43 min, 2 MB, Bo Ek": what stands
 * before and after the address of a resource.  */
void form_resource_name(struct str *out, const struct store_resource *r);
void form_resource_details(struct str *out, const struct store_resource *r);

#endif
