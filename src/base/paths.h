/* paths.h - where coranto keeps its files (XDG Base Directory)
 *
 * Nothing outside these folders is ever written.  The returned strings are
 * owned.  Called at start, from the main thread.
 */
#ifndef BASE_PATHS_H
#define BASE_PATHS_H

#include "base/err.h"
#include "base/str.h"

enum paths_kind {
	PATHS_CONFIG,	/* $XDG_CONFIG_HOME/coranto, else ~/.config/coranto */
	PATHS_DATA,	/* $XDG_DATA_HOME/coranto, else ~/.local/share/coranto */
	PATHS_STATE,	/* $XDG_STATE_HOME/coranto, else
			 * ~/.local/state/coranto: the log */
	PATHS_CACHE,	/* $XDG_CACHE_HOME/coranto, else ~/.cache/coranto: what
			 * may go at any time */
};

/*
 * The path of `file` in a folder; NULL with the reason in `err` when neither
 * the XDG variable nor HOME is set to an absolute path (a relative one is
 * invalid and ignored, as the specification says).
 */
char *paths_file(enum paths_kind kind, const char *file, struct err *err)
	MUST_USE;

/* 0 when the folder that a file at `path` would be in is there, else -1 and
 * ERR_NOTFOUND.  */
int paths_have_parent(const char *path, struct err *err) MUST_USE;

/* Make the folders that lead to `path`, mode 0700.  0, or -1 and ERR_DISK.  */
int paths_make_parents(const char *path, struct err *err) MUST_USE;

#endif
