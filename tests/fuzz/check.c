/* check.c - the promises of feed.h; see check.h */
#include "config.h"

#include "check.h"

#include <stdlib.h>
#include <time.h>

#include "base/text.h"
#include "base/url.h"
#include "feed/build.h"

/* Generous: sanitizers and a busy machine.  */
#define SECONDS_FOR(bytes) (5.0 + (double)(bytes) / 50000)

void must(bool holds)
{
	if (!holds)
		abort();
}

/* UTF-8, not blank, no white space at the ends.  */
static void check(const char *s)
{
	struct span text = span_of(s);

	must(!s || (*s && text_valid(text)));
	must(!s || span_trim(text).len == text.len);
}

static void check_line(const char *s)
{
	check(s);
	must(!s || !strpbrk(s, "\t\r\n"));
}

static void check_url(const char *s, bool based)
{
	check_line(s);
	must(!s || !based || url_is_absolute(span_of(s)));
}

static void check_date(int64_t t)
{
	must(t == DATE_NONE || (t >= -62135596800 && t <= 253402300799));
}

static void check_persons(const struct feed_person *p, size_t n, bool based)
{
	must(n <= BUILD_LIST);
	for (size_t i = 0; i < n; i++) {
		check_line(p[i].name);
		check_line(p[i].email);
		check_url(p[i].uri, based);
		must(p[i].name || p[i].email || p[i].uri);
	}
}

static void check_categories(const struct feed_entry *e)
{
	must(e->n_categories <= BUILD_LIST);
	for (size_t i = 0; i < e->n_categories; i++) {
		check_line(e->categories[i].term);
		check_line(e->categories[i].label);
		check(e->categories[i].scheme);
		must(e->categories[i].term || e->categories[i].label);
	}
}

static void check_enclosures(const struct feed_entry *e, bool based)
{
	must(e->n_enclosures <= BUILD_LIST);
	for (size_t i = 0; i < e->n_enclosures; i++) {
		must(e->enclosures[i].url);
		check_url(e->enclosures[i].url, based);
		check(e->enclosures[i].type);
		check_line(e->enclosures[i].title);
		check(e->enclosures[i].language);
		must(e->enclosures[i].length >= -1);
		must(e->enclosures[i].duration >= -1);
	}
}

static void check_media(const struct feed_entry *e, bool based)
{
	/* The entry's own image comes on top.  */
	must(e->n_media <= BUILD_LIST + 1);
	for (size_t i = 0; i < e->n_media; i++) {
		check_url(e->media[i].url, based);
		check(e->media[i].type);
		check(e->media[i].medium);
		check_url(e->media[i].thumbnail, based);
		check_line(e->media[i].title);
		check(e->media[i].language);
		check_line(e->media[i].credit);
		check_url(e->media[i].player, based);
		must(e->media[i].width >= -1 && e->media[i].height >= -1);
		must(e->media[i].length >= -1 && e->media[i].duration >= -1);
	}
	must(e->n_credits <= BUILD_LIST);
	for (size_t i = 0; i < e->n_credits; i++) {
		must(e->credits[i].name);
		check_line(e->credits[i].name);
		check_line(e->credits[i].role);
	}
}

static void check_resources(const struct feed_entry *e, bool based)
{
	must(e->n_resources <= FEED_RESOURCES);
	for (size_t i = 0; i < e->n_resources; i++) {
		const struct feed_resource *r = &e->resources[i];

		must(r->url && strcmp(feed_kind_name(r->kind), "unknown"));
		check_url(r->url, based);
		check(r->type);
		check_line(r->title);
		check(r->language);
		check(r->rel);
		check_line(r->credit);
		must(r->length >= -1 && r->duration >= -1);
	}
}

static void check_entry(const struct feed_entry *e, bool based)
{
	check(e->id);
	check_line(e->title);
	check_url(e->link, based);
	check(e->summary_html);
	check(e->content_html);
	check_url(e->content_src, based);
	check(e->language);
	check_url(e->comments, based);
	check_url(e->comments_feed, based);
	must(e->n_comments >= -1 && e->season >= -1);
	check_line(e->season_name);
	check_line(e->episode);
	check_line(e->source_title);
	check_url(e->source_link, based);
	check_date(e->published);
	check_date(e->updated);
	check_persons(e->authors, e->n_authors, based);
	check_persons(e->other_authors, e->n_other_authors, based);
	check_categories(e);
	check_enclosures(e, based);
	check_media(e, based);
	check_resources(e, based);
}

void check_doc(const struct feed_doc *doc, bool based)
{
	must(*feed_format_name(doc->format) != 'u');
	check_line(doc->title);
	check_line(doc->subtitle);
	check_url(doc->link, based);
	check_url(doc->self, based);
	check(doc->language);
	check_url(doc->icon, based);
	check_date(doc->updated);
	must(doc->ttl_minutes >= -1);
	must(doc->skip_hours < 1u << 24 && doc->skip_days < 1u << 7);
	check_persons(doc->authors, doc->n_authors, based);
	must(doc->n_entries <= BUILD_ENTRIES);
	for (size_t i = 0; i < doc->n_entries; i++)
		check_entry(&doc->entries[i], based);
	must(doc->n_warnings <= NOTES_MAX + 1);
	for (size_t i = 0; i < doc->n_warnings; i++) {
		must(doc->warnings[i]);
		check_line(doc->warnings[i]);
	}
}

