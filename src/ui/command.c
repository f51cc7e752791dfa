/* command.c - the line at the bottom: commands, and what else is asked for */
#include "config.h"

#include "app/command.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "query/query.h"
#include "ui/act.h"
#include "ui/adding.h"
#include "ui/article_pane.h"
#include "ui/complete.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

/* --- what is wrong with it ---------------------------------------------------------- */

static void clear_fault(struct ui *ui)
{
	str_clear(&ui->fault);
	ui->fault_soft = false;
}

static void set_fault(struct ui *ui, size_t offset, const char *text)
{
	str_clear(&ui->fault);
	str_add(&ui->fault, text);
	ui->fault_at = MIN(offset, ui->prompt.text.len);
	ui->fault_soft = false;
}

/* True when one of the commands of a line cannot be understood, or has words
 * that it does not know; *base is where it begins in the line.  */
static bool is_faulty(struct ui *ui, struct span part, size_t base)
{
	struct arena *a = arena_new();
	struct command_err cerr = { 0 };
	struct command c;
	int rc = command_parse(a, part, &c, &cerr);
	bool faulty = rc < 0 || (rc == 1 && c.n_args &&
				 command_check(part, &c, &cerr) < 0);

	if (faulty)
		set_fault(ui, base + cerr.offset, cerr.text);
	arena_free(a);
	return faulty;
}

static bool is_config(enum action action)
{
	return action == ACTION_SET || action == ACTION_BIND ||
	       action == ACTION_UNBIND || action == ACTION_SOURCE;
}

/* What a line does to the config is done here, so that what is wrong has a
 * place.  */
static bool apply(struct ui *ui, const struct command *c, const char *line)
{
	struct command_err cerr = { 0 };

	log_line("action %s %s", actions[c->action].name, c->rest);
	if (set_apply(ui, c->action, c->rest, line, &cerr))
		return true;
	set_fault(ui, cerr.offset, cerr.text);
	return false;
}

/* Do what a line typed after ":" says; false when it cannot be understood,
 * and why is in ui->fault.  */
static bool command_run(struct ui *ui, const char *line)
{
	struct arena *a = arena_new();
	struct span all = span_of(line), part;
	struct command c;
	size_t at = 0;
	bool good = true, done = false;
	int rc = command_parse(a, all, &c, NULL);

	/* A bind has the rest of the line.  */
	if (rc == 1 && is_config(c.action)) {
		good = apply(ui, &c, line);
		done = true;
	}
	while (!done && good && command_next(all, &at, &part))
		good = !is_faulty(ui, part, (size_t)(part.p - line));
	if (good && !done)
		macro_begin_line(ui, line);
	arena_free(a);
	return good;
}

/* A query that is asked for; false when it cannot be understood.  */
static bool check_query(struct ui *ui)
{
	struct span text = str_span(&ui->prompt.text);
	struct str words = STR_INIT;
	struct query_err qerr;
	struct query *q;

	clear_fault(ui);
	if (query_parse(text, date_now(), &q, &qerr) == 0) {
		query_free(q);
		return true;
	}
	str_addf(&words, "%s%s%s", qerr.text, *qerr.hint ? ": " : "",
		 qerr.hint);
	set_fault(ui, qerr.offset, words.s);
	str_release(&words);
	return false;
}

static void check_line(struct ui *ui)
{
	struct span all = str_span(&ui->prompt.text), part;
	struct arena *a = arena_new();
	struct command_err cerr = { 0 };
	struct command c;
	size_t at = 0;

	clear_fault(ui);
	if (command_parse(a, all, &c, NULL) == 1 && is_config(c.action)) {
		if (!set_check(&c, all, &cerr))
			set_fault(ui, cerr.offset, cerr.text);
		at = all.len;
	}
	while (command_next(all, &at, &part))
		if (is_faulty(ui, part, (size_t)(part.p - all.p)))
			break;
	arena_free(a);
}

static bool is_query(enum asking what)
{
	return what == ASK_QUERY || what == ASK_QUERY_NEW;
}

/* A word, which in quotes goes on behind spaces, that ends the line.  */
static bool is_last_word(struct span rest)
{
	bool quoted = rest.len && strchr("\"'", rest.p[0]);

	return quoted ? !memchr(rest.p + 1, rest.p[0], rest.len - 1) :
	       !memchr(rest.p, ' ', rest.len);
}

/* While one types: what is wrong with a line, but not with its last word, which
 * is not all there yet, nor with a place where more is to come.  */
static void check_typed(struct ui *ui)
{
	struct span all = str_span(&ui->prompt.text);

	if (ui->asking == ASK_COMMAND)
		check_line(ui);
	else if (is_query(ui->asking))
		check_query(ui);
	if (ui->fault.len &&
	    (ui->fault_at >= span_trim(all).len + (size_t)(span_trim(all).p -
							   all.p) ||
	     is_last_word(span_from(all, ui->fault_at))))
		clear_fault(ui);
	ui->fault_soft = ui->fault.len > 0;
}

