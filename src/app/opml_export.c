/* opml_export.c - the subscriptions as OPML: the list says what and where, the
 * cache knows titles and sites; see app.h
 */
#include "config.h"

#include "app/app_private.h"
#include "app/bundled.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "base/url.h"
#include "feed/opml.h"

/* What is collected for a file.  */
struct collected {
	struct arena *arena;
	struct opml_feed *feeds;
	size_t n;
	bool secrets;
	size_t hidden;		/* addresses that lost theirs */
	const struct app_item *only;	/* NULL: all */
};

/* A name of a folder as others see it: U+2215 is a slash that our paths
 * cannot hold.  */
static const char *name_of_part(struct arena *a, struct span part)
{
	struct str name = STR_INIT;
	const char *ret;
	ptrdiff_t at;

	while ((at = span_find(part, SPAN("\xe2\x88\x95"))) >= 0) {
		str_addn(&name, part.p, (size_t)at);
		str_addc(&name, '/');
		part = span_from(part, (size_t)at + 3);
	}
	str_adds(&name, part);
	ret = arena_strdup(a, name.s);
	str_release(&name);
	return ret;
}

static void fill_path(struct arena *a, struct opml_feed *to,
		      const char *folder)
{
	struct span rest = span_of(folder), part;
	const char *slash;
	size_t n = 1;

	for (size_t i = 0; i < rest.len; i++)
		n += rest.p[i] == '/';
	to->path = arena_alloc(a, n * sizeof(char *));
	while (rest.len) {
		slash = memchr(rest.p, '/', rest.len);
		part = (struct span){ rest.p, slash ? (size_t)(slash - rest.p) :
						      rest.len };
		rest = span_from(rest, part.len + 1);
		if (part.len)
			to->path[to->n_path++] = name_of_part(a, part);
	}
}

/* As a line is read again.  NULL for what says nothing.  */
static const char *clean(struct arena *a, const char *s)
{
	struct str line = STR_INIT;
	const char *ret;

	text_oneline(&line, span_of(s));
	ret = line.len ? arena_strdup(a, line.s) : NULL;
	str_release(&line);
	return ret;
}

static void collect_feed(struct collected *c, const struct subs_feed *sub,
			 const struct store_feed *known)
{
	struct opml_feed *to = &c->feeds[c->n++];
	const char *name = clean(c->arena, sub->name);
	const char *title = known ? clean(c->arena, known->title) : NULL;
	struct str bare = STR_INIT;

	url_without_secrets(&bare, span_of(sub->url));
	if (strcmp(bare.s, sub->url) && !c->secrets)
		c->hidden++;
	*to = (struct opml_feed){
		.url = arena_strdup(c->arena, c->secrets ? sub->url : bare.s),
		.title = name ? name : title,
		.site = known ? clean(c->arena, known->site) : NULL,
		.name = name ? name : "",
		.settings = arena_strdup(c->arena, sub->settings),
	};
	fill_path(c->arena, to, sub->folder ? sub->folder : "");
	str_release(&bare);
}

static int by_url(const void *a, const void *b)
{
	const struct store_feed *const *x = a, *const *y = b;

	return strcmp((*x)->url, (*y)->url);
}

static const struct store_feed **sorted(struct arena *a,
					const struct store_feeds *feeds)
{
	size_t n = feeds ? feeds->n : 0;
	const struct store_feed **ret = arena_alloc(a, (n + 1) * sizeof(*ret));

	for (size_t i = 0; i < n; i++)
		ret[i] = &feeds->feeds[i];
	qsort(ret, n, sizeof(*ret), by_url);
	return ret;
}

/* --- empty folders ---------------------------------------------------------- */

struct heading {
	const char *folder;
	size_t line;
};

