/* histories.c - what was typed into the prompts, between starts */
#include "config.h"

#include "base/mem.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define MOST_BYTES 16384	/* kept of each */

struct kind {
	const char *name;
	size_t offset;
};

#define KIND(name, member) { "ui.history." name, offsetof(struct ui, member) }
static const struct kind kinds[] = {
	KIND("commands", commands), KIND("searches", searches),
	KIND("addresses", addresses), KIND("finds", finds),
	KIND("pipes", pipes), KIND("files", files), KIND("tags", tags),
	KIND("filters", filters), KIND("names", names),
	KIND("palette", palette),
};

static struct history *history_of(struct ui *ui, const struct kind *k)
{
	return (struct history *)((char *)ui + k->offset);
}

/* "https://user:password@host" somewhere in it.  */
static bool has_secret(const char *line)
{
	const char *p = line;

	while ((p = strstr(p, "://"))) {
		size_t n = strcspn(p += 3, "/?# ");
		const char *at = memchr(p, '@', n);

		if (at && memchr(p, ':', (size_t)(at - p)))
			return true;
	}
	return false;
}

void histories_recall(struct ui *ui)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		struct history *h = history_of(ui, &kinds[i]);
		char *value = NULL, *rest, *line;

		if (store_get_value(app_store(ui->app), kinds[i].name, &value,
				    NULL) < 0 || !value)
			continue;
		rest = value;
		while ((line = strsep(&rest, "\n")))
			history_add(h, line);
		free(value);
	}
}

static void keep_one(struct ui *ui, const struct kind *k)
{
	const struct history *h = history_of(ui, k);
	struct str s = STR_INIT;
	char *was = NULL;
	size_t from = h->n, bytes = 0;

	while (from && bytes + strlen(h->lines[from - 1]) < MOST_BYTES)
		bytes += strlen(h->lines[--from]) + 1;
	for (size_t i = from; i < h->n; i++)
		if (!has_secret(h->lines[i]))
			str_addf(&s, "%s\n", h->lines[i]);
	if (store_get_value(app_store(ui->app), k->name, &was, NULL) == 0 &&
	    strcmp(was ? was : "", s.len ? s.s : ""))
		app_set_value(ui->app, k->name, s.s);
	free(was);
	str_release(&s);
}

void histories_keep(struct ui *ui)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		keep_one(ui, &kinds[i]);
}

void histories_release(struct ui *ui)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		history_release(history_of(ui, &kinds[i]));
}
