/* act_run.c - actions that give articles to programs on the terminal: to
 * commands, the pager, the editor */
#include "config.h"

#include <signal.h>
#include <unistd.h>

#include "app/form.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/state.h"

#define NARROWEST 20
#define LONGEST_VALUE ((size_t)32 << 10)	/* of the environment */

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

/* Of several articles no single one has a say.  */
static void env_fill_count(char *env[N_ENV], size_t n)
{
	char count[32];

	memset(env, 0, N_ENV * sizeof(*env));
	snprintf(count, sizeof(count), "%zu", n);
	env[0] = env_of("CORANTO_COUNT", count);
	env[1] = getenv("LESS") ? NULL : xstrdup("LESS=iM");
}

/* Run argv on the terminal, for one article or, when that is NULL, for `n`.
 * The exit status, -1 after having said why not. */
static int run(struct ui *ui, const char *const argv[],
	       const struct store_article *a, size_t n, struct span input,
	       bool shows)
{
	struct err err = ERR_INIT;
	char *env[N_ENV];
	int status = 0, ret;

	if (a)
		env_fill(env, a);
	else
		env_fill_count(env, n);
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

#define PIPE_MOST 100		/* articles at once */
#define PIPE_BYTES ((size_t)16 << 20)

/* What stands between two of several articles.  */
static const char *const between[] = {
	[FORM_TEXT] = "\n────────────────────────\n\n",
	[FORM_HTML] = "<hr>\n",
	[FORM_MARKDOWN] = "\n* * *\n\n",
};

/* Append articles, one behind the other; -1 with the reason.  */
static int add_articles(struct ui *ui, const int64_t *ids, size_t n,
			enum form form, struct str *out, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		struct store_article *a;

		if (store_article(app_store(ui->app), ids[i], &a, err) < 0)
			return -1;
		if (i)
			str_add(out, between[form]);
		form_article(out, a, form, measure(ui));
		store_article_free(a);
		if (out->len > PIPE_BYTES)
			return err_set(err, ERR_LIMIT, "these are too long to "
				       "be given at once: select fewer");
	}
	return 0;
}

/* Give text of an article, or of `n`, to a command of the shell.  True when it
 * ended well.  */
static bool give(struct ui *ui, struct span words, struct span text,
		 const struct store_article *a, size_t n)
{
	const char *shell = getenv("SHELL");
	char *command = span_dup(words);
	struct str done = STR_INIT;
	int status;

	status = run(ui, (const char *const[]){
		shell && *shell ? shell : "sh", "-c", command, NULL,
	}, a, n, text, true);
	if (n > 1)
		str_addf(&done, "%zu articles given to %s", n, command);
	else
		str_addf(&done, "Given to %s", command);
	if (status >= 0)
		say_ended(ui, command, status, done.s);
	str_release(&done);
	free(command);
	return status == 0;
}

static void pipe_picked(struct ui *ui, struct span words, const int64_t *ids,
			size_t n)
{
	enum form form = take_form(&words);
	struct store_article *only = NULL;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (add_articles(ui, ids, n, form, &text, &err) < 0 ||
	    (n == 1 && store_article(app_store(ui->app), ids[0], &only,
				     &err) < 0))
		ui_fail(ui, err.text);
	else if (give(ui, words, str_span(&text), only, n))
		ui_unpick(ui);
	store_article_free(only);
	str_release(&text);
}

static void pipe_one(struct ui *ui, struct span words)
{
	struct store_article *a = ui_chosen(ui);
	struct str text = STR_INIT;
	enum form form = take_form(&words);

	if (!a)
		return;
	form_article(&text, a, form, measure(ui));
	give(ui, words, str_span(&text), a, 1);
	str_release(&text);
	store_article_free(a);
}

void action_pipe(struct ui *ui, const struct call *call)
{
	size_t n;
	bool any;
	int64_t *ids = ui_picked_few(ui, PIPE_MOST, &n, &any);

	if (any && !ids)
		return;
	if (!*call->args && (ids || ui_chosen_id(ui)))
		command_ask(ui, ASK_PIPE, "");
	else if (!*call->args)
		ui_say(ui, "Choose an article first");
	else if (ids)
		pipe_picked(ui, span_trim(span_of(call->args)), ids, n);
	else
		pipe_one(ui, span_trim(span_of(call->args)));
	free(ids);
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
	struct store_article *a;
	struct str text = STR_INIT;
	int status;

	(void)call;
	if (ui_picked_too_many(ui, "The pager is") || !(a = ui_chosen(ui)))
		return;
	form_article(&text, a, FORM_TEXT,
		     MAX(MIN(measure(ui), ui->grid->width), NARROWEST));
	status = run(ui, (const char *const[]){ "sh", "-c", pager, NULL }, a, 1,
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
	struct store_article *a;
	struct str text = STR_INIT, command = STR_INIT;
	struct err err = ERR_INIT;
	char *path;
	int status;

	(void)call;
	if (ui_picked_too_many(ui, "The editor is") || !(a = ui_chosen(ui)))
		return;
	form_article(&text, a, FORM_MARKDOWN, measure(ui));
	str_addf(&command, "%s \"$@\"", editor);
	if (run_temp_file(".md", str_span(&text), &path, &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		status = run(ui, (const char *const[]){
			"sh", "-c", command.s, editor, path, NULL,
		}, a, 1, (struct span){ 0 }, false);
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
