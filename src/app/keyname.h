/* keyname.h - keys as the config writes them
 *
 *	keys  = key { key }                   "j", "gg", "<C-x><C-s>"
 *
 * A key is as in app/key.h.  Pure; any thread.
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
