/* vt.c - see vt.h */
#include "config.h"

#include "vt.h"

#include <wchar.h>

#include "base/mem.h"
#include "base/text.h"

struct vt_cell *vt_at(struct vt *t, int x, int y)
{
	return &t->cells[y * t->width + x];
}

static void style_now(const struct vt *t, char style[24])
{
	size_t n = 0;

	for (int i = 1; i < 10; i++)
		if (t->attr[i])
			style[n++] = (char)('0' + i);
	style[n] = '\0';
	if (t->colour)
		snprintf(style + n, 24 - n, ";%d", t->colour);
}

static void set_cell(struct vt *t, int x, int y, const char *text)
{
	struct vt_cell *c = vt_at(t, x, y);

	free(c->link);
	snprintf(c->text, sizeof(c->text), "%s", text);
	style_now(t, c->style);
	c->link = t->link && *text ? xstrdup(t->link) : NULL;
}

static void blank(struct vt *t, int from, int to)
{
	for (int i = from; i < to; i++) {
		struct vt_cell *c = &t->cells[i];

		free(c->link);
		*c = (struct vt_cell){ .text = " " };
	}
}

/* No half of a wide character stays at the ends.  */
static void erase(struct vt *t, int from, int to)
{
	if (from < to && from % t->width && !t->cells[from].text[0])
		from--;
	if (from < to && to % t->width && !t->cells[to].text[0])
		to++;
	blank(t, from, to);
}

void vt_init(struct vt *t, int width, int height)
{
	*t = (struct vt){ 0 };
	str_init(&t->held);
	str_init(&t->odd);
	vt_resize(t, width, height);
}

static void free_cells(struct vt *t)
{
	for (int i = 0; t->cells && i < t->width * t->height; i++)
		free(t->cells[i].link);
	free(t->cells);
}

void vt_resize(struct vt *t, int width, int height)
{
	free_cells(t);
	t->width = width;
	t->height = height;
	t->x = t->y = t->top = 0;
	t->bottom = height - 1;
	t->cells = xcalloc((size_t)width * (size_t)height, sizeof(*t->cells));
	blank(t, 0, width * height);
}

void vt_release(struct vt *t)
{
	free_cells(t);
	free(t->link);
	str_release(&t->held);
	str_release(&t->odd);
}

/* -- characters ------------------------------------------------------------ */

/* Rows from `top` on go up by `by`, or down; links go with them.  */
static void scroll(struct vt *t, int top, int by)
{
	int n = t->bottom + 1 - top, w = t->width;
	struct vt_cell *c = &t->cells[top * w];
	size_t kept;

	by = MIN(MAX(by, -n), n);
	kept = (size_t)((n - abs(by)) * w) * sizeof(*c);
	if (by > 0) {
		erase(t, top * w, (top + by) * w);
		memmove(c, c + by * w, kept);
		memset(c + (n - by) * w, 0, (size_t)(by * w) * sizeof(*c));
		blank(t, (t->bottom + 1 - by) * w, (t->bottom + 1) * w);
	} else if (by < 0) {
		by = -by;
		erase(t, (t->bottom + 1 - by) * w, (t->bottom + 1) * w);
		memmove(c + by * w, c, kept);
		memset(c, 0, (size_t)(by * w) * sizeof(*c));
		blank(t, top * w, (top + by) * w);
	}
}

static void line_feed(struct vt *t)
{
	if (t->y == t->bottom)
		scroll(t, t->top, 1);
	else if (t->y + 1 < t->height)
		t->y++;
}

static void put_mark(struct vt *t, const char *text)
{
	int x = t->wraps ? t->x : MAX(t->x - 1, 0);
	struct vt_cell *c = vt_at(t, x, t->y);
	size_t n;

	if (!c->text[0] && x > 0)
		c--;
	n = strlen(c->text);
	snprintf(c->text + n, sizeof(c->text) - n, "%s", text);
}

static void put_char(struct vt *t, uint32_t c, const char *text)
{
	int w = wcwidth((wchar_t)c);

	if (w < 1) {
		put_mark(t, text);
		return;
	}
	if (t->wraps || t->x + w > t->width) {
		t->x = 0;
		line_feed(t);
	}
	t->wraps = false;
	/* No half of a wide one stays.  */
	if (!vt_at(t, t->x, t->y)->text[0] && t->x > 0)
		set_cell(t, t->x - 1, t->y, " ");
	if (t->x + w < t->width && !vt_at(t, t->x + w, t->y)->text[0])
		set_cell(t, t->x + w, t->y, " ");
	set_cell(t, t->x, t->y, text);
	if (w == 2)
		set_cell(t, t->x + 1, t->y, "");
	if (t->x + w == t->width) {
		t->x = t->width - 1;
		t->wraps = true;
	} else {
		t->x += w;
	}
}

