/* doc.c - HTML to a document: what each element does; see doc.h */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"

/* -- pieces ---------------------------------------------------------------- */

struct open *build_open(struct build *b, enum html_tag tag, enum doc_kind kind)
{
	struct open *o = build_push(b, tag);

	if (!o)
		return NULL;
	/* In the caption of a table there is only text.  */
	if (b->cur->b.kind == DOC_TABLE && o->leaf == DOC_CAPTION)
		return o;
	build_flush(b);
	o->block = build_container(b, kind, &o->prev);
	o->leaf = DOC_PARAGRAPH;
	return o;
}

/* A block ends an open <p>, but not what is open inside of that.  */
static void close_p(struct build *b)
{
	int i = build_find(b, TAG_P);

	if (i < 0)
		return;
	if (i == b->depth - 1) {
		build_pop_to(b, i);
	} else {
		build_break(b);
		build_kill(b, i);
	}
}

/* Close the innermost open element of one of two kinds, unless a container
 * of another kind was opened inside it.  */
static void close_item(struct build *b, enum html_tag tag, enum html_tag twin)
{
	for (int i = b->depth - 1; i >= 0; i--) {
		const struct open *o = &b->stack[i];

		if (!o->dead && (o->tag == tag || o->tag == twin)) {
			build_pop_to(b, i);
			return;
		}
		if (o->block)
			return;
	}
}

static bool is_heading(enum html_tag tag)
{
	return tag >= TAG_H1 && tag <= TAG_H6;
}

static void close_heading(struct build *b)
{
	for (int i = b->depth - 1; i >= 0 && !b->stack[i].block; i--)
		if (is_heading(b->stack[i].tag) && !b->stack[i].dead) {
			build_pop_to(b, i);
			return;
		}
}

static char direction_of(const struct html_token *t)
{
	struct span dir = html_attr_raw(t, ATTR_DIR);

	if (span_eq_nocase(dir, SPAN("rtl")))
		return 'r';
	if (span_eq_nocase(dir, SPAN("ltr")))
		return 'l';
	return 0;
}

/* -- elements -------------------------------------------------------------- */

static void start_list(struct build *b, const struct html_token *t)
{
	struct open *o = build_open(b, t->tag, DOC_LIST);
	struct span type = html_attr_raw(t, ATTR_TYPE);
	struct doc_block *list;

	if (!o || !o->block)
		return;
	list = &o->block->b;
	list->ordered = t->tag == TAG_OL;
	list->reversed = list->ordered && html_has(t, ATTR_REVERSED);
	list->start = build_parse_number(t, ATTR_START,
					 list->reversed ? INT32_MIN : 1,
					 -999999999, 999999999);
	list->marker = type.len == 1 && strchr("1aAiI", type.p[0]) ?
		       type.p[0] : '1';
}

static void start_item(struct build *b, const struct html_token *t)
{
	struct open *o;

	close_item(b, TAG_LI, TAG_LI);
	o = build_open(b, TAG_LI, DOC_ITEM);
	/* Numbered when the list is complete; see finish.c.  */
	if (o && o->block)
		o->block->b.start = build_parse_number(t, ATTR_VALUE,
				INT32_MIN, -999999999, 999999999);
}

static void start_heading(struct build *b, const struct html_token *t)
{
	struct open *o;

	close_heading(b);
	o = build_push(b, t->tag);
	if (o && o->leaf == DOC_PARAGRAPH) {
		o->leaf = DOC_HEADING;
		o->level = (uint8_t)(t->tag - TAG_H1 + 1);
	}
}

/* Who is quoted.  */
static void start_source(struct build *b, const struct html_token *t)
{
	struct open *in, *o;

	if (html_tag_flags(t->tag) & TAG_IS_BLOCK)
		build_break(b);
	in = build_top(b);
	o = build_push(b, t->tag);
	if (o && in && in->tag == TAG_BLOCKQUOTE && in->block && !b->leaf &&
	    b->cur->last)
		o->leaf = DOC_CAPTION;
}

static void start_pre(struct build *b, enum html_tag tag)
{
	struct open *o;

	build_flush(b);
	o = build_push(b, tag);
	if (o && o->leaf == DOC_PARAGRAPH)
		o->leaf = DOC_PRE;
	b->pre_start = true;
}

static void start_summary(struct build *b)
{
	struct open *o = build_push(b, TAG_SUMMARY);

	if (o)
		o->leaf = DOC_PARAGRAPH;
}

