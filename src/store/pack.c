/* pack.c - bodies compressed, identities made; see pack.h
 *
 * A packed body is one zstd frame of
 *
 *	byte	1: content follows, 2: summary follows
 *	u32	length of the content, little-endian
 *	content, summary
 */
#include "config.h"

#include "store/pack.h"

#include <pthread.h>

#include <zstd.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"

#define PACK_MAX (64u << 20)
#define PACK_HEAD 5
#define PACK_LEVEL 3

enum { HAS_CONTENT = 1, HAS_SUMMARY = 2 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key;

static void free_cctx(void *p)
{
	ZSTD_freeCCtx(p);
}

static void make_key(void)
{
	if (pthread_key_create(&key, free_cctx))
		fatal("cannot make a thread key");
}

/* One context a thread: making one costs more than a small body.  */
static ZSTD_CCtx *thread_cctx(void)
{
	ZSTD_CCtx *c;

	pthread_once(&once, make_key);
	c = pthread_getspecific(key);
	if (!c) {
		c = ZSTD_createCCtx();
		if (!c)
			fatal("out of memory");
		pthread_setspecific(key, c);
	}
	return c;
}

struct span pack_body(struct arena *a, const char *content_html,
		      const char *summary_html)
{
	size_t n_content = content_html ? strlen(content_html) : 0;
	size_t n_summary = summary_html ? strlen(summary_html) : 0;
	size_t n, bound;
	char *plain, *out;

	n_content = MIN(n_content, PACK_MAX - PACK_HEAD);
	n_summary = MIN(n_summary, PACK_MAX - PACK_HEAD - n_content);
	plain = xmalloc(PACK_HEAD + n_content + n_summary);
	plain[0] = (char)((content_html ? HAS_CONTENT : 0) |
			  (summary_html ? HAS_SUMMARY : 0));
	for (int i = 0; i < 4; i++)
		plain[1 + i] = (char)(n_content >> (8 * i) & 0xff);
	if (n_content)
		memcpy(plain + PACK_HEAD, content_html, n_content);
	if (n_summary)
		memcpy(plain + PACK_HEAD + n_content, summary_html, n_summary);
	n = PACK_HEAD + n_content + n_summary;
	bound = ZSTD_compressBound(n);
	out = xmalloc(bound);
	n = ZSTD_compressCCtx(thread_cctx(), out, bound, plain, n, PACK_LEVEL);
	if (ZSTD_isError(n))
		fatal("cannot compress: %s", ZSTD_getErrorName(n));
	free(plain);
	plain = arena_span(a, (struct span){ out, n });
	free(out);
	return (struct span){ plain, n };
}

static int damaged(struct err *err)
{
	return err_set(err, ERR_INPUT, "the text of this article is damaged");
}

size_t pack_size(struct span packed)
{
	unsigned long long size = ZSTD_getFrameContentSize(packed.p,
							   packed.len);

	return size == ZSTD_CONTENTSIZE_UNKNOWN ||
	       size == ZSTD_CONTENTSIZE_ERROR ? 0 : (size_t)size;
}

int pack_open(struct arena *a, struct span packed, const char **ret_content,
	      const char **ret_summary, struct err *err)
{
	unsigned long long size;
	size_t n_content = 0, n;
	char *plain;

	size = ZSTD_getFrameContentSize(packed.p, packed.len);
	if (size == ZSTD_CONTENTSIZE_UNKNOWN ||
	    size == ZSTD_CONTENTSIZE_ERROR || size < PACK_HEAD)
		return damaged(err);
	if (size > PACK_MAX)
		return err_set(err, ERR_LIMIT, "the text of this article "
			       "would take %llu MiB", size >> 20);
	plain = arena_alloc(a, (size_t)size + 2);
	n = ZSTD_decompress(plain, (size_t)size, packed.p, packed.len);
	if (ZSTD_isError(n) || n != size)
		return damaged(err);
	for (int i = 0; i < 4; i++)
		n_content |= (size_t)(unsigned char)plain[1 + i] << (8 * i);
	if (n_content > n - PACK_HEAD)
		return damaged(err);
	/* The content moves down over the head to make room for its NUL.  */
	plain[n] = '\0';
	*ret_summary = plain[0] & HAS_SUMMARY ?
		plain + PACK_HEAD + n_content : NULL;
	if (plain[0] & HAS_CONTENT) {
		memmove(plain + 1, plain + PACK_HEAD, n_content);
		plain[1 + n_content] = '\0';
		*ret_content = plain + 1;
	} else {
		*ret_content = NULL;
	}
	return 0;
}

const char *pack_link_key(struct arena *a, const char *link)
{
	struct str s = STR_INIT;
	char *out;

	if (!link || !*link)
		return NULL;
	url_canonical(&s, span_of(link));
	out = s.len ? arena_span(a, str_span(&s)) : NULL;
	str_release(&s);
	return out;
}

/* Of an address that is a guid the fragment may be what matters.  */
static const char *address_key(struct arena *a, struct span guid)
{
	struct str s = STR_INIT;
	struct span fragment = url_split(guid).fragment;
	const char *out;

	url_canonical(&s, guid);
	if (fragment.len) {
		str_addc(&s, '#');
		str_adds(&s, fragment);
	}
	out = arena_span(a, str_span(&s));
	str_release(&s);
	return out;
}

const char *pack_key(struct arena *a, const char *guid, const char *link,
		     const char *title, int64_t published)
{
	struct span g = span_trim(span_of(guid));
	uint64_t h;
	const char *s;

	if (g.len) {
		return url_is_http(g) ? address_key(a, g) : arena_span(a, g);
	}
	s = pack_link_key(a, link);
	if (s)
		return s;
	h = hash_of(span_of(title));
	if (published != DATE_NONE)
		h = hash_add(h, (struct span){ (const char *)&published,
					       sizeof(published) });
	return arena_printf(a, "=%016llx", (unsigned long long)h);
}
