/* markdown_spans.c - the text of a leaf in Markdown
 *
 * Spans become a row of tokens: words, spaces, and pairs that open and close
 * links and emphasis.  Spaces are moved out of the pairs, for "** bold**" is
 * none; then it is decided for each pair whether CommonMark would see its
 * delimiters where they stand (6.2), else it is written as tags.  Delimiters
 * never touch others, but that "***" opens and closes bold italics.
 */
#include "config.h"

#include "html/markdown_private.h"

#include <unictype.h>

#include "base/mem.h"
#include "base/text.h"

enum prop {
	LINK, DEL, INS, BOLD, ITALIC, STRIKE, UNDERLINE, MARK, SUP, SUB, KBD,
	N_PROPS
};

static const struct {
	uint32_t bit;
	const char *delimiter, *tag;
} props[N_PROPS] = {
	[DEL] = { DOC_DEL, NULL, "del" },
	[INS] = { DOC_INS, NULL, "ins" },
	[BOLD] = { DOC_BOLD, "**", "strong" },
	[ITALIC] = { DOC_ITALIC, "*", "em" },
	[STRIKE] = { DOC_STRIKE, "~~", "del" },
	[UNDERLINE] = { DOC_UNDERLINE, NULL, "u" },
	[MARK] = { DOC_MARK, NULL, "mark" },
	[SUP] = { DOC_SUP, NULL, "sup" },
	[SUB] = { DOC_SUB, NULL, "sub" },
	[KBD] = { DOC_KBD, NULL, "kbd" },
};

enum token_kind { TEXT, CODE, IMAGE, ADDRESS, SPACE, BREAK, OPEN, CLOSE };

struct token {
	enum token_kind kind;
	enum prop prop;		/* OPEN, CLOSE */
	bool delimiter;		/* not a tag */
	uint32_t mate;
	uint32_t link;
	struct span text;
};

struct segment {		/* spans that are told alike */
	size_t start, len;
	unsigned style;
	uint32_t link;
};

struct held {			/* a pair that is open */
	enum prop prop;
	size_t end;		/* the segment before which it closes */
};

struct md_leaf {
	const struct doc *doc;
	struct str text;
	struct segment *segments;
	size_t n_segments, segments_cap;
	struct token *tokens, *moved;
	size_t n, tokens_cap, n_moved, moved_cap;
	struct held stack[N_PROPS];
	int depth;
};

struct md_leaf *md_leaf_new(void)
{
	struct md_leaf *w = xcalloc(1, sizeof(*w));

	str_init(&w->text);
	return w;
}

void md_leaf_free(struct md_leaf *w)
{
	str_release(&w->text);
	free(w->segments);
	free(w->tokens);
	free(w->moved);
	free(w);
}

/* -- segments ---------------------------------------------------------------- */

/* The words that media.c puts before the names of what is no picture.  */
static bool is_picture(const struct doc *doc, const struct segment *s,
		       struct span text)
{
	static const char *const others[] = {
		"video: ", "audio: ", "frame: ", "media: ",
	};

	if (!(s->style & DOC_IMAGE) || !s->link ||
	    !doc->links[s->link - 1].image)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (span_starts(text, others[i]))
			return false;
	return true;
}

static void add_segments(struct md *m, const struct doc_block *leaf,
			 unsigned extra, size_t skip)
{
	unsigned told = DOC_CODE | DOC_IMAGE;
	struct md_leaf *w = m->leaf;

	for (size_t p = 1; p < N_PROPS; p++)
		told |= props[p].bit;
	str_clear(&w->text);
	w->n_segments = 0;
	for (uint32_t i = 0; i < leaf->n_spans; i++) {
		const struct doc_span *s = &leaf->spans[i];
		size_t cut = MIN(skip, s->len);
		struct segment new = { w->text.len, s->len - cut,
				       (s->style | extra) & told, s->link };
		struct segment *last = w->n_segments ?
			&w->segments[w->n_segments - 1] : NULL;

		skip -= cut;
		if (!new.len)
			continue;
		if (new.link && !md_has_room(m, new.link))
			new.link = 0;
		str_addn(&w->text, s->text + cut, new.len);
		if (last && last->style == new.style &&
		    last->link == new.link && !(new.style & DOC_IMAGE)) {
			last->len += new.len;
			continue;
		}
		w->segments = xgrow(w->segments, w->n_segments,
				    &w->segments_cap, sizeof(new));
		w->segments[w->n_segments++] = new;
	}
}

static struct span text_of(const struct md_leaf *w, const struct segment *s)
{
	return (struct span){ w->text.s + s->start, s->len };
}

/* -- tokens ------------------------------------------------------------------- */

