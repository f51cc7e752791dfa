/* complete.h - what Tab offers in the prompts
 *
 * Fillers for `struct prompt`; `arg` is the struct ui.  What begins as typed
 * comes before what only has it within; case and diacritics do not count.
 */
#ifndef UI_COMPLETE_H
#define UI_COMPLETE_H

#include "ui/prompt.h"

void complete_command(void *arg, struct span before, struct candidates *c);
void complete_tags(void *arg, struct span before, struct candidates *c);
/* Addresses that the page named which was subscribed to last.  */
void complete_address(void *arg, struct span before, struct candidates *c);
/* Folders of feeds.  */
void complete_folder(void *arg, struct span before, struct candidates *c);
/* Of the query language.  */
void complete_query(void *arg, struct span before, struct candidates *c);
void complete_path(void *arg, struct span before, struct candidates *c);

#endif
