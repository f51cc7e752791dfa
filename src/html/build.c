/* build.c - growing the tree of a document; see build.h */
#include "config.h"

#include "html/build.h"

#include <unictype.h>

#include "base/ascii.h"
#include "base/entity.h"
#include "base/mem.h"
#include "base/text.h"

static struct node *node_of(struct doc_block *block)
{
	return containing(block, struct node, b);
}

static struct node *append(struct build *b, struct node *in,
			   enum doc_kind kind, struct doc_block **ret_prev)
{
	struct node *n = arena_zalloc(b->arena, sizeof(*n));

	b->n_blocks++;
	n->b.kind = kind;
	n->b.parent = &in->b;
	n->b.colspan = n->b.rowspan = 1;
	if (ret_prev)
		*ret_prev = in->last;
	if (in->last)
		in->last->next = &n->b;
	else
		in->b.child = &n->b;
	in->last = &n->b;
	return n;
}

void build_truncate(struct node *in, struct doc_block *prev)
{
	if (prev)
		prev->next = NULL;
	else
		in->b.child = NULL;
	in->last = prev;
}

/* The last child when it is of that kind, else a new one.  */
static struct node *last_or_new(struct build *b, struct node *in,
				enum doc_kind kind)
{
	if (in->last && in->last->kind == kind)
		return node_of(in->last);
	return append(b, in, kind, NULL);
}

/* Where a block of the given kind may be hung: text straight in a list goes
 * to its last item, in a table to its last cell.  */
static struct node *place(struct build *b, enum doc_kind kind)
{
	struct node *in = b->cur;

	if (kind == DOC_ITEM && in->b.kind != DOC_LIST)
		return last_or_new(b, place(b, DOC_LIST), DOC_LIST);
	if ((kind == DOC_TERM || kind == DOC_DEF) && in->b.kind != DOC_DEFS)
		return last_or_new(b, place(b, DOC_DEFS), DOC_DEFS);
	if (in->b.kind == DOC_LIST && kind != DOC_ITEM)
		return last_or_new(b, in, DOC_ITEM);
	if (in->b.kind == DOC_DEFS && kind != DOC_TERM && kind != DOC_DEF)
		return last_or_new(b, in, DOC_DEF);
	if (in->b.kind == DOC_TABLE && kind != DOC_ROW && kind != DOC_CAPTION)
		in = last_or_new(b, in, DOC_ROW);
	if (in->b.kind == DOC_ROW && kind != DOC_CELL)
		in = last_or_new(b, in, DOC_CELL);
	return in;
}

struct node *build_container(struct build *b, enum doc_kind kind,
			     struct doc_block **ret_prev)
{
	b->cur = append(b, place(b, kind), kind, ret_prev);
	return b->cur;
}

/* -- text ------------------------------------------------------------------ */

static void start_span(struct build *b, uint16_t style, uint32_t link);

/* The number of the note that stood in a block of its own.  */
static void add_label(struct build *b)
{
	start_span(b, DOC_SUP, 0);
	str_add(&b->text, b->label);
	start_span(b, 0, 0);
	str_addc(&b->text, ' ');
	b->label[0] = '\0';
}

static void open_leaf(struct build *b)
{
	struct open *o = build_top(b);
	enum doc_kind kind = o ? o->leaf : DOC_PARAGRAPH;
	struct node *in = place(b, kind);

	b->leaf = append(b, in, kind, &b->leaf_prev);
	b->leaf->b.level = kind == DOC_HEADING ? o->level : 0;
	b->breaks = 0;
	b->column = 0;
	b->visible = false;
	b->ruby_end = b->mark_end = b->note_end = b->image_end = 0;
	if (b->label[0] && kind != DOC_PRE)
		add_label(b);
}

