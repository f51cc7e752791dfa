/* fields.c - the table of fields; see query.h */
#include "config.h"

#include "query/private.h"

const struct query_field query_fields[] = {
	{ "title", "WORD, \"PHRASE\", PREFIX*, /REGEX/",
	  "words of the title" },
	{ "author", "WORD, \"PHRASE\", PREFIX*, /REGEX/",
	  "words of the author's name" },
	{ "feed", "TEXT, /REGEX/",
	  "part of the feed's name, title or address" },
	{ "folder", "PATH, /REGEX/",
	  "a folder of feeds with everything below it" },
	{ "tag", "TEXT, PREFIX*, /REGEX/",
	  "a tag of yours, or a category that the publisher gave" },
	{ "url", "TEXT, /REGEX/", "part of the article's address" },
	{ "lang", "TAG", "language: en is also en-GB" },
	{ "is", "unread, read, starred, hidden, edited", "state of the article" },
	{ "has", "enclosure, author, link, tag, comments",
	  "what the article has" },
	{ "after", "DATE", "from that day on" },
	{ "before", "DATE", "before that day" },
	{ "on", "DATE", "on that day, in that month or year" },
	{ "newer", "SPAN", "younger than" },
	{ "older", "SPAN", "older than" },
	{ "id", "NUMBER", "the article with this number" },
	{ "sort", "newest, oldest, rank", "order of the answer" },
};

const size_t query_n_fields = ARRAY_LEN(query_fields);

_Static_assert(ARRAY_LEN(query_fields) == FIELD_ANY,
	       "enum field and query_fields[] differ");

const char *const query_flag_names[N_FLAGS] = {
	"read", "unread", "starred", "hidden", "edited",
	"enclosure", "author", "link", "tag", "comments",
};

const char *const query_sort_names[N_SORTS] = {
	"", "newest", "oldest", "rank",
};

int query_field_by_name(struct span name)
{
	for (size_t i = 0; i < query_n_fields; i++)
		if (span_eq_nocase(name, span_of(query_fields[i].name)))
			return (int)i;
	return -1;
}
