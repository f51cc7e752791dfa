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

static size_t margin_of(size_t height)
{
	return MIN((height - 1) / 4, 2);
}

/* Scroll without the cursor, which stays within its margins.  */
static void scroll_by(struct scroll *s, ptrdiff_t by)
{
	size_t h = (size_t)MAX(s->height, 1), margin = margin_of(h);
	size_t last = s->n > h ? s->n - h : 0, from, to;

	s->top = by > 0 ? forward(s->top, (size_t)by, last) :
		 backward(MIN(s->top, last), (size_t)-by);
	from = s->top ? s->top + margin : 0;
	to = s->top + h - 1 - (s->top < last ? margin : 0);
	s->cursor = MIN(MAX(s->cursor, from), MIN(to, s->n ? s->n - 1 : 0));
}

/* The cursor's row at `part` of two halves of what is seen.  */
static void scroll_around(struct scroll *s, int count, size_t part)
{
	size_t h = (size_t)MAX(s->height, 1), margin = margin_of(h);
	size_t last = s->n ? s->n - 1 : 0;

	if (count > 0)
		s->cursor = MIN((size_t)count - 1, last);
	s->top = backward(s->cursor, part == 0 ? margin : part == 1 ?
			  (h - 1) / 2 : h - 1 - margin);
}

static void scroll_seen(struct scroll *s, size_t part, size_t off)
{
	size_t h = (size_t)MAX(s->height, 1), last = s->n ? s->n - 1 : 0;
	size_t end = MIN(s->top + h - 1, last);

	s->cursor = part == 0 ? MIN(s->top + off, end) :
		    part == 1 ? s->top + (end - s->top) / 2 :
		    MAX(backward(end, off), s->top);
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
	case MOVE_SCROLL_DOWN:
		scroll_by(s, (ptrdiff_t)times);
		break;
	case MOVE_SCROLL_UP:
		scroll_by(s, -(ptrdiff_t)times);
		break;
	case MOVE_TO_TOP:
		scroll_around(s, count, 0);
		break;
	case MOVE_TO_MIDDLE:
		scroll_around(s, count, 1);
		break;
	case MOVE_TO_BOTTOM:
		scroll_around(s, count, 2);
		break;
	case MOVE_SEEN_FIRST:
		scroll_seen(s, 0, times - 1);
		break;
	case MOVE_SEEN_MIDDLE:
		scroll_seen(s, 1, 0);
		break;
	case MOVE_SEEN_LAST:
		scroll_seen(s, 2, times - 1);
		break;
	}
}

void scroll_fit(struct scroll *s, size_t n, int height)
{
	size_t h = (size_t)MAX(height, 1);
	size_t margin = margin_of(h);

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
	case MOVE_SCROLL_DOWN:
		return forward(top, times, last);
	case MOVE_UP:
	case MOVE_SCROLL_UP:
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
	case MOVE_TO_TOP:
	case MOVE_TO_MIDDLE:
	case MOVE_TO_BOTTOM:
	case MOVE_SEEN_FIRST:
	case MOVE_SEEN_MIDDLE:
	case MOVE_SEEN_LAST:
		break;
	}
	return top;
}