static void add_token(struct md_leaf *w, struct token t)
{
	w->tokens = xgrow(w->tokens, w->n, &w->tokens_cap, sizeof(t));
	w->tokens[w->n++] = t;
}

static uint32_t link_at(const struct md_leaf *w, size_t k)
{
	const struct segment *s = &w->segments[k];

	return is_picture(w->doc, s, text_of(w, s)) ? 0 : s->link;
}

static bool holds(const struct md_leaf *w, enum prop p, size_t k,
		  uint32_t link)
{
	if (k == w->n_segments)
		return false;
	if (p == LINK)
		return link && link_at(w, k) == link;
	return w->segments[k].style & props[p].bit;
}

/* The segment that ends what begins at `k`.  */
static size_t end_of(const struct md_leaf *w, enum prop p, size_t k)
{
	uint32_t link = p == LINK ? link_at(w, k) : 0;

	while (holds(w, p, k, link))
		k++;
	return k;
}

static void open_pair(struct md_leaf *w, struct held h, size_t k)
{
	w->stack[w->depth++] = h;
	add_token(w, (struct token){ .kind = OPEN, .prop = h.prop,
		.link = h.prop == LINK ? link_at(w, k) : 0 });
}

/* Longest first, a link before what is as long.  */
static void sort_held(struct held *h, int n)
{
	for (int i = 1; i < n; i++)
		for (int k = i; k > 0 && (h[k].end > h[k - 1].end ||
					  (h[k].end == h[k - 1].end &&
					   h[k].prop < h[k - 1].prop)); k--) {
			struct held swap = h[k];

			h[k] = h[k - 1];
			h[k - 1] = swap;
		}
}

/* Close and open what ends and begins before segment `k`.  What a link would
 * outlive is opened anew inside it, so that links stay whole.  */
static void cross(struct md_leaf *w, size_t k)
{
	struct held opens[N_PROPS];
	bool open[N_PROPS] = { false };
	size_t link_end = 0;
	int n = 0, keep = 0;

	if (k < w->n_segments && link_at(w, k) &&
	    (!k || link_at(w, k - 1) != link_at(w, k)))
		link_end = end_of(w, LINK, k);
	while (keep < w->depth && w->stack[keep].end > k &&
	       w->stack[keep].end >= link_end)
		open[w->stack[keep++].prop] = true;
	while (w->depth > keep) {
		struct held h = w->stack[--w->depth];

		add_token(w, (struct token){ .kind = CLOSE, .prop = h.prop });
		if (h.end > k) {
			opens[n++] = h;
			open[h.prop] = true;
		}
	}
	for (enum prop p = 0; k < w->n_segments && p < N_PROPS; p++)
		if (!open[p] && holds(w, p, k, link_at(w, k)))
			opens[n++] = (struct held){ p, end_of(w, p, k) };
	sort_held(opens, n);
	for (int i = 0; i < n; i++)
		open_pair(w, opens[i], k);
}

static void add_words(struct md_leaf *w, struct span s, enum token_kind kind)
{
	size_t from = 0, to = s.len;

	while (from < to && s.p[from] == ' ')
		from++;
	while (to > from && s.p[to - 1] == ' ')
		to--;
	if (from || from == to)
		add_token(w, (struct token){ .kind = SPACE });
	if (from == to)
		return;
	add_token(w, (struct token){ .kind = kind,
		.text = { s.p + from, to - from } });
	if (to < s.len)
		add_token(w, (struct token){ .kind = SPACE });
}

static void add_segment(struct md_leaf *w, const struct segment *s)
{
	struct span text = text_of(w, s);
	enum token_kind kind = s->style & DOC_CODE ? CODE : TEXT;

	if (is_picture(w->doc, s, text)) {
		add_token(w, (struct token){ .kind = IMAGE, .text = text,
					     .link = s->link });
		return;
	}
	while (text.len) {
		const char *nl = memchr(text.p, '\n', text.len);
		size_t n = nl ? (size_t)(nl - text.p) : text.len;

		if (n)
			add_words(w, (struct span){ text.p, n }, kind);
		if (nl)
			add_token(w, (struct token){ .kind = BREAK });
		text = span_from(text, n + (nl != NULL));
	}
}

/* -- order ---------------------------------------------------------------------- */

static void insert(struct md_leaf *w, size_t at, struct token t)
{
	w->moved = xgrow(w->moved, w->n_moved, &w->moved_cap, sizeof(t));
	memmove(w->moved + at + 1, w->moved + at,
		(w->n_moved - at) * sizeof(t));
	w->moved[at] = t;
	w->n_moved++;
}

