/* t_list.c - lists, their anchor, marks laid over them, scrolling, the tree */
#include "config.h"

#include "unit.h"

#include "app/tags.h"
#include "base/mem.h"
#include "ui/list.h"
#include "ui/list_rows.h"
#include "ui/passed.h"
#include "ui/sorts.h"
#include "ui/feeds_row.h"
#include "ui/tree.h"

static void give_part(struct list *l, uint64_t generation, size_t offset,
		      int64_t first, size_t n, size_t total, bool last)
{
	struct app_event e = { .ticket = generation, .offset = offset, .n = n,
			       .total = total, .last = last };

	e.ids = xreallocarray(NULL, n, sizeof(*e.ids));
	for (size_t i = 0; i < n; i++)
		e.ids[i] = first - (int64_t)i;
	list_take(l, &e);
	free(e.ids);
}

static void give(struct list *l, uint64_t generation, size_t offset,
		 int64_t first, size_t n, bool last)
{
	give_part(l, generation, offset, first, n, 0, last);
}

static void test_snapshot(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_empty(&l);
	assert_int_equal(list_id(&l), 0);
	list_expect(&l, 7, 0);
	give(&l, 6, 0, 50, 5, true);	/* a late answer to another question */
	assert_int_equal(l.n, 0);
	assert_true(l.waiting);
	give(&l, 7, 0, 100, 10, false);
	assert_int_equal(list_id(&l), 100);
	list_move(&l, MOVE_LAST, 0);
	give(&l, 7, 10, 90, 10, true);
	assert_true(l.complete);
	assert_int_equal(l.n, 20);
	assert_int_equal(list_id(&l), 81);
	/* What does not follow what is there is not taken.  */
	give(&l, 7, 50, 1, 1, true);
	assert_int_equal(l.n, 20);
	list_release(&l);
}

/* Rows are selected by their ids, and those that are gone are not.  */
static void test_picks(void **state)
{
	struct list l = { 0 };
	int64_t gone = 98, *ids;
	size_t n;

	(void)state;
	list_empty(&l);
	picks_range(&l);
	assert_false(picks_any(&l));
	assert_null(picks_ids(&l, &n));
	list_expect(&l, 1, 0);
	give(&l, 1, 0, 100, 10, true);
	picks_range(&l);
	list_move(&l, MOVE_DOWN, 3);
	assert_int_equal(picks_count(&l), 4);
	assert_true(picks_has(&l, 0) && picks_has(&l, 3));
	assert_false(picks_has(&l, 4));
	picks_range(&l);
	list_move(&l, MOVE_LAST, 0);
	assert_int_equal(picks_count(&l), 4);
	/* The second range covers a part of the first.  */
	picks_range(&l);
	list_move(&l, MOVE_FIRST, 3);
	assert_int_equal(picks_count(&l), 10);
	list_move(&l, MOVE_LAST, 0);
	assert_int_equal(picks_count(&l), 5);
	list_take_out(&l, &gone, 1);
	assert_int_equal(picks_count(&l), 4);
	/* Rows are taken back.  */
	picks_range(&l);
	list_move(&l, MOVE_FIRST, 0);
	picks_turn(&l, 2);
	assert_int_equal(picks_count(&l), 2);
	assert_int_equal(list_id(&l), 97);
	/* Made again, three more above.  */
	list_expect(&l, 2, list_id(&l));
	give(&l, 2, 0, 103, 10, true);
	ids = picks_ids(&l, &n);
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], 97);
	free(ids);
	picks_all(&l);
	assert_int_equal(picks_count(&l), 10);
	list_release(&l);
	assert_false(picks_any(&l));
}

/* Three articles a day, two hours apart.  */
static void give_days(struct list *l, size_t n)
{
	struct app_event e = { .ticket = 1, .n = n, .last = true };

	list_expect(l, 1, 0);
	e.ids = xreallocarray(NULL, n, sizeof(*e.ids));
	for (size_t i = 0; i < n; i++)
		e.ids[i] = STORE_ID((int64_t)86400 * (20000 - (int64_t)i / 3) +
				    43200 - (int64_t)(i % 3) * 7200);
	list_take(l, &e);
	free(e.ids);
}

/* The row under the cursor is seen, and no line below the last row is empty
 * while there are rows above.  */
