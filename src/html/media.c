/* media.c - images, video, audio and frames: what a terminal says of them */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/text.h"
#include "base/url.h"

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
	struct span src = span_trim(html_attr_raw(t, ATTR_SRC));
	uint32_t link;

	*ret_new = false;
	for (size_t i = 0; i < ARRAY_LEN(late); i++) {
		link = build_link(b, html_attr_raw(t, late[i]), true, ret_new);
		if (link)
			return link;
	}
	link = build_link(b, src, true, ret_new);
	if (!link)
		link = build_link(b, last_candidate(
			html_attr_raw(t, ATTR_DATA_SRCSET)), true, ret_new);
	if (!link)
		link = build_link(b, last_candidate(
			html_attr_raw(t, ATTR_SRCSET)), true, ret_new);
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

	return has_part(class, "emoji") || has_part(class, "smiley");
}

/* Something that counts readers: a dot, or invisible.  */
static bool is_pixel(const struct html_token *t)
{
	static const char *const counters[] = {
		"//pixel.wp.com/", "//stats.wordpress.com/",
		"//feeds.feedburner.com/~", "//pi.feedsportal.com/",
		"//www.facebook.com/tr?", "//ads.pheedo.com/",
		"//feedads.g.doubleclick.net/", "//da.feedsportal.com/",
		"//feeds.wordpress.com/1.0/",
	};
	int32_t w = build_parse_number(t, ATTR_WIDTH, 99, 0, 99);
	int32_t h = build_parse_number(t, ATTR_HEIGHT, 99, 0, 99);
	struct span src = html_attr_raw(t, ATTR_SRC);

	if ((w <= 2 && h <= 2) || (w <= 1 && h == 99) || (h <= 1 && w == 99))
		return true;
	src.len = MIN(src.len, 200);
	for (size_t i = 0; i < ARRAY_LEN(counters); i++)
		if (has_part(src, counters[i]))
			return true;
	return false;
}

/* The words of an attribute as one line of safe text.  */
static bool words_of(struct str *out, const struct html_token *t,
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

void build_image(struct build *b, const struct html_token *t)
{
	struct str alt = STR_INIT, name = STR_INIT;
	bool new, has_alt;
	uint32_t link;

	if (is_pixel(t))
		return;
	has_alt = words_of(&alt, t, ATTR_ALT) ||
		  words_of(&alt, t, ATTR_TITLE);
	if (has_alt && is_emoji(t)) {
		build_words(b, alt.s, 0, b->link);
		str_release(&alt);
		return;
	}
	link = image_link(b, t, &new);
	/* In <noscript>, only what a script would have put in its place.  */
	if ((!b->skip || new) && (link || has_alt)) {
		build_words(b, has_alt ? alt.s : name_picture(b, &name, link),
			    DOC_IMAGE, b->link ? b->link : link);
		b->seen += alt.len;
		if (b->link)
			b->linked += alt.len;
	}
	str_release(&alt);
	str_release(&name);
}

/* What to call a medium that has no title: the end of its path, or its host.  */
static void name_by_address(struct str *out, const char *url)
{
	struct url_parts p = url_split(span_of(url));
	struct span name = p.path;

	for (size_t i = name.len; i > 0; i--)
		if (name.p[i - 1] == '/') {
			name = span_from(name, i);
			break;
		}
	if (name.len > 4 && name.len <= 60 && memchr(name.p, '.', name.len))
		text_oneline(out, name);
	else
		url_host(out, span_of(url));
}

static void name_medium(struct build *b, const struct html_token *t,
			const char *kind, uint32_t link)
{
	struct str words = STR_INIT, line = STR_INIT;

	b->media = link;
	b->doc->links[link - 1].medium = true;
	build_break(b);
	if (!words_of(&words, t, ATTR_TITLE))
		name_by_address(&words, b->doc->links[link - 1].url);
	str_addf(&line, "%s: %s", kind, words.s);
	build_words(b, line.s, DOC_IMAGE, link);
	build_break(b);
	str_release(&line);
	str_release(&words);
}

void build_medium(struct build *b, const struct html_token *t,
		  const char *kind)
{
	struct span src = html_attr_raw(t, ATTR_SRC);
	uint32_t link;

	if (is_pixel(t))
		return;
	if (t->tag == TAG_OBJECT)
		src = html_attr_raw(t, ATTR_DATA);
	link = build_link(b, html_attr_raw(t, ATTR_DATA_SRC), true, NULL);
	if (!link)
		link = build_link(b, src, true, NULL);
	/* The same in <object> and in the <embed> inside it.  */
	if (link && link != b->media)
		name_medium(b, t, kind, link);
}

void build_source(struct build *b, const struct html_token *t,
		  const char *kind)
{
	struct open *o = build_top(b);
	uint32_t link;

	if (o->named)
		return;
	link = build_link(b, html_attr_raw(t, ATTR_SRC), true, NULL);
	if (!link)
		return;
	o->named = true;
	name_medium(b, t, kind, link);
}
