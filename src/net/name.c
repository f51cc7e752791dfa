/* name.c - what a file that is downloaded is called; see name.h */
#include "config.h"

#include "net/name.h"

#include "base/ascii.h"
#include "base/filename.h"
#include "base/text.h"
#include "base/url.h"

/* --- Content-Disposition ----------------------------------------------------- */

/* UTF-8'en'na%C3%AFve.pdf */
static void add_extended(struct str *out, struct span s)
{
	bool latin = span_starts_nocase(s, "iso-8859-1'");
	struct str bytes = STR_INIT;

	for (int quotes = 0; s.len && quotes < 2; s = span_from(s, 1))
		quotes += s.p[0] == '\'';
	url_decode(&bytes, s);
	for (size_t i = 0; i < bytes.len; i++)
		if (latin)
			str_add_utf8(out, (unsigned char)bytes.s[i]);
		else
			str_addc(out, bytes.s[i]);
	str_release(&bytes);
}

/* The value at the front of *s, quoted or not, without its quotes.  */
static void take_value(struct span *s, struct str *ret)
{
	size_t i = 0;

	str_clear(ret);
	if (!s->len || s->p[0] != '"') {
		while (i < s->len && s->p[i] != ';')
			str_addc(ret, s->p[i++]);
		*s = span_from(*s, i);
		return;
	}
	for (i = 1; i < s->len && s->p[i] != '"'; i++) {
		if (s->p[i] == '\\' && i + 1 < s->len)
			i++;
		str_addc(ret, s->p[i]);
	}
	*s = span_from(*s, i + 1);
}

static struct span take_word(struct span *s)
{
	struct span word = { s->p, 0 };

	while (word.len < s->len && s->p[word.len] != ';' &&
	       s->p[word.len] != '=')
		word.len++;
	*s = span_from(*s, word.len);
	return span_trim(word);
}

/* The extended form is the better one, wherever it stands.  */
static void add_named(struct str *out, const char *disposition)
{
	struct span s = span_of(disposition), word;
	struct str value = STR_INIT, plain = STR_INIT;

	while (s.len) {
		word = take_word(&s);
		if (s.len && s.p[0] == '=') {
			s = span_trim(span_from(s, 1));
			take_value(&s, &value);
			if (!out->len && span_eq_nocase(word, SPAN("filename*")))
				add_extended(out, span_trim(str_span(&value)));
			else if (!plain.len &&
				 span_eq_nocase(word, SPAN("filename")))
				str_adds(&plain, span_trim(str_span(&value)));
		}
		while (s.len && s.p[0] != ';')
			s = span_from(s, 1);
		s = span_from(s, 1);
	}
	if (!out->len && text_valid(str_span(&plain)))
		str_adds(out, str_span(&plain));
	else if (!out->len)
		for (size_t i = 0; i < plain.len; i++)
			str_add_utf8(out, (unsigned char)plain.s[i]);
	str_release(&value);
	str_release(&plain);
}

/* --- the address ---------------------------------------------------------------- */

static void add_last_part(struct str *out, const char *url)
{
	struct span path = url_split(span_of(url)).path;

	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	url_decode(out, filename_base(path));
}

static const char *suffix_of(const char *content_type)
{
	static const struct {
		const char *type, *suffix;
	} types[] = {
		{ "audio/mpeg", ".mp3" },	{ "audio/mp4", ".m4a" },
		{ "audio/x-m4a", ".m4a" },	{ "audio/ogg", ".ogg" },
		{ "audio/opus", ".opus" },	{ "audio/flac", ".flac" },
		{ "video/mp4", ".mp4" },	{ "video/webm", ".webm" },
		{ "image/jpeg", ".jpg" },	{ "image/png", ".png" },
		{ "image/gif", ".gif" },	{ "image/webp", ".webp" },
		{ "image/svg+xml", ".svg" },	{ "text/html", ".html" },
		{ "text/plain", ".txt" },	{ "application/pdf", ".pdf" },
		{ "application/zip", ".zip" },
		{ "application/epub+zip", ".epub" },
		{ "application/json", ".json" },
	};
	struct span type = span_of(content_type);
	const char *end = type.len ? memchr(type.p, ';', type.len) : NULL;

	if (end)
		type.len = (size_t)(end - type.p);
	type = span_trim(type);
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (span_eq_nocase(type, span_of(types[i].type)))
			return types[i].suffix;
	return "";
}

void name_of_download(struct str *out, const char *disposition,
		      const char *content_type, const char *url)
{
	struct str name = STR_INIT, host = STR_INIT, suffix = STR_INIT;
	struct span base;
	size_t stem;

	add_named(&name, disposition);
	base = filename_base(str_span(&name));
	if (!base.len) {
		str_clear(&name);
		add_last_part(&name, url);
		base = filename_base(str_span(&name));
	}
	stem = filename_stem(base);
	str_adds(&suffix, span_from(base, stem));
	if (!suffix.len)
		str_add(&suffix, suffix_of(content_type));
	url_host(&host, span_of(url));
	filename_make(out, (struct span){ base.p, stem }, suffix.s,
		      host.len ? host.s : "download");
	str_release(&name);
	str_release(&host);
	str_release(&suffix);
}

bool name_range_fits(const char *content_range, int64_t from, int64_t total)
{
	struct span s = span_of(content_range);
	const char *slash;
	char *end;

	if (!span_starts_nocase(s, "bytes "))
		return false;
	slash = strchr(content_range, '/');
	return slash && ascii_is_digit(s.p[6]) &&
	       strtoll(s.p + 6, &end, 10) == from && *end == '-' &&
	       ascii_is_digit(slash[1]) &&
	       strtoll(slash + 1, &end, 10) == total && !*end;
}
