/* scope.h - settings by feed and folder
 *
 * In the subscription list, settings whose scope is FEED may stand on a feed's
 * line and behind a folder's heading, as name=value.  For a feed counts what
 * its line says, else the heading of its folder, else that of the folder
 * around it and so on, else the config, else the default.  A folder with
 * several headings has the settings of all; where two say different things,
 * the later one counts, as on a line.  "[]" is about feeds in no folder only.
 *
 * A `struct scope` belongs to one thread.
 */
#ifndef APP_SCOPE_H
#define APP_SCOPE_H

#include "app/settings.h"
#include "app/subs.h"

struct scope;

/* The settings of `subs`, and of `global` for what that does not say.  Both
 * are borrowed until scope_free(), and must not change.  Owned.  */
struct scope *scope_new(const struct subs *subs, const struct settings *global)
	MUST_USE;
void scope_free(struct scope *scope);	/* NULL allowed */

/* The value of a setting for a feed of the list, valid for its type.  Text is
 * borrowed from the scope.  */
const char *scope_text(struct scope *scope, const struct subs_feed *feed,
		       enum setting which);
int scope_int(struct scope *scope, const struct subs_feed *feed,
	      enum setting which);
bool scope_bool(struct scope *scope, const struct subs_feed *feed,
		enum setting which);

/* Where its value comes from: the line of the list in *ret_line and, when it is
 * a heading, its folder; else NULL with 0, or with the line of the feed.  */
const char *scope_origin(struct scope *scope, const struct subs_feed *feed,
			 enum setting which, size_t *ret_line);

/* What is wrong with settings (in their one form) on a line of the list and
 * what is allowed, owned; NULL when nothing is.  A name that is not known may
 * be a newer coranto's, and is no problem.  */
char *scope_problem(struct span words) MUST_USE;

#endif
