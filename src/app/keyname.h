/* keyname.h - keys as the config writes them
 *
 *	keys  = key { key }                   "j", "gg", "<C-x><C-s>"
 *	key   = character | "<" { mod } name ">"
 *	mod   = "C-" | "A-" | "M-"            Ctrl, Alt (Meta is Alt)
 *	name  = character | Enter Esc Tab S-Tab Space Backspace Delete Insert
 *	        Up Down Left Right Home End PageUp PageDown F1 … F12 lt
 *
 * Names are taken in any case, and Return, CR, BS, Del, PgUp and PgDn too.
 * Pure; any thread.
 */
#ifndef APP_KEYNAME_H
#define APP_KEYNAME_H

#include "base/err.h"
#include "base/str.h"

#define KEYNAME_MAX 6		/* keys in a row */

/*
 * Append the keys in the one form that each has: "<c-X>" is "<C-x>", what a
 * terminal cannot tell apart is the same ("<C-m>" is "<Enter>"), a space is
 * "<Space>".  -1 with what is wrong (ERR_INPUT), and out unchanged.
 */
int keyname_normal(struct str *out, struct span keys, struct err *err)
	MUST_USE;

#endif
