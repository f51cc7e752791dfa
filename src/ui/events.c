/* events.c - what the other threads answer */
#include "config.h"

#include "base/mem.h"
#include "ui/adding.h"
#include "ui/article_pane.h"
#include "ui/editing.h"
#include "ui/feeds_pane.h"
#include "ui/files.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"
#include "ui/text_pane.h"

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

static const char *verb_of(const struct pending_mark *m)
{
	switch (m->mark) {
	case STORE_MARK_READ:
		break;
	case STORE_MARK_STAR:
		return m->on ? "Starred" : "Unstarred";
	case STORE_MARK_DELETE:
		return "Deleted";
	case STORE_MARK_HIDE:
		return m->on ? "Hid" : "Brought back";
	case STORE_MARK_TAG:
		break;
	}
	return "Marked";
}

static const char *end_of(const struct pending_mark *m)
{
	return m->mark != STORE_MARK_READ ? "" : m->on ? " read" : " unread";
}

/* Nothing was otherwise before.  */
static void say_same(struct ui *ui, const struct pending_mark *m)
{
	bool one = m->n == 1;

	if (m->mark == STORE_MARK_TAG)
		ui_say(ui, m->on ? one ? "It has the tag “%s” already" :
		       "All of them have the tag “%s” already" :
		       one ? "It has no tag “%s”" :
		       "None of them has the tag “%s”", m->tag);
	else if (m->mark == STORE_MARK_DELETE)
		ui_say(ui, one ? "It is gone already" :
		       "They are gone already");
	else if (m->mark == STORE_MARK_HIDE)
		ui_say(ui, m->on ? "What has a star is not hidden" :
		       one ? "It is not hidden" : "None of them is hidden");
	else if (m->n == 1)
		ui_say(ui, "It is%s already", m->mark == STORE_MARK_READ ?
		       end_of(m) : m->on ? " starred" : " not starred");
	else
		ui_say(ui, "All of %s%s already",
		       m->of == MARK_OF_LIST ? "this list is" : "them are",
		       m->mark == STORE_MARK_READ ? end_of(m) :
		       m->on ? " starred" : " not starred");
}

/* "Marked 12 read · u undoes it" */
static void say_marked(struct ui *ui, const struct pending_mark *m, size_t n)
{
	struct str s = STR_INIT;

	if (!n) {
		say_same(ui, m);
		return;
	}
	str_add(&s, verb_of(m));
	if (n != 1 || m->n != 1) {
		str_addc(&s, ' ');
		status_number(&s, (int64_t)n);
	}
	str_add(&s, end_of(m));
	if (n != m->n && m->of != MARK_OF_QUERY) {
		str_add(&s, " of the ");
		status_number(&s, (int64_t)m->n);
		if (m->of == MARK_OF_LIST)
			str_add(&s, " in this list");
	}
	ui_add_undo(ui, &s);
	ui_say(ui, "%s", s.s);
	str_release(&s);
}

/* What became of one of several tags: "Tagged “a”, “b”, untagged “c”".
 * *was_on is what was said before.  */
static void add_tagged(struct str *said, const struct pending_mark *m,
		       size_t n, bool *was_on)
{
	if (!said->len)
		str_add(said, m->on ? "Tagged " : "Untagged ");
	else
		str_add(said, m->on == *was_on ? ", " :
			m->on ? ", tagged " : ", untagged ");
	if (n != 1 || m->n != 1) {
		status_number(said, (int64_t)n);
		str_addc(said, ' ');
	}
	str_addf(said, "“%s”", m->tag);
	*was_on = m->on;
}

/* Failed: they all have the one ticket.  */
static void take_failed(struct ui *ui, const struct app_event *event)
{
	struct pending_mark m;

	while (marks_done(&ui->marks, event->ticket, &m))
		pending_mark_release(&m);
	ui_put_back(ui);
	ui_fail(ui, event->err.text);
}

static void take_tagged(struct ui *ui, const struct app_event *event,
			const struct pending_mark *first)
{
	struct pending_mark m;
	struct str said = STR_INIT;
	bool on = false;

	if (event->changed[0])
		add_tagged(&said, first, event->changed[0], &on);
	for (size_t i = 1; marks_done(&ui->marks, event->ticket, &m); i++) {
		if (event->changed[i])
			add_tagged(&said, &m, event->changed[i], &on);
		pending_mark_release(&m);
	}
	ui_rows_stale(ui);
	if (said.len) {
		ui_add_undo(ui, &said);
		ui_say(ui, "%s", said.s);
	} else {
		say_same(ui, first);
	}
	str_release(&said);
}

static void take_marked(struct ui *ui, const struct app_event *event,
			const struct pending_mark *m)
{
	if (event->err.kind != ERR_NONE) {
		take_failed(ui, event);
	} else if (m->mark == STORE_MARK_TAG) {
		take_tagged(ui, event, m);
	} else {
		ui_rows_stale(ui);
		if (!m->quiet)
			say_marked(ui, m, event->n);
	}
}

static void take_done(struct ui *ui, struct app_event *event)
{
	struct str s = STR_INIT;
	struct pending_mark m;

	if (marks_done(&ui->marks, event->ticket, &m)) {
		take_marked(ui, event, &m);
		pending_mark_release(&m);
		return;
	}
	/* An undo, or a subscription: rows may have changed in any way.  */
	if (event->ticket == ui->turning) {
		ui_put_back(ui);
		ui->turning = 0;
		ui->turned = ui->feeds_stale = true;
	} else {
		ui_rows_stale(ui);
	}
	editing_done(ui, event->ticket, event->err.kind != ERR_NONE);
	if (event->err.kind != ERR_NONE)
		str_add(&s, event->err.text);
	else if (event->text)
		str_add(&s, event->text);
	if (s.len && event->offers)
		take_offers(ui, event, &s);
	else if (s.len && event->journaled && event->err.kind == ERR_NONE)
		ui_add_undo(ui, &s);
	if (s.len && event->err.kind != ERR_NONE)
		ui_fail(ui, s.s);
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
	if (!ui->saying_downloads || !ui->message.len || !d->got || ui->linear)
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
		ui_mark(ui, (struct pending_mark){
			.mark = STORE_MARK_READ, .on = true, .ids = l->ids,
			.n = l->n, .of = MARK_OF_LIST,
		});
	else
		ui_say(ui, "This list is empty");
}

static void take_list(struct ui *ui, struct app_event *event)
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
		ui_fail(ui, event->err.text);
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
	case APP_COUNTS:
		feeds_pane_take_counts(ui->feeds, event->counts);
		event->counts = NULL;
		break;
	case APP_OFFERS:
		adding_take(ui, event);
		break;
	case APP_SPELLINGS:
		search_spell_take(ui->search, event);
		break;
	case APP_FACETS:
		search_facets_take(ui->search, event);
		break;
	case APP_NEWEST:
		list_pane_take_newest(ui->list, event);
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
	case APP_SELECTED:
		ui_take_selected(ui, event);
		break;
	case APP_NOTICE:
		ui_say(ui, "%s", event->text);
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

/* The files that Tab waits for: it is done again, unless something else was
 * typed.  */
static void take_files(struct ui *ui)
{
	const struct prompt *p = &ui->prompt;
	struct span before = { p->text.s, p->cursor };

	if (ui->asking == ASK_NOTHING || p->candidates.arena)
		before.p = NULL;
	if (files_came(ui->tab_files, before))
		command_key(ui, (struct key){ .code = KEYS_TAB });
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
	take_files(ui);
}
