/* opml.h - subscription lists of other programs, in and out (OPML 1.0, 2.0)
 *
 * Pure; any thread.  The reader of a file decides what to do with addresses
 * that are not http(s): here they are reported as they stand.
 *
 * What OPML has no attribute for stands in attributes of a namespace of ours,
 * so that a list comes back as it was:
 *
 *	coranto:name		the reader's own title; empty: there is none,
 *				and what the outline shows is the publisher's
 *	coranto:settings	name=value words, as in the list of feeds
 *	coranto:folder		on an outline without a feed: an empty folder
 *	coranto:query		on an outline without a feed: a smart feed, which
 *				lists what the query finds; its text is its
 *				title, or the query again where it has none
 *
 * Attributes of other namespaces are never taken for those of OPML.
 */
#ifndef FEED_OPML_H
#define FEED_OPML_H

#include "base/arena.h"
#include "base/err.h"

/* Files that people keep name it: it does not change.  */
#define OPML_NAMESPACE "https://github.com/coranto/coranto/opml"

enum opml_kind {
	OPML_FEED,	/* an outline with an xmlUrl */
	OPML_LOOSE,	/* of type rss, atom or feed, its address in `url` */
	OPML_FOLDER,	/* an empty folder, `path` its name; no url */
	OPML_QUERY,	/* a smart feed, `query` and `title`; no url */
};

struct opml_feed {
	enum opml_kind kind;
	const char *url;	/* trimmed, else untouched */
	const char *title;	/* attribute title, else text; or NULL */
	const char *site;	/* htmlUrl, or NULL */
	const char **path;	/* names of the outlines around it, outermost first */
	size_t n_path;
	const char *query;	/* coranto:query of OPML_QUERY, else NULL */
	const char *name;	/* coranto:name, or NULL: not said */
	const char *settings;	/* coranto:settings, or NULL */
	size_t line;		/* where it begins in the file */
	/* Only read; each NULL when it is missing or empty.  */
	const char *category, *type, *version, *description, *language;
	const char *filter;	/* a command that another program ran on it */
};

struct opml_doc {
	struct arena *arena;
	const char *title;	/* or NULL */
	struct opml_feed *feeds;	/* document order, duplicates kept */
	size_t n_feeds;
	bool own;		/* it has attributes of OPML_NAMESPACE */
	const char **warnings;
	size_t n_warnings;
};

/* ERR_INPUT when `body` is not OPML; damaged OPML gives what can be read.
 * Outlines of type "include" and "link" are never followed.  */
int opml_parse(struct span body, struct opml_doc **ret_doc, struct err *err)
	MUST_USE;
void opml_doc_free(struct opml_doc *doc);	/* NULL allowed */

/* Append an OPML 2.0 document: feeds in order, those that share a path below
 * the same outlines.  What the document said of itself only is left out.  */
void opml_write(struct str *out, const char *title,
		const struct opml_feed *feeds, size_t n);

#endif
