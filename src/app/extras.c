/* extras.c - what feeds say beside the text; see extras.h */
#include "config.h"

#include "app/extras.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/url.h"

#define MAX_NAME 1024
#define MAX_URL 16384

/* A copy in the arena, cut before the character that passes `max` bytes.  */
const char *extras_cut(struct arena *a, const char *s, size_t max)
{
	size_t len;

	if (!s)
		return NULL;
	len = strlen(s);
	if (len > max)
		for (len = max; len && (s[len] & 0xc0) == 0x80; len--)
			;
	return arena_span(a, (struct span){ s, len });
}

/* An address that was cut would lead elsewhere: a long one is dropped.  */
const char *extras_whole(struct arena *a, const char *s)
{
	return s && strlen(s) <= MAX_URL ? arena_strdup(a, s) : NULL;
}

/* The kinds of both floors are the same.  */
_Static_assert((int)FEED_ENCLOSURE == (int)STORE_ENCLOSURE &&
	       (int)FEED_CONTENT == (int)STORE_CONTENT &&
	       (int)FEED_PLAYER == (int)STORE_PLAYER &&
	       (int)FEED_CHAPTERS == (int)STORE_CHAPTERS &&
	       (int)FEED_TRANSCRIPT == (int)STORE_TRANSCRIPT &&
	       (int)FEED_PICTURE == (int)STORE_PICTURE, "kinds");

/* All but what the article itself leads to.  */
static void fill_resources(struct arena *a, const struct feed_entry *e,
			   const char *link, struct store_extras *to)
{
	struct store_resource *r;

	if (!e->n_resources)
		return;
	to->resources = arena_alloc(a, e->n_resources * sizeof(*r));
	for (size_t i = 0; i < e->n_resources; i++) {
		const struct feed_resource *from = &e->resources[i];

		if (strlen(from->url) > MAX_URL ||
		    (from->kind == FEED_CONTENT && link &&
		     !strcmp(from->url, link)))
			continue;
		r = &to->resources[to->n_resources++];
		r->url = arena_strdup(a, from->url);
		r->type = extras_cut(a, from->type, MAX_NAME);
		r->length = from->length;
		r->duration = from->duration;
		r->kind = (enum store_kind)from->kind;
		r->title = extras_cut(a, from->title, MAX_NAME);
		r->language = extras_cut(a, from->language, 64);
		r->credit = extras_cut(a, from->credit, MAX_NAME);
	}
}

const char *extras_link(const struct feed_entry *e)
{
	if (!e->link && url_is_http(span_of(e->content_src)))
		return e->content_src;
	return e->link;
}

void extras_of_entry(struct arena *a, const struct feed_entry *e,
		     const char *link, struct store_extras *to)
{
	*to = (struct store_extras){ 0 };
	to->comments = extras_whole(a, e->comments);
	to->comments_feed = extras_whole(a, e->comments_feed);
	to->n_comments = e->n_comments;
	to->season = e->season;
	to->season_name = extras_cut(a, e->season_name, MAX_NAME);
	to->episode = extras_cut(a, e->episode, MAX_NAME);
	to->source_title = extras_cut(a, e->source_title, MAX_NAME);
	to->source_link = extras_whole(a, e->source_link);
	fill_resources(a, e, link, to);
}

static uint64_t add_text(uint64_t h, const char *s)
{
	return hash_add(hash_add(h, span_of(s)), SPAN("\n"));
}

static uint64_t add_number(uint64_t h, int64_t n)
{
	return hash_add(h, (struct span){ (const char *)&n, sizeof(n) });
}

