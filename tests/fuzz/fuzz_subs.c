/* fuzz_subs.c - any bytes are a list of subscriptions: it is written as it was
 * read, its parts are what the header says, and whatever is edited in it can be
 * undone and redone
 *
 * The first line says what is edited: a letter for each act and where.
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/subs.h"

#define MOST_ACTS ((size_t)8)
#define MOST_FEEDS 200

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void must_be_sound(const struct subs *s)
{
	const char *folder;
	size_t line = 0, last = 0;

	for (size_t i = 0; i < subs_count(s) && i < MOST_FEEDS; i++) {
		struct subs_feed f = subs_feed(s, i);

		must(f.url && *f.url && f.folder && f.line > last);
		must(!strpbrk(f.url, " \t\r\n"));
		must(subs_find(s, f.url) == (ptrdiff_t)i);
		last = f.line;
	}
	for (size_t i = 0; i < subs_n_queries(s) && i < MOST_FEEDS; i++) {
		struct subs_query q = subs_query(s, i);

		must(q.query && q.name && q.folder && q.line);
		must(q.before <= subs_count(s));
		must(subs_find_query(s, q.query) == (ptrdiff_t)i);
	}
	for (size_t i = 0; i < subs_n_problems(s); i++)
		must(*subs_problem(s, i) != '\0');
	while ((folder = subs_section(s, &line)))
		must(folder[0] != '/');
}

/* What the bytes `how` and `which` mean for the list; 0 when it was done.  */
static int edit(struct subs *s, uint8_t how, uint8_t which, struct str *note)
{
	static const char *const folders[] = { "", "World", "World/Asia",
					       "\xd7\x97\xd7\x93\xd7\xa9" };
	static const char *const words[] = { "", "A \"name\"", "b\\c", "#" };
	size_t n = subs_count(s), n_queries = subs_n_queries(s);
	const char *folder = folders[which % 4], *word = words[which / 4 % 4];
	struct subs_node node = { 0 }, to = { .folder = folder };
	char *url = n ? strdup(subs_feed(s, which % n).url) : NULL;
	char *query = n_queries ? strdup(subs_query(s, which %
					  n_queries).query) : NULL;
	size_t unused;
	int ret = -1;

	node.url = url;
	if (how & 0x80 && query)
		node = (struct subs_node){ .query = query };
	else if (how & 0x40)
		node = (struct subs_node){ .folder = folders[which % 3 + 1] };
	switch (how % 8) {
	case 0:
		/* One that is there twice is told by its address.  */
		if (url && !subs_n_problems(s))
			ret = subs_refolder(s, url, folder, note, NULL);
		break;
	case 1:
		if (url)
			ret = subs_rename(s, url, word, note, NULL);
		break;
	case 2:
		ret = subs_rename_folder(s, folders[which % 3 + 1],
					 folders[which / 4 % 4], note, NULL);
		break;
	case 3:
		if (node.url || node.folder || node.query)
			ret = subs_arrange(s, &node, 1, &to, SUBS_INTO, note,
					   NULL);
		break;
	case 4:
		if (node.url || node.folder || node.query)
			ret = subs_remove_nodes(s, &node, 1, &unused, note,
						NULL);
		break;
	case 5:
		if (node.url || node.folder)
			ret = subs_set(s, &node, "keep-days", which & 1 ? "7" :
				       NULL, note, NULL);
		break;
	case 6:
		ret = subs_add_query(s, "is:starred", word, folder, note, NULL);
		break;
	case 7:
		if (query)
			ret = subs_edit_query(s, query, which & 1 ?
					      "is:unread" : NULL, word, note,
					      NULL);
		break;
	}
	free(url);
	free(query);
	return ret;
}

/* But for the ending of the last line, which it may lack.  */
static bool same_text(struct span a, struct span b)
{
	a.len -= a.len && a.p[a.len - 1] == '\n';
	b.len -= b.len && b.p[b.len - 1] == '\n';
	return span_eq(a, b);
}

static void must_turn(struct subs *s, const char *note, bool undo,
		      const char *want)
{
	struct str missed = STR_INIT;

	must(subs_turn(s, note, undo, &missed, NULL) == 0);
	must(!missed.len);
	must(same_text(subs_text(s), span_of(want)));
	str_release(&missed);
}

static void edit_and_undo(struct subs *s, uint8_t how, uint8_t which)
{
	struct str note = STR_INIT, before = STR_INIT, after = STR_INIT;

	str_adds(&before, subs_text(s));
	if (edit(s, how, which, &note) == 0) {
		str_adds(&after, subs_text(s));
		must_be_sound(s);
		if (!span_eq(str_span(&before), str_span(&after))) {
			must_turn(s, note.s, true, before.s);
			must_turn(s, note.s, false, after.s);
		}
	} else {
		must(same_text(subs_text(s), str_span(&before)));
	}
	str_release(&note);
	str_release(&before);
	str_release(&after);
}

static bool has_byte(struct span s, char c)
{
	return s.len && memchr(s.p, c, s.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
	size_t n = end ? (size_t)(end - data) : 0;
	struct span text = { (const char *)data, size };
	struct subs *s;

	if (size > 20000)
		return 0;
	if (end)
		text = span_from(text, n + 1);
	s = subs_from_text("feeds", text);
	must_be_sound(s);
	/* Notes are lines of text, and know no endings of lines but one.  */
	if (!has_byte(text, '\0') && !has_byte(text, '\r'))
		for (size_t i = 0; i + 1 < n && i < 2 * MOST_ACTS; i += 2)
			edit_and_undo(s, data[i], data[i + 1]);
	subs_free(s);
	return 0;
}
