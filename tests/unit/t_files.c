/* t_files.c - files that Tab offers, soon or late */
#include "config.h"

#include "unit.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "ui/files.h"

#define MANY 20000		/* more than are read within a frame */

static struct files *f;
static char *dir;
static struct candidates c;

static int set_up(void **state)
{
	(void)state;
	dir = unit_tmpdir();
	f = files_new();
	c = (struct candidates){ 0 };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	candidates_release(&c);
	files_free(f);
	free(dir);
	return 0;
}

static char *in_dir(const char *name)
{
	struct str s = STR_INIT;

	str_addf(&s, "%s/%s", dir, name);
	return str_detach(&s);
}

static void touch(const char *name)
{
	char *path = in_dir(name);
	int fd = open(path, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	close(fd);
	free(path);
}

static void touch_many(void)
{
	char name[32];

	for (int i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "n%05d", i);
		touch(name);
	}
}

/* Wait for the answer, as the loop does.  */
static bool came(struct span before)
{
	struct pollfd fd = { files_fd(f), POLLIN, 0 };

	assert_int_equal(poll(&fd, 1, -1), 1);
	return files_came(f, before);
}

/* What is offered for a line, however long it takes.  */
static void offer(const char *line, bool quotes)
{
	candidates_release(&c);
	files_offer(f, span_of(line), 0, quotes, &c);
	if (!files_busy(f))
		return;
	assert_true(came(span_of(line)));
	files_offer(f, span_of(line), 0, quotes, &c);
	assert_false(files_busy(f));
}

static void expect(size_t i, const char *name, const char *end)
{
	char *path = in_dir(name);
	struct str s = STR_INIT;

	str_addf(&s, "%s%s%s", *end == '"' ? "\"" : "", path, end);
	assert_true(i < c.n);
	assert_string_equal(c.words[i].word, s.s);
	str_release(&s);
	free(path);
}

static void test_names(void **state)
{
	char *line = in_dir(""), *hidden = in_dir(".h"), *folder = in_dir("sub");

	(void)state;
	touch("b"), touch("a c"), touch(".hidden"), touch("x\033[31m");
	assert_int_equal(mkdir(folder, 0700), 0);
	offer(line, true);
	assert_int_equal(c.n, 3);
	expect(0, "a c", "\"");
	assert_string_equal(c.words[0].shown, "a c");
	expect(1, "b", "");
	expect(2, "sub", "/");
	offer(line, false);
	expect(0, "a c", "");
	offer(hidden, false);
	assert_int_equal(c.n, 1);
	expect(0, ".hidden", "");
	free(line);
	free(hidden);
	free(folder);
}

/* Late, and the line is still the same.  */
static void test_late(void **state)
{
	char *line = in_dir("n");

	(void)state;
	touch_many();
	offer(line, false);
	assert_int_equal(c.n, MANY);
	expect(0, "n00000", "");
	expect(MANY - 1, "n19999", "");
	free(line);
}

/* Late, and the line is another one: nothing of the first comes to light.  */
static void test_too_late(void **state)
{
	char *line = in_dir("n"), *other = in_dir("n1999");

	(void)state;
	touch_many();
	files_offer(f, span_of(line), 0, false, &c);
	if (files_busy(f))
		assert_false(came(span_of(other)));
	offer(other, false);
	assert_int_equal(c.n, 10);
	expect(9, "n19999", "");
	/* Tab for another line, while the first is being read.  */
	candidates_release(&c);
	files_offer(f, span_of(line), 0, false, &c);
	candidates_release(&c);
	files_offer(f, span_of(other), 0, false, &c);
	while (!c.n) {
		if (came(span_of(other)))
			files_offer(f, span_of(other), 0, false, &c);
	}
	assert_int_equal(c.n, 10);
	/* Nobody types any more.  */
	candidates_release(&c);
	files_offer(f, span_of(line), 0, false, &c);
	if (files_busy(f))
		assert_false(came((struct span){ 0 }));
	assert_false(files_busy(f));
	free(line);
	free(other);
}

/* Quitting does not wait for the folder.  */
static void test_leaving(void **state)
{
	char *line = in_dir("n");

	(void)state;
	touch_many();
	files_offer(f, span_of(line), 0, false, &c);
	free(line);
}

static void test_nothing(void **state)
{
	char *line = in_dir("nowhere/");

	(void)state;
	offer(line, true);
	assert_int_equal(c.n, 0);
	offer("\"", true);
	free(line);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(test_names), T(test_late), T(test_too_late),
		T(test_leaving), T(test_nothing),
	};

	return unit_run("files", tests, ARRAY_LEN(tests));
}
