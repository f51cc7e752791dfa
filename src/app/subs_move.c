/* subs_move.c - a feed of the list has another address; see subs.h
 *
 * Its note, "address", has the id by which the caller knows the feed, the old
 * address and the new one, tabs between them.
 */
#include "config.h"

#include "app/subs_private.h"

#include <inttypes.h>

#include "base/mem.h"

#define HEAD "address\n"

/* Line `at` with another address in it.  */
static void readdress(struct subs *s, size_t at, const char *to)
{
	struct subs_line *old = s->lines[at];
	struct span bytes = { old->bytes, old->len };
	ptrdiff_t place = span_find(bytes, span_of(old->url));
	struct str b = STR_INIT;

	str_addn(&b, bytes.p, (size_t)place);
	str_add(&b, to);
	str_adds(&b, span_from(bytes, (size_t)place + strlen(old->url)));
	subs_line_free(old);
	s->lines[at] = subs_line_new(str_span(&b));
	subs_forget_meaning(s);
	str_release(&b);
}

static int check(const struct subs *s, const char *from, const char *to,
		 struct err *err)
{
	char *problem = subs_url_problem(to);
	ptrdiff_t there;
	int ret = 0;

	if (problem)
		ret = err_set(err, ERR_INPUT, "%s", problem);
	else if (subs_find(s, from) < 0)
		ret = err_set(err, ERR_NOTFOUND, "%s is not in %s", from,
			      s->path);
	else if ((there = subs_find(s, to)) >= 0)
		ret = err_set(err, ERR_INPUT, "%s is there already, on line "
			      "%zu of %s", to,
			      subs_feed(s, (size_t)there).line, s->path);
	free(problem);
	return ret;
}

int subs_move(struct subs *s, const char *from, const char *to, int64_t id,
	      struct str *note, struct err *err)
{
	if (check(s, from, to, err) < 0)
		return -1;
	if (note)
		str_addf(note, HEAD "%" PRId64 "\t%s\t%s\n", id, from, to);
	readdress(s, subs_feed(s, (size_t)subs_find(s, from)).line - 1, to);
	return 0;
}

/* --- its note --------------------------------------------------------------- */

void subs_moved_release(struct subs_moved *m)
{
	free(m->from);
	free(m->to);
	*m = (struct subs_moved){ 0 };
}

static bool read_note(struct span note, struct subs_moved *ret)
{
	struct str words = STR_INIT;
	char *from, *to, *end;
	bool fine = span_starts(note, HEAD);

	*ret = (struct subs_moved){ 0 };
	str_adds(&words, note);
	from = fine ? strchr(words.s, '\t') : NULL;
	to = from ? strchr(from + 1, '\t') : NULL;
	end = to ? strchr(to + 1, '\n') : NULL;
	if (end)
		*ret = (struct subs_moved){
			.id = strtoll(words.s + strlen(HEAD), NULL, 10),
			.from = xstrndup(from + 1, (size_t)(to - from) - 1),
			.to = xstrndup(to + 1, (size_t)(end - to) - 1),
		};
	str_release(&words);
	return end;
}

bool subs_note_moved(const char *note, size_t *at, struct subs_moved *ret)
{
	struct span part;

	while (subs_note_part(note, at, &part))
		if (read_note(part, ret))
			return true;
	return false;
}

int subs_turn_address(struct subs *s, const char *note, bool undo,
		      struct err *err)
{
	struct subs_moved m;
	int ret;

	if (!read_note(span_of(note), &m))
		return err_set(err, ERR_INPUT, "nothing is known of the feed");
	if (subs_find(s, undo ? m.to : m.from) < 0)
		ret = err_set(err, ERR_NOTFOUND,
			      "the feed is not in the list any more");
	else
		ret = subs_move(s, undo ? m.to : m.from, undo ? m.from : m.to,
				m.id, NULL, err);
	subs_moved_release(&m);
	return ret;
}
