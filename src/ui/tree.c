/* tree.c - see tree.h */
#include "config.h"

#include "ui/tree.h"

#include "base/mem.h"
#include "base/text.h"

#define MAX_DEPTH 16

void tree_release(struct tree *t)
{
	for (size_t i = 0; i < t->n_folded; i++)
		free(t->folded[i]);
	free(t->folded);
	free(t->filter);
	arena_free(t->arena);
	*t = (struct tree){ 0 };
}

static ptrdiff_t folded_index(const struct tree *t, const char *path)
{
	for (size_t i = 0; i < t->n_folded; i++)
		if (!strcmp(t->folded[i], path))
			return (ptrdiff_t)i;
	return -1;
}

static void add_row(struct tree *t, struct tree_node *node)
{
	t->rows = arena_grow(t->arena, t->rows, t->n, &t->cap,
			     sizeof(struct tree_node *));
	t->rows[t->n++] = node;
}

static void add_rows(struct tree *t, struct tree_node *parent)
{
	for (struct tree_node *c = parent->child; c; c = c->next) {
		if (!c->shown)
			continue;
		add_row(t, c);
		if (!c->folded || t->filter)
			add_rows(t, c);
	}
}

static struct tree_node *add_node(struct tree *t, struct tree_node *parent,
				  enum tree_kind kind, const char *label)
{
	struct tree_node *node = arena_zalloc(t->arena, sizeof(*node));

	node->kind = kind;
	node->label = label;
	node->parent = parent;
	node->depth = parent == t->root ? 0 : parent->depth + 1;
	if (parent->last)
		parent->last->next = node;
	else
		parent->child = node;
	parent->last = node;
	return node;
}

static struct tree_node *folder_below(struct tree *t, struct tree_node *parent,
				      struct span name, struct span path)
{
	struct tree_node *node;

	/* Feeds of a folder come together, so it is often the last.  */
	if (parent->last && parent->last->kind == TREE_FOLDER &&
	    span_eq(span_of(parent->last->label), name))
		return parent->last;
	for (node = parent->child; node; node = node->next)
		if (node->kind == TREE_FOLDER &&
		    span_eq(span_of(node->label), name))
			return node;
	node = add_node(t, parent, TREE_FOLDER, arena_span(t->arena, name));
	node->path = arena_span(t->arena, path);
	node->folded = folded_index(t, node->path) >= 0;
	return node;
}

static struct tree_node *folder_of(struct tree *t, const char *folder)
{
	struct tree_node *node = t->root;
	struct span path = span_of(folder);
	size_t start = 0, end;

	for (int depth = 0; start < path.len; depth++) {
		for (end = start; end < path.len; end++)
			if (path.p[end] == '/' && depth < MAX_DEPTH)
				break;
		node = folder_below(t, node,
				    (struct span){ path.p + start, end - start },
				    (struct span){ path.p, end });
		start = end + 1;
	}
	return node;
}

static void add_feed(struct tree *t, const struct store_feed *feed)
{
	struct tree_node *parent = folder_of(t, feed->folder);
	struct tree_node *node;

	node = add_node(t, parent, TREE_FEED, store_feed_label(feed));
	node->feed = feed;
	node->failing = feed->failures > 0;
	node->paused = feed->paused;
	for (; node != t->root; node = node->parent) {
		node->unread += feed->unread;
		node->starred += feed->starred;
		node->total += feed->total;
		if (feed->failures > 0)
			node->failing = true;
	}
}

static void add_query(struct tree *t, const struct tree_query *q)
{
	struct tree_node *node = add_node(t, folder_of(t, q->folder),
					  TREE_QUERY, q->name);

	node->query = q->query;
	node->unread = q->unread;
	node->failing = q->wrong;
}

/* --- what is folded ------------------------------------------------------- */

bool tree_is_below(const struct store_feed *feed, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(feed->folder, folder, n) &&
	       (!feed->folder[n] || feed->folder[n] == '/');
}

static const struct store_feed *first_below(const struct store_feeds *feeds,
					    const char *folder)
{
	for (size_t i = 0; i < feeds->n; i++)
		if (tree_is_below(&feeds->feeds[i], folder))
			return &feeds->feeds[i];
	return NULL;
}

static const struct store_feed *find_id(const struct store_feeds *feeds,
					int64_t id)
{
	for (size_t i = 0; i < feeds->n; i++)
		if (feeds->feeds[i].id == id)
			return &feeds->feeds[i];
	return NULL;
}

