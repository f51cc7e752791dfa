/* feeds_cut.c - what was cut in the tree of feeds and goes elsewhere; see
 * feeds_pane.h */
#include "config.h"

#include "base/mem.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

static bool same_item(const struct app_item *a, const struct app_item *b)
{
	return a->url && b->url ? !strcmp(a->url, b->url) :
	       a->folder && b->folder ? !strcmp(a->folder, b->folder) :
	       a->query && b->query && !strcmp(a->query, b->query);
}

static void free_item(struct app_item *item)
{
	free((char *)(uintptr_t)item->url);
	free((char *)(uintptr_t)item->folder);
	free((char *)(uintptr_t)item->query);
}

static void drop_cut(struct feeds_pane *p, size_t i)
{
	free_item(&p->cuts[i]);
	memmove(p->cuts + i, p->cuts + i + 1,
		(--p->n_cuts - i) * sizeof(*p->cuts));
}

bool feeds_pane_cut(struct feeds_pane *p, const struct app_item *item)
{
	p->pane.dirty = true;
	for (size_t i = 0; i < p->n_cuts; i++) {
		if (!same_item(&p->cuts[i], item))
			continue;
		drop_cut(p, i);
		return false;
	}
	p->cuts = xgrow(p->cuts, p->n_cuts, &p->cuts_cap, sizeof(*p->cuts));
	p->cuts[p->n_cuts++] = (struct app_item){
		.url = item->url ? xstrdup(item->url) : NULL,
		.folder = item->folder ? xstrdup(item->folder) : NULL,
		.query = item->query ? xstrdup(item->query) : NULL,
	};
	return true;
}

bool feeds_pane_has_cut(const struct feeds_pane *p, const struct app_item *item)
{
	for (size_t i = 0; i < p->n_cuts; i++)
		if (same_item(&p->cuts[i], item))
			return true;
	return false;
}

void feeds_pane_forget_cuts(struct feeds_pane *p)
{
	while (p->n_cuts)
		drop_cut(p, p->n_cuts - 1);
	p->pane.dirty = true;
}

static bool is_there(const struct feeds_pane *p, const struct app_item *item)
{
	const struct subs *subs = app_subs(p->pane.ui->app);

	if (item->query)
		return subs_find_query(subs, item->query) >= 0;
	for (size_t i = 0; i < p->feeds->n; i++)
		if (item->url ? !strcmp(p->feeds->feeds[i].url, item->url) :
		    tree_is_below(&p->feeds->feeds[i], item->folder))
			return true;
	return false;
}

void feeds_pane_drop_cuts(struct feeds_pane *p)
{
	for (size_t i = p->n_cuts; i-- > 0;)
		if (!is_there(p, &p->cuts[i]))
			drop_cut(p, i);
}
