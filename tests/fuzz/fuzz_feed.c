/* fuzz_feed.c - any bytes give a feed or a reason, and what is in a feed
 * keeps to feed.h */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "feed/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* UTF-8, not empty.  */
static void check(const char *s)
{
	must(!s || (*s && text_valid(span_of(s))));
}

static void check_line(const char *s)
{
	check(s);
	must(!s || !strpbrk(s, "\t\r\n"));
}

static void check_date(int64_t t)
{
	must(t == DATE_NONE || (t >= -62135596800 && t <= 253402300799));
}

static void check_persons(const struct feed_person *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		check_line(p[i].name);
		check(p[i].email);
		check(p[i].uri);
		must(p[i].name || p[i].email || p[i].uri);
	}
}

static void check_number(int64_t n)
{
	must(n >= -1);
}

static void check_resources(const struct feed_entry *e)
{
	must(e->n_resources <= FEED_RESOURCES);
	for (size_t i = 0; i < e->n_resources; i++) {
		const struct feed_resource *r = &e->resources[i];

		must(r->url && strcmp(feed_kind_name(r->kind), "unknown"));
		check(r->url);
		check(r->type);
		check_line(r->title);
		check(r->language);
		check(r->rel);
		check_line(r->credit);
		check_number(r->length);
		check_number(r->duration);
	}
}

static void check_media(const struct feed_media *m)
{
	check(m->url);
	check(m->type);
	check(m->medium);
	check(m->thumbnail);
	check_line(m->title);
	check(m->language);
	check_line(m->credit);
	check(m->player);
	check_number(m->width);
	check_number(m->height);
	check_number(m->length);
	check_number(m->duration);
}

static void check_entry(const struct feed_entry *e)
{
	check(e->id);
	check_line(e->title);
	check(e->link);
	check(e->summary_html);
	check(e->content_html);
	check(e->content_src);
	check(e->language);
	check(e->comments);
	check(e->comments_feed);
	check_number(e->n_comments);
	check_number(e->season);
	check_line(e->season_name);
	check_line(e->episode);
	check_line(e->source_title);
	check(e->source_link);
	check_date(e->published);
	check_date(e->updated);
	check_persons(e->authors, e->n_authors);
	check_persons(e->other_authors, e->n_other_authors);
	for (size_t i = 0; i < e->n_categories; i++) {
		check_line(e->categories[i].term);
		check_line(e->categories[i].label);
		check(e->categories[i].scheme);
	}
	for (size_t i = 0; i < e->n_enclosures; i++) {
		check(e->enclosures[i].url);
		check(e->enclosures[i].type);
		check_line(e->enclosures[i].title);
		check(e->enclosures[i].language);
		must(e->enclosures[i].url && e->enclosures[i].length >= -1 &&
		     e->enclosures[i].duration >= -1);
	}
	for (size_t i = 0; i < e->n_media; i++)
		check_media(&e->media[i]);
	for (size_t i = 0; i < e->n_credits; i++) {
		must(e->credits[i].name);
		check_line(e->credits[i].name);
		check_line(e->credits[i].role);
	}
	check_resources(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct feed_hints hints = {
		.base_url = size & 1 ? "http://example.com/dir/feed" : NULL,
	};
	struct err err = ERR_INIT;
	struct feed_doc *doc;

	if (feed_parse((struct span){ (const char *)data, size }, &hints,
		       &doc, &err)) {
		must(err.kind == ERR_INPUT && err.text[0]);
		return 0;
	}
	check_line(doc->title);
	check_line(doc->subtitle);
	check(doc->link);
	check(doc->self);
	check(doc->language);
	check(doc->icon);
	check_date(doc->updated);
	check_persons(doc->authors, doc->n_authors);
	for (size_t i = 0; i < doc->n_entries; i++)
		check_entry(&doc->entries[i]);
	for (size_t i = 0; i < doc->n_warnings; i++)
		check_line(doc->warnings[i]);
	feed_doc_free(doc);
	return 0;
}
