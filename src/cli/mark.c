/* mark.c - `coranto mark`, `tags`, `undo`, `redo` */
#include "config.h"

#include "cli/cli.h"

#include "app/tags.h"
#include "base/jsonout.h"
#include "base/mem.h"
#include "base/text.h"

static const struct how {
	const char *name;
	enum store_mark mark;
	bool on;
} marks[] = {
	{ "read", STORE_MARK_READ, true },
	{ "unread", STORE_MARK_READ, false },
	{ "star", STORE_MARK_STAR, true },
	{ "unstar", STORE_MARK_STAR, false },
	{ "hide", STORE_MARK_HIDE, true },
	{ "unhide", STORE_MARK_HIDE, false },
	{ "delete", STORE_MARK_DELETE, true },
	{ "tag", STORE_MARK_TAG, true },
	{ "untag", STORE_MARK_TAG, false },
};

struct request {
	const char *command;
	const struct how *how;
	struct tag_changes tags;	/* of a tag */
	const struct query *query;
	bool dry_run, json, count;
};

static int print(const struct request *r, size_t matched, size_t changed)
{
	struct str out = STR_INIT;
	int ret;

	if (r->json) {
		str_add(&out, "{");
		jsonout_field_int(&out, "matched", (int64_t)matched);
		jsonout_field_int(&out, "changed", (int64_t)changed);
		str_add(&out, "}\n");
	} else {
		str_addf(&out, "%zu\n", r->dry_run ? matched : changed);
	}
	ret = cli_write(r->command, &out);
	str_release(&out);
	return ret;
}

static int carry_out(const struct request *r, struct app *app,
		     const int64_t *ids, size_t n)
{
	size_t changed = 0;
	int ret;

	if (r->how->mark == STORE_MARK_TAG)
		app_tag(app, r->tags.items, r->tags.n, ids, n);
	else
		app_mark(app, r->how->mark, r->how->on, NULL, ids, n);
	ret = cli_settle_count(r->command, app, &changed);
	if (ret == 0 && (r->json || r->count))
		ret = print(r, n, changed);
	return ret;
}

static int mark(const struct request *r)
{
	const struct how *how = r->how;
	struct store_scope scope = {
		.kind = STORE_ALL,
		.query = r->query,
		.unread_only = how->mark == STORE_MARK_READ && how->on,
		.starred_only = how->mark == STORE_MARK_STAR && !how->on,
	};
	struct err err = ERR_INIT;
	int64_t *ids = NULL;
	struct app *app;
	size_t n = 0;
	int ret;

	if (cli_open(r->command, r->dry_run ? APP_LOOKER : APP_MARKER, &app))
		return 1;
	if (app_store(app) && store_list(app_store(app), &scope, 0, 0, &ids,
					 &n, &err) < 0)
		ret = cli_fail(r->command, &err);
	else if (r->dry_run)
		ret = print(r, n, 0);
	else
		ret = carry_out(r, app, ids, n);
	free(ids);
	app_close(app);
	return ret;
}

/* The tags in argv[2]; the index of what follows, or -1 having said why.  */
static int take_tags(char **argv, struct request *r)
{
	if (r->how->mark != STORE_MARK_TAG)
		return 2;
	if (r->how->on && argv[2])
		tag_changes(&r->tags, SPAN(""), span_of(argv[2]), false);
	else if (argv[2])
		tag_changes_clear(&r->tags, span_of(argv[2]));
	if (r->tags.n)
		return 3;
	cli_usage(argv[0], "which tag?");
	return -1;
}

/* What is to be seen again is hidden, which the query need not say.  */
static int read_query(int argc, char **argv, int first, bool hidden,
		      struct query **ret)
{
	const char **with;
	int n = first, rc;

	if (!hidden || argc == first)
		return hidden ? query_parse(SPAN("is:hidden"), date_now(), ret,
					    NULL) :
		       cli_query(argc, argv, first, ret);
	with = xcalloc((size_t)argc + 4, sizeof(*with));
	for (int i = 0; i < first; i++)
		with[i] = argv[i];
	with[n++] = "is:hidden";
	with[n++] = "(";
	for (int i = first; i < argc; i++)
		with[n++] = argv[i];
	with[n++] = ")";
	rc = cli_query(n, (char **)(uintptr_t)with, first, ret);
	free(with);
	return rc;
}

