/* passed.c - see passed.h */
#include "config.h"

#include "ui/passed.h"

#include "base/mem.h"
#include "ui/state.h"

#define PAUSE_MS 700
#define MOST_ROWS 1000		/* more at once were not looked at */

void passed_release(struct passed *p)
{
	free(p->ids);
	*p = (struct passed){ 0 };
}

void passed_move(struct passed *p, enum move how)
{
	p->moved = true;
	p->jumped = p->jumped || !(how == MOVE_DOWN || how == MOVE_UP ||
		    how == MOVE_PAGE_DOWN || how == MOVE_PAGE_UP ||
		    how == MOVE_HALF_DOWN || how == MOVE_HALF_UP ||
		    how == MOVE_SCROLL_DOWN || how == MOVE_SCROLL_UP);
}

static void add(struct passed *p, const struct list *l, size_t to)
{
	for (size_t i = p->high; i < to && i < l->n; i++) {
		if (!l->ids[i])
			continue;
		p->ids = xgrow(p->ids, p->n, &p->cap, sizeof(*p->ids));
		p->ids[p->n++] = l->ids[i];
	}
	p->since_ms = date_monotonic_ms();
}

void passed_look(struct passed *p, const struct list *l, bool on)
{
	size_t top = l->scroll.top;
	/* Rows that another size of the screen takes away, nobody passed.  */
	bool jumped = p->jumped || (!p->moved && top != p->top);

	p->jumped = p->moved = false;
	p->top = top;
	if (p->generation != l->generation || l->waiting) {
		p->generation = l->waiting ? 0 : l->generation;
		p->high = top;
		return;
	}
	if (!on || jumped)
		p->high = top;
	if (top <= p->high)
		return;
	if (top - p->high <= MOST_ROWS)
		add(p, l, top);
	p->high = top;
}

void passed_mark(struct passed *p, struct ui *ui, bool at_once)
{
	if (!p->n || (!at_once &&
		      date_monotonic_ms() - p->since_ms < PAUSE_MS))
		return;
	ui_mark(ui, (struct pending_mark){
		.mark = STORE_MARK_READ, .on = true, .ids = p->ids, .n = p->n,
	});
	p->n = 0;
}
