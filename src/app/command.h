/* command.h - one line of config or of the `:` prompt
 *
 *	line = [ ":" ] name { word } [ "#" comment ]
 *	word = plain | "quoted \" \\" | 'quoted'
 *
 * A quote opens at the beginning of a word only: don't is one.  What takes a
 * QUERY, a RULE, a COMMAND, WORDS, TAGS, a FOLDER or a TITLE takes all the rest of the
 * line as one word, as typed: the query language and the shell have quotes of
 * their own, and names have spaces.  Pure, but for command_check().
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include "app/actions.h"
#include "base/arena.h"
#include "base/err.h"

struct command {
	enum action action;
	char **args;		/* arena; n_args words after the name */
	size_t n_args;
	const char *rest;	/* arena; the text after the name, as typed */
	size_t *arg_offsets;	/* byte of each argument in the line */
};

/* Where in the line, why, and the nearest right word.  */
struct command_err {
	size_t offset;
	char text[360];
};

/* Fill it in, if there is one; returns -1.  */
int cerr_set(struct command_err *cerr, size_t offset, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/*
 * Parse one line.  1 with *ret filled, 0 for an empty line or a comment, -1
 * with `cerr` (may be NULL): no such command, a quote that does not end, too
 * few or too many words for its row in actions.def.
 */
int command_parse(struct arena *a, struct span line, struct command *ret,
		  struct command_err *cerr) MUST_USE;

/*
 * Are the words of a command that was parsed from `line` any that it knows?
 * 0, or -1 with `cerr` (may be NULL): a word that is none of those in its row,
 * what is to be a number, a query that cannot be parsed, a field, value,
 * theme or colour that there is none of.  Themes are looked for in their
 * folder.  What set, bind, unbind and source are given is for app/conf.h.
 */
int command_check(struct span line, const struct command *c,
		  struct command_err *cerr) MUST_USE;

/*
 * Several commands stand in one line with " ; " between them: a semicolon that
 * is a word of its own and in no quotes.  The one that begins at byte *at, and
 * *at behind its semicolon; false when there is none left.
 */
bool command_next(struct span line, size_t *at, struct span *ret);

/* True when the action takes the rest of the line as one QUERY, whose first
 * byte in `line` is *ret.  */
bool command_query(struct span line, size_t *ret);

/* The words of a program to be run and of what it is given, quotes taken off,
 * ending with NULL; in the arena.  -1 with `cerr` for a quote that does not
 * end, and when there is none.  */
int command_words(struct arena *a, struct span text, const char *const **ret,
		  struct command_err *cerr) MUST_USE;

/* One name or some words, as they were typed, without the quotes around all of
 * them, if there are; owned.  */
char *command_unquote(const char *args) MUST_USE;

/* Does it begin with a double quote that does not end?  */
bool command_is_open(const char *args);

/* Where the word "--" begins that tags and a QUERY have between them; false
 * without one.  */
bool command_dashes(struct span args, size_t *ret);

/* The entry of names[n] that `word` is most likely meant to be, or NULL.  */
const char *command_nearest(const char *word, const char *const *names,
			    size_t n);

#endif
