/* look.h - a colour, attributes, and the words for them
 *
 *	look      = { attribute } [ colour ] { attribute } [ "on" colour ]
 *	attribute = plain bold dim italic underline reverse strike
 *	colour    = default | [ "bright-" ] name | 0 … 255 | #rrggbb
 *	name      = black red green yellow blue magenta cyan white
 *
 * Names and the numbers up to 15 are the terminal's own colours; the numbers
 * from 16 on are those of xterm's table.  Pure; any thread.
 */
#ifndef APP_LOOK_H
#define APP_LOOK_H

#include "base/str.h"

enum style_bits {
	STYLE_PLAIN = 0,
	STYLE_BOLD = 1 << 0,
	STYLE_DIM = 1 << 1,
	STYLE_ITALIC = 1 << 2,
	STYLE_UNDERLINE = 1 << 3,
	STYLE_REVERSE = 1 << 4,
	STYLE_STRIKE = 1 << 5,
	STYLE_ATTRIBUTES = 0xff,
};

enum colour_kind {
	COLOUR_DEFAULT,		/* the terminal's own */
	COLOUR_INDEX,		/* 0 to 255 */
	COLOUR_RGB,		/* 0xrrggbb */
};

struct colour {
	enum colour_kind kind;
	uint32_t value;
};

struct look {
	unsigned int attributes;	/* enum style_bits */
	struct colour fg, bg;
};

bool look_eq(const struct look *a, const struct look *b);

/* True for `s` as one of the words of a colour above.  */
bool colour_parse(struct span s, struct colour *ret);

/* Read all of `s`.  False with the offset of the word that is none; why is
 * then for the caller to say.  */
bool look_parse(struct span s, struct look *ret, size_t *ret_at);

/* Append the words that look_parse() reads as the same: "bold cyan on #282828",
 * "plain".  */
void look_words(struct str *out, const struct look *look);

/* Red, green and blue of a colour as 0xrrggbb; of the terminal's own sixteen
 * what xterm has for them.  `fallback` for COLOUR_DEFAULT.  */
uint32_t colour_rgb(struct colour c, uint32_t fallback);

/*
 * The nearest colour that a terminal of `n` colours (8, 16, 256, more: any)
 * can show, by their distance as the eye has it.
 */
struct colour colour_fit(struct colour c, long n);

/* The contrast of two colours 0xrrggbb, 1 to 21 (WCAG 2, "contrast ratio").  */
double colour_contrast(uint32_t a, uint32_t b);

#endif