/* --- asking ---------------------------------------------------------------------------- */

static struct history *history_of(struct ui *ui, enum asking what)
{
	switch (what) {
	case ASK_FEED:
		return &ui->addresses;
	case ASK_PIPE:
		return &ui->pipes;
	case ASK_SAVE:
	case ASK_SAVE_OVER:
	case ASK_SAVE_ALL:
		return &ui->files;
	case ASK_FIND:
		return &ui->finds;
	case ASK_TAGS:
		return &ui->tags;
	case ASK_FILTER:
		return &ui->filters;
	case ASK_RENAME:
	case ASK_SAVED:
		return &ui->names;
	case ASK_QUERY:
	case ASK_QUERY_NEW:
		return &ui->searches;
	case ASK_NOTHING:
	case ASK_COMMAND:
		break;
	}
	return &ui->commands;
}

void command_ask(struct ui *ui, enum asking what, const char *text)
{
	ui->asking = what;
	ui->prompt.history = history_of(ui, what);
	ui->prompt.complete = what == ASK_COMMAND ? complete_command :
			      what == ASK_FEED ? complete_address :
			      what == ASK_SAVE || what == ASK_SAVE_OVER ||
			      what == ASK_SAVE_ALL ?
			      complete_path :
			      what == ASK_TAGS ? complete_tags : NULL;
	ui->prompt.arg = ui;
	prompt_set(&ui->prompt, text);
	clear_fault(ui);
	free(ui->save_over);
	ui->save_over = what == ASK_SAVE_OVER ? xstrdup(text) : NULL;
	ui->line_dirty = true;
}

/* What was asked for, not empty.  */
static void answer(struct ui *ui, enum asking what, const char *line)
{
	struct call call = { .args = line };

	if (what == ASK_FEED)
		adding_show(ui, line);
	else if (what == ASK_PIPE)
		action_pipe(ui, &call);
	else if (what == ASK_SAVE_ALL)
		ui_save_all(ui, line);
	else
		ui_save(ui, line, what == ASK_SAVE_OVER &&
				  !strcmp(line, ui->save_over));
}

/* What was typed stays, to be mended.  */
static void ask_again(struct ui *ui, enum asking what)
{
	ui->asking = what;
	ui->prompt.cursor = ui->fault_at;
	ui->failed = true;
}

static void accept(struct ui *ui, enum asking what)
{
	char *line = xstrdup(ui->prompt.text.s);

	history_add(ui->prompt.history, line);
	if (what == ASK_FIND)
		article_find_end(ui->article, true);
	else if ((what == ASK_COMMAND && !command_run(ui, line)) ||
		 (is_query(what) && !check_query(ui)))
		ask_again(ui, what);
	else if (what == ASK_TAGS)
		ui_tag(ui, line);
	else if (what == ASK_RENAME)
		ui_rename(ui, line);
	else if (what == ASK_FILTER)
		ui_filter(ui, line);
	else if (is_query(what) || what == ASK_SAVED)
		ui_save_query(ui, what, line);
	else if (what != ASK_COMMAND && span_trim(span_of(line)).len)
		answer(ui, what, line);
	free(line);
}

void command_key(struct ui *ui, struct key k)
{
	enum asking what = ui->asking;
	enum prompt_result r = prompt_key(&ui->prompt, k);

	ui->line_dirty = true;
	if (r == PROMPT_CHANGED)
		check_typed(ui);
	if (what == ASK_FIND && r == PROMPT_CHANGED)
		article_find_type(ui->article, ui->prompt.text.s);
	if (what == ASK_COMMAND)
		ui_preview(ui, r == PROMPT_ACCEPT || r == PROMPT_CANCEL ?
			   NULL : ui->prompt.text.s);
	if (what == ASK_FILTER && r == PROMPT_CHANGED)
		feeds_pane_filter(ui->feeds, ui->prompt.text.s);
	if (r != PROMPT_ACCEPT && r != PROMPT_CANCEL)
		return;
	ui->asking = ASK_NOTHING;
	candidates_release(&ui->prompt.candidates);
	if (r == PROMPT_ACCEPT)
		accept(ui, what);
	else if (what == ASK_FIND)
		article_find_end(ui->article, false);
	else if (what == ASK_FILTER)
		feeds_pane_filter(ui->feeds, NULL);
}

void command_paste(struct ui *ui, const char *text)
{
	ui->line_dirty = true;
	prompt_paste(&ui->prompt, text);
	check_typed(ui);
	if (ui->asking == ASK_FIND)
		article_find_type(ui->article, ui->prompt.text.s);
	if (ui->asking == ASK_FILTER)
		feeds_pane_filter(ui->feeds, ui->prompt.text.s);
}
