/* feeds_pane.h - the tree of feeds
 *
 * feeds_pane.c has its rows and keys, feeds_read.c reads what it shows,
 * feeds_count.c counts, feeds_cut.c keeps what is cut.  Main thread.
 */
#ifndef UI_FEEDS_PANE_H
#define UI_FEEDS_PANE_H

#include "store/store.h"
#include "app/app.h"
#include "ui/pane.h"
#include "ui/tree.h"

struct feeds_pane {
	struct pane pane;
	struct store_feeds *feeds;	/* NULL before the first reading */
	struct tree tree;
	struct scroll scroll;
	bool wants;		/* a row to begin on: its kind, and the address */
	enum tree_kind wanted_kind;	/* of a feed or path of a folder */
	char *wanted;
	bool is_cut;		/* the label of the row one is on, when drawn */
	struct tree_query *queries;	/* smart feeds; owned */
	size_t n_queries;
	struct app_item *cuts;	/* nodes that are to go elsewhere; owned */
	size_t n_cuts, cuts_cap;
	struct app_counts *counts;	/* as they came last, or NULL */
	bool counts_stale;	/* they are to be asked for */
	bool counting;		/* that has been done */
	bool counted_week;	/* with what each feed brought in a week */
	int64_t counted_ms;	/* when they came, */
	int64_t counting_ms;	/* and when they were asked for */
	int64_t *fetching;	/* ids, sorted; owned */
	size_t n_fetching;
	uint64_t fetch_turn;	/* of app_fetching() */
	int64_t looked_ms;	/* when that was asked */
};

struct feeds_pane *feeds_pane_new(struct ui *ui) MUST_USE;

/* Begin on that row, when the feeds are read for the first time; `name` is the
 * address of a feed or the path of a folder (copied), or NULL.  */
void feeds_pane_want(struct feeds_pane *p, enum tree_kind kind,
		     const char *name);

/* Read feeds and counts; the cursor stays where it is.  */
void feeds_pane_read(struct feeds_pane *p);

/* Of smart feeds; freed with the pane.  */
void feeds_pane_free_queries(struct feeds_pane *p);

/* The node under the cursor, or NULL.  */
const struct tree_node *feeds_pane_node(const struct feeds_pane *p);

/* The feed under the cursor, or NULL.  */
const struct store_feed *feeds_pane_feed(const struct feeds_pane *p);

const struct store_feed *feeds_pane_find(const struct feeds_pane *p,
					 int64_t id);

/* The articles of the row under the cursor.  */
struct store_scope feeds_pane_scope(const struct feeds_pane *p);

/* Put the cursor on a feed, its folders unfolded.  */
void feeds_pane_go(struct feeds_pane *p, int64_t feed_id);

/* Fold or unfold what one is on or in; all folders.  */
void feeds_pane_fold(struct feeds_pane *p, bool folded);
void feeds_pane_fold_all(struct feeds_pane *p, bool folded);

/* Show what matches the words only, and go there; NULL: all.  */
void feeds_pane_filter(struct feeds_pane *p, const char *words);

/* Show what has something unread only, or all; remembered.  */
void feeds_pane_hide_read(struct feeds_pane *p, bool hide);

/* Go to the nearest row behind or before the cursor for which `fn` is true (NULL:
 * any);
 * false: there is none.  */
bool feeds_pane_step(struct feeds_pane *p, bool forward,
		     bool (*fn)(const struct tree_node *node));

/* The node under the cursor as the acts on the list want it, borrowed.  False:
 * it is none of the list.  */
bool feeds_pane_item(const struct feeds_pane *p, struct app_item *ret);

/* Cut the node under the cursor, or leave it where it is after all.  True when
 * it is cut now.  */
bool feeds_pane_cut(struct feeds_pane *p, const struct app_item *item);
bool feeds_pane_has_cut(const struct feeds_pane *p, const struct app_item *item);
void feeds_pane_forget_cuts(struct feeds_pane *p);
/* Forget those that the list has no longer.  */
void feeds_pane_drop_cuts(struct feeds_pane *p);

/* What is to be counted is asked for when it is time to.  */
void feeds_pane_work(struct feeds_pane *p);

/* Counts came; they are moved.  */
void feeds_pane_take_counts(struct feeds_pane *p, struct app_counts *counts);

/* What is unread in a smart feed; -1: not known yet.  */
int64_t feeds_pane_count_of(const struct feeds_pane *p, const char *query);

/* What the last days brought of a feed; NULL: it is not known.  */
const uint32_t *feeds_pane_week(const struct feeds_pane *p,
				const struct tree_node *node);
bool feeds_pane_has_sparks(const struct feeds_pane *p);

/*
 * Look for what is being fetched, some times a second while anything is; to
 * be called in each turn of the loop.  Milliseconds until the next look, -1:
 * none is needed.
 */
int feeds_pane_look(struct feeds_pane *p);

/* Ids of the feeds of the row under the cursor (all of them for a row that
 * is none): owned.  */
int64_t *feeds_pane_ids(const struct feeds_pane *p, size_t *ret_n) MUST_USE;

/* How many articles of a scope without query are hidden.  */
int64_t feeds_pane_hidden(const struct feeds_pane *p,
			  const struct store_scope *s);

/* How many articles there are, and unread ones, in a scope without query.  */
int64_t feeds_pane_total(const struct feeds_pane *p,
			 const struct store_scope *scope);

#endif
