/* ingest.c - an answer from the wire to rows ready to be written */
#include "config.h"

#include "app/app_private.h"
#include "app/extras.h"
#include "base/hash.h"
#include "base/mem.h"
#include "feed/feed.h"
#include "store/pack.h"

/* What a publisher may make as long as they like, and we do not keep.  */
#define MAX_TITLE 4096
#define MAX_NAME 1024
#define MAX_LIST 64		/* categories of one entry */

static const char *join_people(struct arena *a, const struct feed_person *p,
			       size_t n)
{
	struct str names = STR_INIT_LIMIT(MAX_NAME);
	const char *name, *joined = NULL;

	for (size_t i = 0; i < n; i++) {
		name = p[i].name ? p[i].name : p[i].email;
		if (!name)
			continue;
		if (names.len)
			str_add(&names, ", ");
		str_add(&names, name);
	}
	if (names.len)
		joined = extras_cut(a, names.s, MAX_NAME - 4);
	str_release(&names);
	return joined;
}

/* RFC 4287, 4.2.1: an entry without authors has those of its source, else of
 * its feed.  In RSS the channel's are the editor and the webmaster.  */
static const char *author_of(struct arena *a, const struct feed_doc *doc,
			     const struct feed_entry *e)
{
	bool inherits = doc->format == FEED_ATOM10 ||
			doc->format == FEED_ATOM03 ||
			doc->format == FEED_JSON10 ||
			doc->format == FEED_JSON11;

	if (!e->n_authors && e->n_other_authors)
		return join_people(a, e->other_authors, e->n_other_authors);
	if (e->n_authors || !inherits)
		return join_people(a, e->authors, e->n_authors);
	return join_people(a, doc->authors, doc->n_authors);
}

static void fill_categories(struct arena *a, const struct feed_entry *e,
			    struct store_entry *to)
{
	size_t n = MIN(e->n_categories, MAX_LIST);
	const char *words;

	to->categories = arena_alloc(a, (n + 1) * sizeof(char *));
	for (size_t i = 0; i < n; i++) {
		words = e->categories[i].label ? e->categories[i].label :
						 e->categories[i].term;
		if (words)
			to->categories[to->n_categories++] =
				extras_cut(a, words, MAX_NAME);
	}
}

static uint64_t hash_entry(const struct feed_entry *e)
{
	const char *parts[] = { e->title, e->content_html, e->summary_html };
	uint64_t h = HASH_INIT;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		h = hash_add_long(h, span_of(parts[i]));
	return h;
}

static void fill_entry(struct arena *a, const struct feed_doc *doc,
		       const struct feed_entry *e, struct store_entry *to)
{
	to->is_cut = e->is_cut;
	to->guid = extras_whole(a, e->id);
	to->title = extras_cut(a, e->title, MAX_TITLE);
	to->author = author_of(a, doc, e);
	to->link = extras_whole(a, extras_link(e));
	to->language = extras_cut(a, e->language ? e->language : doc->language,
				  64);
	to->published = e->published != DATE_NONE ? e->published : e->updated;
	to->updated = e->updated;
	to->key = pack_key(a, to->guid, to->link, e->title, to->published);
	to->link_key = to->link ? pack_link_key(a, to->link) : NULL;
	to->packed = pack_body(a, e->content_html, e->summary_html);
	to->hash = hash_entry(e);
	fill_categories(a, e, to);
	extras_of_entry(a, e, to->link, &to->extras);
	to->extras_hash = extras_hash(&to->extras);
}

static void judge_entries(struct arrival *a, struct arena *arena,
			  const struct feed_doc *doc,
			  struct store_entry *entries)
{
	for (size_t i = 0; i < doc->n_entries; i++) {
		const struct feed_entry *e = &doc->entries[i];
		const char *html = e->content_html && *e->content_html ?
				   e->content_html : e->summary_html;

		arrival_judge(a, arena, html, &entries[i], i);
	}
}

