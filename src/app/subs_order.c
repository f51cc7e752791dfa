/* subs_order.c - lines of the subscription list go elsewhere, or away; see
 * subs.h
 *
 * The lines that go are gathered into blocks; then the list is written anew
 * from its lines, with the blocks at their place.
 */
#include "config.h"

#include "app/subs_hunks.h"

#include "app/scope.h"
#include "base/date.h"
#include "base/mem.h"
#include "query/query.h"

struct lines {
	struct subs_line **lines;	/* not owned */
	size_t n, cap;
};

static void add(struct lines *to, struct subs_line *line)
{
	to->lines = xgrow(to->lines, to->n, &to->cap, sizeof(*to->lines));
	to->lines[to->n++] = line;
}

struct order {
	struct subs *s;
	struct subs_hunks hunks;
	struct lines moved;	/* in their new order */
	struct lines out;
	const char *folder;	/* that the feeds among them go into */
	size_t at;		/* before this line, as they were */
};

/* --- where nodes are -------------------------------------------------------- */

static bool is_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) && (!n || !path[n] || path[n] == '/');
}

static bool is_item(const struct subs_line *l)
{
	return l->kind == SUBS_FEED || l->kind == SUBS_QUERY;
}

static bool is_comment(const struct subs_line *l)
{
	return l->kind == SUBS_OTHER && !l->blank;
}

/* The line of a feed or smart feed, from 0; -1 when there is none.  */
static ptrdiff_t line_of(const struct subs *s, const struct subs_node *node)
{
	ptrdiff_t i = node->url ? subs_find(s, node->url) :
		      subs_find_query(s, node->query);

	if (i < 0)
		return -1;
	return (ptrdiff_t)(node->url ? subs_feed(s, (size_t)i).line :
			   subs_query(s, (size_t)i).line) - 1;
}

/* The first line of what belongs to line `at`: the comments above it, but not
 * those that a section begins with, unless it is a heading.  */
static size_t with_comments(const struct subs *s, size_t at)
{
	size_t from = at;

	while (from > 0 && is_comment(s->lines[from - 1]))
		from--;
	if (s->lines[at]->kind == SUBS_FOLDER)
		return from || from == at ? from : at;
	return from && s->lines[from - 1]->kind != SUBS_FOLDER ? from : at;
}

/* The line behind the section whose heading is on line `at`.  */
static size_t section_end(const struct subs *s, size_t at)
{
	while (++at < s->n_lines && s->lines[at]->kind != SUBS_FOLDER)
		;
	return at < s->n_lines ? with_comments(s, at) : at;
}

static bool has_items(const struct subs *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (is_item(s->lines[i]))
			return true;
	return false;
}

/* The heading of the folder's first section that has a feed, else of the first;
 * -1: there is none.  */
static ptrdiff_t heading_of(const struct subs *s, const char *folder)
{
	ptrdiff_t first = -1;

	for (size_t i = 0; i < s->n_lines; i++) {
		const struct subs_line *l = s->lines[i];

		if (l->kind != SUBS_FOLDER || !is_within(l->folder, folder))
			continue;
		if (has_items(s, i, section_end(s, i)))
			return (ptrdiff_t)i;
		if (first < 0)
			first = (ptrdiff_t)i;
	}
	return first;
}

/* The folder that line `at` is in, those that move aside.  */
static const char *folder_at(const struct subs *s, size_t at)
{
	while (at-- > 0)
		if (s->lines[at]->kind == SUBS_FOLDER && !s->lines[at]->moved)
			return s->lines[at]->folder;
	return "";
}

static int no_node(const struct subs_node *node, struct err *err)
{
	return err_set(err, ERR_NOTFOUND, "%s is not in the list any more",
		       node->url ? node->url : node->folder ? node->folder :
		       node->query);
}

/* --- what goes -------------------------------------------------------------- */

static void take(struct order *o, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (o->s->lines[i]->moved)
			continue;
		o->s->lines[i]->moved = true;
		add(&o->moved, o->s->lines[i]);
	}
}

