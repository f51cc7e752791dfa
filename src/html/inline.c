/* inline.c - inline elements that are more than a style */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/text.h"

/* Remember where in the leaf an element begins.  */
static void mark_start(struct build *b, struct open *o)
{
	o->in = b->leaf;
	o->start = b->leaf ? b->text.len : 0;
}

/* Has the element text in the leaf, and where does that begin?  */
static bool has_start(struct build *b, const struct open *o)
{
	return b->leaf && (!o->in || o->in == b->leaf) &&
	       o->start < b->text.len;
}

/* -- notes ------------------------------------------------------------------- */

/* What the usual programs call the places of notes and of their marks.  */
static bool is_note_place(struct span name)
{
	static const char *const names[] = {
		"fn", "footnote", "_ftn", "ftn", "_edn", "endnote", "cite_",
		"cite-", "note", "user-content-fn", "sdfootnote", "sdendnote",
		"easy-footnote", "footref", "ref-", "ref_", "bib", "refnote",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]);

		if (name.len >= n && span_eq_nocase((struct span){ name.p, n },
						    span_of(names[i])))
			return true;
	}
	return false;
}

static bool is_note_link(struct span href)
{
	const char *hash = memchr(href.p, '#', href.len);

	if (!hash)
		return false;
	return is_note_place(span_from(href, (size_t)(hash + 1 - href.p)));
}

/* The number or sign in "12", "[12]", "(a)", "*": what marks a note.  */
static struct span note_sign(struct span s)
{
	static const char *const signs[] = {
		"*", "**", "***", "†", "‡", "††", "§", "¶",
	};
	bool boxed;

	s = span_trim(s);
	boxed = s.len > 2 && (s.p[0] == '[' || s.p[0] == '(');
	if (boxed && s.p[s.len - 1] == (s.p[0] == '[' ? ']' : ')'))
		s = (struct span){ s.p + 1, s.len - 2 };
	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (span_eq(s, span_of(signs[i])))
			return s;
	if (boxed && s.len == 1 && ascii_is_alpha(s.p[0]))
		return s;
	for (size_t i = 0; i < s.len; i++)
		if (!ascii_is_digit(s.p[i]))
			return SPAN("");
	return s.len <= 4 ? s : SPAN("");
}

/* A sign that leads to a place in the page says nothing here.  */
static bool is_place_sign(struct span s)
{
	static const char *const signs[] = {
		"¶", "#", "§", "↑", "^", "⇧", "🔗", "∞", "⏎", "⤴", "⬆", "ↆ",
		"←", "«", "°",
	};
	static const char *const backs[] = { "↩", "↵", "⮌", "⤶", "🡅" };

	for (size_t i = 0; i < ARRAY_LEN(signs); i++)
		if (span_eq(s, span_of(signs[i])) ||
		    (span_starts(s, signs[i]) &&
		     (span_eq(span_from(s, strlen(signs[i])), SPAN("\ufe0e")) ||
		      span_eq(span_from(s, strlen(signs[i])), SPAN("\ufe0f")))))
			return true;
	/* Also with a number: the second way back to the same note.  */
	for (size_t i = 0; i < ARRAY_LEN(backs); i++)
		if (span_starts(s, backs[i]))
			return s.len <= strlen(backs[i]) + 6;
	return false;
}

/* The mark of a note: raised, without brackets, and no link of its own.  */
static void set_note(struct build *b, struct open *o, struct span sign)
{
	char text[8];
	size_t n = MIN(sign.len, sizeof(text) - 1);

	memcpy(text, sign.p, n);
	text[n] = '\0';
	build_unsay(b, o->start);
	if (o->start && b->mark_end == o->start)
		build_words(b, " ", DOC_SUP, o->link);
	build_words(b, text, DOC_SUP, o->link);
	b->mark_end = b->text.len;
	b->note_end = o->start ? 0 : b->text.len;
}

static void close_link(struct build *b, struct open *o)
{
	struct span words, sign;

	b->link = o->link;
	if (!(o->fragment || o->note) || !has_start(b, o) || b->skip)
		return;
	words = span_trim(span_from(str_span(&b->text), o->start));
	if (is_place_sign(words)) {
		build_unsay(b, o->start);
		return;
	}
	sign = note_sign(words);
	if (o->note && sign.len)
		set_note(b, o, sign);
}

static void start_link(struct build *b, const struct html_token *t)
{
	struct span href = span_trim(html_attr_raw(t, ATTR_HREF));
	int i = build_find(b, TAG_A);
	struct open *o;

	if (i >= 0)
		build_kill(b, i);
	o = build_push(b, TAG_A);
	if (!o || !html_has(t, ATTR_HREF))
		return;
	b->link = build_link(b, href, false, NULL);
	o->fragment = span_starts(href, "#");
	o->note = is_note_link(href);
	mark_start(b, o);
}

/* -- quotation marks ---------------------------------------------------------- */

