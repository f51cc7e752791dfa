/* article.h - an article as text, for `show` and `preview` */
#ifndef CLI_ARTICLE_H
#define CLI_ARTICLE_H

#include "base/date.h"

struct cli_heading {		/* any of these may be NULL */
	const char *title, *feed, *author, *link, *comments;
	int64_t date;		/* or DATE_NONE */
};

/* Append the title, who and when, and the addresses; safe.  */
void cli_add_heading(struct str *out, const struct cli_heading *h, int width);

/* Append HTML as laid-out text.  */
void cli_add_html(struct str *out, struct span html, const char *base,
		  int width);

/* Append a line for an enclosure; length -1: unknown.  */
void cli_add_enclosure(struct str *out, const char *url, const char *type,
		       int64_t length);

#endif
