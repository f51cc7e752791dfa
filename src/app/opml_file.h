/* opml_file.h - subscriptions from and to OPML files */
#ifndef APP_OPML_FILE_H
#define APP_OPML_FILE_H

#include "app/app.h"

/*
 * Add to `subs` what is new in the OPML file `path` ("-": standard input).
 * Only http and https are taken; others are refused by name in messages.
 * `words` is appended what was done.  Writer thread.
 */
int opml_file_import(struct app *app, const char *path, struct subs *subs,
		     struct str *words, struct err *err) MUST_USE;

#endif
