/* clean.h - retention: what of a feed is kept, and the space of what is not
 *
 * An article goes when it is older than its feed's `days`, or when there are
 * `articles` newer ones of its feed, unless it is unread, starred or tagged
 * and those are kept.  Its age counts from its date or from when it was
 * received, whichever is later, and what the feed's latest document still
 * lists is never too old.  What lies in the trash, where undo finds it, and
 * what an act that is not finished yet is about stays.
 *
 * An article goes with all that belongs to it in one transaction.  It does not
 * come again with the next refresh: a short tombstone is kept as long as the
 * feed lists it, and 30 days.  Nothing comes back when more is kept later.
 */
#ifndef STORE_CLEAN_H
#define STORE_CLEAN_H

#include "store/store.h"

/* A value: when cleaning began last, seconds since 1970; who asks for it keeps
 * more behind that.  */
#define STORE_LAST_CLEAN "cleaned"

/* What is kept of a feed.  */
struct store_keep {
	int64_t feed_id;
	int days;			/* 0: for ever */
	int articles;			/* 0: all */
	bool unread, starred, tagged;	/* these are kept all the same */
	bool purge;			/* an archived feed: nothing at all, nor
					 * the feed; not to be undone */
};

struct store_cleaning {
	const struct store_keep *keeps;	/* borrowed during the call */
	size_t n;
	int64_t now;
	int64_t guard;		/* leave what undo could change of acts later
				 * than this one, see store_last_act(); -1:
				 * none */
};

struct store_cleaned {
	int64_t feed_id;	/* of a plan */
	int64_t articles;	/* that go or went */
	int64_t bytes;		/* about what they take in the file */
	int64_t feeds;		/* that they are of; purged ones count */
};

/* Fill ret[cleaning->n] with what would go of each feed.  Takes as long as it
 * takes to look at all articles of the feeds; changes nothing.  */
int store_clean_plan(struct store *st, const struct store_cleaning *cleaning,
		     struct store_cleaned *ret, struct err *err) MUST_USE;

/* The newest act of the journal; 0: it is empty.  */
int store_last_act(struct store *st, int64_t *ret, struct err *err) MUST_USE;

/* Told on the store's thread after each slice what went so far, and in the end
 * with `ended`, after which it is not called again; err->kind is ERR_NONE
 * unless it ended early, and ERR_CANCELLED when the store was closed.  */
typedef void store_clean_fn(void *arg, const struct store_cleaned *so_far,
			    bool ended, const struct err *err);

/* Have store_clean_some() carry it out; copied.  ERR_BUSY while another one is
 * under way (then `tell` is not called).  */
int store_clean_begin(struct store *st, const struct store_cleaning *cleaning,
		      store_clean_fn *tell, void *arg, struct err *err)
	MUST_USE;

/*
 * Go on with it for about `ms` milliseconds, in transactions of some 20 ms.
 * *ret_left (may be NULL) is 0 when there is nothing to do.  While another
 * process writes it does nothing.  What fails ends it, and is told.
 */
int store_clean_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err) MUST_USE;

/*
 * Give free pages of the file back, for about `ms` milliseconds, but for a
 * reserve.  *ret_left (may be NULL) is how many of them there still are.
 * Nothing happens in a file that cannot shrink so, see store_is_stiff().
 */
int store_space_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err) MUST_USE;

/* Bytes of the file that hold something, and that are free.  */
int store_space(struct store *st, int64_t *ret_used, int64_t *ret_free,
		struct err *err) MUST_USE;

/* Whether it is a file of an older coranto that gives no page back.  */
int store_is_stiff(struct store *st, bool *ret, struct err *err) MUST_USE;

/* Write the file anew, so that it can give pages back and has no free ones.
 * Takes long, and up to twice the space of the file meanwhile: ERR_DISK
 * without beginning when that is not there.  Others wait.  */
int store_rebuild(struct store *st, struct err *err) MUST_USE;

#endif
