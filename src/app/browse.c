/* browse.c - addresses given to other programs, by argument vector */
#include "config.h"

#include "app/app_private.h"
#include "base/mem.h"
#include "base/run.h"
#include "base/text.h"
#include "base/url.h"

/* What knows the reader's browser.  Elsewhere "open" is another program.  */
#ifdef __APPLE__
#define OPENER "open"
#else
#define OPENER "xdg-open"
#endif

#define MAX_ARGS 16

/*
 * Split a command at white space into argv; "%s" stands for the address,
 * which comes last otherwise.  There is no quoting: a program with a space in
 * its path needs a wrapper.  `copy` is cut up and must live as long.
 */
static void split(char *copy, const char *url, const char **argv)
{
	bool placed = false;
	size_t n = 0;
	char *p = copy;

	while (n < MAX_ARGS - 2) {
		p += strspn(p, " \t");
		if (!*p)
			break;
		argv[n] = p;
		p += strcspn(p, " \t");
		if (*p)
			*p++ = '\0';
		if (!strcmp(argv[n], "%s")) {
			argv[n] = url;
			placed = true;
		}
		n++;
	}
	if (!placed)
		argv[n++] = url;
	argv[n] = NULL;
}

int app_give(const char *command, const char *url, struct err *err)
{
	const char *argv[MAX_ARGS];
	char *copy = xstrdup(command);
	int ret;

	split(copy, url, argv);
	if (argv[0] == url)
		ret = err_set(err, ERR_INPUT, "the program for it is set to "
			      "nothing");
	else
		ret = run_detached(argv, err);
	if (ret < 0 && !strcmp(command, OPENER))
		err_set(err, ERR_NOTFOUND, "there is no " OPENER " here: "
			":set browser PROGRAM, or BROWSER in the environment");
	free(copy);
	return ret;
}

int app_check_address(const char *url, const char *done, struct err *err)
{
	uint32_t c;
	size_t n;

	if (!url_is_http(span_of(url)))
		return err_set(err, ERR_INPUT, "only http and https addresses "
			       "are %s", done);
	for (struct span s = span_of(url); s.len; s = span_from(s, n)) {
		n = text_decode(s, &c);
		if (c == ' ' || c == 0xfffd || text_is_unsafe(c))
			return err_set(err, ERR_INPUT, "the address has white "
				       "space or control characters in it");
	}
	return 0;
}

char *app_browser(struct app *app)
{
	const char *set = settings_text(&app->config->settings,
					SETTING_BROWSER);
	const char *env = getenv("BROWSER");

	if (set && *set)
		return xstrdup(set);
	/* A list of programs, of which the first is wanted most.  */
	return env && *env ? xstrndup(env, strcspn(env, ":")) :
	       xstrdup(OPENER);
}

int app_browse(struct app *app, const char *url, struct err *err)
{
	char *command;
	int ret;

	if (app_check_address(url, "opened", err) < 0)
		return -1;
	command = app_browser(app);
	ret = app_give(command, url, err);
	free(command);
	return ret;
}
