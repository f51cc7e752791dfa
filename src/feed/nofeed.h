/* nofeed.h - what a document is that is no feed */
#ifndef FEED_NOFEED_H
#define FEED_NOFEED_H

#include "base/err.h"
#include "base/str.h"

/*
 * Say in `err` what `body` is instead of a feed, and what to do with it.
 * `text` is the same as UTF-8, `first` the name of its first element or
 * empty.  Returns -1.
 */
int nofeed_explain(struct span body, struct span text, struct span first,
		   struct err *err);

#endif
