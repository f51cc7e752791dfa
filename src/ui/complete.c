/* complete.c - what Tab offers in the prompts; see complete.h */
#include "config.h"

#include "ui/complete.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "base/text.h"
#include "query/query.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

#define MOST_CANDIDATES 200

/* What is offered: in the first pass what begins as typed, in the second what
 * has it within.  */
struct offers {
	const struct ui *ui;
	struct candidates *c;
	struct str want;	/* what is typed, folded */
	struct str have;
	bool within;
};

/* `shown` is what is compared, NULL: the word itself.  */
static void offer_as(struct offers *o, const char *word, const char *shown,
		     const char *note)
{
	bool starts;

	if (o->c->n >= MOST_CANDIDATES)
		return;
	str_clear(&o->have);
	text_fold(&o->have, span_of(shown ? shown : word));
	starts = span_starts(str_span(&o->have), o->want.len ? o->want.s : "");
	if (o->within ? !starts && span_find(str_span(&o->have),
					     str_span(&o->want)) >= 0 : starts)
		candidates_add(o->c, span_of(word), span_of(note));
}

static void offer(struct offers *o, const char *word, const char *note)
{
	offer_as(o, word, NULL, note);
}

/* Words between separators.  */
static void offer_words(struct offers *o, const char *words, const char *sep,
			const char *note)
{
	while (*words) {
		size_t n = strcspn(words, sep);
		char *word = xstrndup(words, n);

		/* What is in capitals stands for something else.  */
		if (n && (*word < 'A' || *word > 'Z'))
			offer(o, word, note);
		free(word);
		words += n;
		words += strspn(words, sep);
	}
}

/* --- files ------------------------------------------------------------------- */

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
		if (c->n < MOST_CANDIDATES &&
		    path.len >= typed.len &&
		    !memcmp(path.s, typed.p, typed.len))
			candidates_add(c, str_span(&path), SPAN(""));
	}
	if (dir)
		closedir(dir);
	if (c->n)
		qsort(c->words, c->n, sizeof(*c->words), by_name);
	str_release(&folder);
	str_release(&path);
}

/* --- what there is ----------------------------------------------------------- */

static void offer_actions(struct offers *o)
{
	for (int i = 0; i < N_ACTIONS; i++)
		offer(o, actions[i].name, actions[i].doc);
}

static void offer_settings(struct offers *o)
{
	const struct settings *s = &app_config(o->ui->app)->settings;

	for (int i = 0; i < N_SETTINGS; i++)
		offer(o, setting_infos[i].name,
		      settings_text(s, (enum setting)i));
	offer(o, "all", "show all settings");
}

/* What can be edited of a feed.  */
static void offer_of_feed(struct offers *o)
{
	offer(o, "title", "its name");
	offer(o, "address", "of a feed");
	offer(o, "query", "of a smart feed");
	offer(o, "folder", "where it is");
	for (int i = 0; i < N_SETTINGS; i++)
		if (setting_infos[i].scope == SETTING_FEED)
			offer(o, setting_infos[i].name, setting_infos[i].doc);
}

static void offer_value(struct offers *o, const struct setting_info *info,
			const char *now, const char *value)
{
	offer(o, value, !strcmp(value, now) ? "now" :
	      !strcmp(value, info->def) ? "default" : "");
}

static void offer_theme(void *arg, const char *name)
{
	offer(arg, name, "");
}

static void offer_roles(struct offers *o)
{
	for (int i = 0; i < N_THEME_ROLES; i++)
		offer(o, theme_roles[i].name, theme_roles[i].doc);
}

/* The values of a setting: of a number or a text that which it has.  */
static void offer_values(struct offers *o, struct span name)
{
	char *text = span_dup(name);
	int which = setting_by_name(text);
	const struct setting_info *info = &setting_infos[MAX(which, 0)];
	const char *now;
	struct str quoted = STR_INIT;

	free(text);
	if (which < 0)
		return;
	now = settings_text(&app_config(o->ui->app)->settings,
			    (enum setting)which);
	if (which == SETTING_THEME) {
		theme_each(offer_theme, o);
	} else if (info->type == SETTING_BOOL) {
		offer_value(o, info, now, "on");
		offer_value(o, info, now, "off");
	} else if (info->type == SETTING_CHOICE) {
		for (const char *p = info->range; *p;) {
			size_t n = strcspn(p, "|");
			char *word = xstrndup(p, n);

			offer_value(o, info, now, word);
			free(word);
			p += n + (p[n] == '|');
		}
	} else {
		config_quote(&quoted, now);
		offer(o, quoted.s, "now");
		str_clear(&quoted);
		config_quote(&quoted, info->def);
		if (strcmp(now, info->def))
			offer(o, quoted.s, "default");
	}
	str_release(&quoted);
}