/* A heading with another path, in the place of `l`.  */
static struct subs_line *readdressed(const struct subs_line *l,
				     const char *path)
{
	struct str words = STR_INIT;
	struct subs_line *new;

	subs_line_refolder(&words, l, path);
	str_add(&words, subs_line_ending(l));
	new = subs_line_new(str_span(&words));
	new->moved = true;
	str_release(&words);
	return new;
}

/* A folder's sections, which are called otherwise where it goes.  */
static int take_folder(struct order *o, const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t first = o->moved.n, end;
	struct str to = STR_INIT;
	bool any = false;

	if (o->folder && is_within(o->folder, path))
		return err_set(err, ERR_INPUT,
			       "a folder cannot be put into itself");
	for (size_t i = 0; i < o->s->n_lines; i = end) {
		end = i + 1;
		if (o->s->lines[i]->kind != SUBS_FOLDER || !*path ||
		    !is_within(o->s->lines[i]->folder, path))
			continue;
		any = true;
		end = MAX(section_end(o->s, i), i + 1);
		take(o, with_comments(o->s, i), end);
	}
	if (!any)
		return err_set(err, ERR_NOTFOUND, "there is no folder %s any "
			       "more", path);
	for (size_t i = first; o->folder && i < o->moved.n; i++) {
		struct subs_line *l = o->moved.lines[i];

		if (l->kind != SUBS_FOLDER || !is_within(l->folder, path))
			continue;
		str_clear(&to);
		str_addf(&to, "%s%s%s%s", o->folder, *o->folder ? "/" : "",
			 name, l->folder + strlen(path));
		if (strcmp(to.s, l->folder) != 0)
			o->moved.lines[i] = readdressed(l, to.s);
	}
	str_release(&to);
	return 0;
}

static int take_node(struct order *o, const struct subs_node *node,
		     bool comments, struct err *err)
{
	ptrdiff_t at;

	if (node->folder)
		return take_folder(o, node->folder, err);
	at = line_of(o->s, node);
	if (at < 0)
		return no_node(node, err);
	take(o, comments ? with_comments(o->s, (size_t)at) : (size_t)at,
	     (size_t)at + 1);
	return 0;
}

/* --- the new list ----------------------------------------------------------- */

static bool ends_blank(const struct lines *l)
{
	return !l->n || l->lines[l->n - 1]->blank;
}

static const char *folder_of(const struct lines *l)
{
	for (size_t i = l->n; i-- > 0;)
		if (l->lines[i]->kind == SUBS_FOLDER)
			return l->lines[i]->folder;
	return "";
}

static void put_words(struct order *o, const char *words)
{
	struct str b = STR_INIT;

	str_addf(&b, "%s%s", words, subs_ending_near(o->s, o->at));
	add(&o->out, subs_line_new(str_span(&b)));
	str_release(&b);
}

static void put_heading(struct order *o, const char *folder)
{
	struct str b = STR_INIT;

	if (!ends_blank(&o->out))
		put_words(o, "");
	str_addf(&b, "[%s]", folder);
	put_words(o, b.s);
	str_release(&b);
}

/* Whether the comments from line `i` of the moved ones on belong to a heading. */
static bool leads_to_heading(const struct lines *l, size_t i)
{
	while (i < l->n && is_comment(l->lines[i]))
		i++;
	return i < l->n && l->lines[i]->kind == SUBS_FOLDER;
}

static void put_moved(struct order *o)
{
	bool in_folder = false;

	for (size_t i = 0; i < o->moved.n; i++) {
		struct subs_line *l = o->moved.lines[i];

		if (leads_to_heading(&o->moved, i)) {
			if (!in_folder && !ends_blank(&o->out))
				put_words(o, "");
			in_folder = true;
		}
		/* A feed that is moved by itself.  */
		if (!in_folder && strcmp(folder_of(&o->out), o->folder) != 0)
			put_heading(o, o->folder);
		add(&o->out, l);
	}
}

/* Where a folder's lines end and others of nodes begin is not told by the
 * lines, so that feeds come first.  */
