/* t_keymap.c - names of keys, sequences, counts, binds */
#include "config.h"

#include "unit.h"

#include "app/conf.h"
#include "ui/act.h"
#include "ui/keymap.h"

static void check_key(const char *name, uint32_t code, unsigned int mods,
		      const char *want)
{
	struct str s = STR_INIT;
	struct key k;

	assert_int_equal(key_parse(span_of(name), &k), strlen(name));
	assert_int_equal(k.code, code);
	assert_int_equal(k.mods, mods);
	key_spell(&s, k);
	assert_string_equal(s.s, want);
	str_release(&s);
}

static void test_names(void **state)
{
	struct key k;

	(void)state;
	check_key("j", 'j', 0, "j");
	check_key("ж", 0x436, 0, "ж");
	check_key("<", '<', 0, "<lt>");
	check_key("<lt>", '<', 0, "<lt>");
	check_key("<enter>", KEYS_ENTER, 0, "<Enter>");
	check_key("<CR>", KEYS_ENTER, 0, "<Enter>");
	check_key("<C-m>", KEYS_ENTER, 0, "<Enter>");
	check_key("<C-i>", KEYS_TAB, 0, "<Tab>");
	check_key("<C-X>", 'x', KEY_MOD_CTRL, "<C-x>");
	check_key("<M-j>", 'j', KEY_MOD_ALT, "<A-j>");
	check_key("<A-C-x>", 'x', KEY_MOD_CTRL | KEY_MOD_ALT, "<C-A-x>");
	check_key("<A-Enter>", KEYS_ENTER, KEY_MOD_ALT, "<A-Enter>");
	check_key("<S-Tab>", KEYS_BACKTAB, 0, "<S-Tab>");
	check_key("<Space>", ' ', 0, "<Space>");
	check_key(" ", ' ', 0, "<Space>");
	check_key("<F12>", KEYS_F12, 0, "<F12>");
	check_key("<PgDn>", KEYS_PAGE_DOWN, 0, "<PageDown>");
	assert_int_equal(key_parse(SPAN("<Nonsense>"), &k), 0);
	assert_int_equal(key_parse(SPAN("<F13>"), &k), 0);
	assert_int_equal(key_parse(SPAN("<F0>"), &k), 0);
	assert_int_equal(key_parse(SPAN("<C-ж>"), &k), 0);
	assert_int_equal(key_parse(SPAN("<C-Up>"), &k), 0);
	assert_int_equal(key_parse(SPAN(""), &k), 0);
	assert_int_equal(key_parse(SPAN("<>"), &k), 1);
}

/* Type keys by name; the action of the last one, or -1, or -2: more.  */
static int type(const struct keymap *km, char pane, const char *keys,
		int *ret_count)
{
	struct keymap_state s = { 0 };
	const struct keymap_bind *b;
	struct span rest = span_of(keys);
	int got = -1, count = 0;
	struct key k;

	while (rest.len) {
		size_t n = key_parse(rest, &k);

		assert_true(n > 0);
		rest = span_from(rest, n);
		switch (keymap_key(km, &s, pane, k, &b, &count)) {
		case KEYMAP_NONE:
			got = -1;
			break;
		case KEYMAP_MORE:
			got = -2;
			break;
		case KEYMAP_FOUND:
			got = (int)b->action;
			break;
		}
	}
	if (ret_count)
		*ret_count = count;
	return got;
}

