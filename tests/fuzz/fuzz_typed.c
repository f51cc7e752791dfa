/* fuzz_typed.c - any bytes that a terminal sends: characters are those of
 * UTF-8 and no others, however the bytes come, reports of the mouse are
 * within bounds, and letters are found in names where they are said to be
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ui/display.h"
#include "ui/fuzzy.h"
#include "ui/mouse.h"
#include "ui/typed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* What was typed is what the bytes say, each character once.  */
static void check_typed(const uint8_t *data, size_t size)
{
	struct str out = STR_INIT;
	struct typed t = { .n = 0 };
	size_t at = 0;
	uint32_t c;

	for (size_t i = 0; i < size; i++) {
		if (!typed_byte(&t, data[i], &c))
			continue;
		must(c <= 0x10ffff && (c < 0xd800 || c > 0xdfff));
		str_clear(&out);
		str_add_utf8(&out, c);
		if (!c)
			continue;
		must(i + 1 >= out.len && i + 1 - out.len >= at);
		must(!memcmp(data + i + 1 - out.len, out.s, out.len));
		at = i + 1;
	}
	must(t.n < sizeof(t.bytes));
	str_release(&out);
}

static void check_mouse(struct span s)
{
	struct mouse m;

	if (mouse_parse(s, &m))
		must(m.x >= 0 && m.y >= 0);
}

static void check_fuzzy(struct span letters, struct span name)
{
	size_t places[FUZZY_MOST], n = 0;
	int score = fuzzy_score(letters, name, places, &n);

	must(score >= 0);
	must((score > 0) == (fuzzy_score(letters, name, NULL, NULL) > 0));
	if (!score)
		return;
	must(n <= FUZZY_MOST && n <= letters.len);
	for (size_t i = 0; i < n; i++)
		must(places[i] < name.len && (!i || places[i] > places[i - 1]));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span all = { (const char *)data, size };
	const char *end = size ? memchr(all.p, '\n', size) : NULL;
	size_t n = end ? (size_t)(end - all.p) : 0;

	if (size > 4096)
		return 0;
	check_typed(data, size);
	check_mouse(all);
	check_fuzzy((struct span){ all.p, n }, span_from(all, n + (n < size)));
	return 0;
}