/* What follows has this style and link.  */
static void start_span(struct build *b, uint16_t style, uint32_t link)
{
	struct pending *p;

	if (b->n_spans) {
		p = &b->spans[b->n_spans - 1];
		if (p->style == style && p->link == link &&
		    !(style & DOC_IMAGE))
			return;
		if (p->start == b->text.len) {
			p->style = style;
			p->link = link;
			return;
		}
	}
	b->spans = xgrow(b->spans, b->n_spans, &b->spans_cap,
			 sizeof(*b->spans));
	b->spans[b->n_spans++] = (struct pending){ b->text.len, link, style };
}

static void begin_text(struct build *b, uint16_t style, uint32_t link)
{
	if (!b->leaf)
		open_leaf(b);
	b->breaks = 0;
	start_span(b, style, link);
}

static bool at_line_start(const struct build *b)
{
	return !b->text.len || b->text.s[b->text.len - 1] == '\n';
}

void build_unsay(struct build *b, size_t start)
{
	str_truncate(&b->text, start);
	while (b->n_spans && b->spans[b->n_spans - 1].start > start)
		b->n_spans--;
}

static void drop_spaces(struct build *b)
{
	size_t n = b->text.len;

	while (n && b->text.s[n - 1] == ' ')
		n--;
	build_unsay(b, n);
}

/* Keep text from a picture that stands right before it.  */
static void after_image(struct build *b, char next)
{
	if (!b->leaf || !b->image_end || b->image_end != b->text.len)
		return;
	if (b->image_alone && b->leaf->b.kind == DOC_PARAGRAPH) {
		build_break(b);
	} else if (ascii_is_alnum(next) || next & 0x80) {
		start_span(b, 0, 0);
		str_addc(&b->text, ' ');
	}
}

/* Safe text into the leaf, runs of spaces made one.  */
static void add_collapsed(struct build *b, struct span s)
{
	size_t i = 0, n;

	while (i < s.len) {
		if (s.p[i] == ' ') {
			i++;
			if (b->leaf && !at_line_start(b) &&
			    !(b->image_alone && b->image_end == b->text.len) &&
			    b->text.s[b->text.len - 1] != ' ') {
				start_span(b, b->style, b->link);
				str_addc(&b->text, ' ');
			}
			continue;
		}
		/* Up to white space that collapses.  */
		for (n = i; n < s.len; n++)
			if (s.p[n] == ' ' &&
			    (n + 1 == s.len || s.p[n + 1] == ' '))
				break;
		after_image(b, s.p[i]);
		begin_text(b, b->style, b->link);
		str_addn(&b->text, s.p + i, n - i);
		b->visible = true;
		b->seen += n - i;
		if (b->link)
			b->linked += n - i;
		i = n;
	}
}

/* Without the blank lines that it begins with.  */
static struct span without_blank_lines(struct span s)
{
	size_t line = 0, i = 0;

	for (; i < s.len && (s.p[i] == ' ' || s.p[i] == '\n'); i++)
		if (s.p[i] == '\n')
			line = i + 1;
	return span_from(s, i == s.len ? i : line);
}

/* Safe text without tabs into a PRE.  */
static void add_pre(struct build *b, struct span s)
{
	const char *nl;

	if (b->pre_start && s.len && s.p[0] == '\n')
		s = span_from(s, 1);
	b->pre_start = false;
	if (!b->leaf)
		s = without_blank_lines(s);
	if (!s.len)
		return;
	begin_text(b, b->style, b->link);
	str_adds(&b->text, s);
	b->visible = true;
	b->seen += s.len;
	nl = memrchr(s.p, '\n', s.len);
	if (nl) {
		b->column = 0;
		s = span_from(s, (size_t)(nl + 1 - s.p));
	}
	b->column += text_width(s);
}

static void add_pre_tabs(struct build *b, struct span s)
{
	static const char spaces[] = "        ";

	while (s.len) {
		const char *tab = memchr(s.p, '\t', s.len);
		struct span part = { s.p, tab ? (size_t)(tab - s.p) : s.len };

		str_clear(&b->safe);
		text_safe(&b->safe, part, TEXT_LINES);
		add_pre(b, str_span(&b->safe));
		s = span_from(s, part.len + (tab != NULL));
		if (tab)
			add_pre(b, (struct span){ spaces,
					(size_t)(8 - b->column % 8) });
	}
}

