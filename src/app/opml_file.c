/* opml_file.c - subscriptions from OPML files; see opml_file.h */
#include "config.h"

#include "app/opml_file.h"

#include <sys/stat.h>

#include "app/app_private.h"
#include "app/subs_line.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "feed/opml.h"
#include "feed/urls.h"

#define MAX_FILE ((size_t)64 << 20)
#define MAX_REFUSALS 20		/* named one by one */
#define MAX_WARNINGS 5
#define MAX_NAME 200		/* cells of a folder's name */
#define MAX_TITLE 500
#define MAX_FOLDER 4000		/* bytes of a path */
#define MAX_SETTINGS 4000
#define MAX_QUERY 4096

/* --- what goes on a line ---------------------------------------------------- */

/* What goes on a line: a title, a name.  */
static void line_of(struct str *out, struct span s, int cells)
{
	struct str safe = STR_INIT;

	text_oneline(&safe, s);
	text_cut(out, str_span(&safe), cells);
	str_release(&safe);
}

/* Append "/Name"; a slash in a name becomes U+2215.  */
static void add_folder(struct str *out, struct span part)
{
	struct str name = STR_INIT;

	line_of(&name, part, MAX_NAME);
	if (name.len && out->len + 3 * name.len < MAX_FOLDER) {
		if (out->len)
			str_addc(out, '/');
		for (size_t k = 0; k < name.len; k++)
			if (name.s[k] == '/')
				str_add(out, "\xe2\x88\x95");
			else
				str_addc(out, name.s[k]);
	}
	str_release(&name);
}

/* The part of *rest before `by`, or all; *rest is moved behind it.  */
static struct span split(struct span *rest, char by)
{
	const char *at = memchr(rest->p, by, rest->len);
	struct span part = { rest->p, at ? (size_t)(at - rest->p) : rest->len };

	*rest = span_from(*rest, part.len + 1);
	return part;
}

/* Programs without outlines for folders say "/World/Asia" or "World", or
 * several with commas: the first that nests, else the first.  */
static void folder_of_category(struct str *out, const char *category)
{
	struct span rest = span_of(category), first = { NULL, 0 }, one;

	while (rest.len) {
		one = span_trim(split(&rest, ','));
		if (!one.len)
			continue;
		if (!first.len)
			first = one;
		if (one.p[0] == '/') {
			first = one;
			break;
		}
	}
	while (first.len)
		add_folder(out, split(&first, '/'));
}

/* "feed://example.com/" and "feed:https://…": addresses of the web that say
 * who is to open them.  */
static const char *web_address(struct arena *a, const char *url)
{
	static const char *const kinds[] = { "feed:", "rss:", "itpc:",
					     "pcast:" };
	struct span s = span_of(url);

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (!span_starts_nocase(s, kinds[i]))
			continue;
		s = span_from(s, strlen(kinds[i]));
		if (span_starts(s, "//"))
			return arena_printf(a, "http:%s", s.p);
		return url_is_http(s) ? s.p : url;
	}
	return url;
}

/* Are both inside the outline that `a` is directly in?  */
static bool share_folder(const struct opml_feed *a, const struct opml_feed *b)
{
	return b->n_path >= a->n_path &&
	       b->path[a->n_path - 1] == a->path[a->n_path - 1];
}

/* Thunderbird has a folder for each feed, with its name and nothing else in
 * it.  That is no folder of the reader's.  */
static bool has_own_folder(const struct opml_doc *doc, size_t i)
{
	const struct opml_feed *feed = &doc->feeds[i];

	return feed->kind != OPML_QUERY && feed->n_path && feed->title && !feed->name &&
	       !strcmp(feed->path[feed->n_path - 1], feed->title) &&
	       (i == 0 || !share_folder(feed, feed - 1)) &&
	       (i + 1 == doc->n_feeds || !share_folder(feed, feed + 1));
}

