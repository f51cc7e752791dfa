/* rules.h - what is to be done with articles as they arrive
 *
 * The file $XDG_CONFIG_HOME/coranto/rules has one rule a line:
 *
 *	rule   = [ "off" ] action { "," action } [ "until:" date ] query
 *	action = "hide" | "read" | "star" | "notify"
 *	       | "tag:" name | "run:" command
 *	date   = YYYY-MM-DD, the first day on which it does nothing any more
 *
 * Names and commands that have spaces or commas stand in double quotes:
 * tag:"world news".  A command's words are told apart by command_words() of
 * app/command.h, no
 * shell reads them.  "#" begins a comment at the beginning of a line.  A rule
 * needs a query; "*" is everything.
 *
 * A set of rules is immutable and counts its users: any thread.
 */
#ifndef APP_RULES_H
#define APP_RULES_H

#include "base/arena.h"
#include "base/err.h"
#include "query/query.h"
#include "store/store.h"

struct rule {
	size_t line;		/* from 1 */
	const char *words;	/* the line as it stands, trimmed */
	const char *text;	/* what it does and when, in a normal form: what
				 * its hits are kept under.  NULL: it cannot
				 * be read, and why */
	const char *actions;	/* the same, what it does alone */
	const char *query_text;
	const char *why;
	size_t offset;		/* byte of `words` that `why` is about */
	bool off;
	int64_t until;		/* INT64_MAX: for good */
	bool hide, read, star, notify;
	const char **tags;
	size_t n_tags;
	const char *const *argv;	/* to be run, ends with NULL; or NULL */
	struct query *query;
};

struct rules {
	struct arena *arena;
	struct rule *items;
	size_t n, cap;
	int64_t now;		/* that their dates count from */
	_Atomic size_t users;
};

/* Parse a file's text.  Bad lines are in it too, see `why`.  Has one user;
 * rules_drop().  */
struct rules *rules_parse(struct span text, int64_t now) MUST_USE;

/* One rule; -1 with the reason, *ret_offset (may be NULL) being the byte of
 * `words` that it is about.  rules_drop().  */
int rule_parse(const char *words, int64_t now, struct rules **ret,
	       size_t *ret_offset, struct err *err) MUST_USE;

/* Read the file; one that is not there has none.  -1 when it cannot be read.  */
int rules_read(const char *path, int64_t now, struct rules **ret,
	       struct err *err) MUST_USE;

struct rules *rules_use(struct rules *r);	/* one more user; NULL allowed */
void rules_drop(struct rules *r);		/* one less; NULL allowed */

/* Does it do anything at `now`?  */
bool rule_is_on(const struct rule *r, int64_t now);

/* --- judging ------------------------------------------------------------ */

/* The rules that articles of one feed may be hits of.  */
struct judge {
	const struct rules *rules;
	const struct rule **may;	/* arena */
	size_t n;
	bool wants_text;	/* query_article.text is looked at */
	struct query_article feed;	/* feed_… and folder */
};

/* `feed` (feed_… and folder of it) is copied, not what it points to.  True
 * when some rule may hit.  */
bool judge_init(struct judge *j, struct arena *a, const struct rules *rules,
		const struct query_article *feed, int64_t now);

/*
 * What the rules say of an article, or NULL when none hits; in the arena.
 * *ret_told are those of the rules that tell or run something, ending with
 * NULL, or NULL.  `article` has the feed filled in.
 */
const struct store_ruling *judge_article(const struct judge *j,
					 struct arena *a,
					 const struct query_article *article,
					 const struct rule *const **ret_told);

/* --- the file ----------------------------------------------------------- */

/* Append a line for a rule; `text` is the file's.  */
void rules_add_line(struct str *text, const char *words);

/* Switch line `line` (from 1) off or on, or take it out.  False when there is
 * no such line.  */
enum rules_edit { RULES_OFF, RULES_ON, RULES_TAKE_OUT };
bool rules_edit_line(struct str *text, size_t line, enum rules_edit how);

#endif
