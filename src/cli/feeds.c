/* feeds.c - `coranto feeds`: the subscriptions and how they are */
#include "config.h"

#include "cli/cli.h"

#include "base/jsonout.h"
#include "base/text.h"

static void add_json(struct str *out, const struct store_feed *f)
{
	str_add(out, "{");
	jsonout_field(out, "kind", "feed");
	jsonout_field_int(out, "id", f->id);
	jsonout_field(out, "title", store_feed_label(f));
	jsonout_field(out, "url", f->url);
	jsonout_field(out, "site", f->site);
	jsonout_field(out, "folder", f->folder);
	jsonout_field_int(out, "unread", f->unread);
	jsonout_field_int(out, "starred", f->starred);
	jsonout_field_int(out, "total", f->total);
	jsonout_field_date(out, "checked", f->checked);
	jsonout_field_date(out, "succeeded", f->succeeded);
	jsonout_field_date(out, "next_check",
			f->next_check > 0 ? f->next_check : DATE_NONE);
	jsonout_field_date(out, "newest", f->newest);
	jsonout_field_int(out, "failures", f->failures);
	jsonout_field_int(out, "status", f->status);
	jsonout_field_bool(out, "paused", f->paused);
	jsonout_field(out, "error", f->error);
	str_addc(out, '}');
}

/* What a smart feed finds; -1: its query cannot be read.  */
struct found {
	int64_t unread, total;
};

static struct found count_query(struct store *st, const char *text)
{
	struct store_scope scope = { .kind = STORE_ALL };
	struct found f = { -1, -1 };
	struct query *q;

	if (!st || query_parse(span_of(text), date_now(), &q, NULL) < 0)
		return f;
	scope.query = q;
	if (store_count(st, &scope, &f.total, NULL) < 0)
		f.total = -1;
	scope.unread_only = true;
	if (store_count(st, &scope, &f.unread, NULL) < 0)
		f.unread = -1;
	query_free(q);
	return f;
}

static void add_query_json(struct str *out, const struct subs_query *q,
			   struct found f)
{
	str_add(out, "{");
	jsonout_field(out, "kind", "smart");
	jsonout_field(out, "title", q->name);
	jsonout_field(out, "query", q->query);
	jsonout_field(out, "folder", q->folder);
	if (f.unread >= 0)
		jsonout_field_int(out, "unread", f.unread);
	if (f.total >= 0)
		jsonout_field_int(out, "total", f.total);
	str_addc(out, '}');
}

static void add_query_line(struct str *out, const struct subs_query *q,
			   struct found f)
{
	if (f.unread >= 0)
		str_addf(out, "%6lld %7lld  ", (long long)f.unread,
			 (long long)f.total);
	else
		str_addf(out, "%6s %7s  ", "?", "?");
	str_addf(out, "%-13s", "smart");
	if (*q->folder) {
		text_oneline(out, span_of(q->folder));
		str_addc(out, '/');
	}
	text_oneline(out, span_of(q->name));
	str_add(out, "  ");
	text_oneline(out, span_of(q->query));
	if (f.unread < 0)
		str_addf(out, "\n%*s! this query cannot be read", 29, "");
	str_addc(out, '\n');
}

static void add_line(struct str *out, const struct store_feed *f, int64_t now)
{
	struct str label = STR_INIT;
	size_t from;

	str_addf(out, "%6lld %7lld  ", (long long)f->unread,
		 (long long)f->total);
	from = out->len;
	if (f->checked != DATE_NONE)
		date_short(out, f->checked, now);
	else
		str_add(out, "never");
	while (out->len < from + 13)
		str_addc(out, ' ');
	if (*f->folder) {
		text_oneline(&label, span_of(f->folder));
		str_add(&label, "/");
	}
	text_oneline(&label, span_of(store_feed_label(f)));
	str_adds(out, str_span(&label));
	str_add(out, "  ");
	text_oneline(out, span_of(f->shown_url));
	if (f->error) {
		str_addf(out, "\n%*s! ", 29, "");
		text_oneline(out, span_of(f->error));
	}
	if (f->paused)
		str_add(out, "  (paused)");
	str_addc(out, '\n');
	str_release(&label);
}