static void start_base(struct build *b, const struct html_token *t)
{
	struct str href = STR_INIT;
	bool new;
	uint32_t link;

	/* The first counts; it is itself relative to where the page was.  */
	if (b->base_own.len || !html_attr(&href, t, ATTR_HREF))
		return;
	link = build_link(b, html_attr_raw(t, ATTR_HREF), false, &new);
	if (link && url_is_http(span_of(b->doc->links[link - 1].url))) {
		str_add(&b->base_own, b->doc->links[link - 1].url);
		b->base = str_span(&b->base_own);
	}
	str_release(&href);
}

static void start_term(struct build *b, const struct html_token *t)
{
	struct open *o;

	close_item(b, TAG_DT, TAG_DD);
	if (t->tag == TAG_DD) {
		build_open(b, TAG_DD, DOC_DEF);
		return;
	}
	build_flush(b);
	o = build_push(b, TAG_DT);
	if (o)
		o->leaf = DOC_TERM;
}

/* What is hidden: nothing of it shows up to its end.  */
void build_skip(struct build *b, const struct html_token *t)
{
	struct open *o = build_push(b, t->tag);

	if (o) {
		o->skip = true;
		b->skip++;
	}
}

/* -- tags ------------------------------------------------------------------- */

/* What stands inside something that is not shown.  */
static void start_in_skip(struct build *b, const struct html_token *t)
{
	unsigned flags = html_tag_flags(t->tag);
	struct open *o = build_top(b);

	if (t->tag == TAG_IMG && b->n_open[TAG_NOSCRIPT] == (uint32_t)b->skip)
		build_image(b, t);
	else if (t->tag == TAG_SOURCE && b->skip == 1 && o &&
		 (o->tag == TAG_VIDEO || o->tag == TAG_AUDIO))
		build_source(b, t, o->tag == TAG_VIDEO ? "video" : "audio");
	if (flags & (TAG_IS_VOID | TAG_IS_RAW | TAG_IS_RCDATA))
		return;
	if (t->tag == TAG_OPTION && o && o->tag == TAG_OPTION)
		build_pop_to(b, b->depth - 1);
	build_push(b, t->tag);
}

/* Elements that end a drawing, however deep in it (HTML 13.2.6.5).  */
static bool ends_svg(enum html_tag tag)
{
	switch (tag) {
	case TAG_B: case TAG_BLOCKQUOTE: case TAG_BODY: case TAG_BR:
	case TAG_CENTER: case TAG_CODE: case TAG_DIV: case TAG_DL:
	case TAG_EM: case TAG_EMBED: case TAG_H1: case TAG_H2: case TAG_H3:
	case TAG_H4: case TAG_H5: case TAG_H6: case TAG_HR: case TAG_I:
	case TAG_IMG: case TAG_LI: case TAG_OL: case TAG_P: case TAG_PRE:
	case TAG_SPAN: case TAG_STRONG: case TAG_TABLE: case TAG_UL:
		return true;
	default:
		return false;
	}
}

/* Elements that a head may hold; any other ends it (HTML 13.2.6.4.4).  */
static bool is_metadata(enum html_tag tag)
{
	switch (tag) {
	case TAG_BASE: case TAG_BASEFONT: case TAG_BGSOUND: case TAG_HEAD:
	case TAG_LINK: case TAG_META: case TAG_NOFRAMES: case TAG_NOSCRIPT:
	case TAG_SCRIPT: case TAG_STYLE: case TAG_TEMPLATE: case TAG_TITLE:
		return true;
	default:
		return false;
	}
}

static void close_svg(struct build *b)
{
	for (int i = b->depth - 1; i >= 0; i--)
		if (b->stack[i].tag == TAG_SVG && b->stack[i].skip) {
			build_pop_to(b, i);
			return;
		}
}

/* The box of a task, where an item begins.  */
static void start_box(struct build *b, const struct html_token *t)
{
	if (span_eq_nocase(html_attr_raw(t, ATTR_TYPE), SPAN("checkbox")) &&
	    b->cur->b.kind == DOC_ITEM && !b->cur->b.child && !b->leaf &&
	    !b->n_open[TAG_FORM])
		build_words(b, html_has(t, ATTR_CHECKED) ? DOC_BOX_TICKED :
			    DOC_BOX, 0, 0);
}

static void start_void(struct build *b, const struct html_token *t)
{
	switch (t->tag) {
	case TAG_BR:
		b->blocks_seen = true;
		build_newline(b);
		break;
	case TAG_HR:
		close_p(b);
		build_rule(b);
		break;
	case TAG_WBR:
		if (b->leaf)
			build_words(b, "\xe2\x80\x8b", 0, b->link);
		break;
	case TAG_IMG: case TAG_IMAGE:
		build_image(b, t);
		break;
	case TAG_INPUT:
		start_box(b, t);
		break;
	case TAG_EMBED:
		build_medium(b, t, "media");
		break;
	case TAG_FRAME:
		build_medium(b, t, "frame");
		break;
	case TAG_BASE:
		start_base(b, t);
		break;
	default:
		break;
	}
}

