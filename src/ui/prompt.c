/* prompt.c - see prompt.h */
#include "config.h"

#include "ui/prompt.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/bidi.h"

#define HISTORY_LINES 200

/* --- history ------------------------------------------------------------ */

static void history_drop(struct history *h, size_t i)
{
	free(h->lines[i]);
	memmove(&h->lines[i], &h->lines[i + 1],
		(h->n - i - 1) * sizeof(*h->lines));
	h->n--;
}

void history_add(struct history *h, const char *line)
{
	if (!*line)
		return;
	for (size_t i = 0; i < h->n; i++) {
		if (!strcmp(h->lines[i], line)) {
			history_drop(h, i);
			break;
		}
	}
	if (h->n == HISTORY_LINES)
		history_drop(h, 0);
	h->lines = xgrow(h->lines, h->n, &h->cap, sizeof(*h->lines));
	h->lines[h->n++] = xstrdup(line);
	h->added = true;
}

void history_forget(struct history *h)
{
	if (h->n)
		history_drop(h, 0);
}

void history_release(struct history *h)
{
	while (h->n)
		history_drop(h, h->n - 1);
	free(h->lines);
	*h = (struct history){ 0 };
}

/* The next line of the history, or the last, that begins as what was typed;
 * behind the newest stands that.  */
static enum prompt_result go_back(struct prompt *p, int by)
{
	const struct history *h = p->history;
	size_t to = p->at;

	if (!h)
		return PROMPT_MOVED;
	if (p->at == h->n) {
		str_clear(&p->kept);
		str_adds(&p->kept, str_span(&p->text));
	}
	do {
		if (by < 0 ? !to : to >= h->n)
			return PROMPT_MOVED;
		to += (size_t)by;
	} while (to < h->n && p->kept.len &&
		 !span_starts(span_of(h->lines[to]), p->kept.s));
	p->at = to;
	str_clear(&p->text);
	str_add(&p->text, to == h->n ? p->kept.s : h->lines[to]);
	p->cursor = p->text.len;
	return PROMPT_CHANGED;
}

/* --- completion ---------------------------------------------------------- */

void candidates_release(struct candidates *c)
{
	arena_free(c->arena);
	*c = (struct candidates){ 0 };
}

void candidates_add(struct candidates *c, struct span word, struct span note)
{
	if (!c->arena)
		c->arena = arena_new();
	c->words = arena_grow(c->arena, c->words, c->n, &c->cap,
			      sizeof(*c->words));
	c->words[c->n] = (struct candidate){
		.word = arena_span(c->arena, word),
		.note = arena_span(c->arena, note),
	};
	c->words[c->n].shown = c->words[c->n].word;
	c->n++;
}

static void splice(struct prompt *p, size_t from, size_t to, struct span s)
{
	struct str rest = STR_INIT;

	str_adds(&rest, span_from(str_span(&p->text), to));
	str_truncate(&p->text, from);
	str_adds(&p->text, s);
	p->cursor = p->text.len;
	str_adds(&p->text, str_span(&rest));
	str_release(&rest);
}

/* Bytes of the letters that all candidates begin with.  */
static size_t common_length(const struct candidates *c)
{
	size_t n = c->n_first ? c->n_first : c->n;
	const char *first = c->words[0].word;
	size_t len = strlen(first), k;

	for (size_t i = 1; i < n; i++) {
		for (k = 0; k < len && c->words[i].word[k] == first[k]; k++)
			;
		len = k;
	}
	while (len && ((unsigned char)first[len] & 0xc0) == 0x80)
		len--;
	return len;
}

static enum prompt_result complete(struct prompt *p, int step)
{
	struct candidates *c = &p->candidates;
	size_t typed, common;

	if (!p->complete)
		return PROMPT_NONE;
	if (!c->arena) {
		p->complete(p->arg, (struct span){ p->text.s, p->cursor }, c);
		if (!c->n)
			return PROMPT_MOVED;
		c->chosen = c->n;
		typed = p->cursor - c->start;
		common = common_length(c);
		if (c->n == 1 || common > typed) {
			splice(p, c->start, p->cursor,
			       (struct span){ c->words[0].word, common });
			if (c->n == 1)
				candidates_release(c);
			return PROMPT_CHANGED;
		}
		return PROMPT_MOVED;
	}
	if (c->chosen == c->n)
		c->chosen = step > 0 ? 0 : c->n - 1;
	else
		c->chosen = (c->chosen + c->n + (size_t)step) % c->n;
	splice(p, c->start, p->cursor, span_of(c->words[c->chosen].word));
	return PROMPT_CHANGED;
}

/* --- editing -------------------------------------------------------------- */

void prompt_init(struct prompt *p)
{
	*p = (struct prompt){ 0 };
	p->text = (struct str)STR_INIT_LIMIT(PROMPT_LIMIT);
	str_init(&p->kept);
}

void prompt_release(struct prompt *p)
{
	str_release(&p->text);
	str_release(&p->kept);
	candidates_release(&p->candidates);
}

void prompt_set(struct prompt *p, const char *text)
{
	str_clear(&p->text);
	text_safe(&p->text, span_of(text), TEXT_LINE);
	p->cursor = p->text.len;
	p->at = p->history ? p->history->n : 0;
	candidates_release(&p->candidates);
}

static size_t next_boundary(const struct prompt *p, size_t from)
{
	struct span s = span_from(str_span(&p->text), from);
	struct text_cluster c;

	return s.len ? from + text_next(s, &c) : from;
}

