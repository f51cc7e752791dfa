/* subs.h - the subscription list, a text file that people edit
 *
 *	# a comment
 *	https://example.com/feed.xml "A title of my own"
 *	[World/Asia]
 *	https://example.org/atom
 *	[]
 *
 * One address a line, then an optional quoted title, then optional
 * `name=value` settings, which are kept though not all are known.  A heading
 * in brackets opens a folder, "/" nests, "[]" goes back to the top.  Edits
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

/* The address in a note, owned; NULL when it is none.  */
char *subs_note_url(const char *note) MUST_USE;

/* Give the feed another address; the rest of its line stays.  ERR_NOTFOUND
 * when it is not there, ERR_INPUT when `to` is, or cannot be one.  */
int subs_move(struct subs *s, const char *from, const char *to,
	      struct err *err) MUST_USE;

/* The whole file as it would be written; borrowed until the next edit.  */
struct span subs_text(const struct subs *s);

/* Write the file, atomically, following symbolic links.  */
int subs_write(struct subs *s, struct err *err) MUST_USE;

#endif