/* 0 when there is nothing.  */
uint32_t extras_hash(const struct store_extras *x)
{
	const char *texts[] = {
		x->comments, x->comments_feed, x->season_name, x->episode,
		x->source_title, x->source_link,
	};
	bool any = x->n_comments >= 0 || x->season >= 0 || x->n_resources;
	uint64_t h = add_number(add_number(HASH_INIT, x->n_comments),
				x->season);

	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		any |= texts[i] != NULL;
		h = add_text(h, texts[i]);
	}
	for (size_t i = 0; i < x->n_resources; i++) {
		const struct store_resource *r = &x->resources[i];

		h = add_text(add_text(h, r->url), r->type);
		h = add_text(add_text(h, r->title), r->language);
		h = add_number(add_text(h, r->credit), (int64_t)r->kind);
		h = add_number(add_number(h, r->length), r->duration);
	}
	return any ? (uint32_t)(h ^ h >> 32) | 1 : 0;
}

/* --- in words --------------------------------------------------------------- */

static void add_separated(struct str *out, size_t start, const char *sep)
{
	if (out->len > start)
		str_add(out, sep);
}

static bool is_number(const char *s)
{
	return s && ascii_is_digit(*s) && !s[strspn(s, "0123456789.")];
}

void extras_add_episode(struct str *out, const struct store_extras *x)
{
	size_t start = out->len;

	if (x->season > 0)
		str_addf(out, "Season %lld", (long long)x->season);
	if (x->season_name) {
		add_separated(out, start, ": ");
		text_oneline(out, span_of(x->season_name));
	}
	if (!x->episode)
		return;
	add_separated(out, start, ", ");
	if (is_number(x->episode))
		str_add(out, out->len > start ? "episode " : "Episode ");
	text_oneline(out, span_of(x->episode));
}

void extras_add_source(struct str *out, const struct store_extras *x,
		       const char *feed)
{
	struct str host = STR_INIT;

	if (x->source_title)
		text_oneline(&host, span_of(x->source_title));
	else
		url_host(&host, span_of(x->source_link));
	if (host.len && (!feed || strcmp(host.s, feed) != 0))
		str_addf(out, "via %s", host.s);
	str_release(&host);
}

void extras_add_comments(struct str *out, const struct store_extras *x)
{
	str_add(out, x->comments || !x->comments_feed ? "Comments" :
		     "Feed of the comments");
	if (x->n_comments < 0)
		return;
	str_add(out, " (");
	str_add_number(out, x->n_comments);
	str_addc(out, ')');
}

const char *extras_comments_url(const struct store_extras *x)
{
	return x->comments ? x->comments : x->comments_feed;
}

const char *extras_kind_name(enum store_kind kind)
{
	static const char *const names[] = {
		[STORE_ENCLOSURE] = "Enclosure", [STORE_CONTENT] = "Text",
		[STORE_PLAYER] = "Player", [STORE_CHAPTERS] = "Chapters",
		[STORE_TRANSCRIPT] = "Transcript", [STORE_PICTURE] = "Picture",
	};

	/* A newer coranto may know more.  */
	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "Enclosure";
}

static void add_duration(struct str *out, int64_t seconds)
{
	if (seconds >= 3600)
		str_addf(out, "%lld h %02lld min", (long long)seconds / 3600,
			 (long long)seconds / 60 % 60);
	else
		str_addf(out, "%lld min", (long long)(seconds + 59) / 60);
}

void extras_add_language(struct str *out, const struct store_resource *r)
{
	if (!r->language)
		return;
	str_add(out, " (");
	text_oneline(out, span_of(r->language));
	str_addc(out, ')');
}

void extras_add_details(struct str *out, const struct store_resource *r,
			const char *type, const char *sep)
{
	size_t start = out->len;

	/* Chapters and pictures are all of a kind.  */
	if (type && r->kind != STORE_CHAPTERS && r->kind != STORE_PICTURE)
		text_oneline(out, span_of(type));
	if (r->duration > 0) {
		add_separated(out, start, sep);
		add_duration(out, r->duration);
	}
	if (r->length > 0) {
		add_separated(out, start, sep);
		str_add_size(out, r->length);
	}
}
