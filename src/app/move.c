/* move.c - feeds that have another address now
 *
 * A permanent redirect (301, 308) is adopted when it was seen twice, an hour
 * or more apart, with a feed at its end: a captive portal or a mistake on the
 * server does not rewrite the list.
 */
#include "config.h"

#include "app/edit.h"

#include "base/mem.h"
#include "base/url.h"

#define SURE_S (60 * 60)
#define FORGOTTEN_S (60 * 24 * 60 * 60)

/* In place of when a redirect was first seen.  */
#define REFUSED "refused"

struct moving {
	const char *from, *to;
	enum app_moving why;
	struct store_note note;
};

/* "TITLE is now at URL"  */
static char *words_for(struct store *st, const struct moving *m)
{
	struct str words = STR_INIT;

	if (app_edit_label(&words, st, m->from, NULL) < 0)
		url_without_secrets(&words, span_of(m->from));
	str_add(&words, " is now at ");
	url_without_secrets(&words, span_of(m->to));
	return str_detach(&words);
}

static int apply_move(void *arg, struct store *st, struct subs *subs,
		      struct err *err)
{
	struct moving *m = arg;
	struct str note = STR_INIT;
	int64_t id = 0;
	int ret = app_find_feed(st, m->from, &id, err);

	if (ret == 0)
		ret = subs_move(subs, m->from, m->to, id, &note, err);
	if (ret == 0) {
		m->note.what = words_for(st, m);
		m->note.note = str_detach(&note);
		m->note.aside = true;
		m->note.passing = m->why != APP_MOVE_SERVED;
	}
	str_release(&note);
	return ret;
}

/* Without a list only the cache knows the feed.  */
static int move_unlisted(struct store *st, const struct moving *m,
			 struct err *err)
{
	int64_t id = 0;

	if (app_find_feed(st, m->from, &id, err) < 0)
		return -1;
	return store_move_feed(st, id, m->from, m->to, err);
}

int app_move_feed(struct app *app, struct store *st, const char *from,
		  const char *to, enum app_moving why, int64_t *ret_id,
		  struct err *err)
{
	struct moving m = { .from = from, .to = to, .why = why };
	struct subs *subs;
	int ret;

	if (subs_read(app->subs_path, &subs, err) < 0)
		return -1;
	ret = subs_is_missing(subs) ? move_unlisted(st, &m, err) :
	      app_edit_list(app, st, apply_move, &m, &m.note, err);
	subs_free(subs);
	if (ret == 0 && why != APP_MOVE_ADDED && m.note.what)
		app_message(app, ERR_NONE, "%s", m.note.what);
	store_note_release(&m.note);
	return ret < 0 ? -1 : app_find_feed(st, to, ret_id, err);
}

static void key_of(struct str *out, int64_t feed_id)
{
	str_addf(out, "moved %lld", (long long)feed_id);
}

int app_refuse_move(struct store *st, int64_t feed_id, const char *to,
		    struct err *err)
{
	struct str key = STR_INIT, value = STR_INIT;
	int ret;

	key_of(&key, feed_id);
	str_addf(&value, REFUSED " %s", to);
	ret = store_set_value(st, key.s, value.s, err);
	str_release(&key);
	str_release(&value);
	return ret;
}

/* The address and when it was first seen: "1700000000 https://…"; or that it
 * is not wanted.  */
static int64_t seen_before(struct store *st, const char *key, const char *to,
			   bool *ret_refused)
{
	char *value = NULL, *end;
	int64_t when = DATE_NONE;

	*ret_refused = false;
	if (store_get_value(st, key, &value, NULL) < 0 || !value)
		return DATE_NONE;
	end = strchr(value, ' ');
	if (end && !strcmp(end + 1, to)) {
		*ret_refused = span_starts(span_of(value), REFUSED " ");
		when = *ret_refused ? DATE_NONE : strtoll(value, &end, 10);
	}
	free(value);
	return when;
}

bool app_saw_move(struct app *app, struct store *st, int64_t feed_id,
		  const char *from, const char *to, int64_t now)
{
	bool moved = false, refused;
	struct str key = STR_INIT, value = STR_INIT;
	struct err err = ERR_INIT;
	int64_t first;

	key_of(&key, feed_id);
	first = seen_before(st, key.s, to, &refused);
	if (first != DATE_NONE && first <= now && now - first < FORGOTTEN_S) {
		if (now - first >= SURE_S)
			moved = app_move_feed(app, st, from, to,
					      APP_MOVE_SERVED, &feed_id,
					      &err) == 0;
		if (err.kind == ERR_DISK)
			app_message(app, err.kind, "%s", err.text);
	} else if (!refused) {
		str_addf(&value, "%lld %s", (long long)now, to);
		(void)!store_set_value(st, key.s, value.s, NULL);
	}
	str_release(&key);
	str_release(&value);
	return moved;
}
