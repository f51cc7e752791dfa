/* image.c - images: their addresses, and which of them show nothing */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"

#define LARGE 100		/* pixels: no icon */

/* The largest picture of a srcset: of the last candidate, which by habit is
 * the largest.  */
static struct span last_candidate(struct span set)
{
	size_t i;

	set = span_trim(set);
	for (i = set.len; i > 0; i--)
		if (set.p[i - 1] == ',' &&
		    (i == set.len || ascii_is_html_space(set.p[i])))
			break;
	set = span_trim(span_from(set, i));
	for (i = 0; i < set.len && !ascii_is_html_space(set.p[i]); i++)
		;
	return (struct span){ set.p, i };
}

/* The address of an image; pages that load images late keep it elsewhere.  */
static uint32_t image_link(struct build *b, const struct html_token *t,
			   bool *ret_new)
{
	static const enum html_attr late[] = {
		ATTR_DATA_SRC, ATTR_DATA_LAZY_SRC, ATTR_DATA_ORIGINAL,
	};
	static const enum html_attr sets[] = {
		ATTR_DATA_SRCSET, ATTR_DATA_LAZY_SRCSET, ATTR_SRCSET,
	};
	struct span src = span_trim(html_attr_raw(t, ATTR_SRC));
	uint32_t link;

	*ret_new = false;
	for (size_t i = 0; i < ARRAY_LEN(late); i++) {
		link = build_link(b, html_attr_raw(t, late[i]), true, ret_new);
		if (link)
			return link;
	}
	link = build_link(b, src, true, ret_new);
	for (size_t i = 0; i < ARRAY_LEN(sets) && !link; i++)
		link = build_link(b, last_candidate(html_attr_raw(t, sets[i])),
				  true, ret_new);
	return link;
}

/* Does a list of words hold one of which `word` is a part?  */
static bool has_part(struct span list, const char *word)
{
	return span_find(list, span_of(word)) >= 0;
}

/* A picture of a character: its alt text is the character.  */
static bool is_emoji(const struct html_token *t)
{
	struct span class = html_attr_raw(t, ATTR_CLASS);

	return has_part(class, "emoji") || has_part(class, "smiley") ||
	       has_part(html_attr_raw(t, ATTR_SRC), "/images/core/emoji/") ||
	       has_part(html_attr_raw(t, ATTR_SRC), "/twemoji/");
}

/* A picture of a formula: its alt text is the source.  */
static bool is_formula(const struct html_token *t)
{
	struct span class = span_trim(html_attr_raw(t, ATTR_CLASS));

	return span_starts(class, "mwe-math") || span_starts(class, "latex") ||
	       span_eq(class, SPAN("tex")) || span_eq(class, SPAN("math"));
}

/* "width: 1px" and the like in a style; -1 when it says nothing.  */
static int style_pixels(struct span style, const char *name)
{
	ptrdiff_t at = span_find(style, span_of(name));
	struct span s;
	int n = 0;

	if (at < 0 || (at > 0 && style.p[at - 1] == '-'))
		return -1;
	s = span_from(style, (size_t)at + strlen(name));
	while (s.len && (ascii_is_html_space(s.p[0]) || s.p[0] == ':'))
		s = span_from(s, 1);
	if (!s.len || !ascii_is_digit(s.p[0]))
		return -1;
	while (s.len && ascii_is_digit(s.p[0]) && n < 10000) {
		n = n * 10 + (s.p[0] - '0');
		s = span_from(s, 1);
	}
	return !s.len || s.p[0] == 'p' || s.p[0] == ';' || n == 0 ? n : -1;
}

/* Width or height in pixels, 9999 when nobody says.  */
static int pixels(const struct html_token *t, enum html_attr attr,
		  const char *name)
{
	int n = -1;

	if (html_has(t, ATTR_STYLE))
		n = style_pixels(html_attr_raw(t, ATTR_STYLE), name);
	return n >= 0 ? n : build_parse_number(t, attr, 9999, 0, 9999);
}