static void sort_moved(struct order *o, const bool *is_folder, size_t n,
		       const size_t *ends)
{
	struct lines sorted = { 0 };

	for (int folders = 0; folders < 2; folders++)
		for (size_t i = 0; i < n; i++)
			for (size_t k = i ? ends[i - 1] : 0;
			     k < ends[i] && is_folder[i] == folders; k++)
				add(&sorted, o->moved.lines[k]);
	free(o->moved.lines);
	o->moved = sorted;
}

/* Nothing but its folder stands on the heading.  */
static bool is_plain(const struct subs_line *l)
{
	struct span s = span_trim(subs_line_words(l));

	return !l->settings && s.len && s.p[s.len - 1] == ']';
}

static bool is_empty_section(const struct lines *l, size_t at)
{
	while (++at < l->n && l->lines[at]->kind != SUBS_FOLDER)
		if (!l->lines[at]->blank)
			return false;
	return true;
}

/* Has the folder another section, or no need of one?  */
static bool has_other(const struct lines *l, size_t at)
{
	for (size_t i = 0; i < l->n; i++)
		if (i != at && l->lines[i]->kind == SUBS_FOLDER &&
		    !strcmp(l->lines[i]->folder, l->lines[at]->folder))
			return true;
	return !*l->lines[at]->folder;
}

/* It was of use before the act.  */
static bool was_of_use(const struct order *o, const struct subs_line *l)
{
	size_t i = l->was;

	if (!i)
		return true;
	if (strcmp(folder_at(&(struct subs){ .lines = o->hunks.was,
					     .n_lines = o->hunks.n_was },
			     i - 1), l->folder) == 0)
		return false;
	for (; i < o->hunks.n_was && o->hunks.was[i]->kind != SUBS_FOLDER; i++)
		if (!o->hunks.was[i]->blank)
			return true;
	return false;
}

static void take_out_at(struct lines *l, size_t at)
{
	/* One that is new is nobody's else.  */
	if (!l->lines[at]->was)
		subs_line_free(l->lines[at]);
	memmove(l->lines + at, l->lines + at + 1,
		(--l->n - at) * sizeof(*l->lines));
}

/* Headings that the act left without use.  */
static void tidy(struct order *o)
{
	struct lines *l = &o->out;
	const char *before;

	for (size_t i = 0; i < l->n; i++) {
		struct lines head = { l->lines, i, 0 };

		if (l->lines[i]->kind != SUBS_FOLDER ||
		    !is_plain(l->lines[i]) || !was_of_use(o, l->lines[i]))
			continue;
		before = folder_of(&head);
		if (strcmp(before, l->lines[i]->folder) != 0 &&
		    (!is_empty_section(l, i) || !has_other(l, i)))
			continue;
		take_out_at(l, i);
		if (i && l->lines[i - 1]->blank &&
		    (i == l->n || l->lines[i]->blank || is_item(l->lines[i])))
			take_out_at(l, --i);
		i--;
	}
	/* The file ends as it did.  */
	while (l->n && l->lines[l->n - 1]->blank && o->hunks.n_was &&
	       !o->hunks.was[o->hunks.n_was - 1]->blank)
		take_out_at(l, l->n - 1);
}

static void put_list(struct order *o)
{
	const char *here = folder_at(o->s, o->at);
	bool open = false;

	for (size_t i = 0; i <= o->s->n_lines; i++) {
		struct subs_line *l;

		if (i == o->at) {
			put_moved(o);
			open = o->moved.n > 0;
		}
		if (i == o->s->n_lines)
			break;
		l = o->s->lines[i];
		if (l->moved)
			continue;
		if (open && !l->blank) {
			struct lines rest = { o->s->lines, o->s->n_lines, 0 };

			if (leads_to_heading(&rest, i)) {
				if (!ends_blank(&o->out))
					put_words(o, "");
			} else if (strcmp(folder_of(&o->out), here) != 0) {
				put_heading(o, here);
			}
			open = false;
		}
		add(&o->out, l);
	}
	tidy(o);
}

