/* bundled.c - the feeds that come with the program; see bundled.h */
#include "config.h"

#include "app/bundled.h"

#include "app/app_private.h"
#include "base/hash.h"
#include "base/log.h"

bool bundled_is(const char *url)
{
	return span_starts(span_of(url), "coranto:");
}

int bundled_subscribe(struct store *st, struct err *err)
{
	struct store_sub subs[8];
	size_t n = MIN(bundled_n_feeds, ARRAY_LEN(subs));

	for (size_t i = 0; i < n; i++)
		subs[i] = (struct store_sub){
			.url = bundled_feeds[i].url,
			.folder = bundled_feeds[i].folder,
		};
	return store_set_subs(st, subs, n, err);
}

static const struct bundled *find(const char *url)
{
	for (size_t i = 0; i < bundled_n_feeds; i++)
		if (!strcmp(bundled_feeds[i].url, url))
			return &bundled_feeds[i];
	return NULL;
}

static int ingest_one(struct store *st, const struct store_feed *feed,
		      const struct bundled *b, uint64_t hash, struct err *err)
{
	struct span body = { (const char *)b->bytes, b->len };
	struct arena *arena = arena_new();
	struct store_fetch fetch = {
		.feed_id = feed->id,
		.now = date_now(),
		.status = 200,
		.body_hash = hash,
	};
	struct schedule when;
	int ret;

	fetch.next_check = fetch.now + INT64_C(3650) * 24 * 60 * 60;
	if (app_ingest_bytes(arena, body, b->url, b->content_type, &fetch,
			     &when, err) < 0) {
		/* A mistake of ours, which must not keep the reader out.  */
		log_line("%s: %s", b->url, err->text);
		ret = 0;
	} else {
		ret = store_put_fetch(st, &fetch, NULL, NULL, err);
	}
	arena_free(arena);
	return ret;
}

int bundled_ingest(struct store *st, const struct store_feeds *feeds,
		   bool *ret_changed, struct err *err)
{
	struct err why = ERR_INIT;
	const struct bundled *b;
	uint64_t hash;

	*ret_changed = false;
	for (size_t i = 0; i < feeds->n; i++) {
		if (!bundled_is(feeds->feeds[i].url))
			continue;
		b = find(feeds->feeds[i].url);
		if (!b)
			continue;
		hash = hash_add_long(HASH_INIT, (struct span){
			(const char *)b->bytes, b->len });
		if (hash == feeds->feeds[i].body_hash)
			continue;
		if (ingest_one(st, &feeds->feeds[i], b, hash, &why) < 0) {
			if (err)
				*err = why;
			return -1;
		}
		*ret_changed = true;
	}
	return 0;
}