static void offer_keys(struct offers *o)
{
	static const char *const names[] = {
		"<Enter>", "<Esc>", "<Tab>", "<S-Tab>", "<Space>",
		"<Backspace>", "<Delete>", "<Insert>", "<Up>", "<Down>",
		"<Left>", "<Right>", "<Home>", "<End>", "<PageUp>",
		"<PageDown>", "<lt>", "<C-a>", "<A-a>", "<F1>", "<F2>",
		"<F3>", "<F4>", "<F5>", "<F6>", "<F7>", "<F8>", "<F9>",
		"<F10>", "<F11>", "<F12>",
	};
	char letter = ui_focused((struct ui *)(uintptr_t)o->ui)->ops->letter;
	struct key keys[KEYMAP_MAX_KEYS];

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		size_t n = keymap_parse(span_of(names[i]), keys);
		const struct keymap_bind *b =
			keymap_find(o->ui->keymap, letter, keys, n);

		offer(o, names[i], b ? b->doc : "");
	}
}

/* As a value of the query language: in quotes where it has to be.  */
static void offer_text(struct offers *o, const char *text, const char *note)
{
	struct str s = STR_INIT;

	if (!strpbrk(text, " \t\"()/:*-")) {
		offer(o, text, note);
		return;
	}
	str_addc(&s, '"');
	for (const char *p = text; *p; p++)
		if (*p != '"')
			str_addc(&s, *p);
	str_addc(&s, '"');
	offer_as(o, s.s, text, note);
	str_release(&s);
}

static void offer_feeds(struct offers *o)
{
	const struct store_feeds *feeds = o->ui->feeds->feeds;

	for (size_t i = 0; feeds && i < feeds->n; i++)
		offer_text(o, store_feed_label(&feeds->feeds[i]),
			   feeds->feeds[i].folder);
}

/* The folders there are, and those that they are in.  */
static void offer_folders(struct offers *o, bool query)
{
	const struct store_feeds *feeds = o->ui->feeds->feeds;
	const char *last = "";

	for (size_t i = 0; feeds && i < feeds->n; i++) {
		const char *all = feeds->feeds[i].folder;

		/* Feeds of a folder stand together.  */
		if (!strcmp(all, last))
			continue;
		last = all;
		for (const char *p = all; *p; p++) {
			char *path;
			bool known = false;

			if (p[1] && p[1] != '/')
				continue;
			path = xstrndup(all, (size_t)(p + 1 - all));
			for (size_t k = 0; k < o->c->n && !known; k++)
				known = !strcmp(o->c->words[k].word, path);
			if (!known && query)
				offer_text(o, path, "folder");
			else if (!known)
				offer(o, path, "");
			free(path);
		}
	}
}

static void offer_tags(struct offers *o, bool query)
{
	struct store_tags *tags;
	char note[32];

	if (store_tags(app_store(o->ui->app), &tags, NULL) < 0)
		return;
	for (size_t i = 0; i < tags->n; i++) {
		snprintf(note, sizeof(note), "%lld",
			 (long long)tags->tags[i].total);
		if (query)
			offer_text(o, tags->tags[i].name, note);
		else
			offer(o, tags->tags[i].name, note);
	}
	store_tags_free(tags);
}

/* --- queries ------------------------------------------------------------------ */

static void offer_field_values(struct offers *o, const struct query_field *f)
{
	if (!strcmp(f->name, "feed"))
		offer_feeds(o);
	else if (!strcmp(f->name, "folder"))
		offer_folders(o, true);
	else if (!strcmp(f->name, "tag"))
		offer_tags(o, true);
	else if (!strcmp(f->values, "SPAN"))
		offer_words(o, "12h 1d 3d 1w 2w 1mo 6mo 1y", " ", "");
	else if (!strcmp(f->values, "DATE"))
		offer_words(o, "today yesterday", " ", "");
	else if (f->values[0] >= 'a' && f->values[0] <= 'z')
		offer_words(o, f->values, ", ", "");
}

static void offer_fields(struct offers *o)
{
	char word[64];

	for (size_t i = 0; i < query_n_fields; i++) {
		snprintf(word, sizeof(word), "%s:", query_fields[i].name);
		offer(o, word, query_fields[i].doc);
	}
	offer_words(o, "is:unread is:starred has:enclosure newer:1d", " ", "");
}