/* Drop what was made for an act that is not to be.  */
static void give_up(struct order *o)
{
	struct lines was = { 0 };

	for (size_t i = 0; i < o->moved.n; i++)
		if (!o->moved.lines[i]->was)
			subs_line_free(o->moved.lines[i]);
	for (size_t i = 0; i < o->hunks.n_was; i++) {
		o->hunks.was[i]->moved = false;
		add(&was, o->hunks.was[i]);
	}
	subs_hunks_end(&o->hunks, was.lines, was.n, NULL);
	free(o->moved.lines);
}

/* A note cannot say it.  */
static int check_lines(const struct order *o, struct err *err)
{
	for (size_t i = 0; i < o->moved.n; i++)
		if (memchr(o->moved.lines[i]->bytes, 0, o->moved.lines[i]->len))
			return err_set(err, ERR_INPUT, "there is a NUL byte "
				       "on line %zu of the list: take it out",
				       o->moved.lines[i]->was);
	return 0;
}

/* --- the acts --------------------------------------------------------------- */

/* The line behind what a file begins with before its first heading.  */
static size_t top_end(const struct subs *s)
{
	size_t at = 0;

	while (at < s->n_lines && s->lines[at]->kind != SUBS_FOLDER)
		at++;
	if (at < s->n_lines)
		at = with_comments(s, at);
	while (at > 0 && at < s->n_lines && s->lines[at - 1]->blank)
		at--;
	return at;
}

/* Where they go, and into which folder, owned.  Before anything is taken.  */
static int find_place(const struct subs *s, const struct subs_node *to,
		      enum subs_where where, size_t *ret_at, char **ret_folder,
		      struct err *err)
{
	const char *slash;
	ptrdiff_t at;

	if (where == SUBS_INTO) {
		size_t end = 0;
		bool in = !*to->folder;

		/* Behind the last feed of its last section.  */
		for (size_t i = 0; i < s->n_lines; i++) {
			if (s->lines[i]->kind == SUBS_FOLDER) {
				in = !strcmp(s->lines[i]->folder, to->folder);
				if (in)
					end = i + 1;
			} else if (in && is_item(s->lines[i])) {
				end = i + 1;
			}
		}
		*ret_at = end ? end : *to->folder ? s->n_lines : top_end(s);
		*ret_folder = xstrdup(to->folder);
		return 0;
	}
	at = to->folder ? heading_of(s, to->folder) : line_of(s, to);
	if (at < 0)
		return no_node(to, err);
	if (to->folder) {
		slash = strrchr(to->folder, '/');
		*ret_folder = slash ? xstrndup(to->folder, (size_t)(slash -
						to->folder)) : xstrdup("");
	} else {
		*ret_folder = xstrdup(folder_at(s, (size_t)at));
	}
	*ret_at = with_comments(s, (size_t)at);
	if (where == SUBS_BEFORE)
		return 0;
	*ret_at = (size_t)at + 1;
	for (size_t i = (size_t)at; to->folder && i < s->n_lines &&
	     s->lines[i]->kind == SUBS_FOLDER &&
	     is_within(s->lines[i]->folder, to->folder);) {
		*ret_at = section_end(s, i);
		for (i++; i < s->n_lines && s->lines[i]->kind != SUBS_FOLDER;)
			i++;
	}
	return 0;
}

/* Is the line or folder that others go beside one of them?  */
static bool goes_itself(const struct subs *s, const struct subs_node *to,
			enum subs_where where)
{
	ptrdiff_t at = where == SUBS_INTO ? -1 :
		       to->folder ? heading_of(s, to->folder) :
		       line_of(s, to);

	return at >= 0 && s->lines[at]->moved;
}

static int take_nodes(struct order *o, const struct subs_node *nodes, size_t n,
		      struct err *err)
{
	bool *is_folder = xcalloc(n + 1, sizeof(*is_folder));
	size_t *ends = xcalloc(n + 1, sizeof(*ends));
	int ret = 0;

