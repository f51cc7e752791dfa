/* splits.h - where the panes part: shares of the screen that can be moved
 *
 * A share is in thousandths of what is parted, 0 for what suits the width.
 * Whatever is wanted, no pane becomes so small that it vanishes.  Pure.
 */
#ifndef UI_SPLITS_H
#define UI_SPLITS_H

#include "base/str.h"

enum split {
	SPLIT_FEEDS_OF_TWO,	/* width of the feeds, beside one column */
	SPLIT_FEEDS_OF_THREE,	/* the same, beside two */
	SPLIT_LIST,		/* width of the list, of what the feeds leave */
	SPLIT_STACK,		/* height of the list above the article */
	N_SPLITS,
	SPLIT_NONE = N_SPLITS
};

struct splits {
	int share[N_SPLITS];
};

/* Cells before the rule that parts `size` of them.  */
int splits_at(const struct splits *s, enum split which, int size);

/* Put the rule there, as near as may be.  */
void splits_set(struct splits *s, enum split which, int size, int at);

/* All shares as words, and back; what is no share is 0.  */
void splits_text(const struct splits *s, struct str *out);
void splits_read(struct splits *s, const char *text);

#endif
