/* subs_again.c - what was added to the subscription list is taken out, and
 * added again, by its note; see subs.h
 */
#include "config.h"

#include "app/subs_adding.h"

#include "base/mem.h"

/* The next line of a note: its kind, and its words in `out`; 0 at the end. */
static char next(const char **note, struct str *out)
{
	const char *nl = strchr(*note, '\n');
	char kind = **note;

	str_clear(out);
	if (!nl || nl == *note)
		return 0;
	str_addn(out, *note + 1, (size_t)(nl - *note) - 1);
	*note = nl + 1;
	return kind;
}

static size_t skip_head(const char **note)
{
	struct str head = STR_INIT;
	size_t n = 0;

	next(note, &head);
	for (const char *p = *note; (p = strchr(p, '\n')); p++)
		n++;
	str_release(&head);
	return n;
}

struct again {
	struct subs_new *items;
	struct subs_line **lines;
	char **folders;
	size_t n, n_folders;
};

/* The items of a note.  A heading with nothing below is an empty folder.  */
static void read_items(const char *note, struct again *r)
{
	size_t most = skip_head(&note);
	struct str words = STR_INIT;
	char kind;

	r->items = xcalloc(most + 1, sizeof(*r->items));
	r->lines = xcalloc(most + 1, sizeof(*r->lines));
	r->folders = xcalloc(most + 1, sizeof(*r->folders));
	while ((kind = next(&note, &words))) {
		struct subs_new *item = &r->items[r->n];

		if (kind != '+') {
			r->folders[r->n_folders++] = xstrdup(words.s);
			if (*note != '+' && kind != 'F') {
				item->folder = r->folders[r->n_folders - 1];
				r->n++;
			}
			continue;
		}
		r->lines[r->n] = subs_line_new(str_span(&words));
		item->url = r->lines[r->n]->url;
		item->query = item->url ? NULL : r->lines[r->n]->query;
		item->line = r->lines[r->n]->bytes;
		item->folder = r->n_folders ? r->folders[r->n_folders - 1] :
			       "";
		if (!subs_new_is_folder(item)) {
			r->n++;
		} else {
			subs_line_free(r->lines[r->n]);
			r->lines[r->n] = NULL;
		}
	}
	str_release(&words);
}

static void again_release(struct again *r)
{
	for (size_t i = 0; i <= r->n; i++)
		subs_line_free(r->lines[i]);
	for (size_t i = 0; i < r->n_folders; i++)
		free(r->folders[i]);
	for (size_t i = 0; i < r->n; i++)
		free(r->items[i].why);
	free(r->folders);
	free(r->lines);
	free(r->items);
}

void subs_add_again(struct subs *s, const char *note)
{
	struct again r = { 0 };

	read_items(note, &r);
	subs_add_all(s, r.items, r.n, !strncmp(note, "import in", 9), NULL);
	again_release(&r);
}

/* Are there only blank lines up to the next heading?  */
static bool is_bare_heading(const struct subs *s, size_t at)
{
	while (++at < s->n_lines && s->lines[at]->kind != SUBS_FOLDER)
		if (!subs_is_blank(s->lines[at]))
			return false;
	return true;
}

/* Mark the headings of a note that have nothing below them any more.  */
static void mark_headings(const struct subs *s, const char *note, bool *out)
{
	struct subs_adding a = { .s = (struct subs *)(uintptr_t)s };
	struct str words = STR_INIT;
	size_t n = skip_head(&note), *made;
	struct again keep = { .folders = xcalloc(n + 1, sizeof(char *)) };
	char kind;

	/* Folder → how it was made, by way of its section.  */
	a.n_table = subs_table_size(n + 1);
	a.table = xcalloc(a.n_table, sizeof(*a.table));
	while ((kind = next(&note, &words)))
		if (kind == 'H' || kind == 'h') {
			char *folder = xstrdup(words.s);

			keep.folders[keep.n_folders++] = folder;
			subs_target(&a, folder)->is_new = kind == 'H';
		}
	for (size_t i = 0; i < s->n_lines; i++) {
		if (s->lines[i]->kind != SUBS_FOLDER ||
		    !is_bare_heading(s, i))
			continue;
		made = subs_target_slot(&a, s->lines[i]->folder);
		if (!*made)
			continue;
		out[i] = true;
		if (a.sections[*made - 1].is_new && i > 0 &&
		    subs_is_blank(s->lines[i - 1]))
			out[i - 1] = true;
	}
	for (size_t i = 0; i < keep.n_folders; i++)
		free(keep.folders[i]);
	free(keep.folders);
	free(a.sections);
	free(a.table);
	str_release(&words);
}

/* Take the marked lines out.  The file ends as it did: with a line ending or
 * without.  */
static void take_marked(struct subs *s, const bool *marked)
{
	size_t n = 0;
	bool bare = s->n_lines &&
		    !*subs_line_ending(s->lines[s->n_lines - 1]);

	for (size_t i = 0; i < s->n_lines; i++) {
		if (marked[i])
			subs_line_free(s->lines[i]);
		else
			s->lines[n++] = s->lines[i];
	}
	s->n_lines = n;
	if (bare && n)
		subs_line_set_ending(s->lines[n - 1], "");
	subs_forget_meaning(s);
}

size_t subs_take_added(struct subs *s, const char *note)
{
	struct again r = { 0 };
	struct subs_adding a = { .s = s };
	bool *marked = xcalloc(s->n_lines, sizeof(*marked));
	size_t taken = 0;

	read_items(note, &r);
	a.n_urls = subs_table_size(r.n);
	a.urls = xcalloc(a.n_urls, sizeof(*a.urls));
	a.entries = xcalloc(r.n, sizeof(*a.entries));
	for (size_t i = 0; i < r.n; i++) {
		a.entries[i].item = &r.items[i];
		if (!subs_new_is_folder(&r.items[i]))
			*subs_entry_slot(&a, r.items[i].url, r.items[i].query) =
				i + 1;
	}
	for (size_t i = 0; i < s->n_lines; i++)
		if ((s->lines[i]->kind == SUBS_FEED &&
		     *subs_entry_slot(&a, s->lines[i]->url, NULL)) ||
		    (s->lines[i]->kind == SUBS_QUERY &&
		     *subs_entry_slot(&a, NULL, s->lines[i]->query))) {
			marked[i] = true;
			taken++;
		}
	take_marked(s, marked);
	memset(marked, 0, s->n_lines * sizeof(*marked));
	mark_headings(s, note, marked);
	take_marked(s, marked);
	free(a.entries);
	free(a.urls);
	free(marked);
	again_release(&r);
	return taken;
}
