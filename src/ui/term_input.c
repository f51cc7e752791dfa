/* term_input.c - what the terminal says: keys, pastes, the mouse, answers */
#include "config.h"

#include "ui/term_private.h"

#include <poll.h>
#include <unistd.h>

#include "base/date.h"
#include "ui/mouse.h"

#define PASTE_PIECE 16384	/* characters that are read at a time */
#define PASTE_END_MS 10
#define PASTE_LOST_MS 2000
#define MOUSE_LONGEST 20	/* of a report */
/* So long after the question Esc may be the beginning of the answer, and what
 * follows it is waited for so long.  An answer that has begun may have pauses.  */
#define ANSWER_MS 5000
#define ESC_MS 40
#define PAUSE_MS 3000

/* --- characters --------------------------------------------------------- */

static const struct {
	int curses;
	uint32_t code;
} key_codes[] = {
	{ KEY_ENTER, KEYS_ENTER },	   { KEY_BTAB, KEYS_BACKTAB },
	{ KEY_BACKSPACE, KEYS_BACKSPACE }, { KEY_DC, KEYS_DELETE },
	{ KEY_IC, KEYS_INSERT },	   { KEY_UP, KEYS_UP },
	{ KEY_DOWN, KEYS_DOWN },	   { KEY_LEFT, KEYS_LEFT },
	{ KEY_RIGHT, KEYS_RIGHT },	   { KEY_HOME, KEYS_HOME },
	{ KEY_END, KEYS_END },		   { KEY_PPAGE, KEYS_PAGE_UP },
	{ KEY_NPAGE, KEYS_PAGE_DOWN },	   { KEY_FIND, KEYS_HOME },
	{ KEY_SELECT, KEYS_END },
};

/* A character, or a key that curses knows: OK, KEY_CODE_YES; ERR when there is
 * none now.  curses' own function for this loses characters whose bytes come
 * one by one, and what follows a byte that is none.  */
static int read_key(struct terminal *t, wint_t *ret)
{
	uint32_t c;
	int byte;

	while ((byte = wgetch(t->pad)) != ERR) {
		*ret = (wint_t)byte;
		if (byte >= KEY_MIN) {
			t->typed.n = 0;
			return KEY_CODE_YES;
		}
		if (t->utf8 && typed_byte(&t->typed, (unsigned char)byte, &c)) {
			*ret = (wint_t)c;
			return OK;
		}
		if (!t->utf8 && (*ret = btowc(byte)) != WEOF)
			return OK;
	}
	return ERR;
}

static int read_raw(struct terminal *t, wint_t *ret)
{
	int how = t->held_how;

	if (how == ERR)
		return read_key(t, ret);
	*ret = t->held;
	t->held_how = ERR;
	return how;
}

static bool is_readable(int ms)
{
	struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };

	return poll(&pfd, 1, ms) > 0;
}

/* What is readable gives nothing.  */
static bool is_gone(void)
{
	struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };

	return poll(&pfd, 1, 0) > 0 && (pfd.revents & (POLLHUP | POLLERR));
}

/*
 * A paste is text up to its end, in as many pieces as it takes, so that none
 * of it is ever taken for keys.  A terminal lets no end through that is in the
 * text; should one do so, what comes at once behind the end belongs to it.
 * One that has lost its end goes on until nothing comes any more.
 */
static struct input read_paste(struct terminal *t)
{
	wint_t c;
	int how = OK;

	for (int n = 0; t->pasting && n < PASTE_PIECE; n++) {
		how = read_raw(t, &c);
		if (how == ERR)
			break;
		if (how == OK && c)
			str_add_utf8(&t->paste, (uint32_t)c);
		if (how == KEY_CODE_YES && c == (wint_t)KEY_PASTE_END)
			t->pasting = is_readable(PASTE_END_MS);
		t->paste_ms = 0;
	}
	if (!t->paste_ms)
		t->paste_ms = date_monotonic_ms();
	if (t->pasting && how == ERR)
		t->pasting = date_monotonic_ms() - t->paste_ms < PASTE_LOST_MS;
	if (!t->pasting)
		return (struct input){ .kind = INPUT_PASTE,
				       .text = t->paste.s };
	return (struct input){ .kind = is_gone() ? INPUT_QUIT : INPUT_NONE };
}

static struct input begin_paste(struct terminal *t)
{
	str_clear(&t->paste);
	t->pasting = true;
	t->paste_ms = 0;
	return read_paste(t);
}

/* The rest of a sequence that means nothing here (ECMA-48 5.4), of which
 * nothing is to be taken for keys; false when there is none.  */
static bool drop_sequence(struct terminal *t)
{
	wint_t c = 0;
	bool any = false;

	while (read_key(t, &c) == OK) {
		any = true;
		if (c >= 0x40 && c <= 0x7e)
			break;
	}
	return any;
}

/* --- answers -------------------------------------------------------------- */

/*
 * What the terminal's background is, it is asked at the start (OSC 11), and
 * answers whenever it likes, among the keys: ESC ] 11 ; rgb:RRRR/GGGG/BBBB and
 * ST or BEL.  Nobody waits for it.
 */
void term_ask_background(struct terminal *t)
{
	if (!t->titles)
		return;		/* nor is it one that would know */
	term_put("\033]11;?\033\\");
	t->asked = date_monotonic_ms();
}

static bool is_asked(struct terminal *t)
{
	if (t->asked && date_monotonic_ms() - t->asked > ANSWER_MS)
		t->asked = 0;
	return t->asked != 0;
}

/* What comes after an Esc that may begin an answer.  */
static int read_after_escape(struct terminal *t, wint_t *ret)
{
	int how = read_key(t, ret);

	if (how == ERR && is_asked(t) && is_readable(ESC_MS))
		how = read_key(t, ret);
	return how;
}

