/* act_out.c - actions that take an article out of the program: to commands,
 * pagers and editors, to files, to the queue, to the browser */
#include "config.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/form.h"
#include "base/ascii.h"
#include "base/file.h"
#include "base/filename.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define NARROWEST 20
#define LONGEST_VALUE ((size_t)32 << 10)	/* of the environment */

/* --- the article meant ------------------------------------------------------ */

/* The one that is read, or under the cursor of a list; 0 without one.  */
static int64_t chosen_id(const struct ui *ui)
{
	const struct list *l = ui->searching ? &ui->search->list :
			       &ui->list->list;

	if (ui->over)
		return 0;
	if (ui->focus == FOCUS_ARTICLE)
		return ui->article->article ? ui->article->id : 0;
	return ui->focus == FOCUS_LIST && !l->waiting ? list_id(l) : 0;
}

struct store_article *ui_chosen(struct ui *ui)
{
	int64_t id = chosen_id(ui);
	struct err err = ERR_INIT;
	struct store_article *a;

	if (!id) {
		ui_say(ui, "Choose an article first");
		return NULL;
	}
	if (store_article(app_store(ui->app), id, &a, &err) < 0) {
		ui_fail(ui, err.text);
		return NULL;
	}
	return a;
}

/* What can be played or kept, NULL without; borrowed.  */
static const char *first_enclosure(const struct store_article *a)
{
	const struct store_extras *x = &a->extras;

	for (size_t i = 0; i < x->n_resources; i++)
		if (x->resources[i].kind == STORE_ENCLOSURE &&
		    url_is_http(span_of(x->resources[i].url)))
			return x->resources[i].url;
	return NULL;
}

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
	url = a ? first_enclosure(a) : NULL;
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

char *ui_path(const char *args)
{
	const char *home = getenv("HOME");
	struct span s = span_trim(span_of(args));
	struct str path = STR_INIT;

	if (s.len > 1 && (s.p[0] == '"' || s.p[0] == '\'') &&
	    s.p[s.len - 1] == s.p[0])
		s = (struct span){ s.p + 1, s.len - 2 };
	if (home && span_starts(s, "~/")) {
		str_add(&path, home);
		s = span_from(s, 1);
	}
	str_adds(&path, s);
	return str_detach(&path);
}

/* --- programs on the terminal --------------------------------------------------- */

static int measure(const struct ui *ui)
{
	return settings_int(&app_config(ui->app)->settings, SETTING_MEASURE);
}

/* The words of a feed as the value of a variable; the array is of NAME=value,
 * which env_release() frees.  */
#define N_ENV 7

static char *env_of(const char *name, const char *value)
{
	struct str s = STR_INIT_LIMIT(LONGEST_VALUE);

	str_addf(&s, "%s=", name);
	text_oneline(&s, span_of(value));
	return str_detach(&s);
}

static void env_fill(char *env[N_ENV], const struct store_article *a)
{
	char id[32];

	snprintf(id, sizeof(id), "%lld", (long long)a->id);
	env[0] = env_of("CORANTO_TITLE", a->title);
	env[1] = env_of("CORANTO_URL", a->link);
	env[2] = env_of("CORANTO_FEED", a->feed);
	env[3] = env_of("CORANTO_AUTHOR", a->author);
	env[4] = env_of("CORANTO_ID", id);
	/* Ours sends nothing but text: what less does by itself is to wait
	 * for q, with the part that is read at the bottom.  */
	env[5] = getenv("LESS") ? NULL : xstrdup("LESS=iM");
	env[6] = NULL;
}

static void env_release(char *env[N_ENV])
{
	for (size_t i = 0; i < N_ENV; i++)
		free(env[i]);
}

/* How a program ended, about `what`; `done` when it went well.  */
static void say_ended(struct ui *ui, const char *what, int status,
		      const char *done)
{
	if (!status)
		ui_say(ui, "%s", done);
	else if (status == 128 + SIGINT)
		ui_say(ui, "%s was interrupted", what);
	else if (status == 127)
		ui_complain(ui, "%s: there is no such program", what);
	else if (status == 126)
		ui_complain(ui, "%s cannot be run", what);
	else if (status > 128)
		ui_complain(ui, "%s was ended by a signal: %s", what,
			    strsignal(status - 128));
	else
		ui_complain(ui, "%s ended with status %d", what, status);
}