static void test_defaults(void **state)
{
	struct keymap *km = keymap_new(NULL);
	int count;

	(void)state;
	assert_int_equal(type(km, 'L', "j", &count), ACTION_DOWN);
	assert_int_equal(count, 0);
	assert_int_equal(type(km, 'L', "5j", &count), ACTION_DOWN);
	assert_int_equal(count, 5);
	assert_int_equal(type(km, 'A', "120j", &count), ACTION_DOWN);
	assert_int_equal(count, 120);
	assert_int_equal(type(km, 'A', "99999999999999j", &count),
			 ACTION_DOWN);
	assert_true(count > 0 && count < 1000000);
	assert_int_equal(type(km, 'A', "g", NULL), -2);
	assert_int_equal(type(km, 'A', "gg", NULL), ACTION_FIRST);
	assert_int_equal(type(km, 'A', "gj", NULL), -1);
	assert_int_equal(type(km, 'A', "g<Esc>", NULL), -1);
	assert_int_equal(type(km, 'A', "5<Esc>j", &count), ACTION_DOWN);
	assert_int_equal(count, 0);
	assert_int_equal(type(km, 'A', "<Esc>", NULL), ACTION_BACK);
	/* 0 begins no count, and J is bound in the article only.  */
	assert_int_equal(type(km, 'A', "0", NULL), -1);
	assert_int_equal(type(km, 'A', "J", NULL), ACTION_NEXT_ARTICLE);
	assert_int_equal(type(km, 'L', "J", NULL), -1);
	assert_int_equal(type(km, 'G', "q", NULL), ACTION_QUIT);
	assert_int_equal(type(km, 'G', "D", NULL), -1);
	keymap_free(km);
}

static void count_bind(void *arg, const struct keymap_bind *b)
{
	(void)b;
	++*(int *)arg;
}

static void test_binds(void **state)
{
	struct config_bind binds[] = {
		{ .pane = 'L', .key = "J", .action = ACTION_NEXT_UNREAD },
		{ .pane = 'G', .key = "gu", .action = ACTION_UNDO },
		{ .pane = 'G', .key = "<C-x>r", .action = ACTION_REFRESH, .args = "World" },
		{ .pane = 'A', .key = "J", .action = -1 },
		{ .pane = 'F', .key = "j", .action = -1 },
		{ .pane = 'G', .key = "q", .action = -1 },
		{ .pane = 'G', .key = "n", .action = ACTION_PREVIOUS_UNREAD },
	};
	struct config c = { .binds = binds, .n_binds = ARRAY_LEN(binds) };
	struct keymap *km = keymap_new(&c);
	struct keymap_state g = { .keys = { { 'g', 0 } }, .n = 1 };
	struct str s = STR_INIT;
	int n = 0;

	(void)state;
	assert_int_equal(type(km, 'L', "J", NULL), ACTION_NEXT_UNREAD);
	assert_int_equal(type(km, 'F', "gu", NULL), ACTION_UNDO);
	assert_int_equal(type(km, 'S', "<C-x>r", NULL), ACTION_REFRESH);
	assert_int_equal(type(km, 'A', "J", NULL), -1);
	assert_int_equal(type(km, 'F', "j", NULL), -1);
	assert_int_equal(type(km, 'L', "j", NULL), ACTION_DOWN);
	assert_int_equal(type(km, 'L', "q", NULL), -1);
	assert_int_equal(type(km, 'L', "n", NULL), ACTION_PREVIOUS_UNREAD);
	keymap_each(km, 'L', &g, count_bind, &n);
	assert_int_equal(n, 3);
	assert_true(keymap_label(km, 'L', ACTION_REFRESH_CANCEL, &s));
	assert_string_equal(s.s, "Ctrl-C");
	str_clear(&s);
	keymap_keys_label(&s, (const struct key[]){
		{ 'w', KEY_MOD_CTRL }, { 'w', 0 }, { 'g', 0 }, { 'g', 0 },
		{ KEYS_ENTER, 0 } }, 5);
	assert_string_equal(s.s, "Ctrl-W wgg Enter");
	str_clear(&s);
	assert_false(keymap_label(km, 'L', ACTION_QUIT, &s));
	assert_false(keymap_label(km, 'L', ACTION_SET, &s));
	keymap_free(km);
	str_release(&s);
}

