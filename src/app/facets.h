/* facets.h - what a list is made of */
#ifndef APP_FACETS_H
#define APP_FACETS_H

#include "app/app.h"
#include "store/facets.h"

/*
 * The feeds and the days of these articles (copied).  Answered by APP_FACETS
 * with `generation`, on a thread of its own; a newer generation supersedes
 * older ones.  Owner thread.
 */
void app_facets(struct app *app, const int64_t *ids, size_t n,
		uint64_t generation);
/* What was asked for with older generations is not wanted any more.  */
void app_facets_stale(struct app *app, uint64_t generation);

#endif
