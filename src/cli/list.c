/* list.c - `coranto list` and `coranto search`: articles as lines or JSON
 *
 * Ids first, then rows a few hundred at a time, so that memory does not grow
 * with the answer and the first lines are there at once.
 */
#include "config.h"

#include "cli/cli.h"

#include <unistd.h>

#include "app/command.h"
#include "base/jsonout.h"
#include "base/mem.h"
#include "base/text.h"

#define CHUNK 256
#define SNIPPET_WIDTH 160

enum field {
	FIELD_ID, FIELD_TITLE, FIELD_LINK, FIELD_FEED, FIELD_FEED_URL,
	FIELD_AUTHOR, FIELD_PUBLISHED, FIELD_DATE, FIELD_UNREAD,
	FIELD_STARRED, FIELD_SNIPPET,
	N_FIELDS
};

static const char *const field_names[N_FIELDS] = {
	"id", "title", "link", "feed", "feed_url", "author", "published",
	"date", "unread", "starred", "snippet",
};

const char cli_list_help[] =
	"  --count   only the number of articles\n"
	"  --limit   at most so many\n"
	"  --format  a line for each: %{id} %{title} %{link} %{feed} %{feed_url}\n"
	"            %{author} %{published} %{date} %{unread} %{starred}\n"
	"            %{snippet}, \\t, \\n, \\\\, %%\n"
	"  --json    an array of objects: id, title, link, feed, feed_url, author,\n"
	"            published, updated, edited, unread, starred, season,\n"
	"            episode, n_comments; of a search also snippet\n"
	"QUERY: words, \"phrases\", pre*, -not, OR, title: author: feed: folder:\n"
	"tag: url: is:unread is:starred after:2026-01-15 newer:3d sort:oldest\n";

struct lister {
	const char *command;
	struct store *store;
	const char *format;	/* or NULL */
	bool json, count, snippets;
	size_t limit;
	struct query *query;
	const char *text;	/* of a search, as it was typed; or NULL */
	struct store_feeds *feeds;
	const struct store_feed **by_id;	/* feeds, sorted */
	int64_t now;
	struct str out;
	bool any;		/* a JSON object was written */
	struct err why;		/* some could not be read; or ERR_NONE */
};

/* --- feeds by id ---------------------------------------------------------- */

static int compare_feeds(const void *a, const void *b)
{
	int64_t x = (*(const struct store_feed *const *)a)->id;
	int64_t y = (*(const struct store_feed *const *)b)->id;

	return (x > y) - (x < y);
}

static int load_feeds(struct lister *l, struct err *err)
{
	if (store_feeds(l->store, &l->feeds, err) < 0)
		return -1;
	l->by_id = xcalloc(l->feeds->n, sizeof(*l->by_id));
	for (size_t i = 0; i < l->feeds->n; i++)
		l->by_id[i] = &l->feeds->feeds[i];
	if (l->feeds->n)
		qsort(l->by_id, l->feeds->n, sizeof(*l->by_id), compare_feeds);
	return 0;
}

static const char *feed_url(const struct lister *l, int64_t id)
{
	const struct store_feed key = { .id = id }, *p = &key;
	const struct store_feed **found = NULL;

	if (l->feeds && l->feeds->n)
		found = bsearch(&p, l->by_id, l->feeds->n, sizeof(*l->by_id),
				compare_feeds);
	return found ? (*found)->url : NULL;
}

/* --- one row --------------------------------------------------------------- */

/* The snippet without the marks around its matches, owned, or NULL.  */
static char *plain_snippet(const struct store_row *row)
{
	struct str plain = STR_INIT;

	if (!row->snippet)
		return NULL;
	for (const char *p = row->snippet; *p; p++)
		if (*p != '\002' && *p != '\003')
			str_addc(&plain, *p);
	return plain.len ? str_detach(&plain) : NULL;
}

static void add_json(struct lister *l, const struct store_row *row)
{
	struct str *out = &l->out;
	char *snippet;

	str_add(out, l->any ? ",\n{" : "{");
	l->any = true;
	jsonout_field_int(out, "id", row->id);
	jsonout_field(out, "title", row->title);
	jsonout_field(out, "link", row->link);
	jsonout_field(out, "feed", row->feed);
	jsonout_field(out, "feed_url", feed_url(l, row->feed_id));
	jsonout_field(out, "author", row->author);
	jsonout_field_date(out, "published", row->date);
	jsonout_field_date(out, "updated", row->updated);
	jsonout_field_bool(out, "edited", row->edited != DATE_NONE);
	jsonout_field_bool(out, "unread", !row->read);
	jsonout_field_bool(out, "starred", row->starred);
	jsonout_field_number(out, "season", row->season);
	jsonout_field(out, "episode", row->episode);
	jsonout_field_number(out, "n_comments", row->n_comments);
	if (l->snippets) {
		snippet = plain_snippet(row);
		jsonout_field(out, "snippet", snippet);
		free(snippet);
	}
	str_addc(out, '}');
}

