/* key.c - see key.h */
#include "config.h"

#include "ui/key.h"

#include "base/text.h"

struct named_key {
	const char *name;	/* between < and > */
	uint32_t code;
	const char *label;
};

/* The first name of a code is the one that is printed.  */
static const struct named_key names[] = {
	{ "Enter", KEYS_ENTER, "Enter" },
	{ "Return", KEYS_ENTER, NULL },
	{ "CR", KEYS_ENTER, NULL },
	{ "Esc", KEYS_ESC, "Esc" },
	{ "Tab", KEYS_TAB, "Tab" },
	{ "S-Tab", KEYS_BACKTAB, "Shift-Tab" },
	{ "Backspace", KEYS_BACKSPACE, "Backspace" },
	{ "BS", KEYS_BACKSPACE, NULL },
	{ "Delete", KEYS_DELETE, "Delete" },
	{ "Del", KEYS_DELETE, NULL },
	{ "Insert", KEYS_INSERT, "Insert" },
	{ "Up", KEYS_UP, "↑" },
	{ "Down", KEYS_DOWN, "↓" },
	{ "Left", KEYS_LEFT, "←" },
	{ "Right", KEYS_RIGHT, "→" },
	{ "Home", KEYS_HOME, "Home" },
	{ "End", KEYS_END, "End" },
	{ "PageUp", KEYS_PAGE_UP, "PgUp" },
	{ "PageDown", KEYS_PAGE_DOWN, "PgDn" },
	{ "PgUp", KEYS_PAGE_UP, NULL },
	{ "PgDn", KEYS_PAGE_DOWN, NULL },
	{ "Space", ' ', "Space" },
	{ "lt", '<', "<" },
};

struct key key_of_char(uint32_t c)
{
	switch (c) {
	case '\r':
	case '\n':
		return (struct key){ KEYS_ENTER, 0 };
	case '\t':
		return (struct key){ KEYS_TAB, 0 };
	case '\b':
	case 0x7f:
		return (struct key){ KEYS_BACKSPACE, 0 };
	case 0x1b:
		return (struct key){ KEYS_ESC, 0 };
	}
	if (c == 0)
		return (struct key){ '@', KEY_MOD_CTRL };
	if (c < 27)
		return (struct key){ c + 'a' - 1, KEY_MOD_CTRL };
	if (c < 32)
		return (struct key){ c + '@', KEY_MOD_CTRL };
	return (struct key){ c, 0 };
}

bool key_is_text(struct key k)
{
	return !k.mods && k.code < KEYS_NAMED && !text_is_unsafe(k.code);
}

/* What stands between < and >, modifiers taken off.  */
static bool parse_name(struct span s, struct key *ret)
{
	uint32_t c;

	if (span_eq_nocase(s, SPAN("S-Tab"))) {
		ret->code = KEYS_BACKTAB;
		return true;
	}
	while (s.len > 2 && s.p[1] == '-') {
		char m = s.p[0];

		if (m == 'C' || m == 'c')
			ret->mods |= KEY_MOD_CTRL;
		else if (m == 'A' || m == 'a' || m == 'M' || m == 'm')
			ret->mods |= KEY_MOD_ALT;
		else
			return false;
		s = span_from(s, 2);
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (!span_eq_nocase(s, span_of(names[i].name)))
			continue;
		ret->code = names[i].code;
		return !(ret->mods & KEY_MOD_CTRL);
	}
	if (s.len >= 2 && s.len <= 3 && (s.p[0] | 32) == 'f' &&
	    s.p[1] >= '1' && s.p[1] <= '9') {
		int n = s.p[1] - '0';

		if (s.len == 3)
			n = n * 10 + (s.p[2] - '0');
		ret->code = KEYS_F1 + (uint32_t)n - 1;
		return n >= 1 && n <= 12 && !(ret->mods & KEY_MOD_CTRL);
	}
	if (!ret->mods || !s.len || text_decode(s, &c) != s.len || c < 33)
		return false;
	if (ret->mods & KEY_MOD_CTRL) {
		if (c >= 'A' && c <= 'Z')
			c += 32;
		if (!(c >= 'a' && c <= 'z') && !(c >= '@' && c <= '_'))
			return false;
	}
	ret->code = c;
	return true;
}

/* Ctrl-M is Enter to a terminal, Ctrl-I is Tab.  */
static struct key normal(struct key k)
{
	if ((k.mods & KEY_MOD_CTRL) && k.code < 0x80) {
		struct key plain = key_of_char(k.code & 0x1f);

		plain.mods |= k.mods & KEY_MOD_ALT;
		return plain;
	}
	return k;
}

size_t key_parse(struct span s, struct key *ret)
{
	struct key k = { 0, 0 };
	const char *end;
	uint32_t c;
	size_t n;

	if (!s.len)
		return 0;
	end = s.p[0] == '<' ? memchr(s.p, '>', s.len) : NULL;
	if (end && end > s.p + 1) {
		n = (size_t)(end - s.p);
		if (!parse_name((struct span){ s.p + 1, n - 1 }, &k))
			return 0;
		*ret = normal(k);
		return n + 1;
	}
	n = text_decode(s, &c);
	*ret = key_of_char(c);
	return n;
}

static const struct named_key *find_code(uint32_t code)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].code == code)
			return &names[i];
	return NULL;
}

void key_spell(struct str *out, struct key k)
{
	const struct named_key *named = find_code(k.code);

	if (!k.mods && !named && k.code < KEYS_NAMED) {
		str_add_utf8(out, k.code);
		return;
	}
	str_addc(out, '<');
	if (k.mods & KEY_MOD_CTRL)
		str_add(out, "C-");
	if (k.mods & KEY_MOD_ALT)
		str_add(out, "A-");
	if (named)
		str_add(out, named->name);
	else if (k.code >= KEYS_F1 && k.code <= KEYS_F12)
		str_addf(out, "F%d", (int)(k.code - KEYS_F1 + 1));
	else
		str_add_utf8(out, k.code);
	str_addc(out, '>');
}

void key_label(struct str *out, struct key k)
{
	const struct named_key *named = find_code(k.code);

	if (k.mods & KEY_MOD_CTRL)
		str_add(out, "Ctrl-");
	if (k.mods & KEY_MOD_ALT)
		str_add(out, "Alt-");
	if (named && named->label)
		str_add(out, named->label);
	else if (k.code >= KEYS_F1 && k.code <= KEYS_F12)
		str_addf(out, "F%d", (int)(k.code - KEYS_F1 + 1));
	else if ((k.mods & KEY_MOD_CTRL) && k.code >= 'a' && k.code <= 'z')
		str_add_utf8(out, k.code - 32);
	else
		str_add_utf8(out, k.code);
}
