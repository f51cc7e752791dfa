/* feed.h - bytes of a feed to a feed and its entries
 *
 * Reads RSS 0.9x, 1.0, 2.0, Atom 0.3, 1.0, CDF and JSON Feed 1.0, 1.1, found
 * out by what the bytes are, never by their type alone.  Total: any bytes give
 * a document or ERR_INPUT, in time linear in their number.  Pure; any thread.
 *
 * Strings are UTF-8 and never empty: what is missing or blank is NULL.  Dates
 * are as in base/date.h.
 */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

enum feed_format {
	FEED_RSS20,	/* version 2.x, missing or unknown */
	FEED_RSS09X,
	FEED_RSS10,
	FEED_ATOM10,
	FEED_ATOM03,
	FEED_JSON10,
	FEED_JSON11,
	FEED_CDF,
};

/* "rss20", "atom10", …; never NULL.  */
const char *feed_format_name(enum feed_format format);

struct feed_person {
	const char *name, *email, *uri;	/* not all NULL */
};

struct feed_category {
	const char *term, *label, *scheme;
};

struct feed_enclosure {
	const char *url, *type;
	const char *title;
	const char *language;
	int64_t length;		/* bytes, or -1 */
	int64_t duration;	/* seconds, or -1 */
};

/* Title, thumbnail, credit and player are the nearest: its own, its group's,
 * the entry's.  */
struct feed_media {
	const char *url, *type, *medium, *thumbnail, *title, *language;
	const char *credit;	/* the first name */
	const char *player;	/* a page that plays it */
	int64_t width, height;	/* or -1 */
	int64_t length, duration;	/* bytes, seconds, or -1 */
	bool is_default;	/* of the media in its group */
};

/* Who made a media, and as what: "photographer", "producer", …  */
struct feed_credit {
	const char *name, *role;	/* role may be NULL */
};

enum feed_kind {
	FEED_ENCLOSURE,		/* to be listened to, watched or kept */
	FEED_CONTENT,		/* the text itself, which is not in the feed */
	FEED_PLAYER,		/* a page that plays what belongs to it */
	FEED_CHAPTERS,
	FEED_TRANSCRIPT,
	FEED_PICTURE,		/* to stand beside the text */
};

/* "enclosure", "transcript", …; never NULL.  */
const char *feed_kind_name(enum feed_kind kind);

#define FEED_RESOURCES 64	/* most of an entry */

/* What comes with an entry and has an address of its own.  */
struct feed_resource {
	enum feed_kind kind;
	const char *url, *type;
	const char *title;	/* NULL when it is the entry's */
	const char *language;
	const char *rel;	/* of a transcript: "captions" */
	const char *credit;	/* of a picture: who made it */
	int64_t length, duration;	/* or -1 */
};

/* Titles are plain text of one line; *_html are fragments with absolute
 * addresses, as published otherwise: not sanitised.  */
struct feed_entry {
	bool is_cut;		/* the document ended inside: not all of it */
	const char *id;		/* guid, untouched; NULL when there is none */
	const char *title;
	const char *link;
	int64_t published, updated;	/* DATE_NONE when missing */
	const char *summary_html, *content_html;
	const char *content_src;	/* where the content is, when not here */
	const char *language;	/* when it says its own */
	const char *comments;
	const char *comments_feed;
	int64_t n_comments;	/* or -1 */
	int64_t season;		/* or -1 */
	const char *season_name;
	const char *episode;	/* "14", "4.5", or what to show for it */
	const char *source_title, *source_link;	/* re-published from there */
	struct feed_person *authors;
	size_t n_authors;
	/* Who counts when there are no authors: the hosts of a podcast, else
	 * the authors of the source.  */
	struct feed_person *other_authors;
	size_t n_other_authors;
	struct feed_category *categories;
	size_t n_categories;
	struct feed_enclosure *enclosures;
	size_t n_enclosures;
	struct feed_media *media;
	size_t n_media;
	struct feed_credit *credits;
	size_t n_credits;
	/* The enclosures and all else that a reader may want to open, each
	 * address once.  Of the media those that are played, and the picture
	 * that the text does not show.  */
	struct feed_resource *resources;
	size_t n_resources;
};

struct feed_doc {
	struct arena *arena;	/* owns everything below */
	enum feed_format format;
	const char *title, *subtitle, *link, *self, *language, *icon;
	int64_t updated;
	int64_t ttl_minutes;	/* or -1 */
	uint32_t skip_hours;	/* bit h: not to be asked from h to h + 1, UTC */
	uint8_t skip_days;	/* bit d: not on weekday d, 0 = Sunday, UTC */
	struct feed_person *authors;
	size_t n_authors;
	struct feed_entry *entries;	/* in document order */
	size_t n_entries;
	const char **warnings;	/* one line each: what was repaired */
	size_t n_warnings;
};

struct feed_hints {
	const char *base_url;		/* where it came from, or NULL */
	const char *content_type;	/* the HTTP header, or NULL */
	bool for_reading;		/* mend what nobody can have meant:
					 * text that is UTF-8 encoded twice
					 * (feed/reencode.h), markup that is
					 * escaped twice (feed/twice.h) */
};

/*
 * Parse `body`.  *ret_doc is owned; free with feed_doc_free().  ERR_INPUT
 * when it is not a feed: the text says what it is instead ("an HTML page, not
 * a feed", "empty, not a feed").  A damaged feed gives what can be read, with
 * warnings.
 */
int feed_parse(struct span body, const struct feed_hints *hints,
	       struct feed_doc **ret_doc, struct err *err) MUST_USE;

void feed_doc_free(struct feed_doc *doc);	/* NULL allowed */

#endif