static int read_request(int argc, char **argv, bool all, struct request *r)
{
	struct query *query;
	size_t which = 0;
	int first, ret;

	if (argc < 2)
		return cli_usage(argv[0], "how?");
	while (which < ARRAY_LEN(marks) && strcmp(marks[which].name, argv[1]))
		which++;
	if (which == ARRAY_LEN(marks))
		return cli_usage(argv[0], "there is no mark %s", argv[1]);
	r->how = &marks[which];
	first = take_tags(argv, r);
	if (first < 0)
		return 2;
	if (argc == first && !all)
		return cli_usage(argv[0], "which articles? (--all: every one)");
	if (argc > first && all)
		return cli_usage(argv[0], "--all goes without a query");
	if (read_query(argc, argv, first, r->how->mark == STORE_MARK_HIDE &&
		       !r->how->on, &query))
		return 2;
	r->query = query;
	ret = mark(r);
	query_free(query);
	return ret;
}

int cli_mark(int argc, char **argv)
{
	struct request r = { 0 };
	bool all = false;
	const struct cli_option options[] = {
		{ .name = "dry-run", .flag = &r.dry_run },
		{ .name = "all", .flag = &all },
		{ .name = "count", .flag = &r.count },
		{ .name = "json", .flag = &r.json },
	};
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	r.command = argv[0];
	ret = read_request(argc, argv, all, &r);
	tag_changes_release(&r.tags);
	return ret;
}

/* --- tags -------------------------------------------------------------------- */

static void add_tags(struct str *out, const struct store_tags *tags, bool json)
{
	if (json)
		str_add(out, "[");
	else if (tags && tags->n)
		str_add(out, "unread   total  tag\n");
	for (size_t i = 0; tags && i < tags->n; i++) {
		const struct store_tag *tag = &tags->tags[i];

		if (json) {
			str_addf(out, "%s{", i ? ",\n" : "");
			jsonout_field(out, "name", tag->name);
			jsonout_field_int(out, "unread", tag->unread);
			jsonout_field_int(out, "total", tag->total);
			str_add(out, "}");
		} else {
			str_addf(out, "%6lld %7lld  ", (long long)tag->unread,
				 (long long)tag->total);
			text_oneline(out, span_of(tag->name));
			str_addc(out, '\n');
		}
	}
	if (json)
		str_add(out, "]\n");
}

int cli_tags(int argc, char **argv)
{
	struct store_tags *tags = NULL;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	bool json = false;
	const struct cli_option options[] = {
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
	if (app_store(app) && store_tags(app_store(app), &tags, &err) < 0) {
		ret = cli_fail(argv[0], &err);
	} else {
		add_tags(&out, tags, json);
		ret = cli_write(argv[0], &out);
	}
	store_tags_free(tags);
	str_release(&out);
	app_close(app);
	return ret;
}

/* --- undo and redo ------------------------------------------------------------ */

static void add_acts(struct str *out, const struct store_acts *acts, bool json)
{
	if (json)
		str_add(out, "[");
	for (size_t i = 0; acts && i < acts->n; i++) {
		const struct store_act *act = &acts->acts[i];

		if (json) {
			str_addf(out, "%s{", i ? ",\n" : "");
			jsonout_field(out, "what", act->what);
			jsonout_field_bool(out, "undone", act->undone);
			str_add(out, "}");
		} else {
			str_add(out, act->undone ? "undone  " : "        ");
			text_oneline(out, span_of(act->what));
			str_addc(out, '\n');
		}
	}
	if (json)
		str_add(out, "]\n");
}

static int list_acts(const char *command, bool json)
{
	struct store_acts *acts = NULL;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct app *app;
	int ret;

	if (cli_open(command, APP_LOOKER, &app))
		return 1;
	if (app_store(app) && store_acts(app_store(app), &acts, &err) < 0) {
		ret = cli_fail(command, &err);
	} else {
		add_acts(&out, acts, json);
		ret = cli_write(command, &out);
	}
	store_acts_free(acts);
	str_release(&out);
	app_close(app);
	return ret;
}

static int turn(int argc, char **argv, uint64_t (*act)(struct app *app))
{
	bool list = false, json = false;
	const struct cli_option options[] = {
		{ .name = "list", .flag = &list },
		{ .name = "json", .flag = &json },
	};
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, options,
			   act == app_undo ? ARRAY_LEN(options) : 0);
	if (argc < 0)
		return 2;
	if (argc > 1)
		return cli_usage(argv[0], "no arguments are needed");
	if (json && !list)
		return cli_usage(argv[0], "--json goes with --list");
	if (list)
		return list_acts(argv[0], json);
	if (cli_open(argv[0], APP_MARKER, &app))
		return 1;
	act(app);
	ret = cli_settle(argv[0], app);
	app_close(app);
	return ret;
}

int cli_undo(int argc, char **argv)
{
	return turn(argc, argv, app_undo);
}

int cli_redo(int argc, char **argv)
{
	return turn(argc, argv, app_redo);
}
