/* article_place.c - where one was in each article */
#include "config.h"

#include "ui/article_pane.h"

static struct article_place *find_place(struct article_pane *p, int64_t id)
{
	for (size_t i = 0; i < MIN(p->n_places, ARTICLE_PLACES); i++)
		if (p->places[i].id == id)
			return &p->places[i];
	return NULL;
}

void article_place_keep(struct article_pane *p)
{
	struct article_place *old;

	if (!p->id || !p->page.body || p->view != ARTICLE_PAGE)
		return;
	old = find_place(p, p->id);
	if (!old)
		old = &p->places[p->n_places++ % ARTICLE_PLACES];
	*old = (struct article_place){ .id = p->id, .at = p->anchor };
	/* What was read to its end is read from its beginning again.  */
	if (article_pane_at_end(p))
		old->at = (struct page_place){ .part = PAGE_HEAD };
}

bool article_place_recall(struct article_pane *p, struct page_place *ret)
{
	const struct article_place *old = find_place(p, p->id);

	if (!old || old->at.part == PAGE_HEAD)
		return false;
	*ret = old->at;
	return true;
}
