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
	{ "about-author*", CLUTTER_MAYBE },
	{ "ad", CLUTTER_MAYBE },
	{ "ad-container*", CLUTTER_SURE },
	{ "addthis_*", CLUTTER_SURE },
	{ "addtoany*", CLUTTER_SURE },
	{ "ads", CLUTTER_MAYBE },
	{ "ads-*", CLUTTER_MAYBE },
	{ "adsbygoogle", CLUTTER_SURE },
	{ "adthrive*", CLUTTER_SURE },
	{ "advert", CLUTTER_MAYBE },
	{ "advertisement*", CLUTTER_MAYBE },
	{ "advertising", CLUTTER_MAYBE },
	{ "app-promo*", CLUTTER_MAYBE },
	{ "article-actions", CLUTTER_MAYBE },
	{ "article-related*", CLUTTER_MAYBE },
	{ "article-share*", CLUTTER_MAYBE },
	{ "article-tags*", CLUTTER_MAYBE },
	{ "article__reactions", CLUTTER_MAYBE },
	{ "article__related*", CLUTTER_MAYBE },
	{ "article__tags*", CLUTTER_MAYBE },
	{ "audio-player*", CLUTTER_MAYBE },
	{ "author-bio*", CLUTTER_MAYBE },
	{ "author-box*", CLUTTER_MAYBE },
	{ "avatar", CLUTTER_SURE },
	{ "bio-box", CLUTTER_MAYBE },
	{ "blob-num", CLUTTER_CODE },
	{ "blogger-post-footer", CLUTTER_MAYBE },
	{ "bottom-of-article", CLUTTER_MAYBE },
	{ "breadcrumb*", CLUTTER_MAYBE },
	{ "button-wrapper", CLUTTER_MAYBE },
	{ "call-to-action", CLUTTER_MAYBE },
	{ "captioned-button-wrap", CLUTTER_MAYBE },
	{ "cat-links", CLUTTER_MAYBE },
	{ "catlinks", CLUTTER_SURE },
	{ "clipboard-copy", CLUTTER_SURE },
	{ "code-block-ad", CLUTTER_SURE },
	{ "comment-form", CLUTTER_SURE },
	{ "comment-list", CLUTTER_MAYBE },
	{ "comment-respond", CLUTTER_SURE },
	{ "commentform", CLUTTER_SURE },
	{ "comments-area", CLUTTER_MAYBE },
	{ "comments-link*", CLUTTER_MAYBE },
	{ "consent*", CLUTTER_MAYBE },
	{ "cookie-banner*", CLUTTER_MAYBE },
	{ "cookie-consent*", CLUTTER_MAYBE },
	{ "cookie-law*", CLUTTER_MAYBE },
	{ "cookie-notice*", CLUTTER_MAYBE },
	{ "cookieconsent*", CLUTTER_MAYBE },
	{ "copy-button", CLUTTER_SURE },
	{ "copy-code-button", CLUTTER_SURE },
	{ "crayon-num*", CLUTTER_CODE },
	{ "crp_related", CLUTTER_SURE },
	{ "cta", CLUTTER_MAYBE },
	{ "cta-newsletter", CLUTTER_SURE },
	{ "disqus*", CLUTTER_SURE },
	{ "donate*", CLUTTER_MAYBE },
	{ "donation*", CLUTTER_MAYBE },
	{ "element-callout*", CLUTTER_MAYBE },
	{ "element-rich-link*", CLUTTER_MAYBE },
	{ "email-sub*", CLUTTER_SURE },
	{ "embedded-post-cta*", CLUTTER_SURE },
	{ "embedded-post-meta", CLUTTER_MAYBE },
	{ "embedded-post-publication-logo", CLUTTER_SURE },
	{ "entry-tags", CLUTTER_MAYBE },
	{ "essb_*", CLUTTER_SURE },
	{ "fb-like", CLUTTER_SURE },
	{ "fb-root", CLUTTER_SURE },
	{ "fb-share*", CLUTTER_SURE },
	{ "feedflare", CLUTTER_SURE },
	{ "follow-us*", CLUTTER_MAYBE },
	{ "g-plusone", CLUTTER_SURE },
	{ "gdpr*", CLUTTER_MAYBE },
	{ "gform_wrapper", CLUTTER_SURE },
	{ "google-auto-placed", CLUTTER_SURE },
	{ "gutter", CLUTTER_CODE },
	{ "header-anchor-widget", CLUTTER_SURE },
	{ "heateor*", CLUTTER_SURE },
	{ "hljs-ln-n", CLUTTER_CODE },
	{ "hljs-ln-numbers", CLUTTER_CODE },
	{ "hs-form*", CLUTTER_SURE },
	{ "image-link-expand", CLUTTER_SURE },
	{ "informations", CLUTTER_SURE },
	{ "inline-newsletter*", CLUTTER_MAYBE },
	{ "inread", CLUTTER_MAYBE },
	{ "install-substack-app*", CLUTTER_SURE },
	{ "jetpack-likes-widget*", CLUTTER_SURE },
	{ "jp-relatedposts", CLUTTER_SURE },
	{ "js-services-inread", CLUTTER_MAYBE },
	{ "juiz_sps*", CLUTTER_SURE },
	{ "jumplist", CLUTTER_MAYBE },
	{ "kg-audio-player", CLUTTER_SURE },
	{ "kg-audio-thumbnail", CLUTTER_SURE },
	{ "kg-bookmark-icon", CLUTTER_SURE },
	{ "kg-signup-card", CLUTTER_SURE },
	{ "kg-video-overlay", CLUTTER_SURE },
	{ "kg-video-player", CLUTTER_SURE },
	{ "likebtn*", CLUTTER_MAYBE },
	{ "line-number*", CLUTTER_CODE },
	{ "lineno*", CLUTTER_CODE },
	{ "linenumber*", CLUTTER_CODE },
	{ "ln", CLUTTER_CODE },
	{ "lnr", CLUTTER_CODE },
	{ "lnt", CLUTTER_CODE },
	{ "mailpoet_form*", CLUTTER_SURE },
	{ "mbox-image", CLUTTER_SURE },
	{ "mc4wp*", CLUTTER_SURE },
	{ "mc_embed_signup", CLUTTER_SURE },
	{ "mediavine*", CLUTTER_SURE },
	{ "mejs-offscreen", CLUTTER_SURE },
	{ "mw-cite-backlink", CLUTTER_SURE },
	{ "mw-editsection", CLUTTER_SURE },
	{ "mw-empty-elt", CLUTTER_SURE },
	{ "mw-jump*", CLUTTER_SURE },
	{ "nav-links", CLUTTER_MAYBE },
	{ "nav-next", CLUTTER_MAYBE },
	{ "nav-previous", CLUTTER_MAYBE },
	{ "navbox*", CLUTTER_SURE },
	{ "navigation-not-searchable", CLUTTER_SURE },
	{ "newsletter*", CLUTTER_MAYBE },
	{ "no-print", CLUTTER_MAYBE },
	{ "noprint", CLUTTER_MAYBE },
	{ "ob-widget*", CLUTTER_SURE },
	{ "outbrain*", CLUTTER_SURE },
	{ "pagination", CLUTTER_MAYBE },
	{ "patreon*", CLUTTER_MAYBE },
	{ "paywall*", CLUTTER_MAYBE },
	{ "pd-rating", CLUTTER_SURE },
	{ "place-ad", CLUTTER_SURE },
	{ "post-author-*", CLUTTER_MAYBE },
	{ "post-comments", CLUTTER_MAYBE },
	{ "post-like*", CLUTTER_MAYBE },
	{ "post-meta", CLUTTER_MAYBE },
	{ "post-nav*", CLUTTER_MAYBE },
	{ "post-ratings*", CLUTTER_SURE },
	{ "post-share*", CLUTTER_MAYBE },
	{ "post-tags", CLUTTER_MAYBE },
	{ "post-views*", CLUTTER_MAYBE },
	{ "post__related*", CLUTTER_MAYBE },
	{ "postmetadata", CLUTTER_MAYBE },
	{ "print-friendly", CLUTTER_MAYBE },
	{ "printfooter", CLUTTER_SURE },
	{ "printfriendly*", CLUTTER_MAYBE },
	{ "promo", CLUTTER_MAYBE },
	{ "promo-*", CLUTTER_MAYBE },
	{ "promobox", CLUTTER_MAYBE },
	{ "react-line-number", CLUTTER_CODE },
	{ "read-more*", CLUTTER_MAYBE },
	{ "readmore", CLUTTER_MAYBE },
	{ "recommendation*", CLUTTER_MAYBE },
	{ "recommended*", CLUTTER_MAYBE },
	{ "related", CLUTTER_MAYBE },
	{ "related-*", CLUTTER_MAYBE },
	{ "related_*", CLUTTER_MAYBE },
	{ "relatedarticles*", CLUTTER_MAYBE },
	{ "relatedposts", CLUTTER_MAYBE },
	{ "respond", CLUTTER_MAYBE },
	{ "revive*", CLUTTER_SURE },
	{ "robots-nocontent", CLUTTER_MAYBE },
	{ "rouge-gutter", CLUTTER_CODE },
	{ "rp4wp*", CLUTTER_SURE },
	{ "screen-reader-text", CLUTTER_SURE },
	{ "sd-sharing*", CLUTTER_SURE },
	{ "share", CLUTTER_MAYBE },
	{ "share-*", CLUTTER_MAYBE },
	{ "share_*", CLUTTER_MAYBE },
	{ "shareaholic*", CLUTTER_SURE },
	{ "sharebar*", CLUTTER_MAYBE },
	{ "sharedaddy", CLUTTER_SURE },
	{ "sharethis*", CLUTTER_SURE },
	{ "sharing*", CLUTTER_MAYBE },
	{ "sib-form*", CLUTTER_SURE },
	{ "sidebar-share", CLUTTER_SURE },
	{ "sign-up*", CLUTTER_MAYBE },
	{ "signup*", CLUTTER_MAYBE },
	{ "site-icon", CLUTTER_SURE },
	{ "skip-link*", CLUTTER_SURE },
	{ "social*", CLUTTER_MAYBE },
	{ "sponsor-*", CLUTTER_MAYBE },
	{ "sponsored*", CLUTTER_MAYBE },
	{ "sr-only", CLUTTER_SURE },
	{ "ssba*", CLUTTER_SURE },
	{ "story-ad-*", CLUTTER_MAYBE },
	{ "story-related*", CLUTTER_MAYBE },
	{ "subscribe*", CLUTTER_MAYBE },
	{ "subscription*", CLUTTER_MAYBE },
	{ "support-us*", CLUTTER_MAYBE },
	{ "swp_*", CLUTTER_MAYBE },
	{ "taboola*", CLUTTER_SURE },
	{ "tag-links", CLUTTER_MAYBE },
	{ "tag-list", CLUTTER_MAYBE },
	{ "tags", CLUTTER_MAYBE },
	{ "tags-links", CLUTTER_MAYBE },
	{ "tags-list", CLUTTER_MAYBE },
	{ "teads*", CLUTTER_SURE },
	{ "tumblr-tags", CLUTTER_MAYBE },
	{ "twitter-share*", CLUTTER_SURE },
	{ "vector-toc", CLUTTER_SURE },
	{ "visually-hidden", CLUTTER_SURE },
	{ "visuallyhidden", CLUTTER_SURE },
	{ "wp-block-jetpack-sharing*", CLUTTER_SURE },
	{ "wp-block-jetpack-subscriptions*", CLUTTER_SURE },
	{ "wp-polls-loading", CLUTTER_SURE },
	{ "wpcf7*", CLUTTER_SURE },
	{ "wpcnt", CLUTTER_SURE },
	{ "wpforms*", CLUTTER_SURE },
	{ "yarpp*", CLUTTER_SURE },
	{ "zemanta-related*", CLUTTER_MAYBE },
	{ "zeroclipboard-container", CLUTTER_SURE },
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

