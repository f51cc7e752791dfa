/* pages.h - the rows that the pages of a damaged SQLite file still hold
 *
 * Reads the format of https://www.sqlite.org/fileformat2.html by itself, for
 * SQLite gives a file up at its first bad page.  Whatever the bytes are, it
 * ends after time linear in the file; memory is six bytes a page, and one row.
 * The log (FILE-wal) is read as far as its checksums hold.
 *
 * Each page has an owner, a number that the caller gives to the root of a
 * tree, and a trust: how it is known that the page belongs there.
 */
#ifndef STORE_PAGES_H
#define STORE_PAGES_H

#include "base/err.h"
#include "base/str.h"

struct pages;

enum pages_type { PAGES_NULL, PAGES_INT, PAGES_REAL, PAGES_TEXT, PAGES_BLOB };

struct pages_value {
	enum pages_type type;
	int64_t i;
	double r;
	struct span s;		/* of text and blobs; borrowed */
};

#define PAGES_COLUMNS 64	/* rows with more of them are none of ours */

struct pages_row {
	bool has_rowid;		/* it is of a table that is ordered by it */
	int64_t rowid;
	size_t n;
	struct pages_value v[PAGES_COLUMNS];
};

enum pages_trust {
	PAGES_UNKNOWN,
	PAGES_REACHED,		/* from the root, page by page */
	PAGES_MAPPED,		/* the pointer map says so */
	PAGES_GUESSED,		/* by its rows: the caller says so */
	PAGES_N_TRUSTS,
};

#define PAGES_NOBODY 0		/* no owner */

/*
 * `fd` is borrowed and only read by pread().  wal_path NULL: without a log.
 * ERR_LIMIT when the file has more pages than SQLite's files can have.
 */
int pages_open(int fd, const char *wal_path, struct pages **ret,
	       struct err *err) MUST_USE;
void pages_free(struct pages *p);	/* NULL allowed */

uint32_t pages_count(const struct pages *p);	/* they count from 1 */
bool pages_has_wal(const struct pages *p);

/* Of the header; false when it is gone.  */
bool pages_header(struct pages *p, uint32_t *ret_application,
		  uint32_t *ret_version);

/* All that can be reached from `root` is `owner`'s, as far as it is nobody's
 * yet.  How many pages that are.  */
uint32_t pages_adopt(struct pages *p, uint32_t root, uint8_t owner);

/* Give what was not reached to those whom the pointer map names.  */
void pages_adopt_mapped(struct pages *p);

uint8_t pages_owner(const struct pages *p, uint32_t page,
		    enum pages_trust *ret_trust);
void pages_set_owner(struct pages *p, uint32_t page, uint8_t owner,
		     enum pages_trust trust);

/* It holds rows, is nobody's and not known to be free: for guesses.  */
bool pages_is_lost(struct pages *p, uint32_t page);

/*
 * fn(arg, row) for each row of a page, in order; a row that is not whole is
 * left out.  Not `whole`: only what lies on this page, texts and blobs may be
 * cut and numbers NULL.  fn must not call what reads pages.  Ends when fn is
 * not 0, and returns what it said.
 */
int pages_rows(struct pages *p, uint32_t page, bool whole,
	       int (*fn)(void *arg, const struct pages_row *row), void *arg);

#endif
