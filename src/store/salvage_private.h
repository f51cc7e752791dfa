/* salvage_private.h - from the pages of a file into a new cache */
#ifndef STORE_SALVAGE_PRIVATE_H
#define STORE_SALVAGE_PRIVATE_H

#include <sys/types.h>

#include "store/pages.h"
#include "store/salvage.h"
#include "store/store_private.h"

#define SALVAGE_TABLES 40
#define SALVAGE_ROOTS 400

struct salvage_roots {
	struct salvage *s;
	size_t n;
	struct { uint32_t page; uint8_t owner; } list[SALVAGE_ROOTS];
};

struct salvage_column {
	const char *name;
	enum pages_type type;	/* PAGES_NULL: any */
	bool not_null;
};

/* A table of the new file; owner number i + 1 of pages is tables[i].  */
struct salvage_table {
	const char *name;
	struct salvage_column columns[PAGES_COLUMNS];
	size_t n;		/* columns, in the order of its rows */
	size_t least;		/* columns of the oldest version of it */
	size_t rowid;		/* which column is the rowid; n: none is */
	bool by_key;		/* WITHOUT ROWID */
	sqlite3_stmt *put[PAGES_COLUMNS + 1];	/* by columns of a row */
};

struct salvage {
	struct store *st;	/* the new cache */
	struct arena *arena;
	const struct store_watch *watch;
	struct pages *pages;	/* that are being read */
	struct salvage_table tables[SALVAGE_TABLES];
	size_t n_tables;
	struct salvage_roots usual;	/* where the new file has its trees */
	struct store_salvaged *ret;
	bool backup;		/* they are those of a backup */
	const char **later;	/* statements: indexes and triggers */
	size_t n_later, cap_later;
	/* While the rows of a page are read: */
	struct salvage_table *table;
	enum pages_trust trust;
	size_t n_fit, n_rows;
	struct err *err;
};

/* salvage_tables.c: the tables of the new file, without what slows it down;
 * and what rows fit into which.  */
int salvage_tables(struct salvage *s, struct err *err) MUST_USE;
void salvage_tables_done(struct salvage *s);
int salvage_restore(struct salvage *s, struct err *err) MUST_USE;
bool salvage_fits(const struct salvage_table *t, const struct pages_row *row);
struct salvage_table *salvage_find(struct salvage *s, struct span name);

/* Who owns which pages; guesses at those that are lost.  */
int salvage_survey(struct salvage *s, struct err *err) MUST_USE;
void salvage_guess(struct salvage *s);

/* salvage_rows.c: all rows of s->pages that the new file has not.  */
int salvage_rows(struct salvage *s, struct err *err) MUST_USE;

/* salvage_acts.c: undo brings back what lies in the trash, and says nothing that
 * it cannot do.  */
int salvage_acts(struct salvage *s, struct err *err) MUST_USE;

#define SALVAGE_SUFFIX ".salvage"	/* the new file, until it is whole */

/* salvage_swap.c: put the new file, which is closed, in the place of the old
 * one, and give it that mode.  *ret: where the old one is now; owned.  */
int salvage_swap(const char *path, const char *new_path, mode_t mode,
		 char **ret, struct err *err) MUST_USE;

bool salvage_cancelled(const struct salvage *s, struct err *err);

#endif
