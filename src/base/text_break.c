/* text_break.c - where one line of text may end */
#include "config.h"

#include "base/text.h"

#include <unilbrk.h>

#include "base/mem.h"

#define BEHIND 32		/* bytes looked at behind the last that fits */

size_t text_break(struct span s, int width, size_t *ret_next)
{
	size_t fit = text_fit(s, width, NULL), n = MIN(fit + BEHIND, s.len);
	size_t end = fit;
	char *breaks;

	*ret_next = fit;
	if (fit == s.len || !fit)
		return fit;
	while (n < s.len && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n++;
	breaks = xcalloc(n, 1);
	u8_possible_linebreaks((const uint8_t *)s.p, n, "UTF-8", breaks);
	/* Spaces at the end take no cells.  */
	while (end < n && s.p[end] == ' ')
		end++;
	while (end > 0 && (end >= n || breaks[end] != UC_BREAK_POSSIBLE))
		end--;
	free(breaks);
	if (end)
		*ret_next = fit = end;
	while (fit && s.p[fit - 1] == ' ')
		fit--;
	return fit;
}
