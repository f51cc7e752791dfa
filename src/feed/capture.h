/* capture.h - the content of one element, text and markup alike
 *
 * Feeds put HTML into elements in several ways; a capture takes all of them
 * and gives plain text or an HTML fragment.
 */
#ifndef FEED_CAPTURE_H
#define FEED_CAPTURE_H

#include "feed/build.h"
#include "feed/sax.h"

enum capture_mode {
	CAPTURE_SIMPLE,	/* the element's own text; what is nested is ignored */
	CAPTURE_TEXT,	/* literal text; of nested elements the text */
	CAPTURE_HTML,	/* the text is HTML; nested elements are markup */
	CAPTURE_XML,	/* the text is text; nested elements are markup */
};

struct capture {
	enum capture_mode mode;
	bool base64;		/* to be decoded first */
	bool strip_div;		/* the one <div> is not part of it */
	bool in_div;
	size_t depth;		/* open elements inside */
	struct str buf;
	size_t *budget;		/* of resolve.h; set once */
	bool relative;		/* an address in it stayed relative */
};

void capture_begin(struct capture *c, enum capture_mode mode);
void capture_text(struct capture *c, const char *p, size_t n);
/* A nested element; `base` is the one in force in it.  */
void capture_start(struct capture *c, const struct sax_element *e,
		   struct span base);
void capture_end(struct capture *c, const char *name);

/* What it held; NULL when that is blank.  */
const char *capture_plain(struct capture *c, struct builder *b);
const char *capture_html(struct capture *c, struct builder *b,
			 struct build_part *part, struct span base);

#endif
