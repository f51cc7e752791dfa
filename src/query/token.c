/* token.c - see token.h */
#include "config.h"

#include "query/token.h"

#include <unictype.h>

#include "base/text.h"
#include "query/letter.h"

#define MARKS_MOST 16		/* on one letter; more are left out */
#define ROOM (2 * TOKEN_MOST + 16 * LETTER_MOST)

/* ASCII letters and digits in lower case, 0 for all else: most text is made
 * of these.  */
static const char ascii[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
#define BOTH(low, up) [low] = low, [up] = low
	BOTH('a', 'A'), BOTH('b', 'B'), BOTH('c', 'C'), BOTH('d', 'D'),
	BOTH('e', 'E'), BOTH('f', 'F'), BOTH('g', 'G'), BOTH('h', 'H'),
	BOTH('i', 'I'), BOTH('j', 'J'), BOTH('k', 'K'), BOTH('l', 'L'),
	BOTH('m', 'M'), BOTH('n', 'N'), BOTH('o', 'O'), BOTH('p', 'P'),
	BOTH('q', 'Q'), BOTH('r', 'R'), BOTH('s', 'S'), BOTH('t', 'T'),
	BOTH('u', 'U'), BOTH('v', 'V'), BOTH('w', 'W'), BOTH('x', 'X'),
	BOTH('y', 'Y'), BOTH('z', 'Z'),
#undef BOTH
};

void tokens_init(struct tokens *t, struct span text)
{
	*t = (struct tokens){ .text = text, .word = STR_INIT,
			      .next = STR_INIT };
}

void tokens_restart(struct tokens *t, struct span text, size_t pos)
{
	t->text = text;
	t->pos = pos;
	str_clear(&t->next);
}

void tokens_release(struct tokens *t)
{
	str_release(&t->word);
	str_release(&t->next);
}

/* --- the folded word -------------------------------------------------------- */

/* A word in the making.  */
struct maker {
	struct str *out;	/* has room */
	uint32_t last;		/* the code point at the end, 0 for none */
	unsigned n_marks;	/* on the last letter */
};

static void put(struct maker *m, uint32_t c)
{
	char *p = m->out->s + m->out->len;
	size_t n = 1;

	if (m->out->len >= TOKEN_MOST)
		return;
	m->last = c;
	if (c < 0x80) {
		p[0] = (char)c;
	} else if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		n = 2;
	} else if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		n = 3;
	} else {
		p[0] = (char)(0xf0 | c >> 18);
		p[1] = (char)(0x80 | (c >> 12 & 0x3f));
		p[2] = (char)(0x80 | (c >> 6 & 0x3f));
		p[3] = (char)(0x80 | (c & 0x3f));
		n = 4;
	}
	m->out->len += n;
}

/* Where the last code point of the word before byte `end` begins.  */
static size_t step_back(const struct str *s, size_t end)
{
	do
		end--;
	while (end && ((unsigned char)s->s[end] & 0xc0) == 0x80);
	return end;
}

static void put_letter(struct maker *m, uint32_t c)
{
	uint32_t both = m->last ? letter_join(m->last, c) : 0;

	m->n_marks = 0;
	if (both && m->out->len < TOKEN_MOST)
		m->out->len = step_back(m->out, m->out->len);
	put(m, both ? both : c);
}

/* Marks stand in canonical order (Unicode 3.11).  */
static void put_mark(struct maker *m, uint32_t c)
{
	int class = uc_combining_class(c);
	size_t len = m->out->len, at = len, before, n;
	char moved[4 * MARKS_MOST + 4];
	uint32_t last = m->last, other;

	if (++m->n_marks > MARKS_MOST || len >= TOKEN_MOST)
		return;
	while (class && at) {
		before = step_back(m->out, at);
		text_decode((struct span){ m->out->s + before, at - before },
			    &other);
		if (uc_combining_class(other) <= class ||
		    len - before > sizeof(moved))
			break;
		at = before;
	}
	n = len - at;
	memcpy(moved, m->out->s + at, n);
	m->out->len = at;
	put(m, c);
	if (!n)
		return;
	memcpy(m->out->s + m->out->len, moved, n);
	m->out->len += n;
	m->last = last;
}

