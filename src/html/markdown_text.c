/* markdown_text.c - words, code and addresses in Markdown */
#include "config.h"

#include "html/markdown_private.h"

#include "base/ascii.h"

static bool is_word(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Does a reference like "&lt;" begin at i?  */
static bool is_reference(struct span s, size_t i)
{
	size_t n = i + 1;

	if (n < s.len && s.p[n] == '#')
		n++;
	for (; n < s.len && n < i + 40 && ascii_is_alnum(s.p[n]); n++)
		;
	return n > i + 1 && n < s.len && s.p[n] == ';';
}

/* Would the character at i make something else of the line that it begins?  */
static bool is_block(struct span s, size_t i)
{
	char next = i + 1 < s.len ? s.p[i + 1] : '\0';

	switch (s.p[i]) {
	case '>': case '|':
		return true;
	case '#': case '-': case '+': case '=': case ':':
		return !is_word(next);
	default:
		return false;
	}
}

/* The end of the number that would begin an item, or 0.  */
static size_t item_number(struct span s)
{
	size_t n = 0;

	while (n < s.len && n < 9 && ascii_is_digit(s.p[n]))
		n++;
	if (!n || n == s.len || (s.p[n] != '.' && s.p[n] != ')'))
		return 0;
	return n + 1 == s.len || s.p[n + 1] == ' ' ? n : 0;
}

static bool is_markup(struct span s, size_t i, const struct md_edges *e)
{
	bool last = i + 1 == s.len;
	char next = last ? '\0' : s.p[i + 1];

	switch (s.p[i]) {
	case '\\': case '`': case '*': case '[': case ']': case '~':
		return true;
	case '_':
		return !i || last || !is_word(s.p[i - 1]) || !is_word(next);
	case '<':
		return last || ascii_is_alpha(next) || strchr("/!?", next);
	case '&':
		return is_reference(s, i);
	case '|':
		return e->where == MD_CELL;
	case '!':
		return last && e->before_link;
	case '#':
		return last && e->eol;
	default:
		return false;
	}
}

void md_text(struct str *out, struct span s, struct md_edges edges)
{
	bool starts = edges.bol && edges.where == MD_PARAGRAPH;
	size_t number = starts ? item_number(s) : 0, from = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (!(i == 0 && starts && is_block(s, i)) &&
		    !(number && i == number) && !is_markup(s, i, &edges))
			continue;
		str_addn(out, s.p + from, i - from);
		str_addc(out, '\\');
		from = i;
	}
	str_addn(out, s.p + from, s.len - from);
}

void md_code(struct str *out, struct span s, enum md_where where)
{
	size_t longest = 0, run = 0;
	bool pad;

	/* A pipe ends a cell even in code.  */
	if (where == MD_CELL && memchr(s.p, '|', s.len)) {
		str_add(out, "<code>");
		md_text(out, s, (struct md_edges){ .where = where });
		str_add(out, "</code>");
		return;
	}
	for (size_t i = 0; i < s.len; i++) {
		run = s.p[i] == '`' ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	pad = s.len && (s.p[0] == '`' || s.p[s.len - 1] == '`' ||
			(s.p[0] == ' ' && s.p[s.len - 1] == ' '));
	for (size_t i = 0; i <= longest; i++)
		str_addc(out, '`');
	str_add(out, pad ? " " : "");
	str_adds(out, s);
	str_add(out, pad ? " " : "");
	for (size_t i = 0; i <= longest; i++)
		str_addc(out, '`');
}

void md_address(struct str *out, struct span url, enum md_where where)
{
	bool angles = !url.len;

	for (size_t i = 0; i < url.len; i++)
		angles = angles || (url.p[i] && strchr("()<>", url.p[i]));
	str_add(out, angles ? "<" : "");
	for (size_t i = 0; i < url.len; i++) {
		char c = url.p[i];

		if (c == '\\' || c == '<' || c == '>' ||
		    (c == '|' && where == MD_CELL) ||
		    (c == '&' && is_reference(url, i)))
			str_addc(out, '\\');
		if (c == ' ')
			str_add(out, "%20");
		else
			str_addc(out, c);
	}
	str_add(out, angles ? ">" : "");
}

bool md_is_autolink(struct span url, enum md_where where)
{
	if (!span_starts(url, "http://") && !span_starts(url, "https://"))
		return false;
	for (size_t i = 0; i < url.len; i++)
		if (!url.p[i] || strchr("<> \\", url.p[i]) ||
		    (url.p[i] == '|' && where == MD_CELL) ||
		    (url.p[i] == '&' && is_reference(url, i)))
			return false;
	return true;
}

void md_bare_link(struct str *out, struct span url, enum md_where where)
{
	bool angles = md_is_autolink(url, where);

	str_addc(out, angles ? '<' : '[');
	if (angles)
		str_adds(out, url);
	else
		md_text(out, url, (struct md_edges){ .where = where });
	str_add(out, angles ? ">" : "](");
	if (angles)
		return;
	md_address(out, url, where);
	str_addc(out, ')');
}

void markdown_words(struct str *out, struct span words)
{
	md_text(out, words, (struct md_edges){ .bol = true, .eol = true });
}

void markdown_link(struct str *out, struct span words, struct span url)
{
	if (!words.len) {
		md_bare_link(out, url, MD_PARAGRAPH);
		return;
	}
	str_addc(out, '[');
	md_text(out, words, (struct md_edges){ .where = MD_PARAGRAPH });
	str_add(out, "](");
	md_address(out, url, MD_PARAGRAPH);
	str_addc(out, ')');
}
