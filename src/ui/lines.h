/* lines.h - styled lines of our own text: headers, help, reports
 *
 * What is not an article's body.  Text is copied.
 */
#ifndef UI_LINES_H
#define UI_LINES_H

#include "base/arena.h"
#include "ui/grid.h"

struct lines_run {
	const char *text;
	uint16_t style;
	int x;			/* column */
};

struct lines_line {
	struct lines_run *runs;
	size_t n, cap;
	bool rtl;		/* set against the right */
	int link;		/* number of the link it tells of, or 0 */
	const char *url;	/* where it leads, or NULL */
};

struct lines {
	struct arena *arena;
	struct lines_line *lines;
	size_t n, cap;
	const char *url;	/* of the lines to come */
};

void lines_init(struct lines *l);
void lines_release(struct lines *l);
void lines_clear(struct lines *l);

/* A new empty line.  */
void lines_new(struct lines *l);

/* New lines lead to `url` (copied) from now on; NULL: nowhere again.  */
void lines_lead(struct lines *l, const char *url);

/* Add to the last line at column `x`.  */
void lines_add(struct lines *l, int x, struct span text, uint16_t style);

/* Add to the line `i`, over what stands there.  */
void lines_put(struct lines *l, size_t i, int x, struct span text,
	       uint16_t style);

/*
 * Text in as many lines as it takes at `width` cells from column `x` of the
 * last line on; further lines begin at `hang`.
 */
void lines_wrap(struct lines *l, int x, int hang, int width, struct span text,
		uint16_t style);

/* Draw line `i` at row `y`, `width` cells from column `x` on.  */
void lines_draw(const struct lines *l, size_t i, const struct area *a, int x,
		int y, int width);

#endif
