/* opml.c - subscription lists in and out; see opml.h */
#include "config.h"

#include "feed/opml.h"

#include <strings.h>

#include "base/entity.h"
#include "base/mem.h"
#include "feed/charset.h"
#include "feed/plain.h"
#include "feed/prolog.h"
#include "feed/repair.h"
#include "feed/sax.h"

#define OPML_FEEDS 100000
#define DEPTH (REPAIR_DEPTH + 8)

/* --- in ----------------------------------------------------------------- */

struct reader {
	struct opml_doc *doc;
	struct notes notes;
	const char *names[DEPTH];	/* of the open elements; NULL: none */
	size_t depth;
	size_t cap_feeds;
	bool in_head;
	size_t title_depth;		/* of the <title> being read, or 0 */
	bool truncated;
	struct str title;
};

static bool attribute(const struct sax_element *e, const char *name,
		      struct str *out)
{
	str_clear(out);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		if (strcasecmp(a.name, name))
			continue;
		sax_value(out, a.value);
		if (span_trim(str_span(out)).len)
			return true;
		str_clear(out);
	}
	return false;
}

/* The first of two attributes as one line, or NULL.  */
static const char *either(struct reader *r, const struct sax_element *e,
			  const char *first, const char *second)
{
	struct str value = STR_INIT, line = STR_INIT;
	const char *ret = NULL;

	if (attribute(e, first, &value) || attribute(e, second, &value)) {
		plain_line(&line, str_span(&value));
		if (line.len)
			ret = arena_strdup(r->doc->arena, line.s);
	}
	str_release(&value);
	str_release(&line);
	return ret;
}

static const char **path(struct reader *r, size_t *ret_n)
{
	const char **names;
	size_t n = 0;

	for (size_t i = 0; i < r->depth; i++)
		n += r->names[i] != NULL;
	*ret_n = n;
	if (!n)
		return NULL;
	names = arena_alloc(r->doc->arena, n * sizeof(*names));
	n = 0;
	for (size_t i = 0; i < r->depth; i++)
		if (r->names[i])
			names[n++] = r->names[i];
	return names;
}

static void outline(struct reader *r, const struct sax_element *e)
{
	struct opml_doc *doc = r->doc;
	struct str url = STR_INIT;
	struct opml_feed *feed;

	if (!attribute(e, "xmlUrl", &url))
		goto out;
	if (doc->n_feeds >= OPML_FEEDS) {
		notes_add(&r->notes, "only the first %d feeds were read",
			  OPML_FEEDS);
		goto out;
	}
	doc->feeds = arena_grow(doc->arena, doc->feeds, doc->n_feeds,
				&r->cap_feeds, sizeof(*doc->feeds));
	feed = &doc->feeds[doc->n_feeds++];
	memset(feed, 0, sizeof(*feed));
	feed->url = arena_span(doc->arena, span_trim(str_span(&url)));
	feed->title = either(r, e, "title", "text");
	feed->path = path(r, &feed->n_path);
out:
	str_release(&url);
}

static void on_start(void *arg, const struct sax_element *e)
{
	struct reader *r = arg;
	const char *name = NULL;

	if (r->depth >= DEPTH)
		fatal("opml: deeper than repaired");
	if (!strcasecmp(e->name, "outline")) {
		outline(r, e);
		name = either(r, e, "text", "title");
	} else if (!strcasecmp(e->name, "head")) {
		r->in_head = true;
	} else if (!strcasecmp(e->name, "body")) {
		r->in_head = false;
	} else if (!strcasecmp(e->name, "title") && r->in_head &&
		   !r->title.len) {
		r->title_depth = r->depth + 1;
	}
	r->names[r->depth++] = name;
}

static void on_end(void *arg)
{
	struct reader *r = arg;

	if (r->depth == r->title_depth)
		r->title_depth = 0;
	r->depth--;
}

static void on_text(void *arg, const char *p, size_t n)
{
	struct reader *r = arg;

	if (r->title_depth)
		str_addn(&r->title, p, n);
}

static void on_truncated(void *arg)
{
	(void)arg;
}

