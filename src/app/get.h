/* get.h - one address fetched while the caller waits, for previews */
#ifndef APP_GET_H
#define APP_GET_H

#include "app/find.h"
#include "app/settings.h"

struct app_got {
	struct str body;
	char *url;		/* what was asked for at last */
	char *final_url;	/* after redirects */
	char *content_type;	/* or NULL */
};

struct getter;

/* An engine with the limits of the settings.  Owned; getter_free().  Thread of
 * the settings.  */
struct getter *getter_new(const struct settings *set) MUST_USE;
void getter_free(struct getter *g);	/* NULL allowed */

/*
 * Fetch `url` (http, https), and when it is no feed search on with `find`.  0
 * with a feed in *ret, which is owned: release with app_got_release().  With
 * `list` it stops, and returns 1 with nothing in *ret, as soon as a page names
 * feeds.  Once a public site has answered, a getter asks for nothing in a
 * private network any more.  One thread at a time, never the screen's.
 */
int getter_feed(struct getter *g, const char *url, struct find *find,
		bool list, struct app_got *ret, struct err *err) MUST_USE;
void app_got_release(struct app_got *got);

/* What is under way and all that is asked for later fails, ERR_CANCELLED.  Any
 * thread.  */
void getter_cancel(struct getter *g);

/* getter_feed() once.  */
int app_get_feed(const struct settings *set, const char *url,
		 struct find *find, bool list, struct app_got *ret,
		 struct err *err) MUST_USE;

#endif
