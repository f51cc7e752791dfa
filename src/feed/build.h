/* build.h - a feed in the making: what the readers of each format fill in
 *
 * The same field may come from several elements; each has a rank, and the
 * first value of the lowest rank wins, whatever the order in the document.
 */
#ifndef FEED_BUILD_H
#define FEED_BUILD_H

#include "feed/feed.h"
#include "feed/notes.h"

#define BUILD_ENTRIES 100000		/* most entries of a feed */
#define BUILD_BAD_DATES 100000		/* dates that may be unreadable */
#define BUILD_LIST 1000			/* most enclosures, media, … of an entry */
#define BUILD_DISTINCT 200		/* the same of what is listed once */
#define BUILD_FIELD (8 * 1024 * 1024)	/* most bytes of a field */

enum build_slot {
	SLOT_TITLE,
	SLOT_LINK,
	SLOT_SUMMARY,		/* of a feed: its subtitle */
	SLOT_CONTENT,
	SLOT_ID,
	SLOT_COMMENTS,
	SLOT_SELF,
	SLOT_LANGUAGE,
	SLOT_ICON,
	SLOT_SOURCE_TITLE,
	SLOT_SOURCE_LINK,
	SLOT_MEDIA_TITLE,	/* of the entry itself, not of a media */
	SLOT_MEDIA_THUMBNAIL,
	SLOT_MEDIA_PLAYER,
	SLOT_MEDIA_CREDIT,
	SLOT_IMAGE,		/* of the entry: its last media */
	SLOT_CONTENT_SRC,
	SLOT_CONTENT_TYPE,
	SLOT_COMMENTS_FEED,
	SLOT_SEASON_NAME,
	SLOT_EPISODE,
	SLOT_EPISODE_TITLE,	/* itunes:title */
	N_SLOTS,
};

enum build_person_rank {
	PERSON_MAIN,		/* Atom author, dc:creator, … */
	PERSON_EDITOR,		/* RSS managingEditor */
	PERSON_AUTHOR,		/* RSS author of a feed: without an editor */
	PERSON_ITUNES,		/* when there is nobody else */
	PERSON_GOOGLEPLAY,	/* nor any of those */
	PERSON_PODCAST,		/* apart from these: see other_authors */
	PERSON_SOURCE,
	N_PERSON_RANKS,
};

/* Numbers that several elements give.  */
enum build_number_slot {
	NUMBER_COMMENTS,
	NUMBER_SEASON,
	N_NUMBERS,
};

struct build_media {
	struct feed_media media;
	size_t group;		/* the one around it; 0: none */
};

/* What a feed and an entry have in common; lists are arena arrays.  */
struct build_part {
	const char *slot[N_SLOTS];
	unsigned char rank[N_SLOTS];
	int64_t number[N_NUMBERS];	/* or -1 */
	unsigned char number_rank[N_NUMBERS];
	int64_t published, updated;
	unsigned char published_rank, updated_rank;
	struct feed_person *persons;
	unsigned char *person_ranks;
	size_t n_persons, cap_persons, cap_person_ranks;
	struct feed_category *categories;
	size_t n_categories, cap_categories;
	struct feed_enclosure *enclosures;
	size_t n_enclosures, cap_enclosures;
	struct build_media *media;
	size_t n_media, cap_media;
	struct build_media *groups;	/* titles and thumbnails of groups */
	size_t n_groups, cap_groups;
	struct feed_credit *credits;
	size_t n_credits, cap_credits;
	struct feed_resource *resources;	/* that are nothing else */
	size_t n_resources, cap_resources;
	const char *thumbnail;	/* the widest of all */
	int64_t thumbnail_width;
	int64_t duration;
	bool is_cut;		/* the document ended inside */
	bool id_is_no_link;	/* isPermaLink="false" */
	bool relative;		/* some address in it is still relative */
};

struct builder {
	struct feed_doc *doc;
	struct arena *arena;
	struct notes notes;
	struct span base;	/* of the hints, may be empty */
	bool for_reading;	/* of the hints */
	size_t budget;		/* of resolve.h */
	struct build_part feed, entry;
	size_t cap_entries;
	size_t bad_dates;
	size_t *relative;	/* entries with relative addresses */
	size_t n_relative, cap_relative;
	int64_t period, frequency;	/* of sy:, 0: none */
};

void build_init(struct builder *b, struct arena *arena,
		const struct feed_hints *hints);

/* Set a slot; a NULL or empty value does nothing.  The value is arena.  */
void build_set(struct build_part *part, enum build_slot slot, int rank,
	       const char *value);

/* The same of numbers; a negative one does nothing.  */
void build_set_number(struct build_part *part, enum build_number_slot slot,
		      int rank, int64_t value);

/* Dates; what cannot be read is noted.  */
void build_published(struct builder *b, struct build_part *part, int rank,
		     struct span text);
void build_updated(struct builder *b, struct build_part *part, int rank,
		   struct span text);

/* Lists.  Equal persons and categories are listed once; strings are arena;
 * NULL strings allowed, nothing but NULLs is ignored.  */
void build_person(struct builder *b, struct build_part *part,
		  enum build_person_rank rank, struct feed_person person);
void build_category(struct builder *b, struct build_part *part,
		    struct feed_category category);
void build_enclosure(struct builder *b, struct build_part *part,
		     struct feed_enclosure enclosure);
void build_credit(struct builder *b, struct build_part *part,
		  struct feed_credit credit);
void build_resource(struct builder *b, struct build_part *part,
		    struct feed_resource resource);
/* The new media, to be filled in; NULL when there are too many.  */
struct build_media *build_media(struct builder *b, struct build_part *part);
struct build_media *build_group(struct builder *b, struct build_part *part);

/* Values: arena strings, or NULL when blank.  */
const char *build_text(struct builder *b, struct span s);	/* as it is */
const char *build_line(struct builder *b, struct span s);	/* one line */
const char *build_plain(struct builder *b, struct span html);	/* one line */
const char *build_escaped(struct builder *b, struct span text);	/* HTML */
const char *build_html(struct builder *b, struct build_part *part,
		       struct span base, struct span html);
const char *build_url(struct builder *b, struct build_part *part,
		      struct span base, struct span ref);

/* A plain decimal number, or -1.  */
int64_t build_number(struct span s);
/* Seconds of "S", "M:S", "H:M:S", or -1.  */
int64_t build_duration(struct span s);

/* Begin an entry anew; finish it: it becomes part of the document.  */
void build_entry_begin(struct builder *b);
void build_entry_end(struct builder *b);

/* resource.c: fill in what comes with an entry; its other fields are.  */
void build_resources(struct builder *b, struct build_part *part,
		     struct feed_entry *e);

/* Fill the feed's own fields in and resolve what waited for its link.  */
void build_finish(struct builder *b);

#endif
