/* bundled.h - the feeds and the themes that come with the program
 *
 * The addresses of feeds begin with "coranto:"; they are never asked for over the
 * wire.  Their bytes are those of data/, put into the program by
 * data/embed.sh.
 */
#ifndef APP_BUNDLED_H
#define APP_BUNDLED_H

#include "base/err.h"
#include "base/str.h"
#include "store/store.h"

struct bundled {
	const char *url, *folder, *content_type;
	const unsigned char *bytes;
	size_t len;
	const char *lang;	/* for who reads it ("he"); NULL: everybody */
};

/* data/embed.sh makes these.  */
extern const struct bundled bundled_feeds[];
extern const size_t bundled_n_feeds;

struct bundled_theme {
	const char *name;
	const unsigned char *bytes;
	size_t len;
};

extern const struct bundled_theme bundled_themes[];
extern const size_t bundled_n_themes;

/* True for an address that begins with "coranto:".  */
bool bundled_is(const char *url);

/* True when a locale, "he_IL.UTF-8", is one of that language.  The Chinese here
 * is written as in zh_CN, which others may not read gladly.  */
bool bundled_is_for(const char *lang, const char *locale);

/* Make those the subscribed feeds that are for everybody or in the language of
 * the environment.  Write connection.  */
int bundled_subscribe(struct store *st, struct err *err) MUST_USE;

/* Store those that are subscribed and not stored yet as they are now.
 * *ret_changed says whether there were such.  Write connection.  */
int bundled_ingest(struct store *st, const struct store_feeds *feeds,
		   bool *ret_changed, struct err *err) MUST_USE;

#endif
