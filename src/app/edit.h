/* edit.h - changes of the subscription list, for the files that make them:
 * edit.c, subscribe.c, arrange.c, reorder.c and amend.c
 *
 * A change reads the file, edits and writes it in one go on the writer
 * thread, with a lock on its folder held, so that neither another coranto
 * nor an editor that saved a moment ago loses a line.  Then the cache is made
 * to follow.
 */
#ifndef APP_EDIT_H
#define APP_EDIT_H

#include "app/app_private.h"
#include "app/opml_file.h"

/* A change that the owner asked for.  Strings are owned.  */
struct app_edit {
	struct app_task task;
	char *url, *name, *folder;
	char *path;		/* import: of the OPML file */
	struct subs_new *items;	/* several to add; with their strings */
	size_t n_items;
	struct subs_node *nodes;	/* with their strings */
	size_t n_nodes;
	struct subs_node to;
	enum subs_where where;
	struct app_change *changes;	/* amend.c; with their strings */
	size_t n_changes;
	unsigned flags;		/* add: of app/find.h */
	struct str note;	/* for undo; of subs.h */
	struct opml_imported imported;
	bool journals;		/* it is an act for the journal */
	int64_t act_id;		/* of it, once that is done */
	const char *act;	/* its words; NULL: those of the event */
	/* On the writer, with the lock: edits `subs` and sets the event's
	 * words; a failure leaves the file as it is.  */
	int (*apply)(struct app_edit *e, struct store *st, struct subs *subs,
		     struct err *err);
	/* On the writer, when the file is written; or NULL.  */
	void (*after)(struct app_edit *e, struct store *st);
};

/* An edit with its event.  Owner thread.  */
struct app_edit *app_edit_new(struct app *app) MUST_USE;

/* One for the journal, about items (copied).  Owner thread.  */
struct app_edit *app_edit_of(struct app *app, const struct app_item *items,
			     size_t n) MUST_USE;

/* ERR_NOTFOUND unless the list has it, or is yet to be made.  Owner thread. */
int app_check_item(struct app *app, const struct app_item *item,
		   struct err *err) MUST_USE;

void app_changes_free(struct app_change *changes, size_t n);

/* Move it to the writer; its ticket.  Owner thread.  */
uint64_t app_edit_post(struct app_edit *e);

/* Append what the reader calls the feed, else its address.  Writer thread. */
int app_edit_label(struct str *out, struct store *st, const char *url,
		   struct err *err) MUST_USE;

/* Edit the list by a function.  Writer thread.  An act for the journal, `note`,
 * is there before the file is written: who dies in between leaves one that
 * app_settle_list() goes on with.  The function may set it; without words it
 * is none, as NULL is.  */
typedef int app_edit_fn(void *arg, struct store *st, struct subs *subs,
			struct err *err);
int app_edit_list(struct app *app, struct store *st, app_edit_fn *apply,
		  void *arg, struct store_note *note, struct err *err)
	MUST_USE;

#endif
