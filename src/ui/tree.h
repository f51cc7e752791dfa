/* tree.h - feeds and folders as rows
 *
 * Made from the feeds in the order of subscription: a folder stands where its
 * first feed does.  What is folded is remembered by the folder's path.
 */
#ifndef UI_TREE_H
#define UI_TREE_H

#include "base/arena.h"
#include "store/store.h"

enum tree_kind {
	TREE_ALL, TREE_STARRED, TREE_FOLDER, TREE_FEED,
	TREE_QUERY,		/* a smart feed */
};

/* What is unread in a smart feed is not counted further.  */
#define TREE_COUNT_MOST 9999

/* A smart feed on its way into the tree.  */
struct tree_query {
	char *query, *name, *folder;	/* owned by whoever has it */
	size_t before;		/* the feed that it stands before */
	int64_t unread;		/* -1: not known yet */
	bool wrong;		/* it cannot be parsed */
};


struct tree_node {
	enum tree_kind kind;
	int depth;
	const char *label;	/* of a folder: its last part */
	const char *path;	/* of a folder: "World/Asia" */
	const struct store_feed *feed;	/* of a feed; borrowed */
	const char *query;	/* of a smart feed; borrowed */
	int64_t unread, starred, total;	/* of a folder: with all below; of a
				 * smart feed -1: not known yet */
	bool failing;		/* it, or one below */
	bool paused;		/* a feed that is not asked */
	bool fetching;		/* it, or one below, is being fetched */
	bool folded;
	bool shown;		/* it passes the filter */
	struct tree_node *parent, *child, *last, *next;
};

struct tree {
	struct arena *arena;
	struct tree_node **rows;	/* what is to be seen, from the top */
	size_t n, cap;
	struct tree_node *root;
	const struct store_feeds *feeds;	/* borrowed */
	const struct tree_query *queries;	/* borrowed; in their order */
	size_t n_queries;
	char **folded;		/* paths; owned */
	size_t n_folded, folded_cap;
	char *filter;		/* words, or NULL; owned */
	bool hides_read;	/* what has nothing unread is not shown, */
	int64_t kept;		/* but for this feed, which one is on */
};

void tree_release(struct tree *t);

/* Make it anew, with the smart feeds that it was given.  `feeds` is borrowed until the next time has returned.  A folder
 * that has another name or place now is folded as it was.  */
void tree_make(struct tree *t, const struct store_feeds *feeds);

/* What a folder of the tree is called in `feeds`, which are newer: owned; NULL
 * when it is there still or nowhere.  */
char *tree_follow(const struct tree *t, const char *path,
		  const struct store_feeds *feeds);

/* The feed is in the folder or in one below.  */
bool tree_is_below(const struct store_feed *feed, const char *folder);

/* Fold or unfold a folder and make the rows anew.  */
void tree_fold(struct tree *t, struct tree_node *folder, bool folded);

/* Fold or unfold all folders.  */
void tree_fold_all(struct tree *t, bool folded);

/*
 * Show only feeds in whose title, address or folders all of the words occur,
 * case and accents aside, with the folders that they are in, which are not
 * folded then.  NULL or empty: all.
 */
void tree_set_filter(struct tree *t, const char *words);

/* How many feeds and smart feeds are to be seen; of feeds alone.  */
size_t tree_n_seen(const struct tree *t, size_t *ret_feeds);

/* Show only what has something unread, and the feed `kept` (0: none).  */
void tree_hide_read(struct tree *t, bool hide, int64_t kept);

/* Folded paths as lines, and back: what is kept between starts.  */
void tree_folded_text(const struct tree *t, struct str *out);
void tree_set_folded(struct tree *t, struct span text);

/* Those feeds (ids, sorted) are being fetched, no others.  True when that makes
 * a row look otherwise.  */
bool tree_set_fetching(struct tree *t, const int64_t *ids, size_t n);

/* Row of the node, or that of the folder it is folded away in.  */
size_t tree_row_of(const struct tree *t, const struct tree_node *node);

/* The node of a feed, or NULL.  */
struct tree_node *tree_find(const struct tree *t, int64_t feed_id);

#endif
