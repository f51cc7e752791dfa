/* text.h - Unicode text for a terminal: safe, measured, cut between clusters
 *
 * The only way to the terminal is through text_safe() (the grid calls it for
 * itself).  Widths are in cells: East Asian wide and emoji are 2, combining
 * marks 0 (UAX #11); clusters are those of UAX #29.
 *
 * All functions are pure; any thread.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/str.h"

/* One user-perceived character.  */
struct text_cluster {
	const char *p;		/* borrowed from the input */
	size_t len;		/* bytes, > 0 */
	int width;		/* cells: 0, 1 or 2 */
};

/*
 * Decode one code point at s.p (s.len > 0).  Returns the bytes taken, always
 * > 0; what is not UTF-8 gives U+FFFD and takes one byte per maximal subpart
 * (Unicode 3.9, table 3-8).
 */
size_t text_decode(struct span s, uint32_t *ret_c);

/* True when s is well-formed UTF-8 (RFC 3629).  */
bool text_valid(struct span s);

/* The first cluster of s (s.len > 0).  Returns its length in bytes.  */
size_t text_next(struct span s, struct text_cluster *ret);

/* Cells that s takes.  */
int text_width(struct span s);

/* Bytes of the longest run of whole clusters of s that fits in `width`
 * cells; *ret_width (may be NULL) is what they take.  */
size_t text_fit(struct span s, int width, int *ret_width);

/* Append s cut to `width` cells; a cut is marked by a final "…".  */
void text_cut(struct str *out, struct span s, int width);

/* Bytes of the first line of s, one line, when it is broken at `width` cells
 * where it may be (UAX #14), or anywhere if it may not; without spaces at its
 * end.  *ret_next is where the next one begins.  */
size_t text_break(struct span s, int width, size_t *ret_next);

enum text_safe_flags {
	TEXT_LINE = 0,		/* one line: white space becomes spaces */
	TEXT_LINES = 1,		/* newline stays, CR LF becomes newline */
};

/*
 * Append s as text that cannot steer a terminal: C0, C1, DEL, bidi
 * embeddings, overrides and isolates (U+202A-E, U+2066-9), line separators,
 * deprecated and tag characters are dropped (or become a space where they
 * separate words), invalid bytes become U+FFFD, and a cluster keeps at most
 * 16 combining marks.  False when `out` hit its limit.
 */
bool text_safe(struct str *out, struct span s, enum text_safe_flags flags);

/* text_safe() of one line with runs of white space made one and ends
 * trimmed: for titles.  U+00A0 is kept.  */
bool text_oneline(struct str *out, struct span s);

/* True for a code point that text_safe() would drop or replace.  */
bool text_is_unsafe(uint32_t c);

/*
 * Append s folded for comparison: full case folding, then diacritics and
 * Hebrew and Arabic marks dropped (NFKD, marks removed).  Used by the
 * matcher and by filters; the index folds by the same rule.
 */
void text_fold(struct str *out, struct span s);

#endif
