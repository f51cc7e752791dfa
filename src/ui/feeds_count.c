/* feeds_count.c - what the tree of feeds has counted: what is unread in smart
 * feeds, what each feed brought in a week; see feeds_pane.h */
#include "config.h"

#include "base/mem.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

int64_t feeds_pane_count_of(const struct feeds_pane *p, const char *query)
{
	for (size_t i = 0; p->counts && i < p->counts->n_queries; i++)
		if (!strcmp(p->counts->queries[i], query))
			return p->counts->unread[i];
	return -1;
}

/* Between two counts at the least: a mark is followed at once, a refresh now
 * and then.  */
#define COUNT_MS 200
#define COUNT_REFRESHING_MS 2000
#define SPARK_CELLS 34		/* of a pane that has room for sparklines */

bool feeds_pane_has_sparks(const struct feeds_pane *p)
{
	const char *set = settings_text(&app_config(p->pane.ui->app)->settings,
					SETTING_SPARKLINES);

	return !p->pane.ui->linear && strcmp(set, "off") != 0 &&
	       (!strcmp(set, "on") || p->pane.area.width >= SPARK_CELLS);
}

/* Not so often that it would be felt: a tenth of the time at the most.  */
void feeds_pane_work(struct feeds_pane *p)
{
	struct ui *ui = p->pane.ui;
	int64_t now = date_monotonic_ms();
	int64_t took = p->counted_ms - p->counting_ms;
	int64_t least = ui->progress.running ? COUNT_REFRESHING_MS : COUNT_MS;
	bool sparks = feeds_pane_has_sparks(p);
	const char **queries;

	/* The pane may have been hidden, or narrow, when they were counted.  */
	if (sparks && !p->counted_week)
		p->counts_stale = true;
	if (!p->counts_stale || p->counting || (!p->n_queries && !sparks) ||
	    (!ui->display->by_steps && p->counted_ms &&
	     now - p->counted_ms < MAX(least, 10 * took)))
		return;
	p->counts_stale = false;
	p->counting = true;
	p->counted_week = sparks;
	p->counting_ms = now;
	queries = xcalloc(p->n_queries + 1, sizeof(*queries));
	for (size_t i = 0; i < p->n_queries; i++)
		queries[i] = p->queries[i].query;
	app_count(ui->app, queries, p->n_queries, TREE_COUNT_MOST, sparks);
	free(queries);
}

static void set_counts(struct feeds_pane *p, struct tree_node *parent)
{
	for (struct tree_node *c = parent->child; c; c = c->next) {
		if (c->kind == TREE_QUERY)
			c->unread = feeds_pane_count_of(p, c->query);
		set_counts(p, c);
	}
}

void feeds_pane_take_counts(struct feeds_pane *p, struct app_counts *counts)
{
	p->counting = false;
	p->counted_ms = date_monotonic_ms();
	app_counts_free(p->counts);
	p->counts = counts;
	for (size_t i = 0; i < p->n_queries; i++)
		p->queries[i].unread =
			feeds_pane_count_of(p, p->queries[i].query);
	if (p->tree.root)
		set_counts(p, p->tree.root);
	p->pane.dirty = true;
}

/* What the days of a feed brought; NULL: it is not known.  */
const uint32_t *feeds_pane_week(const struct feeds_pane *p,
			       const struct tree_node *node)
{
	size_t low = 0, high = p->counts ? p->counts->n_days : 0;

	while (node->feed && low < high) {
		size_t middle = low + (high - low) / 2;

		if (p->counts->days[middle].feed_id == node->feed->id)
			return p->counts->days[middle].days;
		if (p->counts->days[middle].feed_id < node->feed->id)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* --- what is being fetched ---------------------------------------------------- */

/* Between two looks: fast feeds are never marked, and however many are being
 * fetched, no more frames than this are drawn for it.  */
#define LOOK_MS 250

int feeds_pane_look(struct feeds_pane *p)
{
	struct ui *ui = p->pane.ui;
	int64_t now = date_monotonic_ms();
	int64_t left = p->looked_ms + LOOK_MS - now;

	/* Scripts show the same every time; what is heard is not disturbed. */
	if (ui->display->by_steps || ui->linear ||
	    (!ui->progress.running && !p->n_fetching)) {
		p->looked_ms = now;
		return -1;
	}
	if (left > 0 && ui->progress.running)
		return (int)left;
	p->looked_ms = now;
	if (app_fetching(ui->app, &p->fetch_turn, &p->fetching,
			 &p->n_fetching) &&
	    p->tree.root &&
	    tree_set_fetching(&p->tree, p->fetching, p->n_fetching))
		p->pane.dirty = ui->line_dirty = true;
	return ui->progress.running ? LOOK_MS : -1;
}