	for (size_t i = 0; i < n && ret == 0; i++) {
		ret = take_node(o, &nodes[i], true, err);
		is_folder[i] = nodes[i].folder != NULL;
		ends[i] = o->moved.n;
	}
	if (ret == 0)
		sort_moved(o, is_folder, n, ends);
	free(is_folder);
	free(ends);
	return ret;
}

int subs_arrange(struct subs *s, const struct subs_node *nodes, size_t n,
		 const struct subs_node *to, enum subs_where where,
		 struct str *note, struct err *err)
{
	struct order o = { .s = s };
	char *folder = NULL;
	int ret = find_place(s, to, where, &o.at, &folder, err);

	if (ret < 0)
		return ret;
	o.folder = folder;
	subs_hunks_begin(&o.hunks, s);
	ret = take_nodes(&o, nodes, n, err);
	if (ret == 0 && goes_itself(s, to, where))
		ret = err_set(err, ERR_INPUT, "it cannot be put beside itself");
	if (ret == 0)
		ret = check_lines(&o, err);
	if (ret == 0) {
		put_list(&o);
		subs_hunks_end(&o.hunks, o.out.lines, o.out.n, note);
		free(o.moved.lines);
	} else {
		give_up(&o);
	}
	free(folder);
	return ret;
}

int subs_remove_nodes(struct subs *s, const struct subs_node *nodes, size_t n,
		      size_t *ret_feeds, struct str *note, struct err *err)
{
	struct order o = { .s = s, .at = SIZE_MAX };
	int ret = 0;

	*ret_feeds = 0;
	subs_hunks_begin(&o.hunks, s);
	for (size_t i = 0; i < n && ret == 0; i++)
		ret = take_node(&o, &nodes[i], false, err);
	if (ret == 0)
		ret = check_lines(&o, err);
	if (ret < 0) {
		give_up(&o);
		return ret;
	}
	for (size_t i = 0; i < o.moved.n; i++)
		*ret_feeds += o.moved.lines[i]->kind == SUBS_FEED;
	for (size_t i = 0; i < s->n_lines; i++)
		if (!s->lines[i]->moved)
			add(&o.out, s->lines[i]);
	subs_hunks_end(&o.hunks, o.out.lines, o.out.n, note);
	free(o.moved.lines);
	return 0;
}

/* --- one line is otherwise -------------------------------------------------- */

int subs_set(struct subs *s, const struct subs_node *node, const char *name,
	     const char *value, struct str *note, struct err *err)
{
	ptrdiff_t at = node->folder ? heading_of(s, node->folder) :
		       line_of(s, node);
	char *folder = node->folder ? xstrdup(node->folder) : NULL;
	struct str words = STR_INIT;
	bool done = false;

	if (at < 0 || (folder && strcmp(s->lines[at]->folder, folder) != 0))
		at = -1;
	for (size_t i = 0; i < s->n_lines; i++)
		if (folder && at < 0 && s->lines[i]->kind == SUBS_FOLDER &&
		    !strcmp(s->lines[i]->folder, folder))
			at = (ptrdiff_t)i;
	if (at < 0 && !folder)
		return no_node(node, err);
	if (note)
		str_add(note, at < 0 ? "" : "lines\n");
	for (size_t i = 0; i < s->n_lines; i++) {
		if ((ptrdiff_t)i != at &&
		    (!folder || s->lines[i]->kind != SUBS_FOLDER ||
		     strcmp(s->lines[i]->folder, folder) != 0))
			continue;
		str_clear(&words);
		subs_line_set(&words, s->lines[i], name, done ? NULL : value);
		done = true;
		if (!span_eq(str_span(&words), subs_line_words(s->lines[i])))
			subs_change_line(s, i, &words, note);
	}
	/* It has no heading of its own, only those below it do.  */
	if (at < 0) {
		struct subs_hunks h;
		struct lines out = { 0 };
		ptrdiff_t below = heading_of(s, folder);

		if (below < 0) {
			free(folder);
			str_release(&words);
			return no_node(node, err);
		}
		str_clear(&words);
		str_addf(&words, "[%s]%s", folder,
			 subs_ending_near(s, (size_t)below));
		subs_hunks_begin(&h, s);
		for (size_t i = 0; i < s->n_lines; i++) {
			if (i == with_comments(s, (size_t)below)) {
				struct subs_line *l =
					subs_line_new(str_span(&words));
				struct str with = STR_INIT;

				subs_line_set(&with, l, name, value);
				str_add(&with, subs_line_ending(l));
				add(&out, subs_line_new(str_span(&with)));
				subs_line_free(l);
				str_release(&with);
			}
			add(&out, s->lines[i]);
		}
		subs_hunks_end(&h, out.lines, out.n, note);
	}
	free(folder);
	str_release(&words);
	return 0;
}

