/* subs_line.h - one line of the subscription list
 *
 *	https://example.com/feed "A title" name=value # a comment
 *	query: "is:unread tag:later" "A title" name=value # a comment
 *	[World/Asia] name=value # a comment
 *
 * A line knows its bytes, with its line ending, and what they say.
 */
#ifndef APP_SUBS_LINE_H
#define APP_SUBS_LINE_H

#include "base/str.h"

enum subs_line_kind { SUBS_OTHER, SUBS_FEED, SUBS_FOLDER, SUBS_QUERY };

struct subs_line {
	char *bytes;		/* owned; NUL-terminated, may hold NULs */
	size_t len;
	enum subs_line_kind kind;
	bool blank;		/* nothing but white space */
	char *url;		/* SUBS_FEED; owned */
	char *query;		/* SUBS_QUERY; owned; it may be wrong */
	char *name;		/* of both; owned; may be NULL */
	char *settings;		/* in their one form, or NULL; owned */
	char *folder;		/* SUBS_FOLDER: "World/Asia"; owned */
	char *problem;		/* what to do about it, or NULL; owned; the
				 * first line is the cause, others show where */
	size_t was;		/* in an edit (subs_hunks.h): its number, 0: new */
	bool moved;		/* and that it goes elsewhere */
};

/* Read one line, its ending included.  A byte order mark before it is passed
 * over.  Owned.  */
struct subs_line *subs_line_new(struct span bytes) MUST_USE;
void subs_line_free(struct subs_line *l);	/* NULL allowed */

/* What it says, without its ending.  */
struct span subs_line_words(const struct subs_line *l);

/* "\n", "\r\n" or "": borrowed.  */
const char *subs_line_ending(const struct subs_line *l);
void subs_line_set_ending(struct subs_line *l, const char *ending);

/* Append `url "name" settings` as a line without ending; the last two may be
 * NULL, settings are in their one form.  */
void subs_line_compose(struct str *out, const char *url, const char *name,
		       const char *settings);

/* Append `query: "QUERY" "name"` as a line without ending; name may be NULL. */
void subs_line_compose_query(struct str *out, const char *query,
			     const char *name);

/* Append the line of a SUBS_QUERY, without its ending, with another query; the
 * rest of it stays.  */
void subs_line_requery(struct str *out, const struct subs_line *l,
		       const char *query);

/*
 * Append the line of a SUBS_FEED, SUBS_QUERY or SUBS_FOLDER, without its
 * ending, with the setting `name` having another value, NULL: without it.  All
 * else on it stays.
 */
void subs_line_set(struct str *out, const struct subs_line *l,
		   const char *name, const char *value);

/*
 * Append the line, without its ending, with another title (NULL or empty:
 * none), or with another folder in its heading; the rest of it stays as it is.
 * The first is for a SUBS_FEED or SUBS_QUERY, the second for a SUBS_FOLDER; `folder` is in
 * its one form.
 */
void subs_line_retitle(struct str *out, const struct subs_line *l,
		       const char *name);
void subs_line_refolder(struct str *out, const struct subs_line *l,
			const char *folder);

/*
 * Append `name=value` words in their one form: a space between them, quotes
 * only where a value needs them, nothing that a line cannot hold.  False when
 * something in `words` is none; that is left out.
 */
bool subs_settings_normal(struct str *out, struct span words);

/* Take the next of the settings in *words; `value` is overwritten.  False when
 * there is none, or the next word is something else.  */
bool subs_next_setting(struct span *words, struct span *name,
		       struct str *value);

/* Append a folder's path in its one form: no slashes or white space at the
 * ends of its names, no empty names, nothing that a heading cannot hold.  */
void subs_folder_normal(struct str *out, struct span path);

/* Why an address cannot be subscribed to and what to do, owned; or NULL.  */
char *subs_url_problem(const char *url) MUST_USE;

#endif
