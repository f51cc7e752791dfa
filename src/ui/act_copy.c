/* act_copy.c - the action that copies an address, a title, an article */
#include "config.h"

#include "app/form.h"
#include "base/run.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/clipboard.h"
#include "ui/state.h"

/* An article with more is not written here and now, but saved.  */
#define MOST_HTML ((size_t)256 << 10)

enum what { COPY_LINK, COPY_TITLE, COPY_TEXT, COPY_MARKDOWN, N_WHATS };

static const char *const what_names[N_WHATS] = {
	"link", "title", "text", "markdown",
};

/* Give it to the clipboard; says how, or why not.  */
static void copy(struct ui *ui, struct span text, const char *words)
{
	const char *setting = settings_text(&app_config(ui->app)->settings,
					    SETTING_CLIPBOARD);
	struct err err = ERR_INIT;
	struct clipboard c;

	/* A script has no desktop.  */
	if (ui->display->by_steps && !strcmp(setting, "auto"))
		setting = "osc52";
	clipboard_choose(&c, setting, getenv, clipboard_has);
	if (c.argv[0]) {
		if (run_detached_input(c.argv, text, &err) < 0)
			ui_fail(ui, err.text);
		else
			ui_say(ui, "Copied %s with %s", words, c.argv[0]);
	} else if (text.len > CLIPBOARD_MOST) {
		ui_complain(ui, "Too long for the clipboard of the terminal: "
			    "%zu bytes, and it takes %zu", text.len,
			    CLIPBOARD_MOST);
	} else {
		ui->display->ops->copy(ui->display, text);
		ui_say(ui, "Copied %s to the terminal's clipboard", words);
	}
	clipboard_release(&c);
}

#define COPY_MOST 1000		/* addresses at once */

/* False when nothing is selected.  */
static bool copy_picked(struct ui *ui)
{
	struct str lines = STR_INIT, words = STR_INIT;
	size_t n;
	bool any = ui_picked_links(ui, COPY_MOST, &lines, &n);

	if (n) {
		str_addf(&words, "%zu address%s", n, n == 1 ? "" : "es");
		copy(ui, str_span(&lines), words.s);
		ui_unpick(ui);
	}
	str_release(&lines);
	str_release(&words);
	return any;
}

/* What is pasted may be a command line: there is no control in it.  */
static void copy_link(struct ui *ui, int number)
{
	const char *url = ui_target(ui, number);
	struct str line = STR_INIT, words = STR_INIT;

	if (url) {
		text_oneline(&line, span_of(url));
		url_without_secrets(&words, str_span(&line));
		copy(ui, str_span(&line), words.s);
	} else if (number) {
		ui_say(ui, "There is no link %d here", number);
	} else {
		ui_say(ui, "There is no address to copy here");
	}
	str_release(&line);
	str_release(&words);
}

static void copy_article(struct ui *ui, enum what what)
{
	struct store_article *a;
	struct str text = STR_INIT;

	if (ui_picked_too_many(ui, "This is") || !(a = ui_chosen(ui)))
		return;
	if (what != COPY_TITLE && strlen(a->html) > MOST_HTML) {
		ui_complain(ui, "This article is too long for a clipboard; "
			    ":save FILE keeps it");
		store_article_free(a);
		return;
	}
	if (what == COPY_TITLE)
		text_oneline(&text, span_of(a->title));
	else
		form_article(&text, a, what == COPY_TEXT ? FORM_TEXT :
			     FORM_MARKDOWN,
			     settings_int(&app_config(ui->app)->settings,
					  SETTING_MEASURE));
	if (!text.len)
		ui_say(ui, "This article has no title");
	else
		copy(ui, str_span(&text), what == COPY_TITLE ? "the title" :
		     what == COPY_TEXT ? "the article" :
		     "the article as Markdown");
	str_release(&text);
	store_article_free(a);
}

void action_copy(struct ui *ui, const struct call *call)
{
	struct span args = span_trim(span_of(call->args));
	int number = call->count, what = 0;

	if (args.len && args.p[0] >= '0' && args.p[0] <= '9')
		number = (int)strtol(args.p, NULL, 10);
	else if (args.len)
		while (what < N_WHATS &&
		       !span_eq(args, span_of(what_names[what])))
			what++;
	if (what == N_WHATS)
		ui_complain(ui, "copy takes link, title, text, markdown or the "
			    "number of a link");
	else if (what == COPY_LINK && (number || !copy_picked(ui)))
		copy_link(ui, number);
	else if (what == COPY_LINK)
		return;
	else
		copy_article(ui, (enum what)what);
}
