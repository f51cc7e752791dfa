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

bool list_pane_has(const struct list_pane *p, const struct store_scope *scope);
bool list_pane_has_query(const struct list_pane *p,
			 const struct store_scope *scope, const char *query);

#endif