static int read_text(struct reader *r, struct span text, struct err *err)
{
	static const char *const roots[] = { "opml" };
	struct sax_handler handler = {
		on_start, on_end, on_text, on_truncated, r,
	};
	struct str expanded = STR_INIT, line = STR_INIT;
	struct prolog prolog;
	struct span xml;

	if (!span_trim(text).len)
		return err_set(err, ERR_INPUT, "empty");
	prolog_scan(text, roots, ARRAY_LEN(roots), &prolog, &r->notes);
	if (!prolog.root_name.len)
		return err_set(err, ERR_INPUT, "not OPML");
	xml = prolog_expand(&prolog, prolog.root, &expanded, &r->notes);
	sax_parse(xml, prolog.line, &handler, &r->notes);
	plain_line(&line, str_span(&r->title));
	if (line.len)
		r->doc->title = arena_strdup(r->doc->arena, line.s);
	str_release(&line);
	str_release(&expanded);
	return 0;
}

int opml_parse(struct span body, struct opml_doc **ret_doc, struct err *err)
{
	struct arena *arena = arena_new();
	struct reader *r = arena_zalloc(arena, sizeof(*r));
	struct str decoded = STR_INIT;
	struct span text;
	int rc;

	r->doc = arena_zalloc(arena, sizeof(*r->doc));
	r->doc->arena = arena;
	r->notes.arena = arena;
	r->title = (struct str)STR_INIT_LIMIT(64 * 1024);
	text = charset_decode(body, NULL, &decoded, &r->notes);
	rc = read_text(r, text, err);
	str_release(&decoded);
	str_release(&r->title);
	if (rc) {
		arena_free(arena);
		return -1;
	}
	notes_finish(&r->notes);
	r->doc->warnings = r->notes.items;
	r->doc->n_warnings = r->notes.n;
	*ret_doc = r->doc;
	return 0;
}

void opml_doc_free(struct opml_doc *doc)
{
	if (doc)
		arena_free(doc->arena);
}

/* --- out ---------------------------------------------------------------- */

static void indent(struct str *out, size_t n)
{
	while (n--)
		str_add(out, "  ");
}

/* ` name="value"`, without what XML does not allow.  */
static void write_attribute(struct str *out, const char *name,
			    const char *value)
{
	struct str clean = STR_INIT;

	if (!value)
		return;
	for (; *value; value++)
		if ((unsigned char)*value >= ' ')
			str_addc(&clean, *value);
		else if (*value == '\t' || *value == '\n')
			str_addc(&clean, ' ');
	str_addf(out, " %s=\"", name);
	entity_escape(out, str_span(&clean));
	str_addc(out, '"');
	str_release(&clean);
}

/* How many outlines of `a` and `b` are the same, from the outermost on.  */
static size_t shared(const struct opml_feed *a, const struct opml_feed *b)
{
	size_t n = 0;

	while (a && n < a->n_path && n < b->n_path &&
	       !strcmp(a->path[n], b->path[n]))
		n++;
	return n;
}

static void close_outlines(struct str *out, size_t from, size_t to)
{
	for (; from > to; from--) {
		indent(out, from + 1);
		str_add(out, "</outline>\n");
	}
}

void opml_write(struct str *out, const char *title,
		const struct opml_feed *feeds, size_t n)
{
	const struct opml_feed *before = NULL;

	str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<opml version=\"2.0\">\n  <head>\n    <title>");
	entity_escape(out, span_of(title));
	str_add(out, "</title>\n  </head>\n  <body>\n");
	for (size_t i = 0; i < n; i++) {
		const struct opml_feed *f = &feeds[i];
		size_t common = shared(before, f);

		close_outlines(out, before ? before->n_path : 0, common);
		for (size_t k = common; k < f->n_path; k++) {
			indent(out, k + 2);
			str_add(out, "<outline");
			write_attribute(out, "text", f->path[k]);
			str_add(out, ">\n");
		}
		indent(out, f->n_path + 2);
		str_add(out, "<outline");
		write_attribute(out, "text", f->title ? f->title : f->url);
		write_attribute(out, "title", f->title);
		str_add(out, " type=\"rss\"");
		write_attribute(out, "xmlUrl", f->url);
		write_attribute(out, "htmlUrl", f->site);
		str_add(out, "/>\n");
		before = f;
	}
	close_outlines(out, before ? before->n_path : 0, 0);
	str_add(out, "  </body>\n</opml>\n");
}