static bool control(struct vt *t, char c)
{
	if (c == '\r')
		t->x = 0;
	else if (c == '\n')
		line_feed(t);
	else if (c == '\b')
		t->x = MAX(t->x - 1, 0);
	else if (c == '\t')
		t->x = MIN((t->x / 8 + 1) * 8, t->width - 1);
	else if (c == '\017')
		return true;
	else
		return false;
	t->wraps = false;
	return true;
}

/* -- sequences --------------------------------------------------------------- */

static void sgr(struct vt *t, const int *arg, int n)
{
	for (int i = 0; i < n; i++) {
		int a = arg[i];

		if (a == 0) {
			memset(t->attr, 0, sizeof(t->attr));
			t->colour = 0;
		} else if (a < 10) {
			t->attr[a] = true;
		} else if (a == 22) {
			t->attr[1] = t->attr[2] = false;
		} else if (a > 22 && a < 30) {
			t->attr[a - 20] = false;
		} else if (a >= 30 && a <= 37) {
			t->colour = a;
		} else if (a == 39) {
			t->colour = 0;
		} else if (a != 49) {
			str_addf(&t->odd, "SGR %d ", a);
		}
	}
}

static void erase_line(struct vt *t, int how)
{
	int row = t->y * t->width;

	erase(t, row + (how ? 0 : t->x),
	      row + (how == 1 ? t->x + 1 : t->width));
}

static void erase_display(struct vt *t, int how)
{
	int at = t->y * t->width + t->x;

	erase(t, how ? 0 : at, how == 1 ? at + 1 : t->width * t->height);
}

/* Characters from the cursor on move to the right, or to the left; their links
 * go with them.  */
static void shift(struct vt *t, int by)
{
	int n = t->width - t->x, row = t->y * t->width;
	struct vt_cell *c = &t->cells[row + t->x];

	if (by > 0) {
		by = MIN(by, n);
		erase(t, row + t->width - by, row + t->width);
		memmove(c + by, c, (size_t)(n - by) * sizeof(*c));
		memset(c, 0, (size_t)by * sizeof(*c));
		blank(t, row + t->x, row + t->x + by);
		return;
	}
	by = MIN(-by, n);
	erase(t, row + t->x, row + t->x + by);
	memmove(c, c + by, (size_t)(n - by) * sizeof(*c));
	memset(c + n - by, 0, (size_t)by * sizeof(*c));
	blank(t, row + t->width - by, row + t->width);
}

static void csi(struct vt *t, const int *arg, int n, char end)
{
	int a = MAX(arg[0], 1), row = t->y * t->width;
	struct vt_cell last;

	switch (end) {
	case 'm':
		sgr(t, arg, n);
		return;
	case 'H':
		t->y = MIN(a, t->height) - 1;
		t->x = MIN(n > 1 ? MAX(arg[1], 1) : 1, t->width) - 1;
		break;
	case 'A': t->y = MAX(t->y - a, 0); break;
	case 'B': t->y = MIN(t->y + a, t->height - 1); break;
	case 'C': t->x = MIN(t->x + a, t->width - 1); break;
	case 'D': t->x = MAX(t->x - a, 0); break;
	case 'G': t->x = MIN(a, t->width) - 1; break;
	case 'd': t->y = MIN(a, t->height) - 1; break;
	case 'Z': t->x = (t->x - 1) / 8 * 8; break;
	case 'J': erase_display(t, arg[0]); return;
	case 'K': erase_line(t, arg[0]); return;
	case 'X': erase(t, row + t->x, row + MIN(t->x + a, t->width)); return;
	case 'b':
		last = *vt_at(t, t->wraps ? t->x : t->x - 1, t->y);
		for (int i = 0; i < a; i++)
			put_char(t, (unsigned char)last.text[0], last.text);
		return;
	case '@': shift(t, a); return;
	case 'P': shift(t, -a); return;
	case 'S': scroll(t, t->top, a); return;
	case 'T': scroll(t, t->top, -a); return;
	case 'M': scroll(t, t->y, a); return;
	case 'L': scroll(t, t->y, -a); return;
	case 'r':
		t->top = a - 1;
		t->bottom = n > 1 && arg[1] ? arg[1] - 1 : t->height - 1;
		t->x = t->y = 0;
		break;
	case 'l': case 'h': case 't':
		return;
	default:
		str_addf(&t->odd, "CSI %c ", end);
		return;
	}
	t->wraps = false;
}

