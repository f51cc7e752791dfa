/* salvage.h - a damaged cache becomes a sound one, with what is still in it
 *
 * Nothing of the damaged file is run or believed: its rows are read from its
 * pages (pages.h) and go into a new file with the tables that this program
 * makes, which is then checked and mended.  Feeds, marks, tags and what was
 * deleted come first, for nobody can send them again; then articles and texts;
 * then the newest backup gives what was not found.
 */
#ifndef STORE_SALVAGE_H
#define STORE_SALVAGE_H

#include "store/check.h"

struct store_salvaged {
	int64_t feeds, articles, unread, starred, tags, versions;
	int64_t from_backup;	/* articles among them */
	int64_t expected;	/* articles that the feeds say they had; -1 when
				 * no feed was found */
	int64_t no_text;	/* articles whose text is lost */
	int64_t no_feed;	/* articles whose feed is lost */
	char *kept;		/* where the damaged file is now; owned */
	char *backup;		/* what was used, or NULL; owned */
};

/*
 * Make the cache at `path` anew from itself.  Nobody may have it open, this
 * process neither.  All or nothing: on failure the file is there as it was.
 * ERR_BUSY when another coranto has it open, ERR_NEWER and ERR_INPUT when it
 * was made by a newer one or another program, ERR_NOTFOUND, ERR_DISK, also
 * when there is too little space, ERR_CANCELLED.  What was an empty cache then
 * is one again.  Its articles wait to be indexed.
 */
int store_salvage(const char *path, const struct store_watch *watch,
		  struct store_salvaged *ret, struct err *err) MUST_USE;

/*
 * End what a process did not that was killed while it put the new file in the
 * place of the old one, whose log is elsewhere then: before the cache is
 * opened.  What cannot be done is left as it is.  Any thread.
 */
void store_salvage_end(const char *path);

void store_salvaged_release(struct store_salvaged *s);

#endif
