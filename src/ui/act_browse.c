/* act_browse.c - the action that opens addresses in the browser */
#include "config.h"

#include "base/url.h"
#include "ui/act.h"
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

#define BROWSE_MOST 10		/* at once */

/* False when nothing is selected.  */
static bool browse_picked(struct ui *ui)
{
	struct str links = STR_INIT;
	struct err err = ERR_INIT;
	size_t n, opened = 0;
	bool any = ui_picked_links(ui, BROWSE_MOST, &links, &n);

	for (char *url = links.s, *end; n && (end = strchr(url, '\n'));
	     url = end + 1) {
		*end = '\0';
		if (!url_is_http(span_of(url)))
			continue;
		if (app_browse(ui->app, url, &err) < 0)
			break;
		opened++;
	}
	if (err.kind != ERR_NONE)
		ui_fail(ui, err.text);
	else if (n)
		ui_say(ui, "Opened %zu of them", opened);
	if (n)
		ui_unpick(ui);
	str_release(&links);
	return any;
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
