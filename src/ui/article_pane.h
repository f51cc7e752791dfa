/* article_pane.h - the article: header, text, what belongs to it */
#ifndef UI_ARTICLE_PANE_H
#define UI_ARTICLE_PANE_H

#include "layout/layout.h"
#include "store/store.h"
#include "ui/lines.h"
#include "ui/pane.h"

/* Where one was in an article, kept while the reader runs.  */
struct article_place {
	int64_t id;
	struct layout_place at;	/* the first seen; leaf NO_LEAF: header */
	ptrdiff_t line;		/* of the header; else below that place */
};

#define ARTICLE_PLACES 256

struct article_pane {
	struct pane pane;
	int64_t id;		/* 0: none */
	struct store_article *article;
	struct doc *doc;	/* NULL while a worker makes it */
	struct layout *layout;
	int measure;		/* width that layout and lines are for */
	struct lines head, foot;
	struct query *matches;	/* to be highlighted, or NULL */
	size_t top;		/* first line seen */
	size_t n_body;		/* lines known so far */
	bool whole;		/* these are all */
	uint64_t job;		/* that the worker was asked for last */
	bool parsing;
	struct article_place places[ARTICLE_PLACES];
	size_t n_places;	/* ever kept: the next goes to n % PLACES */
};

struct article_pane *article_pane_new(struct ui *ui) MUST_USE;

/* Show an article, 0 for none, with what `query` (NULL: nothing) finds
 * highlighted.  */
void article_pane_show(struct article_pane *p, int64_t id, const char *query);

/* Read its marks again.  */
void article_pane_stale(struct article_pane *p);

/* True when the end is seen.  */
bool article_pane_at_end(struct article_pane *p);

/* The address of link `number` (from 1), of the article itself for 0; NULL
 * when there is none.  */
const char *article_pane_link(const struct article_pane *p, int number);

/* The number of the link in focus, from 1; 0: none.  */
int article_pane_focus(const struct article_pane *p);

/* Lay out a little more of a long one.  True while there is more to do.  */
bool article_pane_work(struct article_pane *p);

/* An answer of the pool.  */
struct mail;
void article_pane_take(struct article_pane *p, struct mail *mail);
void article_pane_drop(struct mail *mail);

#endif
