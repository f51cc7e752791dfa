/* lend.h - the terminal while another program has it
 *
 * For term.c, between endwin() and the next refresh.  Main thread.
 */
#ifndef UI_LEND_H
#define UI_LEND_H

#include <signal.h>
#include <termios.h>

#include "base/run.h"

struct lend {
	int terminal;			/* read and written */
	const volatile sig_atomic_t *leaving;	/* set by signals: a key is not
					 * waited for any more */
	const struct termios *modes;	/* the terminal's own */
};

/*
 * Run the program on the terminal, and put the terminal's modes back.  With
 * `shows`, what the program writes is to be read: when the cursor does not
 * stand where it stood before, a key is waited for.  A program that had a
 * screen of its own, as pagers have, leaves the cursor where it was.  On a
 * terminal that does not tell where its cursor is, a key is waited for when
 * the program ended at once.  As run_attached() otherwise.
 */
int lend_terminal(const struct lend *l, const struct run *run, bool shows,
		  int *ret_status, struct err *err) MUST_USE;

#endif
