/* fuzz_query.c - any bytes as a query, and as the article it is asked about
 *
 * The bytes up to the first newline are the query, the rest is the text.
 * What is read must come back the same from its normal form, answer the
 * same, and find only what lies in the text.
 */
#include "config.h"

#include "query/query.h"

#define NOW INT64_C(1769090520)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool ok)
{
	if (!ok)
		abort();
}

static struct query *parse(struct span text)
{
	struct query_err e = { 0 };
	struct query *q = NULL;

	if (query_parse(text, NOW, &q, &e) == 0)
		return q;
	check(e.offset <= text.len && *e.text);
	return NULL;
}

static void check_find(const struct query *q, struct span text)
{
	size_t from = 0, start, len;

	while (query_find(q, text, from, &start, &len)) {
		check(start >= from && len > 0 && start + len <= text.len);
		from = start + len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size }, line, text;
	struct str first = STR_INIT, second = STR_INIT;
	struct query_article a = { .published = NOW - 3600, .id = 0 };
	struct query *q, *again;
	char *copy;

	line = in;
	line.len = 0;
	while (line.len < in.len && in.p[line.len] != '\n')
		line.len++;
	text = span_from(in, line.len + 1);
	q = parse(line);
	if (!q)
		return 0;
	query_print(&first, q);
	/* Quotes and escapes can make it longer than a query may be.  */
	if (first.len <= 4096) {
		again = parse(str_span(&first));
		check(again != NULL);
		query_print(&second, again);
		check(!strcmp(first.s, second.s));
		copy = span_dup(text);
		a.title = a.author = a.text = a.link = copy;
		a.feed_title = a.folder = a.language = copy;
		a.categories = (const char *const *)&copy;
		a.n_categories = 1;
		check(query_match(q, &a) == query_match(again, &a));
		check_find(q, text);
		free(copy);
		query_free(again);
	}
	check(query_plan(q) != NULL);
	query_free(q);
	str_release(&first);
	str_release(&second);
	return 0;
}
