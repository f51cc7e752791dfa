/* plan.c - tree to SQL and FTS5
 *
 * What is only words becomes one FTS5 expression, because that is what the
 * index answers fastest; what FTS5 cannot say (a negation with nothing
 * before it, other fields) becomes conditions.  The words of a term are
 * quoted, a space between them; the tokenizer takes them as they are, for they
 * have been made already.  All that a reader typed goes in as a bound value.
 *
 * NULLs are taken for empty strings everywhere: a condition is never NULL,
 * or its negation would be lost.
 */
#include "config.h"

#include "query/private.h"

#define FIRST_BIND 100

struct planner {
	struct query *q;
	struct query_bind *binds;
	size_t n_binds, cap_binds;
	struct str where;
};

static int bind_new(struct planner *p, struct query_bind bind)
{
	p->binds = arena_grow(p->q->arena, p->binds, p->n_binds, &p->cap_binds,
			      sizeof(*p->binds));
	p->binds[p->n_binds] = bind;
	return FIRST_BIND + (int)p->n_binds++;
}

static int bind_text(struct planner *p, const char *text)
{
	return bind_new(p, (struct query_bind){ .kind = QUERY_BIND_TEXT,
						.text = text });
}

static int bind_int(struct planner *p, int64_t number)
{
	return bind_new(p, (struct query_bind){ .kind = QUERY_BIND_INT,
						.number = number });
}

/* --- FTS5 --------------------------------------------------------------- */

/* Can FTS5 say this?  Its NOT has two sides: something must be wanted.  */
static bool is_fts(const struct node *n)
{
	size_t wanted = 0;

	switch (n->kind) {
	case NODE_TERM:
		return node_is_text(n);
	case NODE_NOT:
		return false;
	case NODE_OR:
		for (size_t i = 0; i < n->n; i++)
			if (!is_fts(n->children[i]))
				return false;
		return true;
	case NODE_AND:
		for (size_t i = 0; i < n->n; i++) {
			const struct node *c = n->children[i];

			if (is_fts(c))
				wanted++;
			else if (c->kind != NODE_NOT || !is_fts(c->children[0]))
				return false;
		}
		return wanted > 0;
	}
	return false;
}

static bool wants_words(const struct node *n)
{
	bool any = false;

	for (size_t i = 0; i < n->n; i++)
		any |= is_fts(n->children[i]);
	return any;
}

static bool is_fts_not(const struct node *n)
{
	return n->kind == NODE_NOT && is_fts(n->children[0]);
}

static void fts_node(struct str *out, const struct node *n);

static void fts_term(struct str *out, const struct node *n)
{
	if (n->field == FIELD_TITLE)
		str_add(out, "title : ");
	else if (n->field == FIELD_AUTHOR)
		str_add(out, "author : ");
	str_addc(out, '"');
	for (size_t i = 0; i < n->n_words; i++)
		str_addf(out, "%s%s", i ? " " : "", n->words[i]);
	str_addc(out, '"');
	if (n->starts)
		str_add(out, " *");
}

/* (a AND b) NOT (c OR d), of those operands of n that FTS5 can say.  */
static void fts_and(struct str *out, const struct node *n)
{
	size_t wanted = 0, unwanted = 0;

	str_addc(out, '(');
	for (size_t i = 0; i < n->n; i++) {
		if (!is_fts(n->children[i]))
			continue;
		if (wanted++)
			str_add(out, " AND ");
		fts_node(out, n->children[i]);
	}
	str_addc(out, ')');
	for (size_t i = 0; i < n->n; i++) {
		if (!is_fts_not(n->children[i]))
			continue;
		str_add(out, unwanted++ ? " OR " : " NOT (");
		fts_node(out, n->children[i]->children[0]);
	}
	if (unwanted)
		str_addc(out, ')');
}

static void fts_or(struct str *out, const struct node *n)
{
	size_t some = 0;

	for (size_t i = 0; i < n->n; i++) {
		if (!is_fts(n->children[i]))
			continue;
		if (some++)
			str_add(out, " OR ");
		fts_node(out, n->children[i]);
	}
}

