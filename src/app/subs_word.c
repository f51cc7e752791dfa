/* subs_word.c - what a line of the subscription list is made of; see
 * subs_word.h
 */
#include "config.h"

#include "app/subs_word.h"

#include "app/subs_line.h"
#include "base/text.h"

bool subs_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

void subs_skip_space(struct span *s)
{
	while (s->len && subs_is_space(s->p[0]))
		*s = span_from(*s, 1);
}

/* --- titles and words ------------------------------------------------------- */

/* The quoted title at the front of *s.  */
bool subs_take_quoted(struct span *s, struct str *out)
{
	size_t i = 1;

	for (; i < s->len && s->p[i] != '"'; i++) {
		if (s->p[i] == '\\' && i + 1 < s->len &&
		    (s->p[i + 1] == '"' || s->p[i + 1] == '\\'))
			i++;
		str_addc(out, s->p[i]);
	}
	if (i >= s->len)
		return false;
	*s = span_from(*s, i + 1);
	return true;
}

struct span subs_take_word(struct span *s)
{
	struct span word = { s->p, 0 };

	while (word.len < s->len && !subs_is_space(s->p[word.len]))
		word.len++;
	*s = span_from(*s, word.len);
	return word;
}

void subs_quote(struct str *out, struct span s)
{
	str_addc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			str_addc(out, '\\');
		str_addc(out, s.p[i]);
	}
	str_addc(out, '"');
}

/* --- settings --------------------------------------------------------------- */

static bool has_space(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (subs_is_space(s.p[i]))
			return true;
	return false;
}

/* Append name=value, if it can stand on a line.  */
bool subs_write_setting(struct str *out, struct span name, struct span value)
{
	struct str clean = STR_INIT;
	bool fine;

	text_safe(&clean, name, TEXT_LINE);
	fine = span_eq(str_span(&clean), name);
	if (fine) {
		str_clear(&clean);
		text_safe(&clean, value, TEXT_LINE);
		if (out->len)
			str_addc(out, ' ');
		str_adds(out, name);
		str_addc(out, '=');
		if (clean.s[0] == '"' || has_space(str_span(&clean)))
			subs_quote(out, str_span(&clean));
		else
			str_adds(out, str_span(&clean));
	}
	str_release(&clean);
	return fine;
}

/* name=value or name="some value" at the front of *s; false for another word.
 * What was taken is gone from *s in any case.  */
bool subs_split_setting(struct span *s, struct span *name, struct str *value)
{
	struct span rest = *s, word = subs_take_word(&rest);
	const char *equals = memchr(word.p, '=', word.len);
	bool fine = equals && equals > word.p;

	*name = word;
	if (fine) {
		name->len = (size_t)(equals - word.p);
		word = span_from(word, name->len + 1);
	}
	if (fine && span_starts(word, "\"")) {
		rest = span_from(*s, name->len + 1);
		fine = subs_take_quoted(&rest, value);
	} else {
		str_adds(value, word);
	}
	*s = rest;
	return fine;
}

bool subs_take_setting(struct span *s, struct str *out)
{
	struct str value = STR_INIT;
	struct span name;
	bool fine = subs_split_setting(s, &name, &value) &&
		    subs_write_setting(out, name, str_span(&value));

	str_release(&value);
	return fine;
}

bool subs_next_setting(struct span *words, struct span *name,
		       struct str *value)
{
	subs_skip_space(words);
	str_clear(value);
	return words->len && subs_split_setting(words, name, value);
}

bool subs_settings_normal(struct str *out, struct span words)
{
	bool fine = true;

	for (subs_skip_space(&words); words.len; subs_skip_space(&words)) {
		if (words.p[0] != '"' && words.p[0] != '#') {
			fine &= subs_take_setting(&words, out);
			continue;
		}
		/* A title or a comment on a line.  */
		subs_take_word(&words);
		fine = false;
	}
	return fine;
}

/* --- folders ---------------------------------------------------------------- */

/* Is a "]" before it the end, with a setting or a comment behind it?  */
static bool ends_heading(struct span rest)
{
	bool apart = rest.len && subs_is_space(rest.p[0]);
	struct span word;
	const char *equals;

	subs_skip_space(&rest);
	if (rest.len && rest.p[0] == '#')
		return true;
	word = subs_take_word(&rest);
	equals = apart ? memchr(word.p, '=', word.len) : NULL;
	return equals && equals > word.p && word.p[0] != '"';
}

void subs_folder_normal(struct str *out, struct span path)
{
	size_t before = out->len;
	struct str clean = STR_INIT;

	text_oneline(&clean, path);
	/* Where a heading would end.  */
	for (size_t i = 0; i < clean.len; i++)
		if (clean.s[i] == ']' && ends_heading(span_from(str_span(&clean),
								i + 1)))
			clean.s[i] = ')';
	path = str_span(&clean);
	while (path.len) {
		size_t n = 0;
		struct span part;

		while (n < path.len && path.p[n] != '/')
			n++;
		part = span_trim((struct span){ path.p, n });
		if (part.len && out->len > before)
			str_addc(out, '/');
		str_adds(out, part);
		path = span_from(path, n + 1);
	}
	str_release(&clean);
}

/* The heading ends at the first "]" with nothing but settings and a comment
 * after it.  0: it does not end.  */
size_t subs_heading_end(struct span s)
{
	for (size_t i = 1; i < s.len; i++) {
		struct span rest = span_from(s, i + 1);

		if (s.p[i] == ']' && (!span_trim(rest).len ||
				      ends_heading(rest)))
			return i;
	}
	return 0;
}