struct marks {
	const char *languages;	/* primary tags, each of two letters */
	const char *open, *close, *open_inner, *close_inner;
};

static const struct marks *marks_of(uint16_t lang)
{
	static const struct marks marks[] = {
		{ "fr", "«\u00a0", "\u00a0»", "“", "”" },
		{ "uk ru be bg", "«", "»", "„", "“" },
		{ "el es ca pt it hy fa no nb nn", "«", "»", "“", "”" },
		{ "de cs sk sl et is lt ka", "„", "“", "‚", "‘" },
		{ "pl ro hu hr bs sr", "„", "”", "«", "»" },
		{ "sv fi", "”", "”", "’", "’" },
		{ "ja", "「", "」", "『", "』" },
	};
	static const struct marks english = { "en", "“", "”", "‘", "’" };
	char name[3] = { (char)(lang >> 8), (char)(lang & 0xff), '\0' };

	for (size_t i = 0; lang && i < ARRAY_LEN(marks); i++)
		if (strstr(marks[i].languages, name))
			return &marks[i];
	return &english;
}

uint16_t build_language(struct span tag)
{
	uint16_t lang;

	tag = span_trim(tag);
	if (tag.len < 2 || !ascii_is_alpha(tag.p[0]) ||
	    !ascii_is_alpha(tag.p[1]) || (tag.len > 2 && tag.p[2] != '-'))
		return 0;
	lang = (uint16_t)(ascii_lower(tag.p[0]) << 8 | ascii_lower(tag.p[1]));
	/* Traditional Chinese has the quotation marks of Japanese.  */
	if (lang == ('z' << 8 | 'h') && tag.len >= 5 &&
	    (span_eq_nocase(span_from(tag, 3), SPAN("tw")) ||
	     span_eq_nocase(span_from(tag, 3), SPAN("hk")) ||
	     span_eq_nocase((struct span){ tag.p + 3, MIN(tag.len - 3, 4) },
			    SPAN("hant"))))
		lang = 'j' << 8 | 'a';
	return lang;
}

static void start_quote(struct build *b, const struct html_token *t)
{
	struct open *o = build_push(b, TAG_Q);
	const struct marks *m;

	if (!o)
		return;
	if (html_has(t, ATTR_LANG))
		o->lang = build_language(t->attr[ATTR_LANG]);
	m = marks_of(o->lang);
	build_words(b, b->quotes++ % 2 ? m->open_inner : m->open, 0, b->link);
}

static void close_quote(struct build *b, const struct open *o)
{
	const struct marks *m = marks_of(o->lang);

	b->quotes--;
	if (b->leaf)
		build_words(b, b->quotes % 2 ? m->close_inner : m->close, 0,
			    b->link);
}

/* -- ruby, abbreviations, formulas --------------------------------------------- */

static void start_ruby_text(struct build *b, enum html_tag tag)
{
	int i = build_find(b, TAG_RT);
	struct open *o;

	if (i >= 0 && i > build_find(b, TAG_RUBY))
		build_pop_to(b, i);
	o = build_push(b, tag);
	if (!o)
		return;
	/* Several together stand in one pair of brackets.  */
	if (b->leaf && b->ruby_end && b->ruby_end == b->text.len) {
		build_unsay(b, b->text.len - 1);
		build_words(b, " ", 0, b->link);
	} else {
		build_words(b, "(", 0, b->link);
	}
}

static void close_ruby_text(struct build *b)
{
	size_t n = b->text.len;

	if (!b->leaf)
		return;
	if (n && b->text.s[n - 1] == '(') {
		build_unsay(b, n - 1);
	} else {
		build_words(b, ")", 0, b->link);
		b->ruby_end = b->text.len;
	}
}

static void start_abbr(struct build *b, const struct html_token *t)
{
	struct open *o = build_push(b, t->tag);
	struct str raw = STR_INIT, line = STR_INIT;

	if (o && html_attr(&raw, t, ATTR_TITLE) && raw.len <= 200) {
		text_oneline(&line, str_span(&raw));
		o->title = arena_span(b->arena, str_span(&line));
	}
	str_release(&raw);
	str_release(&line);
}

static bool is_new_abbr(struct build *b, const char *title)
{
	for (size_t i = 0; i < b->n_abbrs; i++)
		if (!strcmp(b->abbrs[i], title))
			return false;
	if (b->n_abbrs == MOST_ABBRS)
		return false;
	b->abbrs[b->n_abbrs++] = title;
	return true;
}

/* Say once what an abbreviation stands for.  */
static void close_abbr(struct build *b, struct open *o)
{
	char *words;

	if (!o->title || !*o->title || b->seen == o->text || !b->leaf ||
	    !is_new_abbr(b, o->title))
		return;
	words = arena_printf(b->arena, " (%s)", o->title);
	build_words(b, words, 0, b->link);
}