static void folder_of(struct str *out, const struct opml_feed *feed, size_t n)
{
	for (size_t i = 0; i < n; i++)
		add_folder(out, span_of(feed->path[i]));
	if (!feed->n_path && feed->category)
		folder_of_category(out, feed->category);
}

struct tally {
	struct app *app;
	size_t known, twice, refused, filtered, queries;
	struct str first;	/* the first refusal */
	/* Sorted: the addresses of the list that hold a password, without it:
	 * so they are in what was exported.  */
	const char **bare;
	size_t n_bare;
};

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_bare(struct tally *t, struct arena *a,
		      const struct subs *subs)
{
	struct str bare = STR_INIT;
	size_t n = subs_count(subs);
	const char *url;

	t->bare = arena_alloc(a, (n + 1) * sizeof(*t->bare));
	for (size_t i = 0; i < n; i++) {
		url = subs_feed(subs, i).url;
		if (!strchr(url, '@'))
			continue;
		str_clear(&bare);
		url_without_secrets(&bare, span_of(url));
		if (strcmp(bare.s, url))
			t->bare[t->n_bare++] = arena_strdup(a, bare.s);
	}
	qsort(t->bare, t->n_bare, sizeof(*t->bare), by_text);
	str_release(&bare);
}


static void refuse(struct tally *t, const struct opml_feed *feed,
		   const char *why)
{
	struct str safe = STR_INIT, cut = STR_INIT;

	if (t->refused++ < MAX_REFUSALS) {
		if (feed->url)
			url_without_secrets(&safe, span_of(feed->url));
		else
			text_oneline(&safe, span_of(feed->query));
		text_cut(&cut, str_span(&safe), 100);
		app_message(t->app, ERR_INPUT, "line %zu: refused %s: %s",
			    feed->line, cut.s, why);
		if (!t->first.len)
			str_addf(&t->first, "line %zu, %s", feed->line, why);
	}
	str_release(&safe);
	str_release(&cut);
}

/* FreshRSS: text that rules pick out of pages, "HTML+XPath".  */
static bool is_made_by_rules(const struct opml_feed *feed)
{
	return feed->type && strchr(feed->type, '+');
}

static bool may_be_taken(struct tally *t, const struct opml_feed *feed)
{
	if (feed->kind == OPML_FOLDER)
		return true;
	if (feed->kind == OPML_QUERY) {
		if (strlen(feed->query) <= MAX_QUERY)
			return true;
		refuse(t, feed, "a query is not that long");
		return false;
	}
	if (bsearch(&feed->url, t->bare, t->n_bare, sizeof(*t->bare),
		    by_text)) {
		t->known++;
		return false;
	}
	if (!url_is_http(span_of(feed->url)))
		refuse(t, feed, "only http and https are taken");
	else if (is_made_by_rules(feed))
		refuse(t, feed, "it is no feed but a page for another "
				"program to take apart");
	else
		return true;
	return false;
}

static const char *settings_of(struct tally *t, struct arena *a,
			       const struct opml_feed *feed)
{
	struct str words = STR_INIT;
	const char *ret = NULL;

	if (!feed->settings)
		return NULL;
	if (strlen(feed->settings) > MAX_SETTINGS ||
	    !subs_settings_normal(&words, span_of(feed->settings)))
		app_message(t->app, ERR_INPUT, "line %zu: not all settings of "
			    "this feed can be read", feed->line);
	if (words.len)
		ret = arena_strdup(a, words.s);
	str_release(&words);
	return ret;
}

/* The reader's own title.  Other programs do not tell it from the feed's; one
 * that is the address says nothing.  */
static const char *name_of(struct arena *a, const struct opml_feed *feed)
{
	const char *name = feed->name ? feed->name : feed->title;
	struct str line = STR_INIT;
	const char *ret = NULL;

	if (name && (feed->name || strcmp(name, feed->url)))
		line_of(&line, span_of(name), MAX_TITLE);
	if (line.len)
		ret = arena_strdup(a, line.s);
	str_release(&line);
	return ret;
}

