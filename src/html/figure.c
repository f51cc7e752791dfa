/* figure.c - figures: what is one without saying so, and what is in one */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"

/* Does a list of words hold one that begins with `start`?  */
static bool has_word(struct span list, struct span start)
{
	size_t i = 0;

	list.len = MIN(list.len, 1000);
	while (i < list.len) {
		if (span_eq_nocase((struct span){ list.p + i,
				   MIN(start.len, list.len - i) }, start))
			return true;
		while (i < list.len && !ascii_is_html_space(list.p[i]))
			i++;
		while (i < list.len && ascii_is_html_space(list.p[i]))
			i++;
	}
	return false;
}

static bool is_caption_class(struct span class)
{
	static const char *const starts[] = {
		"wp-caption-text", "wp-caption-dd", "tr-caption ",
		"gallery-caption", "image-caption", "photo-caption",
		"media-caption", "img-caption", "picture-caption",
		"caption-text", "figcaption", "figure-caption",
	};

	/* Not the container of both.  */
	if (span_eq_nocase(span_trim(class), SPAN("tr-caption")) ||
	    span_eq_nocase(span_trim(class), SPAN("caption")))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (has_word(class, span_of(starts[i])))
			return true;
	return false;
}

static bool is_figure_class(struct span class)
{
	static const char *const starts[] = {
		"wp-caption", "tr-caption-container", "image-with-caption",
		"media-with-caption", "captioned-image",
	};

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (has_word(class, span_of(starts[i])))
			return !is_caption_class(class);
	return false;
}

/* A gallery of definition lists: each is a picture with what it shows.  */
static bool open_gallery_item(struct build *b, const struct html_token *t,
			      struct span class)
{
	if (t->tag == TAG_DL && has_word(class, SPAN("gallery-item"))) {
		build_open(b, t->tag, DOC_FIGURE);
		return true;
	}
	if (t->tag == TAG_DT && b->cur->b.kind == DOC_FIGURE &&
	    has_word(class, SPAN("gallery-icon"))) {
		build_break(b);
		build_push(b, t->tag);
		return true;
	}
	return false;
}

/* Parts of a caption that only their style keeps apart.  */
static void part_caption(struct build *b)
{
	size_t n = b->text.len;

	if (b->leaf && b->leaf->b.kind == DOC_CAPTION && n &&
	    b->text.s[n - 1] == '.')
		build_add_text(b, SPAN(" "), false);
}

bool build_figure(struct build *b, const struct html_token *t)
{
	struct span class = html_attr_raw(t, ATTR_CLASS);
	struct open *top = build_top(b);

	if (t->tag == TAG_SPAN)
		part_caption(b);
	if (!html_has(t, ATTR_CLASS))
		return false;
	if (open_gallery_item(b, t, class))
		return true;
	switch (t->tag) {
	case TAG_DIV: case TAG_TABLE: case TAG_SECTION: case TAG_TD:
	case TAG_P: case TAG_ASIDE: case TAG_DD:
		break;
	default:
		return false;
	}
	/* All these names have it.  */
	if (span_find(class, SPAN("caption")) < 0)
		return false;
	if (b->cur->b.kind == DOC_FIGURE && is_caption_class(class)) {
		build_break(b);
		build_caption(b, t->tag, DOC_FIGURE);
		return true;
	}
	if (t->tag == TAG_P || t->tag == TAG_TD || t->tag == TAG_DD ||
	    b->cur->b.kind == DOC_FIGURE || (top && top->leaf != DOC_PARAGRAPH))
		return false;
	if (!is_figure_class(class))
		return false;
	build_open(b, t->tag, DOC_FIGURE);
	return true;
}

/* -- complete ones ------------------------------------------------------------- */

static bool is_picture(const struct doc_block *b)
{
	bool picture = false;

	if (b->kind != DOC_PARAGRAPH)
		return false;
	for (uint32_t i = 0; i < b->n_spans; i++) {
		const struct doc_span *s = &b->spans[i];

		if (s->style & DOC_IMAGE)
			picture = true;
		else if (span_trim((struct span){ s->text, s->len }).len)
			return false;
	}
	return picture;
}

bool build_is_box(const struct doc_block *figure)
{
	bool picture = false;

	for (const struct doc_block *c = figure->child; c; c = c->next) {
		if (c->kind == DOC_CAPTION)
			return false;
		if (c->kind == DOC_FIGURE || c->kind == DOC_LIST)
			return true;
		picture = picture || is_picture(c);
	}
	/* A table, a quotation, a listing that nothing is said of.  */
	return !picture;
}

bool build_is_gallery(const struct doc_block *list)
{
	for (const struct doc_block *i = list->child; i; i = i->next) {
		const struct doc_block *c = i->child;

		if (!c || c->next || (c->kind != DOC_FIGURE && !is_picture(c)))
			return false;
	}
	return !list->ordered;
}
