/* command.c - the line at the bottom: commands, and what else is asked for */
#include "config.h"

#include "app/command.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

#define MOST_CANDIDATES 200

/* Do what a line typed after ":" says.  */
static void command_run(struct ui *ui, const char *line)
{
	struct arena *a = arena_new();
	struct command c;
	struct command_err cerr;
	struct call call = { 0 };
	int n = command_parse(a, span_of(line), &c, &cerr);

	if (n < 0) {
		ui_fail(ui, cerr.text);
	} else if (n > 0) {
		call.action = c.action;
		call.args = c.rest ? arena_span(a, span_trim(
			span_of(c.rest))) : "";
		act(ui, &call);
	}
	arena_free(a);
}

/* --- completion --------------------------------------------------------------------- */

static void offer(struct candidates *c, const char *word, struct span typed)
{
	if (c->n < MOST_CANDIDATES &&
	    span_of(word).len >= typed.len &&
	    !memcmp(word, typed.p, typed.len))
		candidates_add(c, span_of(word), SPAN(""));
}

static int by_name(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return strcmp(x->word, y->word);
}

/* Files whose path begins as typed; folders end with a slash.  */
static void offer_files(struct candidates *c, struct span typed)
{
	struct str folder = STR_INIT, path = STR_INIT;
	const char *home = getenv("HOME");
	size_t slash = typed.len;
	struct dirent *e;
	struct stat st;
	DIR *dir;

	while (slash && typed.p[slash - 1] != '/')
		slash--;
	if (home && span_starts(typed, "~/"))
		str_addf(&folder, "%s%.*s", home, (int)slash - 1, typed.p + 1);
	else
		str_addf(&folder, "%.*s", (int)slash, typed.p);
	dir = opendir(folder.len ? folder.s : ".");
	while (dir && (e = readdir(dir))) {
		if (e->d_name[0] == '.' &&
		    (slash == typed.len || typed.p[slash] != '.'))
			continue;
		str_clear(&path);
		str_addf(&path, "%s%s", folder.s, e->d_name);
		if (stat(path.s, &st) < 0)
			continue;
		str_clear(&path);
		str_addf(&path, "%.*s%s%s", (int)slash, typed.p, e->d_name,
			 S_ISDIR(st.st_mode) ? "/" : "");
		offer(c, path.s, typed);
	}
	if (dir)
		closedir(dir);
	if (c->n)
		qsort(c->words, c->n, sizeof(*c->words), by_name);
	str_release(&folder);
	str_release(&path);
}

struct offering {
	struct candidates *c;
	struct span typed;
};

static void offer_theme(void *arg, const char *name)
{
	struct offering *o = arg;

	offer(o->c, name, o->typed);
}

static void offer_themes(struct candidates *c, struct span typed)
{
	struct offering o = { c, typed };

	theme_each(offer_theme, &o);
}

/* The values of a setting, from its table.  */
static void offer_values(struct candidates *c, struct span name,
			 struct span typed)
{
	char *text = span_dup(name);
	int which = setting_by_name(text);
	struct span range;

	free(text);
	if (which < 0)
		return;
	if (which == SETTING_THEME)
		offer_themes(c, typed);
	if (setting_infos[which].type == SETTING_BOOL) {
		offer(c, "on", typed);
		offer(c, "off", typed);
	}
	if (setting_infos[which].type != SETTING_CHOICE)
		return;
	range = span_of(setting_infos[which].range);
	while (range.len) {
		const char *bar = memchr(range.p, '|', range.len);
		size_t n = bar ? (size_t)(bar - range.p) : range.len;
		char *word = span_dup((struct span){ range.p, n });

		offer(c, word, typed);
		free(word);
		range = span_from(range, n + 1);
	}
}

/* The folders there are, and those that they are in.  */
static void offer_folders(const struct ui *ui, struct candidates *c,
			  struct span typed)
{
	const struct store_feeds *feeds = ui->feeds->feeds;
	size_t k;