/* Without a title of its own, it is called as it is.  */
static void fill_query(struct arena *a, const struct opml_feed *feed,
		       struct subs_new *item)
{
	struct str line = STR_INIT;

	text_oneline(&line, span_of(feed->query));
	item->query = arena_strdup(a, line.s);
	str_clear(&line);
	if (feed->title)
		line_of(&line, span_of(feed->title), MAX_TITLE);
	if (line.len && strcmp(line.s, item->query))
		item->name = arena_strdup(a, line.s);
	str_release(&line);
}

/* What can be added, and of which feed of the file each is.  */
static size_t gather(struct tally *t, const struct opml_doc *doc,
		     struct arena *a, struct subs_new *items, size_t *from)
{
	struct str folder = STR_INIT;
	const char **path = NULL;
	const char *kept = "";
	size_t n = 0;

	for (size_t i = 0; i < doc->n_feeds; i++) {
		const struct opml_feed *feed = &doc->feeds[i];

		if (!may_be_taken(t, feed))
			continue;
		/* Feeds of one folder share their path.  */
		if (!feed->n_path || feed->path != path) {
			str_clear(&folder);
			folder_of(&folder, feed, feed->n_path -
						 has_own_folder(doc, i));
			kept = arena_strdup(a, folder.s);
			path = feed->path;
		}
		from[n] = i;
		items[n++] = (struct subs_new){
			.folder = kept, .url = feed->url,
		};
		if (feed->kind == OPML_QUERY)
			fill_query(a, feed, &items[n - 1]);
		if (!feed->url)
			continue;
		items[n - 1].name = name_of(a, feed);
		items[n - 1].settings = settings_of(t, a, feed);
		t->filtered += feed->filter != NULL;
	}
	str_release(&folder);
	return n;
}

static void count(struct tally *t, const struct opml_feed *feed,
		  struct subs_new *item)
{
	switch (item->result) {
	case SUBS_ADDED: t->queries += item->query != NULL; break;
	case SUBS_THERE: t->known++; break;
	case SUBS_TWICE: t->twice++; break;
	case SUBS_REFUSED: refuse(t, feed, item->why); break;
	}
	free(item->why);
}

static void add_count(struct str *words, size_t n, const char *what)
{
	if (!n)
		return;
	str_add(words, ", ");
	str_add_number(words, (int64_t)n);
	str_addf(words, " %s", what);
}

/* What was damaged, what has another meaning here.  */
static void say_more(struct tally *t, const struct opml_doc *doc)
{
	if (t->refused > MAX_REFUSALS)
		app_message(t->app, ERR_INPUT, "and %zu more were refused",
			    t->refused - MAX_REFUSALS);
	for (size_t i = 0; i < doc->n_warnings && i < MAX_WARNINGS; i++)
		app_message(t->app, ERR_NONE, "%s", doc->warnings[i]);
	if (doc->n_warnings > MAX_WARNINGS)
		app_message(t->app, ERR_NONE, "and %zu more places were mended",
			    doc->n_warnings - MAX_WARNINGS);
	if (t->filtered)
		app_message(t->app, ERR_NONE, "%zu feed%s went through a "
			    "command of another program: here all of %s is "
			    "shown", t->filtered, t->filtered == 1 ? "" : "s",
			    t->filtered == 1 ? "it" : "them");
}

