/* prompt.h - a line editor
 *
 * UTF-8, edited by clusters; a history, of which Up shows the lines that begin
 * as what is typed; candidates on Tab.  What is pasted
 * goes in as text of one line.  The same editor serves the command line and
 * the line of the search.  Main thread.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "app/key.h"
#include "base/arena.h"
#include "ui/grid.h"

struct history {
	char **lines;		/* oldest first */
	size_t n, cap;
	bool added;		/* since it was kept */
};

/* Add a line; one that is there already moves to the end.  */
void history_add(struct history *h, const char *line);
/* The oldest line goes.  */
void history_forget(struct history *h);
void history_release(struct history *h);

struct candidate {
	const char *word;
	const char *shown;	/* the word, or its end that tells them apart */
	const char *note;	/* what it is, or empty */
};

/* What Tab offers: whole words that replace text from byte `start` on.  */
struct candidates {
	struct arena *arena;	/* NULL: none */
	struct candidate *words;
	size_t n, cap;
	size_t n_first;		/* these begin as typed; 0: all do */
	size_t start;
	size_t chosen;		/* index, n: none yet */
};

void candidates_release(struct candidates *c);
void candidates_add(struct candidates *c, struct span word, struct span note);

struct prompt {
	struct str text;
	size_t cursor;		/* byte */
	struct history *history;	/* borrowed; or NULL */
	size_t at;		/* in the history; its n: the line itself */
	struct str kept;	/* the line while one looks at the history */
	struct candidates candidates;
	/* Fill `c` for the text before the cursor; NULL: no completion.  */
	void (*complete)(void *arg, struct span before, struct candidates *c);
	void *arg;
};

#define PROMPT_LIMIT ((size_t)8192)

void prompt_init(struct prompt *p);
void prompt_release(struct prompt *p);
void prompt_set(struct prompt *p, const char *text);

enum prompt_result {
	PROMPT_NONE,		/* not a key of the editor */
	PROMPT_MOVED,
	PROMPT_CHANGED,
	PROMPT_ACCEPT,		/* Enter */
	PROMPT_CANCEL,		/* Esc, Ctrl-C, Backspace in an empty line */
};

enum prompt_result prompt_key(struct prompt *p, struct key k);
enum prompt_result prompt_paste(struct prompt *p, const char *text);

/* The column of a byte of the text, were it drawn at `x`; -1: out of sight.  */
int prompt_column(const struct prompt *p, int x, int width, size_t byte);

/* Draw into one row of `width` cells, scrolled so that the cursor is seen.
 * Returns the column of the cursor.  */
int prompt_draw(const struct prompt *p, const struct area *a, int x, int y,
		int width, uint16_t style);

#endif
