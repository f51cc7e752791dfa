/* opml.h - subscription lists of other programs, in and out (OPML 1.0, 2.0)
 *
 * Pure; any thread.  The reader of a file decides what to do with addresses
 * that are not http(s): here they are reported as they stand.
 */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include "base/arena.h"
#include "base/err.h"

struct opml_feed {
	const char *url;	/* xmlUrl, trimmed, else untouched */
	const char *title;	/* or NULL */
	const char *site;	/* htmlUrl, or NULL; not read, only written */
	const char **path;	/* names of the outlines around it, outermost first */
	size_t n_path;
};

struct opml_doc {
	struct arena *arena;
	const char *title;	/* or NULL */
	struct opml_feed *feeds;	/* document order, duplicates kept */
	size_t n_feeds;
	const char **warnings;
	size_t n_warnings;
};

/* ERR_INPUT when `body` is not OPML; damaged OPML gives what can be read.
 * Outlines of type "include" and "link" are never followed.  */
int opml_parse(struct span body, struct opml_doc **ret_doc, struct err *err)
	MUST_USE;
void opml_doc_free(struct opml_doc *doc);	/* NULL allowed */

/* Append an OPML 2.0 document: feeds in order, those that share a path below
 * the same outlines.  */
void opml_write(struct str *out, const char *title,
		const struct opml_feed *feeds, size_t n);

#endif
