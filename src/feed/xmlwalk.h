/* xmlwalk.h - the state of the walk through an XML feed
 *
 * Private to xmlfeed.c (where we are) and xmlfield.c (what is there).
 */
#ifndef FEED_XMLWALK_H
#define FEED_XMLWALK_H

#include "feed/build.h"
#include "feed/capture.h"
#include "feed/names.h"
#include "feed/repair.h"
#include "feed/sax.h"

#define WALK_DEPTH (REPAIR_DEPTH + 8)
#define WALK_KNOWN 256

enum walk_context {
	IN_UNKNOWN,	/* nothing below counts */
	IN_ROOT,	/* rss, rdf:RDF, feed */
	IN_FEED,	/* channel */
	IN_ITEMS,	/* items, a channel in a channel: only entries count */
	IN_ENTRY,
	IN_IMAGE,
	IN_PERSON,
	IN_SOURCE,
	IN_GROUP,
	IN_MEDIA,
	IN_ALTERNATE,	/* podcast:alternateEnclosure */
	IN_CATEGORY,
	IN_VARIANTS,	/* content type="multipart/alternative" */
	IN_FIELD,	/* being captured */
};

struct walk_level {
	enum walk_context context;
	enum names_element element;
	const char *name;
	struct span base;
	size_t group;		/* of the entry's groups, from 1 */
};

struct walk_known {
	const char *name, *uri, *prefix;
	enum names_space ns;
	enum names_element element;
};

/* Links of an Atom element while its content is read.  */
struct walk_link {
	const char *rel, *href, *type;
	const char *title, *language;
	int64_t length, count;
};

struct walk {
	struct builder *b;
	struct walk_level levels[WALK_DEPTH];
	size_t depth;
	struct walk_known known[WALK_KNOWN];
	const char *root_uri;
	enum names_space core;
	bool seen_rss, seen_090, truncated, no_feed;

	struct capture capture;
	bool capturing;
	size_t field_depth;
	enum names_element field;
	/* What the attributes of the field said.  */
	struct walk_link link;
	struct feed_category category;
	bool not_permalink;
	bool plain;		/* it is text/plain */
	const char *said;	/* of other elements: the one that matters */
	struct feed_resource alternate;

	struct feed_person person;
	enum names_element person_uri;	/* what person.uri was called */
	struct str person_text;
	struct str value, other;	/* scratch */
};

/* The attribute without namespace, decoded, into `out`; false when it is
 * missing or blank.  */
bool walk_attribute(struct walk *w, const struct sax_element *e,
		    const char *name, struct str *out);

/* The same of one in the namespace `ns`.  */
bool walk_prefixed(const struct sax_element *e, enum names_space ns,
		   const char *name, struct str *out);

/* An attribute as an arena string, an absolute address, a number; NULL or -1
 * when it is missing or blank.  */
const char *walk_text(struct walk *w, const struct sax_element *e,
		      const char *name);
const char *walk_url(struct walk *w, const struct sax_element *e,
		     const char *name, struct build_part *part);
int64_t walk_number(struct walk *w, const struct sax_element *e,
		    const char *name);

/* Where the element stands that begins or ends now, and whose it is.  */
enum walk_context walk_around(struct walk *w);
struct build_part *walk_part(struct walk *w, enum walk_context in);

/* An element of a feed, entry, group, …: begin to capture it (IN_FIELD), or
 * take its attributes and ignore the rest (IN_UNKNOWN).  */
enum walk_context walk_field(struct walk *w, enum names_element el,
			     const struct sax_element *e);
/* Its end; `in` is the context around it.  */
void walk_field_end(struct walk *w, enum walk_context in, struct span base);

/* xmlmedia.c: what walk_field() and walk_field_end() do with elements of
 * iTunes, Media RSS and podcasts; EL_UNKNOWN fields are left to others.  */
enum walk_context walk_media_begin(struct walk *w, enum names_element el,
				   const struct sax_element *e);
bool walk_media_end(struct walk *w, enum walk_context in);
/* media:group, media:content, podcast:alternateEnclosure and its end.  */
enum walk_context walk_group(struct walk *w);
enum walk_context walk_media(struct walk *w, const struct sax_element *e);
enum walk_context walk_alternate(struct walk *w, const struct sax_element *e);
void walk_alternate_end(struct walk *w);
/* RSS's enclosure.  */
void walk_enclosure(struct walk *w, const struct sax_element *e);
/* xml:lang of an element of an entry, w->field; EL_UNKNOWN: of itself.  */
void walk_language(struct walk *w, const struct sax_element *e);
void walk_itunes_category(struct walk *w, const struct sax_element *e);
void walk_person_end(struct walk *w, enum walk_context in, const char *name);
/* The attributes of CDF's CHANNEL and ITEM.  */
void walk_cdf(struct walk *w, const struct sax_element *e,
	      struct build_part *part);

#endif
