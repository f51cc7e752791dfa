/* ui.c - the reader: opening, closing, and what its files share */
#include "config.h"

#include "ui/ui.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/files.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define MANY 2000		/* articles that take a while to be marked */

/* --- words ---------------------------------------------------------------------------- */

void ui_shorten(struct str *out, struct span s)
{
	const char *home = getenv("HOME");
	struct span want = span_of(home);
	ptrdiff_t at;

	while (want.len > 1 && (at = span_find(s, want)) >= 0) {
		struct span rest = span_from(s, (size_t)at + want.len);
		bool whole = !rest.len || rest.p[0] == '/';

		str_addn(out, s.p, (size_t)at);
		str_adds(out, whole ? SPAN("~") : want);
		s = rest;
	}
	str_adds(out, s);
}

static void set_message(struct ui *ui, bool bad, const char *fmt, va_list ap)
{
	char text[1024];
	struct str line = STR_INIT;

	vsnprintf(text, sizeof(text), fmt, ap);
	text_oneline(&line, span_of(text));
	str_clear(&ui->message);
	ui_shorten(&ui->message, str_span(&line));
	str_release(&line);
	ui->message_bad = bad;
	ui->has_news = ui->saying_downloads = false;
	ui->message_new = true;
	ui->line_dirty = true;
}

void ui_say(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(ui, false, fmt, ap);
	va_end(ap);
}

void ui_complain(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(ui, true, fmt, ap);
	va_end(ap);
	ui->failed = true;
}

void ui_decline(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(ui, false, fmt, ap);
	va_end(ap);
	ui->failed = true;
}

void ui_add_undo(struct ui *ui, struct str *words)
{
	struct str key = STR_INIT;

	if (!keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_UNDO,
			  &key))
		str_add(&key, ":undo");
	str_addf(words, " · %s undoes it", key.s);
	str_release(&key);
}

/* Words of a sentence, "no feed has this address", become one of their own; a
 * name or a path that they begin with stays.  */
void ui_add_sentence(struct str *out, const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");
	size_t at = out->len;

	str_add(out, text);
	if (n && (text[n] == ' ' || text[n] == ','))
		out->s[at] = (char)(*text - 'a' + 'A');
}

void ui_fail(struct ui *ui, const char *why)
{
	struct str s = STR_INIT;

	ui_add_sentence(&s, why);
	ui_complain(ui, "%s", s.s);
	str_release(&s);
}

/* --- panes ------------------------------------------------------------------------------ */

uint64_t ui_next_generation(struct ui *ui)
{
	return ++ui->generation;
}

static struct pane *pane_at(struct ui *ui, enum focus focus)
{
	switch (focus) {
	case FOCUS_FEEDS:
		return &ui->feeds->pane;
	case FOCUS_LIST:
		return ui->searching ? &ui->search->pane : &ui->list->pane;
	case FOCUS_ARTICLE:
		break;
	}
	return &ui->article->pane;
}

struct pane *ui_beneath(struct ui *ui)
{
	return pane_at(ui, ui->focus);
}

struct pane *ui_focused(struct ui *ui)
{
	return ui->over ? ui->over : pane_at(ui, ui->focus);
}

void ui_focus(struct ui *ui, enum focus focus)
{
	if (focus == FOCUS_LIST && !ui->searching)
		ui_follow_list(ui);
	ui->focus = focus;
	ui->greeting = ui->greeting && focus == FOCUS_FEEDS;
	ui->typed = (struct keymap_state){ 0 };
	ui->all_dirty = true;
}

void ui_cover(struct ui *ui, struct pane *p)
{
	if (ui->over)
		ui->over->ops->free(ui->over);
	ui->over = p;
	ui->n_seen = 0;
	ui->typed = (struct keymap_state){ 0 };
	ui->all_dirty = true;
}

void ui_leave_search(struct ui *ui)
{
	ui->searching = false;
	ui->search->typing = false;
	/* The search has cut short what was still being filled.  */
	if (!ui->list->list.complete)
		list_pane_remake(ui->list);
	ui->focus = ui->before_search;
	if (ui->focus == FOCUS_ARTICLE)
		ui->focus = FOCUS_LIST;
	ui->all_dirty = true;
}

struct list *ui_list(struct ui *ui)
{
	return ui->searching ? &ui->search->list : &ui->list->list;
}

void ui_follow_list(struct ui *ui)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct store_scope scope;

	if (ui->focus != FOCUS_FEEDS || ui->searching || !node)
		return;
	scope = feeds_pane_scope(ui->feeds);
	if (!list_pane_has_query(ui->list, &scope, node->query))
		list_pane_show_query(ui->list, &scope, node->query,
				     node->label, 0);
}

/* A list that is empty, or only looked at beside the feeds, takes in what has
 * come; one that is being read stays as it is.  */