static bool in_pre(struct build *b)
{
	struct open *o = build_top(b);

	return o && o->leaf == DOC_PRE;
}

static void add_paragraphs(struct build *b, struct span s);

void build_add_text(struct build *b, struct span raw, bool refs)
{
	if (b->skip)
		return;
	if (refs) {
		str_clear(&b->raw);
		entity_decode_all(&b->raw, raw, false);
		raw = str_span(&b->raw);
	}
	if (in_pre(b)) {
		add_pre_tabs(b, raw);
	} else if (b->blank_lines) {
		add_paragraphs(b, raw);
	} else {
		str_clear(&b->safe);
		text_safe(&b->safe, raw, TEXT_LINE);
		add_collapsed(b, str_span(&b->safe));
	}
}

/* Does a line of plain text begin an item of a list?  */
static bool is_item(struct span line)
{
	size_t n = 0;

	while (line.len && ascii_is_html_space(line.p[0]))
		line = span_from(line, 1);
	if (span_starts(line, "- ") || span_starts(line, "* ") ||
	    span_starts(line, "• ") || span_starts(line, "– ") ||
	    span_starts(line, "— ") || span_starts(line, "http://") ||
	    span_starts(line, "https://"))
		return true;
	/* A chapter: "04:10 The island".  */
	if (line.len > 5 && ascii_is_digit(line.p[0]) &&
	    (line.p[1] == ':' || line.p[2] == ':'))
		return true;
	while (n < line.len && n < 3 && line.p[n] >= '0' && line.p[n] <= '9')
		n++;
	return n && n + 1 < line.len && (line.p[n] == '.' || line.p[n] == ')') &&
	       line.p[n + 1] == ' ';
}

/* Text without block markup: blank lines part paragraphs.  */
static void add_paragraphs(struct build *b, struct span s)
{
	int newlines = 0;

	while (s.len) {
		const char *nl = memchr(s.p, '\n', s.len);
		size_t n = nl ? (size_t)(nl - s.p) : s.len;
		struct span line = { s.p, n };

		if (span_trim(line).len) {
			if (newlines >= 2)
				build_break(b);
			else if (newlines && is_item(line) && b->leaf)
				build_newline(b);
			str_clear(&b->safe);
			text_safe(&b->safe, line, TEXT_LINE);
			add_collapsed(b, str_span(&b->safe));
			newlines = 0;
		}
		if (nl) {
			newlines++;
			add_collapsed(b, SPAN(" "));
		}
		s = span_from(s, n + (nl != NULL));
	}
	if (newlines >= 2)
		build_break(b);
}

void build_words(struct build *b, const char *words, uint16_t extra,
		 uint32_t link)
{
	if (!*words)
		return;
	begin_text(b, b->style | extra, link);
	str_add(&b->text, words);
	b->visible = true;
	b->column += text_width(span_of(words));
}

void build_newline(struct build *b)
{
	if (b->skip)
		return;
	if (in_pre(b)) {
		add_pre(b, SPAN("\n"));
		return;
	}
	if (!b->leaf)
		return;
	if (++b->breaks == 2 && b->leaf->b.kind == DOC_PARAGRAPH) {
		build_break(b);
	} else if (b->breaks == 1) {
		drop_spaces(b);
		start_span(b, b->style, b->link);
		str_addc(&b->text, '\n');
	}
}

/* -- the end of a leaf ----------------------------------------------------- */

/* 'r' when the first letter of s is of a right-to-left script.  */
static char direction(struct span s)
{
	uint32_t c;
	int class;

	while (s.len) {
		unsigned char u = (unsigned char)s.p[0];

		if ((u | 32) >= 'a' && (u | 32) <= 'z')
			return 'l';
		if (u < 0x80) {
			s = span_from(s, 1);
			continue;
		}
		s = span_from(s, text_decode(s, &c));
		class = uc_bidi_class(c);
		if (class == UC_BIDI_R || class == UC_BIDI_AL)
			return 'r';
		if (class == UC_BIDI_L)
			return 'l';
	}
	return 0;
}

