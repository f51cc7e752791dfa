/* hyperlink.h - addresses that a terminal makes to be clicked (OSC 8)
 *
 *	ESC ] 8 ; id=ID ; ADDRESS ESC \  text  ESC ] 8 ; ; ESC \
 *
 * as described by Egmont Koblinger in "Hyperlinks in terminal emulators".
 * Terminals that do not know it should ignore it, but some do not, so that it
 * is sent only where it is known to be understood.  Pure, but for
 * hyperlinks_are_known(), which asks `get`.
 */
#ifndef UI_HYPERLINK_H
#define UI_HYPERLINK_H

#include "base/str.h"

enum hyperlinks { HYPERLINKS_AUTO, HYPERLINKS_ON, HYPERLINKS_OFF };

/* "auto", "on" or "off".  */
enum hyperlinks hyperlinks_of(const char *setting);

/* Does the terminal know them?  `get` is getenv(), or a test's.  */
bool hyperlinks_are_known(char *(*get)(const char *name));

#define HYPERLINK_LONGEST 2000	/* bytes of an address; VTE takes 2083 */

/*
 * Append what begins a hyperlink.  Only http, https and mailto; without user
 * name and password; what is not visible ASCII is percent-encoded.  False, and
 * nothing appended, when that is not an address, or too long a one.  Text with
 * the same id is one link to the eye, however many lines it takes.
 */
bool hyperlink_begin(struct str *out, const char *url, uint32_t id);

/* Append what ends it.  */
void hyperlink_end(struct str *out);

#endif
