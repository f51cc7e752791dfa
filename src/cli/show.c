/* show.c - `coranto show`: one article */
#include "config.h"

#include "cli/cli.h"

#include <errno.h>

#include "app/article_json.h"
#include "app/form.h"
#include "base/jsonout.h"
#include "base/mem.h"
#include "base/text.h"
#include "html/diff.h"
#include "layout/layout.h"

/* A number is an id, anything else an address or a guid.  */
static int find(struct store *st, const char *what, int64_t *ret_id,
		struct err *err)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(what, &end, 10);
	if (end != what && !*end && !errno) {
		*ret_id = n;
		return 0;
	}
	if (store_find_url(st, what, ret_id, err) < 0)
		return -1;
	if (!*ret_id)
		return err_set(err, ERR_NOTFOUND,
			       "no article has the address %s", what);
	return 0;
}

/* The earlier texts, the newest first: when each was replaced, and its
 * title.  */
static void add_versions(struct str *out, const struct store_versions *v)
{
	jsonout_name(out, "versions");
	str_add(out, "[");
	for (size_t i = 0; i < v->n; i++) {
		str_add(out, i ? ", {" : "{");
		jsonout_field_date(out, "replaced", v->versions[i].time);
		jsonout_field(out, "title", v->versions[i].title);
		str_add(out, "}");
	}
	str_add(out, "]");
}

static void add_json(struct str *out, const struct store_article *a,
		     const struct store_versions *v)
{
	str_add(out, "{");
	article_json(out, a);
	add_versions(out, v);
	str_add(out, "}\n");
}

enum format {
	AS_TEXT, AS_HTML, AS_MARKDOWN, AS_SOURCE, AS_JSON, AS_CHANGES, N_FORMATS
};

static const char *const format_names[N_FORMATS] = {
	"text", "html", "markdown", "source", "json", "changes",
};

static struct doc *doc_of(const struct store_article *a, const char *html)
{
	return doc_from_html(span_of(html), a->link ? a->link : a->feed_url);
}

/* The difference to the text before.  */
static void add_changes(struct str *out, const struct store_article *a,
			const struct store_version *before, int width)
{
	struct form_heading h = form_heading_of(a);
	struct layout_options options = { .width = width, .logical = true };
	struct doc *old = doc_of(a, before->html), *new = doc_of(a, a->html);
	struct doc *diff = doc_diff(old, new);
	struct layout *layout;

	doc_diff_title(diff, before->title, a->title);
	form_text_heading(out, &h);
	str_add(out, "Updated ");
	date_long(out, before->time);
	str_add(out, "\n\n");
	layout = layout_new(diff, &options);
	layout_text(layout, out);
	layout_free(layout);
	doc_free(old);
	doc_free(new);
	doc_free(diff);
}

static int add_article(struct str *out, const struct store_article *a,
		       const struct store_versions *v, enum format format,
		       int width, struct err *err)
{
	switch (format) {
	case AS_JSON:
		add_json(out, a, v);
		break;
	case AS_CHANGES:
		if (!v->n)
			return err_set(err, ERR_NOTFOUND, "no earlier text of "
				       "this article is kept");
		add_changes(out, a, &v->versions[0], width);
		break;
	case AS_SOURCE:
		text_safe(out, span_of(a->html), TEXT_LINES);
		str_addc(out, '\n');
		break;
	case AS_HTML:
		form_article(out, a, FORM_HTML, width);
		break;
	case AS_MARKDOWN:
		form_article(out, a, FORM_MARKDOWN, width);
		break;
	default:
		form_article(out, a, FORM_TEXT, width);
		break;
	}
	return 0;
}

static int show(const char *command, const char *what, enum format format,
		int width)
{
	struct store_article *a = NULL;
	struct store_versions *v = NULL;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct store *st;
	struct app *app;
	int64_t id;
	int ret;

	if (cli_open(command, APP_LOOKER, &app))
		return 1;
	st = app_store(app);
	if (!st) {
		err_set(&err, ERR_NOTFOUND, "there are no articles yet");
		ret = cli_fail(command, &err);
	} else if (find(st, what, &id, &err) < 0 ||
		   store_article(st, id, &a, &err) < 0 ||
		   store_versions(st, id, &v, &err) < 0 ||
		   (format == AS_CHANGES && v->n &&
		    store_version_text(st, v, 0, &err) < 0) ||
		   add_article(&out, a, v, format, width, &err) < 0) {
		ret = cli_fail(command, &err);
	} else {
		ret = cli_write(command, &out);
	}
	store_article_free(a);
	store_versions_free(v);
	str_release(&out);
	app_close(app);
	return ret;
}

/* The format of --format, or -1 after having said what is wrong.  */
static int parse_format(const char *command, const char *name)
{
	for (int i = 0; i < N_FORMATS; i++)
		if (!strcmp(name, format_names[i]))
			return i;
	cli_usage(command, "--format is text, html, markdown, source, json "
		  "or changes");
	return -1;
}

int cli_show(int argc, char **argv)
{
	bool json = false, html = false, markdown = false, changes = false;
	const char *columns = NULL, *name = NULL;
	const struct cli_option options[] = {
		{ .name = "json", .flag = &json },
		{ .name = "html", .flag = &html },
		{ .name = "markdown", .flag = &markdown },
		{ .name = "changes", .flag = &changes },
		{ .name = "format", .value = &name },
		{ .name = "width", .value = &columns },
	};
	int width, format;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0 || cli_width(argv[0], columns, &width) < 0)
		return 2;
	if (argc != 2)
		return cli_usage(argv[0], "which article?");
	format = name ? parse_format(argv[0], name) :
		 json ? AS_JSON : html ? AS_SOURCE :
		 markdown ? AS_MARKDOWN : changes ? AS_CHANGES : AS_TEXT;
	return format < 0 ? 2 : show(argv[0], argv[1], (enum format)format,
				     width);
}
