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

/* The name of the locale for messages, as setlocale(3) looks for it: it need
 * not be one that is installed here.  */
static const char *locale_name(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return "C";
}

bool bundled_is_for(const char *lang, const char *locale)
{
	static const char *const others[] = { "zh_TW", "zh_HK", "zh_MO" };
	size_t n = strlen(lang);

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (span_starts(span_of(locale), others[i]))
			return false;
	return span_starts(span_of(locale), lang) &&
	       (!locale[n] || strchr("_.@", locale[n]));
}

int bundled_subscribe(struct store *st, struct err *err)
{
	const char *locale = locale_name();
	struct store_sub subs[8];
	size_t n = 0;

	for (size_t i = 0; i < bundled_n_feeds && n < ARRAY_LEN(subs); i++) {
		const struct bundled *b = &bundled_feeds[i];

		if (!b->lang || bundled_is_for(b->lang, locale))
			subs[n++] = (struct store_sub){ .url = b->url,
							.folder = b->folder };
	}
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
	if (app_ingest_bytes(arena, body, b->url, b->content_type, NULL, &fetch,
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
