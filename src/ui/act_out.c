/* act_out.c - actions on what an article comes with: files and pages that are
 * downloaded, enqueued or opened */
#include "config.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/state.h"

/* The address to be downloaded or enqueued: of link `number`, else of the one
 * in focus, else of the first enclosure, else of the article; owned, NULL
 * after having said why.  */
static char *chosen_address(struct ui *ui, int number)
{
	bool in_text = number || (!ui->over && ui->focus == FOCUS_ARTICLE &&
				  article_pane_focus(ui->article));
	struct store_article *a = in_text ? NULL : ui_chosen(ui);
	const char *url;
	char *ret;

	if (!in_text && !a)
		return NULL;
	url = a ? app_enclosure(a) : NULL;
	if (!url)
		url = ui_target(ui, number);
	if (!url && number)
		ui_say(ui, "There is no link %d here", number);
	else if (!url)
		ui_say(ui, "This article has no address");
	ret = url ? xstrdup(url) : NULL;
	store_article_free(a);
	return ret;
}

/* "3", "3 FILE", "FILE": the number, and what is left.  */
static int take_number(const char *args, int count, const char **ret_rest)
{
	char *end = NULL;
	long n = ascii_is_digit(args[0]) ? strtol(args, &end, 10) : 0;

	*ret_rest = args;
	if (!end || (*end && *end != ' '))
		return count;
	*ret_rest = end + strspn(end, " ");
	return (int)MIN(n, 1000000);
}

void action_save_link(struct ui *ui, const struct call *call)
{
	struct err err = ERR_INIT;
	struct str safe = STR_INIT;
	const char *rest;
	int number = take_number(call->args, call->count, &rest);
	char *url = chosen_address(ui, number), *path;
	uint64_t ticket;

	if (!url)
		return;
	path = ui_path(rest);
	if (app_download(ui->app, url, *path ? path : NULL, &ticket,
			 &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		url_without_secrets(&safe, span_of(url));
		ui_say(ui, "Downloading %s", safe.s);
		ui->saying_downloads = true;
	}
	str_release(&safe);
	free(path);
	free(url);
}

/* --- addresses -------------------------------------------------------------------- */

#define ENQUEUE_MOST 100		/* at once */

/* False when nothing is selected.  */
static bool enqueue_picked(struct ui *ui)
{
	struct err err = ERR_INIT;
	uint64_t ticket;
	bool any;
	size_t n;
	int64_t *ids = ui_picked_few(ui, ENQUEUE_MOST, &n, &any);

	if (ids && app_enqueue_all(ui->app, ids, n, &ticket, &err) < 0)
		ui_fail(ui, err.text);
	else if (ids)
		ui_unpick(ui);
	free(ids);
	return any;
}

void action_enqueue(struct ui *ui, const struct call *call)
{
	struct err err = ERR_INIT;
	struct str safe = STR_INIT;
	const char *rest;
	int number = take_number(call->args, call->count, &rest);
	uint64_t ticket;
	char *url;

	if (!number && enqueue_picked(ui))
		return;
	url = chosen_address(ui, number);
	if (!url)
		return;
	if (app_enqueue(ui->app, url, &ticket, &err) < 0) {
		ui_fail(ui, err.text);
	} else if (!ticket) {
		url_without_secrets(&safe, span_of(url));
		ui_say(ui, "Enqueued %s", safe.s);
	}
	str_release(&safe);
	free(url);
}

void action_comments(struct ui *ui, const struct call *call)
{
	struct store_article *a;
	struct str safe = STR_INIT;
	struct err err = ERR_INIT;

	(void)call;
	if (ui_picked_too_many(ui, "Comments are") || !(a = ui_chosen(ui)))
		return;
	if (!a->extras.comments) {
		ui_say(ui, "Its feed names no page of comments");
	} else if (app_browse(ui->app, a->extras.comments, &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		url_without_secrets(&safe, span_of(a->extras.comments));
		ui_say(ui, "Opened %s", safe.s);
	}
	str_release(&safe);
	store_article_free(a);
}
