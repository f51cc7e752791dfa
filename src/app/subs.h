/* subs.h - the subscription list, a text file that people edit
 *
 *	# a comment
 *	https://example.com/feed.xml "A title of my own"
 *	[World/Asia] keep-days=30
 *	https://example.org/atom
 *	query: "is:unread newer:3d tag:ukraine" "Ukraine 3d"
 *	[]
 *
 * One address a line, then an optional quoted title, then optional
 * `name=value` settings (name="a value"), which are kept though not all are
 * known.  A heading in brackets opens a folder, perhaps with settings for all
 * in it (app/scope.h), "/" nests, "[]" goes back to the top.  A smart feed is a
 * saved query: "query:", the query in quotes, perhaps a title; it stands among
 * the feeds, and each query once.  Quotes and backslashes inside quotes are
 * written \" and \\.  Edits
 * touch only the lines that they are about: comments, blank lines, order and
 * what is not understood stay.  A `struct subs` belongs to one thread.
 */
#ifndef APP_SUBS_H
#define APP_SUBS_H

#include "base/err.h"
#include "base/str.h"

struct subs;

struct subs_feed {
	const char *url;	/* borrowed from the list, until it is edited */
	const char *name;	/* or NULL */
	const char *folder;	/* "World/Asia"; "" at the top */
	size_t line;		/* from 1 */
	const char *settings;	/* name=value words in their one form, or NULL */
};

struct subs_query {
	const char *query;	/* borrowed like the above; it may be wrong */
	const char *name;	/* the query itself when it has none */
	const char *folder;
	size_t line;
	size_t before;		/* it stands before this feed: an index */
};

/*
 * Read `path`; a missing file gives an empty list for which subs_is_missing()
 * is true.  ERR_DISK when it is there and cannot be read: nothing must then
 * be concluded from it.  Owned; free with subs_free().
 */
int subs_read(const char *path, struct subs **ret, struct err *err) MUST_USE;

/* The same from text, for `path` as the place to write to.  */
struct subs *subs_from_text(const char *path, struct span text) MUST_USE;
void subs_free(struct subs *s);		/* NULL allowed */

bool subs_is_missing(const struct subs *s);

/* Feeds in order, each address once (the first line wins).  */
size_t subs_count(const struct subs *s);
struct subs_feed subs_feed(const struct subs *s, size_t i);

/* Smart feeds in order.  Index of the one with this query, or -1.  */
size_t subs_n_queries(const struct subs *s);
struct subs_query subs_query(const struct subs *s, size_t i);
ptrdiff_t subs_find_query(const struct subs *s, const char *query);

/* Headings, and the folder of the next one from line *line (counted from 0)
 * on, which is moved behind it; borrowed.  NULL when there is no more.  */
size_t subs_n_sections(const struct subs *s);
const char *subs_section(const struct subs *s, size_t *line);

/* The settings of the heading on line `line` (counted from 1), or NULL.  */
const char *subs_section_settings(const struct subs *s, size_t line);

/* Index of the feed with this address, or -1.  */
ptrdiff_t subs_find(const struct subs *s, const char *url);

/* What is wrong in the file: "FILE:LINE: words", i < subs_n_problems().  */
size_t subs_n_problems(const struct subs *s);
const char *subs_problem(const struct subs *s, size_t i);

/*
 * Subscribe: a line at the end of the folder's last section, or a new section
 * at the end.  `name` may be NULL.  ERR_INPUT for an address with white space
 * or control characters, or one that is there already.
 */
int subs_add(struct subs *s, const char *url, const char *name,
	     const char *folder, struct err *err) MUST_USE;

enum subs_added {
	SUBS_ADDED,
	SUBS_THERE,	/* it is in the list already */
	SUBS_TWICE,	/* it is among the items already */
	SUBS_REFUSED,	/* it cannot be an address */
};

struct subs_new {
	const char *url;	/* NULL: a smart feed, or, without a query,
				 * only the folder, should there be none */
	const char *query;	/* of a smart feed, else NULL */
	const char *name;	/* or NULL */
	const char *settings;	/* as of subs_settings_normal(), or NULL */
	const char *folder;
	const char *line;	/* or NULL; else used in place of the above */
	/* Set by subs_add_all().  */
	enum subs_added result;
	char *why;		/* owned, or NULL when it was added */
};

/*
 * Subscribe to many at once, each as subs_add() would, in linear time.  Into
 * a list without feeds they can go in their order, with a heading whenever
 * the folder changes, `ordered`.  Returns how many feeds were added.  `note`
 * (or NULL) is appended what the next two need.
 */
size_t subs_add_all(struct subs *s, struct subs_new *items, size_t n,
		    bool ordered, struct str *note);

/* Take out what was added, and the headings made for it that are empty now.
 * Returns how many feeds that were, smart ones too.  */
size_t subs_take_added(struct subs *s, const char *note);

/* Add it again.  */
void subs_add_again(struct subs *s, const char *note);

/* Take the line away.  ERR_NOTFOUND when it is not there.  */
int subs_remove(struct subs *s, const char *url, struct err *err) MUST_USE;

