/* mouse.c - see mouse.h */
#include "config.h"

#include "ui/mouse.h"

#include "base/date.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

#define WHEEL_ROWS 3
#define DOUBLE_MS 400

/* --- reports ---------------------------------------------------------------- */

/* Bits of the button in a report.  */
enum { BUTTON_SHIFT = 4, BUTTON_ALT = 8, BUTTON_CTRL = 16, BUTTON_MOTION = 32,
       BUTTON_WHEEL = 64, BUTTON_OTHER = 128 };

static bool take_number(struct span *s, int *ret)
{
	size_t n = 0;

	for (*ret = 0; n < s->len && n < 5 && s->p[n] >= '0' &&
	     s->p[n] <= '9'; n++)
		*ret = *ret * 10 + s->p[n] - '0';
	*s = span_from(*s, n);
	return n > 0;
}

static bool take_char(struct span *s, char c)
{
	bool is = s->len && *s->p == c;

	*s = span_from(*s, is);
	return is;
}

bool mouse_parse(struct span s, struct mouse *ret)
{
	int code, x, y, button;

	if (!take_number(&s, &code) || !take_char(&s, ';') ||
	    !take_number(&s, &x) || !take_char(&s, ';') ||
	    !take_number(&s, &y) || s.len != 1 || !x || !y ||
	    (*s.p != 'M' && *s.p != 'm') || (code & BUTTON_OTHER))
		return false;
	button = code & 3;
	*ret = (struct mouse){ .x = x - 1, .y = y - 1 };
	if (code & BUTTON_WHEEL) {
		if (button > 1)
			return false;	/* to the sides */
		ret->what = button ? MOUSE_WHEEL_DOWN : MOUSE_WHEEL_UP;
	} else if (button == 3) {
		return false;		/* moved with no button down */
	} else {
		ret->what = *s.p == 'm' ? MOUSE_RELEASE :
			    code & BUTTON_MOTION ? MOUSE_DRAG : MOUSE_PRESS;
		ret->button = button;
	}
	return true;
}

/* --- what is meant ----------------------------------------------------------- */

static struct pane *pane_below(const struct ui *ui, const struct mouse *m)
{
	for (size_t i = 0; i < ui->n_seen; i++) {
		const struct area *a = &ui->seen[i]->area;

		if (m->x >= a->x && m->x < a->x + a->width && m->y >= a->y &&
		    m->y < a->y + a->height)
			return ui->seen[i];
	}
	return NULL;
}

static void focus_pane(struct ui *ui, const struct pane *p)
{
	enum focus f = p == &ui->feeds->pane ? FOCUS_FEEDS :
		       p == &ui->article->pane ? FOCUS_ARTICLE : FOCUS_LIST;

	if (p != ui->over && f != ui->focus)
		ui_focus(ui, f);
}

static bool is_second(struct ui *ui, const struct mouse *m)
{
	int64_t now = date_monotonic_ms();
	bool second = m->twice || (m->x == ui->clicked_x &&
				   m->y == ui->clicked_y &&
				   now - ui->clicked_ms < DOUBLE_MS);

	ui->clicked_x = m->x;
	ui->clicked_y = m->y;
	/* A third one is a first one again.  */
	ui->clicked_ms = second ? 0 : now;
	return second;
}

static void act_by_name(struct ui *ui, enum action action)
{
	struct call call = { action, 0, "" };

	act(ui, &call);
}

static void click(struct ui *ui, const struct mouse *m)
{
	struct pane *p = pane_below(ui, m);
	bool second = is_second(ui, m);
	int x, y;

	ui->dragged = p ? SPLIT_NONE : screen_split_at(ui, m->x, m->y);
	if (!p) {
		if (m->y == 0)
			act_by_name(ui, ACTION_BACK);
		return;
	}
	focus_pane(ui, p);
	x = m->x - p->area.x;
	y = m->y - p->area.y;
	p->dirty = true;
	if (p->ops->click && p->ops->click(p, x, y))
		ui->clicked_ms = 0;
	else if (p->ops->select && p->ops->select(p, x, y) && second)
		act_by_name(ui, ACTION_OPEN);
}

static void wheel(struct ui *ui, const struct mouse *m)
{
	struct pane *p = pane_below(ui, m);

	if (!p || !p->ops->move)
		return;
	p->ops->move(p, m->what == MOUSE_WHEEL_UP ? MOVE_SCROLL_UP :
		     MOVE_SCROLL_DOWN, WHEEL_ROWS);
	p->dirty = true;
}

void mouse_take(struct ui *ui, const struct mouse *m)
{
	/* What it points at has gone, and what comes is not drawn yet.  */
	if (!ui->n_seen)
		return;
	ui->line_dirty = true;
	if (m->what == MOUSE_WHEEL_UP || m->what == MOUSE_WHEEL_DOWN) {
		wheel(ui, m);
		return;
	}
	if (m->what == MOUSE_DRAG && ui->dragged != SPLIT_NONE)
		screen_drag_split(ui, ui->dragged, m->x, m->y);
	if (m->what == MOUSE_RELEASE)
		ui->dragged = SPLIT_NONE;
	/* While a line is typed the pointer leaves it alone.  */
	if (m->what != MOUSE_PRESS || ui->asking != ASK_NOTHING)
		return;
	ui->message_new = false;
	if (m->button == 0)
		click(ui, m);
	else if (m->button == 2)
		act_by_name(ui, ACTION_BACK);
	if (!ui->message_new)
		str_clear(&ui->message);
}
