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
	IN_ENTRY,
	IN_IMAGE,
	IN_PERSON,
	IN_SOURCE,
	IN_GROUP,
	IN_MEDIA,
	IN_CATEGORY,
	IN_FIELD,	/* being captured */
};

struct walk_level {
	enum walk_context context;
	enum names_element element;
	const char *name;
	struct span base;
};

struct walk_known {
	const char *name, *uri, *prefix;
	enum names_space ns;
	enum names_element element;
};

/* Links of an Atom element while its content is read.  */
struct walk_link {
	const char *rel, *href, *type;
	int64_t length;
};

struct walk {
	struct builder *b;
	struct walk_level levels[WALK_DEPTH];
	size_t depth;
	struct walk_known known[WALK_KNOWN];
	const char *root_uri;
	enum names_space core;
	bool seen_rss, seen_090, truncated;

	struct capture capture;
	bool capturing;
	size_t field_depth;
	enum names_element field;
	/* What the attributes of the field said.  */
	struct walk_link link;
	struct feed_category category;
	bool not_permalink;

	struct feed_person person;
	struct str person_text;
	size_t group;		/* of the entry's groups, from 1 */
	struct str value, other;	/* scratch */
};

/* The attribute without namespace, decoded, into `out`; false when it is
 * missing or blank.  */
bool walk_attribute(struct walk *w, const struct sax_element *e,
		    const char *name, struct str *out);

/* An element of a feed, entry, group, …: begin to capture it (IN_FIELD), or
 * take its attributes and ignore the rest (IN_UNKNOWN).  */
enum walk_context walk_field(struct walk *w, enum names_element el,
			     const struct sax_element *e);
/* Its end; `in` is the context around it.  */
void walk_field_end(struct walk *w, enum walk_context in, struct span base);

enum walk_context walk_media(struct walk *w, const struct sax_element *e,
			     size_t group);
void walk_itunes_category(struct walk *w, const struct sax_element *e);
void walk_person_end(struct walk *w, enum walk_context in, const char *name);
/* The attributes of CDF's CHANNEL and ITEM.  */
void walk_cdf(struct walk *w, const struct sax_element *e,
	      struct build_part *part);

#endif
