/* filename.c - names for files; see filename.h */
#include "config.h"

#include "base/filename.h"

#include "base/ascii.h"
#include "base/text.h"

#define LONGEST_SUFFIX 8

static bool is_one_of(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Bytes of the whole clusters that fit.  */
static size_t fit_bytes(struct span s, size_t most)
{
	struct text_cluster c;
	size_t n = 0, len;

	while (n < s.len) {
		len = text_next(span_from(s, n), &c);
		if (n + len > most)
			break;
		n += len;
	}
	return n;
}

/* Append what `words` leave for a name; false: nothing.  */
static bool add_words(struct str *out, struct span words, size_t room)
{
	struct str name = STR_INIT;
	struct span s;

	text_oneline(&name, words);
	for (size_t i = 0; i < name.len; i++)
		if (is_one_of(name.s[i], "/\\"))
			name.s[i] = '-';
	s = str_span(&name);
	while (s.len && is_one_of(s.p[0], ".-~ "))
		s = span_from(s, 1);
	s.len = fit_bytes(s, room);
	while (s.len && is_one_of(s.p[s.len - 1], ". "))
		s.len--;
	str_adds(out, s);
	str_release(&name);
	return s.len > 0;
}

void filename_make(struct str *out, struct span words, const char *suffix,
		   const char *otherwise)
{
	size_t room = FILENAME_MAX_BYTES - MIN(strlen(suffix),
					       FILENAME_MAX_BYTES);

	if (!add_words(out, words, room) &&
	    !add_words(out, span_of(otherwise), room))
		str_add(out, "unnamed");
	str_add(out, suffix);
}

size_t filename_stem(struct span name)
{
	size_t at = name.len;

	while (at && ascii_is_alnum(name.p[at - 1]) &&
	       name.len - at < LONGEST_SUFFIX)
		at--;
	return at > 1 && at < name.len && name.p[at - 1] == '.' ? at - 1 :
								 name.len;
}

struct span filename_base(struct span path)
{
	size_t at = path.len;

	while (at && !is_one_of(path.p[at - 1], "/\\"))
		at--;
	return span_from(path, at);
}
