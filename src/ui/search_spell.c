/* search_spell.c - see search_spell.h */
#include "config.h"

#include "ui/search_pane.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/bidi.h"
#include "ui/state.h"

#define FEW 10

static void forget(struct search_spell *s)
{
	store_spellings_free(s->found);
	s->found = NULL;
	free(s->own);
	s->own = NULL;
	s->at = 0;
}

void search_spell_release(struct search_spell *s)
{
	forget(s);
}

/* The query that one of them made, or its own.  */
static const char *query_at(const struct search_spell *s, size_t at)
{
	return at ? s->found->items[at - 1].query : s->own;
}

static bool is_current(const struct search_pane *p)
{
	const struct search_spell *s = &p->spell;

	return s->found && p->query && !strcmp(p->query, query_at(s, s->at));
}

static bool is_short(const struct search_pane *p)
{
	return p->query && !p->rule && p->list.complete && p->list.n < FEW;
}

static void ask(struct search_pane *p)
{
	struct search_spell *s = &p->spell;

	if (is_current(p) || s->asked == p->list.generation)
		return;
	forget(s);
	s->asked = p->list.generation;
	s->own = xstrdup(p->query);
	app_spellings(p->pane.ui->app, p->query, s->asked);
}

void search_spell_take(struct search_pane *p, struct app_event *event)
{
	struct search_spell *s = &p->spell;

	if (event->ticket != s->asked || s->found || !event->spellings)
		return;
	s->found = event->spellings;
	event->spellings = NULL;
	p->pane.dirty = true;
}

void search_spell_turn(struct search_pane *p)
{
	struct search_spell *s = &p->spell;

	if (!is_current(p) || !s->found->n) {
		ui_say(p->pane.ui, "No other spelling is near");
		return;
	}
	s->at = (s->at + 1) % (s->found->n + 1);
	prompt_set(&p->prompt, query_at(s, s->at));
	search_pane_run(p);
}

/* "Did you mean zelensky (1,204), zelenski (12)?" */
static void add_words(const struct search_spell *s, struct str *out)
{
	str_add(out, "Did you mean ");
	for (size_t i = 0; i < s->found->n; i++) {
		if (i)
			str_add(out, ", ");
		text_safe(out, span_of(s->found->items[i].word), TEXT_LINE);
		str_add(out, " (");
		status_number(out, s->found->items[i].articles);
		str_addc(out, ')');
	}
	str_addc(out, '?');
}

void search_spell_draw(struct search_pane *p, const struct area *body)
{
	struct search_spell *s = &p->spell;
	int y = MAX((int)p->list.n, 1) * SEARCH_ROW_HEIGHT, x;
	struct str words = STR_INIT, key = STR_INIT;

	s->y = 0;
	if (!is_short(p))
		return;
	ask(p);
	if (!is_current(p) || !s->found->n || s->at || body->height < 2)
		return;
	y = MIN(y, body->height - 1);
	add_words(s, &words);
	x = bidi_cut(body, 3, y, body->width - 4, str_span(&words),
		     theme_style(THEME_HINT));
	area_fill(body, 0, y, 3, 1, theme_style(THEME_TEXT));
	if (keymap_label(p->pane.ui->keymap, 'S', ACTION_SEARCH_RESPELL, &key))
		area_cut(body, 3 + x + 1, y, body->width - x - 5,
			 str_span(&key), theme_style(THEME_KEY));
	s->y = y + body->y - p->pane.area.y;
	str_release(&key);
	str_release(&words);
}

void action_search_respell(struct ui *ui, const struct call *call)
{
	(void)call;
	search_spell_turn(ui->search);
}