static void check_seen(const struct list_rows *r, int height)
{
	struct scroll *s = &r->list->scroll;
	int y;

	list_rows_fit(r, height);
	y = list_rows_line(r, s->cursor, height);
	assert_true(y >= 0 && y + r->lines <= height);
	assert_int_equal(list_rows_at(r, y, height), s->cursor);
	if (s->top && s->n - s->top <= (size_t)height / 2) {
		s->top--;
		assert_true(list_rows_line(r, s->n - 1, height) + r->lines >
			    height);
		s->top++;
	}
}

/* From one end to the other it goes on evenly.  */
static void walk(const struct list_rows *r, int height, enum move how)
{
	struct list *l = r->list;

	for (int i = 0; i < 320; i++) {
		size_t was = l->scroll.top;
		ptrdiff_t by;

		check_seen(r, height);
		by = (ptrdiff_t)l->scroll.top - (ptrdiff_t)was;
		assert_true(!i || (by <= 3 && by >= -3));
		list_move(l, how, 0);
	}
}

static void test_rows(void **state)
{
	struct list l = { 0 };
	struct list_rows r = { .list = &l, .lines = 1, .days = true };

	(void)state;
	list_empty(&l);
	list_rows_fit(&r, 10);
	assert_false(list_rows_heads(&r, 0));
	assert_int_equal(list_rows_at(&r, 0, 10), -1);
	give_days(&l, 300);
	list_rows_fit(&r, 12);
	assert_true(list_rows_heads(&r, 0) && list_rows_heads(&r, 3));
	assert_false(list_rows_heads(&r, 1));
	assert_int_equal(list_rows_line(&r, 3, 12), 5);
	assert_int_equal(list_rows_at(&r, 4, 12), -1);
	assert_int_equal(list_rows_at(&r, 5, 12), 3);
	for (r.lines = 1; r.lines < 3; r.lines++) {
		for (int height = 4; height < 20; height++) {
			list_move(&l, MOVE_FIRST, 0);
			walk(&r, height, MOVE_DOWN);
			walk(&r, height, MOVE_UP);
			list_move(&l, MOVE_LAST, 0);
			check_seen(&r, height);
			list_move(&l, MOVE_PAGE_UP, 3);
			check_seen(&r, height);
		}
	}
	list_release(&l);
}

static void test_passed(void **state)
{
	struct passed p = { 0 };
	struct list l = { 0 };

	(void)state;
	list_expect(&l, 1, 0);
	give(&l, 1, 0, 1000, 500, true);
	passed_look(&p, &l, true);
	passed_move(&p, MOVE_DOWN);
	l.scroll.top = 3;
	passed_look(&p, &l, true);
	assert_int_equal(p.n, 3);
	assert_int_equal(p.ids[2], 998);
	/* Up and down again: nothing more.  */
	l.scroll.top = 0;
	passed_look(&p, &l, true);
	l.scroll.top = 3;
	passed_look(&p, &l, true);
	assert_int_equal(p.n, 3);
	passed_move(&p, MOVE_LAST);
	l.scroll.top = 100;
	passed_look(&p, &l, true);
	assert_int_equal(p.n, 3);
	passed_move(&p, MOVE_PAGE_DOWN);
	l.scroll.top = 120;
	passed_look(&p, &l, true);
	assert_int_equal(p.n, 23);
	l.scroll.top = 130;
	passed_look(&p, &l, false);
	assert_int_equal(p.n, 23);
	passed_release(&p);
	list_release(&l);
}

static void expect_sort(const char *text, enum store_order order,
			bool reversed, const char *want)
{
	struct str words = STR_INIT;
	struct sort s;

	assert_true(sort_parse(span_of(text), &s));
	assert_int_equal(s.order, order);
	assert_int_equal(s.reversed, reversed);
	sort_words(s, &words);
	assert_string_equal(words.s, want);
	str_release(&words);
}