static size_t last_boundary(const struct prompt *p, size_t before)
{
	size_t at = 0, next;

	while ((next = next_boundary(p, at)) < before)
		at = next;
	return before ? at : 0;
}

static size_t word_start(const struct prompt *p)
{
	size_t at = p->cursor;

	while (at && p->text.s[at - 1] == ' ')
		at--;
	while (at && p->text.s[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_result cut(struct prompt *p, size_t from, size_t to)
{
	if (from == to)
		return PROMPT_MOVED;
	splice(p, from, to, (struct span){ 0 });
	return PROMPT_CHANGED;
}

static enum prompt_result go_to(struct prompt *p, size_t to)
{
	p->cursor = to;
	return PROMPT_MOVED;
}

static enum prompt_result insert(struct prompt *p, struct span s)
{
	struct str safe = STR_INIT;

	text_safe(&safe, s, TEXT_LINE);
	if (p->text.len + safe.len <= PROMPT_LIMIT)
		splice(p, p->cursor, p->cursor, str_span(&safe));
	str_release(&safe);
	return PROMPT_CHANGED;
}

static enum prompt_result control_key(struct prompt *p, struct key k)
{
	switch (k.code) {
	case 'a':
		return go_to(p, 0);
	case 'b':
		return go_to(p, last_boundary(p, p->cursor));
	case 'c':
	case 'g':
		return PROMPT_CANCEL;
	case 'd':
		return cut(p, p->cursor, next_boundary(p, p->cursor));
	case 'e':
		return go_to(p, p->text.len);
	case 'f':
		return go_to(p, next_boundary(p, p->cursor));
	case 'k':
		return cut(p, p->cursor, p->text.len);
	case 'n':
		return go_back(p, 1);
	case 'p':
		return go_back(p, -1);
	case 'u':
		return cut(p, 0, p->cursor);
	case 'w':
		return cut(p, word_start(p), p->cursor);
	}
	return PROMPT_NONE;
}

static enum prompt_result named_key(struct prompt *p, struct key k)
{
	switch (k.code) {
	case KEYS_ENTER:
		return PROMPT_ACCEPT;
	case KEYS_ESC:
		return PROMPT_CANCEL;
	case KEYS_BACKSPACE:
		if (!p->text.len)
			return PROMPT_CANCEL;
		return cut(p, last_boundary(p, p->cursor), p->cursor);
	case KEYS_DELETE:
		return cut(p, p->cursor, next_boundary(p, p->cursor));
	case KEYS_LEFT:
		return go_to(p, last_boundary(p, p->cursor));
	case KEYS_RIGHT:
		return go_to(p, next_boundary(p, p->cursor));
	case KEYS_HOME:
		return go_to(p, 0);
	case KEYS_END:
		return go_to(p, p->text.len);
	case KEYS_UP:
		return p->history ? go_back(p, -1) : PROMPT_NONE;
	case KEYS_DOWN:
		return p->history ? go_back(p, 1) : PROMPT_NONE;
	}
	return PROMPT_NONE;
}

enum prompt_result prompt_key(struct prompt *p, struct key k)
{
	struct str typed = STR_INIT;
	enum prompt_result r;

	if (k.code == KEYS_TAB ||
	    (p->candidates.arena && k.mods == KEY_MOD_CTRL && k.code == 'n'))
		return complete(p, 1);
	if (p->candidates.arena && k.mods == KEY_MOD_CTRL && k.code == 'p')
		return complete(p, -1);
	if (k.code == KEYS_BACKTAB)
		return complete(p, -1);
	candidates_release(&p->candidates);
	if (key_is_text(k)) {
		str_add_utf8(&typed, k.code);
		r = insert(p, str_span(&typed));
		str_release(&typed);
		return r;
	}
	if (k.mods == KEY_MOD_CTRL)
		return control_key(p, k);
	return k.mods ? PROMPT_NONE : named_key(p, k);
}

enum prompt_result prompt_paste(struct prompt *p, const char *text)
{
	struct str line = STR_INIT;
	enum prompt_result r;

	candidates_release(&p->candidates);
	text_oneline(&line, span_of(text));
	r = insert(p, str_span(&line));
	str_release(&line);
	return r;
}

/* The first byte that is seen: the cursor needs a cell of its own after the
 * text.  */
static size_t first_seen(const struct prompt *p, int width)
{
	struct span all = str_span(&p->text);
	struct text_cluster c;
	size_t from = 0;
	int before = text_width((struct span){ all.p, p->cursor });

	while (before > width - 1 && from < p->cursor) {
		from += text_next(span_from(all, from), &c);
		before -= c.width;
	}
	return from;
}

/* What is seen of the text, in the order in which it is read.  */
static struct span seen(const struct prompt *p, int width)
{
	struct span s = span_from(str_span(&p->text), first_seen(p, width));

	s.len = text_fit(s, width, NULL);
	return s;
}

int prompt_column(const struct prompt *p, int x, int width, size_t byte)
{
	size_t from = first_seen(p, width);
	struct span s = seen(p, width);
	int column;

	if (byte < from || byte > from + s.len)
		return -1;
	column = bidi_typed_column(s, byte - from);
	return column < width ? x + column : -1;
}

int prompt_draw(const struct prompt *p, const struct area *a, int x, int y,
		int width, uint16_t style)
{
	struct str line = STR_INIT;

	bidi_typed(&line, seen(p, width));
	area_text(a, x, y, width, str_span(&line), style);
	str_release(&line);
	return prompt_column(p, x, width, p->cursor);
}