/* A formula: its source where that is known, else the letters in it.  */
static void start_math(struct build *b, const struct html_token *t)
{
	struct open *o = build_push(b, TAG_MATH);
	struct str raw = STR_INIT;

	if (!o)
		return;
	mark_start(b, o);
	if (html_attr(&raw, t, ATTR_ALTTEXT) && raw.len) {
		build_formula(b, str_span(&raw));
		o->skip = true;
		b->skip++;
	}
	str_release(&raw);
}

void build_formula(struct build *b, struct span source)
{
	struct str line = STR_INIT;

	/* What programs put around each.  */
	if (span_starts(source, "{\\displaystyle ") &&
	    source.p[source.len - 1] == '}')
		source = span_trim((struct span){ source.p + 15,
						  source.len - 16 });
	text_oneline(&line, source);
	build_words(b, line.s, DOC_CODE, b->link);
	b->seen += line.len;
	str_release(&line);
}

static void start_annotation(struct build *b, const struct html_token *t)
{
	struct span kind = html_attr_raw(t, ATTR_ENCODING);
	int i = build_find(b, TAG_MATH);
	struct open *o;

	if (i < 0 || t->tag != TAG_ANNOTATION ||
	    span_find(kind, SPAN("tex")) < 0) {
		build_skip(b, t);
		return;
	}
	if (has_start(b, &b->stack[i]))
		build_unsay(b, b->stack[i].start);
	o = build_push(b, t->tag);
	if (o)
		build_style(b, o, DOC_CODE);
}

/* "70 %" of a bar that has no words.  */
static void start_gauge(struct build *b, const struct html_token *t)
{
	struct open *o = build_push(b, t->tag);
	int32_t value = build_parse_number(t, ATTR_VALUE, -1, 0, 1000000);
	int32_t most = build_parse_number(t, ATTR_MAX, 0, 0, 1000000);
	struct span v = html_attr_raw(t, ATTR_VALUE);

	if (!o || value < 0)
		return;
	/* Without a maximum it is a part of one.  */
	if (!most && value < 1 && v.len > 2 && v.p[1] == '.') {
		value = ascii_is_digit(v.p[2]) ? (v.p[2] - '0') * 10 : 0;
		value += v.len > 3 && ascii_is_digit(v.p[3]) ? v.p[3] - '0' : 0;
		most = 100;
	}
	most = most ? most : 1;
	o->title = arena_printf(b->arena, "%d\u00a0%%",
				MIN(value, most) * 100 / most);
}

static void close_gauge(struct build *b, struct open *o)
{
	if (o->title && b->seen == o->text)
		build_words(b, o->title, 0, b->link);
}

/* -- shortened addresses -------------------------------------------------------- */

/* Mastodon shows the middle of a long address: the rest is in spans that are
 * "invisible", and the one before it has an "ellipsis".  */
static void start_span_element(struct build *b, const struct html_token *t)
{
	struct span class = html_attr_raw(t, ATTR_CLASS);
	struct open *o;

	if (b->link && span_eq(span_trim(class), SPAN("invisible"))) {
		build_skip(b, t);
		return;
	}
	o = build_push(b, t->tag);
	if (o && b->link && span_eq(span_trim(class), SPAN("ellipsis")))
		o->title = "…";
}

static void close_span_element(struct build *b, const struct open *o)
{
	if (o->title && b->leaf)
		build_words(b, o->title, 0, b->link);
}

/* -- all of them --------------------------------------------------------------- */

bool build_inline(struct build *b, const struct html_token *t)
{
	switch (t->tag) {
	case TAG_A:
		start_link(b, t);
		break;
	case TAG_Q:
		start_quote(b, t);
		break;
	case TAG_RT: case TAG_RTC:
		start_ruby_text(b, t->tag);
		break;
	case TAG_RP:
		build_skip(b, t);
		break;
	case TAG_ABBR: case TAG_ACRONYM: case TAG_DFN:
		start_abbr(b, t);
		break;
	case TAG_MATH:
		start_math(b, t);
		break;
	case TAG_ANNOTATION: case TAG_ANNOTATION_XML:
		start_annotation(b, t);
		break;
	case TAG_PROGRESS: case TAG_METER:
		start_gauge(b, t);
		break;
	case TAG_SPAN:
		start_span_element(b, t);
		break;
	default:
		return false;
	}
	return true;
}

void build_close(struct build *b, struct open *o)
{
	if (o->tag == TAG_A)
		close_link(b, o);
	if (b->skip)
		return;
	switch (o->tag) {
	case TAG_RT: case TAG_RTC:
		close_ruby_text(b);
		break;
	case TAG_Q:
		close_quote(b, o);
		break;
	case TAG_ABBR: case TAG_ACRONYM: case TAG_DFN:
		close_abbr(b, o);
		break;
	case TAG_PROGRESS: case TAG_METER:
		close_gauge(b, o);
		break;
	case TAG_SPAN:
		close_span_element(b, o);
		break;
	default:
		break;
	}
}