static bool is_space(const struct token *t)
{
	return t->kind == SPACE || t->kind == BREAK;
}

/* Before what opens here; of several one stays, none at the beginning.  */
static void move_space(struct md_leaf *w, struct token t)
{
	size_t at = w->n_moved;

	while (at && w->moved[at - 1].kind == OPEN)
		at--;
	if (!at)
		return;
	if (!is_space(&w->moved[at - 1]))
		insert(w, at, t);
	else if (t.kind == BREAK)
		w->moved[at - 1].kind = BREAK;
}

/* A pair around nothing is none, but that a link has an address.  */
static void move_close(struct md_leaf *w, struct token t)
{
	size_t at = w->n_moved;

	if (at && w->moved[at - 1].kind == OPEN) {
		struct token *open = &w->moved[at - 1];

		if (open->prop == LINK)
			*open = (struct token){ .kind = ADDRESS,
				.link = open->link,
				.text = span_of(w->doc->links[
						open->link - 1].url) };
		else
			w->n_moved--;
		return;
	}
	while (at && is_space(&w->moved[at - 1]))
		at--;
	insert(w, at, t);
}

static void move_spaces(struct md_leaf *w)
{
	struct token *swap = w->tokens;
	size_t cap = w->tokens_cap;

	w->n_moved = 0;
	for (size_t i = 0; i < w->n; i++) {
		if (is_space(&w->tokens[i]))
			move_space(w, w->tokens[i]);
		else if (w->tokens[i].kind == CLOSE)
			move_close(w, w->tokens[i]);
		else
			insert(w, w->n_moved, w->tokens[i]);
	}
	while (w->n_moved && is_space(&w->moved[w->n_moved - 1]))
		w->n_moved--;
	w->tokens = w->moved;
	w->tokens_cap = w->moved_cap;
	w->n = w->n_moved;
	w->moved = swap;
	w->moved_cap = cap;
}

static void set_mates(struct md_leaf *w)
{
	uint32_t stack[N_PROPS], depth = 0;

	for (uint32_t i = 0; i < w->n; i++) {
		struct token *t = &w->tokens[i];

		if (t->kind == OPEN) {
			stack[depth++] = i;
		} else if (t->kind == CLOSE) {
			t->mate = stack[--depth];
			t->link = w->tokens[t->mate].link;
			w->tokens[t->mate].mate = i;
		}
	}
}

/* -- emphasis --------------------------------------------------------------------- */

/* Signs count as punctuation since version 0.31 of CommonMark.  */
enum class { BLANK, PUNCTUATION, SIGN, WORD };

static enum class class_of(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' ? BLANK :
		       (c >= '0' && c <= '9') || ((c | 32) >= 'a' &&
		       (c | 32) <= 'z') ? WORD : PUNCTUATION;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Zs))
		return BLANK;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P))
		return PUNCTUATION;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_S) ?
	       SIGN : WORD;
}

/* What stands before token i, or after it.  */
static enum class class_before(const struct md_leaf *w, size_t i)
{
	const struct token *t = i ? &w->tokens[i - 1] : NULL;
	size_t n = 1;
	uint32_t c;

	if (!t || is_space(t))
		return BLANK;
	if (t->kind != TEXT)
		return PUNCTUATION;
	while (n < t->text.len &&
	       ((unsigned char)t->text.p[t->text.len - n] & 0xc0) == 0x80)
		n++;
	text_decode(span_from(t->text, t->text.len - n), &c);
	return class_of(c);
}

static enum class class_after(const struct md_leaf *w, size_t i)
{
	const struct token *t = i + 1 < w->n ? &w->tokens[i + 1] : NULL;
	uint32_t c;

	if (!t || is_space(t))
		return BLANK;
	if (t->kind != TEXT)
		return PUNCTUATION;
	text_decode(t->text, &c);
	return class_of(c);
}

/* Does a delimiter between these hold on to what is inside?  In all versions
 * of CommonMark.  */
static bool is_flanking(enum class inside, enum class outside)
{
	switch (inside) {
	case BLANK:
		return false;
	case PUNCTUATION:
		return outside == BLANK || outside == PUNCTUATION;
	case SIGN:
		return outside != WORD;
	default:
		return true;
	}
}

static bool touches(const struct md_leaf *w, size_t i, enum prop p)
{
	return i < w->n && w->tokens[i].delimiter &&
	       *props[w->tokens[i].prop].delimiter == *props[p].delimiter;
}

/* Delimiters from `open` to `in`, and from `out` to `close`.  */
static bool may_delimit(const struct md_leaf *w, size_t open, size_t in,
			size_t out, size_t close)
{
	enum prop p = w->tokens[open].prop;

	if ((open && touches(w, open - 1, p)) || touches(w, close + 1, p))
		return false;
	return is_flanking(class_after(w, in), class_before(w, open)) &&
	       is_flanking(class_before(w, out), class_after(w, close));
}

