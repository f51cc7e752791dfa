/* clutter.c - what is on a page but not in its article
 *
 * Feeds carry pieces of the page along: bars of share buttons, lists of other
 * stories, comment forms, players' excuses.  They are told by the names that
 * the common publishing systems give them.  Where a name is not proof, the
 * element is dropped only if it turns out to hold no prose.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"

#define PROSE 160		/* bytes of text that are not links */

/* Words in class and id; sorted.  A trailing '*' matches any ending.  */
static const struct word {
	const char *s;
	enum clutter is;
} words[] = {
	{ "a2a_kit", CLUTTER_SURE },
	{ "addthis_*", CLUTTER_SURE },
	{ "addtoany*", CLUTTER_SURE },
	{ "ads-*", CLUTTER_MAYBE },
	{ "adsbygoogle", CLUTTER_SURE },
	{ "advertisement", CLUTTER_MAYBE },
	{ "article-actions", CLUTTER_MAYBE },
	{ "article-share*", CLUTTER_MAYBE },
	{ "audio-player*", CLUTTER_MAYBE },
	{ "breadcrumb*", CLUTTER_MAYBE },
	{ "button-wrapper", CLUTTER_MAYBE },
	{ "captioned-button-wrap", CLUTTER_MAYBE },
	{ "comment-form", CLUTTER_SURE },
	{ "comment-respond", CLUTTER_SURE },
	{ "commentform", CLUTTER_SURE },
	{ "cookie-*", CLUTTER_MAYBE },
	{ "disqus_thread", CLUTTER_SURE },
	{ "feedflare", CLUTTER_SURE },
	{ "gutter", CLUTTER_MAYBE },
	{ "jp-relatedposts", CLUTTER_SURE },
	{ "line-numbers-rows", CLUTTER_SURE },
	{ "lineno*", CLUTTER_MAYBE },
	{ "mc_embed_signup", CLUTTER_SURE },
	{ "mejs-offscreen", CLUTTER_SURE },
	{ "mw-editsection", CLUTTER_SURE },
	{ "newsletter*", CLUTTER_MAYBE },
	{ "noprint", CLUTTER_MAYBE },
	{ "paywall*", CLUTTER_MAYBE },
	{ "post-navigation", CLUTTER_MAYBE },
	{ "post-ratings*", CLUTTER_SURE },
	{ "post-share*", CLUTTER_MAYBE },
	{ "promo", CLUTTER_MAYBE },
	{ "related", CLUTTER_MAYBE },
	{ "related-*", CLUTTER_MAYBE },
	{ "relatedposts", CLUTTER_MAYBE },
	{ "respond", CLUTTER_MAYBE },
	{ "robots-nocontent", CLUTTER_MAYBE },
	{ "screen-reader-text", CLUTTER_SURE },
	{ "sd-sharing*", CLUTTER_SURE },
	{ "share", CLUTTER_MAYBE },
	{ "share-*", CLUTTER_MAYBE },
	{ "sharedaddy", CLUTTER_SURE },
	{ "sharing*", CLUTTER_MAYBE },
	{ "skip-link*", CLUTTER_SURE },
	{ "social*", CLUTTER_MAYBE },
	{ "sponsored*", CLUTTER_MAYBE },
	{ "sr-only", CLUTTER_SURE },
	{ "subscription-widget*", CLUTTER_SURE },
	{ "swp_*", CLUTTER_MAYBE },
	{ "taboola*", CLUTTER_SURE },
	{ "visually-hidden", CLUTTER_SURE },
	{ "visuallyhidden", CLUTTER_SURE },
	{ "wpcnt", CLUTTER_SURE },
	{ "yarpp*", CLUTTER_SURE },
};

/* How word w stands to a known word: <0, 0, >0.  */
static int compare(struct span w, const char *known)
{
	for (size_t i = 0;; i++) {
		char c = i < w.len ? ascii_lower(w.p[i]) : '\0';

		if (known[i] == '*')
			return 0;
		if (c != known[i])
			return (unsigned char)c < (unsigned char)known[i] ?
			       -1 : 1;
		if (!c)
			return 0;
	}
}

static enum clutter judge_word(struct span w)
{
	size_t low = 0, high = ARRAY_LEN(words);

	while (low < high) {
		size_t mid = (low + high) / 2;
		int d = compare(w, words[mid].s);

		if (!d)
			return words[mid].is;
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return CLUTTER_NOT;
}

static enum clutter judge_words(struct span list)
{
	enum clutter worst = CLUTTER_NOT, is;
	size_t i = 0, from;

	list.len = MIN(list.len, 1000);
	while (i < list.len) {
		while (i < list.len && ascii_is_html_space(list.p[i]))
			i++;
		from = i;
		while (i < list.len && !ascii_is_html_space(list.p[i]))
			i++;
		is = judge_word((struct span){ list.p + from, i - from });
		worst = MAX(worst, is);
	}
	return worst;
}

/* Does a style hold "name:value", white space aside?  */
static bool is_hidden_style(struct span style)
{
	static const char *const hiding[] = {
		"display:none", "visibility:hidden", "font-size:0;",
		"font-size:0px;", "mso-hide:all",
	};
	char flat[512];
	size_t n = 0;

	for (size_t i = 0; i < style.len && n < sizeof(flat) - 2; i++)
		if (!ascii_is_html_space(style.p[i]))
			flat[n++] = ascii_lower(style.p[i]);
	flat[n++] = ';';
	flat[n] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(hiding); i++)
		if (strstr(flat, hiding[i]))
			return true;
	return false;
}

