/* loop.c - from wake-ups to frames
 *
 * Events are drained, then keys, then one frame is drawn of what changed: at
 * once when a key caused it or it shows the answer to one, else at most one in
 * 16 ms, or in 80 ms while a refresh runs.  Between frames the reader sleeps in poll().
 */
#include "config.h"

#include <poll.h>

#include "base/text.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/files.h"
#include "ui/list_pane.h"
#include "ui/mouse.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define FRAME_MS 16
/* The same while a refresh has news for the screen all the time: nobody reads
 * numbers faster, and each frame is one that a key may have to wait for.  */
#define NEWS_MS 80
/* How often the feeds are read while a refresh changes them all the time: that
 * takes some milliseconds, for which keys that follow each other do not wait.  */
#define FEEDS_MS 100
#define FEEDS_LATE_MS 400
#define TYPING_MS 50
/* Keys wait this long for the list that they are about.  */
#define LIST_MS 150
/* How often to look for what another process wrote: a few microseconds each
 * time.  */
#define LOOK_MS 400
/* A script waits for threads that wake nobody when they are done.  */
#define SCRIPT_MS 2

/* --- input ---------------------------------------------------------------------- */

static void ui_take_key(struct ui *ui, struct key k);

/* Nothing here does these keys: where they do something.  */
static void say_unbound(struct ui *ui, const struct key *keys, size_t n)
{
	static const struct { char letter; const char *name; } panes[] = {
		{ 'F', "the feeds" }, { 'L', "lists" }, { 'A', "articles" },
		{ 'S', "the search" },
	};
	struct str label = STR_INIT, where = STR_INIT, help = STR_INIT;
	const char *names[ARRAY_LEN(panes)];
	size_t found = 0;

	keymap_keys_label(&label, keys, n);
	for (size_t i = 0; i < ARRAY_LEN(panes); i++)
		if (keymap_find(ui->keymap, panes[i].letter, keys, n))
			names[found++] = panes[i].name;
	for (size_t i = 0; i < found; i++)
		str_addf(&where, "%s%s", !i ? "" : i + 1 < found ? ", " :
			 " and ", names[i]);
	if (keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_HELP,
			 &help))
		str_add(&help, " shows the keys");
	ui_say(ui, "%s %s%s%s%s", label.s, found ? "is for " :
	       "does nothing here", where.s, help.len ? " · " : "", help.s);
	str_release(&label);
	str_release(&where);
	str_release(&help);
}

/* Esc and Ctrl-C end a sequence that was begun.  */
static bool gives_up(const struct keymap_state *begun, struct key k)
{
	bool ctrl_c = k.mods == KEY_MOD_CTRL && k.code == 'c';

	return (begun->n || begun->count) && (k.code == KEYS_ESC || ctrl_c);
}

/* A key of a sequence, and those that it turned out not to be part of.  */
static void take_typed(struct ui *ui, struct key k)
{
	const struct keymap_bind *bind;
	struct keymap_state s = ui->typed;
	enum keymap_result r;
	int count;

	ui->typed_ms = date_monotonic_ms();
	r = keymap_key(ui->keymap, &ui->typed, ui_focused(ui)->ops->letter, k,
		       &bind, &count);
	if (r == KEYMAP_NONE && s.n < KEYMAP_MAX_KEYS && !gives_up(&s, k)) {
		s.keys[s.n++] = k;
		say_unbound(ui, s.keys, s.n);
	}
	if (r != KEYMAP_FOUND)
		return;
	s = ui->typed;
	ui->typed = (struct keymap_state){ 0 };
	macro_begin(ui, bind, count);
	while (s.n_again && macro_run(ui))
		;
	for (size_t i = 0; i < s.n_again; i++)
		ui_take_key(ui, s.again[i]);
}

static void ui_take_key(struct ui *ui, struct key k)
{
	struct pane *p = ui_focused(ui);

	ui->line_dirty = true;
	ui->message_new = false;
	if (ui->asking != ASK_NOTHING)
		command_key(ui, k);
	else if (ui->typed.n || !p->ops->key || !p->ops->key(p, k))
		take_typed(ui, k);
	macro_run(ui);
	/* What was said before this key has been read; heard it may not be.  */
	if (!ui->message_new && !ui->linear)
		str_clear(&ui->message);
}

/* Milliseconds until what was typed so far is taken for all of it; -1: it is
 * not, whatever time goes by.  */
static int keys_due(struct ui *ui)
{
	int most = settings_int(&app_config(ui->app)->settings,
				SETTING_KEY_TIMEOUT);
	int64_t left;

	if (!most || ui->asking != ASK_NOTHING || !ui->typed.n ||
	    !keymap_waits(ui->keymap, &ui->typed,
			  ui_focused(ui)->ops->letter))
		return -1;
	left = ui->typed_ms + most - date_monotonic_ms();
	return left > 0 ? (int)left : 0;
}

