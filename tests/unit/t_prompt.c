/* t_prompt.c - the line editor */
#include "config.h"

#include "unit.h"

#include "ui/grid.h"
#include "ui/prompt.h"

static struct prompt p;

static int set_up(void **state)
{
	(void)state;
	prompt_init(&p);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	prompt_release(&p);
	return 0;
}

/* Keys by name; the last result.  */
static enum prompt_result type(const char *keys)
{
	enum prompt_result r = PROMPT_NONE;
	struct span s = span_of(keys);
	struct key k;

	while (s.len) {
		size_t n = key_parse(s, &k);

		assert_true(n > 0);
		s = span_from(s, n);
		r = prompt_key(&p, k);
	}
	return r;
}

static void check(const char *before, const char *after)
{
	assert_memory_equal(p.text.s, before, strlen(before));
	assert_int_equal(p.cursor, strlen(before));
	assert_string_equal(p.text.s + p.cursor, after);
}

static void test_edit(void **state)
{
	(void)state;
	type("hello world");
	check("hello world", "");
	type("<Left><Left><C-b>X");
	check("hello woX", "rld");
	type("<C-w>");
	check("hello ", "rld");
	type("<Home><Delete><C-d>");
	check("", "llo rld");
	type("<C-e><BS><End><C-u>");
	check("", "");
	type("a b<C-a><Right><C-k>");
	check("a", "");
	assert_int_equal(type("<Enter>"), PROMPT_ACCEPT);
	assert_int_equal(type("<Esc>"), PROMPT_CANCEL);
	assert_int_equal(type("<BS>"), PROMPT_CHANGED);
	assert_int_equal(type("<BS>"), PROMPT_CANCEL);
	assert_int_equal(type("<F5>"), PROMPT_NONE);
	assert_int_equal(type("<A-x>"), PROMPT_NONE);
}

static void test_utf8(void **state)
{
	(void)state;
	type("Київ e\xcc\x81 日本");
	type("<Left><BS>");
	check("Київ e\xcc\x81 ", "本");
	type("<Left><BS>");
	check("Київ ", " 本");
	type("<Home><Right><Delete>");
	check("К", "їв  本");
	/* The second half of a cluster joins the first.  */
	type("<C-u><C-k>e");
	type("\xcc\x81");
	check("e\xcc\x81", "");
	type("<BS>");
	check("", "");
}

static void test_paste(void **state)
{
	(void)state;
	prompt_paste(&p, "  https://x.example/\n\033[31m<Enter>\tq ");
	check("https://x.example/ [31m<Enter> q", "");
}

static void test_limit(void **state)
{
	char *big = malloc(PROMPT_LIMIT * 2);

	(void)state;
	memset(big, 'x', PROMPT_LIMIT * 2 - 1);
	big[PROMPT_LIMIT * 2 - 1] = '\0';
	type("ok");
	prompt_paste(&p, big);
	check("ok", "");
	free(big);
}

static void test_history(void **state)
{
	struct history h = { 0 };

	(void)state;
	history_add(&h, "one");
	history_add(&h, "two");
	history_add(&h, "one");
	history_add(&h, "");
	assert_int_equal(h.n, 2);
	p.history = &h;
	prompt_set(&p, "");
	type("<Up>");
	check("one", "");
	type("<C-p>");
	check("two", "");
	type("<Up>");
	check("two", "");
	type("<Down><Down>");
	check("", "");
	type("<Down>");
	check("", "");
	/* What is typed chooses the lines that begin so.  */
	prompt_set(&p, "t");
	type("<Up>");
	check("two", "");
	type("<Up>");
	check("two", "");
	type("<Down>");
	check("t", "");
	prompt_set(&p, "new");
	type("<Up>");
	check("new", "");
	p.history = NULL;
	for (int i = 0; i < 1000; i++) {
		char line[16];

		snprintf(line, sizeof(line), "%d", i);
		history_add(&h, line);
	}
	assert_true(h.n <= 200);
	history_release(&h);
}

static void complete(void *arg, struct span before, struct candidates *c)
{
	static const char *const words[] = { "mark-all", "mark-read", "move" };

	(void)arg;
	while (c->start < before.len && before.p[c->start] == ' ')
		c->start++;
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (!strncmp(words[i], before.p + c->start,
			     before.len - c->start))
			candidates_add(c, span_of(words[i]), SPAN(""));
}

static void test_completion(void **state)
{
	(void)state;
	assert_int_equal(type("m<Tab>"), PROMPT_NONE);
	p.complete = complete;
	type("a<Tab>");
	check("mark-", "");
	type("<Tab>");
	check("mark-all", "");
	type("<Tab>");
	check("mark-read", "");
	type("<S-Tab><S-Tab>");
	check("mark-read", "");
	type("!<Tab>");
	check("mark-read!", "");
	assert_null(p.candidates.arena);
	type("<C-u>mo<Tab>");
	check("move", "");
}

static void complete_letters(void *arg, struct span before,
			     struct candidates *c)
{
	(void)arg;
	(void)before;
	candidates_add(c, SPAN("борщ"), SPAN(""));
	candidates_add(c, SPAN("вода"), SPAN(""));
}

/* Letters that have their first byte in common have nothing in common.  */
static void test_completion_of_letters(void **state)
{
	(void)state;
	p.complete = complete_letters;
	type("<Tab>");
	check("", "");
	type("<Tab><Tab>");
	check("вода", "");
}

static void test_draw(void **state)
{
	struct grid *g = grid_new(8, 1);
	struct area a = area_all(g);
	struct str s = STR_INIT;

	(void)state;
	type("日本語abcdef");
	assert_int_equal(prompt_draw(&p, &a, 0, 0, 8, 0), 6);
	grid_dump(&s, g, NULL);
	assert_string_equal(s.s, "abcdef\n");
	str_release(&s);
	grid_free(g);
}

/* Letters stand where one reads them, and the cursor on the one it is at.  */
static void test_mixed(void **state)
{
	struct grid *grid = grid_new(16, 1);
	struct area all = area_all(grid);
	struct str out = STR_INIT;

	(void)state;
	type("t:שלום x");
	assert_int_equal(prompt_draw(&p, &all, 1, 0, 12, 0), 9);
	grid_dump(&out, grid, NULL);
	assert_string_equal(out.s, " t:םולש x\n");
	type("<Left><Left>");
	assert_int_equal(prompt_draw(&p, &all, 1, 0, 12, 0), 7);
	type("<Left>");
	assert_int_equal(prompt_draw(&p, &all, 1, 0, 12, 0), 3);
	type("<Home>");
	assert_int_equal(prompt_draw(&p, &all, 1, 0, 12, 0), 1);
	/* Scrolled, what is seen is put into order.  */
	type("<End><C-u>אבגדהו");
	area_clear(&all);
	assert_int_equal(prompt_draw(&p, &all, 0, 0, 5, 0), 4);
	str_clear(&out);
	grid_dump(&out, grid, NULL);
	assert_string_equal(out.s, "והדג\n");
	assert_int_equal(prompt_column(&p, 0, 5, 0), -1);
	str_release(&out);
	grid_free(grid);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(test_edit), T(test_utf8), T(test_paste), T(test_limit),
		T(test_history), T(test_completion),
		T(test_completion_of_letters), T(test_draw),
		T(test_mixed),
	};

	return unit_run("prompt", tests, ARRAY_LEN(tests));
}
