/* t_scripts.c - lines of each script: where they end, in what order they are
 * drawn */
#include "config.h"

#include "unit.h"

#include "layout/layout.h"

/* `want`: the lines, each ended by a newline; right-to-left lines without the
 * spaces at their left.  */
static void expect(const char *html, int width, bool drawn, const char *want)
{
	struct layout_options o = { .width = width, .logical = !drawn,
				    .no_links = true };
	struct doc *doc = doc_from_html(span_of(html), NULL);
	struct layout *l = layout_new(doc, &o);
	const struct layout_line *line;
	struct str got = STR_INIT;

	for (ptrdiff_t i = 0; (line = layout_line(l, i)); i++) {
		bool text = false;

		assert_true(line->width <= width);
		for (size_t k = 0; k < line->n_runs; k++) {
			struct span s = { line->runs[k].text,
					  line->runs[k].len };

			text = text || !drawn || span_trim(s).len;
			if (text)
				str_adds(&got, s);
		}
		str_addc(&got, '\n');
	}
	assert_string_equal(got.s, want);
	str_release(&got);
	layout_free(l);
	doc_free(doc);
}

#define BROKEN(html, width, want) expect(html, width, false, want)
#define DRAWN(html, width, want) expect(html, width, true, want)

static void thai_and_lao_end_lines_before_syllables(void **state)
{
	(void)state;
	BROKEN("ภาษาไทยกำลังเขียนน้ำใจ", 8, "ภาษา\nไทยกำลัง\nเขียนน้ำใจ\n");
	/* Never behind a leading vowel, nor before what trails.  */
	BROKEN("เกาะ", 2, "เก\nาะ\n");
	BROKEN("กะเก", 3, "กะ\nเก\n");
	BROKEN("มากๆ", 3, "มา\nกๆ\n");
	BROKEN("ab เกมไทย", 6, "ab เกม\nไทย\n");
	BROKEN("ພາສາເປັນພາສາ", 6, "ພາສາ\nເປັນພາ\nສາ\n");
}

static void khmer_and_burmese_keep_stacks_whole(void **state)
{
	(void)state;
	BROKEN("ភាសាខ្មែរស្រុក", 6, "ភាសា\nខ្មែរ\nស្រុក\n");
	BROKEN("မြန်မာဘာသာစကား", 6, "မြန်မာ\nဘာသာစ\nကား\n");
}

static void indic_clusters_are_whole(void **state)
{
	(void)state;
	BROKEN("क्षत्रियनमस्ते", 4, "क्ष\nत्रिय\nनमस्ते\n");
	BROKEN("தமிழ்கௌ", 3, "தமி\nழ்கௌ\n");
	BROKEN("বাংলাদেশ", 5, "বাংলা\nদেশ\n");
}

static void japanese_keeps_kinsoku(void **state)
{
	(void)state;
	BROKEN("「これは、日本語」です。", 10, "「これは、\n日本語」で\nす。\n");
	BROKEN("ああ（かっこ）", 6, "ああ\n（かっ\nこ）\n");
	BROKEN("ラーメン", 4, "ラー\nメン\n");
	BROKEN("ああー", 4, "あ\nあー\n");
	BROKEN("ああ人々", 6, "ああ\n人々\n");
}

static void korean_ends_lines_between_syllables(void **state)
{
	(void)state;
	BROKEN("한국어는 띄어쓰기를", 8, "한국어는\n띄어쓰기\n를\n");
	/* Jamo make one syllable.  */
	BROKEN("각각", 2, "각\n각\n");
}

static void french_keeps_its_signs(void **state)
{
	(void)state;
	BROKEN("mot mot !", 7, "mot\nmot !\n");
	BROKEN("mot mot\u202f; mot\u202f: oui\u00a0?", 8,
	       "mot\nmot\u202f;\nmot\u202f:\noui\u00a0?\n");
	BROKEN("ab « mot » cd", 8, "ab\n« mot »\ncd\n");
	BROKEN("ab « mot mot ».", 8, "ab « mot\nmot ».\n");
	BROKEN("sagte »Wort« und", 8, "sagte\n»Wort«\nund\n");
}

static void signs_for_breaking_are_obeyed(void **state)
{
	(void)state;
	BROKEN("super\u00adcali\u00adfragi\u00adlistic", 7,
	       "super-\ncali-\nfragi-\nlistic\n");
	BROKEN("ab\u2060cd\u200bef", 4, "abcd\nef\n");
	BROKEN("\u00a0\u00a0a\u00a0b cd", 6, "\u00a0\u00a0a\u00a0b\ncd\n");
	BROKEN("a  \u00a0 b", 9, "a \u00a0 b\n");
	BROKEN("ab cd\u00a0ef", 6, "ab\ncd\u00a0ef\n");
	BROKEN("x well\u2011known", 10, "x\nwell\u2011known\n");
	/* Too long all the same: not at the space.  */
	BROKEN("abc\u00a0def", 4, "ab\nc\u00a0de\nf\n");
}