/* What is kept of feeds that were unsubscribed from.  */
static void add_archived(struct str *out, const struct app_clean_plan *plan,
			 bool json)
{
	int64_t now = date_now();
	size_t n = plan->feeds ? plan->feeds->n : 0;
	struct str size = STR_INIT;

	str_add(out, json ? "[" : n ? "articles     about  since         feed\n" :
		"");
	for (size_t i = 0; i < n; i++) {
		const struct store_feed *f = &plan->feeds->feeds[i];
		int64_t bytes = plan->cleaned[i].bytes;
		size_t from;

		if (json) {
			str_add(out, i ? ",\n{" : "{");
			jsonout_field_int(out, "id", f->id);
			jsonout_field(out, "title", store_feed_label(f));
			jsonout_field(out, "url", f->url);
			jsonout_field_int(out, "total", f->total);
			jsonout_field_int(out, "bytes", bytes);
			jsonout_field_date(out, "archived", f->archived);
			str_addc(out, '}');
			continue;
		}
		str_clear(&size);
		str_add_size(&size, bytes);
		str_addf(out, "%8lld %9s  ", (long long)f->total, size.s);
		from = out->len;
		if (f->archived != DATE_NONE)
			date_short(out, f->archived, now);
		while (out->len < from + 14)
			str_addc(out, ' ');
		text_oneline(out, span_of(store_feed_label(f)));
		str_add(out, "  ");
		text_oneline(out, span_of(f->shown_url));
		str_addc(out, '\n');
	}
	str_add(out, json ? "]\n" : "");
	str_release(&size);
}

static int list_archived(const char *command, struct app *app, bool json)
{
	struct app_clean_plan *plan;
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	int ret;

	if (app_clean_plan(app, APP_CLEAN_ARCHIVED, NULL, &plan, &err) < 0)
		return cli_fail(command, &err);
	add_archived(&out, plan, json);
	ret = cli_write(command, &out);
	app_clean_plan_free(plan);
	str_release(&out);
	return ret;
}

/* Smart feeds that stand before feed `i`, from *next on.  */
static void add_queries(struct str *out, struct app *app, size_t i,
			size_t *next, bool json)
{
	const struct subs *subs = app_subs(app);

	for (; *next < subs_n_queries(subs); ++*next) {
		const struct subs_query q = subs_query(subs, *next);
		struct found f;

		if (q.before > i)
			return;
		f = count_query(app_store(app), q.query);
		if (!json) {
			add_query_line(out, &q, f);
			continue;
		}
		str_add(out, out->len > 1 ? ",\n" : "");
		add_query_json(out, &q, f);
	}
}

static void add_all(struct str *out, struct app *app,
		    const struct store_feeds *feeds, bool json)
{
	size_t n = feeds ? feeds->n : 0, next = 0;
	int64_t now = date_now();

	if (json)
		str_add(out, "[");
	else if (n || subs_n_queries(app_subs(app)))
		str_add(out, "unread   total  checked      feed\n");
	for (size_t i = 0; i < n; i++) {
		add_queries(out, app, i, &next, json);
		if (json && out->len > 1)
			str_add(out, ",\n");
		if (json)
			add_json(out, &feeds->feeds[i]);
		else
			add_line(out, &feeds->feeds[i], now);
	}
	add_queries(out, app, SIZE_MAX, &next, json);
	if (json)
		str_add(out, "]\n");
}

int cli_feeds(int argc, char **argv)
{
	struct store_feeds *feeds = NULL;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	bool json = false, archived = false;
	const struct cli_option options[] = {
		{ .name = "archived", .flag = &archived },
		{ .name = "json", .flag = &json },
	};
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc > 1)
		return cli_usage(argv[0], "no arguments are needed");
	if (cli_open(argv[0], APP_LOOKER, &app))
		return 1;
	if (archived) {
		ret = list_archived(argv[0], app, json);
	} else if (app_store(app) && store_feeds(app_store(app), &feeds, &err) < 0) {
		ret = cli_fail(argv[0], &err);
	} else {
		add_all(&out, app, feeds, json);
		ret = cli_write(argv[0], &out);
	}
	store_feeds_free(feeds);
	str_release(&out);
	app_close(app);
	return ret;
}