static void test_sorts(void **state)
{
	struct str all = STR_INIT, name = STR_INIT;
	struct sort s = { STORE_BY_TITLE, true };

	(void)state;
	expect_sort("date", STORE_BY_DATE, false, "");
	expect_sort("oldest", STORE_BY_DATE, true, "oldest first");
	expect_sort(" date  reversed ", STORE_BY_DATE, true, "oldest first");
	expect_sort("title reversed", STORE_BY_TITLE, true,
		    "by title, reversed");
	expect_sort("unread", STORE_UNREAD_FIRST, false, "unread first");
	assert_false(sort_parse(SPAN(""), &s));
	assert_false(sort_parse(SPAN("title up"), &s));
	assert_false(sort_parse(SPAN("title reversed twice"), &s));

	s = (struct sort){ STORE_BY_TITLE, true };
	for (int i = 0; i < SORTS_MOST + 5; i++) {
		str_clear(&name);
		str_addf(&name, "feed %d", i);
		sorts_put(&all, str_span(&name), s);
	}
	assert_int_equal(sorts_find(str_span(&all), SPAN("feed 3")).order,
			 STORE_BY_DATE);
	s = sorts_find(str_span(&all), SPAN("feed 104"));
	assert_int_equal(s.order, STORE_BY_TITLE);
	assert_true(s.reversed);
	sorts_put(&all, SPAN("feed 104"), (struct sort){ 0 });
	assert_int_equal(sorts_find(str_span(&all), SPAN("feed 104")).order,
			 STORE_BY_DATE);
	/* What another program wrote there is nothing.  */
	assert_int_equal(sorts_find(SPAN("\n\tx\nfeed 1\nfeed 1\tsize\n"),
				    SPAN("feed 1")).order, STORE_BY_DATE);
	str_release(&all);
	str_release(&name);
}

/* Of a long one both ends come first.  */
static void test_both_ends(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_expect(&l, 1, 985);
	give_part(&l, 1, 0, 1000, 10, 1000, false);
	assert_int_equal(l.n, 1000);
	assert_true(l.sized && !l.complete && !l.waiting);
	assert_int_equal(list_id(&l), 1000);
	/* Where nothing has come yet.  */
	list_move(&l, MOVE_DOWN, 500);
	assert_int_equal(list_id(&l), 0);
	assert_int_equal(list_find(&l, 500), -1);
	give_part(&l, 1, 990, 10, 10, 1000, false);
	list_move(&l, MOVE_LAST, 0);
	assert_int_equal(list_id(&l), 1);
	list_go(&l, 300);
	assert_int_equal(list_id(&l), 1);
	give_part(&l, 1, 0, 1000, 1000, 0, true);
	assert_true(l.complete);
	assert_int_equal(list_id(&l), 300);
	assert_int_equal(list_find(&l, 500), 500);
	assert_int_equal(l.n, 1000);
	list_release(&l);
}

/* Its last row, asked for before the first was there.  */
static void test_to_end(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_expect(&l, 1, 0);
	give(&l, 1, 0, 50, 20, true);
	list_expect(&l, 2, 0);
	list_move(&l, MOVE_LAST, 0);
	give_part(&l, 2, 0, 1000, 10, 1000, false);
	assert_int_equal(l.scroll.cursor, 999);
	list_move(&l, MOVE_FIRST, 0);
	give_part(&l, 2, 990, 10, 10, 1000, false);
	assert_int_equal(list_id(&l), 1000);
	/* Of what a query finds it is known when all is there.  */
	list_expect(&l, 3, 0);
	list_move(&l, MOVE_LAST, 0);
	give(&l, 3, 0, 100, 10, false);
	give(&l, 3, 10, 90, 20, true);
	assert_int_equal(list_id(&l), 71);
	list_release(&l);
}

/* One that fails has only what came of its beginning.  */
static void test_half(void **state)
{
	struct app_event e = { .ticket = 1, .err = { .kind = ERR_DISK } };
	struct list l = { 0 };

	(void)state;
	list_expect(&l, 1, 0);
	give_part(&l, 1, 0, 1000, 10, 1000, false);
	give_part(&l, 1, 990, 10, 10, 1000, false);
	list_move(&l, MOVE_LAST, 0);
	list_take(&l, &e);
	assert_int_equal(l.n, 10);
	list_release(&l);
}

