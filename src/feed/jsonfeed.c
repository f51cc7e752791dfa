/* jsonfeed.c - JSON Feed; see jsonfeed.h */
#include "config.h"

#include "feed/jsonfeed.h"

#include <jansson.h>
#include <math.h>

#include "base/url.h"
#include "feed/jsonrepair.h"

static struct span string_of(const json_t *value)
{
	if (!json_is_string(value))
		return SPAN("");
	return (struct span){ json_string_value(value),
			      json_string_length(value) };
}

static struct span member(const json_t *object, const char *key)
{
	return string_of(json_object_get(object, key));
}

static const char *member_url(struct builder *b, struct build_part *part,
			      const json_t *object, const char *key)
{
	return build_url(b, part, b->base, member(object, key));
}

/* A whole number that is not negative, or -1.  */
static int64_t member_number(const json_t *object, const char *key)
{
	const json_t *v = json_object_get(object, key);
	double d;

	if (json_is_integer(v))
		return MAX(json_integer_value(v), -1);
	if (json_is_string(v))
		return build_number(string_of(v));
	d = json_number_value(v);
	return d > 0 && d < 1e15 ? (int64_t)floor(d) : -1;
}

static void author(struct builder *b, struct build_part *part,
		   const json_t *object)
{
	struct feed_person p = { 0 };

	if (json_is_string(object))
		p.name = build_line(b, string_of(object));
	p.name = p.name ? p.name : build_line(b, member(object, "name"));
	p.uri = member_url(b, part, object, "url");
	build_person(b, part, PERSON_MAIN, p);
}

static void authors(struct builder *b, struct build_part *part,
		    const json_t *object)
{
	const json_t *list = json_object_get(object, "authors"), *one;
	size_t i;

	json_array_foreach(list, i, one)
		author(b, part, one);
	if (!part->n_persons)
		author(b, part, json_object_get(object, "author"));
}

/* An id may be a number: its decimal string.  */
static const char *id_of(struct builder *b, const json_t *v)
{
	char text[40];

	if (json_is_integer(v)) {
		snprintf(text, sizeof(text), "%" JSON_INTEGER_FORMAT,
			 json_integer_value(v));
		return arena_strdup(b->arena, text);
	}
	if (json_is_real(v)) {
		double d = json_real_value(v);

		snprintf(text, sizeof(text), floor(d) == d && fabs(d) < 1e15 ?
			 "%.0f" : "%.15g", d);
		return arena_strdup(b->arena, text);
	}
	return build_text(b, string_of(v));
}

static void attachments(struct builder *b, const json_t *item)
{
	const json_t *list = json_object_get(item, "attachments"), *one;
	size_t i;

	json_array_foreach(list, i, one) {
		struct feed_enclosure e = {
			.url = member_url(b, &b->entry, one, "url"),
			.type = build_text(b, member(one, "mime_type")),
			.title = build_line(b, member(one, "title")),
			.length = member_number(one, "size_in_bytes"),
			.duration = member_number(one, "duration_in_seconds"),
		};

		build_enclosure(b, &b->entry, e);
	}
}

static void tags(struct builder *b, const json_t *item)
{
	const json_t *list = json_object_get(item, "tags"), *one;
	size_t i;

	json_array_foreach(list, i, one)
		build_category(b, &b->entry, (struct feed_category){
			.term = build_line(b, string_of(one)) });
}

static void item(struct builder *b, const json_t *object)
{
	struct build_part *e = &b->entry;

	build_entry_begin(b);
	build_set(e, SLOT_ID, 0, id_of(b, json_object_get(object, "id")));
	/* Unlike RSS and Atom, an id is never an address here.  */
	e->id_is_no_link = true;
	build_set(e, SLOT_TITLE, 0, build_line(b, member(object, "title")));
	build_set(e, SLOT_LINK, 0, member_url(b, e, object, "url"));
	build_set(e, SLOT_SUMMARY, 0,
		  build_escaped(b, member(object, "summary")));
	build_set(e, SLOT_CONTENT, 0, build_html(b, e, b->base,
		  member(object, "content_html")));
	build_set(e, SLOT_CONTENT, 1,
		  build_escaped(b, member(object, "content_text")));
	build_set(e, SLOT_LANGUAGE, 0,
		  build_text(b, member(object, "language")));
	build_set(e, SLOT_IMAGE, 0, member_url(b, e, object, "image"));
	build_published(b, e, 0, member(object, "date_published"));
	build_updated(b, e, 0, member(object, "date_modified"));
	authors(b, e, object);
	attachments(b, object);
	tags(b, object);
	build_entry_end(b);
}

static json_t *load(struct builder *b, struct span text, struct err *err)
{
	struct str mended = STR_INIT;
	json_error_t why;
	json_t *root = json_loadb(text.p, text.len, JSON_ALLOW_NUL, &why);

	if (root)
		return root;
	notes_add(&b->notes, "line %d: JSON: %s", why.line, why.text);
	json_repair(&mended, text);
	root = json_loadb(mended.s, mended.len, JSON_ALLOW_NUL, &why);
	str_release(&mended);
	if (!root)
		err_set(err, ERR_INPUT, "JSON that cannot be read, not a feed");
	return root;
}

static void feed(struct builder *b, const json_t *root)
{
	struct build_part *f = &b->feed;
	const char *home = member_url(b, f, root, "home_page_url");

	if (!b->base.len && home && url_is_absolute(span_of(home)))
		b->base = span_of(home);
	build_set(f, SLOT_LINK, 0, home);
	build_set(f, SLOT_TITLE, 0, build_line(b, member(root, "title")));
	build_set(f, SLOT_SUMMARY, 0,
		  build_line(b, member(root, "description")));
	build_set(f, SLOT_SELF, 0, member_url(b, f, root, "feed_url"));
	build_set(f, SLOT_LANGUAGE, 0, build_text(b, member(root,
							    "language")));
	build_set(f, SLOT_ICON, 0, member_url(b, f, root, "icon"));
	build_set(f, SLOT_ICON, 1, member_url(b, f, root, "favicon"));
	authors(b, f, root);
}

int jsonfeed_read(struct builder *b, struct span json, struct err *err)
{
	json_t *root = load(b, json, err), *items, *one;
	struct span version;
	size_t i;

	if (!root)
		return -1;
	version = member(root, "version");
	items = json_object_get(root, "items");
	if (!json_is_object(root) ||
	    (span_find(version, SPAN("jsonfeed.org/version/")) < 0 &&
	     !json_is_array(items))) {
		json_decref(root);
		return err_set(err, ERR_INPUT, "JSON, but not a feed");
	}
	b->doc->format = span_find(version, SPAN("version/1.1")) >= 0 ?
		FEED_JSON11 : FEED_JSON10;
	if (span_find(version, SPAN("jsonfeed.org/version/")) < 0)
		notes_add(&b->notes, "no version of JSON Feed is given");
	feed(b, root);
	json_array_foreach(items, i, one)
		if (json_is_object(one))
			item(b, one);
	json_decref(root);
	return 0;
}
