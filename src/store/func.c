/* func.c - the SQL functions of ours, and the text that is searched */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/text.h"
#include "base/url.h"
#include "html/html.h"
#include "query/letter.h"
#include "query/regex.h"
#include "store/faults.h"
#include "store/identity.h"
#include "store/pack.h"

#define TEXT_MAX (4u << 20)	/* of an article that can be searched */

void func_body_text(struct str *out, struct span packed)
{
	struct arena *a;
	const char *content, *summary;

	if (!packed.len)
		return;
	a = arena_new();
	out->limit = TEXT_MAX;
	if (!pack_open(a, packed, &content, &summary, NULL)) {
		if (!content || !*content)
			content = summary;
		html_text(out, span_of(content));
	}
	arena_free(a);
}

static struct span value_span(sqlite3_value *v)
{
	const void *p = sqlite3_value_text(v);

	return (struct span){ p ? p : "", (size_t)sqlite3_value_bytes(v) };
}

static void result_str(sqlite3_context *ctx, struct str *s)
{
	int len = (int)s->len;

	if (len)
		sqlite3_result_text(ctx, str_detach(s), len, free);
	else
		sqlite3_result_text(ctx, "", 0, SQLITE_STATIC);
	str_release(s);
}

static void fn_text(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct str out = STR_INIT;
	const void *p = sqlite3_value_blob(v[0]);

	(void)n;
	func_body_text(&out, (struct span){ p,
		       (size_t)sqlite3_value_bytes(v[0]) });
	result_str(ctx, &out);
}

static void fn_fold(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct str out = STR_INIT;

	(void)n;
	text_fold(&out, value_span(v[0]));
	result_str(ctx, &out);
}

static void fn_category(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const char *term = (const char *)sqlite3_value_text(v[0]);

	(void)n;
	sqlite3_result_int64(ctx, category_key(term ? term : ""));
}

static void fn_date_id(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	int64_t t = sqlite3_value_int64(v[0]);

	(void)n;
	sqlite3_result_int64(ctx, query_date_id(t));
}

static void free_regex(void *p)
{
	query_regex_free(p);
}

/* coranto_regexp(pattern, text): compiled once a statement.  */
static void fn_regexp(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const char *pattern = (const char *)sqlite3_value_text(v[0]);
	const char *text = (const char *)sqlite3_value_text(v[1]);
	struct query_regex *re = sqlite3_get_auxdata(ctx, 0);
	bool is_new = !re;
	char why[120];

	(void)n;
	if (is_new && (!pattern || query_regex_new(pattern, &re, why,
						   sizeof(why)) < 0)) {
		sqlite3_result_error(ctx, "cannot read the pattern", -1);
		return;
	}
	sqlite3_result_int(ctx, query_regex_match(re, text));
	if (is_new)
		sqlite3_set_auxdata(ctx, 0, re, free_regex);
}

/* An address without user name and password.  */
static void fn_shown_url(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct str out = STR_INIT;

	(void)n;
	url_without_secrets(&out, span_of((const char *)
					  sqlite3_value_text(v[0])));
	result_str(ctx, &out);
}

/* The second identity of an article: (link, title, published).  */
static void fn_second(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arena *a = arena_new();
	struct store_entry e = {
		.link_key = pack_link_key(a, (const char *)
					  sqlite3_value_text(v[0])),
		.title = (const char *)sqlite3_value_text(v[1]),
		.published = sqlite3_value_type(v[2]) == SQLITE_NULL ?
			     DATE_NONE : sqlite3_value_int64(v[2]),
	};
	int64_t second;

	(void)n;
	if (identity_second(&e, &second))
		sqlite3_result_int64(ctx, second);
	arena_free(a);
}

/* What the words in the index depend on.  */
static void fn_index_version(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	char text[40];

	(void)n;
	(void)v;
	snprintf(text, sizeof(text), "%d.%x", INDEX_VERSION,
		 (unsigned)letter_version());
	sqlite3_result_text(ctx, text, -1, SQLITE_TRANSIENT);
}

int func_register(sqlite3 *db)
{
	static const struct {
		const char *name;
		int n;
		void (*fn)(sqlite3_context *, int, sqlite3_value **);
	} table[] = {
		{ "coranto_text", 1, fn_text },
		{ "coranto_fold", 1, fn_fold },
		{ "coranto_regexp", 2, fn_regexp },
		{ "coranto_second", 3, fn_second },
		{ "coranto_category", 1, fn_category },
		{ "coranto_shown_url", 1, fn_shown_url },
		{ "coranto_index_version", 0, fn_index_version },
		{ "article_date_id", 1, fn_date_id },
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; i < ARRAY_LEN(table) && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function_v2(db, table[i].name, table[i].n,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
			NULL, table[i].fn, NULL, NULL, NULL);
	return rc != SQLITE_OK ? rc : fault_register(db);
}