char *tree_follow(const struct tree *t, const char *path,
		  const struct store_feeds *feeds)
{
	const struct store_feed *was, *is;
	size_t n, rest;
	char *now;

	if (!t->feeds || first_below(feeds, path))
		return NULL;
	was = first_below(t->feeds, path);
	is = was ? find_id(feeds, was->id) : NULL;
	if (!is)
		return NULL;
	/* What is below the folder is called as before.  */
	rest = strlen(was->folder) - strlen(path);
	n = strlen(is->folder);
	if (n <= rest || strcmp(is->folder + n - rest,
				was->folder + strlen(path)) != 0)
		return NULL;
	now = span_dup((struct span){ is->folder, n - rest });
	if (!first_below(t->feeds, now))
		return now;
	free(now);
	return NULL;
}

/* A folder that gets another name stays folded.  */
static void follow_folded(struct tree *t, const struct store_feeds *feeds)
{
	for (size_t i = 0; i < t->n_folded; i++) {
		char *now = tree_follow(t, t->folded[i], feeds);

		if (!now)
			continue;
		free(t->folded[i]);
		t->folded[i] = now;
	}
}

/* --- what is shown -------------------------------------------------------- */

/* Do all the words occur in it?  Both are folded.  */
static bool has_words(struct span text, struct span words)
{
	while (words.len) {
		size_t n = 0;

		while (n < words.len && words.p[n] != ' ')
			n++;
		if (span_find(text, (struct span){ words.p, n }) < 0)
			return false;
		words = span_from(words, n + 1);
	}
	return true;
}

static bool feed_shown(const struct tree *t, const struct store_feed *feed,
		       struct span want)
{
	struct str have = STR_INIT;
	bool shown = true;

	if (want.len) {
		text_fold(&have, span_of(store_feed_label(feed)));
		str_addc(&have, '\n');
		text_fold(&have, span_of(feed->shown_url));
		str_addc(&have, '\n');
		text_fold(&have, span_of(feed->folder));
		shown = has_words(str_span(&have), want);
		str_release(&have);
	}
	return shown && (!t->hides_read || feed->unread ||
			 feed->id == t->kept);
}

static bool query_shown(const struct tree *t, const struct tree_node *node,
			struct span want)
{
	struct str have = STR_INIT;
	bool shown;

	text_fold(&have, span_of(node->label));
	str_addc(&have, '\n');
	text_fold(&have, span_of(node->query));
	if (node->parent != t->root) {
		str_addc(&have, '\n');
		text_fold(&have, span_of(node->parent->path));
	}
	shown = has_words(str_span(&have), want);
	str_release(&have);
	return shown && (!t->hides_read || node->unread);
}

/* Of the nodes below it; true when one of them is shown.  */
static bool show_below(const struct tree *t, struct tree_node *parent,
		       struct span want)
{
	bool any = false;

	for (struct tree_node *c = parent->child; c; c = c->next) {
		if (c->kind == TREE_FOLDER)
			c->shown = show_below(t, c, want);
		else if (c->kind == TREE_FEED)
			c->shown = feed_shown(t, c->feed, want);
		else if (c->kind == TREE_QUERY)
			c->shown = query_shown(t, c, want);
		else
			c->shown = true;
		any |= c->shown;
	}
	return any;
}

static void make_rows(struct tree *t)
{
	t->n = 0;
	add_rows(t, t->root);
}

static void show_rows(struct tree *t)
{
	struct str want = STR_INIT;

	if (!t->root)
		return;
	text_fold(&want, span_of(t->filter));
	show_below(t, t->root, str_span(&want));
	str_release(&want);
	make_rows(t);
}

void tree_set_filter(struct tree *t, const char *words)
{
	struct span s = span_trim(span_of(words));

	free(t->filter);
	t->filter = s.len ? span_dup(s) : NULL;
	show_rows(t);
}

size_t tree_n_seen(const struct tree *t, size_t *ret_feeds)
{
	size_t n = 0;

	*ret_feeds = 0;
	for (size_t i = 0; i < t->n; i++) {
		*ret_feeds += t->rows[i]->kind == TREE_FEED;
		n += t->rows[i]->kind == TREE_FEED ||
		     t->rows[i]->kind == TREE_QUERY;
	}
	return n;
}

void tree_hide_read(struct tree *t, bool hide, int64_t kept)
{
	t->hides_read = hide;
	t->kept = kept;
	show_rows(t);
}