/* Is an element shown that articles go without?  */
static bool is_shown(struct build *b, enum html_tag tag)
{
	if (tag == TAG_NOSCRIPT)
		return b->show_noscript;
	return b->options->page && (tag == TAG_NAV || tag == TAG_BUTTON);
}

static void start_other(struct build *b, const struct html_token *t,
			unsigned flags)
{
	if (flags & TAG_IS_BLOCK)
		build_break(b);
	b->noscript_seen = b->noscript_seen || t->tag == TAG_NOSCRIPT;
	if (flags & TAG_IS_SKIP && !is_shown(b, t->tag))
		build_skip(b, t);
	else
		build_push(b, t->tag);
}

static void start_player(struct build *b, const struct html_token *t,
			 unsigned flags)
{
	struct open *o;

	build_medium(b, t, t->tag == TAG_VIDEO ? "video" : "audio");
	start_other(b, t, flags);
	o = build_top(b);
	if (o && o->tag == t->tag)
		o->named = html_has(t, ATTR_SRC);
}

static void start_element(struct build *b, const struct html_token *t,
			  unsigned flags)
{
	if (build_figure(b, t))
		return;
	switch (t->tag) {
	case TAG_H1: case TAG_H2: case TAG_H3:
	case TAG_H4: case TAG_H5: case TAG_H6:
		build_break(b);
		start_heading(b, t);
		break;
	case TAG_PRE: case TAG_LISTING: case TAG_XMP: case TAG_PLAINTEXT:
		start_pre(b, t->tag);
		break;
	case TAG_BLOCKQUOTE:
		build_open(b, t->tag, DOC_QUOTE);
		break;
	case TAG_UL: case TAG_OL: case TAG_MENU: case TAG_DIR:
		start_list(b, t);
		break;
	case TAG_LI:
		start_item(b, t);
		break;
	case TAG_DL:
		build_open(b, t->tag, DOC_DEFS);
		break;
	case TAG_DT: case TAG_DD:
		start_term(b, t);
		break;
	case TAG_TABLE: case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT:
	case TAG_TR: case TAG_TD: case TAG_TH: case TAG_CAPTION:
		build_table_part(b, t);
		break;
	case TAG_FIGURE:
		build_open(b, t->tag, DOC_FIGURE);
		break;
	case TAG_FIGCAPTION:
		build_break(b);
		build_caption(b, t->tag, DOC_FIGURE);
		break;
	case TAG_FOOTER: case TAG_CITE:
		start_source(b, t);
		break;
	case TAG_DETAILS:
		build_open(b, t->tag, DOC_DETAILS);
		break;
	case TAG_SUMMARY:
		build_break(b);
		start_summary(b);
		break;
	case TAG_VIDEO: case TAG_AUDIO:
		start_player(b, t, flags);
		break;
	case TAG_IFRAME:
		build_medium(b, t, "frame");
		break;
	case TAG_OBJECT:
		build_medium(b, t, "media");
		start_other(b, t, flags);
		break;
	default:
		if (!build_inline(b, t))
			start_other(b, t, flags);
		break;
	}
}

/* Block elements that may stand inside <p> as far as its end goes.  */
static bool keeps_p(enum html_tag tag)
{
	switch (tag) {
	case TAG_HTML: case TAG_BODY: case TAG_HEAD: case TAG_AUDIO:
	case TAG_VIDEO: case TAG_IFRAME: case TAG_NOSCRIPT: case TAG_TBODY:
	case TAG_THEAD: case TAG_TFOOT: case TAG_TR: case TAG_TD: case TAG_TH:
	case TAG_CAPTION:
		return true;
	default:
		return false;
	}
}

/* What the attributes that every element may have say.  */
static void set_traits(struct build *b, const struct html_token *t,
		       unsigned flags, enum clutter clutter)
{
	struct open *o = build_top(b);
	char dir;

	if (html_has(t, ATTR_LANG))
		o->lang = build_language(t->attr[ATTR_LANG]);
	if (!(flags & TAG_IS_BLOCK))
		return;
	dir = direction_of(t);
	if (dir)
		o->dir = (uint8_t)dir;
	o->suspect = clutter == CLUTTER_MAYBE;
}

