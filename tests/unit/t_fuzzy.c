/* t_fuzzy.c - a few letters mean the name that one thinks of */
#include "config.h"

#include "unit.h"

#include "app/actions.h"
#include "ui/fuzzy.h"

static int score(const char *letters, const char *name)
{
	size_t n;

	return fuzzy_score(span_of(letters), span_of(name), NULL, &n);
}

static void letters_stand_in_their_order(void **state)
{
	(void)state;
	assert_true(score("rall", "refresh-all") > 0);
	assert_true(score("fa", "refresh-all") > 0);
	assert_int_equal(score("llar", "refresh-all"), 0);
	assert_int_equal(score("refresh-all-of", "refresh-all"), 0);
	assert_int_equal(score("x", ""), 0);
	assert_true(score("", "anything") > 0);
	assert_true(score("r all", "refresh-all") > 0);
}

static void a_capital_means_itself(void **state)
{
	(void)state;
	assert_true(score("harb", "The Harbour") > 0);
	assert_true(score("Harb", "The Harbour") > 0);
	assert_int_equal(score("HA", "The Harbour"), 0);
	assert_true(score("київ", "Новини: Київ") > 0);
}

static void places_are_those_of_the_letters(void **state)
{
	size_t places[FUZZY_MOST], n;

	(void)state;
	assert_true(fuzzy_score(SPAN("mr"), SPAN("mark-all-read"), places,
				&n) > 0);
	assert_int_equal(n, 2);
	assert_int_equal(places[0], 0);
	assert_int_equal(places[1], 9);
	assert_true(fuzzy_score(SPAN("ki"), SPAN("К. kind of kiosk"), places,
				&n) > 0);
	assert_int_equal(places[0], 4);
	assert_int_equal(places[1], 5);
}

/* The best of all actions for what one types.  */
static const char *best(const char *letters)
{
	const char *ret = "";
	int most = 0;

	for (int i = 0; i < N_ACTIONS; i++) {
		int s = score(letters, actions[i].name);

		if (s > most) {
			most = s;
			ret = actions[i].name;
		}
	}
	return ret;
}

static void the_beginnings_of_words_count_most(void **state)
{
	static const char *const cases[][2] = {
		{ "malr", "mark-all-read" }, { "ra", "refresh-all" },
		{ "nu", "next-unread" }, { "help", "help" },
		{ "und", "undo" }, { "palet", "palette" },
		{ "sortt", "sort-title" }, { "expthis", "export-this" },
		{ "quer", "edit-query" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_string_equal(best(cases[i][0]), cases[i][1]);
}

/* Every name is what its own letters mean.  */
static void a_whole_name_is_itself(void **state)
{
	(void)state;
	for (int i = 0; i < N_ACTIONS; i++)
		assert_string_equal(best(actions[i].name), actions[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_stand_in_their_order),
		cmocka_unit_test(a_capital_means_itself),
		cmocka_unit_test(places_are_those_of_the_letters),
		cmocka_unit_test(the_beginnings_of_words_count_most),
		cmocka_unit_test(a_whole_name_is_itself),
	};

	return unit_run("fuzzy", tests, ARRAY_LEN(tests));
}