/* Where the last term of a query begins; *ret_value is where its value does,
 * and *ret_field its field, or NULL.  */
static size_t last_term(struct span q, size_t *ret_value,
			const struct query_field **ret_field)
{
	size_t start = 0, colon;
	bool quoted = false;

	for (size_t i = 0; i < q.len; i++) {
		if (q.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(" (", q.p[i]))
			start = i + 1;
	}
	if (start < q.len && q.p[start] == '-')
		start++;
	*ret_field = NULL;
	for (colon = start; colon < q.len && q.p[colon] != ':'; colon++)
		;
	*ret_value = colon < q.len ? colon + 1 : start;
	for (size_t i = 0; colon < q.len && i < query_n_fields; i++)
		if (span_eq_nocase((struct span){ q.p + start, colon - start },
				   span_of(query_fields[i].name)))
			*ret_field = &query_fields[i];
	return start;
}

/* --- commands ----------------------------------------------------------------- */

/* What is being completed, from `start` of the line on.  */
struct place {
	enum { AT_ACTION, AT_SETTING, AT_OF_FEED, AT_VALUE, AT_KEY,
	       AT_QUERY, AT_FIELD,
	       AT_FOLDER, AT_TAG, AT_FILE, AT_WORDS, AT_NAME, AT_THEME, AT_ROLE,
	       AT_NOTHING,
	} what;
	size_t start;
	struct span name;	/* of the setting */
	const struct query_field *field;
	const char *words;
};

static size_t split(struct span line, struct span *words, size_t most)
{
	size_t n = 0, i = 0;

	while (i < line.len) {
		size_t start;

		while (i < line.len && line.p[i] == ' ')
			i++;
		if (i == line.len)
			break;
		start = i;
		while (i < line.len && line.p[i] != ' ')
			i++;
		if (n < most)
			words[n++] = (struct span){ line.p + start, i - start };
	}
	/* Behind a space begins another word.  */
	if (n < most && (!n || line.p[line.len - 1] == ' '))
		words[n++] = (struct span){ line.p + line.len, 0 };
	return n;
}

static struct place place_in_query(struct span line, size_t rest)
{
	struct place p = { .what = AT_QUERY };
	size_t value, start = last_term(span_from(line, rest), &value,
					&p.field);

	if (p.field)
		p.what = AT_FIELD;
	p.start = rest + (p.field ? value : start);
	return p;
}

static struct place place_of(struct span line);

/* In [PANE] KEY ["DOC"] ACTION …  */
static struct place place_in_bind(struct span line, const struct span *w,
				  size_t n)
{
	struct place p = { .what = AT_KEY };
	char *first = span_dup(w[1]);
	size_t key = n > 2 && config_pane(first) ? 2 : 1, at;

	free(first);
	p.start = (size_t)(w[n - 1].p - line.p);
	if (n - 1 <= key)
		return p;
	at = (size_t)(w[key + 1].p - line.p);
	p = place_of(span_from(line, at));
	p.start += at;
	return p;
}

/* The choices in "[a|b|c]", or NULL.  */
static const char *choices_of(const char *args)
{
	size_t n = strcspn(args, " ");

	return args[0] == '[' && memchr(args, '|', n) ? args : NULL;
}

static struct place place_of_argument(struct span line, const struct span *w,
				      size_t n)
{
	char *text = span_dup(w[0]);
	int action = action_by_name(text);
	const char *args = action < 0 ? "" : actions[action].args;
	size_t rest = (size_t)(w[1].p - line.p);
	struct place p = { .what = AT_NOTHING,
			   .start = (size_t)(w[n - 1].p - line.p) };

	free(text);
	if (action == ACTION_SET) {
		p.what = n == 2 ? AT_SETTING : n == 3 ? AT_VALUE : AT_NOTHING;
		p.name = w[1];
	} else if (action == ACTION_EDIT) {
		p.what = n == 2 ? AT_OF_FEED : n > 3 ? AT_NOTHING :
			 span_eq(w[1], SPAN("folder")) ? AT_FOLDER : AT_VALUE;
		p.name = w[1];
	} else if (action == ACTION_BIND || action == ACTION_UNBIND) {
		return place_in_bind(line, w, n);
	} else if (action == ACTION_HELP && n == 2) {
		p.what = AT_NAME;
	} else if (strstr(args, "QUERY")) {
		return place_in_query(line, rest);
	} else if (strstr(args, "FILE")) {
		p.what = AT_FILE;
	} else if (action == ACTION_THEME && n == 2) {
		p.what = AT_THEME;
	} else if (action == ACTION_COLOUR && n == 2) {
		p.what = AT_ROLE;
	} else if (action == ACTION_SORT) {
		p.what = AT_WORDS;
		p.words = "date|oldest|title|feed|unread|starred|reversed";
	} else if (action == ACTION_MOVE) {
		p.what = AT_FOLDER;
		p.start = rest;
	} else if (strstr(args, "TAGS")) {
		p.what = AT_TAG;
		p.start = rest;
	} else if (n == 2 && (p.words = choices_of(args))) {
		p.what = AT_WORDS;
	}
	return p;
}