/* Run argv on the terminal.  The exit status, -1 after having said why not. */
static int run(struct ui *ui, const char *const argv[],
	       const struct store_article *a, struct span input, bool shows)
{
	struct err err = ERR_INIT;
	char *env[N_ENV];
	int status = 0, ret;

	env_fill(env, a);
	ret = ui->display->ops->lend(ui->display, &(struct run){
		.argv = argv, .env = (const char *const *)env, .input = input,
		.terminal = -1,
	}, shows, &status, &err);
	env_release(env);
	/* What became of its size meanwhile was told to the program.  */
	ui->resized = true;
	ui->all_dirty = true;
	if (ret < 0) {
		ui_fail(ui, err.text);
		return -1;
	}
	return status;
}

/* "--html", "--markdown" or "--text" off the front of a command.  */
static enum form take_form(struct span *command)
{
	static const struct {
		const char *word;
		enum form form;
	} words[] = {
		{ "--html ", FORM_HTML }, { "--markdown ", FORM_MARKDOWN },
		{ "--text ", FORM_TEXT },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_starts(*command, words[i].word)) {
			*command = span_trim(span_from(*command,
						strlen(words[i].word)));
			return words[i].form;
		}
	return FORM_TEXT;
}

static void pipe_to(struct ui *ui, const char *args)
{
	const char *shell = getenv("SHELL");
	struct span words = span_trim(span_of(args));
	struct store_article *a = ui_chosen(ui);
	struct str text = STR_INIT, done = STR_INIT;
	enum form form = take_form(&words);
	char *command;
	int status;

	if (!a)
		return;
	command = span_dup(words);
	form_article(&text, a, form, measure(ui));
	status = run(ui, (const char *const[]){
		shell && *shell ? shell : "sh", "-c", command, NULL,
	}, a, str_span(&text), true);
	str_addf(&done, "Given to %s", command);
	if (status >= 0)
		say_ended(ui, command, status, done.s);
	str_release(&done);
	str_release(&text);
	free(command);
	store_article_free(a);
}

void action_pipe(struct ui *ui, const struct call *call)
{
	if (*call->args)
		pipe_to(ui, call->args);
	else if (chosen_id(ui))
		command_ask(ui, ASK_PIPE, "");
	else
		ui_say(ui, "Choose an article first");
}

/* The reader's own words for a program, as the shell reads them.  */
static const char *own_program(const char *first, const char *second,
			       const char *otherwise)
{
	const char *words = first ? getenv(first) : NULL;

	if (!words || !*words)
		words = getenv(second);
	return words && *words ? words : otherwise;
}

#define ANY_PAGER \
	"if command -v less >/dev/null; then exec less; else exec more; fi"

void action_pager(struct ui *ui, const struct call *call)
{
	const char *pager = own_program(NULL, "PAGER", ANY_PAGER);
	struct store_article *a = ui_chosen(ui);
	struct str text = STR_INIT;
	int status;

	(void)call;
	if (!a)
		return;
	form_article(&text, a, FORM_TEXT,
		     MAX(MIN(measure(ui), ui->grid->width), NARROWEST));
	status = run(ui, (const char *const[]){ "sh", "-c", pager, NULL }, a,
		     str_span(&text), true);
	if (status > 0)
		say_ended(ui, "the pager", status, "");
	str_release(&text);
	store_article_free(a);
}

/* The file goes, unless the reader wrote something into it.  */
static void after_editor(struct ui *ui, const char *editor, int status,
			 const char *path, struct span was)
{
	struct str now = STR_INIT;

	if (file_read(path, 0, &now, NULL) < 0 ||
	    span_eq(str_span(&now), was)) {
		unlink(path);
		say_ended(ui, editor, status, "Back from the editor");
	} else {
		ui_say(ui, "What you changed is in %s; the article stays as "
		       "it is", path);
	}
	str_release(&now);
}