int app_ingest_bytes(struct arena *arena, struct span body, const char *url,
		     const char *content_type, struct arrival *arrival,
		     struct store_fetch *ret,
		     struct schedule *ret_when, struct err *err)
{
	struct feed_hints hints = {
		.base_url = url,
		.content_type = content_type,
		.for_reading = true,
	};
	struct store_entry *entries;
	struct feed_doc *doc;

	if (feed_parse(body, &hints, &doc, err) < 0)
		return -1;
	entries = arena_zalloc(arena, (doc->n_entries + 1) * sizeof(*entries));
	for (size_t i = 0; i < doc->n_entries; i++)
		fill_entry(arena, doc, &doc->entries[i], &entries[i]);
	if (arrival && arrival_begin(arrival, arena, doc->title, date_now(),
				     doc->n_entries))
		judge_entries(arrival, arena, doc, entries);
	ret->entries = entries;
	ret->n_entries = doc->n_entries;
	ret->title = extras_cut(arena, doc->title, MAX_NAME);
	ret->site = extras_whole(arena, doc->link);
	ret->language = extras_cut(arena, doc->language, 64);
	/* A hundred years of minutes are as good as any other number.  */
	ret_when->ttl_s = doc->ttl_minutes < 0 ? -1 :
			  MIN(doc->ttl_minutes, 52560000) * 60;
	ret_when->skip_hours = doc->skip_hours;
	ret_when->skip_days = doc->skip_days;
	feed_doc_free(doc);
	return 0;
}

/* Why there is no feed in this answer.  */
static void say_why(struct app_fetch *f)
{
	if (f->err.kind != ERR_NONE)
		return;
	if (f->reply->err.kind != ERR_NONE)
		f->err = f->reply->err;
	else
		err_set(&f->err, ERR_NET, "the server answered %ld",
			f->reply->status);
}

static void ingest_body(struct app_fetch *f, struct schedule *when)
{
	struct net_reply *r = f->reply;
	struct span body = str_span(&r->body);
	const char *base = r->final_url ? r->final_url : r->url;

	f->result.body_hash = hash_add_long(HASH_INIT, body);
	if (f->body_hash && f->body_hash == f->result.body_hash)
		f->result.not_modified = true;
	else if (app_ingest_bytes(f->arena, body, base, r->content_type,
				  &f->arrival, &f->result, when,
				  &f->err) < 0)
		app_look_further(f);
	str_release(&r->body);
}

void app_ingest(struct app_fetch *f)
{
	struct net_reply *r = f->reply;
	struct store_fetch *to = &f->result;
	struct schedule when = {
		.now = date_now(),
		.failures = f->failures,
		.max_age_s = r->max_age_s,
		.retry_after_s = r->retry_after_s,
		.ttl_s = -1,
		.kept_s = -1,
		.seed = hash_of(span_of(f->url)),
	};

	f->arena = arena_new();
	to->feed_id = f->feed_id;
	to->now = when.now;
	to->status = (int)r->status;
	to->gone = r->status == 410;
	if (r->status == 304) {
		to->not_modified = true;
	} else if (r->err.kind == ERR_NONE && r->status == 200) {
		ingest_body(f, &when);
	} else {
		say_why(f);
		app_look_further(f);
	}
	when.failed = f->err.kind != ERR_NONE;
	if (to->not_modified && !f->failures)
		when.kept_s = f->interval_s;
	to->next_check = schedule_next(&when);
	/* A file costs nothing to look at.  */
	if (span_starts_nocase(span_of(f->url), "file:"))
		to->next_check = 0;
	if (when.failed) {
		to->error = arena_strdup(f->arena, f->err.text);
	} else {
		to->etag = arena_strdup(f->arena, r->etag);
		to->last_modified = arena_strdup(f->arena, r->last_modified);
		f->moved_to = extras_whole(f->arena, r->moved_to);
	}
	net_reply_free(r);
	f->reply = NULL;
}
