/* get.h - one address fetched while the caller waits, for previews */
#ifndef APP_GET_H
#define APP_GET_H

#include "app/settings.h"
#include "base/err.h"
#include "base/str.h"

struct app_got {
	struct str body;
	char *final_url;	/* after redirects */
	char *content_type;	/* or NULL */
};

/* Fetch `url` (http, https) within the limits of the settings.  *ret is
 * owned; release with app_got_release().  Never on the screen's thread.  */
int app_get(const struct settings *set, const char *url, struct app_got *ret,
	    struct err *err) MUST_USE;
void app_got_release(struct app_got *got);

#endif
