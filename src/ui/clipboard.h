/* clipboard.h - how what is copied gets to the reader's clipboard
 *
 * Either a program is given it (wl-copy, xclip, xsel, pbcopy, tmux), or the
 * terminal is told to keep it (OSC 52), which also works from afar.  Pure, but
 * for what `get` and `has` tell.
 */
#ifndef UI_CLIPBOARD_H
#define UI_CLIPBOARD_H

#include "base/str.h"

#define CLIPBOARD_ARGS 16

/* Terminals keep 100,000 bytes of base64 at the most, some less.  */
#define CLIPBOARD_MOST ((size_t)74000)

struct clipboard {
	const char *argv[CLIPBOARD_ARGS];	/* [0] NULL: the terminal */
	char *words;		/* what argv may point into; owned */
};

/*
 * What the setting `clipboard` means here: "osc52", a program and its
 * arguments (parted by white space, no quoting), or "auto": tmux where it is
 * between, and else the terminal, when one is logged in from afar; otherwise
 * the program of the desktop that there is, tmux, the terminal.  `get` is
 * getenv(), or a test's; `has` says whether a program is in PATH.
 */
void clipboard_choose(struct clipboard *ret, const char *setting,
		      char *(*get)(const char *name),
		      bool (*has)(const char *program));
void clipboard_release(struct clipboard *c);

bool clipboard_has(const char *program);

/*
 * Append what tells the terminal to keep `text`, at most CLIPBOARD_MOST bytes.
 * `in_screen`: through GNU screen, which passes on only short pieces.
 */
void clipboard_sequence(struct str *out, struct span text, bool in_screen);

#endif
