/* badvfs.h - SQLite's file system, failing on purpose
 *
 * Installed, it is the default of the process, and does what the system does
 * until one of these is set.
 */
#ifndef TESTS_BADVFS_H
#define TESTS_BADVFS_H

#include <stdatomic.h>
#include <stdint.h>

struct badvfs {
	atomic_int lock;	/* what locking gives; 0: what it does */
	atomic_int memory;	/* what asking for shared memory gives */
	atomic_bool count;	/* `space` counts */
	_Atomic int64_t space;	/* bytes that can still be written */
};

extern struct badvfs badvfs;

/* Before the first use of SQLite.  */
void badvfs_install(void);

#endif