static void fts_node(struct str *out, const struct node *n)
{
	if (n->kind == NODE_TERM) {
		fts_term(out, n);
		return;
	}
	str_addc(out, '(');
	if (n->kind == NODE_AND)
		fts_and(out, n);
	else
		fts_or(out, n);
	str_addc(out, ')');
}

static const char *fts_text(struct planner *p,
			    void (*say)(struct str *, const struct node *),
			    const struct node *n)
{
	struct str b = STR_INIT;
	const char *text;

	say(&b, n);
	text = arena_strdup(p->q->arena, b.s);
	str_release(&b);
	return text;
}

/* --- conditions --------------------------------------------------------- */

static void where_node(struct planner *p, const struct node *n);

static void where_match(struct planner *p, const char *match, bool not)
{
	str_addf(&p->where, "a.id %sIN (SELECT rowid FROM search"
		 " WHERE search MATCH ?%d)", not ? "NOT " : "",
		 bind_text(p, match));
}

/* `pattern`, with %s for a column and %d for the bind, over the columns,
 * joined by OR.  */
static void where_columns(struct planner *p, const char *const *columns,
			  const struct node *n)
{
	int bind = bind_text(p, n->regex ? n->text : n->folded);

	str_addc(&p->where, '(');
	for (size_t i = 0; columns[i]; i++) {
		if (i)
			str_add(&p->where, " OR ");
		if (n->regex)
			str_addf(&p->where,
				 "coranto_regexp(?%d, ifnull(%s,''))", bind,
				 columns[i]);
		else
			str_addf(&p->where,
				 "instr(coranto_fold(ifnull(%s,'')), ?%d) > 0",
				 columns[i], bind);
	}
	str_addc(&p->where, ')');
}

/* Conditions on the feed are asked once a feed, not once an article.  */
static void where_feed(struct planner *p, const struct node *n)
{
	static const char *const columns[] = { "g.name", "g.title", "g.url",
					       NULL };

	str_add(&p->where, "a.feed_id IN (SELECT g.id FROM feed g WHERE ");
	where_columns(p, columns, n);
	str_addc(&p->where, ')');
}

static void where_folder(struct planner *p, const struct node *n)
{
	static const char *const columns[] = { "g.folder", NULL };
	const char *folder = n->folded;

	str_add(&p->where, "a.feed_id IN (SELECT g.id FROM feed g WHERE ");
	if (n->regex) {
		where_columns(p, columns, n);
	} else if (!*folder) {
		str_add(&p->where, "ifnull(g.folder,'') = ''");
	} else {
		int top = folder[0] == '/';
		int bind = bind_text(p, arena_printf(p->q->arena, "/%s/",
						     folder + top));

		str_addf(&p->where, "instr('/'||coranto_fold("
			 "ifnull(g.folder,''))||'/', ?%d) %s", bind,
			 top ? "= 1" : "> 0");
	}
	str_addc(&p->where, ')');
}

/* Feeds' categories and the reader's tags alike.  */
static void where_tag(struct planner *p, const struct node *n)
{
	static const char *const folds[2] = { "coranto_fold(c.term)", "t.key" };
	static const char *const names[2] = { "c.term", "t.name" };
	static const char *const from[2] = {
		"(EXISTS (SELECT 1 FROM category c"
		" WHERE c.article_id = a.id AND ",
		") OR EXISTS (SELECT 1 FROM tagged g JOIN tag t"
		" ON t.id = g.tag_id WHERE g.article_id = a.id AND ",
	};
	int bind = bind_text(p, n->regex ? n->text : n->folded);

	for (int i = 0; i < 2; i++) {
		str_add(&p->where, from[i]);
		if (n->regex)
			str_addf(&p->where, "coranto_regexp(?%d, %s)", bind,
				 names[i]);
		else if (n->prefix)
			str_addf(&p->where, "instr(%s, ?%d) = 1", folds[i],
				 bind);
		else
			str_addf(&p->where, "%s = ?%d", folds[i], bind);
	}
	str_add(&p->where, "))");
}

static void where_lang(struct planner *p, const struct node *n)
{
	const char *start = arena_printf(p->q->arena, "%s-", n->text);

	str_addf(&p->where, "instr(replace(lower(ifnull(a.language,'')),"
		 "'_','-')||'-', ?%d) = 1", bind_text(p, start));
}

