/* events.c - what the other threads answer */
#include "config.h"

#include "base/mem.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"
#include "ui/text_pane.h"

static void add_undo(struct ui *ui, struct str *s)
{
	struct str key = STR_INIT;

	if (keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_UNDO,
			 &key))
		str_addf(s, " · %s takes it back", key.s);
	str_release(&key);
}

/* "… · a, then Tab, offers the others" */
static void take_offers(struct ui *ui, struct app_event *event, struct str *s)
{
	struct str key = STR_INIT;

	free(ui->offers);
	ui->offers = event->offers;
	event->offers = NULL;
	if (keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_ADD,
			 &key))
		str_addf(s, " · %s, then Tab, offers the others", key.s);
	str_release(&key);
}

/* "Marked 12 read · u takes it back" */
static void say_marked(struct ui *ui, const struct pending_mark *m, size_t n)
{
	const char *verb = m->mark == STORE_MARK_READ ? "Marked" :
			   m->on ? "Starred" : "Unstarred";
	const char *end = m->mark != STORE_MARK_READ ? "" :
			  m->on ? " read" : " unread";
	struct str s = STR_INIT;

	if (!n && m->mark == STORE_MARK_READ) {
		ui_say(ui, m->n == 1 ? "It is%s already" :
		       "All of this list is%s already", end);
		return;
	}
	str_add(&s, verb);
	if (n != 1 || m->n != 1) {
		str_addc(&s, ' ');
		status_number(&s, (int64_t)n);
	}
	str_add(&s, end);
	if (n != m->n) {
		str_add(&s, " of the ");
		status_number(&s, (int64_t)m->n);
		str_add(&s, " in this list");
	}
	if (n)
		add_undo(ui, &s);
	ui_say(ui, "%s", s.s);
	str_release(&s);
}

static void take_done(struct ui *ui, struct app_event *event)
{
	struct str s = STR_INIT;
	struct pending_mark m;

	if (marks_done(&ui->marks, event->ticket, &m)) {
		ui_rows_stale(ui);
		if (event->err.kind != ERR_NONE)
			ui_complain(ui, "%s", event->err.text);
		else if (!m.quiet)
			say_marked(ui, &m, event->n);
		return;
	}
	/* An undo, or a subscription: rows may have changed in any way.  */
	ui_rows_stale(ui);
	if (event->err.kind != ERR_NONE)
		str_add(&s, event->err.text);
	else if (event->text)
		str_add(&s, event->text);
	if (s.len && event->offers)
		take_offers(ui, event, &s);
	else if (s.len && event->journaled && event->err.kind == ERR_NONE)
		add_undo(ui, &s);
	if (s.len && event->err.kind != ERR_NONE)
		ui_complain(ui, "%s", s.s);
	else if (s.len)
		ui_say(ui, "%s", s.s);
	str_release(&s);
}

/* News of a refresh that nobody asked for, such as after an import, leave what
 * stands there and has not been read yet.  */
static void say_beside(struct ui *ui, const char *news)
{
	size_t n = ui->has_news && ui->message.len ? ui->before_news :
		   ui->message.len;
	char *before = xstrndup(ui->message.s, n);

	if (ui->asked_refresh || !n)
		ui_say(ui, "%s", news);
	else if (ui->message_bad)
		ui_complain(ui, "%s · %s", before, news);
	else
		ui_say(ui, "%s · %s", before, news);
	ui->has_news = true;
	ui->before_news = ui->asked_refresh ? 0 : n;
	free(before);
}

static void say_refreshed(struct ui *ui, const struct app_progress *p)
{
	struct str s = STR_INIT, key = STR_INIT;

	status_number(&s, (int64_t)p->n_new);
	str_add(&s, " new");
	if (p->n_updated) {
		str_add(&s, ", ");
		status_number(&s, (int64_t)p->n_updated);
		str_add(&s, " updated");
	}
	str_add(&s, " in ");
	status_number(&s, (int64_t)p->total);
	str_add(&s, p->total == 1 ? " feed" : " feeds");
	if (p->failed) {
		str_add(&s, ", ");
		status_number(&s, (int64_t)p->failed);
		str_add(&s, " failed");
		if (keymap_label(ui->keymap, ui_focused(ui)->ops->letter,
				 ACTION_ERRORS, &key))
			str_addf(&s, " · %s says why", key.s);
	}
	say_beside(ui, s.s);
	str_release(&s);
	str_release(&key);
}