static void emoji_are_whole(void **state)
{
	(void)state;
	BROKEN("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 3, "👩‍👩‍👧‍👦\n👩‍👩‍👧‍👦\n");
	BROKEN("🇺🇦🇮🇱", 3, "🇺🇦\n🇮🇱\n");
	BROKEN("👍🏽👍🏽", 2, "👍🏽\n👍🏽\n");
	BROKEN("1️⃣2️⃣", 2, "1️⃣\n2️⃣\n");
	BROKEN("☺︎☺️x", 3, "☺︎☺️\nx\n");
	BROKEN("🏳️‍🌈🏳️‍🌈", 3, "🏳️‍🌈\n🏳️‍🌈\n");
}

static void marks_stay_with_their_letters(void **state)
{
	(void)state;
	BROKEN("שָׁלוֹם", 3, "שָׁלוֹ\nם\n");
	BROKEN("مُحَمَّد", 2, "مُحَ\nمَّد\n");
	BROKEN("e\u0301\u0302\u0303e", 1, "e\u0301\u0302\u0303\ne\n");
	DRAWN("שָׁלוֹם", 10, "םוֹלשָׁ\n");
	DRAWN("مُحَمَّد", 10, "دمَّحَمُ\n");
}

static void numbers_and_brackets_keep_their_order(void **state)
{
	(void)state;
	DRAWN("בשעה 12:30, ב-3.5 (50%)", 40, "(50%) 3.5-ב ,12:30 העשב\n");
	DRAWN("מחיר $20 או +972-3", 40, "972-3+ וא $20 ריחמ\n");
	DRAWN("النص ١٢٣ ثم 456 (مثال)", 40, "(لاثم) 456 مث ١٢٣ صنلا\n");
	DRAWN("שלום [א] {ב} «ג»", 40, "«ג» {ב} [א] םולש\n");
	DRAWN("C++ (2003) שלום", 40, "C++ (2003) םולש\n");
	DRAWN("הספר C++ (2003) יצא", 40, "אצי C++ (2003) רפסה\n");
}

static void code_and_addresses_are_of_one_piece(void **state)
{
	(void)state;
	DRAWN("קראו http://e.com/a?b=c/ עכשיו", 40,
	      "וישכע http://e.com/a?b=c/ וארק\n");
	DRAWN("סוף (http://e.com/).", 40, ".(http://e.com/) ףוס\n");
	DRAWN("הפקודה <code>ls *.c;</code> וגם <code>x();</code> סוף", 40,
	      "ףוס x(); םגו ls *.c; הדוקפה\n");
	DRAWN("מקש <kbd>Ctrl+-</kbd> כאן", 40, "ןאכ Ctrl+- שקמ\n");
	DRAWN("<p dir=rtl><code>a<b>b</b>;</code> אב", 40, "בא ab;\n");
}

static void english_in_hebrew_and_hebrew_in_english(void **state)
{
	(void)state;
	DRAWN("הוא אמר \"Hello, world\" והלך", 40,
	      "ךלהו \"Hello, world\" רמא אוה\n");
	DRAWN("English with שלום עולם inside.", 40,
	      "English with םלוע םולש inside.\n");
	/* Broken in the order of the text, then reordered.  */
	DRAWN("English with שלום עולם ארוך inside", 20,
	      "English with םולש\nךורא םלוע inside\n");
	DRAWN("שלום English words עולם", 14, "English םולש\nםלוע words\n");
	DRAWN("שלום!", 10, "!םולש\n");
	DRAWN("- שלום...", 10, "...םולש -\n");
	/* Not a letter of it is: only its side is the right one.  */
	DRAWN("<p dir=rtl>Hello!", 10, "Hello!\n");
}

static void blocks_of_right_to_left_text(void **state)
{
	(void)state;
	DRAWN("<div dir=rtl><ul><li>אב<li>ג</ul></div>", 20, "בא •\nג •\n");
	DRAWN("<blockquote>ציטוט ארוך מאוד</blockquote>", 14,
	      "ךורא טוטיצ │\nדואמ │\n");
	DRAWN("<table dir=rtl><tr><td>אב<td>12<tr><td>ג<td>3</table>", 20,
	      "12 │ בא\n3 │  ג\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(thai_and_lao_end_lines_before_syllables),
		cmocka_unit_test(khmer_and_burmese_keep_stacks_whole),
		cmocka_unit_test(indic_clusters_are_whole),
		cmocka_unit_test(japanese_keeps_kinsoku),
		cmocka_unit_test(korean_ends_lines_between_syllables),
		cmocka_unit_test(french_keeps_its_signs),
		cmocka_unit_test(signs_for_breaking_are_obeyed),
		cmocka_unit_test(emoji_are_whole),
		cmocka_unit_test(marks_stay_with_their_letters),
		cmocka_unit_test(numbers_and_brackets_keep_their_order),
		cmocka_unit_test(code_and_addresses_are_of_one_piece),
		cmocka_unit_test(english_in_hebrew_and_hebrew_in_english),
		cmocka_unit_test(blocks_of_right_to_left_text),
	};

	return unit_run("scripts", tests, ARRAY_LEN(tests));
}