static void where_flag(struct planner *p, const struct node *n)
{
	static const char *const conditions[N_FLAGS] = {
		[FLAG_READ] = "a.read <> 0",
		[FLAG_UNREAD] = "a.read = 0",
		[FLAG_STARRED] = "a.starred <> 0",
		[FLAG_HIDDEN] = "EXISTS (SELECT 1 FROM hidden h"
			" WHERE h.article_id = a.id)",
		[FLAG_EDITED] = "EXISTS (SELECT 1 FROM version v"
			" WHERE v.article_id = a.id)",
		[FLAG_COMMENTS] = "(ifnull(a.comments,'') <> ''"
			" OR ifnull(a.n_comments,0) > 0)",
		[FLAG_ENCLOSURE] = "a.n_enclosures > 0",
		[FLAG_AUTHOR] = "ifnull(a.author,'') <> ''",
		[FLAG_LINK] = "ifnull(a.link,'') <> ''",
		[FLAG_TAG] = "(EXISTS (SELECT 1 FROM category c"
			" WHERE c.article_id = a.id)"
			" OR EXISTS (SELECT 1 FROM tagged g"
			" WHERE g.article_id = a.id))",
	};

	str_add(&p->where, conditions[n->flag]);
}

static void where_date(struct planner *p, const struct node *n)
{
	bool both = n->from != INT64_MIN && n->to != INT64_MAX;

	if (both)
		str_addc(&p->where, '(');
	if (n->from != INT64_MIN)
		str_addf(&p->where, "a.id >= article_date_id(?%d)",
			 bind_int(p, n->from));
	if (both)
		str_add(&p->where, " AND ");
	if (n->to != INT64_MAX)
		str_addf(&p->where, "a.id < article_date_id(?%d)",
			 bind_int(p, n->to));
	if (both)
		str_addc(&p->where, ')');
}

static void where_term(struct planner *p, const struct node *n)
{
	static const char *const any[] = { "a.title", "a.author", NULL };
	static const char *const url[] = { "a.link", NULL };

	switch (n->field) {
	case FIELD_ANY:		/* these three: only as regexes */
		where_columns(p, any, n);
		break;
	case FIELD_TITLE:
		where_columns(p, (const char *const[]){ "a.title", NULL }, n);
		break;
	case FIELD_AUTHOR:
		where_columns(p, (const char *const[]){ "a.author", NULL }, n);
		break;
	case FIELD_URL:
		where_columns(p, url, n);
		break;
	case FIELD_FEED:
		where_feed(p, n);
		break;
	case FIELD_FOLDER:
		where_folder(p, n);
		break;
	case FIELD_TAG:
		where_tag(p, n);
		break;
	case FIELD_LANG:
		where_lang(p, n);
		break;
	case FIELD_IS: case FIELD_HAS:
		where_flag(p, n);
		break;
	case FIELD_AFTER: case FIELD_BEFORE: case FIELD_ON:
	case FIELD_NEWER: case FIELD_OLDER:
		where_date(p, n);
		break;
	case FIELD_ID:
		str_addf(&p->where, "a.id = ?%d", bind_int(p, n->from));
		break;
	case FIELD_SORT:
		break;
	}
}

/* The operands of an AND or OR; with `skip_fts`, without those that already
 * are in plan.match.  */
static void where_list(struct planner *p, const struct node *n, bool skip_fts)
{
	const char *join = n->kind == NODE_AND ? " AND " : " OR ";
	bool wanted = wants_words(n), some = false;

	if (wanted && !skip_fts) {
		where_match(p, fts_text(p, n->kind == NODE_AND ? fts_and :
					fts_or, n), false);
		some = true;
	}
	for (size_t i = 0; i < n->n; i++) {
		const struct node *c = n->children[i];

		if (is_fts(c))
			continue;
		if (n->kind == NODE_AND && wanted && is_fts_not(c))
			continue;
		if (some)
			str_add(&p->where, join);
		where_node(p, c);
		some = true;
	}
}

