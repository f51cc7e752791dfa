/* jsonfeed.c - JSON Feed; see jsonfeed.h
 *
 * Twice over the text: first for the members of the feed, among which `items`
 * may come before what they need, then for the items, of which only one at a
 * time is in memory.
 */
#include "config.h"

#include "feed/jsonfeed.h"

#include <jansson.h>
#include <math.h>

#include "base/entity.h"
#include "base/url.h"
#include "feed/jsonread.h"

#define LONGEST_MEMBER (64 * 1024)	/* of the feed itself */

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
	d = json_is_real(v) ? json_real_value(v) : -1;
	return d >= 0 && d < 1e15 ? (int64_t)floor(d) : -1;
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

/* Titles are plain text, but WordPress writes its typography into them as
 * numeric references.  Names of entities may be what is written about.  */
static const char *title_of(struct builder *b, const json_t *object)
{
	struct span s = member(object, "title");
	struct str text = STR_INIT;
	const char *title;
	uint32_t c;
	size_t n;

	while (s.len) {
		n = entity_number(s, &c);
		if (n && s.p[n - 1] == ';')
			str_add_utf8(&text, c);
		else
			str_addn(&text, s.p, n = 1);
		s = span_from(s, n);
	}
	title = build_line(b, str_span(&text));
	str_release(&text);
	return title;
}

static void item(struct builder *b, const json_t *object, bool is_cut)
{
	struct build_part *e = &b->entry;

	build_entry_begin(b);
	e->is_cut = is_cut;
	build_set(e, SLOT_ID, 0, id_of(b, json_object_get(object, "id")));
	/* Unlike RSS and Atom, an id is never an address here.  */
	e->id_is_no_link = true;
	build_set(e, SLOT_TITLE, 0, title_of(b, object));
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

/* The members of the feed but `items`, whose place goes to *ret_items.  */
static json_t *head(struct jsonread *r, size_t *ret_items)
{
	json_t *root = json_object(), *v;
	struct str name = STR_INIT_LIMIT(LONGEST_MEMBER);
	size_t start;

	jsonread_enter(r);
	while (jsonread_member(r, &name)) {
		start = r->at;
		jsonread_skip(r);
		if (!strcmp(name.s, "items")) {
			*ret_items = start;
		} else if (r->at - start <= LONGEST_MEMBER) {
			r->at = start;
			v = jsonread_take(r);
			if (v)
				json_object_set_new_nocheck(root, name.s, v);
		}
	}
	jsonread_end(r);
	str_release(&name);
	return root;
}

static void items(struct builder *b, struct jsonread *r)
{
	json_t *one;

	jsonread_enter(r);
	while (b->doc->n_entries < BUILD_ENTRIES && jsonread_element(r)) {
		if (r->s.p[r->at] != '{') {
			jsonread_skip(r);
			continue;
		}
		r->values = JSONREAD_VALUES;
		one = jsonread_take(r);
		/* Of one that is cut off there may be nothing.  */
		if (!r->cut || json_object_size(one))
			item(b, one, r->cut);
		json_decref(one);
	}
}

static void feed(struct builder *b, const json_t *root)
{
	struct build_part *f = &b->feed;
	const char *home = member_url(b, f, root, "home_page_url");

	if (!b->base.len && home && url_is_absolute(span_of(home)))
		b->base = span_of(home);
	build_set(f, SLOT_LINK, 0, home);
	build_set(f, SLOT_TITLE, 0, title_of(b, root));
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
	struct jsonread r;
	size_t at = SIZE_MAX;
	struct span version;
	json_t *root;
	bool listed;

	jsonread_init(&r, json, &b->notes);
	root = head(&r, &at);
	version = member(root, "version");
	listed = at < json.len && json.p[at] == '[';
	if (span_find(version, SPAN("jsonfeed.org/version/")) < 0) {
		if (!listed) {
			json_decref(root);
			jsonread_release(&r);
			return err_set(err, ERR_INPUT, "JSON, but not a feed");
		}
		notes_add(&b->notes, "no version of JSON Feed is given");
	}
	b->doc->format = span_find(version, SPAN("version/1.1")) >= 0 ?
		FEED_JSON11 : FEED_JSON10;
	feed(b, root);
	json_decref(root);
	if (listed) {
		r.at = at;
		r.objects = r.arrays = 0;
		r.cut = false;
		items(b, &r);
	}
	jsonread_release(&r);
	return 0;
}
