/* term_private.h - the terminal, for the files that make it: term.c,
 * term_draw.c and term_input.c, which alone know curses
 */
#ifndef UI_TERM_PRIVATE_H
#define UI_TERM_PRIVATE_H

#define NCURSES_WIDECHAR 1

#include "ui/display.h"

#include <wchar.h>

#include <curses.h>

#include "ui/ink.h"
#include "ui/piece.h"
#include "ui/typed.h"

/* Presses and drags, in decimal numbers (xterm, "SGR").  */
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
#define TITLE_KEEP "\033[22;2t"
#define TITLE_BACK "\033[23;2t"

enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END,
       KEY_MOUSE_REPORT };

struct terminal {
	struct display display;
	SCREEN *screen;
	WINDOW *pad;		/* keys are read from it: reading from stdscr
				 * would refresh it */
	struct grid *shown;	/* what curses was given */
	bool all;		/* give it everything */
	bool links, knows_links;	/* OSC 8: in use, known to the terminal */
	bool linked;		/* the last frame had links */
	bool stale;		/* one would stay where there is none */
	bool *due;		/* rows whose links are to be sent */
	unsigned int sent_style;
	struct str out;		/* what is sent beside curses */
	struct typed typed;
	struct ink ink;
	bool utf8;
	enum piece_signs signs;
	bool mouse;		/* it tells of it */
	bool titles;		/* it has a window with a title */
	struct str title;	/* what that is */
	int64_t asked;		/* for its background, monotonic ms; 0: not, or
				 * it has answered */
	bool answering;		/* in the middle of an answer */
	int64_t piece_ms;	/* when its last piece came */
	char answer[64];	/* what came of it; longer ones are cut */
	size_t answer_len;
	struct str paste;
	bool pasting;		/* its end has not come yet */
	int64_t paste_ms;	/* when the last of it came */
	int held_how;		/* of what was read too early, ERR: none */
	wint_t held;
};

extern struct terminal the_term;	/* there is one terminal */

/* Send it something beside curses.  */
void term_put(const char *s);

/* --- term_draw.c --------------------------------------------------------- */

void term_show(struct display *d, const struct frame *frame);

/* --- term_input.c -------------------------------------------------------- */

/* Ask what the background is: the answer comes among the keys.  */
void term_ask_background(struct terminal *t);

/* What was typed, pasted, clicked or answered; INPUT_NONE: nothing now.  */
struct input term_read_keys(struct terminal *t);

#endif
