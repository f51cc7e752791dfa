/* elsewhere.h - subscriptions that other readers have left on this machine
 */
#ifndef APP_ELSEWHERE_H
#define APP_ELSEWHERE_H

#include "base/base.h"

struct elsewhere {
	char *path;		/* of a file that app_import() reads; owned */
	const char *reader;	/* "newsboat" */
	size_t n;		/* feeds in it, at least one */
};

/* Look where newsboat, newsraft and sfeed keep theirs; false when there is
 * none.  Reads at most a megabyte of each, and follows what the XDG variables
 * and HOME say.  Nothing is ever written there.  For the first start.  */
bool elsewhere_find(struct elsewhere *ret);
void elsewhere_release(struct elsewhere *e);

#endif
