/* search_scope.c - where a search looks and in which order, and both as a query;
 * see search_pane.h */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/sorts.h"
#include "ui/state.h"

static const char *const names[N_SEARCH_WHERE] = {
	"everywhere", "here", "folder", "archived",
};

/* --- where it may look ---------------------------------------------------------- */

static void forget(struct search_place *h)
{
	free((char *)h->scope.folder);
	free(h->query);
	free(h->name);
	free(h->around);
	*h = (struct search_place){ 0 };
}

void search_scope_release(struct search_pane *p)
{
	forget(&p->here);
}

/* The folder that a folder is in; "" at the top.  */
static char *parent_of(const char *folder)
{
	const char *slash = strrchr(folder, '/');

	return xstrndup(folder, slash ? (size_t)(slash - folder) : 0);
}

void search_scope_look(struct search_pane *p)
{
	struct ui *ui = p->pane.ui;
	const struct list_pane *l = ui->list;
	bool feeds = ui->focus == FOCUS_FEEDS || !l->made;
	const struct tree_node *node = feeds ? feeds_pane_node(ui->feeds) :
				       NULL;
	struct search_place *h = &p->here;
	const struct store_feed *feed;

	forget(h);
	h->scope = feeds ? feeds_pane_scope(ui->feeds) : l->scope;
	h->scope.unread_only = false;
	h->scope.order = STORE_BY_DATE;
	h->scope.reversed = false;
	h->scope.query = NULL;
	if (h->scope.folder)
		h->scope.folder = xstrdup(h->scope.folder);
	if (feeds ? node && node->query : l->query != NULL)
		h->query = xstrdup(feeds ? node->query : l->query);
	if (feeds ? node != NULL : l->name != NULL)
		h->name = xstrdup(feeds ? node->label : l->name);
	feed = h->scope.kind != STORE_FEED ? NULL :
	       feeds_pane_find(ui->feeds, h->scope.feed_id);
	if (feed)
		h->around = xstrdup(feed->folder);
	else if (h->scope.folder)
		h->around = parent_of(h->scope.folder);
}

/* False where it would be everything, or nothing.  */
static bool is_there(const struct search_pane *p, enum search_where where)
{
	const struct search_place *h = &p->here;
	struct store_feeds *feeds;
	bool any;

	switch (where) {
	case SEARCH_HERE:
		return h->scope.kind != STORE_ALL || h->query ||
		       h->scope.starred_only;
	case SEARCH_FOLDER:
		return h->around && *h->around;
	case SEARCH_ARCHIVED:
		if (store_archived(app_store(p->pane.ui->app), &feeds,
				   NULL) < 0)
			return false;
		any = feeds->n > 0;
		store_feeds_free(feeds);
		return any;
	case SEARCH_EVERYWHERE:
	case N_SEARCH_WHERE:
		break;
	}
	return true;
}

static enum search_where where_of(const struct search_pane *p)
{
	/* A rule is about what comes, and from anywhere.  */
	if (p->rule)
		return SEARCH_EVERYWHERE;
	/* What was unsubscribed from was there when it was chosen.  */
	return p->where == SEARCH_ARCHIVED || is_there(p, p->where) ?
	       p->where : SEARCH_EVERYWHERE;
}

void search_scope_set(struct search_pane *p)
{
	struct store_scope s = { .kind = STORE_ALL };
	const struct search_place *h = &p->here;

	switch (where_of(p)) {
	case SEARCH_HERE:
		s = h->scope;
		break;
	case SEARCH_FOLDER:
		s.kind = STORE_FOLDER;
		s.folder = h->around;
		break;
	case SEARCH_ARCHIVED:
		s.kind = STORE_ARCHIVED;
		break;
	case SEARCH_EVERYWHERE:
	case N_SEARCH_WHERE:
		break;
	}
	s.order = p->scope.order;
	s.reversed = p->scope.reversed;
	p->scope = s;
}

static void add_path(struct str *out, const char *folder)
{
	for (; *folder; folder++)
		if (*folder == '/')
			str_add(out, " ▸ ");
		else
			str_addc(out, *folder);
}

void search_scope_words(const struct search_pane *p, struct str *out)
{
	const struct search_place *h = &p->here;
	struct str words = STR_INIT;

	switch (where_of(p)) {
	case SEARCH_HERE:
		str_add(&words, "in ");
		if (h->scope.folder && !h->query)
			add_path(&words, h->scope.folder);
		else
			str_add(&words, h->name ? h->name : "this list");
		break;
	case SEARCH_FOLDER:
		str_add(&words, "in ");
		add_path(&words, h->around);
		break;
	case SEARCH_ARCHIVED:
		str_add(&words, "in archived feeds");
		break;
	case SEARCH_EVERYWHERE:
	case N_SEARCH_WHERE:
		str_add(&words, "everywhere");
	}
	text_oneline(out, str_span(&words));
	str_release(&words);
}

