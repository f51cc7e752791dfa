/* scroll.c - see scroll.h */
#include "config.h"

#include "ui/scroll.h"

static size_t forward(size_t at, size_t by, size_t last)
{
	return by > last - MIN(at, last) ? last : at + by;
}

static size_t backward(size_t at, size_t by)
{
	return by > at ? 0 : at - by;
}

void scroll_move(struct scroll *s, enum move how, int count)
{
	size_t last = s->n ? s->n - 1 : 0, times = (size_t)MAX(count, 1);
	size_t page = (size_t)MAX(s->height - 1, 1);
	size_t half = (size_t)MAX(s->height / 2, 1);

	switch (how) {
	case MOVE_DOWN:
		s->cursor = forward(s->cursor, times, last);
		break;
	case MOVE_UP:
		s->cursor = backward(s->cursor, times);
		break;
	case MOVE_PAGE_DOWN:
		s->top = forward(s->top, page * times, last);
		s->cursor = forward(s->cursor, page * times, last);
		break;
	case MOVE_PAGE_UP:
		s->top = backward(s->top, page * times);
		s->cursor = backward(s->cursor, page * times);
		break;
	case MOVE_HALF_DOWN:
		s->top = forward(s->top, half * times, last);
		s->cursor = forward(s->cursor, half * times, last);
		break;
	case MOVE_HALF_UP:
		s->top = backward(s->top, half * times);
		s->cursor = backward(s->cursor, half * times);
		break;
	case MOVE_FIRST:
		s->cursor = count > 0 ? MIN(times - 1, last) : 0;
		break;
	case MOVE_LAST:
		s->cursor = count > 0 ? MIN(times - 1, last) : last;
		break;
	}
}

void scroll_fit(struct scroll *s, size_t n, int height)
{
	size_t h = (size_t)MAX(height, 1);
	size_t margin = MIN((h - 1) / 4, 2);

	s->n = n;
	s->height = (int)h;
	if (s->cursor >= n)
		s->cursor = n ? n - 1 : 0;
	if (s->cursor < s->top + margin)
		s->top = backward(s->cursor, margin);
	if (s->cursor + margin + 1 > s->top + h)
		s->top = s->cursor + margin + 1 - h;
	/* No empty rows below the last one while there are rows above.  */
	if (s->top + h > n)
		s->top = n > h ? n - h : 0;
}

size_t scroll_text(size_t top, size_t n, int height, enum move how, int count)
{
	size_t h = (size_t)MAX(height, 1), last = n > h ? n - h : 0;
	size_t times = (size_t)MAX(count, 1);
	/* Two lines of the page before help the eye to go on.  */
	size_t page = h > 4 ? h - 2 : h > 1 ? h - 1 : 1;

	switch (how) {
	case MOVE_DOWN:
		return forward(top, times, last);
	case MOVE_UP:
		return MIN(backward(top, times), last);
	case MOVE_PAGE_DOWN:
		return forward(top, page * times, last);
	case MOVE_PAGE_UP:
		return MIN(backward(top, page * times), last);
	case MOVE_HALF_DOWN:
		return forward(top, MAX(h / 2, 1) * times, last);
	case MOVE_HALF_UP:
		return MIN(backward(top, MAX(h / 2, 1) * times), last);
	case MOVE_FIRST:
		return count > 0 ? MIN(times - 1, last) : 0;
	case MOVE_LAST:
		return count > 0 ? MIN(times - 1, last) : last;
	}
	return top;
}