/* --- the same again ----------------------------------------------------- */

static void same(const char *a, const char *b)
{
	must(a == b || (a && b && !strcmp(a, b)));
}

static void same_persons(const struct feed_person *a, size_t n_a,
			 const struct feed_person *b, size_t n_b)
{
	must(n_a == n_b);
	for (size_t i = 0; i < n_a; i++) {
		same(a[i].name, b[i].name);
		same(a[i].email, b[i].email);
		same(a[i].uri, b[i].uri);
	}
}

static void same_lists(const struct feed_entry *a, const struct feed_entry *b)
{
	must(a->n_categories == b->n_categories);
	for (size_t i = 0; i < a->n_categories; i++) {
		same(a->categories[i].term, b->categories[i].term);
		same(a->categories[i].label, b->categories[i].label);
		same(a->categories[i].scheme, b->categories[i].scheme);
	}
	must(a->n_enclosures == b->n_enclosures);
	for (size_t i = 0; i < a->n_enclosures; i++) {
		same(a->enclosures[i].url, b->enclosures[i].url);
		same(a->enclosures[i].type, b->enclosures[i].type);
		must(a->enclosures[i].length == b->enclosures[i].length);
		must(a->enclosures[i].duration == b->enclosures[i].duration);
	}
	must(a->n_media == b->n_media);
	for (size_t i = 0; i < a->n_media; i++) {
		same(a->media[i].url, b->media[i].url);
		same(a->media[i].type, b->media[i].type);
		same(a->media[i].thumbnail, b->media[i].thumbnail);
		same(a->media[i].title, b->media[i].title);
		must(a->media[i].width == b->media[i].width);
	}
	must(a->n_credits == b->n_credits);
	must(a->n_resources == b->n_resources);
	for (size_t i = 0; i < a->n_resources; i++) {
		must(a->resources[i].kind == b->resources[i].kind);
		same(a->resources[i].url, b->resources[i].url);
		same(a->resources[i].title, b->resources[i].title);
	}
}

static void same_entry(const struct feed_entry *a, const struct feed_entry *b)
{
	same(a->id, b->id);
	same(a->title, b->title);
	same(a->link, b->link);
	must(a->published == b->published && a->updated == b->updated);
	same(a->summary_html, b->summary_html);
	same(a->content_html, b->content_html);
	same(a->content_src, b->content_src);
	same(a->language, b->language);
	same(a->comments, b->comments);
	same(a->comments_feed, b->comments_feed);
	must(a->n_comments == b->n_comments && a->season == b->season);
	same(a->episode, b->episode);
	same(a->source_title, b->source_title);
	same(a->source_link, b->source_link);
	same_persons(a->authors, a->n_authors, b->authors, b->n_authors);
	same_lists(a, b);
}

void check_same(const struct feed_doc *a, const struct feed_doc *b,
		bool warnings)
{
	must(a->format == b->format);
	same(a->title, b->title);
	same(a->subtitle, b->subtitle);
	same(a->link, b->link);
	same(a->self, b->self);
	same(a->language, b->language);
	same(a->icon, b->icon);
	must(a->updated == b->updated && a->ttl_minutes == b->ttl_minutes);
	must(a->skip_hours == b->skip_hours && a->skip_days == b->skip_days);
	same_persons(a->authors, a->n_authors, b->authors, b->n_authors);
	must(a->n_entries == b->n_entries);
	for (size_t i = 0; i < a->n_entries; i++)
		same_entry(&a->entries[i], &b->entries[i]);
	if (!warnings)
		return;
	must(a->n_warnings == b->n_warnings);
	for (size_t i = 0; i < a->n_warnings; i++)
		same(a->warnings[i], b->warnings[i]);
}

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

struct feed_doc *check_parse(struct span body, const struct feed_hints *hints)
{
	bool based = hints->base_url && url_is_http(span_of(hints->base_url));
	struct err err = ERR_INIT, again_err = ERR_INIT;
	struct feed_doc *doc = NULL, *again = NULL;
	double begun = cpu_seconds();
	int rc = feed_parse(body, hints, &doc, &err);

	must(cpu_seconds() - begun < SECONDS_FOR(body.len));
	must(feed_parse(body, hints, &again, &again_err) == rc);
	if (rc) {
		must(err.kind == ERR_INPUT && err.text[0]);
		must(!strcmp(err.text, again_err.text));
		return NULL;
	}
	check_doc(doc, based);
	check_same(doc, again, true);
	feed_doc_free(again);
	return doc;
}