/* Only white space that does not collapse?  */
static bool is_blank(struct span s)
{
	uint32_t c;

	while (s.len) {
		s = span_from(s, text_decode(s, &c));
		if (c != ' ' && c != '\n' && c != 0xa0 && c != 0x200b &&
		    c != 0x2060 && c != 0xad && c != 0x200e && c != 0x200f)
			return false;
	}
	return true;
}

/* Is the mark of a note all that the leaf holds?  Then what it is about comes
 * next, and there it is shown.  */
static bool is_label(struct build *b)
{
	const struct doc_block *leaf = &b->leaf->b;

	if (!b->note_end || b->note_end != b->text.len ||
	    b->text.len >= sizeof(b->label) || leaf->kind != DOC_PARAGRAPH ||
	    leaf->parent->kind == DOC_CELL)
		return false;
	memcpy(b->label, b->text.s, b->text.len + 1);
	return true;
}

static void finish_leaf(struct build *b)
{
	struct doc_block *leaf = &b->leaf->b;
	struct open *o = build_top(b);
	char dir = o ? (char)o->dir : 0;

	if (leaf->kind == DOC_PRE) {
		size_t n = b->text.len;

		while (n && (b->text.s[n - 1] == '\n' || b->text.s[n - 1] == ' '))
			n--;
		str_truncate(&b->text, n);
	} else {
		while (b->text.len && (b->text.s[b->text.len - 1] == '\n' ||
				       b->text.s[b->text.len - 1] == ' '))
			str_truncate(&b->text, b->text.len - 1);
	}
	if (!b->visible || is_blank(str_span(&b->text)) || is_label(b) ||
	    build_is_share_bar(b) || build_is_boilerplate(b))
		build_truncate(node_of(leaf->parent), b->leaf_prev);
	else
		build_spans(b, leaf);
	if (leaf->kind != DOC_PRE)
		leaf->rtl = (dir ? dir : direction(str_span(&b->text))) == 'r';
	if (leaf->n_spans)
		b->doc->n_words += build_count_words(str_span(&b->text));
	str_clear(&b->text);
	b->n_spans = 0;
	b->leaf = NULL;
}

void build_flush(struct build *b)
{
	if (b->leaf)
		finish_leaf(b);
}

void build_rule(struct build *b)
{
	struct node *in;

	build_flush(b);
	in = place(b, DOC_RULE);
	if (!in->last || in->last->kind != DOC_RULE)
		append(b, in, DOC_RULE, NULL);
}

void build_break(struct build *b)
{
	if (!b->leaf)
		return;
	if (b->leaf->b.kind == DOC_PRE && in_pre(b)) {
		/* Lines of code, each in a block of its own.  */
		if (!at_line_start(b))
			add_pre(b, SPAN("\n"));
		return;
	}
	finish_leaf(b);
}

/* -- the stack ------------------------------------------------------------- */

static void set_style(struct build *b, uint16_t style, int by)
{
	for (int i = 0; i < BUILD_STYLES; i++) {
		if (!(style >> i & 1))
			continue;
		b->n_style[i] += by;
		if (b->n_style[i])
			b->style |= (uint16_t)(1 << i);
		else
			b->style &= (uint16_t)~(1 << i);
	}
}

void build_style(struct build *b, struct open *o, uint16_t style)
{
	set_style(b, o->style, -1);
	o->style = style;
	set_style(b, o->style, 1);
}

struct open *build_push(struct build *b, enum html_tag tag)
{
	struct open *below = build_top(b), *o;