static void take_news(struct ui *ui)
{
	struct list_pane *p = ui->list;

	if (ui->searching || !p->list.complete || !list_pane_news(p) ||
	    feeds_pane_total(ui->feeds, &p->scope) == p->total)
		return;
	if (!p->list.n ||
	    (ui->focus == FOCUS_FEEDS && !ui->progress.running))
		list_pane_remake(p);
}

void ui_follow(struct ui *ui)
{
	struct list *l = ui_list(ui);
	int64_t id;

	feeds_pane_work(ui->feeds);
	list_pane_work(ui->list);
	if (!ui->searching && screen_shows_list(ui))
		ui_follow_list(ui);
	take_news(ui);
	if (ui->focus == FOCUS_ARTICLE || !screen_shows_article(ui) ||
	    l->waiting)
		return;
	id = list_id(l);
	if (id != ui->article->id)
		article_pane_show(ui->article, id,
				  ui->searching ? ui->search->asked : NULL);
}

/* --- articles ------------------------------------------------------------------------------ */

void ui_read_article(struct ui *ui, int64_t id)
{
	struct mark_state state = { 0 };

	article_pane_show(ui->article, id,
			  ui->searching ? ui->search->asked : NULL);
	if (!ui->article->article)
		return;
	if (ui->focus != FOCUS_ARTICLE) {
		article_pane_opened(ui->article);
		ui_focus(ui, FOCUS_ARTICLE);
	}
	ui->all_dirty = true;
	state.read = ui->article->article->read;
	marks_apply(&ui->marks, id, &state);
	if (!state.read && settings_bool(&app_config(ui->app)->settings,
					 SETTING_MARK_ON_OPEN))
		ui_mark(ui, (struct pending_mark){
			.mark = STORE_MARK_READ, .on = true, .ids = &id,
			.n = 1, .quiet = true,
		});
}

/* Many take a while to be carried out, though they show, and are kept, at
 * once.  */
static void say_working(struct ui *ui, const struct pending_mark *mark)
{
	static const char *const verbs[] = {
		[STORE_MARK_READ] = "Marking", [STORE_MARK_STAR] = "Starring",
		[STORE_MARK_DELETE] = "Deleting", [STORE_MARK_TAG] = "Tagging",
		[STORE_MARK_HIDE] = "Hiding",
	};
	struct str n = STR_INIT;

	status_number(&n, (int64_t)mark->n);
	ui_say(ui, "%s %s …", verbs[mark->mark], n.s);
	str_release(&n);
}

void ui_mark(struct ui *ui, struct pending_mark mark)
{
	const struct pending_mark *p;

	if (mark.n >= MANY)
		say_working(ui, &mark);
	if (!mark.ticket)
		mark.ticket = app_mark(ui->app, mark.mark, mark.on, mark.tag,
				       mark.ids, mark.n);
	marks_add(&ui->marks, &mark);
	if (mark.n && mark.mark == STORE_MARK_DELETE && mark.on) {
		p = &ui->marks.items[ui->marks.n - 1];
		list_take_out(&ui->list->list, p->ids, p->n);
		list_take_out(&ui->search->list, p->ids, p->n);
		search_pane_stale(ui->search);
		ui->n_deleting += p->n;
	}
	ui->list->pane.dirty = ui->search->pane.dirty = true;
	article_pane_marked(ui->article);
}

void ui_rows_stale(struct ui *ui)
{
	struct store *st = app_store(ui->app);
	bool onto = ui->turning && ui->focus != FOCUS_ARTICLE;

	list_stale(&ui->list->list);
	list_put_back(&ui->list->list, st, &ui->marks, onto);
	ui->list->pane.dirty = true;
	search_pane_stale(ui->search);
	list_put_back(&ui->search->list, st, &ui->marks, onto);
	article_pane_stale(ui->article);
}

void ui_put_back(struct ui *ui)
{
	struct store *st = app_store(ui->app);
	bool onto = ui->focus != FOCUS_ARTICLE;

	if (!list_put_back(&ui->list->list, st, &ui->marks, onto))
		list_pane_remake(ui->list);
	if (!list_put_back(&ui->search->list, st, &ui->marks, onto))
		search_pane_remake(ui->search);
	ui_rows_stale(ui);
}

void ui_settings_changed(struct ui *ui)
{
	struct config *config = app_config(ui->app);
	const char *layout = settings_text(&config->settings, SETTING_LAYOUT);

	keymap_free(ui->keymap);
	ui->keymap = keymap_new(config);
	ui->typed = (struct keymap_state){ 0 };
	ui->layout = layout[0] >= '1' && layout[0] <= '3' ? layout[0] - '0' : 0;
	ui->linear = ui->always_linear ||
		     settings_bool(&config->settings, SETTING_LINEAR);
	row_look_read(&config->settings, &ui->look);
	ui->by_day = settings_bool(&config->settings, SETTING_GROUP_BY_DAY);
	ui->unread_only = settings_bool(&config->settings,
					SETTING_UNREAD_ONLY);
	ui->display->colours = settings_text(&config->settings,
					     SETTING_COLOURS);
	ui->display->mouse = settings_bool(&config->settings, SETTING_MOUSE);
	ui->display->ascii = settings_bool(&config->settings, SETTING_ASCII);
	ui_theme_changed(ui);
	ui->display->hyperlinks = hyperlinks_of(
		settings_text(&config->settings, SETTING_HYPERLINKS));
	if (ui->list->made && !ui->list->scope.starred_only &&
	    ui->list->scope.unread_only != ui->unread_only)
		list_pane_set_unread_only(ui->list, ui->unread_only);
	ui->all_dirty = true;
}

