/* fuzz_config.c - any lines are a config: what is wrong has a place in its line,
 * what is dumped of the binds makes the same ones again, and names of keys,
 * looks and themes are written as they are read
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/binds.h"
#include "app/conf.h"
#include "app/key.h"
#include "app/keyname.h"
#include "app/theme.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Files are somebody else's.  */
static bool reads_files(struct span line)
{
	return span_find(line, SPAN("source")) >= 0 ||
	       span_find(line, SPAN("theme")) >= 0;
}

static void apply(struct config *c, struct span line)
{
	struct command_err cerr = { 0 };
	size_t first;

	if (config_apply_line(c, line, &cerr, &first) < 0) {
		must(cerr.offset <= line.len);
		must(cerr.text[0] != '\0');
	}
}

static void check_command(struct span line)
{
	struct arena *a = arena_new();
	struct command_err cerr = { 0 };
	struct span part;
	struct command c;
	size_t at = 0, before = 0;

	while (command_next(line, &at, &part)) {
		must(at > before && at <= line.len);
		before = at;
		if (command_parse(a, part, &c, &cerr) == 1 &&
		    command_check(part, &c, &cerr) < 0)
			must(cerr.text[0] && cerr.offset <= part.len);
	}
	arena_free(a);
}

static void check_keys(struct span line)
{
	struct str once = STR_INIT, twice = STR_INIT;
	struct key k, again;
	size_t n = key_parse(line, &k);

	if (n) {
		must(n <= line.len);
		key_spell(&once, k);
		must(key_parse(str_span(&once), &again) == once.len);
		must(key_eq(k, again));
	}
	str_clear(&once);
	if (keyname_normal(&once, line, NULL) == 0) {
		must(keyname_normal(&twice, str_span(&once), NULL) == 0);
		must(span_eq(str_span(&once), str_span(&twice)));
	}
	str_release(&once);
	str_release(&twice);
}

static void check_look(struct span line)
{
	struct str words = STR_INIT;
	struct err err = ERR_INIT;
	struct look look, again;
	struct theme theme;
	size_t at;

	if (look_parse(line, &look, &at)) {
		look_words(&words, &look);
		must(look_parse(str_span(&words), &again, &at));
		must(look_eq(&look, &again));
	} else {
		must(at <= line.len);
	}
	theme_default(&theme, BACKGROUND_DARK);
	if (theme_colour(&theme, line, &at, &err) < 0)
		must(at <= line.len && err.text[0]);
	str_release(&words);
}

/* The lines of a dump make the binds that were dumped.  */
static void check_dump(const struct config *c)
{
	struct config *again = config_read(NULL);
	struct str dump = STR_INIT, dump_again = STR_INIT;
	struct span rest;

	binds_dump(c, false, &dump);
	rest = str_span(&dump);
	while (rest.len) {
		const char *end = memchr(rest.p, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.p) : rest.len;
		struct command_err cerr = { 0 };
		size_t first;

		must(config_apply_line(again, (struct span){ rest.p, n },
				       &cerr, &first) == 0);
		rest = span_from(rest, n + 1);
	}
	binds_dump(again, false, &dump_again);
	must(span_eq(str_span(&dump), str_span(&dump_again)));
	str_release(&dump);
	str_release(&dump_again);
	config_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span rest = { (const char *)data, size };
	struct config *c;

	if (size > 20000)
		return 0;
	c = config_read(NULL);
	while (rest.len) {
		const char *end = memchr(rest.p, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.p) : rest.len;
		struct span line = { rest.p, n };

		if (!reads_files(line)) {
			apply(c, line);
			check_command(line);
		}
		check_keys(line);
		check_look(line);
		rest = span_from(rest, n + 1);
	}
	check_dump(c);
	config_free(c);
	return 0;
}
