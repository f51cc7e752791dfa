/* feeds_pane.h - the tree of feeds */
#ifndef UI_FEEDS_PANE_H
#define UI_FEEDS_PANE_H

#include "store/store.h"
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
};

struct feeds_pane *feeds_pane_new(struct ui *ui) MUST_USE;

/* Begin on that row, when the feeds are read for the first time; `name` is the
 * address of a feed or the path of a folder (copied), or NULL.  */
void feeds_pane_want(struct feeds_pane *p, enum tree_kind kind,
		     const char *name);

/* Read feeds and counts; the cursor stays where it is.  */
void feeds_pane_read(struct feeds_pane *p);

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

/* Go to the nearest row behind or before the cursor for which `fn` is true;
 * false: there is none.  */
bool feeds_pane_step(struct feeds_pane *p, bool forward,
		     bool (*fn)(const struct tree_node *node));

/* Ids of the feeds of the row under the cursor (all of them for a row that
 * is none): owned.  */
int64_t *feeds_pane_ids(const struct feeds_pane *p, size_t *ret_n) MUST_USE;

/* How many articles there are, and unread ones, in a scope without query.  */
int64_t feeds_pane_total(const struct feeds_pane *p,
			 const struct store_scope *scope);

#endif
