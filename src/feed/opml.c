/* opml.c - subscription lists in and out; see opml.h */
#include "config.h"

#include "feed/opml.h"

#include <strings.h>

#include "base/entity.h"
#include "base/mem.h"
#include "base/text.h"
#include "feed/charset.h"
#include "feed/plain.h"
#include "feed/prolog.h"
#include "feed/repair.h"
#include "feed/sax.h"

#define OPML_FEEDS 100000
#define LONGEST_NAME 500	/* bytes of a folder's name */
#define LONGEST_PATH 2000	/* of all of them: each feed has one */
#define DEEPEST_PATH 150	/* fewer than are repaired, so that they come back */
#define DEPTH (REPAIR_DEPTH + 8)

/* --- in ----------------------------------------------------------------- */

struct reader {
	struct opml_doc *doc;
	struct notes notes;
	const char *names[DEPTH];	/* of the open elements; NULL: none */
	/* What path() made of the names above, or NULL.  */
	const char **paths[DEPTH + 1];
	size_t n_paths[DEPTH + 1];
	size_t depth;
	size_t cap_feeds;
	size_t nameless;		/* feeds without an address */
	size_t nameless_line;		/* the first of them */
	/* One that began, should nothing be in it: some give folders the type
	 * of a feed.  */
	size_t nameless_here;
	bool path_cut;			/* that was said */
	bool in_head;
	size_t title_depth;		/* of the <title> being read, or 0 */
	struct str title;
	struct str value, line;		/* scratch */
};

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* The value of an attribute of OPML, in whatever letters it is written.  */
static bool attribute(const struct sax_element *e, const char *name,
		      struct str *out)
{
	str_clear(out);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		/* Some prefix the whole language, the others are not it.  */
		if (strcasecmp(a.name, name) ||
		    (a.prefix && !same(a.prefix, e->prefix)))
			continue;
		sax_value(out, a.value);
		if (span_trim(str_span(out)).len)
			return true;
		str_clear(out);
	}
	return false;
}

/* The same of our namespace, trimmed; it may be empty.  NULL: missing.  */
static const char *own(struct reader *r, const struct sax_element *e,
		       const char *name)
{
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		if (!a.uri || strcmp(a.uri, OPML_NAMESPACE) ||
		    strcmp(a.name, name))
			continue;
		r->doc->own = true;
		str_clear(&r->value);
		sax_value(&r->value, a.value);
		return arena_span(r->doc->arena,
				  span_trim(str_span(&r->value)));
	}
	return NULL;
}

/* The first of two attributes as one line, or NULL.  */
static const char *either(struct reader *r, const struct sax_element *e,
			  const char *first, const char *second)
{
	if (!attribute(e, first, &r->value) &&
	    !(second && attribute(e, second, &r->value)))
		return NULL;
	str_clear(&r->line);
	plain_line(&r->line, str_span(&r->value));
	return r->line.len ? arena_strdup(r->doc->arena, r->line.s) : NULL;
}

/* A name for the paths of what is in it.  */
static const char *short_name(struct reader *r, const char *name)
{
	size_t n = LONGEST_NAME;

	if (!name || strlen(name) <= n)
		return name;
	while (((unsigned char)name[n] & 0xc0) == 0x80)
		n--;
	return arena_span(r->doc->arena,
			  span_trim((struct span){ name, n }));
}

/* Feeds of one folder share it.  */
static const char **path(struct reader *r, size_t line, size_t *ret_n)
{
	size_t n = 0, room = LONGEST_PATH;
	const char **names;

	if (r->paths[r->depth]) {
		*ret_n = r->n_paths[r->depth];
		return r->paths[r->depth];
	}
	names = arena_alloc(r->doc->arena, (r->depth + 1) * sizeof(*names));
	for (size_t i = 0; i < r->depth; i++) {
		if (!r->names[i])
			continue;
		if (n == DEEPEST_PATH || strlen(r->names[i]) > room) {
			if (!r->path_cut)
				notes_add(&r->notes, "line %zu: folders that "
					  "nest too deeply were left out",
					  line);
			r->path_cut = true;
			break;
		}
		room -= strlen(r->names[i]);
		names[n++] = r->names[i];
	}
	r->paths[r->depth] = names;
	r->n_paths[r->depth] = *ret_n = n;
	return names;
}

static struct opml_feed *add(struct reader *r, const struct sax_element *e,
			     enum opml_kind kind)
{
	struct opml_doc *doc = r->doc;
	struct opml_feed *feed;

