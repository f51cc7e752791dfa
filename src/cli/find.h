/* find.h - the feed behind an address, for `preview` and `add --list` */
#ifndef CLI_FIND_H
#define CLI_FIND_H

#include "app/get.h"

/*
 * Fetch the feed that `typed` leads to, and say on stderr where it was found
 * when that is elsewhere.  As app_get_feed(); with `list` *ret_find (owned)
 * has the feeds that the page names, else it may be NULL.
 */
int cli_find_feed(const char *command, const char *typed,
		  struct find **ret_find, struct app_got *ret,
		  struct err *err) MUST_USE;

/* Print what `typed` leads to: an address, a tab and a title each.  The exit
 * status.  */
int cli_find_list(const char *command, const char *typed);

#endif