static void add_safe(struct str *out, const char *s)
{
	text_safe(out, span_of(s), TEXT_LINE);
}

static void add_field(struct lister *l, const struct store_row *row,
		      enum field field)
{
	struct str *out = &l->out;
	char *snippet;

	switch (field) {
	case FIELD_ID:
		str_addf(out, "%lld", (long long)row->id);
		break;
	case FIELD_TITLE:
		add_safe(out, row->title);
		break;
	case FIELD_LINK:
		add_safe(out, row->link);
		break;
	case FIELD_FEED:
		add_safe(out, row->feed);
		break;
	case FIELD_FEED_URL:
		add_safe(out, feed_url(l, row->feed_id));
		break;
	case FIELD_AUTHOR:
		add_safe(out, row->author);
		break;
	case FIELD_PUBLISHED:
		date_rfc3339(out, row->date);
		break;
	case FIELD_DATE:
		date_short(out, row->date, l->now);
		break;
	case FIELD_UNREAD:
		str_addc(out, row->read ? '0' : '1');
		break;
	case FIELD_STARRED:
		str_addc(out, row->starred ? '1' : '0');
		break;
	case FIELD_SNIPPET:
		snippet = plain_snippet(row);
		add_safe(out, snippet);
		free(snippet);
		break;
	case N_FIELDS:
		break;
	}
}

/* The field named at `p`, just after "%{", or -1; *ret_len is its length.  */
static int field_at(const char *p, size_t *ret_len)
{
	*ret_len = strcspn(p, "}");
	for (int i = 0; i < N_FIELDS; i++)
		if (strlen(field_names[i]) == *ret_len &&
		    !strncmp(field_names[i], p, *ret_len))
			return i;
	return -1;
}

static void add_formatted(struct lister *l, const struct store_row *row)
{
	size_t len;

	for (const char *p = l->format; *p; p++) {
		if (*p == '%' && p[1] == '{') {
			add_field(l, row, (enum field)field_at(p + 2, &len));
			p += len + 2;
		} else if (*p == '%' && p[1] == '%') {
			str_addc(&l->out, *p++);
		} else if (*p == '\\' && p[1]) {
			p++;
			str_addc(&l->out, *p == 't' ? '\t' :
					  *p == 'n' ? '\n' : *p);
		} else {
			str_addc(&l->out, *p);
		}
	}
	str_addc(&l->out, '\n');
}

/* Pad with spaces what was added since `from` to `width` cells.  */
static void pad(struct str *out, size_t from, int width)
{
	int have = text_width((struct span){ out->s + from,
					     out->len - from });

	for (; have < width; have++)
		str_addc(out, ' ');
}

static void add_line(struct lister *l, const struct store_row *row)
{
	struct str *out = &l->out, feed = STR_INIT;
	size_t from;

	str_addf(out, "%lld  ", (long long)row->id);
	from = out->len;
	date_short(out, row->date, l->now);
	pad(out, from, 11);
	str_add(out, row->read ? "   " : "  \xe2\x97\x8f");
	str_add(out, row->starred ? "\xe2\x98\x85  " : "   ");
	from = out->len;
	add_safe(&feed, row->feed);
	text_cut(out, str_span(&feed), 20);
	pad(out, from, 22);
	add_safe(out, row->title);
	str_addc(out, '\n');
	str_release(&feed);
}

/* --- all rows -------------------------------------------------------------- */

static int flush(struct lister *l)
{
	int ret = cli_write(l->command, &l->out);

	str_clear(&l->out);
	return ret;
}

static int print_rows(struct lister *l, const int64_t *ids, size_t n)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;

	if (store_rows(l->store, ids, n, l->snippets ? l->query : NULL,
		       SNIPPET_WIDTH, &rows, &err) < 0)
		return cli_fail(l->command, &err);
	for (size_t i = 0; i < rows->n; i++) {
		if (rows->rows[i].deleted)
			continue;
		if (l->json)
			add_json(l, &rows->rows[i]);
		else if (l->format)
			add_formatted(l, &rows->rows[i]);
		else
			add_line(l, &rows->rows[i]);
	}
	if (rows->why.kind != ERR_NONE)
		l->why = rows->why;
	store_rows_free(rows);
	return flush(l);
}