void action_editor(struct ui *ui, const struct call *call)
{
	const char *editor = own_program("VISUAL", "EDITOR", "vi");
	struct store_article *a = ui_chosen(ui);
	struct str text = STR_INIT, command = STR_INIT;
	struct err err = ERR_INIT;
	char *path;
	int status;

	(void)call;
	if (!a)
		return;
	form_article(&text, a, FORM_MARKDOWN, measure(ui));
	str_addf(&command, "%s \"$@\"", editor);
	if (run_temp_file(".md", str_span(&text), &path, &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		status = run(ui, (const char *const[]){
			"sh", "-c", command.s, editor, path, NULL,
		}, a, (struct span){ 0 }, false);
		if (status >= 0)
			after_editor(ui, editor, status, path,
				     str_span(&text));
		else
			unlink(path);
		free(path);
	}
	str_release(&command);
	str_release(&text);
	store_article_free(a);
}

/* --- files ------------------------------------------------------------------------ */

/* The folder that the last one was saved in, with its slash.  */
static void keep_folder(struct ui *ui, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str folder = STR_INIT;

	if (slash)
		ui_shorten(&folder, (struct span){ path, (size_t)(slash -
							path) + 1 });
	free(ui->save_folder);
	ui->save_folder = str_detach(&folder);
	/* Others mean something else where the reader is started next.  */
	if (path[0] == '/')
		app_set_value(ui->app, "ui.save-folder", ui->save_folder);
}

static void recall_folder(struct ui *ui)
{
	if (!ui->save_folder &&
	    store_get_value(app_store(ui->app), "ui.save-folder",
			    &ui->save_folder, NULL) < 0)
		ui->save_folder = NULL;
}

static void ask_name(struct ui *ui)
{
	struct store_article *a = ui_chosen(ui);
	struct str name = STR_INIT;

	if (!a)
		return;
	recall_folder(ui);
	str_add(&name, ui->save_folder ? ui->save_folder : "");
	filename_make(&name, span_of(a->title), ".md", "article");
	command_ask(ui, ASK_SAVE, name.s);
	str_release(&name);
	store_article_free(a);
}

/* A folder is completed with the name of the article.  */
static void add_name(struct str *path, const struct store_article *a)
{
	struct stat st;

	if (stat(path->s, &st) < 0 || !S_ISDIR(st.st_mode))
		return;
	if (path->s[path->len - 1] != '/')
		str_addc(path, '/');
	filename_make(path, span_of(a->title), ".md", "article");
}

void ui_save(struct ui *ui, const char *typed, bool over)
{
	struct store_article *a = ui_chosen(ui);
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	uint64_t ticket;
	char *first;

	if (!a)
		return;
	first = ui_path(typed);
	str_add(&path, first);
	add_name(&path, a);
	if (app_save(ui->app, a->id, path.s, measure(ui), over, &ticket,
		     &err) == 0) {
		keep_folder(ui, path.s);
		ui_say(ui, "Saving as %s", path.s);
	} else if (err.kind == ERR_BUSY) {
		command_ask(ui, ASK_SAVE_OVER, path.s);
	} else {
		ui_fail(ui, err.text);
	}
	free(first);
	str_release(&path);
	store_article_free(a);
}

void action_save(struct ui *ui, const struct call *call)
{
	if (*call->args)
		ui_save(ui, call->args, false);
	else
		ask_name(ui);
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

/* What one of the articles that were selected has to be played, or its page;
 * false when that cannot be enqueued.  */
static bool enqueue_article(struct ui *ui, int64_t id, struct err *err)
{
	struct store_article *a;
	const char *url;
	uint64_t ticket;
	int rc = 0;

	if (store_article(app_store(ui->app), id, &a, err) < 0)
		return false;
	url = first_enclosure(a);
	if (!url)
		url = a->link;
	if (url)
		rc = app_enqueue(ui->app, url, &ticket, err);
	store_article_free(a);
	return url && rc == 0;
}

/* False when nothing is selected.  */
static bool enqueue_picked(struct ui *ui)
{
	struct err err = ERR_INIT;
	size_t n, done = 0;
	int64_t *ids = ui_picked(ui, &n);

	if (!ids)
		return false;
	if (n > ENQUEUE_MOST) {
		ui_complain(ui, "%zu articles are selected; this is for at "
			    "most %d at once", n, ENQUEUE_MOST);
	} else {
		for (size_t i = 0; i < n; i++)
			done += enqueue_article(ui, ids[i], &err);
		if (err.kind != ERR_NONE)
			ui_fail(ui, err.text);
		else
			ui_say(ui, "Enqueued %zu of them", done);
		ui_unpick(ui);
	}
	free(ids);
	return true;
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
	struct store_article *a = ui_chosen(ui);
	struct str safe = STR_INIT;
	struct err err = ERR_INIT;

	(void)call;
	if (!a)
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
