/* key.c - see key.h */
#include "config.h"

#include "app/key.h"

#include "base/nearest.h"
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
	{ "Escape", KEYS_ESC, NULL },
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
	{ "F1", KEYS_F1, "F1" },
	{ "F2", KEYS_F1 + 1, "F2" },
	{ "F3", KEYS_F1 + 2, "F3" },
	{ "F4", KEYS_F1 + 3, "F4" },
	{ "F5", KEYS_F1 + 4, "F5" },
	{ "F6", KEYS_F1 + 5, "F6" },
	{ "F7", KEYS_F1 + 6, "F7" },
	{ "F8", KEYS_F1 + 7, "F8" },
	{ "F9", KEYS_F1 + 8, "F9" },
	{ "F10", KEYS_F1 + 9, "F10" },
	{ "F11", KEYS_F1 + 10, "F11" },
	{ "F12", KEYS_F12, "F12" },
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

static const struct named_key *find_name(struct span s)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(s, span_of(names[i].name)))
			return &names[i];
	return NULL;
}

/* What stands between < and >.  */
static bool parse_name(struct span s, struct key *ret)
{
	const struct named_key *named;
	uint32_t c;

	while (s.len > 2 && s.p[1] == '-' && strchr("CcAaMm", s.p[0])) {
		ret->mods |= (s.p[0] | 32) == 'c' ? KEY_MOD_CTRL : KEY_MOD_ALT;
		s = span_from(s, 2);
	}
	named = find_name(s);
	if (named) {
		ret->code = named->code;
		return !(ret->mods & KEY_MOD_CTRL);
	}
	if (!ret->mods || !s.len || text_decode(s, &c) != s.len ||
	    c <= ' ' || text_is_unsafe(c))
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
	if (text_is_unsafe(c) || c == 0xfffd)
		return 0;
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
	else if ((k.mods & KEY_MOD_CTRL) && k.code >= 'a' && k.code <= 'z')
		str_add_utf8(out, k.code - 32);
	else
		str_add_utf8(out, k.code);
}

const char *key_nearest(struct span name)
{
	const char *all[ARRAY_LEN(names)];
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].label)
			all[n++] = names[i].name;
	return nearest_name(name, all, n);
}
