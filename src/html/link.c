/* link.c - the addresses of a document: cleaned, resolved, each once */
#include "config.h"

#include "html/build.h"

#include <unictype.h>

#include "base/entity.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"

#define LONGEST_ADDRESS 16384
#define MOST_LINKS 100000
#define MOST_BASES ((size_t)16 * 1024 * 1024)	/* before all of them */

/* Must it be percent-encoded to be one visible word?  */
static bool is_odd(uint32_t c)
{
	if (c < 0x80)
		return c <= 0x20 || c == 0x7f;
	return text_is_unsafe(c) || c == 0xfffd ||
	       uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Z |
						UC_CATEGORY_MASK_C);
}

/* Append s without tabs and line breaks, odd characters percent-encoded (as
 * browsers do, URL standard 4.4).  */
static void encode(struct str *out, struct span s)
{
	uint32_t c;
	size_t n;

	while (s.len && (unsigned char)s.p[0] <= 0x20)
		s = span_from(s, 1);
	while (s.len && (unsigned char)s.p[s.len - 1] <= 0x20)
		s.len--;
	while (s.len) {
		n = text_decode(s, &c);
		if (c == '\t' || c == '\n' || c == '\r')
			;
		else if (!is_odd(c))
			str_addn(out, s.p, n);
		else
			for (size_t i = 0; i < n; i++)
				str_addf(out, "%%%02X", (unsigned char)s.p[i]);
		s = span_from(s, n);
	}
}

/* The scheme of s in its first colon-ended part, however odd.  */
static struct span scheme_of(struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == ':')
			return (struct span){ s.p, i };
		if (s.p[i] == '/' || s.p[i] == '?' || s.p[i] == '#')
			break;
	}
	return (struct span){ NULL, 0 };
}

static bool is_shown_scheme(struct span scheme)
{
	return span_eq_nocase(scheme, SPAN("http")) ||
	       span_eq_nocase(scheme, SPAN("https")) ||
	       span_eq_nocase(scheme, SPAN("mailto"));
}

static bool make_address(struct build *b, struct str *out, struct span s)
{
	struct str clean = STR_INIT;
	struct span scheme;
	bool ok = false;

	encode(&clean, s);
	scheme = scheme_of(str_span(&clean));
	if (!clean.len || clean.s[0] == '#')
		goto out;
	if (scheme.p && !is_shown_scheme(scheme))
		goto out;
	if (scheme.p || !b->base.len) {
		if (!scheme.p && span_starts(str_span(&clean), "//"))
			str_add(out, "https:");
		str_adds(out, str_span(&clean));
	} else if (b->bases + b->base.len <= MOST_BASES) {
		b->bases += b->base.len;
		url_resolve(out, b->base, str_span(&clean));
	} else {
		goto out;
	}
	scheme = scheme_of(str_span(out));
	for (size_t i = 0; i < scheme.len; i++)
		if (out->s[i] >= 'A' && out->s[i] <= 'Z')
			out->s[i] = (char)(out->s[i] + 32);
	ok = !scheme.p || (is_shown_scheme(scheme) &&
			   (out->s[0] == 'm' || url_is_http(str_span(out))));
out:
	str_release(&clean);
	return ok;
}

static void grow_slots(struct build *b)
{
	size_t n = b->n_slots ? b->n_slots * 2 : 64;

	free(b->link_slots);
	b->link_slots = xcalloc(n, sizeof(*b->link_slots));
	b->n_slots = n;
	for (size_t i = 0; i < b->doc->n_links; i++) {
		size_t k = hash_of(span_of(b->doc->links[i].url)) & (n - 1);

		while (b->link_slots[k])
			k = (k + 1) & (n - 1);
		b->link_slots[k] = (uint32_t)i + 1;
	}
}