static void test_anchor(void **state)
{
	struct list l = { 0 };

	(void)state;
	list_expect(&l, 1, 85);
	give(&l, 1, 0, 100, 10, false);
	assert_int_equal(list_id(&l), 100);
	give(&l, 1, 10, 90, 10, true);
	assert_int_equal(list_id(&l), 85);
	/* Made again with newer ones above: the same article.  */
	list_expect(&l, 2, list_id(&l));
	give(&l, 2, 0, 110, 40, true);
	assert_int_equal(list_id(&l), 85);
	/* Not in it any more: the next older one.  */
	list_expect(&l, 3, 85);
	give(&l, 3, 0, 84, 10, true);
	assert_int_equal(list_id(&l), 84);
	/* A move of the reader ends the waiting.  */
	list_expect(&l, 4, 70);
	give(&l, 4, 0, 100, 10, false);
	list_move(&l, MOVE_DOWN, 2);
	give(&l, 4, 10, 90, 30, true);
	assert_int_equal(list_id(&l), 98);
	list_go(&l, 77);
	assert_int_equal(list_id(&l), 77);
	list_go(&l, 5);
	assert_int_equal(list_id(&l), 77);
	list_release(&l);
}

static void test_marks(void **state_)
{
	static int64_t ids[] = { 9, 7, 8 }, one[] = { 8 };
	const struct pending_mark all[] = {
		{ .ticket = 1, .mark = STORE_MARK_READ, .on = true,
		  .ids = ids, .n = 3 },
		{ .ticket = 2, .mark = STORE_MARK_READ, .quiet = true,
		  .ids = one, .n = 1 },
		{ .ticket = 3, .mark = STORE_MARK_STAR, .on = true,
		  .ids = one, .n = 1 },
		{ .ticket = 4, .mark = STORE_MARK_DELETE, .on = true,
		  .ids = one, .n = 1 },
	};
	struct mark_state state = { 0 };
	struct marks m = { 0 };
	struct pending_mark p;

	(void)state_;
	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		marks_add(&m, &all[i]);
	marks_apply(&m, 7, &state);
	assert_true(state.read && !state.starred && !state.deleted);
	marks_apply(&m, 8, &state);
	assert_true(!state.read && state.starred && state.deleted);
	assert_int_equal(marks_deleting(&m), 1);
	state = (struct mark_state){ 0 };
	marks_apply(&m, 6, &state);
	assert_true(!state.read && !state.starred);
	assert_true(marks_done(&m, 2, &p));
	assert_true(p.quiet && p.n == 1 && p.ids[0] == 8);
	pending_mark_release(&p);
	assert_false(marks_done(&m, 2, &p));
	marks_apply(&m, 8, &state);
	assert_true(state.read && state.starred);
	marks_release(&m);
}

static void test_tags_of_marks(void **state)
{
	static int64_t ids[] = { 9, 8 };
	struct pending_mark p = { .mark = STORE_MARK_TAG, .on = true,
				  .tag = (char[]){ "Later" }, .ids = ids,
				  .n = 2 };
	struct str out = STR_INIT;
	struct marks m = { 0 };

	(void)state;
	marks_add(&m, &p);
	marks_apply_tags(&m, 8, "ukraine", &out);
	assert_string_equal(out.s, "ukraine, Later");
	p.on = false;
	p.tag = (char[]){ "UKRAINE" };
	marks_add(&m, &p);
	str_clear(&out);
	marks_apply_tags(&m, 8, "ukraine", &out);
	assert_string_equal(out.s, "Later");
	str_clear(&out);
	marks_apply_tags(&m, 7, "ukraine", &out);
	assert_string_equal(out.s, "ukraine");
	str_release(&out);
	marks_release(&m);
}

/* Changes as "+name -name".  */
static void check_changes(const char *were, const char *typed, bool all,
			  const char *want)
{
	struct str out = STR_INIT;
	struct tag_changes c;

	tag_changes(&c, span_of(were), span_of(typed), all);
	for (size_t i = 0; i < c.n; i++)
		str_addf(&out, "%s%c%s", i ? " " : "",
			 c.items[i].on ? '+' : '-', c.items[i].name);
	assert_string_equal(out.s, want);
	tag_changes_release(&c);
	str_release(&out);
}

static void test_tag_changes(void **state)
{
	(void)state;
	check_changes("", "a, b", true, "+a +b");
	check_changes("a, b", "a, b, ", true, "");
	check_changes("a, b", "B,", true, "-a");
	check_changes("a, b", "", true, "-a -b");
	check_changes("a, b", "a, b, -a", true, "-a");
	check_changes("a, b", "c", false, "+c");
	check_changes("", "-a , b c,,b C", false, "-a +b c");
	check_changes("", " , ,", true, "");
}