static void set_delimiter(struct md_leaf *w, size_t open)
{
	w->tokens[open].delimiter = true;
	w->tokens[w->tokens[open].mate].delimiter = true;
}

static void choose_delimiters(struct md_leaf *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct token *t = &w->tokens[i], *in = t + 1;

		if (t->kind != OPEN || t->delimiter ||
		    !props[t->prop].delimiter)
			continue;
		/* Every OPEN has a token behind it.  */
		if (in->kind == OPEN && in->mate + 1 == t->mate &&
		    (t->prop == BOLD || t->prop == ITALIC) &&
		    (in->prop == BOLD || in->prop == ITALIC) &&
		    may_delimit(w, i, i + 1, in->mate, t->mate)) {
			set_delimiter(w, i);
			set_delimiter(w, i + 1);
		} else if (may_delimit(w, i, i, t->mate, t->mate)) {
			set_delimiter(w, i);
		}
	}
}

/* -- writing ------------------------------------------------------------------------ */

bool md_spans(struct md *m, const struct doc_block *leaf, unsigned style,
	      size_t skip)
{
	struct md_leaf *w = m->leaf;

	w->doc = m->doc;
	w->n = 0;
	add_segments(m, leaf, style, skip);
	for (size_t k = 0; k < w->n_segments; k++) {
		cross(w, k);
		add_segment(w, &w->segments[k]);
	}
	cross(w, w->n_segments);
	move_spaces(w);
	set_mates(w);
	choose_delimiters(w);
	return w->n > 0;
}

static void write_break(struct md *m, enum md_where where)
{
	if (where == MD_CELL) {
		str_add(m->out, "<br>");
	} else if (where == MD_HEADING) {
		str_addc(m->out, ' ');
	} else {
		str_add(m->out, "\\\n");
		md_line(m);
	}
}

static void write_address(struct md *m, uint32_t link, enum md_where where)
{
	md_bare_link(m->out, span_of(m->doc->links[link - 1].url), where);
}

static void write_pair(struct md *m, const struct token *t, enum md_where where)
{
	if (t->delimiter) {
		str_add(m->out, props[t->prop].delimiter);
	} else if (t->prop != LINK) {
		str_addf(m->out, t->kind == OPEN ? "<%s>" : "</%s>",
			 props[t->prop].tag);
	} else if (t->kind == OPEN) {
		str_addc(m->out, '[');
	} else {
		str_add(m->out, "](");
		md_address(m->out,
			   span_of(m->doc->links[t->link - 1].url), where);
		str_addc(m->out, ')');
	}
}

static void write_image(struct md *m, const struct token *t,
			enum md_where where)
{
	str_add(m->out, "![");
	md_text(m->out, span_trim(t->text), (struct md_edges){ .where = where });
	str_add(m->out, "](");
	md_address(m->out, span_of(m->doc->links[t->link - 1].url), where);
	str_addc(m->out, ')');
}

/* A link that says its own address.  */
static bool is_bare(const struct md *m, const struct token *t,
		    enum md_where where)
{
	struct span url;

	if (t->kind != OPEN || t->prop != LINK || t[1].kind != TEXT ||
	    t[2].kind != CLOSE || t[2].prop != LINK)
		return false;
	url = span_of(m->doc->links[t->link - 1].url);
	return span_eq(t[1].text, url) && md_is_autolink(url, where);
}

void md_spans_write(struct md *m, enum md_where where)
{
	const struct md_leaf *w = m->leaf;
	struct md_edges e = { .where = where, .bol = true };

	for (size_t i = 0; i < w->n; i++) {
		const struct token *t = &w->tokens[i];

		if (is_bare(m, t, where)) {
			write_address(m, t->link, where);
			i += 2;
		} else if (t->kind == TEXT) {
			e.eol = i + 1 == w->n;
			e.before_link = !e.eol && t[1].kind == OPEN &&
					t[1].prop == LINK;
			md_text(m->out, t->text, e);
		} else if (t->kind == CODE) {
			md_code(m->out, t->text, where);
		} else if (t->kind == IMAGE) {
			write_image(m, t, where);
		} else if (t->kind == ADDRESS) {
			write_address(m, t->link, where);
		} else if (t->kind == SPACE) {
			str_addc(m->out, ' ');
		} else if (t->kind == BREAK) {
			write_break(m, where);
		} else {
			write_pair(m, t, where);
		}
		e.bol = t->kind == BREAK;
	}
}