/* What `e`, of the page `p`, is folded into; of one kind of these.  */
static void put_entry(struct maker *m, const struct letter_page *p, uint32_t e)
{
	const uint32_t *parts;
	enum letter_kind kind = LETTER_KIND(e);
	uint32_t both;

	if (kind == LETTER_JOIN) {
		both = m->last ? letter_join(m->last, LETTER_CODE(e)) : 0;
		if (both && m->out->len < TOKEN_MOST) {
			m->out->len = step_back(m->out, m->out->len);
			put(m, both);
		}
		return;
	}
	if (!(e & LETTER_MANY)) {
		if (kind == LETTER_MARK)
			put_mark(m, LETTER_CODE(e));
		else
			put_letter(m, LETTER_CODE(e));
		return;
	}
	parts = p->more + LETTER_CODE(e);
	for (uint32_t i = 1; i <= parts[0]; i++) {
		uint32_t part = letter_page(parts[i])->entries[parts[i] & 0xff];

		if (LETTER_KIND(part) == LETTER_MARK)
			put_mark(m, parts[i]);
		else
			put_letter(m, parts[i]);
	}
}

/* --- reading ---------------------------------------------------------------- */

/* The code point at `pos`, its length and entry.  */
static uint32_t look(const struct tokens *t, size_t pos, size_t *ret_len,
		     const struct letter_page **ret_page)
{
	const unsigned char *p = (const unsigned char *)t->text.p + pos;
	uint32_t c;

	if (p[0] < 0x80) {
		c = p[0];
		*ret_len = 1;
	} else if (p[0] >= 0xc2 && p[0] < 0xe0 && pos + 1 < t->text.len &&
		   (p[1] & 0xc0) == 0x80) {
		c = (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		*ret_len = 2;
	} else {
		*ret_len = text_decode(span_from(t->text, pos), &c);
	}
	*ret_page = letter_page(c);
	return (*ret_page)->entries[c & 0xff];
}

/* The next beginning of a word at or after `pos`; its kind, LETTER_NONE at the
 * end.  */
static enum letter_kind find_start(const struct tokens *t, size_t *pos)
{
	const struct letter_page *page;
	enum letter_kind kind;
	size_t n;

	for (; *pos < t->text.len; *pos += n) {
		unsigned char c = (unsigned char)t->text.p[*pos];

		if (c < 0x80) {
			if (ascii[c])
				return LETTER_WORD;
			n = 1;
			continue;
		}
		kind = LETTER_KIND(look(t, *pos, &n, &page));
		if (kind >= LETTER_WORD && kind <= LETTER_FLAG)
			return kind;
	}
	return LETTER_NONE;
}

/* Does the word that is at `m` go on behind the apostrophe or quote `kind`
 * that ends before `pos`?  */
static bool goes_on(const struct tokens *t, const struct maker *m,
		    enum letter_kind kind, size_t pos)
{
	bool hebrew = letter_is_hebrew(m->last);
	const struct letter_page *page;
	uint32_t e;
	size_t n;

	if (pos >= t->text.len ||
	    !(hebrew || (letter_is_cyrillic(m->last) &&
			 kind == LETTER_APOSTROPHE)))
		return false;
	e = look(t, pos, &n, &page);
	/* Two apostrophes are a quote.  */
	if (hebrew && kind == LETTER_APOSTROPHE &&
	    LETTER_KIND(e) == LETTER_APOSTROPHE) {
		pos += n;
		if (pos >= t->text.len)
			return false;
		e = look(t, pos, &n, &page);
	}
	if (LETTER_KIND(e) != LETTER_WORD)
		return false;
	if (e & LETTER_MANY)
		e = page->more[LETTER_CODE(e) + 1];
	return hebrew ? letter_is_hebrew(LETTER_CODE(e)) :
			letter_is_cyrillic(LETTER_CODE(e));
}

/* Take the ASCII letters and digits at `pos`.  */
static size_t take_ascii(const struct tokens *t, struct maker *m, size_t pos)
{
	const unsigned char *p = (const unsigned char *)t->text.p;
	size_t len = m->out->len, from = pos;
	char *out = m->out->s, c;

	for (; pos < t->text.len && (c = ascii[p[pos]]); pos++)
		if (len < TOKEN_MOST)
			out[len++] = c;
	if (pos > from && len > m->out->len) {
		m->last = (unsigned char)out[len - 1];
		m->n_marks = 0;
		m->out->len = len;
	}
	return pos;
}

/* The word at t->start.  */
static void take_word(struct tokens *t)
{
	struct maker m = { .out = &t->word };
	const struct letter_page *page;
	size_t pos = t->start, n;
	enum letter_kind kind;
	uint32_t e;

	for (;;) {
		size_t was = pos;

		pos = take_ascii(t, &m, pos);
		if (pos > was)
			t->end = pos;
		if (pos >= t->text.len ||
		    ((unsigned char)t->text.p[pos] < 0x80 && m.last < 0x80))
			return;
		e = look(t, pos, &n, &page);
		kind = LETTER_KIND(e);
		pos += n;
		if (kind == LETTER_WORD && !(e & LETTER_MANY)) {
			put(&m, LETTER_CODE(e));
			m.n_marks = 0;
		} else if (kind == LETTER_WORD || kind == LETTER_MARK ||
			   kind == LETTER_JOIN) {
			put_entry(&m, page, e);
		} else if (kind == LETTER_APOSTROPHE || kind == LETTER_QUOTE) {
			if (!goes_on(t, &m, kind, pos))
				return;
			continue;
		} else if (kind == LETTER_SILENT) {
			continue;
		} else {
			return;
		}
		t->end = pos;
	}
}

/* The sign at `pos` with its marks, appended to `out`; where it ends.  */
static size_t take_sign(const struct tokens *t, size_t pos, struct str *out)
{
	struct maker m = { .out = out };
	const struct letter_page *page;
	enum letter_kind kind;
	size_t n, end = pos;
	uint32_t e = look(t, pos, &n, &page);

	do {
		if (LETTER_KIND(e) != LETTER_SILENT) {
			put_entry(&m, page, e);
			end = pos + n;
		}
		pos += n;
		if (pos >= t->text.len || (unsigned char)t->text.p[pos] < 0x80)
			break;
		e = look(t, pos, &n, &page);
		kind = LETTER_KIND(e);
	} while (kind == LETTER_MARK || kind == LETTER_JOIN ||
		 kind == LETTER_SILENT);
	out->s[out->len] = '\0';
	return end;
}

/* An emoji, or the two halves of a flag.  */
static void take_picture(struct tokens *t)
{
	struct maker m = { .out = &t->word };
	const struct letter_page *page;
	uint32_t e;
	size_t n;

	e = look(t, t->start, &n, &page);
	put(&m, LETTER_CODE(e));
	t->end = t->start + n;
	if (LETTER_KIND(e) != LETTER_FLAG || t->end >= t->text.len)
		return;
	e = look(t, t->end, &n, &page);
	if (LETTER_KIND(e) != LETTER_FLAG)
		return;
	put(&m, LETTER_CODE(e));
	t->end += n;
}

/* The sign at t->start, and the next one.  */
static void take_pair(struct tokens *t)
{
	if (t->next.len) {
		memcpy(t->word.s, t->next.s, t->next.len + 1);
		t->word.len = t->next.len;
		t->end = t->next_end;
		str_clear(&t->next);
	} else {
		t->end = take_sign(t, t->start, &t->word);
	}
	t->kind = TOKEN_SIGN;
	t->next_start = t->end;
	if (find_start(t, &t->next_start) != LETTER_SIGN)
		return;
	t->next_end = take_sign(t, t->next_start, &t->next);
	memcpy(t->word.s + t->word.len, t->next.s, t->next.len);
	t->word.len += t->next.len;
	t->reach = t->next_end;
	t->kind = TOKEN_PAIR;
}

bool tokens_next(struct tokens *t)
{
	enum letter_kind kind = LETTER_SIGN;

	if (!t->word.cap) {
		str_reserve(&t->word, ROOM);
		str_reserve(&t->next, ROOM);
	}
	t->word.len = 0;
	t->start = t->next_start;
	if (!t->next.len) {
		t->start = t->pos;
		kind = find_start(t, &t->start);
	}
	t->reach = 0;
	t->kind = TOKEN_WORD;
	if (kind == LETTER_NONE) {
		t->pos = t->text.len;
		t->word.s[0] = '\0';
		return false;
	}
	if (kind == LETTER_SIGN)
		take_pair(t);
	else if (kind == LETTER_WORD)
		take_word(t);
	else
		take_picture(t);
	t->word.s[t->word.len] = '\0';
	t->reach = MAX(t->reach, t->end);
	t->pos = t->end;
	return true;
}
