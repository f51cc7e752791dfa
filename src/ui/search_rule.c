/* search_rule.c - a rule that is looked at before it is kept; see
 * search_pane.h
 *
 *	hide title:lottery                           37 found ▁▂▁▅█▂
 *	Enter: hide these, and what comes · Tab: read · Esc: leave
 */
#include "config.h"

#include "base/text.h"
#include "ui/linear.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* What it may do, and the words for that.  */
static const char *const rules[][2] = {
	{ "hide", "hide these, and what comes" },
	{ "read", "mark these read, and what comes" },
	{ "star", "star these, and what comes" },
	{ "notify", "be told of what comes" },
};

static size_t index_of(const char *rule)
{
	size_t i = 0;

	while (i + 1 < ARRAY_LEN(rules) && strcmp(rules[i][0], rule) != 0)
		i++;
	return i;
}

static const char *next_of(const char *rule)
{
	return rules[(index_of(rule) + 1) % ARRAY_LEN(rules)][0];
}

void search_pane_rule(struct search_pane *p, const char *query)
{
	search_pane_type(p, query);
	p->rule = rules[0][0];
	search_pane_run(p);
}

static void keep(struct search_pane *p)
{
	struct str words = STR_INIT;

	if (p->wrong || p->unfinished) {
		p->wrong = p->loud = true;
		p->unfinished = false;
		return;
	}
	if (!p->query)
		return;
	str_addf(&words, "%s %s", p->rule, p->prompt.text.s);
	p->rule = NULL;
	ui_leave_search(p->pane.ui);
	ui_add_rule(p->pane.ui, words.s);
	str_release(&words);
}

bool search_rule_key(struct search_pane *p, struct key k)
{
	if (k.code == KEYS_TAB) {
		p->rule = next_of(p->rule);
	} else if (k.code == KEYS_ENTER) {
		keep(p);
	} else if (k.code == KEYS_ESC) {
		p->rule = NULL;
		ui_leave_search(p->pane.ui);
	} else {
		return false;
	}
	p->pane.ui->line_dirty = true;
	return true;
}

int search_query_column(const struct search_pane *p)
{
	return 2 + (p->rule ? text_width(span_of(p->rule)) : 1);
}

void search_rule_draw(const struct search_pane *p, const struct area *a)
{
	struct str s = STR_INIT;

	str_addf(&s, p->pane.ui->linear ?
		 "Enter: %s, Tab: %s, Esc: leave" :
		 "Enter: %s · Tab: %s · Esc: leave",
		 rules[index_of(p->rule)][1], next_of(p->rule));
	area_cut(a, 1, 1, a->width - 2, str_span(&s),
		 theme_style(THEME_FAINT));
	str_release(&s);
}