/* Addresses that count readers.  */
static bool is_counter(struct span src)
{
	static const char *const hosts[] = {
		"pixel.wp.com/", "stats.wordpress.com/",
		"feeds.feedburner.com/~", "pi.feedsportal.com/",
		"da.feedsportal.com/", "res.feedsportal.com/",
		"rss.feedsportal.com/", "www.facebook.com/tr?",
		"ads.pheedo.com/", "feedads.g.doubleclick.net/",
		"ad.doubleclick.net/", "pubads.g.doubleclick.net/",
		"feeds.wordpress.com/1.0/", "medium.com/_/stat",
		"b.scorecardresearch.com/", "sb.scorecardresearch.com/",
		"www.google-analytics.com/", "bat.bing.com/",
		"hits.theguardian.com/", "counter.theconversation.com/",
		"mc.yandex.com/watch/", "mc.yandex.ru/watch/",
		"feedpress.me/", "open.substack.com/", "eotrx.substackcdn.com/",
		"secure-us.imrworldwide.com/",
	};
	static const char *const parts[] = {
		"/track/open.php", "/wf/open?", ".vgwort.de/na/",
	};
	struct span host;
	ptrdiff_t at;

	src.len = MIN(src.len, 200);
	at = span_find(src, SPAN("//"));
	if (at < 0)
		return false;
	host = span_from(src, (size_t)at + 2);
	for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
		if (span_starts(host, hosts[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (has_part(src, parts[i]))
			return true;
	return false;
}

/* Pictures that only take room.  */
static bool is_spacer(struct span src)
{
	static const char *const names[] = {
		"spacer.gif", "blank.gif", "pixel.gif", "1x1.gif",
		"transparent.gif", "clear.gif", "trans.gif", "shim.gif",
		"1x1.png", "pixel.png", "blank.png", "spacer.png",
		"transparent.png",
	};
	const char *slash = memrchr(src.p, '/', src.len);

	if (slash)
		src = span_from(src, (size_t)(slash + 1 - src.p));
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_starts(src, names[i]))
			return true;
	return has_part(src, "placeholder");
}

bool build_is_pixel(const struct html_token *t)
{
	int w = pixels(t, ATTR_WIDTH, "width");
	int h = pixels(t, ATTR_HEIGHT, "height");
	struct span src = html_attr_raw(t, ATTR_SRC);

	if (w <= 1 || h <= 1 || (w <= 2 && h <= 2))
		return true;
	return is_counter(src) ||
	       (t->tag != TAG_IFRAME && !html_attr_raw(t, ATTR_ALT).len &&
		is_spacer(src));
}

/* -- the same picture again ------------------------------------------------------ */

/* Without "-300x200" and "-scaled" at its end.  */
static struct span without_size(struct span s)
{
	size_t n = s.len;

	if (n > 7 && span_eq(span_from(s, n - 7), SPAN("-scaled")))
		return (struct span){ s.p, n - 7 };
	while (n && ascii_is_digit(s.p[n - 1]))
		n--;
	if (!n || n == s.len || s.p[n - 1] != 'x')
		return s;
	s.len = n - 1;
	for (n = s.len; n && ascii_is_digit(s.p[n - 1]);)
		n--;
	if (n && n < s.len && s.p[n - 1] == '-')
		s.len = n - 1;
	return s;
}

/* What two addresses of one picture in different sizes have in common.  */
static uint64_t picture_key(struct span url)
{
	struct url_parts p = url_split(url);
	struct span name, path = p.path;
	const char *dot, *slash;
	size_t digits = 0;

	slash = path.len ? memrchr(path.p, '/', path.len) : NULL;
	name = slash ? span_from(path, (size_t)(slash + 1 - path.p)) : path;
	/* Other sites put the whole address into their own.  */
	for (size_t i = name.len; i > 3; i--)
		if (!strncasecmp(name.p + i - 3, "%2f", 3)) {
			name = span_from(name, i);
			break;
		}
	dot = name.len ? memrchr(name.p, '.', name.len) : NULL;
	if (!dot)
		return hash_of(url);
	name = without_size((struct span){ name.p, (size_t)(dot - name.p) });
	for (size_t i = 0; i < name.len; i++)
		digits += ascii_is_digit(name.p[i]);
	/* A name that only one picture has, wherever it lies.  */
	if (name.len >= 16 && digits >= 4)
		return hash_of(name);
	return hash_of(p.authority) * 31 +
	       hash_of((struct span){ path.p, (size_t)(name.p - path.p) }) * 7 +
	       hash_of(name);
}

/* Was it shown before?  */
static bool is_twin(struct build *b, uint64_t key)
{
	size_t mask;

	if ((b->n_pictures + 1) * 2 > b->n_picture_slots) {
		uint64_t *old = b->pictures;
		size_t n = b->n_picture_slots;

		b->n_picture_slots = n ? n * 2 : 32;
		b->pictures = xcalloc(b->n_picture_slots, sizeof(*old));
		b->n_pictures = 0;
		for (size_t i = 0; i < n; i++)
			if (old[i])
				is_twin(b, old[i]);
		free(old);
	}
	key += !key;
	mask = b->n_picture_slots - 1;
	for (size_t k = key & mask;; k = (k + 1) & mask) {
		if (b->pictures[k] == key)
			return true;
		if (!b->pictures[k]) {
			b->pictures[k] = key;
			b->n_pictures++;
			return false;
		}
	}
}

/* -- showing one ----------------------------------------------------------------- */

bool build_attr_words(struct str *out, const struct html_token *t,
		      enum html_attr attr)
{
	struct str raw = STR_INIT;

	str_clear(out);
	if (html_attr(&raw, t, attr))
		text_oneline(out, str_span(&raw));
	str_release(&raw);
	return out->len > 0;
}

/* What a picture is called that has no words of its own.  */
static const char *name_picture(struct build *b, struct str *name,
				uint32_t link)
{
	if (link && build_picture_name(name, b->doc->links[link - 1].url))
		return name->s;
	return DOC_PICTURE;
}

/* Does it stand beside the text rather than in it?  */
static bool is_large(const struct html_token *t)
{
	struct span class = html_attr_raw(t, ATTR_CLASS);
	int w = pixels(t, ATTR_WIDTH, "width");

	return (w >= LARGE && w < 9999) || has_part(class, "align") ||
	       has_part(class, "size-");
}

static bool is_after_image(const struct build *b)
{
	return b->leaf && b->image_end && b->image_end == b->text.len;
}

static void show(struct build *b, const struct html_token *t,
		 const char *words, uint32_t link)
{
	bool large = is_large(t);

	/* A figure shows each on a line of its own.  */
	if (b->cur->b.kind == DOC_FIGURE)
		;
	else if (b->leaf && b->leaf->b.kind == DOC_PARAGRAPH && b->text.len &&
		 (large || (is_after_image(b) && b->image_alone)))
		build_break(b);
	else if (is_after_image(b))
		build_words(b, " ", 0, 0);
	build_words(b, words, DOC_IMAGE, link);
	b->image_end = b->text.len;
	b->image_alone = large;
}

void build_image(struct build *b, const struct html_token *t)
{
	struct str alt = STR_INIT, name = STR_INIT;
	bool new, has_alt, in_noscript = b->n_open[TAG_NOSCRIPT];
	uint32_t link;

	if (build_is_pixel(t))
		return;
	has_alt = build_attr_words(&alt, t, ATTR_ALT) ||
		  build_attr_words(&alt, t, ATTR_TITLE);
	if (has_alt && !in_noscript && is_formula(t)) {
		build_formula(b, str_span(&alt));
		goto out;
	}
	if (has_alt && !in_noscript && is_emoji(t)) {
		build_words(b, alt.s, 0, b->link);
		goto out;
	}
	link = image_link(b, t, &new);
	/* In <noscript>, only what a script would have put in its place.  */
	if ((in_noscript && !new) || (!link && !has_alt))
		goto out;
	if (link && !b->options->page &&
	    is_twin(b, picture_key(span_of(b->doc->links[link - 1].url))) &&
	    (!b->leaf || !b->text.len))
		goto out;
	show(b, t, has_alt ? alt.s : name_picture(b, &name, link), b->link ? b->link : link);
	b->seen += alt.len;
	if (b->link)
		b->linked += alt.len;
out:
	str_release(&alt);
	str_release(&name);
}