/* The last of several commands is what is being typed.  */
static struct place place_of(struct span line)
{
	struct span w[5], part;
	size_t at = 0, begin = 0, n;
	struct place p;

	while (command_next(line, &at, &part) && at < line.len)
		begin = at;
	while (begin < line.len && line.p[begin] == ' ')
		begin++;
	line = span_from(line, begin);
	n = split(line, w, ARRAY_LEN(w));
	if (n < 2)
		p = (struct place){ .what = AT_ACTION,
				    .start = line.len - w[n - 1].len };
	else
		p = place_of_argument(line, w, n);
	p.start += begin;
	return p;
}

static void offer_at(struct offers *o, const struct place *p)
{
	switch (p->what) {
	case AT_ACTION:
		offer_actions(o);
		break;
	case AT_NAME:
		offer_actions(o);
		offer_settings(o);
		break;
	case AT_SETTING:
		offer_settings(o);
		break;
	case AT_OF_FEED:
		offer_of_feed(o);
		break;
	case AT_VALUE:
		offer_values(o, p->name);
		break;
	case AT_KEY:
		offer_words(o, "feeds articles article search all", " ",
			    "pane");
		offer_keys(o);
		break;
	case AT_QUERY:
		offer_fields(o);
		break;
	case AT_FIELD:
		offer_field_values(o, p->field);
		break;
	case AT_FOLDER:
		offer_folders(o, false);
		break;
	case AT_TAG:
		offer_tags(o, false);
		break;
	case AT_WORDS:
		offer_words(o, p->words, "[|]", "");
		break;
	case AT_THEME:
		theme_each(offer_theme, o);
		break;
	case AT_ROLE:
		offer_roles(o);
		break;
	case AT_FILE:
	case AT_NOTHING:
		break;
	}
}

static void offer_both(const struct ui *ui, struct candidates *c,
		       const struct place *p, struct span typed)
{
	struct offers o = { .ui = ui, .c = c, .want = STR_INIT,
			    .have = STR_INIT };

	if (typed.len && typed.p[0] == '"')
		typed = span_from(typed, 1);
	text_fold(&o.want, typed);
	offer_at(&o, p);
	c->n_first = c->n;
	o.within = true;
	if (o.want.len)
		offer_at(&o, p);
	str_release(&o.want);
	str_release(&o.have);
}

/* Where the last of several tags begins.  */
static size_t last_tag(struct span before)
{
	size_t start = before.len;

	while (start && before.p[start - 1] != ',')
		start--;
	while (start < before.len &&
	       (before.p[start] == ' ' || before.p[start] == '-'))
		start++;
	return start;
}

void complete_command(void *arg, struct span before, struct candidates *c)
{
	struct place p = place_of(before);

	c->start = p.start;
	if (p.what == AT_FILE)
		offer_files(c, span_from(before, p.start));
	if (p.what == AT_TAG)
		c->start += last_tag(span_from(before, p.start));
	offer_both(arg, c, &p, span_from(before, c->start));
}

void complete_tags(void *arg, struct span before, struct candidates *c)
{
	struct place p = { .what = AT_TAG };

	c->start = last_tag(before);
	offer_both(arg, c, &p, span_from(before, c->start));
}

void complete_folder(void *arg, struct span before, struct candidates *c)
{
	struct place p = { .what = AT_FOLDER };

	c->start = 0;
	offer_both(arg, c, &p, before);
}

void complete_query(void *arg, struct span before, struct candidates *c)
{
	struct place p = place_in_query(before, 0);

	c->start = p.start;
	offer_both(arg, c, &p, span_from(before, c->start));
}

static struct span up_to(struct span s, char end)
{
	const char *p = s.len ? memchr(s.p, end, s.len) : NULL;

	return p ? (struct span){ s.p, (size_t)(p - s.p) } : s;
}

/* What else the page named that was subscribed to last.  */
void complete_address(void *arg, struct span before, struct candidates *c)
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
void complete_path(void *arg, struct span before, struct candidates *c)
{
	(void)arg;
	c->start = 0;
	offer_files(c, before);
}

