/* offers.c - what there is of each kind; see offers.h */
#include "config.h"

#include "ui/offers.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

/* `shown` is what is compared, NULL: the word itself.  */
static void offer_as(struct offers *o, const char *word, const char *shown,
		     const char *note)
{
	bool starts;

	if (o->c->n >= OFFERS_MOST)
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
void offer_words(struct offers *o, const char *words, const char *sep,
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

/* --- what there is ----------------------------------------------------------- */

void offer_actions(struct offers *o)
{
	for (int i = 0; i < N_ACTIONS; i++)
		offer(o, actions[i].name, actions[i].doc);
}

void offer_settings(struct offers *o)
{
	const struct settings *s = &app_config(o->ui->app)->settings;

	for (int i = 0; i < N_SETTINGS; i++)
		offer(o, setting_infos[i].name,
		      settings_text(s, (enum setting)i));
	offer(o, "all", "show all settings");
}

/* What can be edited of a feed.  */
void offer_of_feed(struct offers *o)
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

void offer_themes(struct offers *o)
{
	theme_each(offer_theme, o);
}

void offer_roles(struct offers *o)
{
	for (int i = 0; i < N_THEME_ROLES; i++)
		offer(o, theme_roles[i].name, theme_roles[i].doc);
}

/* The values of a setting: of a number or a text that which it has.  */
void offer_values(struct offers *o, struct span name)
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
		offer_themes(o);
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

void offer_keys(struct offers *o)
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
void offer_folders(struct offers *o, bool query)
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

void offer_tags(struct offers *o, bool query)
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

void offer_field_values(struct offers *o, const struct query_field *f)
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
		offer_words(o, "today yesterday this-week last-week this-month"
			    " last-month this-year last-year", " ", "");
	else if (f->values[0] >= 'a' && f->values[0] <= 'z')
		offer_words(o, f->values, ", ", "");
}

void offer_fields(struct offers *o)
{
	char word[64];

	for (size_t i = 0; i < query_n_fields; i++) {
		snprintf(word, sizeof(word), "%s:", query_fields[i].name);
		offer(o, word, query_fields[i].doc);
	}
	offer_words(o, "is:unread is:starred has:enclosure newer:1d", " ", "");
}