/* No key follows.  */
static void take_pause(struct ui *ui)
{
	const struct keymap_bind *bind;
	int count;

	if (ui->asking != ASK_NOTHING ||
	    keymap_expire(ui->keymap, &ui->typed, ui_focused(ui)->ops->letter,
			  &bind, &count) != KEYMAP_FOUND)
		return;
	ui->line_dirty = true;
	macro_begin(ui, bind, count);
	macro_run(ui);
}

/* A paste is text, never keys: into the line that is open, or an address to
 * subscribe to.  */
static void take_paste(struct ui *ui, const char *text)
{
	struct pane *p = ui_focused(ui);
	struct str line = STR_INIT;

	text_oneline(&line, span_of(text));
	ui->line_dirty = true;
	if (ui->asking != ASK_NOTHING)
		command_paste(ui, line.s);
	else if (p->ops->paste && p->ops->paste(p, line.s))
		p->dirty = true;
	else if (span_starts_nocase(str_span(&line), "http://") ||
		 span_starts_nocase(str_span(&line), "https://"))
		command_ask(ui, ASK_FEED, line.s);
	else
		ui_say(ui, "Pasted text goes into the search or the command "
		       "line; open one first");
	str_release(&line);
}

static void take_size(struct ui *ui)
{
	int width, height;

	ui->resized = false;
	ui->display->ops->size(ui->display, &width, &height);
	if (width != ui->grid->width || height != ui->grid->height)
		grid_resize(ui->grid, width, height);
	ui->n_seen = 0;
	ui->all_dirty = true;
}

static bool is_dirty(const struct ui *ui)
{
	return ui->all_dirty || ui->line_dirty || ui->resized ||
	       ui->feeds->pane.dirty || ui->list->pane.dirty ||
	       ui->search->pane.dirty || ui->article->pane.dirty ||
	       (ui->over && ui->over->dirty);
}

/* False when there is nothing more to read now; *ret_owed: the reader waits
 * for an answer.  Another size waits its turn: a window that is being dragged
 * tells hundreds in a second.  */
static bool take_input(struct ui *ui, bool *ret_owed)
{
	bool idle = ui_is_idle(ui) && !is_dirty(ui);
	struct input in = ui->display->ops->read(ui->display, idle);

	*ret_owed = *ret_owed || in.kind == INPUT_KEY || in.kind == INPUT_PASTE ||
		    in.kind == INPUT_MOUSE;
	switch (in.kind) {
	case INPUT_NONE:
		return false;
	case INPUT_KEY:
		ui_take_key(ui, in.key);
		break;
	case INPUT_PASTE:
		take_paste(ui, in.text);
		break;
	case INPUT_PAUSE:
		take_pause(ui);
		break;
	case INPUT_MOUSE:
		mouse_take(ui, &in.mouse);
		break;
	case INPUT_RESIZE:
		ui->resized = true;
		break;
	case INPUT_BACKGROUND:
		ui->background = in.background;
		ui_theme_changed(ui);
		break;
	case INPUT_IGNORED:
		break;
	case INPUT_FAILED:
		ui->status = 1;
		str_clear(&ui->message);
		if (in.text)
			str_add(&ui->message, in.text);
		ui->quit = true;
		break;
	case INPUT_QUIT:
		ui->quit = true;
		break;
	}
	return !ui->quit;
}

/*
 * What is typed ahead is about the list that is being made, not about the old
 * one that is still seen: it waits for the answer, which takes a millisecond
 * or two.  Where it takes long, the old list goes, and keys are taken again.
 * Returns the milliseconds to wait, 0 for none.
 */
static int keys_wait(struct ui *ui)
{
	struct list *l = ui->searching ? &ui->search->list : &ui->list->list;
	int64_t left;

	if (!l->waiting || ui->focus == FOCUS_FEEDS || ui->over ||
	    ui->asking != ASK_NOTHING || (ui->searching && ui->search->typing))
		return 0;
	if (ui->display->by_steps)
		return SCRIPT_MS;
	left = l->since_ms + LIST_MS - date_monotonic_ms();
	if (left > 0)
		return (int)left;
	if (l->n) {
		list_drop(l);
		ui->all_dirty = true;
	}
	return 0;
}

/* --- waiting ----------------------------------------------------------------------- */

/* Milliseconds until the feeds are to be read; -1: they need not be.  */
static int feeds_due(const struct ui *ui, int64_t now)
{
	int64_t at = ui->feeds_read_ms + FEEDS_MS;
	int64_t late = ui->feeds_read_ms + FEEDS_LATE_MS;

	if (!ui->feeds_stale)
		return -1;
	at = MAX(at, MIN(late, ui->keyed_ms + TYPING_MS));
	if (!ui->progress.running || at <= now)
		return 0;
	return (int)(at - now);
}

static void wait_for(struct ui *ui, int timeout, bool keys)
{
	struct pollfd fds[5];
	int own[2] = { -1, -1 }, n = 0;

	if (keys)
		ui->display->ops->fds(ui->display, own);
	fds[n++] = (struct pollfd){ mailbox_fd(app_events(ui->app)), POLLIN,
				    0 };
	fds[n++] = (struct pollfd){ mailbox_fd(ui->answers), POLLIN, 0 };
	fds[n++] = (struct pollfd){ files_fd(ui->tab_files), POLLIN, 0 };
	for (int i = 0; i < 2; i++)
		if (own[i] >= 0)
			fds[n++] = (struct pollfd){ own[i], POLLIN, 0 };
	poll(fds, (nfds_t)n, timeout);
}