	for (size_t i = 0; feeds && i < feeds->n; i++) {
		struct span all = span_of(feeds->feeds[i].folder);

		for (size_t n = 1; n <= all.len; n++) {
			char *path;

			if (n < all.len && all.p[n] != '/')
				continue;
			path = span_dup((struct span){ all.p, n });
			for (k = 0; k < c->n; k++)
				if (!strcmp(c->words[k].word, path))
					break;
			if (k == c->n)
				offer(c, path, typed);
			free(path);
		}
	}
}

/* Tags that begin as typed after the last comma.  */
static void offer_tags(const struct ui *ui, struct candidates *c,
		       struct span typed)
{
	struct store_tags *tags;
	struct str want = STR_INIT, have = STR_INIT;
	char note[32];

	if (store_tags(app_store(ui->app), &tags, NULL) < 0)
		return;
	text_fold(&want, typed);
	for (size_t i = 0; i < tags->n && c->n < MOST_CANDIDATES; i++) {
		str_clear(&have);
		text_fold(&have, span_of(tags->tags[i].name));
		if (!span_starts(str_span(&have), want.s))
			continue;
		snprintf(note, sizeof(note), "%lld",
			 (long long)tags->tags[i].total);
		candidates_add(c, span_of(tags->tags[i].name), span_of(note));
	}
	store_tags_free(tags);
	str_release(&want);
	str_release(&have);
}

static void complete_tags(void *arg, struct span before, struct candidates *c)
{
	size_t start = before.len;

	while (start && before.p[start - 1] != ',')
		start--;
	while (start < before.len &&
	       (before.p[start] == ' ' || before.p[start] == '-'))
		start++;
	c->start = start;
	offer_tags(arg, c, span_from(before, start));
}

static void offer_argument(const struct ui *ui, struct candidates *c,
			   struct span line, struct span name, int nth,
			   struct span before, struct span typed)
{
	char *text = span_dup(name);
	int action = action_by_name(text);
	size_t rest = (size_t)(name.p - line.p) + name.len;

	/* Where the argument is all that follows.  */
	while (rest < line.len && line.p[rest] == ' ')
		rest++;

	free(text);
	switch (action) {
	case ACTION_SET:
		if (nth == 1)
			for (int i = 0; i < N_SETTINGS; i++)
				offer(c, setting_infos[i].name, typed);
		else if (nth == 2)
			offer_values(c, before, typed);
		break;
	case ACTION_BIND:
		for (int i = 0; nth >= 2 && i < N_ACTIONS; i++)
			offer(c, actions[i].name, typed);
		break;
	case ACTION_IMPORT:
	case ACTION_EXPORT:
	case ACTION_EXPORT_THIS:
	case ACTION_SOURCE:
	case ACTION_SAVE:
		offer_files(c, typed);
		break;
	case ACTION_MOVE:
		c->start = rest;
		offer_folders(ui, c, span_from(line, rest));
		break;
	case ACTION_TAG:
	case ACTION_UNTAG:
		complete_tags((void *)(uintptr_t)ui, span_from(line, rest), c);
		c->start += rest;
		break;
	case ACTION_THEME:
		offer_themes(c, typed);
		break;
	case ACTION_COLOUR:
		for (int i = 0; nth == 1 && i < N_THEME_ROLES; i++)
			offer(c, theme_roles[i].name, typed);
		break;
	case ACTION_SORT:
		for (const char *const *w = (const char *const[]){
			"date", "oldest", "title", "feed", "unread", "starred",
			"reversed", NULL }; *w; w++)
			offer(c, *w, typed);
		break;
	case ACTION_LAYOUT:
		for (const char *const *w = (const char *const[]){
			"1", "2", "3", "auto", NULL }; *w; w++)
			offer(c, *w, typed);
		break;
	}
}

