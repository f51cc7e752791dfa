/* subs_adding.h - feeds on their way into the subscription list: what
 * subs_add.c knows of them and of the folders, for subs_again.c too
 */
#ifndef APP_SUBS_ADDING_H
#define APP_SUBS_ADDING_H

#include "app/subs_private.h"

/* A folder that something goes into.  */
struct subs_target {
	const char *folder;	/* of a line, or of the item's normal form */
	size_t start, end;	/* its last one in the file: [start, end) */
	size_t at;		/* where feeds go; SIZE_MAX: not looked for */
	bool is_new;		/* it has none in the file */
	size_t rank;		/* of a new one: which comes first */
};

/* A new line on its way.  */
struct subs_entry {
	size_t at, rank, order;	/* sorted by these */
	struct subs_new *item;
	char *folder;		/* owned; normal form */
	const struct subs_target *section;
};

struct subs_adding {
	struct subs *s;
	struct subs_target *sections;
	size_t n_sections, cap_sections;
	size_t *table;		/* of folder → section + 1 */
	size_t n_table;
	size_t *urls;		/* of the entries' addresses → entry + 1 */
	size_t n_urls;
	struct subs_entry *entries;
	size_t n;
	bool ordered;
};

/* Neither a feed nor a smart feed.  */
bool subs_new_is_folder(const struct subs_new *item);

/* Of a table for `n` things.  */
size_t subs_table_size(size_t n);

/* The slot of a folder, or the empty one where it would be; and what it has,
 * made when there is none.  */
size_t *subs_target_slot(struct subs_adding *a, const char *folder);
struct subs_target *subs_target(struct subs_adding *a, const char *folder);

/* The slot of an address, or, when that is NULL, of a query.  */
size_t *subs_entry_slot(struct subs_adding *a, const char *url,
			const char *query);

#endif
