/* fields.h - a form: values that are edited where they stand
 *
 * A row each of a label, the value and where that comes from; the one under
 * the cursor is a line editor, or, where there is a choice, changes by Space
 * and the arrows.  An empty value stands for `otherwise`, which is shown in its
 * place.  Nothing happens until whoever has the form says so.  Main thread.
 */
#ifndef UI_FIELDS_H
#define UI_FIELDS_H

#include "ui/grid.h"
#include "ui/prompt.h"
#include "ui/scroll.h"

struct field {
	/* Borrowed as long as the form.  */
	const char *label;
	const char *doc;	/* a line or two, of the field one is on */
	const char *otherwise;	/* what an empty one means, "" */
	const char *origin;	/* where that is said, "" */
	const char *choices;	/* "a|b|c", or NULL: text */
	bool offers;		/* Right takes `otherwise` over, to be edited */
	void (*complete)(void *arg, struct span before, struct candidates *c);
	/* What is wrong with a value (not empty); NULL: nothing ever is.  */
	bool (*check)(const struct field *f, const char *value,
		      struct err *err);
	int number;		/* the caller's */
	/* Owned by the form.  */
	char *was, *value;
	char *fault;		/* or NULL */
};

struct fields {
	struct field *fields;
	size_t n, cap;
	struct scroll scroll;
	struct prompt prompt;	/* that of the field one is on */
	void *arg;		/* for complete() */
	bool sentences;		/* no columns: "label: value, origin" */
	int rows_y, rows_x;	/* where they were drawn, on the screen */
};

void fields_init(struct fields *fs, void *arg);
void fields_release(struct fields *fs);

/* Add one whose value is a copy of `value`.  */
void fields_add(struct fields *fs, struct field f, const char *value);

/* After the last was added; later, go to one.  */
void fields_go(struct fields *fs, size_t i);
void fields_move(struct fields *fs, enum move how, int count);

/* It is another than at the beginning.  */
bool field_changed(const struct field *f);
size_t fields_n_changed(const struct fields *fs);

/* The first with a fault, or n.  */
size_t fields_wrong(const struct fields *fs);

/* Say what is wrong with a field, until its value is another.  */
void fields_blame(struct fields *fs, size_t i, const char *why);

enum fields_result {
	FIELDS_NONE,		/* not a key of a form */
	FIELDS_TAKEN,
	FIELDS_ACCEPT,		/* Enter */
	FIELDS_LEAVE,		/* Esc */
};

enum fields_result fields_key(struct fields *fs, struct key k);
void fields_paste(struct fields *fs, const char *text);

/* The row at that line of the screen becomes the one one is on; false: there is
 * none.  Another click on a choice is the next one, `again`.  */
bool fields_click(struct fields *fs, int y, bool again);

/* Draw all of it; the cursor's cell of `a` in *ret_x, *ret_y.  */
void fields_draw(struct fields *fs, const struct area *a, int *ret_x,
		 int *ret_y);

/* A choice is made there, no text is typed.  */
bool fields_choosing(const struct fields *fs);

#endif
