/* text.c - Unicode text for a terminal; see text.h */
#include "config.h"

#include "base/text.h"

#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "base/mem.h"

#define MARKS_A_CLUSTER 16
#define CLUSTER_BYTES ((size_t)256)

size_t text_decode(struct span s, uint32_t *ret_c)
{
	const unsigned char *p = (const unsigned char *)s.p;
	unsigned char lo = 0x80, hi = 0xbf;
	uint32_t c;
	size_t n, i;

	if (p[0] < 0x80) {
		*ret_c = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] <= 0xdf) {
		n = 2;
		c = p[0] & 0x1f;
	} else if (p[0] >= 0xe0 && p[0] <= 0xef) {
		n = 3;
		c = p[0] & 0x0f;
		if (p[0] == 0xe0)
			lo = 0xa0;
		else if (p[0] == 0xed)
			hi = 0x9f;
	} else if (p[0] >= 0xf0 && p[0] <= 0xf4) {
		n = 4;
		c = p[0] & 0x07;
		if (p[0] == 0xf0)
			lo = 0x90;
		else if (p[0] == 0xf4)
			hi = 0x8f;
	} else {
		*ret_c = 0xfffd;
		return 1;
	}
	for (i = 1; i < n; i++) {
		if (i >= s.len || p[i] < lo || p[i] > hi) {
			*ret_c = 0xfffd;
			return i;
		}
		c = c << 6 | (p[i] & 0x3f);
		lo = 0x80;
		hi = 0xbf;
	}
	*ret_c = c;
	return n;
}

bool text_valid(struct span s)
{
	uint32_t c;
	size_t n;

	while (s.len) {
		if ((unsigned char)s.p[0] < 0x80) {
			s = span_from(s, 1);
			continue;
		}
		n = text_decode(s, &c);
		if (c == 0xfffd && !span_starts(s, "\xef\xbf\xbd"))
			return false;
		s = span_from(s, n);
	}
	return true;
}

static bool is_regional(uint32_t c)
{
	return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Marks that take a cell of their own: the vowel signs of Indic scripts, and
 * AM in Thai and Lao.  */
static bool is_spacing_mark(uint32_t c)
{
	return c >= 0x903 && (c == 0xe33 || c == 0xeb3 ||
			      uc_is_general_category(c, UC_CATEGORY_Mc));
}

/* Width of one whole cluster: that of its base and of its spacing marks, 2
 * with an emoji selector.  It ends before a mark that would make it wider
 * than the two cells that a screen can hold together: *len.  */
static int cluster_width(struct span s, size_t *len)
{
	const char *begin = s.p;
	uint32_t first, c;
	size_t n = text_decode(s, &first);
	int width = uc_width(first, "UTF-8");

	if (width < 0)
		width = 0;
	/* Not assigned when the library was made: a terminal draws a box.  */
	if (width == 0 && uc_is_general_category(first, UC_CATEGORY_Cn))
		width = 1;
	s = span_from(s, n);
	while (s.len) {
		n = text_decode(s, &c);
		if (c == 0xfe0f && width == 1 && first > 0x7f)
			return 2;
		if (c == 0x20e3 || (is_regional(first) && is_regional(c)))
			return 2;
		if (width == 0 || is_spacing_mark(c)) {
			int w = MAX(uc_width(c, "UTF-8"), 0);

			if (width + w > 2) {
				*len = (size_t)(s.p - begin);
				return width;
			}
			width += w;
		}
		s = span_from(s, n);
	}
	return width;
}

/* Bytes up to the next boundary by pairs of characters.  */
static size_t pair_length(struct span s)
{
	const uint8_t *p = (const uint8_t *)s.p;
	const uint8_t *end = u8_grapheme_next(p, p + s.len);

	return end && end > p ? (size_t)(end - p) : 1;
}

/*
 * UAX #29 for a bounded window.  libunistring's step looks at pairs only;
 * emoji joined by ZWJ (GB11) and flags (GB12, GB13) take more than a pair.
 */
static size_t cluster_length(struct span s)
{
	uint32_t first, c;
	size_t n;

	s.len = MIN(s.len, CLUSTER_BYTES);
	text_decode(s, &first);
	if (is_regional(first) && s.len >= 8 &&
	    text_decode(span_from(s, 4), &c) && is_regional(c))
		return 8;
	n = pair_length(s);
	if (!uc_is_property_extended_pictographic(first))
		return n;
	while (n < s.len && n >= 3 && !memcmp(s.p + n - 3, "\xe2\x80\x8d", 3) &&
	       text_decode(span_from(s, n), &c) &&
	       uc_is_property_extended_pictographic(c))
		n += pair_length(span_from(s, n));
	return n;
}

/*
 * Cells of a letter that stands alone when another one, or ASCII, follows: it
 * joins nothing (UAX #29) and is no emoji; 0 when that is not known.  What
 * most text is made of.
 */
static int plain_width(uint32_t c)
{
	if (c < 0x80)
		return c >= 0x20 && c < 0x7f;
	if (c < 0x700)
		return (c >= 0xc0 && c < 0x300) || (c >= 0x391 && c < 0x483) ||
		       (c >= 0x48a && c < 0x530) || (c >= 0x5d0 && c < 0x5eb) ||
		       (c >= 0x620 && c < 0x64b);
	if ((c >= 0x3041 && c < 0x3097) || (c >= 0x30a1 && c < 0x30fb) ||
	    (c >= 0x4e00 && c < 0x9fd0) || (c >= 0xac00 && c < 0xd7a4) ||
	    c == 0x3001 || c == 0x3002 || c == 0xff0c)
		return 2;
	return 0;
}

size_t text_next(struct span s, struct text_cluster *ret)
{
	const uint8_t *p = (const uint8_t *)s.p;
	uint32_t c;

	ret->p = s.p;
	/* Plain ASCII followed by ASCII is a cluster, but for CR LF.  */
	if (p[0] < 0x80 && p[0] != '\r' && (s.len == 1 || p[1] < 0x80)) {
		ret->len = 1;
		ret->width = p[0] >= 0x20 && p[0] != 0x7f;
		return 1;
	}
	ret->len = text_decode(s, &c);
	ret->width = plain_width(c);
	if (ret->width && ret->len < s.len) {
		uint32_t next;

		text_decode(span_from(s, ret->len), &next);
		if (plain_width(next))
			return ret->len;
	}
	if (c == 0xfffd) {
		ret->width = 1;
		return ret->len;
	}
	ret->len = cluster_length(s);
	ret->width = cluster_width((struct span){ s.p, ret->len }, &ret->len);
	return ret->len;
}

int text_width(struct span s)
{
	struct text_cluster c;
	int width = 0;

	while (s.len) {
		s = span_from(s, text_next(s, &c));
		width += c.width;
	}
	return width;
}

size_t text_fit(struct span s, int width, int *ret_width)
{
	struct text_cluster c;
	size_t off = 0;
	int used = 0;

	while (off < s.len) {
		text_next(span_from(s, off), &c);
		if (used + c.width > width)
			break;
		used += c.width;
		off += c.len;
	}
	if (ret_width)
		*ret_width = used;
	return off;
}

void text_cut(struct str *out, struct span s, int width)
{
	size_t n;

	if (width <= 0)
		return;
	n = text_fit(s, width, NULL);
	if (n < s.len) {
		n = text_fit(s, width - 1, NULL);
		str_addn(out, s.p, n);
		str_add(out, "…");
	} else {
		str_adds(out, s);
	}
}

/* What becomes of a code point on its way to the terminal.  */
enum fate { KEEP, DROP, SPACE, REPLACE };

static enum fate fate_of(uint32_t c)
{
	if (c >= 0x20 && c < 0x7f)
		return KEEP;
	if (c == '\t' || c == '\n' || c == '\r' || c == 0x0b || c == 0x0c ||
	    c == 0x85 || c == 0x2028 || c == 0x2029)
		return SPACE;
	if (c < 0xa0)
		return DROP;
	if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x206f) ||
	    c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb) ||
	    (c >= 0xe0000 && c <= 0xe007f))
		return DROP;
	if ((c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe)
		return REPLACE;
	return KEEP;
}

