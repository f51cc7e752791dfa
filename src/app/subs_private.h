/* subs_private.h - the inside of a subscription list, for the files that edit
 * it: subs_….c
 */
#ifndef APP_SUBS_PRIVATE_H
#define APP_SUBS_PRIVATE_H

#include "app/subs.h"
#include "app/subs_line.h"

struct subs {
	char *path;
	bool missing;
	struct subs_line **lines;	/* owned */
	size_t n_lines, cap_lines;
	/* All below is made from the lines by settle().  */
	bool settled;
	struct subs_feed *feeds;
	size_t n_feeds, cap_feeds;
	struct subs_query *queries;
	size_t n_queries, cap_queries;
	size_t *table;		/* open addressing: index of the feed + 1 */
	size_t n_table;		/* a power of two */
	char **problems;
	size_t n_problems, cap_problems;

	bool joined;		/* text is what the lines say */
	struct str text;
};

/* The lines were changed: what they mean is worked out anew.  */
void subs_forget_meaning(struct subs *s);

/* The line ending that the file has around line `at`.  */
const char *subs_ending_near(const struct subs *s, size_t at);

/* Line `at` says something else; its ending stays.  The second tells the note
 * (or NULL) of it, for one that begins with "lines".  */
void subs_set_words(struct subs *s, size_t at, struct span words);
void subs_change_line(struct subs *s, size_t at, const struct str *words,
		      struct str *note);

/* As of subs_turn(), by a note of subs_move().  */
int subs_turn_address(struct subs *s, const char *note, bool undo,
		      struct err *err);

/* The address in a note of subs_take(), owned; NULL when it is none.  */
char *subs_note_url(const char *note) MUST_USE;

/* Put a line in at the end of the folder's last section, or of a new one; -1
 * when it is one already.  */
int subs_add_line(struct subs *s, const char *words, const char *folder);

bool subs_is_blank(const struct subs_line *l);

#endif
