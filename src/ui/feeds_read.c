/* feeds_read.c - reading the feeds and smart feeds that the tree shows
 *
 * The cursor stays on what it is on, whatever row that has in the new tree.
 */
#include "config.h"

#include "base/mem.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

/* The row that a node of the last tree has in this one.  */
static ptrdiff_t row_like(const struct feeds_pane *p, enum tree_kind kind,
			  int64_t id, const char *path)
{
	/* Of a smart feed the path is its query.  */
	for (size_t i = 0; i < p->tree.n; i++) {
		const struct tree_node *node = p->tree.rows[i];

		if (node->kind == kind &&
		    (kind != TREE_FEED || node->feed->id == id) &&
		    (kind != TREE_FOLDER || !strcmp(node->path, path)) &&
		    (kind != TREE_QUERY || !strcmp(node->query, path)))
			return (ptrdiff_t)i;
	}
	return -1;
}

void feeds_pane_want(struct feeds_pane *p, enum tree_kind kind,
		     const char *name)
{
	free(p->wanted);
	p->wants = true;
	p->wanted_kind = kind;
	p->wanted = name ? xstrdup(name) : NULL;
}

static const struct store_feed *feed_of(const struct feeds_pane *p,
					const char *url)
{
	for (size_t i = 0; i < p->feeds->n; i++)
		if (!strcmp(p->feeds->feeds[i].url, url))
			return &p->feeds->feeds[i];
	return NULL;
}

/* At the start the cursor is where it was when the reader was left, else on
 * the first feed, past the smart rows.  */
static void go_first(struct feeds_pane *p)
{
	const struct store_feed *feed = &p->feeds->feeds[0], *found = NULL;
	ptrdiff_t row = -1;

	if (p->wants && p->wanted_kind == TREE_FEED && p->wanted)
		found = feed_of(p, p->wanted);
	else if (p->wants)
		row = row_like(p, p->wanted_kind, 0, p->wanted);
	if (row >= 0)
		p->scroll.cursor = (size_t)row;
	else
		feeds_pane_go(p, (found ? found : feed)->id);
	free(p->wanted);
	p->wanted = NULL;
	p->wants = false;
}

static void follow_folder(const struct feeds_pane *p,
			  const struct store_feeds *feeds, char **path)
{
	char *now = *path ? tree_follow(&p->tree, *path, feeds) : NULL;

	if (!now)
		return;
	free(*path);
	*path = now;
}

/* --- smart feeds ------------------------------------------------------------ */

void feeds_pane_free_queries(struct feeds_pane *p)
{
	for (size_t i = 0; i < p->n_queries; i++) {
		free(p->queries[i].query);
		free(p->queries[i].name);
		free(p->queries[i].folder);
	}
	free(p->queries);
}

static bool can_parse(const char *text)
{
	struct query *q;

	if (query_parse(span_of(text), date_now(), &q, NULL) < 0)
		return false;
	query_free(q);
	return true;
}

/* Those of the list, as it is now.  The tree's are freed when it is made.  */
static void read_queries(struct feeds_pane *p)
{
	const struct subs *subs = app_subs(p->pane.ui->app);
	size_t n = subs_n_queries(subs);
	struct tree_query *queries = xcalloc(n + 1, sizeof(*queries));

	for (size_t i = 0; i < n; i++) {
		struct subs_query q = subs_query(subs, i);

		queries[i] = (struct tree_query){
			.query = xstrdup(q.query), .name = xstrdup(q.name),
			.folder = xstrdup(q.folder), .before = q.before,
			.unread = feeds_pane_count_of(p, q.query),
			.wrong = !can_parse(q.query),
		};
	}
	feeds_pane_free_queries(p);
	p->queries = queries;
	p->tree.queries = queries;
	p->n_queries = p->tree.n_queries = n;
}

/* --- reading ---------------------------------------------------------------- */

void feeds_pane_read(struct feeds_pane *p)
{
	const struct tree_node *node = feeds_pane_node(p);
	enum tree_kind kind = node ? node->kind : TREE_ALL;
	int64_t id = node && node->feed ? node->feed->id : 0;
	char *path = node && node->path ? xstrdup(node->path) :
		     node && node->query ? xstrdup(node->query) : NULL;
	bool first = !p->feeds || !p->feeds->n;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	ptrdiff_t row;

	p->pane.dirty = true;
	if (store_feeds(app_store(p->pane.ui->app), &feeds, &err) < 0) {
		ui_complain(p->pane.ui, "%s", err.text);
		free(path);
		return;
	}
	app_see_paused(p->pane.ui->app, feeds);
	if (kind == TREE_FOLDER)
		follow_folder(p, feeds, &path);
	read_queries(p);
	p->counts_stale = true;
	p->tree.kept = id;
	tree_make(&p->tree, feeds);
	tree_set_fetching(&p->tree, p->fetching, p->n_fetching);
	store_feeds_free(p->feeds);
	p->feeds = feeds;
	feeds_pane_drop_cuts(p);
	row = row_like(p, kind, id, path);
	if (row >= 0)
		p->scroll.cursor = (size_t)row;
	else
		p->scroll.cursor = MIN(p->scroll.cursor, p->tree.n - 1);
	if (first && feeds->n && kind == TREE_ALL)
		go_first(p);
	free(path);
}