bool text_is_unsafe(uint32_t c)
{
	return fate_of(c) != KEEP;
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && uc_is_general_category_withtable(
		c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
}

bool text_safe(struct str *out, struct span s, enum text_safe_flags flags)
{
	int marks = 0;
	uint32_t c;
	size_t n;

	while (s.len) {
		/* Runs of printable ASCII are copied whole.  */
		for (n = 0; n < s.len && s.p[n] >= 0x20 && s.p[n] < 0x7f; n++)
			;
		if (n) {
			if (!str_addn(out, s.p, n))
				return false;
			s = span_from(s, n);
			marks = 0;
			continue;
		}
		n = text_decode(s, &c);
		if (c == '\n' && (flags & TEXT_LINES)) {
			str_addc(out, '\n');
		} else if (c == '\r' && (flags & TEXT_LINES)) {
			if (s.len < 2 || s.p[1] != '\n')
				str_addc(out, '\n');
		} else switch (fate_of(c)) {
		case SPACE:
			str_addc(out, ' ');
			break;
		case REPLACE:
			str_add_utf8(out, 0xfffd);
			break;
		case DROP:
			break;
		case KEEP:
			marks = is_mark(c) ? marks + 1 : 0;
			if (marks <= MARKS_A_CLUSTER)
				str_add_utf8(out, c);
			break;
		}
		if (out->full)
			return false;
		s = span_from(s, n);
	}
	return true;
}

bool text_oneline(struct str *out, struct span s)
{
	struct str safe = STR_INIT;
	size_t start = out->len;
	bool gap = false, ok = true;

	text_safe(&safe, s, TEXT_LINE);
	for (size_t i = 0; i < safe.len && ok; i++) {
		if (safe.s[i] == ' ') {
			gap = out->len > start;
			continue;
		}
		if (gap)
			ok = str_addc(out, ' ');
		gap = false;
		ok = ok && str_addc(out, safe.s[i]);
	}
	str_release(&safe);
	return ok;
}

void text_fold(struct str *out, struct span s)
{
	struct str valid = STR_INIT;
	uint8_t small[512], *folded;
	size_t n = sizeof(small), i;
	uint32_t c;

	for (i = 0; i < s.len && (unsigned char)s.p[i] < 0x80; i++)
		;
	if (i == s.len) {
		for (i = 0; i < s.len; i++)
			str_addc(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ?
				 (char)(s.p[i] + 32) : s.p[i]);
		return;
	}
	while (s.len) {
		size_t k = text_decode(s, &c);

		str_add_utf8(&valid, c);
		s = span_from(s, k);
	}
	folded = u8_casefold((const uint8_t *)valid.s, valid.len, NULL,
			     UNINORM_NFKD, small, &n);
	str_release(&valid);
	if (!folded)
		return;
	for (i = 0; i < n;) {
		struct span rest = { (const char *)folded + i, n - i };

		i += text_decode(rest, &c);
		if (!is_mark(c))
			str_add_utf8(out, c);
	}
	if (folded != small)
		free(folded);
}