	if (doc->n_feeds >= OPML_FEEDS) {
		notes_add(&r->notes, "only the first %d feeds were read",
			  OPML_FEEDS);
		return NULL;
	}
	doc->feeds = arena_grow(doc->arena, doc->feeds, doc->n_feeds,
				&r->cap_feeds, sizeof(*doc->feeds));
	feed = &doc->feeds[doc->n_feeds++];
	memset(feed, 0, sizeof(*feed));
	feed->kind = kind;
	feed->line = e->line;
	feed->path = path(r, e->line, &feed->n_path);
	return feed;
}

/* Some say it in their namespace.  */
static const char *filter(struct reader *r, const struct sax_element *e)
{
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		if (strcasecmp(a.name, "filtercmd") &&
		    strcasecmp(a.name, "postProcess"))
			continue;
		str_clear(&r->value);
		str_clear(&r->line);
		sax_value(&r->value, a.value);
		plain_line(&r->line, str_span(&r->value));
		if (r->line.len)
			return arena_strdup(r->doc->arena, r->line.s);
	}
	return NULL;
}

static bool is_type_of_feed(const char *type)
{
	return type && (!strcasecmp(type, "rss") || !strcasecmp(type, "atom") ||
			!strcasecmp(type, "feed"));
}

static void read_feed(struct reader *r, const struct sax_element *e,
		      struct opml_feed *feed, const char *type)
{
	feed->type = type;
	feed->title = either(r, e, "title", "text");
	feed->site = either(r, e, "htmlUrl", NULL);
	feed->category = either(r, e, "category", NULL);
	feed->version = either(r, e, "version", NULL);
	feed->description = either(r, e, "description", NULL);
	feed->language = either(r, e, "language", NULL);
	feed->filter = filter(r, e);
	feed->name = own(r, e, "name");
	feed->settings = own(r, e, "settings");
}

/* A smart feed is one that has a query.  */
static bool query(struct reader *r, const struct sax_element *e,
		  const char *name)
{
	const char *text = own(r, e, "query");
	struct opml_feed *feed = text && *text ? add(r, e, OPML_QUERY) : NULL;

	if (feed) {
		feed->query = text;
		feed->title = name;
	}
	return text && *text;
}

/* An empty folder is one that says so: outlines hold much else.  */
static void folder(struct reader *r, const struct sax_element *e,
		   const char *name)
{
	struct opml_feed *feed;
	const char **names;

	if (!name || !own(r, e, "folder"))
		return;
	feed = add(r, e, OPML_FOLDER);
	if (!feed)
		return;
	names = arena_alloc(r->doc->arena,
			    (feed->n_path + 1) * sizeof(*names));
	memcpy(names, feed->path, feed->n_path * sizeof(*names));
	names[feed->n_path++] = name;
	feed->path = names;
}

/* Returns the name for what is in it.  */
static const char *outline(struct reader *r, const struct sax_element *e)
{
	const char *type = either(r, e, "type", NULL);
	const char *name = short_name(r, either(r, e, "text", "title"));
	struct opml_feed *feed;
	enum opml_kind kind = OPML_FEED;
	const char *url;

	if (!attribute(e, "xmlUrl", &r->value)) {
		kind = OPML_LOOSE;
		if (query(r, e, name))
			return name;
		if (!is_type_of_feed(type)) {
			folder(r, e, name);
			return name;
		}
		if (!attribute(e, "url", &r->value)) {
			r->nameless_here = e->line;
			return name;
		}
	}
	url = arena_span(r->doc->arena, span_trim(str_span(&r->value)));
	feed = add(r, e, kind);
	if (feed) {
		feed->url = url;
		read_feed(r, e, feed, type);
	}
	return name;
}

static void on_start(void *arg, const struct sax_element *e)
{
	struct reader *r = arg;
	const char *name = NULL;

	if (r->depth >= DEPTH)
		fatal("opml: deeper than repaired");
	r->nameless_here = 0;
	if (!strcasecmp(e->name, "outline")) {
		name = outline(r, e);
	} else if (!strcasecmp(e->name, "head")) {
		r->in_head = true;
	} else if (!strcasecmp(e->name, "body")) {
		r->in_head = false;
	} else if (!strcasecmp(e->name, "title") && r->in_head &&
		   !r->title.len) {
		r->title_depth = r->depth + 1;
	}
	r->names[r->depth++] = name;
	r->paths[r->depth] = NULL;
}