/* The cursor stays on its article, else on its row.  */
static void test_take_out(void **state)
{
	static const int64_t two[] = { 97, 95 }, first[] = { 100 },
		last[] = { 91 };
	struct list l = { 0 };

	(void)state;
	list_empty(&l);
	list_expect(&l, 1, 0);
	give(&l, 1, 0, 100, 10, false);
	list_move(&l, MOVE_DOWN, 3);
	assert_int_equal(list_id(&l), 97);
	list_take_out(&l, two, 2);
	assert_int_equal(l.n, 8);
	assert_int_equal(list_id(&l), 96);
	list_take_out(&l, first, 1);
	assert_int_equal(list_id(&l), 96);
	/* What is still to come belongs behind it.  */
	give(&l, 1, 10, 90, 5, true);
	assert_int_equal(l.n, 12);
	assert_int_equal(l.ids[11], 86);
	list_move(&l, MOVE_LAST, 0);
	list_take_out(&l, last, 1);
	assert_int_equal(list_id(&l), 86);
	assert_int_equal(l.n_gone, 4);
	list_take_out(&l, &l.ids[l.n - 1], 1);
	assert_int_equal(list_id(&l), 87);
	list_release(&l);
}

static void test_scroll(void **state)
{
	struct scroll s = { 0 };

	(void)state;
	scroll_fit(&s, 100, 10);
	scroll_move(&s, MOVE_DOWN, 9);
	scroll_fit(&s, 100, 10);
	assert_int_equal(s.cursor, 9);
	assert_int_equal(s.top, 2);
	scroll_move(&s, MOVE_LAST, 0);
	scroll_fit(&s, 100, 10);
	assert_int_equal(s.cursor, 99);
	assert_int_equal(s.top, 90);
	scroll_move(&s, MOVE_PAGE_UP, 0);
	scroll_fit(&s, 100, 10);
	assert_int_equal(s.cursor, 90);
	assert_int_equal(s.top, 83);
	scroll_move(&s, MOVE_FIRST, 50);
	assert_int_equal(s.cursor, 49);
	scroll_move(&s, MOVE_UP, 99999);
	scroll_move(&s, MOVE_DOWN, 3);
	scroll_fit(&s, 2, 10);
	assert_int_equal(s.cursor, 1);
	assert_int_equal(s.top, 0);
	scroll_fit(&s, 0, 0);
	scroll_move(&s, MOVE_DOWN, 1);
	assert_int_equal(s.cursor, 0);
	assert_int_equal(scroll_text(0, 50, 20, MOVE_PAGE_DOWN, 0), 18);
	assert_int_equal(scroll_text(18, 50, 20, MOVE_PAGE_DOWN, 0), 30);
	assert_int_equal(scroll_text(30, 50, 20, MOVE_DOWN, 0), 30);
	assert_int_equal(scroll_text(30, 5, 20, MOVE_UP, 1), 0);
	assert_int_equal(scroll_text(3, 50, 20, MOVE_LAST, 0), 30);
}

static void check_rows(const struct tree *t, const char *want)
{
	struct str s = STR_INIT;

	for (size_t i = 0; i < t->n; i++)
		str_addf(&s, "%*s%s %lld%s\n", t->rows[i]->depth * 2, "",
			 t->rows[i]->label, (long long)t->rows[i]->unread,
			 t->rows[i]->failing ? " !" : "");
	assert_string_equal(s.s, want);
	str_release(&s);
}

