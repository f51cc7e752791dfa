/* opml_file.h - subscriptions from files: OPML, and lists of other readers */
#ifndef APP_OPML_FILE_H
#define APP_OPML_FILE_H

#include "app/app.h"

struct opml_doc;

struct opml_imported {
	struct opml_doc *doc;
	size_t added;
	size_t queries;		/* smart feeds among what was added */
	struct str act;		/* what was done */
	struct str words;	/* and what was not */
	struct str note;	/* for subs_take_added() */
};

void opml_imported_release(struct opml_imported *im);

/*
 * Add to `subs` what is new in the file `path` ("-": standard input), OPML or
 * what urls_parse() reads.
 * Only http and https are taken; others are refused by name in messages.
 * Writer thread.
 */
int opml_file_import(struct app *app, const char *path, struct subs *subs,
		     struct opml_imported *ret, struct err *err) MUST_USE;

/* Tell the cache what the file knows of feeds that were never fetched: their
 * own titles and their web pages.  Writer thread.  */
int opml_file_tell(struct store *st, const struct opml_imported *im,
		   struct err *err) MUST_USE;

#endif
