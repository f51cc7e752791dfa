/* pack.c - bodies compressed, identities made; see pack.h
 *
 * A packed body is a byte that says which dictionary it was made with, and a
 * zstd frame.  Older ones are only the frame, made without.  The frame has
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
#include "store/idioms.h"

#define PACK_MAX (64u << 20)
#define PACK_HEAD 5
#define PACK_LEVEL 6
#define PACK_IDIOMS 1	/* the first byte; that of a bare frame is 0x28 */

enum { HAS_CONTENT = 1, HAS_SUMMARY = 2 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t cctx_key, dctx_key;
static ZSTD_CDict *cdict;
static ZSTD_DDict *ddict;

static void free_cctx(void *p)
{
	ZSTD_freeCCtx(p);
}

static void free_dctx(void *p)
{
	ZSTD_freeDCtx(p);
}

static void make_shared(void)
{
	struct span dict = idioms();

	if (pthread_key_create(&cctx_key, free_cctx) ||
	    pthread_key_create(&dctx_key, free_dctx))
		fatal("cannot make a thread key");
	cdict = ZSTD_createCDict(dict.p, dict.len, PACK_LEVEL);
	ddict = ZSTD_createDDict(dict.p, dict.len);
	if (!cdict || !ddict)
		fatal("out of memory");
}

/* One context a thread: making one costs more than a small body.  */
static ZSTD_CCtx *thread_cctx(void)
{
	ZSTD_CCtx *c;

	pthread_once(&once, make_shared);
	c = pthread_getspecific(cctx_key);
	if (!c) {
		c = ZSTD_createCCtx();
		if (!c)
			fatal("out of memory");
		pthread_setspecific(cctx_key, c);
	}
	return c;
}

static ZSTD_DCtx *thread_dctx(void)
{
	ZSTD_DCtx *d;

	pthread_once(&once, make_shared);
	d = pthread_getspecific(dctx_key);
	if (!d) {
		d = ZSTD_createDCtx();
		if (!d)
			fatal("out of memory");
		pthread_setspecific(dctx_key, d);
	}
	return d;
}

struct span pack_body(struct arena *a, const char *content_html,
		      const char *summary_html)
{
	size_t n_content = content_html ? strlen(content_html) : 0;
	size_t n_summary = summary_html ? strlen(summary_html) : 0;
	ZSTD_CCtx *c = thread_cctx();	/* makes the dictionary, too */
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
	out = xmalloc(1 + bound);
	out[0] = PACK_IDIOMS;
	n = ZSTD_compress_usingCDict(c, out + 1, bound, plain, n, cdict);
	if (ZSTD_isError(n))
		fatal("cannot compress: %s", ZSTD_getErrorName(n));
	n++;
	free(plain);
	plain = arena_span(a, (struct span){ out, n });
	free(out);
	return (struct span){ plain, n };
}

static int damaged(struct err *err)
{
	return err_set(err, ERR_INPUT, "the text of this article is damaged");
}

/* The frame of a packed body; *ret_with says whether the idioms made it.  */
static struct span frame_of(struct span packed, bool *ret_with)
{
	*ret_with = packed.len && packed.p[0] == PACK_IDIOMS;
	return *ret_with ? (struct span){ packed.p + 1, packed.len - 1 } :
			   packed;
}

size_t pack_size(struct span packed)
{
	bool with;
	struct span frame = frame_of(packed, &with);
	unsigned long long size = ZSTD_getFrameContentSize(frame.p, frame.len);

	return size == ZSTD_CONTENTSIZE_UNKNOWN ||
	       size == ZSTD_CONTENTSIZE_ERROR ? 0 : (size_t)size;
}

int pack_open(struct arena *a, struct span packed, const char **ret_content,
	      const char **ret_summary, struct err *err)
{
	unsigned long long size;
	size_t n_content = 0, n;
	char *plain;
	bool with;
	struct span frame = frame_of(packed, &with);
	ZSTD_DCtx *d = thread_dctx();

	size = ZSTD_getFrameContentSize(frame.p, frame.len);
	if (size == ZSTD_CONTENTSIZE_UNKNOWN ||
	    size == ZSTD_CONTENTSIZE_ERROR || size < PACK_HEAD)
		return damaged(err);
	if (size > PACK_MAX)
		return err_set(err, ERR_LIMIT, "the text of this article "
			       "would take %llu MiB", size >> 20);
	plain = arena_alloc(a, (size_t)size + 2);
	n = with ? ZSTD_decompress_usingDDict(d, plain, (size_t)size, frame.p,
					      frame.len, ddict) :
		   ZSTD_decompressDCtx(d, plain, (size_t)size, frame.p,
				       frame.len);
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