/*
 * The same, and add to `note` what subs_put_back() needs to put the line back
 * where it was, whatever else was written on it.
 */
int subs_take(struct subs *s, const char *url, struct str *note,
	      struct err *err) MUST_USE;

/* ERR_INPUT when the feed is there already, or the note is none.  */
int subs_put_back(struct subs *s, const char *note, struct err *err) MUST_USE;

/*
 * Move a feed into `folder` ("": to the top): its line goes to where
 * subs_add() would put a new one.  `note` (here and below) may be NULL; it is
 * appended what subs_turn() needs.  ERR_NOTFOUND when the feed is not there,
 * ERR_INPUT when it is in that folder already.
 */
int subs_refolder(struct subs *s, const char *url, const char *folder,
		  struct str *note, struct err *err) MUST_USE;

/* Give a feed another title; NULL or empty: the feed's own.  ERR_NOTFOUND when
 * it is not there.  */
int subs_rename(struct subs *s, const char *url, const char *name,
		struct str *note, struct err *err) MUST_USE;

/*
 * Give a folder another path, and those below it.  Only headings change: the
 * feeds stay on their lines.  When there is one of the new path already, the
 * two are one then.  ERR_NOTFOUND when there is no such folder, ERR_INPUT when
 * the new path is empty, the old one, or below it.
 */
int subs_rename_folder(struct subs *s, const char *from, const char *to,
		       struct str *note, struct err *err) MUST_USE;

/* A feed by its address, a folder by its path or a smart feed by its query; the
 * others are NULL.  */
struct subs_node {
	const char *url, *folder, *query;
};

enum subs_where { SUBS_BEFORE, SUBS_AFTER, SUBS_INTO };

/*
 * Put nodes, in this order, before or after `to` and into the same folder, or
 * into the folder `to` (path "": the top) at its end.  A folder goes with all
 * its sections.  Comments that stand directly above a line go with it, unless
 * they stand directly below a heading or at the beginning of the file: then
 * they are about the folder, or the file.  Headings are added where others
 * would end up in another folder, and those that this leaves empty or without
 * use are taken out, unless something else is written on them.  ERR_NOTFOUND
 * when one is not there, ERR_INPUT when a folder would go into itself.
 */
int subs_arrange(struct subs *s, const struct subs_node *nodes, size_t n,
		 const struct subs_node *to, enum subs_where where,
		 struct str *note, struct err *err) MUST_USE;

/* Take out nodes, a folder with all that is in it.  *ret_feeds is the number of
 * feeds among that.  */
int subs_remove_nodes(struct subs *s, const struct subs_node *nodes, size_t n,
		      size_t *ret_feeds, struct str *note, struct err *err)
	MUST_USE;

/* Give the setting `name` of a node another value; NULL: none of its own.  Of
 * a folder, it is written on its first heading and taken off the others.  */
int subs_set(struct subs *s, const struct subs_node *node, const char *name,
	     const char *value, struct str *note, struct err *err) MUST_USE;

/* Add a smart feed to a folder; change the title or the query (NULL: they stay)
 * of one.  ERR_INPUT for a query that cannot be parsed, or is there.  */
int subs_add_query(struct subs *s, const char *query, const char *name,
		   const char *folder, struct str *note, struct err *err)
	MUST_USE;
int subs_edit_query(struct subs *s, const char *query, const char *to,
		    const char *name, struct str *note, struct err *err)
	MUST_USE;

/*
 * Take an act back (`undo`), or do it again, by the note of any of the calls
 * above.  Every line is as it was then, at its place, unless the file was
 * edited meanwhile: then what can still be done is done, and `missed` is
 * appended what was not ("2 of the 5 feeds are not there any more").  -1 with
 * the reason when that is all of it.
 */
int subs_turn(struct subs *s, const char *note, bool undo, struct str *missed,
	      struct err *err) MUST_USE;

/* Give the feed another address; the rest of its line stays.  `id` is by what
 * the caller knows it, for subs_note_moved().  ERR_NOTFOUND when it is not
 * there, ERR_INPUT when `to` is, or cannot be one.  */
int subs_move(struct subs *s, const char *from, const char *to, int64_t id,
	      struct str *note, struct err *err) MUST_USE;

/* Make one act of several: the note gets that of one more.  subs_turn() turns
 * them in their order, or takes them back from the last one on.  */
void subs_note_add(struct str *note, struct span part);

/* The next of the notes that a note is made of; *at is 0 at first.  */
bool subs_note_part(const char *note, size_t *at, struct span *ret);

/* The next change of an address in a note; *at is 0 at first.  Owned;
 * subs_moved_release().  */
struct subs_moved {
	int64_t id;
	char *from, *to;
};

bool subs_note_moved(const char *note, size_t *at, struct subs_moved *ret);
void subs_moved_release(struct subs_moved *m);

/* The whole file as it would be written; borrowed until the next edit.  */
struct span subs_text(const struct subs *s);

/* Write the file, atomically, following symbolic links.  */
int subs_write(struct subs *s, struct err *err) MUST_USE;

#endif