static int shorter(int a, int b)
{
	return a < 0 ? b : b < 0 ? a : MIN(a, b);
}

/* Notice what another process wrote: nobody tells us.  Returns the
 * milliseconds until the next look; scripts, which are to show the same
 * every time, do not look.  */
static int look(struct ui *ui)
{
	int64_t now = date_monotonic_ms();

	if (ui->display->by_steps)
		return -1;
	if (now - ui->looked_ms >= LOOK_MS) {
		ui->looked_ms = now;
		app_look(ui->app);
	}
	return (int)(ui->looked_ms + LOOK_MS - now);
}

/* --- the loop ------------------------------------------------------------------------ */

/* What came back was not in the list when it was made: it is no news.  */
static void take_what_came_back(struct ui *ui)
{
	if (ui->turned && list_pane_news(ui->list) > ui->news_before)
		list_pane_remake(ui->list);
	ui->turned = false;
}

static void read_feeds(struct ui *ui)
{
	ui->feeds_stale = false;
	ui->feeds_read_ms = date_monotonic_ms();
	feeds_pane_read(ui->feeds);
	ui->n_deleting = marks_deleting(&ui->marks);
	take_what_came_back(ui);
	if (ui->added && ui->focus == FOCUS_FEEDS)
		feeds_pane_go(ui->feeds, ui->added);
	ui->added = 0;
	ui_rows_stale(ui);
	ui->greeting = ui->greeting && app_is_first_run(ui->app);
	ui->line_dirty = true;
}

/* When frames are drawn.  A key's own frame never waits, nor does the one that
 * shows the list that it asked for; all others share one in FRAME_MS, or
 * NEWS_MS.  */
struct pace {
	int64_t due_ms;		/* when the next of the others may be drawn */
	bool owed;		/* a key has not seen its answer yet */
};

static bool is_waiting(const struct ui *ui)
{
	return ui->searching ? ui->search->list.waiting :
	       ui->list->list.waiting;
}

/* Draw when something changed; milliseconds until it may be, else -1.  */
static int draw(struct ui *ui, struct pace *pace, bool by_key)
{
	int64_t now = date_monotonic_ms();
	bool answer;

	ui_follow(ui);
	if (by_key)
		pace->owed = true;
	if (!is_dirty(ui))
		return -1;
	answer = pace->owed && !by_key && !is_waiting(ui);
	if (!ui->display->by_steps && !by_key && !answer && now < pace->due_ms)
		return (int)(pace->due_ms - now);
	if (ui->resized)
		take_size(ui);
	ui_follow(ui);
	screen_draw(ui);
	if (answer)
		pace->owed = false;
	pace->due_ms = now + (ui->progress.running ? NEWS_MS : FRAME_MS);
	return -1;
}

/* A script's next step is about the frame before it.  True when it is to go on
 * at once.  */
static bool take_step(struct ui *ui, struct pace *pace, int *timeout)
{
	bool owed = false;

	*timeout = draw(ui, pace, false);
	if (keys_wait(ui))
		return false;
	*timeout = SCRIPT_MS;
	return macro_run(ui) || take_input(ui, &owed);
}

/* Read what there is to be read, then draw: a key does not wait for a frame
 * that does not show what it did.  */
static int take_inputs(struct ui *ui, struct pace *pace)
{
	bool owed = false;

	while (!keys_wait(ui) && (macro_run(ui) || take_input(ui, &owed)))
		;
	if (owed)
		ui->keyed_ms = date_monotonic_ms();
	return ui->quit ? -1 : draw(ui, pace, owed);
}

void ui_loop(struct ui *ui)
{
	struct pace pace = { 0 };
	int timeout, wait, looks;

	while (!ui->quit) {
		ui_take_events(ui);
		passed_mark(&ui->list->passed, ui, false);
		if (feeds_due(ui, date_monotonic_ms()) == 0)
			read_feeds(ui);
		looks = feeds_pane_look(ui->feeds);
		session_keep(ui, false);
		histories_keep(ui);
		if (!ui->display->by_steps)
			timeout = take_inputs(ui, &pace);
		else if (take_step(ui, &pace, &timeout))
			continue;
		if (ui->quit)
			break;
		if (article_pane_work(ui->article) || ui->line_dirty)
			timeout = timeout < 0 ? 0 : timeout;
		timeout = shorter(timeout,
				  feeds_due(ui, date_monotonic_ms()));
		timeout = shorter(timeout, look(ui));
		timeout = shorter(timeout, looks);
		if (!ui->display->by_steps) {
			if (!keys_due(ui))
				take_pause(ui);
			timeout = shorter(timeout, keys_due(ui));
		}
		wait = keys_wait(ui);
		wait_for(ui, wait ? shorter(timeout, wait) : timeout, !wait);
	}
}
