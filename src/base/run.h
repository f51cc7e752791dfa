/* run.h - starting other programs by argument vector
 *
 * Never through a shell: what comes from a feed is an argument, not command
 * text.
 */
#ifndef BASE_RUN_H
#define BASE_RUN_H

#include "base/err.h"

/*
 * Start argv[0] (looked up in PATH) detached from the terminal: standard
 * input, output and error are /dev/null, in a session of its own, and nobody
 * waits for it.  argv ends with NULL.  ERR_NOTFOUND when it cannot be
 * executed; the message names the program.
 */
int run_detached(const char *const argv[], struct err *err) MUST_USE;

#endif
