/* style.h - how a cell looks, packed into 64 bits
 *
 * Attributes, a foreground and a background.  A colour is none (what the theme
 * has for text, else the terminal's own), one of the terminal's palette (16 of
 * the reader's choosing, then the 240 that are alike everywhere), or 24 bits
 * of red, green and blue.
 *
 *	bits 0 to 7	attributes
 *	bits 8 to 33	foreground: its kind above its 24 bits
 *	bits 34 to 59	background
 */
#ifndef UI_STYLE_H
#define UI_STYLE_H

#include "base/str.h"

typedef uint64_t style_t;

/* A colour alone: kind << 24 | value; 0 is none.  */
typedef uint32_t colour_t;

#define COLOUR_NONE ((colour_t)0)
#define COLOUR_INDEX(i) ((colour_t)1 << 24 | (colour_t)(i))	/* 0 to 255 */
#define COLOUR_RGB(rgb) ((colour_t)2 << 24 | (colour_t)(rgb))	/* 0xrrggbb */

#define STYLE_FG_SHIFT 8
#define STYLE_BG_SHIFT 34
#define STYLE_COLOUR_MASK ((style_t)0x3ffffff)

#define STYLE_PLAIN ((style_t)0)
#define STYLE_BOLD ((style_t)1 << 0)
#define STYLE_DIM ((style_t)1 << 1)
#define STYLE_ITALIC ((style_t)1 << 2)
#define STYLE_UNDERLINE ((style_t)1 << 3)
#define STYLE_REVERSE ((style_t)1 << 4)
#define STYLE_STRIKE ((style_t)1 << 5)
#define STYLE_ATTRIBUTES ((style_t)0xff)
#define STYLE_FG (STYLE_COLOUR_MASK << STYLE_FG_SHIFT)
#define STYLE_BG (STYLE_COLOUR_MASK << STYLE_BG_SHIFT)
#define STYLE_COLOURS (STYLE_FG | STYLE_BG)

#define STYLE_OF_FG(colour) ((style_t)(colour) << STYLE_FG_SHIFT)
#define STYLE_OF_BG(colour) ((style_t)(colour) << STYLE_BG_SHIFT)
#define STYLE_RED STYLE_OF_FG(COLOUR_INDEX(1))
#define STYLE_GREEN STYLE_OF_FG(COLOUR_INDEX(2))
#define STYLE_YELLOW STYLE_OF_FG(COLOUR_INDEX(3))
#define STYLE_BLUE STYLE_OF_FG(COLOUR_INDEX(4))
#define STYLE_MAGENTA STYLE_OF_FG(COLOUR_INDEX(5))
#define STYLE_CYAN STYLE_OF_FG(COLOUR_INDEX(6))

static inline colour_t style_fg(style_t s)
{
	return (colour_t)(s >> STYLE_FG_SHIFT & STYLE_COLOUR_MASK);
}

static inline colour_t style_bg(style_t s)
{
	return (colour_t)(s >> STYLE_BG_SHIFT & STYLE_COLOUR_MASK);
}

static inline bool colour_is_index(colour_t c)
{
	return c >> 24 == 1;
}

static inline bool colour_is_rgb(colour_t c)
{
	return c >> 24 == 2;
}

/* The index of the one, the 24 bits of the other.  */
static inline uint32_t colour_value(colour_t c)
{
	return c & 0xffffff;
}

/* `over` laid over `under`: the attributes of both; the colours that `over`
 * has, else those of `under`.  */
static inline style_t style_mix(style_t under, style_t over)
{
	if (over & STYLE_FG)
		under &= ~STYLE_FG;
	if (over & STYLE_BG)
		under &= ~STYLE_BG;
	return under | over;
}

/* Append the style in words, "bold cyan", "fg=#ebdbb2 bg=#282828"; "plain" for
 * 0.  */
void style_words(struct str *out, style_t style);

#endif
