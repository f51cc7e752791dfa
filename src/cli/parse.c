/* parse.c - `coranto parse --json FILE`: a feed as one JSON object
 *
 * For scripts and for telling what coranto makes of a feed: no network, no
 * configuration, no cache.
 */
#include "config.h"

#include <jansson.h>

#include "base/date.h"
#include "base/file.h"
#include "cli/cli.h"
#include "feed/feed.h"

#define LARGEST ((size_t)256 * 1024 * 1024)

/* JSON has no other way to say "absent" than null.  */
static json_t *text(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *number(int64_t n)
{
	return n >= 0 ? json_integer(n) : json_null();
}

static json_t *date(int64_t t)
{
	struct str s = STR_INIT;
	json_t *ret;

	if (t == DATE_NONE)
		return json_null();
	date_rfc3339(&s, t);
	ret = json_string(s.s);
	str_release(&s);
	return ret;
}

static json_t *persons(const struct feed_person *items, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:o}",
			"name", text(items[i].name),
			"email", text(items[i].email),
			"uri", text(items[i].uri)));
	return list;
}

static json_t *categories(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->n_categories; i++)
		json_array_append_new(list, json_pack("{s:o, s:o, s:o}",
			"term", text(e->categories[i].term),
			"label", text(e->categories[i].label),
			"scheme", text(e->categories[i].scheme)));
	return list;
}

static json_t *enclosures(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->n_enclosures; i++)
		json_array_append_new(list, json_pack(
			"{s:o, s:o, s:o, s:o, s:o}",
			"url", text(e->enclosures[i].url),
			"type", text(e->enclosures[i].type),
			"length", number(e->enclosures[i].length),
			"duration", number(e->enclosures[i].duration),
			"title", text(e->enclosures[i].title)));
	return list;
}

static json_t *resources(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->n_resources; i++) {
		const struct feed_resource *r = &e->resources[i];

		json_array_append_new(list, json_pack(
			"{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
			"kind", text(feed_kind_name(r->kind)),
			"url", text(r->url), "type", text(r->type),
			"title", text(r->title),
			"language", text(r->language), "rel", text(r->rel),
			"credit", text(r->credit),
			"length", number(r->length),
			"duration", number(r->duration)));
	}
	return list;
}

static json_t *credits(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->n_credits; i++)
		json_array_append_new(list, json_pack("{s:o, s:o}",
			"name", text(e->credits[i].name),
			"role", text(e->credits[i].role)));
	return list;
}

static json_t *media(const struct feed_entry *e)
{
	json_t *list = json_array();

	for (size_t i = 0; i < e->n_media; i++) {
		const struct feed_media *m = &e->media[i];

		json_array_append_new(list, json_pack(
			"{s:o, s:o, s:o, s:o, s:o, s:o, s:o,"
			" s:o, s:o, s:o, s:o, s:o, s:b}",
			"url", text(m->url), "type", text(m->type),
			"medium", text(m->medium), "width", number(m->width),
			"height", number(m->height),
			"thumbnail", text(m->thumbnail),
			"title", text(m->title),
			"language", text(m->language),
			"credit", text(m->credit), "player", text(m->player),
			"length", number(m->length),
			"duration", number(m->duration),
			"default", m->is_default));
	}
	return list;
}

static void add_more(json_t *o, const struct feed_entry *e)
{
	json_object_set_new(o, "language", text(e->language));
	json_object_set_new(o, "other_authors",
			    persons(e->other_authors, e->n_other_authors));
	json_object_set_new(o, "content_src", text(e->content_src));
	json_object_set_new(o, "comments_feed", text(e->comments_feed));
	json_object_set_new(o, "n_comments", number(e->n_comments));
	json_object_set_new(o, "season", number(e->season));
	json_object_set_new(o, "season_name", text(e->season_name));
	json_object_set_new(o, "episode", text(e->episode));
	json_object_set_new(o, "credits", credits(e));
	json_object_set_new(o, "resources", resources(e));
}

static json_t *entry(const struct feed_entry *e)
{
	json_t *o = json_object();

	json_object_set_new(o, "id", text(e->id));
	json_object_set_new(o, "title", text(e->title));
	json_object_set_new(o, "link", text(e->link));
	json_object_set_new(o, "published", date(e->published));
	json_object_set_new(o, "updated", date(e->updated));
	json_object_set_new(o, "authors", persons(e->authors, e->n_authors));
	json_object_set_new(o, "summary_html", text(e->summary_html));
	json_object_set_new(o, "content_html", text(e->content_html));
	json_object_set_new(o, "categories", categories(e));
	json_object_set_new(o, "enclosures", enclosures(e));
	json_object_set_new(o, "media", media(e));
	json_object_set_new(o, "comments", text(e->comments));
	json_object_set_new(o, "source", e->source_title || e->source_link ?
		json_pack("{s:o, s:o}", "title", text(e->source_title),
			  "link", text(e->source_link)) : json_null());
	add_more(o, e);
	return o;
}

static json_t *document(const struct feed_doc *doc)
{
	json_t *o = json_object(), *entries = json_array();
	json_t *warnings = json_array();

	for (size_t i = 0; i < doc->n_entries; i++)
		json_array_append_new(entries, entry(&doc->entries[i]));
	for (size_t i = 0; i < doc->n_warnings; i++)
		json_array_append_new(warnings, text(doc->warnings[i]));
	json_object_set_new(o, "format",
			    text(feed_format_name(doc->format)));
	json_object_set_new(o, "title", text(doc->title));
	json_object_set_new(o, "subtitle", text(doc->subtitle));
	json_object_set_new(o, "link", text(doc->link));
	json_object_set_new(o, "self", text(doc->self));
	json_object_set_new(o, "language", text(doc->language));
	json_object_set_new(o, "icon", text(doc->icon));
	json_object_set_new(o, "updated", date(doc->updated));
	json_object_set_new(o, "ttl_minutes", number(doc->ttl_minutes));
	json_object_set_new(o, "authors",
			    persons(doc->authors, doc->n_authors));
	json_object_set_new(o, "entries", entries);
	json_object_set_new(o, "warnings", warnings);
	return o;
}

static int print(const struct feed_doc *doc)
{
	json_t *o = document(doc);
	char *dumped = json_dumps(o, JSON_INDENT(1));
	struct str out = STR_INIT;
	int rc;

	json_decref(o);
	str_add(&out, dumped ? dumped : "null");
	str_addc(&out, '\n');
	free(dumped);
	rc = cli_write("parse", &out);
	str_release(&out);
	return rc;
}

int cli_parse(int argc, char **argv)
{
	bool json = false;
	struct feed_hints hints = { 0 };
	const struct cli_option options[] = {
		{ "json", &json, NULL },
		{ "base", NULL, &hints.base_url },
		{ "content-type", NULL, &hints.content_type },
	};
	struct str body = STR_INIT;
	struct err err = ERR_INIT;
	struct feed_doc *doc;
	int rc;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc != 2 || !json)
		return cli_usage("parse", argc != 2 ? "one file is needed" :
				 "--json is needed");
	if (file_read(argv[1], LARGEST, &body, &err) ||
	    feed_parse(str_span(&body), &hints, &doc, &err)) {
		rc = cli_fail("parse", &err);
	} else {
		rc = print(doc);
		feed_doc_free(doc);
	}
	str_release(&body);
	return rc;
}
