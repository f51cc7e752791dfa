/* section.c - headings that have nothing under them any more
 *
 * Where a box of other stories was dropped, the heading above it says
 * nothing; and where a list of links has no name that tells it, its heading
 * does.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"

#define LONGEST 80		/* bytes of a label */
#define MANY_BLOCKS 64		/* of such a list */

/* ASCII letters in lower case, others as they are usually written.  */
static const char *const labels[] = {
	"related", "related posts", "related articles", "related stories",
	"related content", "related topics", "related internet links",
	"related coverage",
	"more on this story", "more on this topic", "more from this author",
	"more stories", "more news", "most read", "most popular", "read more",
	"read next", "read also", "recommended stories", "you may also like",
	"you might also like",
	"you may also be interested in", "up next", "top stories", "trending",
	"explore more on these topics", "share this", "share this article",
	"tags", "lire aussi", "à lire aussi", "sur le même sujet",
	"lesen sie auch", "mehr zum thema", "leggi anche", "lees ook",
	"leer también", "leia também", "Читайте також", "Читайте также",
	"По темі", "По теме", "Теги", "Схожі новини", "כתבות נוספות",
	"עוד בנושא", "קראו גם", "תגיות", "اقرأ أيضا", "اقرأ أيضاً", "مواضيع ذات صلة",
	"أخبار ذات صلة", "相关阅读", "相关新闻", "相关报道", "延伸阅读", "延伸閱讀",
	"相關新聞", "标签",
};

static size_t text_of(const struct doc_block *b, char *out, size_t max)
{
	size_t n = 0;

	for (uint32_t i = 0; i < b->n_spans; i++) {
		if (b->spans[i].len > max - n)
			return 0;
		for (uint32_t k = 0; k < b->spans[i].len; k++)
			out[n++] = ascii_lower(b->spans[i].text[k]);
	}
	return n;
}

/* A heading, or a paragraph, of one of these words.  */
static bool is_label(const struct doc_block *b)
{
	static const char *const colons[] = { ":", "：" };
	char text[LONGEST];
	struct span s = { text, 0 };

	if (b->kind != DOC_HEADING && b->kind != DOC_PARAGRAPH)
		return false;
	s.len = text_of(b, text, sizeof(text));
	s = span_trim(s);
	for (size_t i = 0; i < ARRAY_LEN(colons); i++) {
		size_t n = strlen(colons[i]);

		if (s.len > n && !memcmp(s.p + s.len - n, colons[i], n))
			s.len -= n;
	}
	s = span_trim(s);
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		if (span_eq(s, span_of(labels[i])))
			return true;
	return false;
}

struct tally {
	size_t text, linked;	/* bytes */
	int blocks;
};

/* Does `b` hold nothing but lists and lines?  */
static bool tally(const struct doc_block *b, struct tally *t)
{
	if (++t->blocks > MANY_BLOCKS)
		return false;
	switch (b->kind) {
	case DOC_LIST: case DOC_ITEM: case DOC_PARAGRAPH:
		break;
	default:
		return false;
	}
	for (uint32_t i = 0; i < b->n_spans; i++) {
		t->text += b->spans[i].len;
		if (b->spans[i].link)
			t->linked += b->spans[i].len;
	}
	for (const struct doc_block *c = b->child; c; c = c->next)
		if (!tally(c, t))
			return false;
	return true;
}

/* A list of links, each perhaps with a date.  */
static bool is_link_list(const struct doc_block *b)
{
	struct tally t = { 0 };

	return b && b->kind == DOC_LIST && tally(b, &t) &&
	       t.linked > t.text - t.linked;
}

/* What comes behind the section that begins with `b`, when it is to go;
 * `b` itself when it stays.  */
static struct doc_block *behind(struct doc_block *b)
{
	if (!is_label(b))
		return b;
	if (is_link_list(b->next))
		return b->next->next;
	return containing(b, struct node, b)->robbed ? b->next : b;
}

void build_sections(struct build *b)
{
	struct node *root = containing(b->doc->root, struct node, b);
	struct doc_block *prev = NULL, *c = root->b.child, *next;

	if (b->options->page)
		return;
	while (c) {
		next = behind(c);
		if (next == c || (!prev && !next)) {
			prev = c;
			c = c->next;
			continue;
		}
		build_truncate(root, prev);
		if (prev)
			prev->next = next;
		else
			root->b.child = next;
		c = next;
	}
	root->last = prev;
}
