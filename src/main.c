/* main.c - picks a face: the screen without arguments, else the command line */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <unistd.h>

#include "app/app.h"
#include "base/crash.h"
#include "base/log.h"
#include "cli/cli.h"
#include "ui/ui.h"

/* A descriptor below 3 that is closed would be given to the cache, and words
 * for the reader would end up in it.  */
static void guard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* The reader's locale; where that is not UTF-8 the characters at least are. */
static void set_locale(void)
{
	setlocale(LC_ALL, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") &&
	    !setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "en_US.UTF-8");
}

/* "80x24" */
static int parse_size(const char *s, struct ui_options *options)
{
	char *end;
	long width, height;

	width = strtol(s, &end, 10);
	if (*end != 'x')
		return -1;
	height = strtol(end + 1, &end, 10);
	if (*end || width < 1 || width > 2000 || height < 1 || height > 2000)
		return -1;
	options->width = (int)width;
	options->height = (int)height;
	return 0;
}

/* True for a call of the reader itself.  */
static bool is_screen(int argc, char **argv)
{
	static const char *const flags[] = {
		"--headless", "--size", "--script", "--styles", "--linear",
	};

	if (argc < 2)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		if (!strncmp(argv[1], flags[i], strlen(flags[i])))
			return true;
	return false;
}

static int run_screen(int argc, char **argv)
{
	struct ui_options options = { .width = 80, .height = 24 };
	struct cli_watch watch;
	const struct app_options how = { .mode = APP_READER,
					 .watch = &watch.watch };
	const char *size = NULL;
	const struct cli_option table[] = {
		{ .name = "headless", .flag = &options.headless },
		{ .name = "size", .value = &size },
		{ .name = "script", .value = &options.script },
		{ .name = "styles", .flag = &options.styles },
		{ .name = "linear", .flag = &options.linear },
	};
	struct err err = ERR_INIT;
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, table, ARRAY_LEN(table));
	if (argc < 0)
		return 2;
	if (argc > 1 || (size && parse_size(size, &options) < 0)) {
		fputs("usage: coranto [--linear] [--headless --size "
		      "WIDTHxHEIGHT --script FILE [--styles]]\n", stderr);
		return 2;
	}
	/* A cache that is copied, or brought up to date, has no screen yet. */
	cli_watch_begin(&watch);
	ret = app_open(&how, &app, &err);
	cli_watch_end(&watch);
	if (ret < 0) {
		cli_say("coranto: %s", err.text);
		return 1;
	}
	ret = cli_watch_stopped() ? 1 : ui_main(app, &options);
	app_close(app);
	return ret;
}

int main(int argc, char **argv)
{
	int ret;

	guard_descriptors();
	/* Lists of a million ids are given back to the system when they are
	 * freed.  Left alone, malloc would keep such from the second on.  */
	mallopt(M_MMAP_THRESHOLD, 256 << 10);
	set_locale();
	/* A write to a closed pipe or socket is an error, not an end.  */
	signal(SIGPIPE, SIG_IGN);
	crash_init(PACKAGE_VERSION);
	log_open();
	ret = is_screen(argc, argv) ? run_screen(argc, argv) :
				      cli_main(argc, argv);
	log_close();
	return ret;
}
