/* article.h - an article as text, for `show` and `preview` */
#ifndef CLI_ARTICLE_H
#define CLI_ARTICLE_H

#include "store/store.h"

struct cli_heading {		/* any of these may be NULL */
	const char *title, *feed, *author, *link;
	const struct store_extras *extras;
	int64_t date;		/* or DATE_NONE */
};

/* Append the title, who and when, and the addresses; safe.  */
void cli_add_heading(struct str *out, const struct cli_heading *h, int width);

/* Append HTML as laid-out text.  */
void cli_add_html(struct str *out, struct span html, const char *base,
		  int width);

/* Append a line for each of what comes with the article.  */
void cli_add_resources(struct str *out, const struct store_extras *x);

#endif
