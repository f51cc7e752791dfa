/* crash.h - when the program dies: what it knows goes into a file
 *
 * A signal that ends the program (a bad address, an abort, a full stack), on
 * any thread, runs the hook of fatal_set_hook(), which puts the terminal back,
 * then appends to the log: what happened, the version, the last actions by
 * their names, the calls that led there.  One line on stderr says where the
 * log is, and the signal does what it would have done.  fatal() leaves its
 * words there too.
 *
 * The log holds no word of an article, address or setting.  Its mode is 0600;
 * at 64 KiB it becomes "log.old", in place of the one before.  Nothing is
 * written, or even opened, while nothing is wrong.
 */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

#include "base/base.h"

/*
 * Catch what ends the program, but for what is caught already (by a sanitizer,
 * which tells more), and log to the file "log" in the folder of PATHS_STATE,
 * or to the one that CORANTO_LOG names.  Main thread, once, at the start.
 */
void crash_init(const char *program_version);

/* Every thread calls it first: a stack to crash on when its own is full, and
 * the signals of a crash let through.  */
void crash_thread(void);

/* What is done now, for the log; the last eight are kept.  `what` is borrowed
 * for good: a name of a table.  Main thread; costs nothing.  */
void crash_note(const char *what);

/* For fatal(), after the hook: add `words` to the log and say on stderr where
 * it is.  Does nothing without crash_init().  */
void crash_fatal(const char *words);

#endif