static enum clutter judge_role(struct span role)
{
	static const char *const never[] = {
		"navigation", "search", "toolbar", "menu", "menubar",
		"progressbar", "slider",
	};

	for (size_t i = 0; i < ARRAY_LEN(never); i++)
		if (span_eq_nocase(span_trim(role), span_of(never[i])))
			return CLUTTER_MAYBE;
	return CLUTTER_NOT;
}

/* Is it drawn for the eye, with the same said in words beside it?  */
static bool is_drawn_twice(const struct html_token *t)
{
	struct span class = html_attr_raw(t, ATTR_CLASS);

	return span_find(class, SPAN("katex-html")) >= 0 ||
	       span_find(class, SPAN("MJX_Assistive")) >= 0;
}

enum clutter build_clutter(struct build *b, const struct html_token *t)
{
	enum clutter is = CLUTTER_NOT, other;

	if (html_has(t, ATTR_HIDDEN) &&
	    !span_eq_nocase(html_attr_raw(t, ATTR_HIDDEN), SPAN("until-found")))
		return CLUTTER_SURE;
	if (html_has(t, ATTR_STYLE) &&
	    is_hidden_style(html_attr_raw(t, ATTR_STYLE)))
		return CLUTTER_SURE;
	if (b->options->page || t->tag == TAG_BODY || t->tag == TAG_HTML || t->tag == TAG_MAIN ||
	    t->tag == TAG_ARTICLE)
		return CLUTTER_NOT;
	if (html_has(t, ATTR_CLASS)) {
		if (is_drawn_twice(t))
			return CLUTTER_SURE;
		is = judge_words(html_attr_raw(t, ATTR_CLASS));
	}
	if (html_has(t, ATTR_ID)) {
		other = judge_words(html_attr_raw(t, ATTR_ID));
		is = MAX(is, other);
	}
	if (html_has(t, ATTR_ROLE)) {
		other = judge_role(html_attr_raw(t, ATTR_ROLE));
		is = MAX(is, other);
	}
	return is;
}

bool build_is_clutter(size_t text, size_t linked)
{
	return text - linked < PROSE || linked > text / 2;
}

/* Addresses at which other sites take a story over.  */
static bool is_share(const char *url)
{
	static const char *const ends[] = {
		"facebook.com/share", "twitter.com/intent/",
		"twitter.com/share", "twitter.com/home?status",
		"x.com/intent/", "linkedin.com/share", "reddit.com/submit",
		"pinterest.com/pin/create", "del.icio.us/post",
		"delicious.com/", "digg.com/submit", "stumbleupon.com/submit",
		"getpocket.com/", "t.me/share", "telegram.me/share",
		"api.whatsapp.com/send", "wa.me/?text", "tumblr.com/share",
		"feeds.wordpress.com/1.0/", "feeds.feedburner.com/~f",
		"news.ycombinator.com/submitlink", "addtoany.com/",
		"pheedcontent.com/click", "pheedcontent.com/hosted",
		"vk.com/share", "bsky.app/intent/",
	};
	struct span rest = span_of(url);
	ptrdiff_t at = span_find(rest, SPAN("//"));

	if (at < 0)
		return false;
	rest = span_from(rest, (size_t)at + 2);
	if (span_starts(rest, "www."))
		rest = span_from(rest, 4);
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (span_starts(rest, ends[i]))
			return true;
	return false;
}

static bool is_separator(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((s.p[i] >= '0' && s.p[i] <= '9') ||
		    (ascii_lower(s.p[i]) >= 'a' && ascii_lower(s.p[i]) <= 'z'))
			return false;
	return s.len <= 16;
}

bool build_is_share_bar(struct build *b)
{
	bool share = false;

	if (b->options->page)
		return false;
	for (size_t i = 0; i < b->n_spans; i++) {
		const struct pending *p = &b->spans[i];
		size_t end = i + 1 < b->n_spans ? b->spans[i + 1].start :
			     b->text.len;
		struct span s = { b->text.s + p->start,
				  MAX(end, p->start) - p->start };

		if (!p->link && !is_separator(s))
			return false;
		if (p->link && !is_share(b->doc->links[p->link - 1].url))
			return false;
		share = share || p->link;
	}
	return share;
}

int32_t build_parse_number(const struct html_token *t, enum html_attr attr,
		     int32_t def, int32_t low, int32_t high)
{
	struct span s = span_trim(html_attr_raw(t, attr));
	bool minus = s.len && s.p[0] == '-';
	int64_t n = 0;

	s = span_from(s, minus || (s.len && s.p[0] == '+'));
	if (!s.len || s.p[0] < '0' || s.p[0] > '9')
		return def;
	for (size_t i = 0; i < s.len && s.p[i] >= '0' && s.p[i] <= '9'; i++)
		if (n < (int64_t)1 << 40)
			n = n * 10 + (s.p[i] - '0');
	n = minus ? -n : n;
	return (int32_t)(n < low ? low : n > high ? high : n);
}
