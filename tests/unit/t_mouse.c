/* t_mouse.c - reports of the mouse */
#include "config.h"

#include "unit.h"

#include "ui/mouse.h"

static void reports_are_read(void **state)
{
	static const struct {
		const char *report;
		struct mouse want;
	} right[] = {
		{ "0;1;1M", { MOUSE_PRESS, 0, 0, 0, false } },
		{ "0;12;3m", { MOUSE_RELEASE, 0, 11, 2, false } },
		{ "2;500;200M", { MOUSE_PRESS, 2, 499, 199, false } },
		{ "32;7;8M", { MOUSE_DRAG, 0, 6, 7, false } },
		{ "64;7;8M", { MOUSE_WHEEL_UP, 0, 6, 7, false } },
		{ "65;7;8M", { MOUSE_WHEEL_DOWN, 0, 6, 7, false } },
		{ "16;2;2M", { MOUSE_PRESS, 0, 1, 1, false } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(right); i++) {
		struct mouse m;

		assert_true(mouse_parse(span_of(right[i].report), &m));
		assert_int_equal(m.what, right[i].want.what);
		assert_int_equal(m.button, right[i].want.button);
		assert_int_equal(m.x, right[i].want.x);
		assert_int_equal(m.y, right[i].want.y);
	}
}

static void others_are_none(void **state)
{
	static const char *const wrong[] = {
		"", "M", "0M", "0;1M", "0;1;M", "0;0;1M", "0;1;0M", "0;1;1",
		"0;1;1X", "0;1;1MM", "-1;1;1M", "0;123456;1M", ";;M", "66;1;1M",
		"67;1;1M", "128;1;1M", "35;1;1M", "0;1;1;1M", " 0;1;1M",
	};
	struct mouse m;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		if (mouse_parse(span_of(wrong[i]), &m))
			fail_msg("%s is taken for a report", wrong[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_read),
		cmocka_unit_test(others_are_none),
	};

	return unit_run("mouse", tests, ARRAY_LEN(tests));
}
