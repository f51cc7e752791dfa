/* preview.c - `coranto preview`: a feed as it would be */
#include "config.h"

#include "cli/cli.h"

#include <unistd.h>

#include "app/extras.h"
#include "app/form.h"
#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/find.h"
#include "feed/feed.h"

#define MAX_BODY ((size_t)32 << 20)

static void add_people(struct str *out, const struct feed_person *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (out->len)
			str_add(out, ", ");
		str_add(out, p[i].name ? p[i].name :
			     p[i].email ? p[i].email : p[i].uri);
	}
}

static void add_entry(struct str *out, const struct feed_doc *doc,
		      const struct feed_entry *e, int width)
{
	const char *html = e->content_html ? e->content_html : e->summary_html;
	struct store_extras extras;
	struct str people = STR_INIT_LIMIT(1000);
	struct form_heading h = {
		.title = e->title,
		.link = extras_link(e),
		.extras = &extras,
		.date = e->published != DATE_NONE ? e->published : e->updated,
	};

	extras_of_entry(doc->arena, e, h.link, &extras);
	if (e->n_authors)
		add_people(&people, e->authors, e->n_authors);
	else
		add_people(&people, e->other_authors, e->n_other_authors);
	h.author = people.len ? people.s : NULL;
	str_addc(out, '\n');
	form_text_heading(out, &h);
	form_text_resources(out, &extras);
	str_addc(out, '\n');
	if (html)
		form_text_html(out, span_of(html),
			     h.link ? h.link : doc->link, width);
	str_release(&people);
}

/* An entry at a time, so that a large feed does not become a larger text.  */
static int print(const char *command, const struct feed_doc *doc, int width)
{
	struct str out = STR_INIT;
	int ret = 0;

	text_oneline(&out, span_of(doc->title ? doc->title : "(untitled)"));
	str_addc(&out, '\n');
	for (size_t i = 0; i < doc->n_entries && ret == 0; i++) {
		add_entry(&out, doc, &doc->entries[i], width);
		if (out.len > 65536) {
			ret = cli_write(command, &out);
			str_clear(&out);
		}
	}
	if (ret == 0)
		ret = cli_write(command, &out);
	str_release(&out);
	for (size_t i = 0; i < doc->n_warnings; i++)
		cli_say("coranto %s: %s", command, doc->warnings[i]);
	return ret;
}

/* "news.xml" may be either: a file when there is one, or when it is called
 * like one.  */
static bool is_file(const char *arg)
{
	static const char *const ends[] = {
		".xml", ".rss", ".atom", ".rdf", ".json", ".html",
	};
	const char *dot = strrchr(arg, '.');

	if (access(arg, F_OK) == 0 || *arg == '/' || *arg == '.' || !dot)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(ends) && !strchr(arg, '/'); i++)
		if (!strcmp(dot, ends[i]))
			return true;
	return false;
}

int cli_preview(int argc, char **argv)
{
	const char *columns = NULL;
	const struct cli_option options[] = {
		{ .name = "width", .value = &columns },
	};
	struct app_got got = { .body = STR_INIT };
	struct feed_hints hints = { .for_reading = true };
	struct feed_doc *doc = NULL;
	struct err err = ERR_INIT;
	int width, ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0 || cli_width(argv[0], columns, &width) < 0)
		return 2;
	if (argc != 2)
		return cli_usage(argv[0], "which feed?");
	if (!url_is_http(span_of(argv[1])) && is_file(argv[1]))
		ret = file_read(argv[1], MAX_BODY, &got.body, &err);
	else
		ret = cli_find_feed(argv[0], argv[1], NULL, &got, &err);
	hints.base_url = got.final_url;
	hints.content_type = got.content_type;
	if (ret == 0) {
		ret = feed_parse(str_span(&got.body), &hints, &doc, &err);
		str_release(&got.body);
		if (ret < 0)
			err_prefix(&err, "%s", argv[1]);
	}
	ret = ret < 0 ? cli_fail(argv[0], &err) : print(argv[0], doc, width);
	feed_doc_free(doc);
	app_got_release(&got);
	return ret;
}