static void take_progress(struct ui *ui, const struct app_event *event)
{
	ui->progress = event->progress;
	ui->line_dirty = true;
	if (event->progress.running)
		return;
	ui->feeds_stale = true;
	/* One feed's first fetch needs no words beside "Subscribed to …".  */
	if (ui->asked_refresh || event->progress.total > 1)
		say_refreshed(ui, &event->progress);
	ui->asked_refresh = false;
}

/* "Downloading 2 files: 12 MB of 31 MB" */
static void say_downloads(struct ui *ui, const struct app_downloads *d)
{
	struct str s = STR_INIT;
	size_t n = d->running + d->waiting;

	str_addf(&s, "Downloading %zu file%s: ", n, n == 1 ? "" : "s");
	str_add_size(&s, d->got);
	if (d->total > 0) {
		str_add(&s, " of ");
		str_add_size(&s, d->total);
	}
	ui_say(ui, "%s", s.s);
	ui->saying_downloads = true;
	str_release(&s);
}

/* In the message line as long as nothing else is said there; else the first
 * line has to do.  */
static void take_downloads(struct ui *ui, const struct app_event *event)
{
	const struct app_downloads *d = &event->downloads;
	bool is_new = ui->message_new;

	ui->downloads = *d;
	ui->line_dirty = true;
	ui->warned = ui->warned && d->running;
	if (!ui->saying_downloads || !ui->message.len || !d->got)
		return;
	say_downloads(ui, d);
	/* It may go with the next key, as what stood there before.  */
	ui->message_new = is_new;
}

static void mark_whole(struct ui *ui, struct list *l)
{
	if (!ui->mark_all || ui->mark_all != l->generation || !l->complete)
		return;
	ui->mark_all = 0;
	if (l->n)
		ui_mark(ui, STORE_MARK_READ, true, l->ids, l->n, false);
	else
		ui_say(ui, "This list is empty");
}

static void take_list(struct ui *ui, const struct app_event *event)
{
	if (list_take(&ui->list->list, event)) {
		ui->list->pane.dirty = true;
		mark_whole(ui, &ui->list->list);
	} else if (list_take(&ui->search->list, event)) {
		ui->search->pane.dirty = true;
		mark_whole(ui, &ui->search->list);
	} else {
		return;
	}
	if (event->err.kind != ERR_NONE && event->err.kind != ERR_CANCELLED)
		ui_complain(ui, "%s", event->err.text);
}

static void take(struct ui *ui, struct app_event *event)
{
	switch ((enum app_event_type)event->mail.type) {
	case APP_FEEDS:
		ui->feeds_stale = true;
		if (event->feed_id)
			ui->added = event->feed_id;
		break;
	case APP_LIST:
		take_list(ui, event);
		break;
	case APP_ROWS:
		search_pane_take_rows(ui->search, event);
		break;
	case APP_PROGRESS:
		take_progress(ui, event);
		break;
	case APP_DONE:
		take_done(ui, event);
		break;
	case APP_DOWNLOADS:
		take_downloads(ui, event);
		break;
	case APP_MESSAGE:
		if (!event->text)
			break;
		if (event->err.kind == ERR_NONE)
			ui_say(ui, "%s", event->text);
		else
			ui_complain(ui, "%s", event->text);
		break;
	}
}

void ui_take_events(struct ui *ui)
{
	struct mail *mail;

	while ((mail = mailbox_take(app_events(ui->app)))) {
		struct app_event *event =
			containing(mail, struct app_event, mail);

		take(ui, event);
		app_event_free(event);
	}
	while ((mail = mailbox_take(ui->answers)))
		article_pane_take(ui->article, mail);
}
