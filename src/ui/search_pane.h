/* search_pane.h - a query, and what it finds as one types */
#ifndef UI_SEARCH_PANE_H
#define UI_SEARCH_PANE_H

#include "ui/list.h"
#include "ui/pane.h"
#include "ui/prompt.h"

struct search_pane {
	struct pane pane;
	struct prompt prompt;	/* the query */
	bool typing;		/* keys go to it, else to the results */
	const char *rule;	/* what a rule is to do with what is found,
				 * which one looks at before it is kept; NULL:
				 * it is a search.  Static */
	bool wrong;		/* the query cannot be read: see qerr */
	struct query_err qerr;
	struct list list;
	bool cut;		/* the title under the cursor was */
	struct store_scope scope;	/* everything, in its order */
	char *query;		/* as typed, that the list is for; or NULL */
	char *asked;		/* the same, the last word open-ended */
	struct query *matches;	/* the same, to be highlighted; or NULL */
	struct store_rows *snippets;	/* of the rows that are seen */
	size_t asked_from, asked_n;	/* rows asked for last, */
	int asked_width;	/* cells that they fill */
	size_t asked_out;	/* when so many had gone from the list */
	uint64_t asked_generation;
};

struct search_pane *search_pane_new(struct ui *ui) MUST_USE;

/* Begin to type: an empty query, or `text`.  */
void search_pane_type(struct search_pane *p, const char *text);

/* Show what a rule of that query would hit: Enter keeps it.  */
void search_pane_rule(struct search_pane *p, const char *query);

/* Answers; false when they are not for it.  */
bool search_pane_take_rows(struct search_pane *p,
			   struct app_event *event);

/* --- search_draw.c ---------------------------------------------------------- */

#define SEARCH_ROW_HEIGHT 2	/* the row, and its snippet */

/* Its draw(), and the rows above the results.  */
void search_pane_draw(struct pane *pane, const struct area *a, bool focused);
int search_pane_head(const struct search_pane *p, int width);

/* --- search_pane.c ---------------------------------------------------------- */

void search_pane_stale(struct search_pane *p);

/* Ask again for what was asked last.  */
void search_pane_remake(struct search_pane *p);

#endif
