/* fuzz_date.c - what is read as a date is one: written out and read again it
 * is the same */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/date.h"
#include "feed/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Chosen by a control character in front.  */
	static const char *const languages[] = {
		NULL, "en-GB", "de", "hr", "th", "fa", "hu", "ja",
	};
	const char *language = NULL;
	struct str out = STR_INIT;
	int64_t t, again;

	if (size && data[0] < ARRAY_LEN(languages)) {
		language = languages[data[0]];
		data++;
		size--;
	}
	if (!feed_date_parse((struct span){ (const char *)data, size },
			     language, &t))
		return 0;
	date_rfc3339(&out, t);
	if (!feed_date_parse(str_span(&out), NULL, &again) || again != t)
		abort();
	str_release(&out);
	return 0;
}
