/* t_facets.c - the feeds and the days of a list, of few articles and of many */
#include "config.h"

#include "store_fixture.h"

#include "base/date.h"
#include "base/mem.h"
#include "store/facets.h"

static const char *const urls[] = { "u:few", "u:many", "u:none" };

static int64_t local_day(int64_t t)
{
	struct date_parts p = date_to_local(t);
	struct date_parts day = { .year = p.year, .month = p.month,
				  .day = p.day };

	return date_from_parts(&day) / 86400;
}

/* What store_facets() has to say of these ids.  */
static void check(struct store *st, const int64_t *ids, size_t n,
		  const int64_t *feeds, size_t n_few, size_t n_many)
{
	struct store_facets *f;
	struct err err = ERR_INIT;
	size_t sum = 0;

	must(store_facets(st, ids, n, &f, &err), &err);
	assert_int_equal(f->n_feeds, (n_few > 0) + (n_many > 0));
	assert_int_equal(f->all_feeds, f->n_feeds);
	if (n_many) {
		assert_int_equal(f->feeds[0].feed_id, feeds[1]);
		assert_int_equal(f->feeds[0].n, n_many);
		assert_string_equal(f->feeds[0].label, "u:many");
	}
	if (n_few) {
		assert_int_equal(f->feeds[f->n_feeds - 1].feed_id, feeds[0]);
		assert_int_equal(f->feeds[f->n_feeds - 1].n, n_few);
	}
	for (size_t d = 0; d < f->n_days; d++) {
		size_t want = 0;

		for (size_t i = 0; i < n; i++)
			want += local_day(ids[i] / 1024 * 60) ==
				f->first_day + (int64_t)d;
		assert_int_equal(f->days[d], want);
		sum += want;
	}
	assert_int_equal(sum, n);
	store_facets_free(f);
}

static void test_facets(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feeds[3], *ids;
	size_t n;

	(void)state;
	fix_subs(st, urls, 3, feeds);
	check(st, NULL, 0, feeds, 0, 0);
	fix_fill(st, feeds[0], NOW - 30 * 86400, 5);
	fix_fill(st, feeds[1], NOW, 8500);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	assert_int_equal(n, 8505);
	check(st, ids, n, feeds, 5, 8500);
	check(st, ids + 100, n - 100, feeds, 5, 8400);
	check(st, ids, 3000, feeds, 0, 3000);
	check(st, ids + n - 13, 13, feeds, 5, 8);
	/* In whatever order they stand.  */
	for (size_t i = 0; i + 1 < n; i += 2) {
		int64_t id = ids[i];

		ids[i] = ids[i + 1];
		ids[i + 1] = id;
	}
	check(st, ids, n, feeds, 5, 8500);
	free(ids);
	free(path);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facets),
	};

	return unit_run("facets", tests, ARRAY_LEN(tests));
}
