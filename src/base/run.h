/* run.h - starting other programs by argument vector
 *
 * Never through a shell of its own accord: what comes from a feed is an
 * argument, an input or part of the environment, not command text.  Whoever
 * wants a shell names it in argv[0].  Programs get the signals as a shell
 * would give them.
 */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include "base/err.h"
#include "base/str.h"

/*
 * Start argv[0] (looked up in PATH) detached from the terminal: standard
 * input, output and error are /dev/null, in a session of its own, and nobody
 * waits for it.  argv ends with NULL.  ERR_NOTFOUND when it cannot be
 * executed; the message names the program.
 */
int run_detached(const char *const argv[], struct err *err) MUST_USE;

/* The same with `input` (borrowed) to be read, handed over as below; p NULL:
 * none.  */
int run_detached_input(const char *const argv[], struct span input,
		       struct err *err) MUST_USE;

/* A program to be waited for.  All of it is borrowed.  */
struct run {
	const char *const *argv;	/* argv[0] is looked up in PATH */
	const char *const *env;		/* "NAME=value" in place of what is
					 * there, ends with NULL; or NULL */
	struct span input;		/* its standard input; p NULL: ours */
	int terminal;			/* the one that it is given, -1: none,
					 * then its output goes nowhere */
};

/*
 * Start the program and wait until it ends.  Main thread.
 *
 * With a terminal, the program is that terminal's foreground job meanwhile:
 * Ctrl-C is its own.  When it is stopped (Ctrl-Z), so is the caller's process
 * group, so that the shell takes over; when that is continued, the program is
 * too.  What a program leaves running in its group stays a background job.
 *
 * The input is handed over as a file without a name (0600, in
 * $XDG_RUNTIME_DIR, $TMPDIR or /tmp): it may be larger than any pipe, and who
 * does not read it hurts nobody.
 *
 * *ret_status is what a shell says: the exit status, 128 and the signal that
 * ended it.  ERR_NOTFOUND when it cannot be executed, ERR_DISK when the input
 * cannot be written.
 */
int run_attached(const struct run *run, int *ret_status, struct err *err)
	MUST_USE;

/*
 * Make a file for another program to read: 0600, in the folders above, its
 * name "coranto-XXXXXX" and `suffix`.  *ret_path is owned.
 */
int run_temp_file(const char *suffix, struct span data, char **ret_path,
		  struct err *err) MUST_USE;

#endif