static void test_tree(void **state)
{
	struct store_feed feeds[] = {
		{ .id = 1, .shown_url = "a", .folder = "World/Asia", .unread = 1 },
		{ .id = 2, .shown_url = "b", .folder = "", .unread = 2,
		  .failures = 1 },
		{ .id = 3, .shown_url = "c", .folder = "World", .unread = 4 },
		{ .id = 4, .shown_url = "d", .folder = "World/Asia", .unread = 8,
		  .failures = 2 },
	};
	struct store_feeds all = { .feeds = feeds, .n = 4, .unread = 15 };
	struct tree t = { 0 };
	struct str s = STR_INIT;

	(void)state;
	tree_make(&t, &all);
	check_rows(&t, "All 15\nStarred 0\nWorld 13 !\n  Asia 9 !\n    a 1\n"
		   "    d 8 !\n  c 4\nb 2 !\n");
	tree_fold(&t, t.rows[3], true);
	check_rows(&t, "All 15\nStarred 0\nWorld 13 !\n  Asia 9 !\n  c 4\n"
		   "b 2 !\n");
	assert_int_equal(tree_row_of(&t, tree_find(&t, 4)), 3);
	tree_folded_text(&t, &s);
	assert_string_equal(s.s, "World/Asia\n");
	tree_make(&t, &all);
	assert_int_equal(t.n, 6);
	tree_release(&t);
	tree_set_folded(&t, SPAN("World\nGone\n\n"));
	tree_make(&t, &all);
	check_rows(&t, "All 15\nStarred 0\nWorld 13 !\nb 2 !\n");
	assert_null(tree_find(&t, 5));
	tree_release(&t);
	str_release(&s);
}

/* Only what the words occur in, with its folders; only what is unread.  */
/* What is fetched is marked up to the top, and only what can be seen asks for
 * another frame.  */
static void test_tree_fetching(void **state)
{
	struct store_feed feeds[] = {
		{ .id = 1, .shown_url = "a", .folder = "World/Asia" },
		{ .id = 2, .shown_url = "b", .folder = "" },
		{ .id = 3, .shown_url = "c", .folder = "World/Asia" },
	};
	struct store_feeds all = { .feeds = feeds, .n = 3 };
	static const int64_t two[] = { 1, 3 };
	struct tree t = { 0 };

	(void)state;
	assert_false(tree_set_fetching(&t, two, 2));
	tree_make(&t, &all);
	assert_true(tree_set_fetching(&t, two, 2));
	assert_false(tree_set_fetching(&t, two, 2));
	assert_true(tree_find(&t, 3)->fetching);
	assert_true(tree_find(&t, 3)->parent->parent->fetching);
	assert_false(tree_find(&t, 2)->fetching);
	tree_fold_all(&t, true);
	assert_false(tree_set_fetching(&t, two, 1));
	assert_true(tree_find(&t, 1)->parent->fetching);
	assert_true(tree_set_fetching(&t, NULL, 0));
	assert_false(tree_find(&t, 1)->parent->fetching);
	tree_release(&t);
}

static void test_tree_shows(void **state)
{
	struct store_feed feeds[] = {
		{ .id = 1, .shown_url = "http://x/a", .title = "Café",
		  .folder = "World/Asia", .unread = 1 },
		{ .id = 2, .shown_url = "http://y/b", .title = "Bee",
		  .folder = "" },
		{ .id = 3, .shown_url = "http://z/c", .title = "Sea",
		  .folder = "World", .paused = true },
	};
	struct store_feeds all = { .feeds = feeds, .n = 3, .unread = 1 };
	struct tree t = { 0 };

	(void)state;
	tree_make(&t, &all);
	tree_fold_all(&t, true);
	check_rows(&t, "All 1\nStarred 0\nWorld 1\nBee 0\n");
	tree_set_filter(&t, "  CAFE asia");
	check_rows(&t, "All 1\nStarred 0\nWorld 1\n  Asia 1\n    Café 1\n");
	tree_set_filter(&t, "y/b");
	check_rows(&t, "All 1\nStarred 0\nBee 0\n");
	tree_set_filter(&t, "bee asia");
	check_rows(&t, "All 1\nStarred 0\n");
	tree_set_filter(&t, " ");
	check_rows(&t, "All 1\nStarred 0\nWorld 1\nBee 0\n");
	tree_fold_all(&t, false);
	tree_hide_read(&t, true, 0);
	check_rows(&t, "All 1\nStarred 0\nWorld 1\n  Asia 1\n    Café 1\n");
	tree_hide_read(&t, true, 3);
	tree_make(&t, &all);
	check_rows(&t, "All 1\nStarred 0\nWorld 1\n  Asia 1\n    Café 1\n"
		   "  Sea 0\n");
	tree_release(&t);
}

