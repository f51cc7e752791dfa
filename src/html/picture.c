/* picture.c - what the name of a picture's file says of it
 *
 * Photographers' numbers, sums and sizes say nothing; words parted by strokes
 * do: "/2024/05/net-mender-at-work-1024x768.jpg" is a net mender at work.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

#define MOST_WORDS 12

/* Words of files that are about the file; sorted.  */
static bool is_noise(struct span w)
{
	static const char *const noise[] = {
		"articlelarge", "avatar", "banner", "copy", "cover", "cropped", "default",
		"dsc", "dscf", "dscn", "edited", "featured", "file", "final",
		"fig", "figure", "full", "header", "hero", "image", "images",
		"img", "jumbo", "large", "logo", "main", "medium", "mini", "new",
		"original", "photo", "pic", "picture", "preview", "px",
		"resized", "rev", "scaled", "screen", "screenshot", "shot",
		"small", "thumb", "thumbnail", "tmp", "untitled", "upload",
		"web", "wide",
	};

	for (size_t i = 0; i < ARRAY_LEN(noise); i++)
		if (span_eq_nocase(w, span_of(noise[i])))
			return true;
	return false;
}

/* A word rather than a number, a sum or a code: letters with a vowel, or of
 * another script.  */
static bool is_word(struct span w)
{
	bool vowel = false;

	for (size_t i = 0; i < w.len; i++) {
		char c = ascii_lower(w.p[i]);

		if (ascii_is_digit(c))
			return false;
		vowel = vowel || c < 0 || strchr("aeiouy", c);
	}
	return vowel || w.len < 4;
}

static bool is_part(char c)
{
	return ascii_is_alnum(c) || c < 0;
}

/* The name without its ending, escapes undone.  */
static void file_of(struct str *out, const char *url)
{
	struct span name = url_split(span_of(url)).path;
	struct str raw = STR_INIT;

	for (size_t i = name.len; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = span_from(name, i);
			break;
		}
	for (size_t i = name.len; i > 0; i--)
		if (name.p[i - 1] == '.') {
			name.len = i - 1;
			break;
		}
	url_decode(&raw, name);
	text_oneline(out, str_span(&raw));
	str_release(&raw);
}

bool build_picture_name(struct str *out, const char *url)
{
	struct str file = STR_INIT;
	struct span rest;
	int words = 0, long_ones = 0, dropped = 0;

	file_of(&file, url);
	rest = str_span(&file);
	str_clear(out);
	while (rest.len && words <= MOST_WORDS) {
		struct span w = { rest.p, 0 };

		while (w.len < rest.len && is_part(rest.p[w.len]))
			w.len++;
		rest = span_from(rest, MAX(w.len, 1));
		if (!w.len)
			continue;
		if (is_noise(w) || !is_word(w)) {
			dropped++;
			continue;
		}
		if (words++)
			str_addc(out, ' ');
		str_adds(out, w);
		long_ones += w.len >= 4;
	}
	str_release(&file);
	return words <= MOST_WORDS && long_ones >= 2 && words > dropped;
}
