/* form_text.c - an article as text; see form.h */
#include "config.h"

#include "app/form.h"

#include "app/extras.h"
#include "base/text.h"
#include "base/url.h"
#include "layout/layout.h"

static void add_line(struct str *out, const char *s)
{
	if (!s)
		return;
	text_oneline(out, span_of(s));
	str_addc(out, '\n');
}

void form_url(struct str *out, const char *url)
{
	struct str line = STR_INIT;

	if (url)
		text_oneline(&line, span_of(url));
	url_without_secrets(out, str_span(&line));
	str_release(&line);
}

static void end_line(struct str *out, size_t start)
{
	if (out->len > start)
		str_addc(out, '\n');
}

static void add_extras(struct str *out, const struct store_extras *x,
		       const char *feed)
{
	size_t start = out->len;

	extras_add_episode(out, x);
	end_line(out, start);
	start = out->len;
	extras_add_source(out, x, feed);
	end_line(out, start);
}

static void add_comments(struct str *out, const struct store_extras *x)
{
	const char *url = extras_comments_url(x);

	if (!url && x->n_comments < 0)
		return;
	extras_add_comments(out, x);
	if (url)
		str_add(out, ": ");
	form_url(out, url);
	str_addc(out, '\n');
}

struct form_heading form_heading_of(const struct store_article *a)
{
	return (struct form_heading){
		.title = a->title,
		.feed = a->feed,
		.author = a->author,
		.link = a->link,
		.extras = &a->extras,
		.date = a->date,
	};
}

void form_byline(struct str *out, const struct form_heading *h)
{
	size_t start = out->len;

	if (h->feed)
		text_oneline(out, span_of(h->feed));
	if (h->author) {
		if (out->len > start)
			str_add(out, " \xc2\xb7 ");
		text_oneline(out, span_of(h->author));
	}
	if (h->date != DATE_NONE) {
		if (out->len > start)
			str_add(out, " \xc2\xb7 ");
		date_long(out, h->date);
	}
}

void form_text_heading(struct str *out, const struct form_heading *h)
{
	size_t start;

	add_line(out, h->title ? h->title : "(untitled)");
	start = out->len;
	form_byline(out, h);
	end_line(out, start);
	if (h->extras)
		add_extras(out, h->extras, h->feed);
	start = out->len;
	form_url(out, h->link);
	end_line(out, start);
	if (h->extras)
		add_comments(out, h->extras);
}

void form_text_html(struct str *out, struct span html, const char *base,
		  int width)
{
	struct layout_options options = { .width = width, .logical = true };
	struct doc *doc = doc_from_html(html, base);
	struct layout *layout = layout_new(doc, &options);

	layout_text(layout, out);
	layout_free(layout);
	doc_free(doc);
}

void form_resource_name(struct str *out, const struct store_resource *r)
{
	str_add(out, extras_kind_name(r->kind));
	extras_add_language(out, r);
	if (!r->title)
		return;
	str_add(out, ": ");
	text_oneline(out, span_of(r->title));
}

void form_resource_details(struct str *out, const struct store_resource *r)
{
	size_t start = out->len;

	extras_add_details(out, r, r->type, ", ");
	if (!r->credit)
		return;
	str_add(out, out->len > start ? ", " : "");
	text_oneline(out, span_of(r->credit));
}

/* "Enclosure: Title: http://… (audio/mpeg, 43 min, 31 MB)" */
static void add_resource(struct str *out, const struct store_resource *r)
{
	struct str details = STR_INIT;

	form_resource_name(out, r);
	str_add(out, ": ");
	form_url(out, r->url);
	extras_add_details(&details, r, r->type, ", ");
	if (details.len)
		str_addf(out, " (%s)", details.s);
	if (r->credit) {
		str_add(out, ", ");
		text_oneline(out, span_of(r->credit));
	}
	str_addc(out, '\n');
	str_release(&details);
}

void form_text_resources(struct str *out, const struct store_extras *x)
{
	for (size_t i = 0; i < x->n_resources; i++)
		add_resource(out, &x->resources[i]);
}
