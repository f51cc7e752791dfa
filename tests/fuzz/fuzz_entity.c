/* fuzz_entity.c - any bytes with references of HTML in them: what is escaped
 * comes back, what is decoded is UTF-8 */
#include "config.h"

#include "base/entity.h"
#include "base/text.h"
#include "check.h"

static void check_reference(struct span s)
{
	struct str out = STR_INIT;
	size_t n = entity_decode(&out, s, false);
	uint32_t c, raw;

	must(n <= s.len && (n > 0) == (out.len > 0));
	must(text_valid(str_span(&out)));
	must(entity_number(s, &c) == entity_number_raw(s, &raw));
	if (entity_number(s, &c))
		must(c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff));
	str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	struct str escaped = STR_INIT, out = STR_INIT;

	for (int attribute = 0; attribute < 2; attribute++) {
		entity_escape(&escaped, in);
		must(!memchr(escaped.s, '<', escaped.len));
		must(!memchr(escaped.s, '"', escaped.len));
		entity_decode_all(&out, str_span(&escaped), attribute);
		must(span_eq(str_span(&out), in));
		str_clear(&escaped);
		str_clear(&out);
		entity_decode_all(&out, in, attribute);
		must(!text_valid(in) || text_valid(str_span(&out)));
		str_clear(&out);
	}
	for (size_t i = 0; i < size; i++)
		if (data[i] == '&')
			check_reference(span_from(in, i));
	str_release(&escaped);
	str_release(&out);
	return 0;
}
