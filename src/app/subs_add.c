/* subs_add.c - feeds into the subscription list, one or thousands at once; see
 * subs.h
 *
 * Where each goes is worked out once for each folder, then the new lines are
 * merged into the old ones: linear, but for sorting what is new.
 */
#include "config.h"

#include "app/subs_adding.h"

#include "base/hash.h"
#include "base/mem.h"

bool subs_new_is_folder(const struct subs_new *item)
{
	return !item->url && !item->query;
}

/* --- where things go -------------------------------------------------------- */

/* Where a feed goes in the section [start, end): after its last feed; where
 * there is none, before the comment that belongs to the next heading and the
 * blank lines before that.  */
static size_t place_in_section(const struct subs *s, size_t start, size_t end)
{
	size_t at = end;

	for (size_t i = end; i-- > start;)
		if (s->lines[i]->kind == SUBS_FEED ||
		    s->lines[i]->kind == SUBS_QUERY)
			return i + 1;
	if (end < s->n_lines)
		while (at > start && s->lines[at - 1]->kind == SUBS_OTHER &&
		       !subs_is_blank(s->lines[at - 1]))
			at--;
	while (at > start && subs_is_blank(s->lines[at - 1]))
		at--;
	/* The words that a file begins with stand apart from what follows.  */
	if (end == s->n_lines && at > start && at < end)
		return end;
	return at;
}

size_t subs_table_size(size_t n)
{
	size_t size = 64;

	while (size < n * 2)
		size *= 2;
	return size;
}

size_t *subs_target_slot(struct subs_adding *a, const char *folder)
{
	size_t i = (size_t)hash_of(span_of(folder));

	for (;; i++) {
		size_t *at = &a->table[i & (a->n_table - 1)];

		if (!*at || !strcmp(a->sections[*at - 1].folder, folder))
			return at;
	}
}

struct subs_target *subs_target(struct subs_adding *a, const char *folder)
{
	size_t *slot = subs_target_slot(a, folder);

	if (!*slot) {
		a->sections = xgrow(a->sections, a->n_sections,
				    &a->cap_sections, sizeof(*a->sections));
		a->sections[a->n_sections++] = (struct subs_target){
			.folder = folder, .at = SIZE_MAX, .is_new = true,
		};
		*slot = a->n_sections;
	}
	return &a->sections[*slot - 1];
}

/* The last section of each folder in the file.  */
static void find_sections(struct subs_adding *a, size_t n_items)
{
	const struct subs *s = a->s;
	struct subs_target *open;
	size_t n = 1;

	for (size_t i = 0; i < s->n_lines; i++)
		n += s->lines[i]->kind == SUBS_FOLDER;
	a->n_table = subs_table_size(n + n_items);
	a->table = xcalloc(a->n_table, sizeof(*a->table));
	open = subs_target(a, "");
	open->is_new = false;
	for (size_t i = 0; i < s->n_lines; i++) {
		if (s->lines[i]->kind != SUBS_FOLDER)
			continue;
		open->end = i;
		open = subs_target(a, s->lines[i]->folder);
		open->start = i + 1;
		open->is_new = false;
	}
	open->end = s->n_lines;
}

static void place(struct subs_adding *a, struct subs_entry *e)
{
	struct subs_target *to = subs_target(a, e->folder);

	if (to->is_new || a->ordered) {
		e->at = a->s->n_lines;
		if (!to->rank)
			to->rank = a->n_sections;
		e->rank = a->ordered ? 1 : to->rank;
	} else {
		if (to->at == SIZE_MAX)
			to->at = place_in_section(a->s, to->start, to->end);
		e->at = to->at;
	}
}

/* --- what is taken ---------------------------------------------------------- */

static bool is_same(const struct subs_new *item, const char *url,
		    const char *query)
{
	return url ? item->url && !strcmp(item->url, url) :
	       item->query && !strcmp(item->query, query);
}

size_t *subs_entry_slot(struct subs_adding *a, const char *url,
			const char *query)
{
	size_t i = (size_t)hash_of(span_of(url ? url : query));

	for (;; i++) {
		size_t *at = &a->urls[i & (a->n_urls - 1)];

		if (!*at || is_same(a->entries[*at - 1].item, url, query))
			return at;
	}
}

static void refuse(struct subs_new *item, enum subs_added result, char *why)
{
	item->result = result;
	item->why = why;
}

static void refuse_known(struct subs_adding *a, struct subs_new *item)
{
	struct str b = STR_INIT;
	size_t i;

	if (item->url) {
		i = (size_t)subs_find(a->s, item->url);
		str_addf(&b, "%s is there already, on line %zu of %s",
			 item->url, subs_feed(a->s, i).line, a->s->path);
	} else {
		str_add(&b, "this smart feed is there already");
	}
	refuse(item, SUBS_THERE, str_detach(&b));
}

/* Is there an entry for it?  */
static bool accept(struct subs_adding *a, struct subs_new *item)
{
	struct str folder = STR_INIT;
	char *problem;
	size_t *slot;

	item->result = SUBS_ADDED;
	if (!subs_new_is_folder(item)) {
		problem = item->url ? subs_url_problem(item->url) : NULL;
		if (problem) {
			refuse(item, SUBS_REFUSED, problem);
			return false;
		}
		if (item->url ? subs_find(a->s, item->url) >= 0 :
		    subs_find_query(a->s, item->query) >= 0) {
			refuse_known(a, item);
			return false;
		}
		slot = subs_entry_slot(a, item->url, item->query);
		if (*slot) {
			refuse(item, SUBS_TWICE, xstrdup("it is named twice"));
			return false;
		}
		*slot = a->n + 1;
	}
	subs_folder_normal(&folder, span_of(item->folder));
	a->entries[a->n] = (struct subs_entry){
		.item = item, .order = a->n, .folder = str_detach(&folder),
	};
	place(a, &a->entries[a->n++]);
	return true;
}