/* The first two of the hexadecimal digits of each colour.  */
static bool parse_rgb(const char *s, uint32_t *ret)
{
	const char *at = strstr(s, "rgb");
	unsigned int c[3];

	at = at ? strchr(at, ':') : NULL;
	*ret = 0;
	for (int i = 0; i < 3; i++) {
		char two[3] = { 0 };

		if (!at || !at[1] || !at[2])
			return false;
		memcpy(two, at + 1, 2);
		if (sscanf(two, "%x", &c[i]) != 1)
			return false;
		*ret = *ret << 8 | c[i];
		at = strchr(at + 1, '/');
	}
	return true;
}

/* The answer is complete.  */
static struct input end_answer(struct terminal *t)
{
	struct input in = { .kind = INPUT_IGNORED };
	uint32_t rgb;

	t->answering = false;
	t->answer[t->answer_len] = '\0';
	if (!strncmp(t->answer, "11;", 3) && parse_rgb(t->answer, &rgb)) {
		t->asked = 0;
		in.kind = INPUT_BACKGROUND;
		in.background = background_of(rgb);
	}
	return in;
}

/* A character behind ESC ]: swallowed up to BEL or ST, whatever it says.  */
static struct input take_answer(struct terminal *t, wint_t c)
{
	bool was_escape = t->answer_len && t->answer[t->answer_len - 1] == 27;

	t->piece_ms = date_monotonic_ms();
	if (c == 7 || c == 0x9c)
		return end_answer(t);
	if (was_escape && c == '\\') {
		t->answer_len--;
		return end_answer(t);
	}
	if (t->answer_len < sizeof(t->answer) - 1)
		t->answer[t->answer_len++] = c < 128 ? (char)c : '?';
	else if (c == 27)
		t->answer[t->answer_len - 1] = 27;
	return (struct input){ .kind = INPUT_IGNORED };
}

static bool is_answering(struct terminal *t)
{
	if (t->answering && date_monotonic_ms() - t->piece_ms > PAUSE_MS)
		t->answering = false;
	return t->answering;
}

/* Alt is Esc and a character at once.  What else comes at once with an Esc
 * is the next key.  */
static struct input escape_or_alt(struct terminal *t)
{
	struct input in = { .kind = INPUT_KEY, .key = { KEYS_ESC, 0 } };
	wint_t c = 0;
	int how = read_after_escape(t, &c);

	/* However late it comes: who was asked once may answer.  */
	if (how == OK && c == ']' && (is_asked(t) || is_readable(0))) {
		t->answering = true;
		t->answer_len = 0;
		t->piece_ms = date_monotonic_ms();
		return (struct input){ .kind = INPUT_IGNORED };
	}
	if (how == OK && (c == '[' || c == 'O') && drop_sequence(t)) {
		in.key.code = KEYS_NAMED;
	} else if (how == OK && c != 27) {
		in.key = key_of_char((uint32_t)c);
		in.key.mods |= KEY_MOD_ALT;
	} else {
		t->held_how = how;
		t->held = c;
	}
	return in;
}

/* The next character of a report that has begun; false: no more comes.  */
static bool read_more(struct terminal *t, wint_t *ret)
{
	if (read_key(t, ret) == OK)
		return true;
	return is_readable(ESC_MS) && read_key(t, ret) == OK;
}

/* What is no report of the mouse is dropped: it was no key either.  */
static struct input read_mouse(struct terminal *t)
{
	struct input in = { .kind = INPUT_IGNORED };
	char text[MOUSE_LONGEST];
	size_t n = 0;
	wint_t c = 0;

	while (n < sizeof(text) && read_more(t, &c) && c < 128) {
		text[n++] = (char)c;
		if ((c < '0' || c > '9') && c != ';')
			break;
	}
	if (mouse_parse((struct span){ text, n }, &in.mouse))
		in.kind = INPUT_MOUSE;
	return in;
}

static struct input read_code(struct terminal *t, wint_t c)
{
	struct input in = { .kind = INPUT_KEY };

	if (c == (wint_t)KEY_MOUSE_REPORT)
		return read_mouse(t);
	if (c == KEY_RESIZE)
		return (struct input){ .kind = INPUT_RESIZE };
	if (c == (wint_t)KEY_PASTE_BEGIN)
		return begin_paste(t);
	if (c >= (wint_t)KEY_F(1) && c <= (wint_t)KEY_F(12)) {
		in.key.code = KEYS_F1 + (uint32_t)(c - (wint_t)KEY_F(1));
		return in;
	}
	for (size_t i = 0; i < ARRAY_LEN(key_codes); i++) {
		if (c != (wint_t)key_codes[i].curses)
			continue;
		in.key.code = key_codes[i].code;
		return in;
	}
	in.key.code = KEYS_NAMED;	/* one that has no name here */
	return in;
}

struct input term_read_keys(struct terminal *t)
{
	struct input in = { .kind = INPUT_KEY };
	wint_t c;
	int how;

	if (t->pasting)
		return read_paste(t);
	how = read_raw(t, &c);
	while (how == OK && is_answering(t)) {
		in = take_answer(t, c);
		if (!t->answering)
			return in;
		how = read_raw(t, &c);
	}
	if (how == ERR)
		return (struct input){ .kind = is_gone() ? INPUT_QUIT :
					       INPUT_NONE };
	if (how == KEY_CODE_YES)
		return read_code(t, c);
	in = (struct input){ .kind = INPUT_KEY };
	in.key = key_of_char((uint32_t)c);
	return in.key.code == KEYS_ESC ? escape_or_alt(t) : in;
}
