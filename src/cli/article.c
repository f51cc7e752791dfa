/* article.c - an article as text; see article.h */
#include "config.h"

#include "cli/article.h"

#include "base/text.h"
#include "layout/layout.h"

static void add_line(struct str *out, const char *label, const char *s)
{
	if (!s)
		return;
	str_add(out, label);
	text_oneline(out, span_of(s));
	str_addc(out, '\n');
}

void cli_add_heading(struct str *out, const struct cli_heading *h, int width)
{
	size_t start;

	(void)width;
	add_line(out, "", h->title ? h->title : "(untitled)");
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
	if (out->len > start)
		str_addc(out, '\n');
	add_line(out, "", h->link);
	add_line(out, "Comments: ", h->comments);
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

void cli_add_enclosure(struct str *out, const char *url, const char *type,
		       int64_t length)
{
	str_add(out, "Enclosure: ");
	text_oneline(out, span_of(url));
	if (type || length > 0)
		str_add(out, " (");
	if (type)
		text_oneline(out, span_of(type));
	if (length > 0)
		str_addf(out, "%s%lld kB", type ? ", " : "",
			 (long long)(length / 1000));
	if (type || length > 0)
		str_addc(out, ')');
	str_addc(out, '\n');
}
