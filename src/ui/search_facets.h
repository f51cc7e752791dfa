/* search_facets.h - beside the results: when they are from, and which feeds
 *
 *	 3 Mar 2026: 31
 *	       ▂█  ▁
 *	 ▁▃▂▁▄▅███▂█▃
 *	 ─────━──────
 *	 Mar 2024          Nov 2026
 *
 *	 12 feeds
 *	 Harbour Courier         31
 *	 Meridian                12
 *
 * A bar or a feed that is chosen puts a condition behind the query.
 */
#ifndef UI_SEARCH_FACETS_H
#define UI_SEARCH_FACETS_H

#include "app/facets.h"
#include "app/key.h"
#include "ui/grid.h"
#include "ui/spans.h"

struct search_pane;

struct search_facets {
	struct store_facets *got;	/* or NULL */
	uint64_t asked;		/* generation of the list that it is for */
	struct spans spans;
	size_t bars;		/* that these were made for */
	bool on;		/* wanted where there is little room, too */
	bool shown;		/* it was, in the last frame */
	bool focused;		/* keys go to it */
	bool was_typing;	/* before they did */
	bool at_feeds;		/* of both parts */
	size_t bar, from;	/* the one chosen; where a range began */
	bool ranging;
	size_t feed, top;	/* the one chosen; the first that is seen */
	char *when, *who;	/* conditions that it put in, or NULL */
	struct area time, feeds;	/* in the grid; height 0: not seen */
	int bar_width;
};

void search_facets_release(struct search_facets *f);

/* Take its part of what the results have, and ask for what is to be in it.  */
void search_facets_place(struct search_pane *p, struct area *body);
void search_facets_draw(struct search_pane *p);

/* Another list is being made.  */
void search_facets_stale(struct search_pane *p);
void search_facets_take(struct search_pane *p, struct app_event *event);

/* Go there, and back.  */
void search_facets_turn(struct search_pane *p);
/* A key while it is focused, a click at a cell of the pane; false: it is not
 * for it.  */
bool search_facets_key(struct search_pane *p, struct key k);
bool search_facets_click(struct search_pane *p, int x, int y);

#endif
