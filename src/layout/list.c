/* list.c - the numbers of ordered lists */
#include "config.h"

#include "layout/flow.h"

/* 1 a, 26 z, 27 aa … into the end of buf.  */
static char *alpha(char *end, int32_t n, char first)
{
	*--end = '\0';
	for (; n > 0; n = (n - 1) / 26)
		*--end = (char)(first + (n - 1) % 26);
	return end;
}

static void roman(struct str *out, int32_t n, bool upper)
{
	static const struct {
		int32_t value;
		const char *s;
	} digits[] = {
		{ 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" },
		{ 100, "c" }, { 90, "xc" }, { 50, "l" }, { 40, "xl" },
		{ 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" },
	};

	for (size_t i = 0; i < ARRAY_LEN(digits); i++)
		for (; n >= digits[i].value; n -= digits[i].value)
			str_add(out, digits[i].s);
	for (size_t i = 0; upper && i < out->len; i++)
		out->s[i] = (char)(out->s[i] - 32);
}

size_t list_label(char *buf, size_t size, int32_t n, char marker)
{
	char letters[16];
	int len;

	if (n > 0 && (marker == 'a' || marker == 'A')) {
		len = snprintf(buf, size, "%s.",
			       alpha(letters + sizeof(letters), n, marker));
	} else if (n > 0 && n < 4000 && (marker == 'i' || marker == 'I')) {
		struct str s = STR_INIT;

		roman(&s, n, marker == 'I');
		len = snprintf(buf, size, "%s.", s.s);
		str_release(&s);
	} else {
		len = snprintf(buf, size, "%d.", n);
	}
	return MIN((size_t)len, size - 1);
}