static void start(struct build *b, const struct html_token *t)
{
	unsigned flags = html_tag_flags(t->tag);
	enum clutter clutter = CLUTTER_NOT;
	int depth;

	if (b->skip && b->n_open[TAG_SVG] && ends_svg(t->tag))
		close_svg(b);
	if (b->skip && build_top(b)->tag == TAG_HEAD && !is_metadata(t->tag))
		build_pop_to(b, b->depth - 1);
	if (b->skip) {
		start_in_skip(b, t);
		return;
	}
	if (t->has)
		clutter = build_clutter(b, t);
	if (flags & TAG_IS_BLOCK) {
		b->blocks_seen = true;
		if (!keeps_p(t->tag))
			close_p(b);
	}
	if (clutter == CLUTTER_SURE) {
		if (flags & (TAG_IS_VOID | TAG_IS_RAW | TAG_IS_RCDATA))
			return;
		if (flags & TAG_IS_BLOCK) {
			build_break(b);
			build_robbed(b->cur);
		}
		build_skip(b, t);
		return;
	}
	if (flags & TAG_IS_VOID) {
		start_void(b, t);
		return;
	}
	if (flags & TAG_IS_RAW && flags & TAG_IS_SKIP && t->tag != TAG_IFRAME)
		return;
	if (flags & TAG_IS_RCDATA)
		return;
	depth = b->depth;
	start_element(b, t, flags);
	if (b->depth > depth)
		set_traits(b, t, flags, clutter);
}

static void text(struct build *b, const struct html_token *t)
{
	if (t->tag && t->tag != TAG_XMP && t->tag != TAG_PLAINTEXT)
		return;
	build_add_text(b, t->text, t->refs);
}

/* -- documents -------------------------------------------------------------- */

static void init(struct build *b, struct span html,
		 const struct doc_options *options)
{
	struct node *root;

	memset(b, 0, sizeof(*b));
	b->arena = arena_new();
	b->doc = arena_zalloc(b->arena, sizeof(*b->doc));
	b->doc->arena = b->arena;
	b->options = options;
	b->base = span_of(options->base_url);
	b->show_noscript = options->page;
	b->lx.in = html;
	str_init(&b->base_own);
	str_init(&b->text);
	str_init(&b->raw);
	str_init(&b->safe);
	root = arena_zalloc(b->arena, sizeof(*root));
	root->b.kind = DOC_ROOT;
	root->b.colspan = root->b.rowspan = 1;
	b->doc->root = &root->b;
	b->cur = root;
}

static struct doc *finish(struct build *b)
{
	build_pop_to(b, 0);
	build_flush(b);
	if (b->label[0])
		build_words(b, " ", 0, 0);
	if (b->n_blocks >= MOST_BLOCKS) {
		build_break(b);
		build_words(b, "…", 0, 0);
	}
	build_flush(b);
	build_sections(b);
	build_number_links(b);
	doc_number_leaves(b->doc);
	str_release(&b->base_own);
	str_release(&b->text);
	str_release(&b->raw);
	str_release(&b->safe);
	free(b->spans);
	free(b->made);
	free(b->pictures);
	free(b->link_slots);
	return b->doc;
}

static struct doc *run(struct build *b)
{
	struct html_token t;

	while (b->n_blocks < MOST_BLOCKS && html_next(&b->lx, &t)) {
		if (t.kind == HTML_TEXT)
			text(b, &t);
		else if (t.kind == HTML_START)
			start(b, &t);
		else if (t.tag == TAG_BR)
			build_newline(b);
		else
			build_end(b, t.tag);
	}
	return finish(b);
}

/* Does a blank line stand in the text?  */
static bool has_blank_line(struct span s)
{
	bool line = false;

	s = span_trim(s);
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '\n') {
			if (line)
				return true;
			line = true;
		} else if (!ascii_is_html_space(s.p[i])) {
			line = false;
		}
	}
	return false;
}

struct doc *doc_make(struct span html, const struct doc_options *options)
{
	struct build *b = xmalloc(sizeof(*b));
	struct doc *doc;

	init(b, html, options);
	doc = run(b);
	if (!doc->root->child && b->noscript_seen && !b->show_noscript) {
		doc_free(doc);
		init(b, html, options);
		b->show_noscript = true;
		doc = run(b);
	}
	if (!b->blocks_seen && has_blank_line(html)) {
		doc_free(doc);
		init(b, html, options);
		b->blank_lines = true;
		doc = run(b);
	}
	free(b);
	return doc;
}

struct doc *doc_from_html(struct span html, const char *base_url)
{
	struct doc_options options = { .base_url = base_url };

	return doc_make(html, &options);
}

void doc_free(struct doc *doc)
{
	if (doc)
		arena_free(doc->arena);
}