	if (b->depth == BUILD_DEPTH) {
		b->overflow++;
		b->n_over[tag]++;
		return NULL;
	}
	o = &b->stack[b->depth++];
	*o = (struct open){
		.tag = tag, .style = html_tag_style(tag), .link = b->link,
		.dir = below ? below->dir : 0,
		.leaf = below ? below->leaf : DOC_PARAGRAPH,
		.level = below ? below->level : 0,
		.lang = below ? below->lang : 0,
		.text = b->seen, .linked = b->linked, .outer = b->cur,
		.prev = b->cur->last,
	};
	b->n_open[tag]++;
	if (o->style)
		set_style(b, o->style, 1);
	return o;
}

void build_kill(struct build *b, int i)
{
	struct open *o = &b->stack[i];

	if (o->dead)
		return;
	build_close(b, o);
	o->dead = true;
	b->n_open[o->tag]--;
	set_style(b, o->style, -1);
	if (o->skip) {
		o->skip = false;
		b->skip--;
	}
}

static void pop(struct build *b)
{
	struct open *o = build_top(b);
	struct open *below = b->depth > 1 ? o - 1 : NULL;
	bool block = html_tag_flags(o->tag) & TAG_IS_BLOCK;

	if (b->leaf && !o->dead && (block || o->block)) {
		/* A block inside PRE is a line of it.  */
		if (below && below->leaf == DOC_PRE && !o->block)
			build_break(b);
		else
			finish_leaf(b);
	}
	build_kill(b, b->depth - 1);
	if (o->block) {
		b->cur = o->outer;
		if (!build_accept(b, o))
			build_truncate(node_of(o->block->b.parent), o->prev);
	}
	if (o->suspect && !b->leaf &&
	    build_is_clutter(b->seen - o->text, b->linked - o->linked)) {
		struct node *in = o->block ? node_of(o->block->b.parent) :
				  b->cur;

		build_truncate(in, o->prev);
		build_robbed(in);
	}
	b->depth--;
}

void build_pop_to(struct build *b, int i)
{
	if (b->overflow && b->depth > i) {
		b->overflow = 0;
		memset(b->n_over, 0, sizeof(b->n_over));
	}
	while (b->depth > i)
		pop(b);
	while (b->depth && build_top(b)->dead && !build_top(b)->block)
		b->depth--;
}

static bool is_table_part(enum html_tag tag)
{
	switch (tag) {
	case TAG_TABLE: case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT:
	case TAG_TR: case TAG_TD: case TAG_TH: case TAG_CAPTION:
		return true;
	default:
		return false;
	}
}

/* Does an open element keep an end tag from reaching those below it?  */
static bool is_wall(const struct open *o, enum html_tag tag)
{
	if (o->tag == TAG_TABLE)
		return true;
	if (o->tag == TAG_TD || o->tag == TAG_TH || o->tag == TAG_CAPTION)
		return !is_table_part(tag);
	return tag == TAG_LI && (o->tag == TAG_UL || o->tag == TAG_OL);
}

int build_find(struct build *b, enum html_tag tag)
{
	if (!b->n_open[tag])
		return -1;
	for (int i = b->depth - 1; i >= 0; i--) {
		if (b->stack[i].dead)
			continue;
		if (b->stack[i].tag == tag)
			return i;
		if (is_wall(&b->stack[i], tag))
			break;
	}
	return -1;
}

void build_end(struct build *b, enum html_tag tag)
{
	bool block = html_tag_flags(tag) & TAG_IS_BLOCK;
	int i;

	if (b->n_over[tag]) {
		b->n_over[tag]--;
		b->overflow--;
		if (block && !b->skip)
			build_break(b);
		return;
	}
	i = build_find(b, tag);
	if (i < 0) {
		if (tag == TAG_P && !b->skip)
			build_break(b);
		return;
	}
	if (!block) {
		for (int k = i + 1; k < b->depth; k++) {
			const struct open *o = &b->stack[k];

			if (!o->dead &&
			    (html_tag_flags(o->tag) & TAG_IS_BLOCK)) {
				build_kill(b, i);
				return;
			}
		}
	}
	build_pop_to(b, i);
}