static void where_node(struct planner *p, const struct node *n)
{
	if (is_fts(n)) {
		where_match(p, fts_text(p, fts_node, n), false);
		return;
	}
	switch (n->kind) {
	case NODE_TERM:
		where_term(p, n);
		break;
	case NODE_NOT:
		if (is_fts(n->children[0])) {
			where_match(p, fts_text(p, fts_node, n->children[0]),
				    true);
			break;
		}
		str_add(&p->where, "NOT (");
		where_node(p, n->children[0]);
		str_addc(&p->where, ')');
		break;
	case NODE_AND: case NODE_OR:
		str_addc(&p->where, '(');
		where_list(p, n, false);
		str_addc(&p->where, ')');
		break;
	}
}

/* --- what every match must be --------------------------------------------- */

static void demand(struct query_plan *plan, const struct node *n)
{
	bool term = n->kind == NODE_TERM;

	if (term && n->field == FIELD_IS && n->flag == FLAG_UNREAD)
		plan->unread = true;
	else if (term && n->field == FIELD_IS && n->flag == FLAG_STARRED)
		plan->starred = true;
	else if (term && n->field == FIELD_TAG && !n->regex && !n->prefix &&
		 !plan->tag)
		plan->tag = n->folded;
	else
		plan->more = true;
}

static void demand_all(struct query *q)
{
	if (q->root->kind != NODE_AND)
		demand(&q->plan, q->root);
	else
		for (size_t i = 0; i < q->root->n; i++)
			demand(&q->plan, q->root->children[i]);
}

/* What the index and the tables are asked for.  */
static void make(struct query *q, const struct node *root,
		 struct query_plan *plan)
{
	struct planner p = { .q = q, .where = STR_INIT };
	bool wanted = wants_words(root);

	if (is_fts(root)) {
		plan->match = fts_text(&p, fts_node, root);
		return;
	}
	if (root->kind == NODE_AND) {
		if (wanted)
			plan->match = fts_text(&p, fts_and, root);
		where_list(&p, root, wanted);
	} else {
		where_node(&p, root);
	}
	plan->where = arena_strdup(q->arena, p.where.s);
	plan->binds = p.binds;
	plan->n_binds = p.n_binds;
	str_release(&p.where);
}

/* --- what every match has -------------------------------------------------- */

static struct node *sure(struct arena *a, struct node *n);

/* Of those that all must be there some; of those of which one is enough, every
 * one.  */
static struct node *sure_of(struct arena *a, const struct node *n)
{
	struct node *ret = arena_zalloc(a, sizeof(*ret));

	ret->kind = n->kind;
	ret->children = arena_alloc(a, n->n * sizeof(*ret->children));
	for (size_t i = 0; i < n->n; i++) {
		struct node *c = sure(a, n->children[i]);

		if (c)
			ret->children[ret->n++] = c;
		else if (n->kind == NODE_OR)
			return NULL;
	}
	return ret->n ? ret : NULL;
}

/* What FTS5 can say of it without prefixes and NOT, which every match has, or
 * NULL.  */
static struct node *sure(struct arena *a, struct node *n)
{
	struct node *ret;

	if (n->kind == NODE_NOT)
		return NULL;
	if (n->kind != NODE_TERM)
		return sure_of(a, n);
	if (!is_fts(n) || (n->starts && n->n_words < 2))
		return NULL;
	ret = arena_alloc(a, sizeof(*ret));
	*ret = *n;
	ret->n_words -= n->starts;
	ret->starts = false;
	return ret;
}

static void find_words(struct query *q)
{
	struct planner p = { .q = q };
	struct node *n = sure(q->arena, q->root);

	if (n)
		q->plan.words = fts_text(&p, fts_node, n);
}

/* --- apart ----------------------------------------------------------------- */

static size_t count_starts(const struct node *n)
{
	size_t count = n->kind == NODE_TERM && n->starts;

	for (size_t i = 0; i < n->n; i++)
		count += count_starts(n->children[i]);
	return count;
}

static bool has_not(const struct node *n)
{
	bool any = n->kind == NODE_NOT;

	for (size_t i = 0; i < n->n && !any; i++)
		any = has_not(n->children[i]);
	return any;
}