/* --- the order ----------------------------------------------------------------------- */

void search_order_words(const struct search_pane *p, struct str *out)
{
	const struct query_plan *plan = p->matches ? query_plan(p->matches) :
					NULL;

	if (p->scope.order != STORE_BY_DATE)
		sort_words((struct sort){ p->scope.order, p->scope.reversed },
			   out);
	else if (plan ? plan->by_rank : p->by_rank)
		str_add(out, p->scope.reversed ? "by rank, reversed" :
			"by rank");
	else if ((plan && plan->oldest_first) != p->scope.reversed)
		str_add(out, "oldest first");
	else
		str_add(out, "by date");
}

/* --- as a query ----------------------------------------------------------------------- */

static bool is_query(const char *text)
{
	struct query *q;

	if (query_parse(span_of(text), date_now(), &q, NULL) < 0)
		return false;
	query_free(q);
	return true;
}

/* Without the order that a smart feed has of its own.  */
static void add_unsorted(struct str *out, const char *query)
{
	bool quoted = false;

	for (const char *p = query; *p; p++) {
		bool begins = p == query || p[-1] == ' ';

		quoted ^= *p == '"';
		if (begins && !quoted && !strncmp(p, "sort:", 5)) {
			p += strcspn(p, " ");
			if (!*p)
				break;
		}
		str_addc(out, *p);
	}
}

/* What the place is about and what was typed are two conditions, whatever
 * stands in them; an order in what was typed wins, for there can be one.  */
char *search_compose(const struct search_pane *p, const char *typed)
{
	const char *here = where_of(p) == SEARCH_HERE ? p->here.query : NULL;
	struct str text = STR_INIT, sorted = STR_INIT;

	if (here) {
		str_addc(&text, '(');
		add_unsorted(&text, here);
		str_addf(&text, ") (%s)", typed);
	}
	if (!here || !is_query(text.s)) {
		str_clear(&text);
		if (here)
			add_unsorted(&text, here);
		str_addf(&text, "%s%s", here ? " " : "", typed);
	}
	if (!p->by_rank)
		return str_detach(&text);
	str_addf(&sorted, "sort:rank (%s)", text.s);
	if (!is_query(sorted.s)) {
		str_release(&sorted);
		return str_detach(&text);
	}
	str_release(&text);
	return str_detach(&sorted);
}

/* --- actions ----------------------------------------------------------------------------- */

static struct search_pane *pane_of(struct ui *ui)
{
	if (ui->searching && !ui->over)
		return ui->search;
	ui_say(ui, "Search for something first");
	return NULL;
}

void search_turn_order(struct search_pane *p, bool by_rank)
{
	p->by_rank = by_rank;
	p->scope.order = STORE_BY_DATE;
	p->scope.reversed = false;
	search_pane_again(p);
}

void action_search_order(struct ui *ui, const struct call *call)
{
	struct search_pane *p = pane_of(ui);

	if (!p)
		return;
	if (*call->args && strcmp(call->args, "date") != 0 &&
	    strcmp(call->args, "rank") != 0) {
		ui_complain(ui, "search-order takes date or rank");
		return;
	}
	search_turn_order(p, *call->args ? !strcmp(call->args, "rank") :
			  p->scope.order == STORE_BY_DATE && !p->by_rank);
}

void search_turn_scope(struct search_pane *p)
{
	enum search_where next = where_of(p);

	do
		next = (next + 1) % N_SEARCH_WHERE;
	while (!is_there(p, next));
	if (next == where_of(p))
		ui_say(p->pane.ui, "Searching everywhere; begin it in a feed "
		       "or folder to search there");
	p->where = next;
	search_pane_again(p);
}

void action_search_scope(struct ui *ui, const struct call *call)
{
	struct search_pane *p = pane_of(ui);
	enum search_where where = 0;

	if (!p)
		return;
	if (!*call->args) {
		search_turn_scope(p);
		return;
	}
	while (where < N_SEARCH_WHERE && strcmp(call->args, names[where]) != 0)
		where++;
	if (where == N_SEARCH_WHERE) {
		ui_complain(ui, "search-scope takes here, folder, everywhere "
				"or archived");
	} else if (!is_there(p, where)) {
		ui_decline(ui, where == SEARCH_ARCHIVED ?
			   "No feed was unsubscribed from" :
			   "The search was begun in no such place");
	} else {
		p->where = where;
		search_pane_again(p);
	}
}
