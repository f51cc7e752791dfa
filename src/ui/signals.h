/* signals.h - what signals say to the screen, and what a crash leaves behind
 *
 * Handlers set a flag and wake the loop by a pipe; what they mean is done by
 * the loop.  For term.c alone.  Main thread.
 */
#ifndef UI_SIGNALS_H
#define UI_SIGNALS_H

#include <signal.h>
#include <termios.h>

#include "base/err.h"

enum signal_kind {
	SIGNAL_NONE,
	SIGNAL_SIZE,	/* the terminal has another size, maybe */
	SIGNAL_BACK,	/* we were stopped, and go on: others had the terminal */
	SIGNAL_STOP,	/* stop us, as Ctrl-Z does */
	SIGNAL_LEAVE,	/* end well */
};

/*
 * Take signals from now on.  When the program crashes or dies of fatal(), the
 * terminal gets its modes as they are now, after what signals_undo() was
 * given; then nothing more reaches it from here.
 */
int signals_open(struct err *err) MUST_USE;
void signals_close(void);

/* The terminal's modes as signals_open() found them.  */
const struct termios *signals_modes(void);

/* A sequence that takes back what the terminal was told, for a crash; NULL, or
 * one too many, is left out.  They are sent in the order in which they come
 * here, and do no harm where there is nothing to take back.  */
void signals_undo(const char *sequence);

/* Readable when there may be a signal.  */
int signals_fd(void);

/* The next one; each kind comes once, however often it was sent.  */
enum signal_kind signals_next(void);

/* Set as soon as SIGNAL_LEAVE is on its way.  */
const volatile sig_atomic_t *signals_leaving(void);

/* Stop, with the whole job, until we are continued; at once when nobody would
 * do that.  */
void signals_stop(void);

#endif
