/* pages.c - see pages.h */
#include "config.h"

#include "pages.h"

static const char *const words[] = {
	"a", "word", "several words here", "antidisestablishment", "12.5",
	"(see below)", "well-known", "é", "e\u0301", "naïve", "Київ", "слово",
	"שלום", "עולם (a)", "مرحبا بالعالم", "שָׁלוֹם", "你好，世界", "日本語。",
	"한국어", "ไทยภาษา", "हिन्दी", "👩‍💻", "🇺🇦🇮🇱", "👍🏽", "1️⃣", "☺️",
	"super\u00adcali\u00adfragi", "a\u200bb", "10\u00a0km", "« oui »",
	"http://e.com/a/b?c=d", "x\u2060y", "<b>bold</b>", "<i>it</i>",
	"<sup>12</sup>", "<sub>3</sub>", "<sup>[4]</sup>", "<code>f(x)</code>",
	"<a href='http://e.com/1'>link</a>", "<a href='/2'>קישור</a>",
	"<img src=i.png alt='a cat'>", "<br>", "<br><br>x", "<kbd>^C</kbd>",
	"<q>said</q>", "<ruby>漢<rt>kan</rt></ruby>", "\u00a0\u00a0pad",
};

static unsigned next(unsigned *state, unsigned n)
{
	*state = *state * 1664525 + 1013904223;
	return (*state >> 8) % n;
}

static void add_words(struct str *out, unsigned *s, unsigned most)
{
	for (unsigned n = 1 + next(s, most); n; n--) {
		str_add(out, words[next(s, ARRAY_LEN(words))]);
		if (next(s, 6))
			str_addc(out, ' ');
	}
}

static void add_blocks(struct str *out, unsigned *s, int depth);

static void add_items(struct str *out, unsigned *s, int depth,
		      const char *open, const char *item, const char *close)
{
	str_add(out, open);
	for (unsigned n = 1 + next(s, 4); n; n--) {
		str_add(out, item);
		if (next(s, 3))
			add_words(out, s, 12);
		else
			add_blocks(out, s, depth + 1);
	}
	str_add(out, close);
}

static void add_table(struct str *out, unsigned *s)
{
	unsigned cols = 1 + next(s, 5);
	bool headers = next(s, 2);

	str_add(out, "<table>");
	if (!next(s, 4))
		str_add(out, "<caption>what it is</caption>");
	for (unsigned n = 1 + next(s, 6), row = 0; row < n; row++) {
		str_add(out, "<tr>");
		for (unsigned c = 0; c < cols; c++) {
			str_add(out, headers && !row ? "<th" : "<td");
			if (!next(s, 8))
				str_add(out, " colspan=2");
			if (!next(s, 8))
				str_add(out, " rowspan=2");
			str_addc(out, '>');
			if (next(s, 8))
				add_words(out, s, 4);
			if (!next(s, 10))
				add_items(out, s, 9, "<ul>", "<li>", "</ul>");
		}
	}
	str_add(out, "</table>");
}

static void add_block(struct str *out, unsigned *s, int depth)
{
	static const char *const lists[][3] = {
		{ "<ul>", "<li>", "</ul>" }, { "<ol>", "<li>", "</ol>" },
		{ "<ol start=98>", "<li>", "</ol>" },
		{ "<dl>", "<dt>term<dd>", "</dl>" },
		{ "<blockquote>", "<p>", "</blockquote>" },
		{ "<div dir=rtl>", "<p>", "</div>" },
		{ "<details><summary>more</summary>", "<p>", "</details>" },
		{ "<ol type=i>", "<li>", "</ol>" },
	};
	unsigned k = next(s, depth > 3 ? 8 : 16);

	if (k >= 9) {
		k = next(s, ARRAY_LEN(lists));
		add_items(out, s, depth, lists[k][0], lists[k][1], lists[k][2]);
	} else if (k == 8) {
		add_table(out, s);
	} else if (k == 7) {
		str_add(out, "<pre>  code\tx\n");
		add_words(out, s, 9);
		str_add(out, "\n\n}\n</pre>");
	} else if (k == 6) {
		str_addf(out, "<h%u>", 1 + next(s, 6));
		add_words(out, s, 3);
		str_add(out, "</h1>");
	} else if (k == 5) {
		str_add(out, "<hr>");
	} else if (k == 4) {
		str_add(out, "<figure><img src=f.png alt='a figure'>"
			"<figcaption>its caption</figcaption></figure>");
	} else {
		str_add(out, "<p>");
		add_words(out, s, 40);
	}
}

static void add_blocks(struct str *out, unsigned *s, int depth)
{
	for (unsigned n = 1 + next(s, depth ? 3 : 9); n; n--)
		add_block(out, s, depth);
}

struct doc *page_random(struct str *html, unsigned seed)
{
	unsigned state = seed;

	str_clear(html);
	add_blocks(html, &state, 0);
	return doc_from_html(str_span(html), "http://e.com/");
}