/* The word at the cursor by its place in the line.  */
static void complete(void *arg, struct span before, struct candidates *c)
{
	struct span words[4] = { { NULL, 0 } };
	size_t start = 0, i = 0;
	int nth = 0;

	while (i < before.len) {
		while (i < before.len && before.p[i] == ' ')
			i++;
		start = i;
		while (i < before.len && before.p[i] != ' ')
			i++;
		if (i < before.len && nth < 3)
			words[nth++] = (struct span){ before.p + start,
						      i - start };
	}
	if (before.len && before.p[before.len - 1] == ' ')
		start = before.len;
	c->start = start;
	if (!nth)
		for (int k = 0; k < N_ACTIONS; k++)
			offer(c, actions[k].name, span_from(before, start));
	else
		offer_argument(arg, c, before, words[0], nth, words[nth - 1],
			       span_from(before, start));
}

static struct span up_to(struct span s, char end)
{
	const char *p = s.len ? memchr(s.p, end, s.len) : NULL;

	return p ? (struct span){ s.p, (size_t)(p - s.p) } : s;
}

/* What else the page named that was subscribed to last.  */
static void complete_address(void *arg, struct span before,
			     struct candidates *c)
{
	const struct ui *ui = arg;
	struct span rest = span_of(ui->offers);

	c->start = 0;
	while (rest.len && c->n < MOST_CANDIDATES) {
		struct span line = up_to(rest, '\n');
		struct span url = up_to(line, '\t');

		if (url.len >= before.len &&
		    !memcmp(url.p, before.p, before.len))
			candidates_add(c, url, span_from(line, url.len + 1));
		rest = span_from(rest, line.len + 1);
	}
}

/* A path is the whole line, spaces and all.  */
static void complete_path(void *arg, struct span before, struct candidates *c)
{
	(void)arg;
	c->start = 0;
	offer_files(c, before);
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
	ui->prompt.complete = what == ASK_COMMAND ? complete :
			      what == ASK_FEED ? complete_address :
			      what == ASK_SAVE || what == ASK_SAVE_OVER ?
			      complete_path :
			      what == ASK_TAGS ? complete_tags : NULL;
	ui->prompt.arg = ui;
	prompt_set(&ui->prompt, text);
	free(ui->save_over);
	ui->save_over = what == ASK_SAVE_OVER ? xstrdup(text) : NULL;
	ui->line_dirty = true;
}

/* What was asked for, not empty.  */
static void answer(struct ui *ui, enum asking what, const char *line)
{
	struct call call = { .args = line };

	if (what == ASK_FEED)
		action_add(ui, &call);
	else if (what == ASK_PIPE)
		action_pipe(ui, &call);
	else
		ui_save(ui, line, what == ASK_SAVE_OVER &&
				  !strcmp(line, ui->save_over));
}

static void accept(struct ui *ui, enum asking what)
{
	char *line = xstrdup(ui->prompt.text.s);

	history_add(ui->prompt.history, line);
	if (what == ASK_FIND)
		article_find_end(ui->article, true);
	else if (what == ASK_COMMAND)
		command_run(ui, line);
	else if (what == ASK_TAGS)
		ui_tag(ui, line);
	else if (what == ASK_RENAME)
		ui_rename(ui, line);
	else if (what == ASK_FILTER)
		feeds_pane_filter(ui->feeds, line);
	else if (what == ASK_QUERY || what == ASK_QUERY_NEW ||
		 what == ASK_SAVED)
		ui_save_query(ui, what, line);
	else if (span_trim(span_of(line)).len)
		answer(ui, what, line);
	free(line);
}

void command_key(struct ui *ui, struct key k)
{
	enum asking what = ui->asking;
	enum prompt_result r = prompt_key(&ui->prompt, k);

	ui->line_dirty = true;
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
	if (ui->asking == ASK_FIND)
		article_find_type(ui->article, ui->prompt.text.s);
	if (ui->asking == ASK_FILTER)
		feeds_pane_filter(ui->feeds, ui->prompt.text.s);
}