/* --- merging ---------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct subs_entry *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

struct merge {
	struct subs_line **lines;
	size_t n, cap;
	const char *ending;	/* for new lines */
};

static void put(struct merge *m, struct subs_line *line)
{
	m->lines = xgrow(m->lines, m->n, &m->cap, sizeof(*m->lines));
	m->lines[m->n++] = line;
}

static void put_words(struct merge *m, const struct str *words)
{
	struct str b = STR_INIT;

	str_adds(&b, str_span(words));
	str_add(&b, m->ending);
	put(m, subs_line_new(str_span(&b)));
	str_release(&b);
}

/* A heading, apart from what is before it.  */
static void put_heading(struct merge *m, const char *folder, struct str *note)
{
	struct str head = STR_INIT;
	bool blank = m->n && !subs_is_blank(m->lines[m->n - 1]);

	if (blank)
		put_words(m, &head);
	str_addf(&head, "[%s]", folder);
	put_words(m, &head);
	if (note)
		str_addf(note, "%c%s\n", blank ? 'H' : 'h', folder);
	str_release(&head);
}

static void put_entry(struct merge *m, const struct subs_entry *e,
		      struct str *note)
{
	struct str line = STR_INIT;

	if (e->item->line)
		str_add(&line, e->item->line);
	else if (e->item->query)
		subs_line_compose_query(&line, e->item->query, e->item->name);
	else
		subs_line_compose(&line, e->item->url, e->item->name,
				  e->item->settings);
	put_words(m, &line);
	if (note)
		str_addf(note, "+%s\n", line.s);
	str_release(&line);
}

/* The folder that the file's last line is in.  */
static const char *last_folder(const struct subs *s)
{
	for (size_t i = s->n_lines; i-- > 0;)
		if (s->lines[i]->kind == SUBS_FOLDER)
			return s->lines[i]->folder;
	return "";
}

static void merge(struct subs_adding *a, struct str *note)
{
	struct subs *s = a->s;
	struct merge m = { 0 };
	const char *tail = last_folder(s), *said = NULL;
	bool bare = s->n_lines &&
		    !*subs_line_ending(s->lines[s->n_lines - 1]);
	size_t from = 0;

	if (bare)
		subs_line_set_ending(s->lines[s->n_lines - 1],
				     subs_ending_near(s, s->n_lines));
	qsort(a->entries, a->n, sizeof(*a->entries), by_place);
	for (size_t i = 0; i < a->n; i++) {
		const struct subs_entry *e = &a->entries[i];

		while (from < e->at)
			put(&m, s->lines[from++]);
		m.ending = subs_ending_near(s, e->at);
		/* A rank is of what goes below headings of ours.  */
		if (e->rank && (strcmp(e->folder, tail) ||
				subs_new_is_folder(e->item))) {
			put_heading(&m, e->folder, note);
			tail = said = e->folder;
		} else if (note && (!said || strcmp(said, e->folder))) {
			str_addf(note, "F%s\n", e->folder);
			said = e->folder;
		}
		if (!subs_new_is_folder(e->item))
			put_entry(&m, e, note);
	}
	while (from < s->n_lines)
		put(&m, s->lines[from++]);
	if (bare)
		subs_line_set_ending(m.lines[m.n - 1], "");
	free(s->lines);
	s->lines = m.lines;
	s->n_lines = m.n;
	s->cap_lines = m.cap;
	subs_forget_meaning(s);
}

/* An empty folder is only added when nothing has its name.  */
static bool is_wanted(struct subs_adding *a, const struct subs_new *item)
{
	struct str folder = STR_INIT;
	bool wanted = true;

	if (subs_new_is_folder(item)) {
		subs_folder_normal(&folder, span_of(item->folder));
		wanted = folder.len && !*subs_target_slot(a, folder.s);
		str_release(&folder);
	}
	return wanted;
}

size_t subs_add_all(struct subs *s, struct subs_new *items, size_t n,
		    bool ordered, struct str *note)
{
	struct subs_adding a = { .s = s,
			     .ordered = ordered && !subs_count(s) &&
					!subs_n_queries(s) };
	size_t added = 0;

	a.entries = xcalloc(n, sizeof(*a.entries));
	a.n_urls = subs_table_size(n);
	a.urls = xcalloc(a.n_urls, sizeof(*a.urls));
	find_sections(&a, n);
	if (note)
		str_addf(note, "import%s\n", a.ordered ? " in order" : "");
	for (size_t i = 0; i < n; i++) {
		if (is_wanted(&a, &items[i]) && accept(&a, &items[i]) &&
		    items[i].url)
			added++;
	}
	if (a.n)
		merge(&a, note);
	for (size_t i = 0; i < a.n; i++)
		free(a.entries[i].folder);
	free(a.entries);
	free(a.urls);
	free(a.sections);
	free(a.table);
	return added;
}

int subs_add(struct subs *s, const char *url, const char *name,
	     const char *folder, struct err *err)
{
	struct subs_new item = { .url = url, .name = name, .folder = folder };
	int ret = 0;

	if (!subs_add_all(s, &item, 1, false, NULL))
		ret = err_set(err, ERR_INPUT, "%s", item.why);
	free(item.why);
	return ret;
}