static void test_short_counts(void **state)
{
	static const struct { int64_t n; const char *full, *cut; } rows[] = {
		{ 0, "0", "0" }, { 999, "999", "999" },
		{ 1204, "1,204", "1.2k" }, { 9999, "9,999", "9.9k" },
		{ 10000, "10,000", "10k" }, { 999999, "999,999", "999k" },
		{ 1000000, "1,000,000", "1.0M" },
		{ 123456789, "123,456,789", "123M" },
	};
	struct str s = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		str_clear(&s);
		feeds_row_count(&s, rows[i].n, false);
		assert_string_equal(s.s, rows[i].full);
		str_clear(&s);
		feeds_row_count(&s, rows[i].n, true);
		assert_string_equal(s.s, rows[i].cut);
	}
	str_clear(&s);
	feeds_row_spark(&s, (const uint32_t[]){ 0, 1, 2, 4, 8, 16, 16 }, 7);
	assert_string_equal(s.s, " ▁▁▂▄██");
	str_clear(&s);
	feeds_row_spark(&s, (const uint32_t[]){ 0, 1, 2 }, 3);
	assert_string_equal(s.s, " ▂▄");
	str_release(&s);
}

#define W(words) ((char *)(uintptr_t)(words))

/* Smart feeds stand where their lines do.  */
static void test_tree_queries(void **state)
{
	struct store_feed feeds[] = {
		{ .id = 1, .shown_url = "a", .folder = "", .unread = 1 },
		{ .id = 2, .shown_url = "b", .folder = "World" },
	};
	struct store_feeds all = { .feeds = feeds, .n = 2, .unread = 1 };
	struct tree_query queries[] = {
		{ W("tag:x"), W("X"), W(""), 0, 7, false },
		{ W("tag:y"), W("Y"), W("World"), 1, -1, false },
		{ W("tga:z"), W("Z"), W("Other"), 2, -1, true },
	};
	struct tree t = { .queries = queries, .n_queries = 3 };

	(void)state;
	tree_make(&t, &all);
	check_rows(&t, "All 1\nStarred 0\nX 7\na 1\nWorld 0\n  Y -1\n"
		   "  b 0\nOther 0\n  Z -1 !\n");
	tree_set_filter(&t, "tag:y");
	check_rows(&t, "All 1\nStarred 0\nWorld 0\n  Y -1\n");
	tree_release(&t);
}

/* A folder with another name or in another place stays folded.  */
static void test_tree_follows(void **state)
{
	struct store_feed was[] = {
		{ .id = 1, .shown_url = "a", .folder = "World/Asia" },
		{ .id = 2, .shown_url = "b", .folder = "Home" },
	};
	struct store_feed is[] = {
		{ .id = 1, .shown_url = "a", .folder = "Wide/World/Asia" },
		{ .id = 2, .shown_url = "b", .folder = "Home" },
	};
	struct store_feeds old = { .feeds = was, .n = 2 };
	struct store_feeds new = { .feeds = is, .n = 2 };
	struct tree t = { 0 };
	struct str s = STR_INIT;

	(void)state;
	tree_set_folded(&t, SPAN("World/Asia\nWorld\nGone\n"));
	tree_make(&t, &old);
	tree_make(&t, &new);
	tree_folded_text(&t, &s);
	assert_string_equal(s.s, "Wide/World/Asia\nWide/World\nGone\n");
	/* One that goes into a folder that was there is not that folder.  */
	tree_make(&t, &old);
	is[0].folder = "Home";
	tree_make(&t, &new);
	str_clear(&s);
	tree_folded_text(&t, &s);
	assert_string_equal(s.s, "World/Asia\nWorld\nGone\n");
	tree_release(&t);
	str_release(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tree_follows),
		cmocka_unit_test(test_tree_shows),
		cmocka_unit_test(test_tree_queries),
		cmocka_unit_test(test_short_counts),
		cmocka_unit_test(test_snapshot),
		cmocka_unit_test(test_both_ends),
		cmocka_unit_test(test_picks),
		cmocka_unit_test(test_sorts),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_passed),
		cmocka_unit_test(test_to_end),
		cmocka_unit_test(test_half),
		cmocka_unit_test(test_anchor),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_tags_of_marks),
		cmocka_unit_test(test_tag_changes),
		cmocka_unit_test(test_take_out),
		cmocka_unit_test(test_scroll),
		cmocka_unit_test(test_tree), cmocka_unit_test(test_tree_fetching),
	};

	return unit_run("list", tests, ARRAY_LEN(tests));
}
