/* boilerplate.c - sentences that no author wrote
 *
 * Publishing systems put the same words under or between the paragraphs of
 * every story: that a post appeared first elsewhere, that here was an
 * advertisement, that a player needs another browser, what else to read.
 * They are told by their whole text, with the links in it left open, never by
 * a part of it.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"

#define LONGEST 400		/* bytes; what is longer was written */

/* In lower case; '@' is a link, or several with nothing between them but
 * commas and bars.  A trailing '*' matches any ending.  */
static const char *const sentences[] = {
	/* Advertisements.  */
	"advertisement", "advertisements", "advertising", "- advertisement -",
	"skip advertisement", "skip past newsletter promotion",
	"after newsletter promotion", "article continues below advertisement",
	"article continues after advertisement",
	"story continues below advertisement",
	"story continues below this ad", "continue reading the main story",
	"advertisement @", "advertisement - continue reading below",
	"anzeige", "werbung", "publicité", "publicidad", "publicidade",
	"pubblicità", "advertentie", "reklama", "реклама", "Реклама",
	"РЕКЛАМА", "Реклама:", "פרסומת", "إعلان", "广告", "廣告",
	/* Where a post appeared.  */
	"the post @ appeared first on @.", "the post @ appeared first on @",
	"the post @ first appeared on @.",
	"der beitrag @ erschien zuerst auf @.",
	"l’article @ est apparu en premier sur @.",
	"l'article @ est apparu en premier sur @.",
	"la entrada @ se publicó primero en @.",
	"la entrada @ aparece primero en @.",
	"o post @ apareceu primeiro em @.",
	"l'articolo @ proviene da @.", "l’articolo @ proviene da @.",
	"het bericht @ verscheen eerst op @.",
	"artykuł @ pochodzi z serwisu @.",
	"inlägget @ dök först upp på @.",
	"Запис @ спершу з’явився на @.", "Запис @ спершу з'явився на @.",
	"Сообщение @ появились сначала на @.",
	"@ was originally published in @ on medium, where people are *",
	"— reply to this email directly, @*",
	/* Players.  */
	"to play this video you need to enable javascript in your browser.",
	"to play this audio you need to enable javascript in your browser.",
	"this video can not be played", "this video cannot be played",
	"media playback is not supported on this device",
	"media playback is unsupported on your device",
	"your browser does not support the audio element.",
	"your browser does not support the video element.",
	"your browser does not support the audio tag.",
	"your browser does not support the video tag.",
	"your browser does not support html5 audio.",
	"your browser does not support html5 video.",
	"your browser does not support iframes.",
	"sorry, your browser does not support embedded videos.",
	/* Other stories.  */
	"related: @", "related articles: @", "related stories: @",
	"related posts: @", "related story: @", "read also: @",
	"also read: @", "read more: @", "read next: @",
	"more on this story: @", "lire aussi : @", "lire aussi: @",
	"lire aussi @", "lire aussi | @", "à lire aussi : @", "À lire aussi : @",
	"lire également : @", "lesen sie auch: @", "mehr zum thema: @",
	"lees ook: @", "leggi anche: @", "leer también: @",
	"lea también: @", "leia também: @", "leia mais: @",
	"czytaj też: @", "czytaj także: @", "Читайте також: @",
	"Читайте также: @", "Читайте ще: @", "ЧИТАЙТЕ ТАКОЖ: @",
	"По темі: @", "По теме: @", "קראו גם: @", "עוד בנושא: @",
	"اقرأ أيضا: @", "اقرأ أيضاً: @", "اقرأ أيضًا: @", "延伸阅读：@",
	"延伸阅读： @", "相关阅读：@", "相关报道：@", "更多报道：@",
	"延伸閱讀：@", "相關新聞：@",
};

/* The same for audio: the rest is a length in time, and links that explain.  */
static const char *const players[] = {
	"listen to this article", "listen to this story",
	"listen to article", "écouter l’article", "écouter cet article",
	"artikel anhören", "Слухати статтю", "Прослухати статтю",
	"האזינו לכתבה", "استمع إلى المقال", "استمع الى المقال", "收听文章",
};

static bool is_between(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr(" ,|/", s.p[i]))
			return false;
	return true;
}

/* The text of the leaf as in `sentences`.  */
static void make_pattern(struct build *b, struct str *out)
{
	for (size_t i = 0; i < b->n_spans; i++) {
		struct span s = build_span_text(b, i);
		bool after = out->len && out->s[out->len - 1] == '@';

		if (b->spans[i].link) {
			if (!after)
				str_addc(out, '@');
			continue;
		}
		/* Between two links; behind the last it counts.  */
		if (after && is_between(s) && i + 1 < b->n_spans &&
		    b->spans[i + 1].link)
			continue;
		for (size_t k = 0; k < s.len; k++)
			str_addc(out, s.p[k] == '\n' ? ' ' :
				 ascii_lower(s.p[k]));
	}
}

static bool matches(struct span s, const char *sentence)
{
	size_t n = strlen(sentence);

	if (sentence[n - 1] == '*')
		return s.len >= n - 1 && !memcmp(s.p, sentence, n - 1);
	return s.len == n && !memcmp(s.p, sentence, n);
}

/* Only a length: "6:41 min", with marks and links.  */
static bool is_length(struct span s)
{
	static const char *const units[] = {
		"minutes", "minute", "mins", "min", "seconds", "sec", "хв",
		"мин", "דקות", "دقائق", "分钟",
	};

	while (s.len) {
		size_t n = 0;

		if (ascii_is_digit(s.p[0]) || strchr(" :.,|@()-", s.p[0]))
			n = 1;
		for (size_t i = 0; i < ARRAY_LEN(units) && !n; i++)
			if (span_starts(s, units[i]))
				n = strlen(units[i]);
		if (!n)
			return false;
		s = span_from(s, n);
	}
	return true;
}

static bool names_media(struct build *b)
{
	static const char *const ends[] = { ".mp3", ".m4a", ".ogg", ".mp4" };

	for (size_t i = 0; i < b->n_spans; i++) {
		uint32_t link = b->spans[i].link;

		for (size_t k = 0; k < ARRAY_LEN(ends) && link; k++)
			if (strstr(b->doc->links[link - 1].url, ends[k]) ||
			    b->doc->links[link - 1].medium)
				return true;
	}
	return false;
}

static bool is_known(struct build *b, struct span s)
{
	/* All there is may well be one link.  */
	bool first = !b->leaf_prev && b->leaf->b.parent == b->doc->root;

	for (size_t i = 0; i < ARRAY_LEN(sentences); i++)
		if (matches(s, sentences[i]))
			return !first || !strchr(sentences[i], '@');
	for (size_t i = 0; i < ARRAY_LEN(players); i++)
		if (span_starts(s, players[i]) &&
		    is_length(span_from(s, strlen(players[i]))))
			return !names_media(b);
	return false;
}

bool build_is_boilerplate(struct build *b)
{
	const struct doc_block *leaf = &b->leaf->b;
	struct str pattern = STR_INIT;
	bool known;

	if (b->options->page || b->text.len > LONGEST ||
	    leaf->kind != DOC_PARAGRAPH)
		return false;
	/* What is in a table is data, in a quotation somebody's.  */
	if (leaf->parent->kind == DOC_CELL || leaf->parent->kind == DOC_QUOTE ||
	    leaf->parent->kind == DOC_DEF)
		return false;
	make_pattern(b, &pattern);
	known = is_known(b, span_trim(str_span(&pattern)));
	str_release(&pattern);
	return known;
}
