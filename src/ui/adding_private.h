/* adding_private.h - the pane of adding.h, for adding.c and adding_draw.c */
#ifndef UI_ADDING_PRIVATE_H
#define UI_ADDING_PRIVATE_H

#include "app/probe.h"
#include "ui/adding.h"
#include "ui/prompt.h"

enum adding_field { FIELD_NONE, FIELD_FOLDER, FIELD_TITLE };

struct adding_row {
	struct app_offers *from;	/* owns the offer, when it was seen */
	const struct app_offer *offer;
	char *name;		/* the reader's, or NULL */
	bool chosen;
};

struct adding {
	struct pane pane;
	char *typed;		/* the address */
	uint64_t ticket;
	bool looking;		/* more is to come */
	bool eager;		/* subscribe as soon as it is known to what */
	struct err err;
	bool hopeless;
	struct app_offers *named;	/* what the page names; or NULL */
	struct adding_row rows[APP_OFFERS_MOST];
	size_t n;
	char *folder;
	struct scroll scroll;
	bool moved;		/* the cursor is where the reader put it */
	int row_y;		/* of the first that is seen */
	int rows_width;
	enum adding_field field;
	struct prompt prompt;
};

/* The one under the cursor, or NULL; what it is called; is it subscribed to?  */
struct adding_row *adding_row(struct adding *p);
const char *adding_name(const struct adding_row *row);
bool adding_has(const struct adding *p, const struct adding_row *row);

void adding_draw(struct pane *pane, const struct area *a, bool focused);

#endif