/* To who looks on, and where nothing was found.  */
static void say_spellings(struct lister *l, size_t n)
{
	struct store_spellings *s;

	if (n >= 10 || !l->store || !l->text ||
	    (n && !isatty(STDERR_FILENO)) ||
	    store_spellings(l->store, l->query, span_of(l->text), l->now, &s,
			    NULL) < 0)
		return;
	for (size_t i = 0; i < s->n; i++)
		cli_say("did you mean %s (%lld)?", s->items[i].query,
			(long long)s->items[i].articles);
	store_spellings_free(s);
}

static int print_all(struct lister *l, const struct store_scope *scope)
{
	struct err err = ERR_INIT;
	int64_t *ids = NULL;
	size_t n = 0;
	int ret = 0;

	if (l->store && store_list(l->store, scope, 0, l->limit, &ids, &n,
				   &err) < 0)
		return cli_fail(l->command, &err);
	if (l->json)
		str_add(&l->out, "[");
	for (size_t i = 0; i < n && ret == 0; i += CHUNK)
		ret = print_rows(l, ids + i, MIN(n - i, CHUNK));
	if (l->json && ret == 0) {
		str_add(&l->out, "]\n");
		ret = flush(l);
	}
	free(ids);
	if (ret == 0)
		say_spellings(l, n);
	return l->why.kind != ERR_NONE ? cli_fail(l->command, &l->why) : ret;
}

static int print_count(struct lister *l, const struct store_scope *scope)
{
	struct err err = ERR_INIT;
	int64_t n = 0;

	if (l->store && store_count(l->store, scope, &n, &err) < 0)
		return cli_fail(l->command, &err);
	if (l->limit && n > (int64_t)l->limit)
		n = (int64_t)l->limit;
	str_addf(&l->out, "%lld\n", (long long)n);
	return flush(l);
}

static int run(struct lister *l)
{
	struct store_scope scope = { .kind = STORE_ALL, .query = l->query };
	struct err err = ERR_INIT;
	struct app *app;
	int ret;

	if (cli_open(l->command, APP_LOOKER, &app))
		return 1;
	l->store = app_store(app);
	l->now = date_now();
	if (l->count)
		ret = print_count(l, &scope);
	else if (l->store && (l->json || l->format) &&
		 load_feeds(l, &err) < 0)
		ret = cli_fail(l->command, &err);
	else
		ret = print_all(l, &scope);
	store_feeds_free(l->feeds);
	free(l->by_id);
	str_release(&l->out);
	app_close(app);
	return ret;
}

/* --- the call ---------------------------------------------------------------- */

static int check_format(struct lister *l)
{
	const char *names[N_FIELDS], *near;
	size_t len;
	int field;

	for (int i = 0; i < N_FIELDS; i++)
		names[i] = field_names[i];
	for (const char *p = strstr(l->format, "%{"); p;
	     p = strstr(p + 2, "%{")) {
		field = field_at(p + 2, &len);
		if (field == FIELD_SNIPPET)
			l->snippets = true;
		if (field >= 0 && p[2 + len] == '}')
			continue;
		char *word = xstrndup(p + 2, len);

		near = command_nearest(word, names, N_FIELDS);
		cli_usage(l->command, "there is no field %s%s%s", word,
			  near ? "; did you mean " : "", near ? near : "");
		free(word);
		return 2;
	}
	return 0;
}

int cli_list(int argc, char **argv)
{
	struct lister l = { .command = argv[0], .out = STR_INIT };
	struct str text = STR_INIT;
	const char *limit = NULL;
	const struct cli_option options[] = {
		{ .name = "json", .flag = &l.json },
		{ .name = "count", .flag = &l.count },
		{ .name = "limit", .value = &limit },
		{ .name = "format", .value = &l.format },
	};
	int64_t n;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (!strcmp(argv[0], "search") && argc < 2)
		return cli_usage(argv[0], "what for?");
	if (limit) {
		n = cli_number(argv[0], "limit", limit, 1, 1000000000);
		if (n < 0)
			return 2;
		l.limit = (size_t)n;
	}
	l.snippets = l.json && !strcmp(argv[0], "search");
	if (l.format && check_format(&l))
		return 2;
	if (l.format && l.json)
		return cli_usage(argv[0], "--format and --json exclude one "
				 "another");
	if (cli_query(argc, argv, 1, &l.query))
		return 2;
	for (int i = 1; i < argc && !strcmp(argv[0], "search"); i++)
		str_addf(&text, i > 1 ? " %s" : "%s", argv[i]);
	l.text = text.len ? text.s : NULL;
	ret = run(&l);
	str_release(&text);
	query_free(l.query);
	return ret;
}