bool ui_is_idle(struct ui *ui)
{
	return !ui->n_jobs && !files_busy(ui->tab_files) && !ui->list->passed.n &&
	       !ui->macro.n && !ui->feeds_stale && app_is_idle(ui->app) &&
	       !ui->list->list.waiting && !ui->search->list.waiting &&
	       !article_pane_is_busy(ui->article);
}

/* --- opening and closing ---------------------------------------------------------------------- */

static void ui_init(struct ui *ui, struct app *app, struct display *display,
		    bool linear)
{
	int width, height;

	*ui = (struct ui){ .app = app, .display = display,
			   .always_linear = linear };
	/* Scripts see what most readers see.  */
	if (display->by_steps)
		ui->background = BACKGROUND_DARK;
	display->ops->size(display, &width, &height);
	ui->grid = grid_new(width, height);
	str_init(&ui->message);
	str_init(&ui->fault);
	str_init(&ui->title);
	str_init(&ui->sorts);
	prompt_init(&ui->prompt);
	ui->answers = mailbox_new(0, NULL, NULL);
	ui->tab_files = files_new();
	ui->feeds = feeds_pane_new(ui);
	ui->list = list_pane_new(ui);
	ui->search = search_pane_new(ui);
	ui->article = article_pane_new(ui);
	ui->greeting = app_is_first_run(app);
	if (ui->greeting)
		elsewhere_find(&ui->elsewhere);
	ui->dragged = SPLIT_NONE;
	ui_settings_changed(ui);
	histories_recall(ui);
	session_recall(ui);
	ui->feeds_read_ms = date_monotonic_ms();
}

static void ui_release(struct ui *ui)
{
	struct pane *panes[] = { &ui->feeds->pane, &ui->list->pane,
				 &ui->search->pane, &ui->article->pane };

	ui_cover(ui, NULL);
	pool_free(ui->pool);
	mailbox_free(ui->answers, article_pane_drop);
	files_free(ui->tab_files);
	for (size_t i = 0; i < ARRAY_LEN(panes); i++)
		panes[i]->ops->free(panes[i]);
	keymap_free(ui->keymap);
	macro_release(&ui->macro);
	marks_release(&ui->marks);
	ui_marks_release(ui);
	prompt_release(&ui->prompt);
	free(ui->offers);
	elsewhere_release(&ui->elsewhere);
	free(ui->target);
	free(ui->save_folder);
	free(ui->save_over);
	histories_release(ui);
	str_release(&ui->fault);
	free(ui->naming);
	free(ui->saving);
	grid_free(ui->grid);
	ui->display->ops->free(ui->display);
	str_release(&ui->message);
	str_release(&ui->title);
	str_release(&ui->sorts);
	free(ui->kept);
}

/* What is wrong in the reader's files is said once; the errors page has it
 * all.  */
static void say_problems(struct ui *ui)
{
	const struct config *config = app_config(ui->app);
	const struct subs *subs = app_subs(ui->app);
	const char *problem = config->n_problems ? config->problems[0] :
			      subs_n_problems(subs) ? subs_problem(subs, 0) :
			      NULL;
	struct str first = STR_INIT;

	if (problem) {
		str_addn(&first, problem, strcspn(problem, "\n"));
		ui_complain(ui, "%s", first.s);
	}
	str_release(&first);
}

int ui_main(struct app *app, const struct ui_options *options)
{
	struct display *display;
	struct err err = ERR_INIT;
	struct ui ui;
	int ret;

	if (options->headless)
		ret = headless_open(options->script, options->width,
				    options->height, options->styles,
				    &display, &err);
	else
		ret = term_open(settings_text(&app_config(app)->settings,
					      SETTING_COLOURS),
				&display, &err);
	if (ret < 0) {
		fprintf(stderr, "coranto: %s\n", err.text);
		return 1;
	}
	ui_init(&ui, app, display, options->linear);
	say_problems(&ui);
	if (settings_bool(&app_config(app)->settings,
			  SETTING_REFRESH_AT_START))
		app_refresh(app, APP_REFRESH_DUE, NULL, 0);
	ui_loop(&ui);
	passed_mark(&ui.list->passed, &ui, true);
	session_keep(&ui, true);
	histories_keep(&ui);
	ret = ui.status;
	if (ret && ui.message.len)
		fprintf(stderr, "coranto: %s\n", ui.message.s);
	ui_release(&ui);
	return ret;
}