static bool has_any(const char *flat, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(flat, list[i]))
			return true;
	return false;
}

/* Does a style hide what it is for?  */
static bool is_hidden_style(struct span style, bool is_inline)
{
	static const char *const hiding[] = {
		";display:none", ";visibility:hidden", ";mso-hide:all",
		";left:-9999px", ";left:-10000px", ";clip:rect(0",
		";clip:rect(1px", ";text-indent:-9999px",
	};
	/* Of a wrapper this says nothing: what is in it has another size.  */
	static const char *const no_size[] = {
		";font-size:0;", ";font-size:0px;",
	};
	static const char *const no_height[] = {
		";max-height:0;", ";max-height:0px;", ";height:0;",
		";height:0px;",
	};
	static const char *const no_trace[] = {
		";opacity:0;", ";font-size:1px;", ";font-size:0",
		";max-width:0", ";line-height:0", ";line-height:1px",
		";color:transparent",
	};
	char flat[512];
	size_t n = 0;

	flat[n++] = ';';
	for (size_t i = 0; i < style.len && n < sizeof(flat) - 2; i++)
		if (!ascii_is_html_space(style.p[i]))
			flat[n++] = ascii_lower(style.p[i]);
	flat[n++] = ';';
	flat[n] = '\0';
	if (has_any(flat, hiding, ARRAY_LEN(hiding)) ||
	    (is_inline && has_any(flat, no_size, ARRAY_LEN(no_size))))
		return true;
	return has_any(flat, no_height, ARRAY_LEN(no_height)) &&
	       has_any(flat, no_trace, ARRAY_LEN(no_trace));
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
	       span_find(class, SPAN("MJX_Assistive")) >= 0 ||
	       /* The names of pictures in a font.  */
	       span_starts(class, "material-icons") ||
	       span_starts(class, "material-symbols");
}

