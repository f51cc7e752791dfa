/* subs_reword.c - lines of the subscription list are composed, or say something
 * else; see subs_line.h
 */
#include "config.h"

#include "app/subs_line.h"

#include "app/subs_word.h"
#include "base/text.h"

void subs_line_compose(struct str *out, const char *url, const char *name,
		       const char *settings)
{
	struct str title = STR_INIT;

	str_add(out, url);
	text_oneline(&title, span_of(name));
	if (title.len) {
		str_addc(out, ' ');
		subs_quote(out, str_span(&title));
	}
	if (settings && *settings)
		str_addf(out, " %s", settings);
	str_release(&title);
}

void subs_line_compose_query(struct str *out, const char *query,
			     const char *name)
{
	struct str clean = STR_INIT;

	text_oneline(&clean, span_of(query));
	str_add(out, SUBS_QUERY_WORD " ");
	subs_quote(out, str_span(&clean));
	str_clear(&clean);
	text_oneline(&clean, span_of(name));
	if (clean.len) {
		str_addc(out, ' ');
		subs_quote(out, str_span(&clean));
	}
	str_release(&clean);
}

/* --- other words on a line ----------------------------------------------- */

/* What a line says, without what stands around it.  */
static struct span said(const struct subs_line *l)
{
	struct span s = { l->bytes, l->len };

	if (span_starts(s, "\xef\xbb\xbf"))
		s = span_from(s, 3);
	return span_trim(s);
}

/* Append the line with `words` in the place of [from, to).  */
static void splice(struct str *out, const struct subs_line *l,
		   const char *from, const char *to, struct span words)
{
	const char *end = l->bytes + l->len - strlen(subs_line_ending(l));

	str_addn(out, l->bytes, (size_t)(from - l->bytes));
	str_adds(out, words);
	str_addn(out, to, (size_t)(end - to));
}

/* Pass over what the line is about: an address, a query, a folder.  */
static void skip_subject(const struct subs_line *l, struct span *s)
{
	struct str scrap = STR_INIT;

	if (l->kind == SUBS_FOLDER) {
		*s = span_from(*s, subs_heading_end(*s) + 1);
	} else if (l->kind == SUBS_QUERY) {
		*s = span_from(*s, strlen(SUBS_QUERY_WORD));
		subs_skip_space(s);
		subs_take_quoted(s, &scrap);
	} else {
		subs_take_word(s);
	}
	str_release(&scrap);
}

void subs_line_requery(struct str *out, const struct subs_line *l,
		       const char *query)
{
	struct str words = STR_INIT, clean = STR_INIT;
	struct span s = said(l), rest = s;

	text_oneline(&clean, span_of(query));
	str_add(&words, SUBS_QUERY_WORD " ");
	subs_quote(&words, str_span(&clean));
	skip_subject(l, &rest);
	splice(out, l, s.p, rest.p, str_span(&words));
	str_release(&words);
	str_release(&clean);
}

void subs_line_set(struct str *out, const struct subs_line *l,
		   const char *name, const char *value)
{
	struct str words = STR_INIT, setting = STR_INIT, scrap = STR_INIT;
	struct span s = said(l), word;
	const char *from, *to;

	skip_subject(l, &s);
	from = to = s.p;
	for (subs_skip_space(&s); s.len && s.p[0] != '#'; subs_skip_space(&s)) {
		const char *start = s.p;
		bool one;

		str_clear(&scrap);
		if (s.p[0] == '"') {
			if (!subs_take_quoted(&s, &scrap))
				s = span_from(s, s.len);
			one = false;
		} else {
			one = subs_split_setting(&s, &word, &scrap) &&
			      span_eq(word, span_of(name));
		}
		from = one ? start : s.p;
		to = s.p;
		if (one)
			break;
	}
	if (value)
		subs_write_setting(&setting, span_of(name), span_of(value));
	/* With one space before it, and none where it is gone.  */
	if (from < to && !setting.len && subs_is_space(from[-1]))
		from--;
	else if (from == to && setting.len)
		str_addc(&words, ' ');
	str_adds(&words, str_span(&setting));
	splice(out, l, from, to, str_span(&words));
	str_release(&words);
	str_release(&setting);
	str_release(&scrap);
}

void subs_line_retitle(struct str *out, const struct subs_line *l,
		       const char *name)
{
	struct str title = STR_INIT, clean = STR_INIT, scrap = STR_INIT;
	struct span s = said(l);
	const char *from, *to;

	text_oneline(&clean, span_of(name));
	skip_subject(l, &s);
	from = to = s.p;
	for (subs_skip_space(&s); s.len && s.p[0] != '#'; subs_skip_space(&s)) {
		if (s.p[0] != '"') {
			subs_take_setting(&s, &scrap);
			continue;
		}
		/* With one space before it.  */
		from = subs_is_space(s.p[-1]) ? s.p - 1 : s.p;
		if (!subs_take_quoted(&s, &scrap))
			s = span_from(s, s.len);
		to = s.p;
		break;
	}
	if (clean.len) {
		str_addc(&title, ' ');
		subs_quote(&title, str_span(&clean));
	}
	splice(out, l, from, to, str_span(&title));
	str_release(&title);
	str_release(&clean);
	str_release(&scrap);
}

void subs_line_refolder(struct str *out, const struct subs_line *l,
			const char *folder)
{
	struct span s = said(l);

	splice(out, l, s.p + 1, s.p + subs_heading_end(s), span_of(folder));
}
