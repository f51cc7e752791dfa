/* search_pane.h - a query, and what it finds as one types */
#ifndef UI_SEARCH_PANE_H
#define UI_SEARCH_PANE_H

#include "ui/list.h"
#include "ui/pane.h"
#include "ui/prompt.h"
#include "ui/search_facets.h"
#include "ui/search_spell.h"

/* Where it looks.  */
enum search_where {
	SEARCH_EVERYWHERE,
	SEARCH_HERE,		/* what one was at when it began */
	SEARCH_FOLDER,		/* the folder around that */
	SEARCH_ARCHIVED,	/* feeds that were unsubscribed from */
	N_SEARCH_WHERE,
};

/* What one was at; owned, each but the scope may be NULL.  */
struct search_place {
	struct store_scope scope;
	char *query, *name;	/* of a smart feed; what it is called */
	char *around;		/* the folder that it is in */
};

struct search_pane {
	struct pane pane;
	struct prompt prompt;	/* the query */
	bool typing;		/* keys go to it, else to the results */
	const char *rule;	/* what a rule is to do with what is found,
				 * which one looks at before it is kept; NULL:
				 * it is a search.  Static */
	bool wrong;		/* the query cannot be read: see qerr */
	bool unfinished;	/* nor this one, but by typing on it may be */
	bool loud;		/* Enter was pressed all the same */
	struct query_err qerr;
	struct list list;
	struct search_facets facets;
	struct search_spell spell;
	bool cut;		/* the title under the cursor was */
	int where_x, where_end;	/* cells of both below the line, */
	int order_x, order_end;	/* after draw() */
	struct store_scope scope;	/* as searched; borrows of `here` */
	enum search_where where;	/* as chosen */
	struct search_place here;
	bool by_rank;		/* unless the query itself says how */
	char *query;		/* as typed, that the list is for; or NULL */
	char *asked;		/* what was asked for it, see search_compose() */
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

/* Ask for what is typed, in another place or order; or for what is typed
 * now.  */
void search_pane_again(struct search_pane *p);

void search_pane_run(struct search_pane *p);

/* What is asked for `typed`, owned: the last word may go on, so it is a prefix
 * until a space ends it, unless it is not wanted.  */
char *search_open_ended(const char *typed) MUST_USE;

/* --- search_term.c --------------------------------------------------------- */

/* Whether the term stands in the text, whole.  */
bool search_term_is_in(const char *text, const char *term);

/* Put `term` (NULL: none) behind what is typed, in the place of *had, which was
 * put there before; the same once more takes it away.  Then run it.  */
void search_term_set(struct search_pane *p, char **had, const char *term);

/* --- search_line.c ---------------------------------------------------------- */

void search_line_begin(struct search_pane *p, const char *text);

/* Tab: the next word, or where there is none the other order.  */
bool search_line_tab(struct search_pane *p, struct key k);

/* Whether `typed`, with which p->qerr is wrong, may become right.  */
bool search_may_go_on(struct search_pane *p, const char *typed);

/* --- search_rule.c ---------------------------------------------------------- */

/* Tab, Enter and Esc while a rule is looked at; false for other keys.  */
bool search_rule_key(struct search_pane *p, struct key k);

/* Where the query stands, behind "/" or what the rule is to do.  */
int search_query_column(const struct search_pane *p);

/* What the rule would do, and how to have it.  */
void search_rule_draw(const struct search_pane *p, const struct area *a);

/* --- search_scope.c --------------------------------------------------------- */

/* A search begins: remember what one is at.  */
void search_scope_look(struct search_pane *p);
void search_scope_release(struct search_pane *p);

/* Set p->scope, but for its order.  */
void search_scope_set(struct search_pane *p);

/* Append "in World ▸ Asia", "everywhere"; and "by rank".  */
void search_scope_words(const struct search_pane *p, struct str *out);
void search_order_words(const struct search_pane *p, struct str *out);

/* The query for what was typed, which can be parsed; owned.  */
char *search_compose(const struct search_pane *p, const char *typed) MUST_USE;

void search_turn_order(struct search_pane *p, bool by_rank);
void search_turn_scope(struct search_pane *p);

#endif
