/* subs_order.c - lines of the subscription list go elsewhere, or away; see
 * subs.h
 *
 * The lines that go are gathered into blocks; then the list is written anew
 * from its lines, with the blocks at their place.
 */
#include "config.h"

#include "app/subs_hunks.h"
#include "app/subs_node.h"
#include "base/mem.h"

struct order {
	struct subs *s;
	struct subs_hunks hunks;
	struct subs_lines moved;	/* in their new order */
	struct subs_lines out;
	const char *folder;	/* that the feeds among them go into */
	size_t at;		/* before this line, as they were */
};

/* --- what goes -------------------------------------------------------------- */

static void take(struct order *o, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (o->s->lines[i]->moved)
			continue;
		o->s->lines[i]->moved = true;
		subs_lines_add(&o->moved, o->s->lines[i]);
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

	if (o->folder && subs_is_within(o->folder, path))
		return err_set(err, ERR_INPUT,
			       "a folder cannot be put into itself");
	for (size_t i = 0; i < o->s->n_lines; i = end) {
		end = i + 1;
		if (o->s->lines[i]->kind != SUBS_FOLDER || !*path ||
		    !subs_is_within(o->s->lines[i]->folder, path))
			continue;
		any = true;
		end = MAX(subs_section_end(o->s, i), i + 1);
		take(o, subs_with_comments(o->s, i), end);
	}
	if (!any)
		return err_set(err, ERR_NOTFOUND, "there is no folder %s any "
			       "more", path);
	for (size_t i = first; o->folder && i < o->moved.n; i++) {
		struct subs_line *l = o->moved.lines[i];

		if (l->kind != SUBS_FOLDER || !subs_is_within(l->folder, path))
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
	at = subs_line_of(o->s, node);
	if (at < 0)
		return subs_no_node(node, err);
	take(o, comments ? subs_with_comments(o->s, (size_t)at) : (size_t)at,
	     (size_t)at + 1);
	return 0;
}

/* --- the new list ----------------------------------------------------------- */

static bool ends_blank(const struct subs_lines *l)
{
	return !l->n || l->lines[l->n - 1]->blank;
}

static const char *folder_of(const struct subs_lines *l)
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
	subs_lines_add(&o->out, subs_line_new(str_span(&b)));
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
static bool leads_to_heading(const struct subs_lines *l, size_t i)
{
	while (i < l->n && subs_is_comment(l->lines[i]))
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
		subs_lines_add(&o->out, l);
	}
}

/* Where a folder's lines end and others of nodes begin is not told by the
 * lines, so that feeds come first.  */
static void sort_moved(struct order *o, const bool *is_folder, size_t n,
		       const size_t *ends)
{
	struct subs_lines sorted = { 0 };

	for (int folders = 0; folders < 2; folders++)
		for (size_t i = 0; i < n; i++)
			for (size_t k = i ? ends[i - 1] : 0;
			     k < ends[i] && is_folder[i] == folders; k++)
				subs_lines_add(&sorted, o->moved.lines[k]);
	free(o->moved.lines);
	o->moved = sorted;
}

/* Nothing but its folder stands on the heading.  */
static bool is_plain(const struct subs_line *l)
{
	struct span s = span_trim(subs_line_words(l));

	return !l->settings && s.len && s.p[s.len - 1] == ']';
}

static bool is_empty_section(const struct subs_lines *l, size_t at)
{
	while (++at < l->n && l->lines[at]->kind != SUBS_FOLDER)
		if (!l->lines[at]->blank)
			return false;
	return true;
}

/* Has the folder another section, or no need of one?  */
static bool has_other(const struct subs_lines *l, size_t at)
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
	if (strcmp(subs_folder_at(&(struct subs){ .lines = o->hunks.was,
					     .n_lines = o->hunks.n_was },
			     i - 1), l->folder) == 0)
		return false;
	for (; i < o->hunks.n_was && o->hunks.was[i]->kind != SUBS_FOLDER; i++)
		if (!o->hunks.was[i]->blank)
			return true;
	return false;
}

static void take_out_at(struct subs_lines *l, size_t at)
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
	struct subs_lines *l = &o->out;
	const char *before;

	for (size_t i = 0; i < l->n; i++) {
		struct subs_lines head = { l->lines, i, 0 };

		if (l->lines[i]->kind != SUBS_FOLDER ||
		    !is_plain(l->lines[i]) || !was_of_use(o, l->lines[i]))
			continue;
		before = folder_of(&head);
		if (strcmp(before, l->lines[i]->folder) != 0 &&
		    (!is_empty_section(l, i) || !has_other(l, i)))
			continue;
		take_out_at(l, i);
		if (i && l->lines[i - 1]->blank &&
		    (i == l->n || l->lines[i]->blank ||
		     subs_is_item(l->lines[i])))
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
	const char *here = subs_folder_at(o->s, o->at);
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
			struct subs_lines rest = {
				o->s->lines, o->s->n_lines, 0
			};

			if (leads_to_heading(&rest, i)) {
				if (!ends_blank(&o->out))
					put_words(o, "");
			} else if (strcmp(folder_of(&o->out), here) != 0) {
				put_heading(o, here);
			}
			open = false;
		}
		subs_lines_add(&o->out, l);
	}
	tidy(o);
}

/* Drop what was made for an act that is not to be.  */
static void give_up(struct order *o)
{
	struct subs_lines was = { 0 };

	for (size_t i = 0; i < o->moved.n; i++)
		if (!o->moved.lines[i]->was)
			subs_line_free(o->moved.lines[i]);
	for (size_t i = 0; i < o->hunks.n_was; i++) {
		o->hunks.was[i]->moved = false;
		subs_lines_add(&was, o->hunks.was[i]);
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

/* Is the line or folder that others go beside one of them?  */
static bool goes_itself(const struct subs *s, const struct subs_node *to,
			enum subs_where where)
{
	ptrdiff_t at = where == SUBS_INTO ? -1 :
		       to->folder ? subs_heading_of(s, to->folder) :
		       subs_line_of(s, to);

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
	int ret = subs_find_place(s, to, where, &o.at, &folder, err);

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
			subs_lines_add(&o.out, s->lines[i]);
	subs_hunks_end(&o.hunks, o.out.lines, o.out.n, note);
	free(o.moved.lines);
	return 0;
}

/* --- new lines ------------------------------------------------------------- */

void subs_put_new(struct subs *s, const char *words, const char *folder,
		  struct str *note)
{
	const struct subs_node to = { .folder = folder };
	struct order o = { .s = s, .folder = folder };
	struct str b = STR_INIT;
	char *into = NULL;

	if (subs_find_place(s, &to, SUBS_INTO, &o.at, &into, NULL) < 0)
		return;
	subs_hunks_begin(&o.hunks, s);
	str_addf(&b, "%s%s", words, subs_ending_near(s, o.at));
	subs_lines_add(&o.moved, subs_line_new(str_span(&b)));
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
		subs_put_new(s, words, folder, NULL);
	return there ? -1 : 0;
}
