/* browse.c - opening an address in the reader's browser, by argument vector */
#include "config.h"

#include "app/app_private.h"

#include "base/mem.h"
#include "base/run.h"
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
 * which comes last otherwise.  There is no quoting: a browser with a space in
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

static int try(const char *command, const char *url, struct err *err)
{
	const char *argv[MAX_ARGS];
	char *copy = xstrdup(command);
	int ret;

	split(copy, url, argv);
	if (argv[0] == url)
		ret = err_set(err, ERR_INPUT, "the browser is set to nothing");
	else
		ret = run_detached(argv, err);
	free(copy);
	return ret;
}

int app_browse(struct app *app, const char *url, struct err *err)
{
	const char *set = settings_text(&app->config->settings,
					SETTING_BROWSER);
	const char *env = getenv("BROWSER");
	char *first;
	int ret;

	if (!url_is_http(span_of(url)))
		return err_set(err, ERR_INPUT,
			       "only http and https addresses are opened");
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return err_set(err, ERR_INPUT, "the address has white "
				       "space or control characters in it");
	if (set && *set)
		return try(set, url, err);
	if (env && *env) {
		/* A list of programs, of which the first is wanted most.  */
		first = xstrndup(env, strcspn(env, ":"));
		ret = try(first, url, err);
		free(first);
		return ret;
	}
	if (try(OPENER, url, NULL) == 0)
		return 0;
	return err_set(err, ERR_NOTFOUND, "there is no " OPENER " here: "
		       ":set browser PROGRAM, or BROWSER in the environment");
}
