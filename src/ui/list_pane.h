/* list_pane.h - the articles of a feed, a folder, or all */
#ifndef UI_LIST_PANE_H
#define UI_LIST_PANE_H

#include "ui/list.h"
#include "ui/pane.h"
#include "ui/passed.h"

struct list_pane {
	struct pane pane;
	struct list list;
	struct store_scope scope;	/* folder is owned; no query */
	char *query;		/* of a smart feed: its text, or NULL */
	char *name;		/* for the breadcrumb */
	struct passed passed;	/* rows that were scrolled past */
	bool cut;		/* the title under the cursor was */
	bool made;		/* scope has been set */
	int64_t total;		/* articles of the scope, when it was made */
	/* Of a smart feed: what has come since is looked for.  */
	int64_t news;		/* as many as were found, */
	int64_t news_total;	/* when there were so many articles in all */
	bool news_asked;
	int64_t asked_ms, answered_ms;
};

struct list_pane *list_pane_new(struct ui *ui) MUST_USE;

/* Make the list of a scope, unless it is the one that is there.  The cursor
 * goes to `anchor` (0: the top).  */
void list_pane_show(struct list_pane *p, const struct store_scope *scope,
		    const char *name, int64_t anchor);
/* The same of what a query finds; NULL: without one.  */
void list_pane_show_query(struct list_pane *p, const struct store_scope *scope,
			  const char *query, const char *name, int64_t anchor);

/* Make it again, with the cursor on the same article.  */
void list_pane_remake(struct list_pane *p);

/* The same in another order, with the cursor on the same article, or still at
 * the top.  */
void list_pane_sort(struct list_pane *p, enum store_order order, bool reversed);

/* The same list with read articles or without, the cursor on the same one.  */
void list_pane_set_unread_only(struct list_pane *p, bool on);

/* Articles that came since it was made.  */
int64_t list_pane_news(const struct list_pane *p);

/* Look for what has come to a smart feed's list, when it is time to; in each turn
 * of the loop.  */
void list_pane_work(struct list_pane *p);
/* The answer, an APP_NEWEST.  */
void list_pane_take_newest(struct list_pane *p,
			   const struct app_event *event);

bool list_pane_has(const struct list_pane *p, const struct store_scope *scope);
bool list_pane_has_query(const struct list_pane *p,
			 const struct store_scope *scope, const char *query);

#endif