static uint32_t intern(struct build *b, struct span url, bool image,
		       bool *ret_new)
{
	struct doc *doc = b->doc;
	size_t k;

	if ((doc->n_links + 1) * 2 > b->n_slots)
		grow_slots(b);
	k = hash_of(url) & (b->n_slots - 1);
	for (; b->link_slots[k]; k = (k + 1) & (b->n_slots - 1)) {
		uint32_t i = b->link_slots[k] - 1;

		if (span_eq(span_of(doc->links[i].url), url)) {
			doc->links[i].image = doc->links[i].image && image;
			*ret_new = false;
			return i + 1;
		}
	}
	if (doc->n_links == MOST_LINKS)
		return 0;
	doc->links = arena_grow(b->arena, doc->links, doc->n_links,
				&b->links_cap, sizeof(*doc->links));
	doc->links[doc->n_links++] = (struct doc_link){
		.url = arena_span(b->arena, url), .image = image };
	b->link_slots[k] = (uint32_t)doc->n_links;
	*ret_new = true;
	return b->link_slots[k];
}

uint32_t build_link(struct build *b, struct span raw, bool image,
		    bool *ret_new)
{
	struct str url = STR_INIT, decoded = STR_INIT;
	uint32_t link = 0;
	bool new = false;

	if (raw.len <= LONGEST_ADDRESS) {
		entity_decode_all(&decoded, raw, true);
		if (make_address(b, &url, str_span(&decoded)))
			link = intern(b, str_span(&url), image, &new);
	}
	str_release(&decoded);
	str_release(&url);
	if (ret_new)
		*ret_new = new;
	return link;
}

static uint32_t plain_link(struct build *b, struct span url, bool image)
{
	struct str out = STR_INIT;
	uint32_t link = 0;
	bool new;

	if (url.len <= LONGEST_ADDRESS && make_address(b, &out, url))
		link = intern(b, str_span(&out), image, &new);
	str_release(&out);
	return link;
}

uint32_t build_bare_link(struct build *b, struct span url)
{
	return plain_link(b, url, false);
}

uint32_t build_media_link(struct build *b, struct span url)
{
	return plain_link(b, url, true);
}

/* -- numbering ------------------------------------------------------------- */

struct numbering {
	uint32_t *number;	/* old index -> new index plus 1 */
	struct doc_link *links;
	size_t n;
	struct str text;
};

/* The words of a run of spans with one link, if that link has none yet.  */
static void name_link(struct build *b, struct numbering *nb,
		      struct doc_span *spans, size_t n, uint32_t link)
{
	struct doc_link *l = &nb->links[link - 1];

	if (l->text)
		return;
	str_clear(&nb->text);
	for (size_t i = 0; i < n && nb->text.len < 400; i++)
		str_addn(&nb->text, spans[i].text, spans[i].len);
	for (size_t i = 0; i < nb->text.len; i++)
		if (nb->text.s[i] == '\n')
			nb->text.s[i] = ' ';
	if (nb->text.len)
		l->text = arena_span(b->arena, str_span(&nb->text));
}

static void number_leaf(struct build *b, struct numbering *nb,
			struct doc_block *leaf)
{
	for (uint32_t i = 0, k; i < leaf->n_spans; i = k) {
		uint32_t old = leaf->spans[i].link;

		k = i + 1;
		if (!old)
			continue;
		if (!nb->number[old - 1]) {
			nb->links[nb->n] = b->doc->links[old - 1];
			nb->number[old - 1] = (uint32_t)++nb->n;
		}
		for (k = i; k < leaf->n_spans && leaf->spans[k].link == old; k++)
			leaf->spans[k].link = nb->number[old - 1];
		name_link(b, nb, leaf->spans + i, k - i, leaf->spans[i].link);
	}
}

void build_number_links(struct build *b)
{
	struct numbering nb = { .text = STR_INIT };
	struct doc_block *root = b->doc->root;
	size_t n = b->doc->n_links;

	if (!n)
		return;
	nb.number = xcalloc(n, sizeof(*nb.number));
	nb.links = arena_alloc(b->arena, n * sizeof(*nb.links));
	for (struct doc_block *at = root; at; at = doc_next(at, root))
		number_leaf(b, &nb, at);
	b->doc->links = nb.links;
	b->doc->n_links = nb.n;
	free(nb.number);
	str_release(&nb.text);
}
