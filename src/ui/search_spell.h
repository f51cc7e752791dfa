/* search_spell.h - the nearest spellings that occur, below what found little
 *
 * Of a pane, by the thread that draws.
 */
#ifndef UI_SEARCH_SPELL_H
#define UI_SEARCH_SPELL_H

#include "app/app.h"
#include "ui/grid.h"

struct search_pane;

struct search_spell {
	uint64_t asked;		/* generation of the list that it is for */
	struct store_spellings *found;	/* or NULL */
	char *own;		/* the query as it was typed */
	size_t at;		/* 1 + the one that was taken; 0: its own */
	int y;			/* of the line, in the pane; 0: not seen */
};

void search_spell_release(struct search_spell *s);

/* When the list is whole and short, ask; below it, say what came.  `body` is
 * below the head.  */
void search_spell_draw(struct search_pane *p, const struct area *body);

void search_spell_take(struct search_pane *p, struct app_event *event);

/* Take the next one in the query, after the last its own.  */
void search_spell_turn(struct search_pane *p);

#endif