/* --- smart feeds ------------------------------------------------------------ */

static int check_query(const struct subs *s, const char *query,
		       struct err *err)
{
	struct query_err qerr = { 0 };
	struct query *q;

	if (query_parse(span_of(query), date_now(), &q, &qerr) < 0)
		return err_set(err, ERR_INPUT, "%s%s%s", qerr.text,
			       *qerr.hint ? ": " : "", qerr.hint);
	query_free(q);
	if (subs_find_query(s, query) >= 0)
		return err_set(err, ERR_INPUT, "there is a smart feed of this "
			       "query already: %s",
			       subs_query(s, (size_t)subs_find_query(s, query))
			       .name);
	return 0;
}

/* Add a line that nothing is known of yet.  */
static void add_line_at(struct subs *s, const char *words, const char *folder,
			struct str *note)
{
	const struct subs_node to = { .folder = folder };
	struct order o = { .s = s, .folder = folder };
	struct str b = STR_INIT;
	char *into = NULL;

	if (find_place(s, &to, SUBS_INTO, &o.at, &into, NULL) < 0)
		return;
	subs_hunks_begin(&o.hunks, s);
	str_addf(&b, "%s%s", words, subs_ending_near(s, o.at));
	add(&o.moved, subs_line_new(str_span(&b)));
	put_list(&o);
	subs_hunks_end(&o.hunks, o.out.lines, o.out.n, note);
	free(o.moved.lines);
	free(into);
	str_release(&b);
}

int subs_add_line(struct subs *s, const char *words, const char *folder)
{
	struct subs_line *l = subs_line_new(span_of(words));
	bool there = (l->query && subs_find_query(s, l->query) >= 0) ||
		     (l->url && subs_find(s, l->url) >= 0);

	subs_line_free(l);
	if (!there)
		add_line_at(s, words, folder, NULL);
	return there ? -1 : 0;
}

int subs_add_query(struct subs *s, const char *query, const char *name,
		   const char *folder, struct str *note, struct err *err)
{
	struct str words = STR_INIT, path = STR_INIT;

	if (check_query(s, query, err) < 0)
		return -1;
	subs_folder_normal(&path, span_of(folder));
	subs_line_compose_query(&words, query, name);
	add_line_at(s, words.s, path.s, note);
	str_release(&words);
	str_release(&path);
	return 0;
}

int subs_edit_query(struct subs *s, const char *query, const char *to,
		    const char *name, struct str *note, struct err *err)
{
	ptrdiff_t i = subs_find_query(s, query);
	struct str words = STR_INIT, both = STR_INIT;
	struct subs_line *with;
	size_t at;

	if (i < 0)
		return err_set(err, ERR_NOTFOUND,
			       "there is no such smart feed any more");
	if (to && strcmp(to, query) != 0 && check_query(s, to, err) < 0)
		return -1;
	at = subs_query(s, (size_t)i).line - 1;
	if (to)
		subs_line_requery(&words, s->lines[at], to);
	else
		str_adds(&words, subs_line_words(s->lines[at]));
	if (name) {
		with = subs_line_new(str_span(&words));
		subs_line_retitle(&both, with, name);
		subs_line_free(with);
	} else {
		str_adds(&both, str_span(&words));
	}
	if (note)
		str_add(note, "lines\n");
	subs_change_line(s, at, &both, note);
	str_release(&words);
	str_release(&both);
	return 0;
}
