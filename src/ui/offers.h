/* offers.h - what there is of each kind, for Tab in the prompts
 *
 * Each adds to the candidates those that are like what is typed.
 */
#ifndef UI_OFFERS_H
#define UI_OFFERS_H

#include "query/query.h"
#include "ui/prompt.h"

struct ui;

#define OFFERS_MOST 200

/* What is offered: in the first pass what begins as typed, in the second what
 * has it within.  */
struct offers {
	const struct ui *ui;
	struct candidates *c;
	struct str want;	/* what is typed, folded */
	struct str have;
	bool within;
};

/* Words between separators; those in capitals stand for something else.  */
void offer_words(struct offers *o, const char *words, const char *sep,
		 const char *note);

void offer_actions(struct offers *o);
void offer_settings(struct offers *o);
/* What can be edited of a feed.  */
void offer_of_feed(struct offers *o);
/* Values of the setting `name`.  */
void offer_values(struct offers *o, struct span name);
void offer_keys(struct offers *o);
/* For a query, in quotes where they need them.  */
void offer_folders(struct offers *o, bool query);
void offer_tags(struct offers *o, bool query);
void offer_themes(struct offers *o);
void offer_roles(struct offers *o);

/* Of the query language.  */
void offer_fields(struct offers *o);
void offer_field_values(struct offers *o, const struct query_field *f);

#endif