static void take(struct app *app, struct subs *subs, struct opml_imported *im)
{
	struct opml_doc *doc = im->doc;
	struct arena *a = doc->arena;
	struct tally t = { .app = app, .first = STR_INIT };
	struct subs_new *items = arena_alloc(a, (doc->n_feeds + 1) *
						sizeof(*items));
	size_t *from = arena_alloc(a, (doc->n_feeds + 1) * sizeof(*from));
	size_t n;

	for (size_t i = 0; i < doc->n_feeds; i++)
		if (doc->feeds[i].url)
			doc->feeds[i].url = web_address(a, doc->feeds[i].url);
	find_bare(&t, a, subs);
	n = gather(&t, doc, a, items, from);
	im->added = subs_add_all(subs, items, n, doc->own, &im->note);
	for (size_t i = 0; i < n; i++)
		count(&t, &doc->feeds[from[i]], &items[i]);
	say_more(&t, doc);
	str_add(&im->act, "Subscribed to ");
	if (im->added || !t.queries) {
		str_add_number(&im->act, (int64_t)im->added);
		str_add(&im->act, im->added == 1 ? " feed" : " feeds");
	}
	im->queries = t.queries;
	if (t.queries)
		str_addf(&im->act, "%s%zu smart feed%s",
			 im->added ? " and " : "", t.queries,
			 t.queries == 1 ? "" : "s");
	str_adds(&im->words, str_span(&im->act));
	add_count(&im->words, t.known, "already there");
	add_count(&im->words, t.twice, "named twice");
	add_count(&im->words, t.refused, "refused");
	if (!doc->n_feeds) {
		str_clear(&im->words);
		str_add(&im->words, "There is no feed in that file");
	}
	/* There the last words are all that stays on the screen.  */
	if (app->mode == APP_READER && t.first.len)
		str_addf(&im->words, " (%s)", t.first.s);
	str_release(&t.first);
}

void opml_imported_release(struct opml_imported *im)
{
	opml_doc_free(im->doc);
	im->doc = NULL;
	str_release(&im->act);
	str_release(&im->words);
	str_release(&im->note);
}

/* Markup is OPML, or not as it should be; else it may be another's list.  */
static int parse(struct span bytes, struct opml_doc **ret, struct err *err)
{
	struct span s = span_trim(bytes);

	if (urls_parse(s.len && s.p[0] == '<' ? (struct span){ "", 0 } : bytes,
		       ret, NULL) == 0)
		return 0;
	return opml_parse(bytes, ret, err);
}

int opml_file_import(struct app *app, const char *path, struct subs *subs,
		     struct opml_imported *ret, struct err *err)
{
	struct str bytes = STR_INIT;
	struct stat sb;
	int rc;

	/* A pipe may never end; in the reader everything would wait for it. */
	if (app->mode == APP_READER &&
	    (!strcmp(path, "-") || (!stat(path, &sb) && !S_ISREG(sb.st_mode))))
		return err_set(err, ERR_INPUT, "%s is not a regular file",
			       path);
	rc = file_read(path, MAX_FILE, &bytes, err);
	if (rc == 0 && parse(str_span(&bytes), &ret->doc, err) < 0)
		rc = err_prefix(err, "%s", path);
	str_release(&bytes);
	if (rc < 0)
		return -1;
	take(app, subs, ret);
	return 0;
}

int opml_file_tell(struct store *st, const struct opml_imported *im,
		   struct err *err)
{
	const struct opml_doc *doc = im->doc;
	struct store_hint *hints = xcalloc(doc->n_feeds, sizeof(*hints));
	const struct opml_feed *feed;
	size_t n = 0;
	int rc;

	for (size_t i = 0; i < doc->n_feeds; i++) {
		feed = &doc->feeds[i];
		if (!feed->url)
			continue;
		hints[n] = (struct store_hint){ .url = feed->url };
		if (feed->site && url_is_http(span_of(feed->site)))
			hints[n].site = feed->site;
		/* Only where we know that it is the publisher's.  */
		if (feed->name && !*feed->name && feed->title &&
		    strcmp(feed->title, feed->url))
			hints[n].title = feed->title;
		n += hints[n].site || hints[n].title;
	}
	rc = store_hint_feeds(st, hints, n, err);
	free(hints);
	return rc;
}