static int by_folder(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;
	int order = strcmp(x->folder, y->folder);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

static int by_line(const void *a, const void *b)
{
	const struct heading *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

/* The first of the sorted folders that is not before `folder`.  */
static const char *from_folder(const struct heading *used, size_t n,
			       const char *folder)
{
	size_t low = 0, high = n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(used[middle].folder, folder) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < n ? used[low].folder : "";
}

static bool is_used(const struct heading *used, size_t n, const char *folder)
{
	struct str below = STR_INIT;
	bool is = !strcmp(from_folder(used, n, folder), folder);

	if (!is) {
		str_addf(&below, "%s/", folder);
		is = span_starts(span_of(from_folder(used, n, below.s)),
				 below.s);
	}
	str_release(&below);
	return is;
}

/* The folders of the list that hold nothing, each once, by their lines.  */
static struct heading *empty_folders(struct arena *a, const struct subs *subs,
				     size_t *ret_n)
{
	size_t n_feeds = subs_count(subs), n = 0, kept = 0, line = 0;
	size_t n_used = n_feeds + subs_n_queries(subs);
	struct heading *used = arena_alloc(a, (n_used + 1) * sizeof(*used));
	struct heading *all = arena_alloc(a, (subs_n_sections(subs) + 1) *
					     sizeof(*all));
	const char *folder;

	for (size_t i = 0; i < n_feeds; i++)
		used[i] = (struct heading){ subs_feed(subs, i).folder, 0 };
	for (size_t i = n_feeds; i < n_used; i++)
		used[i] = (struct heading){
			subs_query(subs, i - n_feeds).folder, 0 };
	qsort(used, n_used, sizeof(*used), by_folder);
	while ((folder = subs_section(subs, &line)))
		all[n++] = (struct heading){ folder, line };
	qsort(all, n, sizeof(*all), by_folder);
	for (size_t i = 0; i < n; i++)
		if (*all[i].folder && !is_used(used, n_used, all[i].folder) &&
		    (!kept || strcmp(all[kept - 1].folder, all[i].folder)))
			all[kept++] = all[i];
	qsort(all, kept, sizeof(*all), by_line);
	*ret_n = kept;
	return all;
}

static void collect_folder(struct collected *c, const char *folder)
{
	struct opml_feed *to = &c->feeds[c->n++];

	*to = (struct opml_feed){ .kind = OPML_FOLDER };
	fill_path(c->arena, to, folder);
}

static void collect_query(struct collected *c, const struct subs_query *q)
{
	struct opml_feed *to = &c->feeds[c->n++];

	*to = (struct opml_feed){
		.kind = OPML_QUERY, .query = clean(c->arena, q->query),
		.title = clean(c->arena, q->name),
	};
	fill_path(c->arena, to, q->folder);
	if (!to->query)
		c->n--;
}

/* --- all of it -------------------------------------------------------------- */

/* Is it what is to be written?  */
static bool is_wanted(const struct collected *c, const char *url,
		      const char *folder)
{
	const struct app_item *only = c->only;
	size_t n;

	if (!only)
		return true;
	if (only->url)
		return url && !strcmp(url, only->url);
	if (!only->folder)
		return false;
	n = strlen(only->folder);
	return !strncmp(folder, only->folder, n) &&
	       (!folder[n] || folder[n] == '/');
}

/* Those that stand before feed `i`, from *next on.  */
static void collect_queries(struct collected *c, const struct subs *subs,
			    size_t i, size_t *next)
{
	for (; *next < subs_n_queries(subs); ++*next) {
		const struct subs_query q = subs_query(subs, *next);

		if (q.before > i)
			return;
		if (c->only && c->only->query ?
		    !strcmp(c->only->query, q.query) :
		    is_wanted(c, NULL, q.folder))
			collect_query(c, &q);
	}
}

static void collect_list(struct collected *c, const struct subs *subs,
			 const struct store_feeds *feeds)
{
	const struct store_feed **known = sorted(c->arena, feeds), **at;
	struct heading *empty;
	size_t n_empty, next = 0, query = 0;

	empty = empty_folders(c->arena, subs, &n_empty);
	for (size_t i = 0; i < subs_count(subs); i++) {
		const struct subs_feed sub = subs_feed(subs, i);
		const struct store_feed want = { .url = sub.url }, *p = &want;

		for (; next < n_empty && empty[next].line <= sub.line; next++)
			if (is_wanted(c, NULL, empty[next].folder))
				collect_folder(c, empty[next].folder);
		collect_queries(c, subs, i, &query);
		if (bundled_is(sub.url) || !is_wanted(c, sub.url, sub.folder))
			continue;
		at = bsearch(&p, known, feeds ? feeds->n : 0, sizeof(*known),
			     by_url);
		collect_feed(c, &sub, at ? *at : NULL);
	}
	collect_queries(c, subs, SIZE_MAX, &query);
	for (; next < n_empty; next++)
		if (is_wanted(c, NULL, empty[next].folder))
			collect_folder(c, empty[next].folder);
}

/* There is no list: what the cache says.  */
static void collect_cache(struct collected *c, const struct store_feeds *feeds)
{
	for (size_t i = 0; i < feeds->n; i++) {
		const struct store_feed *f = &feeds->feeds[i];
		const struct subs_feed sub = {
			.url = f->url, .name = f->name, .folder = f->folder,
		};

		if (!bundled_is(f->url) && is_wanted(c, f->url, f->folder))
			collect_feed(c, &sub, f);
	}
}

static size_t write_opml(struct app *app, bool secrets,
			 const struct app_item *only, struct str *out)
{
	struct store_feeds *feeds = NULL;
	struct collected c = { .arena = arena_new(), .secrets = secrets,
			       .only = only };

	app_check_subs(app);
	if (app->store && store_feeds(app->store, &feeds, NULL) < 0)
		feeds = NULL;
	c.feeds = arena_alloc(c.arena,
			      (subs_count(app->subs) +
			       subs_n_sections(app->subs) +
			       subs_n_queries(app->subs) +
			       (feeds ? feeds->n : 0) + 1) * sizeof(*c.feeds));
	if (!subs_is_missing(app->subs))
		collect_list(&c, app->subs, feeds);
	else if (feeds)
		collect_cache(&c, feeds);
	opml_write(out, "coranto subscriptions", c.feeds, c.n);
	store_feeds_free(feeds);
	arena_free(c.arena);
	return c.hidden;
}

size_t app_opml(struct app *app, bool secrets, struct str *out)
{
	return write_opml(app, secrets, NULL, out);
}

void app_say_hidden(struct str *words, size_t hidden)
{
	if (hidden)
		str_addf(words, ", without the user name and password of "
			 "%zu address%s", hidden, hidden == 1 ? "" : "es");
}

struct exporting {
	struct app_task task;
	char *path;
	struct str opml;
	size_t hidden;
	char *part;		/* what it is, or NULL: all of them */
};

static int run_export(struct store *st, struct store_job *job,
		      struct err *err)
{
	struct exporting *x = containing(job, struct exporting, task.job);
	struct str words = STR_INIT;

	(void)st;
	if (paths_have_parent(x->path, err) < 0 ||
	    file_write(x->path, str_span(&x->opml), err) < 0)
		return -1;
	str_addf(&words, "Wrote %s to %s", x->part ? x->part :
		 "the subscriptions", x->path);
	app_say_hidden(&words, x->hidden);
	x->task.event->text = str_detach(&words);
	return 0;
}

static void release_export(struct app_task *task)
{
	struct exporting *x = containing(task, struct exporting, task);

	free(x->path);
	free(x->part);
	str_release(&x->opml);
}

uint64_t app_export(struct app *app, const char *path)
{
	return app_export_item(app, path, NULL);
}

uint64_t app_export_item(struct app *app, const char *path,
			 const struct app_item *item)
{
	struct exporting *x = app_task_new(app, sizeof(*x), run_export);
	uint64_t ticket = app_task_ticket(&x->task);

	x->task.release = release_export;
	x->path = xstrdup(path);
	str_init(&x->opml);
	x->part = item ? xstrdup(item->folder ? item->folder :
				 item->query ? "the smart feed" :
				 "the feed") :
		  NULL;
	x->hidden = write_opml(app, false, item, &x->opml);
	x->task.job.reads = true;
	app_task_post(app->writer, &x->task, STORE_NOW);
	return ticket;
}
