/* tags.c - the page of all tags */
#include "config.h"

#include "base/text.h"
#include "ui/act.h"
#include "ui/state.h"
#include "ui/text_pane.h"

#define WIDTH_FOR_UNREAD 44

static void add_number(struct str *s, int64_t n, const char *word, int width)
{
	struct str number = STR_INIT;

	status_number(&number, n);
	str_addf(s, "%*s%s%s", MAX(width - (int)number.len, 0), "", number.s,
		 word);
	str_release(&number);
}

static void add_tag(struct lines *l, int width, const struct store_tag *tag)
{
	struct str name = STR_INIT, cut = STR_INIT, counts = STR_INIT;
	int w;

	add_number(&counts, tag->total, "", 8);
	if (tag->unread && width >= WIDTH_FOR_UNREAD)
		add_number(&counts, tag->unread, " unread", 8);
	else if (width >= WIDTH_FOR_UNREAD)
		str_addf(&counts, "%15s", "");
	w = text_width(str_span(&counts));
	str_addc(&name, '+');
	text_oneline(&name, span_of(tag->name));
	lines_new(l);
	text_cut(&cut, str_span(&name), width - w - 3);
	lines_add(l, 2, str_span(&cut), theme_style(THEME_TAG));
	lines_add(l, width - w, str_span(&counts), theme_style(THEME_FAINT));
	str_release(&name);
	str_release(&cut);
	str_release(&counts);
}

static void make_tags(struct text_pane *p, int width)
{
	struct str s = STR_INIT, key = STR_INIT;
	struct err err = ERR_INIT;
	struct store_tags *tags;

	lines_new(&p->lines);
	lines_new(&p->lines);
	if (store_tags(app_store(p->pane.ui->app), &tags, &err) < 0) {
		lines_wrap(&p->lines, 0, 0, width, span_of(err.text),
			   theme_style(THEME_ERROR));
		return;
	}
	str_addf(&s, "%zu tag%s", tags->n, tags->n == 1 ? "" : "s");
	lines_add(&p->lines, 0, str_span(&s), theme_style(THEME_HEADING));
	lines_new(&p->lines);
	for (size_t i = 0; i < tags->n; i++)
		add_tag(&p->lines, MIN(width, 60), &tags->tags[i]);
	str_clear(&s);
	if (!tags->n && keymap_label(p->pane.ui->keymap, 'L', ACTION_TAG, &key))
		str_addf(&s, "%s in a list or an article gives it tags; the "
			 "search finds them: tag:NAME", key.s);
	else
		str_add(&s, "The search finds them: tag:NAME");
	lines_new(&p->lines);
	lines_new(&p->lines);
	lines_wrap(&p->lines, 0, 0, width, str_span(&s),
		   theme_style(THEME_FAINT));
	store_tags_free(tags);
	str_release(&s);
	str_release(&key);
}

void action_tags(struct ui *ui, const struct call *call)
{
	(void)call;
	ui_cover(ui, &text_pane_new(ui, "Tags", make_tags)->pane);
}
