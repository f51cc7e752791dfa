/* act_browse.c - the action that opens addresses in the browser */
#include "config.h"

#include "base/url.h"
#include "ui/act.h"
#include "ui/list.h"
#include "ui/state.h"

/* Addresses of other kinds are the business of other programs.  */
static void say_not_opened(struct ui *ui, const char *url)
{
	int copy = action_by_name("copy");
	struct str safe = STR_INIT, key = STR_INIT;

	url_without_secrets(&safe, span_of(url));
	if (copy >= 0)
		keymap_label(ui->keymap, ui_focused(ui)->ops->letter,
			     (enum action)copy, &key);
	ui_say(ui, "Only http and https are opened%s%s%s: %s",
	       key.len ? "; " : "", key.s, key.len ? " copies" : "", safe.s);
	str_release(&safe);
	str_release(&key);
}

#define BROWSE_MOST 20		/* at once */

/* " · o opens the other 15" */
static void add_rest(struct ui *ui, size_t left, struct str *out)
{
	struct str key = STR_INIT;

	if (left && keymap_label(ui->keymap, ui_focused(ui)->ops->letter,
				 ACTION_OPEN_LINK, &key))
		str_addf(out, "; %s opens %s%zu that are left", key.s,
			 left > BROWSE_MOST ? "more of the " : "the ", left);
	str_release(&key);
}

/* Open the lines, of which there are at most BROWSE_MOST.  */
static void browse_lines(struct ui *ui, char *lines, size_t left)
{
	const char *urls[BROWSE_MOST];
	struct str after = STR_INIT;
	size_t n = 0;

	for (char *end; n < BROWSE_MOST && (end = strchr(lines, '\n'));
	     lines = end + 1) {
		*end = '\0';
		urls[n++] = lines;
	}
	add_rest(ui, left, &after);
	ui_say(ui, "Opening %zu page%s", n, n == 1 ? "" : "s");
	app_browse_all(ui->app, urls, n, after.s);
	str_release(&after);
}

/* The first of what is selected; the others stay so.  False when nothing
 * is.  */
static bool browse_picked(struct ui *ui)
{
	struct list *l = ui_list(ui);
	struct str links = STR_INIT;
	size_t n, now;
	int64_t *ids = ui_picked(ui, &n);

	if (!ids)
		return false;
	now = MIN(n, BROWSE_MOST);
	if (ui_links(ui, ids, now, &links)) {
		browse_lines(ui, links.s, n - now);
	} else if (!ui->message_new) {
		ui_say(ui, "None of them has an address");
	}
	picks_drop(&l->picks, ids, now);
	ui_focused(ui)->dirty = ui->line_dirty = true;
	str_release(&links);
	free(ids);
	return true;
}

void ui_open_url(struct ui *ui, const char *url)
{
	struct str safe = STR_INIT;
	struct err err = ERR_INIT;

	if (!url_is_http(span_of(url))) {
		say_not_opened(ui, url);
	} else if (app_browse(ui->app, url, &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		url_without_secrets(&safe, span_of(url));
		ui_say(ui, "Opened %s", safe.s);
	}
	str_release(&safe);
}

void action_open_link(struct ui *ui, const struct call *call)
{
	int number = call->count;
	const char *url;

	if (*call->args)
		number = (int)strtol(call->args, NULL, 10);
	if (!number && browse_picked(ui))
		return;
	url = ui_target(ui, number);
	if (url)
		ui_open_url(ui, url);
	else if (number)
		ui_say(ui, "There is no link %d here", number);
	else
		ui_say(ui, "There is no address to open here");
}
