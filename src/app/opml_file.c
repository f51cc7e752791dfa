/* opml_file.c - subscriptions from and to OPML files; see opml_file.h */
#include "config.h"

#include "app/opml_file.h"

#include <sys/stat.h>

#include "app/app_private.h"
#include "app/bundled.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "feed/opml.h"

#define MAX_FILE ((size_t)64 << 20)
#define MAX_REFUSALS 20		/* named one by one */

/* --- in -------------------------------------------------------------------- */

/* "World/Asia"; a slash in a name becomes U+2215.  */
static void join_path(struct str *out, const struct opml_feed *feed)
{
	struct str name = STR_INIT;

	for (size_t i = 0; i < feed->n_path; i++) {
		str_clear(&name);
		text_oneline(&name, span_of(feed->path[i]));
		if (!name.len)
			continue;
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

struct tally {
	size_t added, known, refused;
};

static void refuse(struct app *app, struct tally *t, const char *url,
		   const char *why)
{
	struct str safe = STR_INIT_LIMIT(200);

	if (t->refused++ < MAX_REFUSALS) {
		url_without_secrets(&safe, span_of(url));
		app_message(app, ERR_INPUT, "refused %s: %s", safe.s, why);
	}
	str_release(&safe);
}

static void take(struct app *app, struct subs *subs,
		 const struct opml_feed *feed, struct tally *t)
{
	struct str folder = STR_INIT, title = STR_INIT;
	struct err why = ERR_INIT;

	if (!url_is_http(span_of(feed->url))) {
		refuse(app, t, feed->url, "only http and https are taken");
		return;
	}
	if (subs_find(subs, feed->url) >= 0) {
		t->known++;
		return;
	}
	join_path(&folder, feed);
	/* A title that is the address says nothing.  */
	if (feed->title && strcmp(feed->title, feed->url))
		text_oneline(&title, span_of(feed->title));
	if (subs_add(subs, feed->url, title.len ? title.s : NULL, folder.s,
		     &why) < 0)
		refuse(app, t, feed->url, why.text);
	else
		t->added++;
	str_release(&title);
	str_release(&folder);
}

int opml_file_import(struct app *app, const char *path, struct subs *subs,
		     struct str *words, struct err *err)
{
	struct str bytes = STR_INIT;
	struct tally t = { 0 };
	struct opml_doc *doc;
	struct stat sb;

	/* A pipe may never end; in the reader everything would wait for it. */
	if (app->mode == APP_READER &&
	    (!strcmp(path, "-") || (!stat(path, &sb) && !S_ISREG(sb.st_mode))))
		return err_set(err, ERR_INPUT, "%s is not a regular file",
			       path);
	if (file_read(path, MAX_FILE, &bytes, err) < 0) {
		str_release(&bytes);
		return -1;
	}
	if (opml_parse(str_span(&bytes), &doc, err) < 0) {
		str_release(&bytes);
		return err_prefix(err, "%s", path);
	}
	str_release(&bytes);
	for (size_t i = 0; i < doc->n_feeds; i++)
		take(app, subs, &doc->feeds[i], &t);
	opml_doc_free(doc);
	if (t.refused > MAX_REFUSALS)
		app_message(app, ERR_INPUT, "and %zu more were refused",
			    t.refused - MAX_REFUSALS);
	str_addf(words, "Subscribed to %zu feed%s", t.added,
		 t.added == 1 ? "" : "s");
	if (t.known)
		str_addf(words, ", %zu already there", t.known);
	if (t.refused)
		str_addf(words, ", %zu refused", t.refused);
	return 0;
}

/* --- out -------------------------------------------------------------------- */

static void fill_path(struct arena *a, struct opml_feed *to,
		      const char *folder)
{
	struct span rest = span_of(folder);
	size_t n = rest.len ? 1 : 0;
	ptrdiff_t slash;

	for (size_t i = 0; i < rest.len; i++)
		n += rest.p[i] == '/';
	to->path = arena_alloc(a, (n + 1) * sizeof(char *));
	while (rest.len) {
		slash = span_find(rest, SPAN("/"));
		if (slash < 0)
			slash = (ptrdiff_t)rest.len;
		if (slash)
			to->path[to->n_path++] = arena_span(a,
				(struct span){ rest.p, (size_t)slash });
		rest = span_from(rest, (size_t)slash + 1);
	}
}

static void fill(struct arena *a, struct opml_feed *to, const char *url,
		 const char *title, const char *site, const char *folder)
{
	struct str bare = STR_INIT;

	url_without_secrets(&bare, span_of(url));
	*to = (struct opml_feed){
		.url = arena_strdup(a, bare.s),
		.title = arena_strdup(a, title),
		.site = arena_strdup(a, site),
	};
	fill_path(a, to, folder ? folder : "");
	str_release(&bare);
}

static const struct store_feed *by_url(const struct store_feeds *feeds,
				       const char *url, size_t hint)
{
	if (!feeds)
		return NULL;
	/* Mostly both have the same order.  */
	if (hint < feeds->n && !strcmp(feeds->feeds[hint].url, url))
		return &feeds->feeds[hint];
	for (size_t i = 0; i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, url))
			return &feeds->feeds[i];
	return NULL;
}

/* The list says what and where; the cache knows titles and sites.  */
static size_t collect(struct arena *a, const struct subs *subs,
		      const struct store_feeds *feeds, struct opml_feed *to)
{
	const struct store_feed *known;
	struct subs_feed sub;
	size_t n = 0;

	for (size_t i = 0; i < subs_count(subs); i++) {
		sub = subs_feed(subs, i);
		if (bundled_is(sub.url))
			continue;
		known = by_url(feeds, sub.url, i);
		fill(a, &to[n++], sub.url,
		     sub.name ? sub.name : known ? known->title : NULL,
		     known ? known->site : NULL, sub.folder);
	}
	if (!subs_is_missing(subs) || !feeds)
		return n;
	for (size_t i = 0; i < feeds->n; i++) {
		known = &feeds->feeds[i];
		if (!bundled_is(known->url))
			fill(a, &to[n++], known->url,
			     known->name ? known->name : known->title,
			     known->site, known->folder);
	}
	return n;
}

void app_opml(struct app *app, struct str *out)
{
	struct store_feeds *feeds = NULL;
	struct arena *a = arena_new();
	struct opml_feed *to;
	size_t n;

	app_check_subs(app);
	if (app->store && store_feeds(app->store, &feeds, NULL) < 0)
		feeds = NULL;
	to = arena_alloc(a, (subs_count(app->subs) + (feeds ? feeds->n : 0) +
			     1) * sizeof(*to));
	n = collect(a, app->subs, feeds, to);
	opml_write(out, "coranto subscriptions", to, n);
	store_feeds_free(feeds);
	arena_free(a);
}

struct exporting {
	struct app_task task;
	char *path;
	struct str opml;
};

static int run_export(struct store *st, struct store_job *job,
		      struct err *err)
{
	struct exporting *x = containing(job, struct exporting, task.job);
	struct str words = STR_INIT;

	(void)st;
	if (file_write(x->path, str_span(&x->opml), err) < 0)
		return -1;
	str_addf(&words, "Wrote the subscriptions to %s", x->path);
	x->task.event->text = str_detach(&words);
	return 0;
}

static void release_export(struct app_task *task)
{
	struct exporting *x = containing(task, struct exporting, task);

	free(x->path);
	str_release(&x->opml);
}

uint64_t app_export(struct app *app, const char *path)
{
	struct exporting *x = app_task_new(app, sizeof(*x), run_export);
	uint64_t ticket = app_task_ticket(&x->task);

	x->task.release = release_export;
	x->path = xstrdup(path);
	str_init(&x->opml);
	app_opml(app, &x->opml);
	app_task_post(app->writer, &x->task, STORE_NOW);
	return ticket;
}
