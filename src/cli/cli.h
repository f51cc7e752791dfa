/* cli.h - the command-line face: one function a command
 *
 * Data goes to stdout, words to stderr.  Exit status: 0 done, 1 something
 * failed and is named on stderr, 2 usage.  Whatever goes to a terminal has
 * passed text_safe().
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <signal.h>

#include "app/app.h"
#include "base/err.h"
#include "base/str.h"
#include "store/store.h"

struct cli_command {
	const char *name;
	const char *usage;	/* what follows the name */
	const char *doc;	/* one line */
	/* argv[0] is the command's name.  Returns the exit status.  */
	int (*run)(int argc, char **argv);
	const char *help;	/* options and more, lines; may be empty */
};

extern const struct cli_command cli_commands[];
extern const size_t cli_n_commands;

/* Run argv[1] with what follows; also --help and --version.  */
int cli_main(int argc, char **argv);

/* The row of the table, or NULL.  */
const struct cli_command *cli_find(const char *name);

/* A line (or lines) of words on stderr, made safe.  */
void cli_say(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* "coranto COMMAND: words" on stderr, made safe.  Returns 1.  */
int cli_fail(const char *command, const struct err *err);

/* What is wrong with the call, and the usage line.  Returns 2.  */
int cli_usage(const char *command, const char *fmt, ...) PRINTF_LIKE(2, 3);

/*
 * Options of a command: a table of long options.  Fills in values, leaves the
 * other arguments in argv[1..] and returns their number + 1, or -1 after
 * having said what is wrong.  "--" ends options.
 */
struct cli_option {
	const char *name;	/* "json" */
	bool *flag;		/* for a switch */
	const char **value;	/* for an option with a value */
};

int cli_options(int argc, char **argv, const struct cli_option *options,
		size_t n_options);

/* A decimal number in [low, high] from an option's value; -1 after having
 * said what is wrong.  */
int64_t cli_number(const char *command, const char *name, const char *value,
		   int64_t low, int64_t high);

/* Write `out` to stdout; as it is to a file or pipe, safe to a terminal.
 * 0, or 1 with the reason on stderr (a closed pipe, a full disk).  */
int cli_write(const char *command, const struct str *out);

/* Columns for text: of --width (NULL: not given), else of the terminal up to
 * 72.  -1 after having said what is wrong.  */
int cli_width(const char *command, const char *value, int *ret);

/* --- the app ------------------------------------------------------------- */

/* What takes long says on a terminal's stderr how it goes on, and SIGINT and
 * SIGTERM stop it.  It must not be moved between begin and end.  */
struct cli_watch {
	struct store_watch watch;
	bool terminal;
	int64_t said;		/* when the last step was shown, 0: none is */
	struct sigaction old_int, old_term;
};

void cli_watch_begin(struct cli_watch *w);
void cli_watch_wipe(struct cli_watch *w);	/* what it shows */
void cli_watch_end(struct cli_watch *w);	/* that too */
bool cli_watch_stopped(void);

/* Open it; problems of the config go to stderr.  0, or 1 after having said
 * why not.  */
int cli_open(const char *command, enum app_mode mode, struct app **ret);

/* Wait for what was asked for; words go to stderr.  0, or 1 when something
 * failed, which is named then, feeds by their address.  */
int cli_settle(const char *command, struct app *app);

/* The same; *ret_n is how many articles marks have changed.  */
int cli_settle_count(const char *command, struct app *app, size_t *ret_n);

/* Wait until what was fetched is indexed.  0, or 1 having said why not.  */
int cli_settle_index(const char *command, struct app *app);

/* Name the feeds that failed when last checked, at `since` or later.  */
void cli_name_failures(const char *command, struct app *app, int64_t since);

/* The words argv[first..] as a query, owned.  0, or 2 after having shown
 * what is wrong.  */
int cli_query(int argc, char **argv, int first, struct query **ret);

/* --- articles ------------------------------------------------------------ */

extern const char cli_list_help[];
extern const char cli_rules_help[];

/* --- the commands (each in its own file) --------------------------------- */

int cli_add(int argc, char **argv);
int cli_config(int argc, char **argv);
int cli_clean(int argc, char **argv);
int cli_doctor(int argc, char **argv);
int cli_edit(int argc, char **argv);
int cli_export(int argc, char **argv);
int cli_feeds(int argc, char **argv);
int cli_import(int argc, char **argv);
int cli_list(int argc, char **argv);	/* also `search` */
int cli_mark(int argc, char **argv);
int cli_move(int argc, char **argv);
int cli_opml(int argc, char **argv);
int cli_parse(int argc, char **argv);
int cli_preview(int argc, char **argv);
int cli_redo(int argc, char **argv);
int cli_refresh(int argc, char **argv);
int cli_remove(int argc, char **argv);
int cli_rename(int argc, char **argv);
int cli_render(int argc, char **argv);
int cli_show(int argc, char **argv);
int cli_tags(int argc, char **argv);
int cli_rules(int argc, char **argv);
int cli_undo(int argc, char **argv);

#endif
