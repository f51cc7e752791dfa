/* search_line.c - the line of a search: what Tab offers in it, and whether what
 * cannot be read yet may become right; see search_pane.h */
#include "config.h"

#include "ui/complete.h"
#include "ui/search_pane.h"
#include "ui/state.h"

void search_line_begin(struct search_pane *p, const char *text)
{
	p->prompt.history = &p->pane.ui->searches;
	p->prompt.complete = complete_query;
	p->prompt.arg = p->pane.ui;
	prompt_set(&p->prompt, text);
}

/* Whether words for what stands before the cursor begin as that does; *ret_any:
 * or have it within.  */
static bool has_words(struct search_pane *p, struct span before,
		      bool *ret_any, size_t *ret_start)
{
	struct candidates c = { 0 };
	bool ret;

	complete_query(p->pane.ui, before, &c);
	ret = c.n_first > 0;
	*ret_any = c.n > 0;
	*ret_start = c.start;
	candidates_release(&c);
	return ret;
}

static bool is_after_colon(struct span s, size_t at)
{
	return at && at <= s.len && s.p[at - 1] == ':';
}

/* Values of a field, or fields whose names begin as the last word does.  */
static bool can_complete(struct search_pane *p)
{
	struct span before = { p->prompt.text.s, p->prompt.cursor };
	bool any, first;
	size_t start;

	if (p->prompt.candidates.arena)
		return true;
	first = has_words(p, before, &any, &start);
	if (is_after_colon(before, start))
		return any;
	return first && start < before.len;
}

bool search_line_tab(struct search_pane *p, struct key k)
{
	if (!can_complete(p))
		search_turn_order(p, !p->by_rank);
	else if (prompt_key(&p->prompt, k) == PROMPT_CHANGED)
		search_pane_run(p);
	p->pane.ui->line_dirty = true;
	return true;
}

/* Part of "2026-01-15" or "90m".  */
static bool is_of_date(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789-", s.p[i]))
			return false;
	return s.len > 0;
}

bool search_may_go_on(struct search_pane *p, const char *typed)
{
	struct span all = span_of(typed);
	bool any, first;
	size_t start;

	if (p->qerr.offset >= all.len || strstr(p->qerr.text, "does not end"))
		return true;
	/* What stands before the last word stays wrong.  */
	if (p->prompt.cursor < all.len ||
	    memchr(typed + p->qerr.offset, ' ', all.len - p->qerr.offset))
		return false;
	first = has_words(p, all, &any, &start);
	return first || (is_after_colon(all, start) &&
			 is_of_date(span_from(all, start)));
}
