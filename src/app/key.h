/* key.h - keys and their names
 *
 *	key   = character | "<" { mod } name ">"
 *	mod   = "C-" | "A-" | "M-"            Ctrl, Alt (Meta is Alt)
 *	name  = character | Enter Esc Tab S-Tab Space Backspace Delete Insert
 *	        Up Down Left Right Home End PageUp PageDown F1 … F12 lt
 *
 * Names are taken in any case, and Return, CR, Escape, BS, Del, PgUp and PgDn
 * too.  Pure; any thread.
 */
#ifndef APP_KEY_H
#define APP_KEY_H

#include "base/str.h"

enum key_code {		/* beyond Unicode */
	KEYS_NAMED = 0x110000,
	KEYS_ENTER,
	KEYS_ESC,
	KEYS_TAB,
	KEYS_BACKTAB,
	KEYS_BACKSPACE,
	KEYS_DELETE,
	KEYS_INSERT,
	KEYS_UP,
	KEYS_DOWN,
	KEYS_LEFT,
	KEYS_RIGHT,
	KEYS_HOME,
	KEYS_END,
	KEYS_PAGE_UP,
	KEYS_PAGE_DOWN,
	KEYS_F1,
	KEYS_F12 = KEYS_F1 + 11,
};

enum key_mods { KEY_MOD_CTRL = 1, KEY_MOD_ALT = 2 };

struct key {
	uint32_t code;		/* code point, or enum key_code */
	unsigned int mods;	/* Ctrl only with a lower-case letter or @ to _ */
};

static inline bool key_eq(struct key a, struct key b)
{
	return a.code == b.code && a.mods == b.mods;
}

/* A character as a terminal sends it: control characters become what they
 * are named after.  */
struct key key_of_char(uint32_t c);

/* True for a key that types itself into a line.  */
bool key_is_text(struct key k);

/* The first key of `s`; its length in bytes, or 0 when there is no such name
 * or it is a control character.  What a terminal cannot tell apart is the same
 * key: "<C-m>" is "<Enter>".  */
size_t key_parse(struct span s, struct key *ret);

/* Append the one name of a key, which key_parse() reads as the same.  */
void key_spell(struct str *out, struct key k);

/* The name, for "did you mean", that is most like `name`, or NULL.  */
const char *key_nearest(struct span name);

/* Append how a manual would print it: "Enter", "Ctrl-R", "j".  */
void key_label(struct str *out, struct key k);

#endif