static void on_end(void *arg)
{
	struct reader *r = arg;

	if (r->depth == r->title_depth)
		r->title_depth = 0;
	if (r->nameless_here && !r->nameless++)
		r->nameless_line = r->nameless_here;
	r->nameless_here = 0;
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
		.start = on_start, .end = on_end, .text = on_text,
		.truncated = on_truncated, .arg = r, .lines = true,
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
	if (r->nameless == 1)
		notes_add(&r->notes, "line %zu: a feed without an address",
			  r->nameless_line);
	else if (r->nameless)
		notes_add(&r->notes, "line %zu and elsewhere: %zu feeds "
			  "without an address", r->nameless_line, r->nameless);
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
	str_init(&r->value);
	str_init(&r->line);
	text = charset_decode(body, NULL, &decoded, &r->notes);
	rc = read_text(r, text, err);
	str_release(&decoded);
	str_release(&r->title);
	str_release(&r->value);
	str_release(&r->line);
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

/* Without what XML does not allow.  */
static void write_text(struct str *out, const char *text)
{
	struct str clean = STR_INIT;
	struct span s = span_of(text);
	uint32_t c;

	while (s.len) {
		s = span_from(s, text_decode(s, &c));
		if (c == '\t' || c == '\n' || c == '\r')
			str_addc(&clean, ' ');
		else if (c >= ' ' && c != 0xfffe && c != 0xffff)
			str_add_utf8(&clean, c);
	}
	entity_escape(out, str_span(&clean));
	str_release(&clean);
}

/* ` name="value"`, unless there is none.  */
static void write_attribute(struct str *out, const char *name,
			    const char *value)
{
	if (!value)
		return;
	str_addf(out, " %s=\"", name);
	write_text(out, value);
	str_addc(out, '"');
}

/* Outlines that are opened for it: an empty folder is its own.  */
static size_t n_around(const struct opml_feed *f)
{
	return f->n_path - (f->kind == OPML_FOLDER && f->n_path);
}

/* How many outlines of `a` and `b` are the same, from the outermost on.  */
static size_t shared(const struct opml_feed *a, const struct opml_feed *b)
{
	size_t n = 0;

	while (a && n < n_around(a) && n < n_around(b) &&
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

/* Its title, else its address.  */
static void write_titles(struct str *out, const struct opml_feed *f)
{
	struct str url = STR_INIT;

	plain_line(&url, span_of(f->url));
	write_attribute(out, "text", f->title ? f->title : url.s);
	if (f->title && strcmp(f->title, url.s))
		write_attribute(out, "title", f->title);
	str_release(&url);
}

static void write_query(struct str *out, const struct opml_feed *f)
{
	struct str line = STR_INIT;

	plain_line(&line, span_of(f->query));
	write_attribute(out, "text", f->title ? f->title : line.s);
	write_attribute(out, "coranto:query", f->query);
	str_release(&line);
}

static void write_outline(struct str *out, const struct opml_feed *f)
{
	indent(out, n_around(f) + 2);
	str_add(out, "<outline");
	if (f->kind == OPML_FOLDER) {
		write_attribute(out, "text", f->path[f->n_path - 1]);
		write_attribute(out, "coranto:folder", "empty");
	} else if (f->kind == OPML_QUERY) {
		write_query(out, f);
	} else {
		write_titles(out, f);
		str_add(out, " type=\"rss\"");
		write_attribute(out, "xmlUrl", f->url);
		write_attribute(out, "htmlUrl", f->site);
		write_attribute(out, "coranto:name", f->name);
		write_attribute(out, "coranto:settings", f->settings);
	}
	str_add(out, "/>\n");
}

void opml_write(struct str *out, const char *title,
		const struct opml_feed *feeds, size_t n)
{
	const struct opml_feed *before = NULL;

	str_add(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		     "<opml version=\"2.0\""
		     " xmlns:coranto=\"" OPML_NAMESPACE "\">\n"
		     "  <head>\n    <title>");
	write_text(out, title);
	str_add(out, "</title>\n  </head>\n  <body>\n");
	for (size_t i = 0; i < n; i++) {
		const struct opml_feed *f = &feeds[i];
		size_t common = shared(before, f);

		if (f->kind == OPML_FOLDER && !f->n_path)
			continue;
		close_outlines(out, before ? n_around(before) : 0, common);
		for (size_t k = common; k < n_around(f); k++) {
			indent(out, k + 2);
			str_add(out, "<outline");
			write_attribute(out, "text", f->path[k]);
			str_add(out, ">\n");
		}
		write_outline(out, f);
		before = f;
	}
	close_outlines(out, before ? n_around(before) : 0, 0);
	str_add(out, "  </body>\n</opml>\n");
}