/* Where one sequence begins another.  */
static void test_prefixes(void **state)
{
	struct config_bind binds[] = {
		{ .pane = 'G', .key = "g", .action = ACTION_UNDO },
		{ .pane = 'G', .key = "gxyz", .action = ACTION_REDO },
	};
	struct config c = { .binds = binds, .n_binds = ARRAY_LEN(binds) };
	struct keymap *km = keymap_new(&c);
	const struct keymap_bind *b;
	struct keymap_state s = { 0 };
	int count;

	(void)state;
	assert_int_equal(keymap_key(km, &s, 'L', (struct key){ '4', 0 }, &b,
				    &count), KEYMAP_MORE);
	assert_false(keymap_waits(km, &s, 'L'));
	assert_int_equal(keymap_key(km, &s, 'L', (struct key){ 'g', 0 }, &b,
				    &count), KEYMAP_MORE);
	assert_true(keymap_waits(km, &s, 'L'));
	assert_int_equal(keymap_expire(km, &s, 'L', &b, &count), KEYMAP_FOUND);
	assert_int_equal(b->action, ACTION_UNDO);
	assert_int_equal(count, 4);
	assert_int_equal(s.n, 0);
	assert_int_equal(type(km, 'L', "gg", NULL), ACTION_FIRST);
	/* What does not go on is the shorter one, and the rest.  */
	for (const char *k = "gxy"; *k; k++)
		assert_int_equal(keymap_key(km, &s, 'L', (struct key){
			(uint32_t)*k, 0 }, &b, &count), KEYMAP_MORE);
	assert_int_equal(keymap_expire(km, &s, 'L', &b, &count), KEYMAP_MORE);
	assert_int_equal(keymap_key(km, &s, 'L', (struct key){ 'j', 0 }, &b,
				    &count), KEYMAP_FOUND);
	assert_int_equal(b->action, ACTION_UNDO);
	assert_int_equal(s.n_again, 3);
	assert_int_equal(s.again[0].code, 'x');
	assert_int_equal(s.again[2].code, 'j');
	keymap_free(km);
}

/* Several commands on a key.  */
static void test_macros(void **state)
{
	struct config *c = config_read(NULL);
	struct keymap *km;
	const struct keymap_bind *b = NULL;
	struct key x = { 'X', 0 };
	struct err err = ERR_INIT;
	struct str s = STR_INIT;

	(void)state;
	if (config_apply(c, SPAN("bind X \"file away\" star ; tag a;b ; search "
				 "\"p ; q\" ; next-unread"), &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(config_apply(c, SPAN("bind Y star ; ; quit"), &err),
			 -1);
	assert_non_null(strstr(err.text, "a command is missing"));
	assert_int_equal(config_apply(c, SPAN("bind Y star ; qiut"), &err),
			 -1);
	assert_non_null(strstr(err.text, "did you mean “quit”?"));
	assert_int_equal(c->n_binds, 1);
	km = keymap_new(c);
	b = keymap_find(km, 'L', &x, 1);
	assert_non_null(b);
	assert_int_equal(b->action, ACTION_STAR);
	assert_int_equal(b->n_more, 3);
	assert_string_equal(b->doc, "file away");
	assert_string_equal(b->more[0].args, "a;b");
	assert_string_equal(b->more[1].args, "\"p ; q\"");
	assert_int_equal(b->more[2].action, ACTION_NEXT_UNREAD);
	config_bind_line(&s, &c->binds[0]);
	assert_string_equal(s.s, "bind X \"file away\" star ; tag a;b ; search "
			    "\"p ; q\" ; next-unread");
	str_release(&s);
	keymap_free(km);
	config_free(c);
}

/* Every row of the table has its function, and its default keys can be
 * read.  */
static void test_actions(void **state)
{
	struct keymap *km = keymap_new(NULL);
	struct str s = STR_INIT;

	(void)state;
	for (int i = 0; i < N_ACTIONS; i++) {
		assert_non_null(act_find((enum action)i));
		for (const char *p = actions[i].panes; *actions[i].keys && *p;
		     p++)
			if (!keymap_label(km, *p, (enum action)i, &s))
				fail_msg("%s has no key in %c",
					 actions[i].name, *p);
	}
	assert_null(act_find(N_ACTIONS));
	keymap_free(km);
	str_release(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_binds),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_macros),
		cmocka_unit_test(test_actions),
	};

	return unit_run("keymap", tests, ARRAY_LEN(tests));
}