enum clutter build_clutter(struct build *b, const struct html_token *t)
{
	enum clutter is = CLUTTER_NOT, other;

	if (html_has(t, ATTR_HIDDEN) &&
	    !span_eq_nocase(html_attr_raw(t, ATTR_HIDDEN), SPAN("until-found")))
		return CLUTTER_SURE;
	if (html_has(t, ATTR_STYLE) &&
	    is_hidden_style(html_attr_raw(t, ATTR_STYLE),
			    !(html_tag_flags(t->tag) & TAG_IS_BLOCK)))
		return CLUTTER_SURE;
	if (b->options->page || t->tag == TAG_BODY || t->tag == TAG_HTML ||
	    t->tag == TAG_MAIN || t->tag == TAG_ARTICLE)
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
	if (is == CLUTTER_CODE)
		is = build_top(b) && build_top(b)->leaf == DOC_PRE ?
		     CLUTTER_SURE : CLUTTER_MAYBE;
	return is;
}

bool build_is_clutter(size_t text, size_t linked)
{
	return text - linked < PROSE || linked > text / 2;
}

void build_robbed(struct node *in)
{
	if (in->last && in->last->kind == DOC_HEADING)
		containing(in->last, struct node, b)->robbed = true;
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
		uint32_t link = b->spans[i].link;

		if (!link && !is_separator(build_span_text(b, i)))
			return false;
		if (link && !is_share(b->doc->links[link - 1].url))
			return false;
		share = share || link;
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
