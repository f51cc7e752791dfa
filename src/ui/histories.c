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

/* "https://user:password@host", or a token in their place, somewhere in it.  */
static bool has_secret(const char *line)
{
	const char *p = line;

	while ((p = strstr(p, "://"))) {
		size_t n = strcspn(p += 3, "/?# ");

		if (memchr(p, '@', n))
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
		h->added = false;
		free(value);
	}
}

static bool has_line(const struct history *h, const char *line)
{
	for (size_t i = 0; i < h->n; i++)
		if (!strcmp(h->lines[i], line))
			return true;
	return false;
}

/* What another coranto has added since ours was read goes before ours.  */
static void add_others(struct str *out, const struct history *h, char *was)
{
	char *line;

	while ((line = strsep(&was, "\n")))
		if (*line && !has_line(h, line))
			str_addf(out, "%s\n", line);
}

/* The last lines of at most MOST_BYTES.  */
static const char *newest(const struct str *all)
{
	const char *from;

	if (all->len <= MOST_BYTES)
		return all->len ? all->s : "";
	from = strchr(all->s + all->len - MOST_BYTES, '\n');
	return from ? from + 1 : "";
}

static void keep_one(struct ui *ui, const struct kind *k)
{
	struct history *h = history_of(ui, k);
	struct str s = STR_INIT;
	char *was = NULL;

	h->added = false;
	if (store_get_value(app_store(ui->app), k->name, &was, NULL) == 0 &&
	    was)
		add_others(&s, h, was);
	for (size_t i = 0; i < h->n; i++)
		if (!has_secret(h->lines[i]))
			str_addf(&s, "%s\n", h->lines[i]);
	app_set_value(ui->app, k->name, newest(&s));
	free(was);
	str_release(&s);
}

void histories_keep(struct ui *ui)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (history_of(ui, &kinds[i])->added)
			keep_one(ui, &kinds[i]);
}

void histories_release(struct ui *ui)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		history_release(history_of(ui, &kinds[i]));
}
