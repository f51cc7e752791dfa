/* bench_texts.c - see bench_texts.h */
#include "config.h"

#include "bench_texts.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/pack.h"

#define VOCABULARY 40000
#define STREAM 1000000

static uint64_t rng = 88172645463325252u;
static char *vocabulary[VOCABULARY];
static unsigned stream[STREAM];

uint64_t texts_random(void)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return rng;
}

/* Zipf: the word of rank r is as frequent as 1 / (r + 2.7).  */
void texts_init(void)
{
	static const char *const common[] = {
		"the", "of", "and", "to", "in", "a", "is", "that", "for",
		"it", "was", "on", "with", "minister", "council", "market",
	};
	static const char on[] = "bcdfghjklmnprstvw", nu[] = "aeiou";
	double *sum = xmalloc(VOCABULARY * sizeof(*sum)), total = 0;

	for (size_t i = 0; i < VOCABULARY; i++) {
		struct str s = STR_INIT;

		if (i < ARRAY_LEN(common))
			str_add(&s, common[i]);
		else
			for (uint64_t n = 2 + texts_random() % 3; n; n--) {
				str_addc(&s, on[texts_random() % 17]);
				str_addc(&s, nu[texts_random() % 5]);
			}
		vocabulary[i] = str_detach(&s);
		sum[i] = total += 1 / ((double)i + 2.7);
	}
	for (size_t i = 0; i < STREAM; i++) {
		double x = total * (double)(texts_random() >> 11) / 9007199254740992.0;
		size_t lo = 0, hi = VOCABULARY - 1;

		while (lo < hi) {
			size_t mid = (lo + hi) / 2;

			if (sum[mid] < x)
				lo = mid + 1;
			else
				hi = mid;
		}
		stream[i] = (unsigned)lo;
	}
	free(sum);
}

static void add_words(struct str *out, size_t n)
{
	size_t at = texts_random() % (STREAM - n);

	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%s", i ? " " : "",
			 vocabulary[stream[at + i]]);
}

const char *texts_words(struct arena *a, size_t n)
{
	struct str s = STR_INIT;
	const char *ret;

	add_words(&s, n);
	ret = arena_strdup(a, s.s);
	str_release(&s);
	return ret;
}

static const char *body(struct arena *a)
{
	struct str s = STR_INIT;
	const char *ret;

	for (uint64_t i = 8 + texts_random() % 7; i; i--) {
		str_add(&s, "<p>");
		add_words(&s, 40 + texts_random() % 30);
		str_addf(&s, " <a href=\"https://www.%s.example/%s/%u\">",
			 vocabulary[texts_random() % 999],
			 vocabulary[texts_random() % VOCABULARY],
			 (unsigned)texts_random());
		add_words(&s, 3);
		str_add(&s, "</a>.</p>\n");
	}
	ret = arena_strdup(a, s.s);
	str_release(&s);
	return ret;
}

/* A text, its hash and its size.  */
struct text {
	struct span packed;
	uint64_t hash;
	size_t bytes;
};

static struct text make_text(struct arena *a)
{
	const char *html = body(a);

	return (struct text){
		.packed = pack_body(a, html, NULL),
		.hash = hash_of(span_of(html)),
		.bytes = strlen(html),
	};
}

/* One of `n` texts that are made when they are first asked for.  */
static struct text from_pool(size_t n)
{
	static struct text *pool;
	static struct arena *arena;
	struct text *t;

	if (!pool) {
		pool = xcalloc(n, sizeof(*pool));
		arena = arena_new();
	}
	t = &pool[texts_random() % n];
	if (!t->bytes) {
		struct arena *a = arena_new();

		*t = make_text(a);
		t->packed.p = arena_span(arena, t->packed);
		arena_free(a);
	}
	return *t;
}

void texts_entry(struct arena *a, struct store_entry *e, int64_t date,
		 size_t pool, size_t *ret_bytes)
{
	struct text text = pool ? from_pool(pool) : make_text(a);
	const char **categories = arena_alloc(a, 2 * sizeof(*categories));

	*e = (struct store_entry){ 0 };
	if (ret_bytes)
		*ret_bytes += text.bytes;
	e->link = arena_printf(a, "https://www.example.org/%s/%llu",
			       texts_words(a, 1),
			       (unsigned long long)texts_random());
	e->guid = e->link;
	e->title = texts_words(a, 8);
	e->author = texts_words(a, 2);
	e->key = pack_key(a, e->guid, e->link, e->title, date);
	e->link_key = pack_link_key(a, e->link);
	e->published = date;
	e->updated = DATE_NONE;
	e->extras.n_comments = e->extras.season = -1;
	e->packed = text.packed;
	e->hash = hash_of(span_of(e->title)) ^ text.hash;
	categories[0] = vocabulary[100 + texts_random() % 100];
	categories[1] = vocabulary[300 + texts_random() % 100];
	e->categories = categories;
	e->n_categories = 2;
}
