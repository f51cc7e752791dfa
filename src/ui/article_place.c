/* article_place.c - where one was in each article
 *
 * All of it is known while the reader runs; the text at the top is in the
 * cache, written by another thread.
 */
#include "config.h"

#include "base/date.h"
#include "ui/article_pane.h"
#include "ui/state.h"

/* While one reads on, it is written no more often.  */
#define EVERY_MS 5000

static struct article_place *find_place(struct article_pane *p, int64_t id)
{
	for (size_t i = 0; i < MIN(p->n_places, ARTICLE_PLACES); i++)
		if (p->places[i].id == id)
			return &p->places[i];
	return NULL;
}

/* What was read to its end is read from its beginning again.  */
static struct page_place place_now(struct article_pane *p)
{
	if (article_pane_at_end(p))
		return (struct page_place){ .part = PAGE_HEAD };
	return p->anchor;
}

static bool same_text(const struct page_place *a, const struct page_place *b)
{
	if (a->part != PAGE_BODY || b->part != PAGE_BODY)
		return (a->part == PAGE_BODY) == (b->part == PAGE_BODY);
	return a->at.leaf == b->at.leaf && a->at.byte == b->at.byte;
}

static void store(struct article_pane *p, const struct page_place *at)
{
	struct app *app = p->pane.ui->app;

	if (same_text(at, &p->stored))
		return;
	p->stored = *at;
	p->stored_ms = date_monotonic_ms();
	if (at->part == PAGE_BODY)
		app_set_place(app, p->id, at->at.leaf, at->at.byte);
	else
		app_set_place(app, p->id, STORE_NO_PLACE, 0);
}

void article_place_keep(struct article_pane *p)
{
	struct article_place *old;
	struct page_place at;

	if (!p->id || !p->page.body || p->view != ARTICLE_PAGE)
		return;
	at = place_now(p);
	old = find_place(p, p->id);
	if (!old)
		old = &p->places[p->n_places++ % ARTICLE_PLACES];
	*old = (struct article_place){ .id = p->id, .at = at };
	store(p, &at);
}

void article_place_moved(struct article_pane *p)
{
	if (date_monotonic_ms() - p->stored_ms >= EVERY_MS)
		article_place_keep(p);
}

bool article_place_recall(struct article_pane *p, struct page_place *ret)
{
	const struct article_place *old = find_place(p, p->id);
	struct page_place at = { .part = PAGE_BODY };

	if (old) {
		at = old->at;
	} else if (store_place(app_store(p->pane.ui->app), p->id, &at.at.leaf,
			       &at.at.byte, NULL) < 0 ||
		   at.at.leaf == STORE_NO_PLACE) {
		return false;
	}
	p->stored = at;
	if (at.part != PAGE_BODY)
		return false;
	*ret = at;
	return true;
}
