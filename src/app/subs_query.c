/* subs_query.c - smart feeds of the subscription list; see subs.h */
#include "config.h"

#include "app/subs_node.h"

#include "base/date.h"
#include "query/query.h"

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

int subs_add_query(struct subs *s, const char *query, const char *name,
		   const char *folder, struct str *note, struct err *err)
{
	struct str words = STR_INIT, path = STR_INIT;

	if (check_query(s, query, err) < 0)
		return -1;
	subs_folder_normal(&path, span_of(folder));
	subs_line_compose_query(&words, query, name);
	subs_put_new(s, words.s, path.s, note);
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
