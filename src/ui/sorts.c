/* sorts.c - see sorts.h */
#include "config.h"

#include "ui/sorts.h"

static const struct {
	const char *name, *words;
	struct sort sort;
} sorts[] = {
	{ "date", "", { STORE_BY_DATE, false } },
	{ "oldest", "oldest first", { STORE_BY_DATE, true } },
	{ "title", "by title", { STORE_BY_TITLE, false } },
	{ "feed", "by feed", { STORE_BY_FEED, false } },
	{ "unread", "unread first", { STORE_UNREAD_FIRST, false } },
	{ "starred", "starred first", { STORE_STARRED_FIRST, false } },
};

/* The next word of `s`.  */
static struct span word(struct span *s)
{
	struct span ret = *s = span_trim(*s);

	for (ret.len = 0; ret.len < s->len && s->p[ret.len] != ' '; ret.len++)
		;
	*s = span_trim(span_from(*s, ret.len));
	return ret;
}

bool sort_parse(struct span words, struct sort *ret)
{
	struct span name = word(&words), turned = word(&words);

	for (size_t i = 0; i < ARRAY_LEN(sorts); i++) {
		if (!span_eq(name, span_of(sorts[i].name)))
			continue;
		*ret = sorts[i].sort;
		if (turned.len)
			ret->reversed = !ret->reversed;
		return !words.len &&
		       (!turned.len || span_eq(turned, SPAN("reversed")));
	}
	return false;
}

/* Its row of the table; there is one that is turned round only for dates. */
static size_t find(struct sort s, bool *ret_turned)
{
	size_t i = 0;

	*ret_turned = s.reversed && s.order != STORE_BY_DATE;
	while (i + 1 < ARRAY_LEN(sorts) && (sorts[i].sort.order != s.order ||
	       (!*ret_turned && sorts[i].sort.reversed != s.reversed)))
		i++;
	return i;
}

void sort_words(struct sort s, struct str *out)
{
	bool turned;
	size_t i = find(s, &turned);

	str_add(out, sorts[i].words);
	if (turned)
		str_add(out, ", reversed");
}

void sorts_name(const struct store_scope *scope, const char *query,
		struct str *out)
{
	if (query) {
		str_addf(out, "query %s", query);
		return;
	}
	switch (scope->kind) {
	case STORE_ALL:
		str_add(out, scope->starred_only ? "starred" : "all");
		break;
	case STORE_FEED:
		str_addf(out, "feed %lld", (long long)scope->feed_id);
		break;
	case STORE_FOLDER:
		str_addf(out, "folder %s", scope->folder);
		break;
	case STORE_ARCHIVED:
		str_add(out, "archived");
		break;
	}
}

/* The next line of `all`, in two.  */
static bool next(struct span *all, struct span *ret_name, struct span *ret_sort)
{
	const char *end = all->len ? memchr(all->p, '\n', all->len) : NULL;
	struct span line = { all->p, end ? (size_t)(end - all->p) : all->len };
	const char *tab;

	if (!all->len)
		return false;
	*all = span_from(*all, line.len + (end != NULL));
	tab = memrchr(line.p, '\t', line.len);
	*ret_name = *ret_sort = (struct span){ line.p, 0 };
	if (tab) {
		ret_name->len = (size_t)(tab - line.p);
		*ret_sort = span_from(line, ret_name->len + 1);
	}
	return true;
}

struct sort sorts_find(struct span all, struct span name)
{
	struct span known, words;
	struct sort ret = { 0 };

	while (next(&all, &known, &words))
		if (span_eq(known, name) && sort_parse(words, &ret))
			return ret;
	return (struct sort){ 0 };
}

void sorts_put(struct str *all, struct span name, struct sort s)
{
	struct str now = STR_INIT;
	struct span rest = str_span(all), known, words;
	bool turned;
	size_t i = find(s, &turned), n = 0;

	if (s.order != STORE_BY_DATE || s.reversed) {
		str_adds(&now, name);
		str_addf(&now, "\t%s%s\n", sorts[i].name,
			 turned ? " reversed" : "");
		n++;
	}
	while (n < SORTS_MOST && next(&rest, &known, &words)) {
		if (!known.len || span_eq(known, name))
			continue;
		str_adds(&now, known);
		str_addc(&now, '\t');
		str_adds(&now, words);
		str_addc(&now, '\n');
		n++;
	}
	str_release(all);
	*all = now;
}
