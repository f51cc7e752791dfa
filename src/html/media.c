/* media.c - video, audio and frames: what a terminal says of them */
#include "config.h"

#include "html/build.h"

#include "base/text.h"
#include "base/url.h"

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
	const char *name;

	b->media = link;
	link = build_embed(b, link, &kind, &name);
	b->doc->links[link - 1].medium = true;
	build_break(b);
	if (!build_attr_words(&words, t, ATTR_TITLE) && name)
		str_add(&words, name);
	else if (!words.len)
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

	if (build_is_pixel(t))
		return;
	if (t->tag == TAG_OBJECT)
		src = html_attr_raw(t, ATTR_DATA);
	link = build_link(b, html_attr_raw(t, ATTR_DATA_SRC), true, NULL);
	if (!link)
		link = build_link(b, html_attr_raw(t, ATTR_DATA_LAZY_SRC),
				  true, NULL);
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
