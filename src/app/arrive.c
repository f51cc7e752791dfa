/* arrive.c - what rules do with articles as they arrive
 *
 * The writer reads the file and gives each fetch a use of it; the worker that
 * parses a feed holds its entries against the rules; the store does what is
 * said with those that turn out to be new, and the writer tells of them.
 */
#include "config.h"

#include "app/app_private.h"

#include "app/article_json.h"
#include "base/mem.h"
#include "base/run.h"
#include "html/html.h"

#define READ_AGAIN_S 600	/* spans such as newer:3d count from then */
#define TEXT_MOST ((size_t)4 << 20)
#define RUNS_MOST 50		/* programs of one answer of a feed */

/* --- the file (writer thread) ------------------------------------------------ */

static void say_wrong(struct app *app, const struct rules *rules)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rules->items[i].why) {
			app_message(app, ERR_INPUT, "%s:%zu: %s",
				    app->rules_path, rules->items[i].line,
				    rules->items[i].why);
			return;
		}
}

/* What cannot be read leaves what was read before.  */
static void read_again(struct app *app, const struct app_stamp *stamp,
		       int64_t now)
{
	bool other = !app->rules || !app_same_stamp(stamp, &app->rules_stamp);
	struct err err = ERR_INIT;
	struct rules *rules;

	app->rules_stamp = *stamp;
	if (rules_read(app->rules_path, now, &rules, &err) < 0) {
		if (other)
			app_message(app, err.kind, "%s", err.text);
		return;
	}
	rules_drop(app->rules);
	app->rules = rules;
	if (other)
		say_wrong(app, rules);
}

struct rules *app_rules(struct app *app)
{
	struct app_stamp stamp = app_stamp_of(app->rules_path);
	int64_t now = date_now();

	if (!app->rules || !app_same_stamp(&stamp, &app->rules_stamp) ||
	    now < app->rules->now || now > app->rules->now + READ_AGAIN_S)
		read_again(app, &stamp, now);
	return app->rules;
}

static char *copy(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

void arrival_init(struct arrival *a, struct rules *rules,
		  const struct store_feed *feed)
{
	if (!rules || !rules->n)
		return;
	a->rules = rules_use(rules);
	a->url = copy(feed->url);
	a->title = copy(feed->title);
	a->name = copy(feed->name);
	a->folder = copy(feed->folder);
}

void arrival_move(struct arrival *to, struct arrival *from)
{
	*to = *from;
	*from = (struct arrival){ 0 };
}

void arrival_release(struct arrival *a)
{
	rules_drop(a->rules);
	free(a->url);
	free(a->title);
	free(a->name);
	free(a->folder);
}

/* --- judging (any thread) ------------------------------------------------------ */

bool arrival_begin(struct arrival *a, struct arena *arena,
		   const char *feed_title, int64_t now, size_t n_entries)
{
	const struct query_article feed = {
		.feed_title = feed_title ? feed_title : a->title,
		.feed_name = a->name, .feed_url = a->url,
		.folder = a->folder,
	};

	a->now = now;
	a->told = NULL;
	if (!judge_init(&a->judge, arena, a->rules, &feed, now))
		return false;
	a->told = arena_zalloc(arena, (n_entries + 1) * sizeof(*a->told));
	return true;
}

void arrival_judge(struct arrival *a, struct arena *arena, const char *html,
		   struct store_entry *e, size_t i)
{
	struct query_article art = a->judge.feed;
	struct str text = STR_INIT_LIMIT(TEXT_MOST);

	art.published = e->published == DATE_NONE || e->published > a->now ?
			a->now : e->published;
	art.title = e->title;
	art.author = e->author;
	art.link = e->link;
	art.language = e->language;
	art.categories = e->categories;
	art.n_categories = e->n_categories;
	for (size_t k = 0; k < e->extras.n_resources; k++)
		art.n_enclosures += e->extras.resources[k].kind ==
				    STORE_ENCLOSURE;
	art.comments = (e->extras.comments && *e->extras.comments) ||
		       e->extras.n_comments > 0;
	if (a->judge.wants_text && html) {
		html_text(&text, span_of(html));
		art.text = text.s;
	}
	e->ruling = judge_article(&a->judge, arena, &art, &a->told[i]);
	str_release(&text);
}

/* --- telling (writer thread) ----------------------------------------------------- */

struct telling {
	struct app *app;
	struct store *st;
	const struct store_fetch *fetch;
	size_t n_notices, n_runs, n_failed, n_left;
	struct err why;
	struct str words;
};

static void note(struct telling *t, const struct store_entry *e,
		 const struct arrival *a)
{
	const char *title = t->fetch->title ? t->fetch->title : a->title;
	const char *feed = a->name ? a->name : title ? title : a->url;

	if (!t->n_notices++)
		str_addf(&t->words, "%s: %s", feed,
			 e->title && *e->title ? e->title : "(untitled)");
}

/* What a program is given.  */
static int add_input(struct store *st, int64_t id, struct str *out,
		     struct err *err)
{
	struct store_article *a;

	if (store_article(st, id, &a, err) < 0)
		return -1;
	str_addc(out, '{');
	article_json(out, a);
	str_add(out, "}\n");
	store_article_free(a);
	return 0;
}

static void run_for(struct telling *t, const struct rule *r, int64_t id)
{
	struct str input = STR_INIT;
	struct err err = ERR_INIT;

	if (t->n_runs >= RUNS_MOST) {
		t->n_left++;
		return;
	}
	t->n_runs++;
	if ((add_input(t->st, id, &input, &err) < 0 ||
	     run_detached_input(r->argv, str_span(&input), &err) < 0) &&
	    !t->n_failed++)
		t->why = err;
	str_release(&input);
}

static void tell_one(struct telling *t, const struct arrival *a,
		     const struct store_entry *e,
		     const struct rule *const *told, int64_t id)
{
	bool notify = false;

	for (; *told; told++) {
		notify |= (*told)->notify;
		if ((*told)->argv)
			run_for(t, *told, id);
	}
	if (notify)
		note(t, e, a);
}

void arrival_tell(const struct arrival *a, struct app *app, struct store *st,
		  const struct store_fetch *fetch)
{
	struct telling t = { .app = app, .st = st, .fetch = fetch,
			     .words = STR_INIT };

	for (size_t i = 0; a->told && i < fetch->n_entries; i++)
		if (fetch->new_ids[i] && a->told[i])
			tell_one(&t, a, &fetch->entries[i], a->told[i],
				 fetch->new_ids[i]);
	if (t.n_notices > 1)
		str_addf(&t.words, " · and %zu more", t.n_notices - 1);
	if (t.n_notices)
		app_notice(app, t.words.s);
	if (t.n_failed)
		app_message(app, t.why.kind, "A rule's program failed: %s",
			    t.why.text);
	if (t.n_left)
		app_message(app, ERR_LIMIT, "%s brought too much at once: the "
			    "programs of rules were not run for %zu articles",
			    a->url, t.n_left);
	str_release(&t.words);
}
