/* backup.h - copies of the cache that it can be had back from
 *
 * Beside the cache: FILE.backup is the newest, FILE.backup.1 the one before,
 * and so on.  Each is a whole cache but for the full-text index, which is made
 * anew from the texts by whoever opens it; so it takes about half the space.
 *
 * One is due a day after the cache was made, then weekly, and when SQLite has
 * told that it recovered the log of a process that had not ended well, but not
 * twice a day.  The values backup-due, backup-made (seconds since 1970),
 * backup-problem (why the last one was not made, or "") and unclean-exit keep
 * that.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/str.h"
#include "store/store.h"

#define STORE_BACKUPS_MOST 9

/*
 * From now on store_backup_some() makes backups with this write connection,
 * and keeps `keep` of them: those that are beyond it go when the next one is
 * made.  0: none are made, and those that are there stay.
 */
void store_backup_allow(struct store *st, int keep);

/*
 * Start one when it is due.  It is made by a thread of its own on connections
 * of its own, from the cache as it is now; writing goes on meanwhile, and costs
 * log, not time.  *ret_left is always 0.
 */
int store_backup_some(struct store *st, int ms, int64_t *ret_left,
		      struct err *err) MUST_USE;

/* Wait until the one that was started is made; closing the connection ends it
 * instead.  ERR_CANCELLED when none is under way, else why it failed.  */
int store_backup_wait(struct store *st, struct err *err) MUST_USE;

/*
 * Make one now: a temporary file, checked, synced, and put in the place of the
 * others.  `cancel` (NULL: never) is asked often.  ERR_DISK, ERR_LIMIT without
 * enough space, ERR_INPUT when the cache is damaged, ERR_BUSY when another
 * process makes one, ERR_CANCELLED.  Any thread.
 */
int store_backup_make(const char *path, int keep, bool (*cancel)(void *arg),
		      void *arg, struct err *err) MUST_USE;

/* Append the name of the backup `n`, 0 being the newest.  */
void store_backup_name(struct str *out, const char *path, int n);

#endif