/* The bytes of a whole CSI sequence at the start of s; 0: more to come.  */
static size_t do_csi(struct vt *t, struct span s)
{
	int arg[16] = { 0 }, n = 0;
	size_t i = 2;
	bool private = false;

	for (; i < s.len; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			arg[n] = arg[n] * 10 + (c - '0');
		else if (c == ';')
			n = MIN(n + 1, 15);
		else if (c >= '<' && c <= '?')
			private = true;
		else if (c < ' ' || c > '~')
			return str_add(&t->odd, "control in CSI "), i;
		else if (c >= '@') {
			if (!private)
				csi(t, arg, n + 1, c);
			return i + 1;
		}
	}
	return 0;
}

static void hyperlink(struct vt *t, struct span s)
{
	const char *semicolon = memchr(s.p, ';', s.len);

	free(t->link);
	t->link = NULL;
	if (!semicolon) {
		str_add(&t->odd, "OSC 8 without ; ");
		return;
	}
	s = span_from(s, (size_t)(semicolon - s.p) + 1);
	if (s.len)
		t->link = span_dup(s);
}

static size_t do_osc(struct vt *t, struct span s)
{
	for (size_t i = 2; i < s.len; i++) {
		struct span body = { s.p + 2, i - 2 };

		if (s.p[i] == '\033') {
			if (i + 1 == s.len)
				return 0;
			if (s.p[i + 1] != '\\')
				str_add(&t->odd, "ESC in OSC ");
			if (span_starts(body, "8;"))
				hyperlink(t, span_from(body, 2));
			else if (span_starts(body, "777"))
				t->marks++;
			else if (!span_starts(body, "2;") &&
				 !span_eq(body, SPAN("11;?")))
				str_add(&t->odd, "OSC ");
			return i + 2;
		}
		if (s.p[i] < ' ' || s.p[i] > '~') {
			str_add(&t->odd, "not ASCII in OSC ");
			return i + 1;
		}
	}
	return 0;
}

static size_t do_escape(struct vt *t, struct span s)
{
	if (s.len < 2)
		return 0;
	switch (s.p[1]) {
	case '[': return do_csi(t, s);
	case ']': return do_osc(t, s);
	case '(': case ')': return s.len < 3 ? 0 : 3;
	case '7':
		t->saved_x = t->x;
		t->saved_y = t->y;
		return 2;
	case '8':
		t->x = t->saved_x;
		t->y = t->saved_y;
		return 2;
	case '=': case '>': return 2;
	case 'M':
		if (t->y == t->top)
			scroll(t, t->top, -1);
		else
			t->y = MAX(t->y - 1, 0);
		t->wraps = false;
		return 2;
	default:
		str_addf(&t->odd, "ESC %c ", s.p[1]);
		return 2;
	}
}

static size_t do_text(struct vt *t, struct span s)
{
	unsigned char first = (unsigned char)s.p[0];
	size_t want = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
	char text[8];
	uint32_t c;

	if (s.len < want)
		return 0;
	if (first < ' ' || first == 0x7f) {
		if (!control(t, (char)first))
			str_addf(&t->odd, "byte %02x ", first);
		return 1;
	}
	want = text_decode(s, &c);
	memcpy(text, s.p, want);
	text[want] = '\0';
	if (c >= 0x80 && c < 0xa0)
		str_add(&t->odd, "C1 ");
	put_char(t, c, text);
	return want;
}

void vt_write(struct vt *t, struct span s)
{
	struct span rest;

	str_adds(&t->held, s);
	rest = str_span(&t->held);
	while (rest.len) {
		size_t n = rest.p[0] == '\033' ? do_escape(t, rest) :
						 do_text(t, rest);

		if (!n)
			break;
		rest = span_from(rest, n);
	}
	memmove(t->held.s, rest.p, rest.len);
	str_truncate(&t->held, rest.len);
}