/* --- rows ----------------------------------------------------------------- */

void tree_make(struct tree *t, const struct store_feeds *feeds)
{
	struct tree_node *node;

	follow_folded(t, feeds);
	t->feeds = feeds;
	arena_free(t->arena);
	t->arena = arena_new();
	t->rows = NULL;
	t->cap = 0;
	t->root = arena_zalloc(t->arena, sizeof(*t->root));
	node = add_node(t, t->root, TREE_ALL, "All");
	node->unread = feeds->unread;
	node->starred = feeds->starred;
	node->total = feeds->total;
	node = add_node(t, t->root, TREE_STARRED, "Starred");
	node->starred = node->total = feeds->starred;
	for (size_t i = 0, k = 0; i <= feeds->n; i++) {
		while (k < t->n_queries &&
		       (t->queries[k].before <= i || i == feeds->n))
			add_query(t, &t->queries[k++]);
		if (i < feeds->n)
			add_feed(t, &feeds->feeds[i]);
	}
	show_rows(t);
}

static void set_folded(struct tree *t, const char *path, bool folded)
{
	ptrdiff_t i = folded_index(t, path);

	if (folded && i < 0) {
		t->folded = xgrow(t->folded, t->n_folded, &t->folded_cap,
				  sizeof(*t->folded));
		t->folded[t->n_folded++] = xstrdup(path);
	} else if (!folded && i >= 0) {
		free(t->folded[i]);
		t->folded[i] = t->folded[--t->n_folded];
	}
}

void tree_fold(struct tree *t, struct tree_node *folder, bool folded)
{
	if (folder->kind != TREE_FOLDER)
		return;
	set_folded(t, folder->path, folded);
	folder->folded = folded;
	make_rows(t);
}

static void fold_below(struct tree *t, struct tree_node *parent, bool folded)
{
	for (struct tree_node *c = parent->child; c; c = c->next) {
		if (c->kind != TREE_FOLDER)
			continue;
		set_folded(t, c->path, folded);
		c->folded = folded;
		fold_below(t, c, folded);
	}
}

void tree_fold_all(struct tree *t, bool folded)
{
	if (!t->root)
		return;
	fold_below(t, t->root, folded);
	make_rows(t);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Sets *ret_any when a node below is being fetched; true when one that can be
 * seen was not so before, or is no more.  */
static bool fetching_below(struct tree_node *parent, const int64_t *ids,
			   size_t n, bool *ret_any)
{
	bool changed = false;

	for (struct tree_node *c = parent->child; c; c = c->next) {
		bool is = false, below = false;

		if (c->kind == TREE_FEED)
			is = n && bsearch(&c->feed->id, ids, n, sizeof(*ids),
					  by_id);
		else if (c->kind == TREE_FOLDER)
			below = fetching_below(c, ids, n, &is);
		changed |= c->shown && c->fetching != is;
		changed |= below && !c->folded;
		c->fetching = is;
		*ret_any |= is;
	}
	return changed;
}

bool tree_set_fetching(struct tree *t, const int64_t *ids, size_t n)
{
	bool any = false;

	return t->root && fetching_below(t->root, ids, n, &any);
}

void tree_folded_text(const struct tree *t, struct str *out)
{
	for (size_t i = 0; i < t->n_folded; i++)
		str_addf(out, "%s\n", t->folded[i]);
}

void tree_set_folded(struct tree *t, struct span text)
{
	while (text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t n = end ? (size_t)(end - text.p) : text.len;
		char *path = span_dup((struct span){ text.p, n });

		if (*path)
			set_folded(t, path, true);
		free(path);
		text = span_from(text, n + 1);
	}
}

size_t tree_row_of(const struct tree *t, const struct tree_node *node)
{
	for (; node && node != t->root; node = node->parent)
		for (size_t i = 0; i < t->n; i++)
			if (t->rows[i] == node)
				return i;
	return 0;
}

struct tree_node *tree_find(const struct tree *t, int64_t feed_id)
{
	struct tree_node *node = t->root ? t->root->child : NULL;

	/* Depth first, without recursion: up when there is no next.  */
	while (node) {
		if (node->kind == TREE_FEED && node->feed->id == feed_id)
			return node;
		if (node->child) {
			node = node->child;
			continue;
		}
		while (node && !node->next)
			node = node->parent;
		if (node)
			node = node->next;
	}
	return NULL;
}
