/* fuzz_plain.c - any bytes as a title, a person, a fragment with addresses
 *
 * What was made one line stays as it is; no address stays relative; a person
 * has a name or an address.
 */
#include "config.h"

#include "base/text.h"
#include "check.h"
#include "feed/person.h"
#include "feed/plain.h"
#include "feed/resolve.h"

#define BASE SPAN("http://example.com/dir/feed")

static void check_line(struct span s)
{
	must(!s.len || (s.p[0] != ' ' && s.p[s.len - 1] != ' '));
	for (size_t i = 0; i < s.len; i++)
		must(!memchr("\t\n\f\r", s.p[i], 4) &&
		     !(s.p[i] == ' ' && s.p[i + 1] == ' '));
}

static void check_plain(struct span in)
{
	struct str once = STR_INIT, twice = STR_INIT;

	plain_line(&once, in);
	must(once.len <= in.len);
	check_line(str_span(&once));
	plain_line(&twice, str_span(&once));
	must(span_eq(str_span(&once), str_span(&twice)));
	str_clear(&once);
	plain_html(&once, in);
	check_line(str_span(&once));
	must(!text_valid(in) || text_valid(str_span(&once)));
	str_release(&once);
	str_release(&twice);
}

static void check_person(struct span in)
{
	struct arena *arena = arena_new();
	struct feed_person p;

	if (person_parse(arena, in, &p)) {
		must(p.name || p.email);
		must(!p.uri);
		if (p.name)
			check_line(span_of(p.name));
		if (p.email)
			check_line(span_of(p.email));
		must(!p.email || strchr(p.email, '@'));
	} else {
		must(!p.name && !p.email && !p.uri);
	}
	arena_free(arena);
}

static void check_resolve(struct span in)
{
	struct str out = STR_INIT;
	size_t budget = RESOLVE_BUDGET;
	bool relative = false;

	must(resolve_html(&out, BASE, in, &budget, &relative) ==
	     (out.len > 0));
	must(!relative || !budget);
	must(!text_valid(in) || text_valid(str_span(&out)));
	str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };

	check_plain(in);
	check_resolve(in);
	/* Nowhere read but from documents without NUL.  */
	if (!size || !memchr(data, 0, size))
		check_person(in);
	return 0;
}
