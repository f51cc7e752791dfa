/* article_json.c - see article_json.h */
#include "config.h"

#include "app/article_json.h"

#include "base/jsonout.h"
#include "html/html.h"

static void add_resource(struct str *out, const struct store_resource *r,
			 bool with_kind)
{
	static const char *const kinds[] = {
		[STORE_ENCLOSURE] = "enclosure", [STORE_CONTENT] = "content",
		[STORE_PLAYER] = "player", [STORE_CHAPTERS] = "chapters",
		[STORE_TRANSCRIPT] = "transcript", [STORE_PICTURE] = "picture",
	};

	str_add(out, out->s[out->len - 1] == '[' ? "{" : ", {");
	if (with_kind)
		jsonout_field(out, "kind", (size_t)r->kind < ARRAY_LEN(kinds) ?
			      kinds[r->kind] : NULL);
	jsonout_field(out, "url", r->url);
	jsonout_field(out, "type", r->type);
	jsonout_field(out, "title", r->title);
	jsonout_field(out, "language", r->language);
	if (with_kind)
		jsonout_field(out, "credit", r->credit);
	jsonout_field_int(out, "length", r->length);
	jsonout_field_int(out, "duration", r->duration);
	str_add(out, "}");
}

/* Enclosures as they always were, and all there is with its kind.  */
static void add_extras(struct str *out, const struct store_extras *x)
{
	jsonout_field(out, "comments", x->comments);
	jsonout_field(out, "comments_feed", x->comments_feed);
	jsonout_field_number(out, "n_comments", x->n_comments);
	jsonout_field_number(out, "season", x->season);
	jsonout_field(out, "season_name", x->season_name);
	jsonout_field(out, "episode", x->episode);
	jsonout_name(out, "source");
	str_add(out, "{");
	jsonout_field(out, "title", x->source_title);
	jsonout_field(out, "link", x->source_link);
	str_add(out, "}");
	jsonout_name(out, "enclosures");
	str_add(out, "[");
	for (size_t i = 0; i < x->n_resources; i++)
		if (x->resources[i].kind == STORE_ENCLOSURE)
			add_resource(out, &x->resources[i], false);
	str_add(out, "]");
	jsonout_name(out, "resources");
	str_add(out, "[");
	for (size_t i = 0; i < x->n_resources; i++)
		add_resource(out, &x->resources[i], true);
	str_add(out, "]");
}

static void add_names(struct str *out, const char *field,
		      const char *const *names, size_t n)
{
	jsonout_name(out, field);
	str_add(out, "[");
	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(out, ", ");
		jsonout_string(out, names[i]);
	}
	str_add(out, "]");
}

static void add_text(struct str *out, const char *html)
{
	struct str text = STR_INIT;

	html_text(&text, span_of(html));
	jsonout_field(out, "text", text.s);
	str_release(&text);
}

void article_json(struct str *out, const struct store_article *a)
{
	jsonout_field_int(out, "id", a->id);
	jsonout_field(out, "title", a->title);
	jsonout_field(out, "link", a->link);
	jsonout_field(out, "feed", a->feed);
	jsonout_field(out, "feed_url", a->feed_url);
	jsonout_field(out, "folder", a->folder);
	jsonout_field(out, "author", a->author);
	jsonout_field_date(out, "published", a->published);
	jsonout_field_date(out, "updated", a->updated);
	jsonout_field_date(out, "received", a->received);
	jsonout_field_bool(out, "unread", !a->read);
	jsonout_field_bool(out, "starred", a->starred);
	jsonout_field_bool(out, "hidden", a->hidden);
	jsonout_field(out, "guid", a->guid);
	jsonout_field(out, "language", a->language);
	add_names(out, "categories", a->categories, a->n_categories);
	add_names(out, "tags", a->tags, a->n_tags);
	add_names(out, "rules", a->rules, a->n_rules);
	add_extras(out, &a->extras);
	add_text(out, a->html);
	jsonout_field(out, "html", a->html);
}
