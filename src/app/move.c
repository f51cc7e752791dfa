/* move.c - feeds that have another address now
 *
 * A permanent redirect (301, 308) is adopted when it was seen twice, an hour
 * or more apart, with a feed at its end: a captive portal or a mistake on the
 * server does not rewrite the list.
 */
#include "config.h"

#include "app/app_private.h"

#include <unistd.h>

#include "base/mem.h"
#include "base/url.h"

#define SURE_S (60 * 60)
#define FORGOTTEN_S (60 * 24 * 60 * 60)

static int rewrite(struct app *app, struct store *st, const char *from,
		   const char *to, struct err *err)
{
	struct subs *subs;
	int ret = 0;

	if (subs_read(app->subs_path, &subs, err) < 0)
		return -1;
	/* The cache first: it knows the addresses that were left, too.  */
	ret = store_move_feed(st, from, to, err);
	if (ret == 0 && !subs_is_missing(subs)) {
		ret = subs_move(subs, from, to, err);
		if (ret == 0)
			ret = subs_write(subs, err);
		if (ret < 0)
			(void)!store_move_feed(st, to, from, NULL);
	}
	subs_free(subs);
	return ret;
}

int app_move_feed(struct app *app, struct store *st, const char *from,
		  const char *to, bool quiet, struct err *err)
{
	struct str a = STR_INIT, b = STR_INIT;
	int lock = app_lock_list(app, err);
	int ret;

	if (lock < 0)
		return -1;
	ret = rewrite(app, st, from, to, err);
	close(lock);
	if (ret == 0 && !quiet) {
		url_without_secrets(&a, span_of(from));
		url_without_secrets(&b, span_of(to));
		app_message(app, ERR_NONE, "%s is now %s", a.s, b.s);
	}
	str_release(&a);
	str_release(&b);
	return ret;
}

/* The address and when it was first seen: "1700000000 https://…".  */
static int64_t seen_before(struct store *st, const char *key, const char *to)
{
	char *value = NULL, *end;
	int64_t when = DATE_NONE;

	if (store_get_value(st, key, &value, NULL) < 0 || !value)
		return DATE_NONE;
	when = strtoll(value, &end, 10);
	if (*end != ' ' || strcmp(end + 1, to))
		when = DATE_NONE;
	free(value);
	return when;
}

bool app_saw_move(struct app *app, struct store *st, int64_t feed_id,
		  const char *from, const char *to, int64_t now)
{
	bool moved = false;
	struct str key = STR_INIT, value = STR_INIT;
	struct err err = ERR_INIT;
	int64_t first;

	str_addf(&key, "moved %lld", (long long)feed_id);
	first = seen_before(st, key.s, to);
	if (first != DATE_NONE && first <= now && now - first < FORGOTTEN_S) {
		if (now - first >= SURE_S)
			moved = app_move_feed(app, st, from, to, false,
					      &err) == 0;
		if (err.kind == ERR_DISK)
			app_message(app, err.kind, "%s", err.text);
	} else {
		str_addf(&value, "%lld %s", (long long)now, to);
		(void)!store_set_value(st, key.s, value.s, NULL);
	}
	str_release(&key);
	str_release(&value);
	return moved;
}
