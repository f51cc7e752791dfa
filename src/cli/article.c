/* article.c - an article as text; see article.h */
#include "config.h"

#include "cli/article.h"

#include "app/extras.h"
#include "base/text.h"
#include "layout/layout.h"

static void add_line(struct str *out, const char *s)
{
	if (!s)
		return;
	text_oneline(out, span_of(s));
	str_addc(out, '\n');
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
	text_oneline(out, span_of(url));
	str_addc(out, '\n');
}

void cli_add_heading(struct str *out, const struct cli_heading *h, int width)
{
	size_t start;

	(void)width;
	add_line(out, h->title ? h->title : "(untitled)");
	start = out->len;
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
	end_line(out, start);
	if (h->extras)
		add_extras(out, h->extras, h->feed);
	add_line(out, h->link);
	if (h->extras)
		add_comments(out, h->extras);
}

void cli_add_html(struct str *out, struct span html, const char *base,
		  int width)
{
	struct layout_options options = { .width = width, .logical = true };
	struct doc *doc = doc_from_html(html, base);
	struct layout *layout = layout_new(doc, &options);

	layout_text(layout, out);
	layout_free(layout);
	doc_free(doc);
}

/* "Enclosure: Title: http://… (audio/mpeg, 43 min, 31 MB)" */
static void add_resource(struct str *out, const struct store_resource *r)
{
	struct str details = STR_INIT;

	str_add(out, extras_kind_name(r->kind));
	extras_add_language(out, r);
	str_add(out, ": ");
	if (r->title) {
		text_oneline(out, span_of(r->title));
		str_add(out, ": ");
	}
	text_oneline(out, span_of(r->url));
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

void cli_add_resources(struct str *out, const struct store_extras *x)
{
	for (size_t i = 0; i < x->n_resources; i++)
		add_resource(out, &x->resources[i]);
}