static const struct query_set *set_of(struct planner *p, const struct node *n)
{
	static const enum query_set_kind kinds[] = {
		[NODE_AND] = QUERY_BOTH, [NODE_OR] = QUERY_EITHER,
		[NODE_NOT] = QUERY_OTHERS,
	};
	struct query_set *set = arena_zalloc(p->q->arena, sizeof(*set));
	size_t count = count_starts(n);

	if (is_fts(n) && (!count || (count == 1 && !has_not(n)))) {
		set->kind = QUERY_HITS;
		set->match = fts_text(p, fts_node, n);
		return set;
	}
	set->kind = kinds[n->kind];
	set->n = n->n;
	set->of = arena_alloc(p->q->arena, n->n * sizeof(*set->of));
	for (size_t i = 0; i < n->n; i++)
		set->of[i] = set_of(p, n->children[i]);
	return set;
}

/* How much of a word the only prefix of a wanted operand says, and 1; 0: it
 * has not one.  */
static size_t said(const struct node *n)
{
	size_t most = 0;

	if (!is_fts(n) || count_starts(n) != 1 || has_not(n))
		return 0;
	if (n->kind == NODE_TERM)
		return 1 + strlen(n->words[n->n_words - 1]);
	for (size_t i = 0; i < n->n; i++) {
		size_t one = said(n->children[i]);

		most = MAX(most, one);
	}
	return most;
}

/* Whether a prefix makes a set of an operand; the one of `kept` finds.  */
static bool is_set(const struct node *n, const struct node *kept)
{
	return n != kept && count_starts(n) && (is_fts(n) || is_fts_not(n));
}

/* Put the operands that are no sets into `some`; how many they are.  */
static size_t without_sets(const struct node *all, const struct node *kept,
			   struct node **some)
{
	size_t n = 0;

	for (size_t i = 0; i < all->n; i++)
		if (!is_set(all->children[i], kept))
			some[n++] = all->children[i];
	return n;
}

/* The operand that finds by its prefix, or NULL.  */
static const struct node *find_kept(const struct node *all)
{
	const struct node *best = NULL;
	size_t most = 0;

	for (size_t i = 0; i < all->n; i++) {
		size_t one = said(all->children[i]);

		if (one > most) {
			most = one;
			best = all->children[i];
		}
	}
	return best;
}

static void add_sets(struct planner *p, const struct node *all,
		     const struct node *kept, struct query_plan *plan)
{
	plan->sets = arena_alloc(p->q->arena, all->n * sizeof(*plan->sets));
	for (size_t i = 0; i < all->n; i++)
		if (is_set(all->children[i], kept))
			plan->sets[plan->n_sets++] =
				set_of(p, all->children[i]);
}

static void take_apart(struct query *q)
{
	struct planner p = { .q = q };
	const struct node *root = q->root, *kept;
	struct node one = { .kind = NODE_AND, .children = &q->root, .n = 1 };
	struct node rest = { .kind = NODE_AND };
	struct query_plan *plan;

	if (root->kind != NODE_AND)
		root = &one;
	kept = find_kept(root);
	rest.children = arena_alloc(q->arena, root->n * sizeof(*rest.children));
	rest.n = without_sets(root, kept, rest.children);
	if (rest.n == root->n)
		return;
	plan = arena_alloc(q->arena, sizeof(*plan));
	*plan = q->plan;
	plan->match = plan->where = NULL;
	plan->binds = NULL;
	plan->n_binds = 0;
	add_sets(&p, root, kept, plan);
	if (rest.n)
		make(q, &rest, plan);
	rest.n = without_sets(root, NULL, rest.children);
	if (wants_words(&rest))
		plan->words = fts_text(&p, fts_and, &rest);
	q->plan.apart = plan;
}

static bool says_hidden(const struct node *n)
{
	bool says = n->kind == NODE_TERM && n->field == FIELD_IS &&
		    n->flag == FLAG_HIDDEN;

	for (size_t i = 0; i < n->n; i++)
		says |= says_hidden(n->children[i]);
	return says;
}

void query_make_plan(struct query *q)
{
	q->plan.oldest_first = q->sort == SORT_OLDEST;
	q->plan.by_rank = q->sort == SORT_RANK;
	if (!q->root)
		return;
	q->plan.hidden = says_hidden(q->root);
	demand_all(q);
	make(q, q->root, &q->plan);
	find_words(q);
	take_apart(q);
}

const struct query_plan *query_plan(const struct query *q)
{
	return &q->plan;
}
