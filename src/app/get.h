/* get.h - one address fetched while the caller waits, for previews */
#ifndef APP_GET_H
#define APP_GET_H

#include "app/find.h"
#include "app/settings.h"

struct app_got {
	struct str body;
	char *final_url;	/* after redirects */
	char *content_type;	/* or NULL */
};

/*
 * Fetch `url` (http, https) within the limits of the settings, and when it is
 * no feed search on with `find`.  0 with a feed in *ret, which is owned:
 * release with app_got_release().  With `list` it stops, and returns 1 with
 * nothing in *ret, as soon as a page names feeds.  Never on the screen's
 * thread.
 */
int app_get_feed(const struct settings *set, const char *url,
		 struct find *find, bool list, struct app_got *ret,
		 struct err *err) MUST_USE;
void app_got_release(struct app_got *got);

#endif
