/* state.h - the reader's whole state, shared by the files of this floor
 *
 * One struct, owned by the main thread.  The files around it: loop.c turns
 * wake-ups into calls, screen.c decides what is where and draws, act_*.c hold
 * one function an action, *_pane.c the panes, status*.c the first and the last
 * line.
 */
#ifndef UI_STATE_H
#define UI_STATE_H

#include "app/actions.h"
#include "app/app.h"
#include "app/elsewhere.h"
#include "base/pool.h"
#include "ui/display.h"
#include "ui/keymap.h"
#include "ui/macro.h"
#include "ui/marks.h"
#include "ui/pane.h"
#include "ui/prompt.h"
#include "ui/splits.h"
#include "ui/row.h"

struct feeds_pane;
struct list_pane;
struct search_pane;
struct article_pane;
struct list;
struct bulk;			/* act_mark.c */

enum focus { FOCUS_FEEDS, FOCUS_LIST, FOCUS_ARTICLE };

/* What the line at the bottom asks for.  */
enum asking {
	ASK_NOTHING,
	ASK_COMMAND,		/* ":" */
	ASK_FEED,		/* an address to subscribe to */
	ASK_PIPE,		/* a command for the article */
	ASK_SAVE,		/* a file for it */
	ASK_SAVE_OVER,		/* the same, and it is there already */
	ASK_SAVE_ALL,		/* a folder for those that are selected */
	ASK_FIND,		/* words in the article */
	ASK_TAGS,		/* tags of articles */
	ASK_FILTER,		/* words that feeds have */
	ASK_RENAME,		/* a name for a feed or folder */
	ASK_QUERY,		/* a query for a smart feed, */
	ASK_QUERY_NEW,		/* or for a new one */
	ASK_SAVED,		/* a title for it */
};

struct ui {
	struct app *app;	/* borrowed */
	struct display *display;
	struct grid *grid;
	struct keymap *keymap;
	struct keymap_state typed;
	int64_t typed_ms;	/* when its last key came */
	struct macro macro;	/* what a key still does */
	bool failed;		/* what was done last */

	struct feeds_pane *feeds;
	struct list_pane *list;
	struct search_pane *search;
	struct article_pane *article;
	struct pane *over;	/* help, errors: covers the panes; or NULL */
	enum focus focus;
	bool searching;		/* the search stands in the list's place */
	enum focus before_search;	/* where to go back to from it */
	bool greeting;		/* the first run, nothing opened yet */
	struct elsewhere elsewhere;	/* what another reader has, then */

	struct marks marks;
	uint64_t generation;	/* last given to app_list() */
	uint64_t mark_all;	/* generation of a list that is to be marked
				 * read when it is complete, or 0 */
	struct bulk *bulks;	/* acts whose articles are being looked for */
	size_t n_bulks, bulks_cap;
	uint64_t turning;	/* ticket of the last undo or redo, or 0 */
	int64_t news_before;	/* it, in the list */
	bool turned;		/* and the feeds were not read yet since */
	size_t n_deleting;	/* articles that the counts still have */
	int64_t *tag_ids;	/* what ASK_TAGS is about */
	size_t n_tag_ids;
	char *tags_were;	/* that they have all, as they were then */
	char *naming;		/* the feed's address, or folder's path, that
				 * ASK_RENAME is about */
	bool naming_folder, naming_query;
	char *saving;		/* the query that ASK_SAVED is about */
	bool unread_only;
	struct row_look look;	/* of lists of articles */
	bool by_day;		/* and whether they are grouped so */
	struct str sorts;	/* of lists, see sorts.h */
	int layout;		/* 1, 2, 3; 0: by the width */
	bool linear;		/* for screen readers, see linear.h */
	bool always_linear;	/* whatever the settings say */

	struct theme theme;	/* as things look now */
	enum background background;	/* what the terminal said of it */
	struct str title;	/* of the window */
	bool previewing;	/* the theme is one that is being chosen */

	struct prompt prompt;
	struct str fault;	/* what is wrong with the command, or empty */
	size_t fault_at;	/* byte in it */
	bool fault_soft;	/* it is still being typed */
	struct history commands, searches, addresses, finds, pipes, files,
		tags, filters, names, palette;
	enum asking asking;
	char *offers;		/* of the last app_add(), or NULL */
	char *target;		/* of the last ui_target(), or NULL */
	char *save_folder;	/* as typed, with its slash, or NULL */
	char *save_over;	/* what ASK_SAVE_OVER is about */

	struct str message;	/* the last line, or empty */
	bool message_bad;
	bool has_news;		/* it ends with how a refresh went, */
	size_t before_news;	/* from this byte on */
	bool message_new;	/* made since the last key */
	struct app_progress progress;
	struct app_downloads downloads;
	bool saying_downloads;	/* the message tells how they go */
	bool warned;		/* that leaving stops them */
	bool asked_refresh;	/* the reader did: say how it went */
	int64_t added;		/* a new feed, to go to when it is there */

	bool feeds_stale;	/* the feeds are to be read again */
	int64_t feeds_read_ms;	/* when they were */
	int64_t keyed_ms;	/* when the last key or click came */
	int64_t looked_ms;	/* for what other processes write */
	struct mailbox *answers;	/* of the pool */
	struct files *tab_files;	/* that Tab offers */
	struct pool *pool;	/* NULL until a large article comes */
	size_t n_jobs;

	struct pane *seen[4];	/* panes of the last frame */
	size_t n_seen;
	int clicked_x, clicked_y;	/* where the last click was, and when */
	int64_t clicked_ms;

	struct splits splits;
	struct area body;	/* of the panes in the last frame, and where */
	int rules[N_SPLITS];	/* rules were in it: cells, or -1 */
	enum split dragged;	/* by the mouse, or SPLIT_NONE */
	bool zen;		/* the article is alone, while it is read */
	char *kept;		/* what session.c wrote last, or NULL */
	int64_t kept_ms;	/* and when */

	int strip;		/* rows of the strip in the last frame */
	bool all_dirty, line_dirty;
	bool resized;		/* ask the display for its size */
	bool quit;
	int status;		/* exit status */
};

/* --- ui.c ---------------------------------------------------------------- */

/* The words of the message line.  Everything is drawn soon.  */
void ui_say(struct ui *ui, const char *fmt, ...) PRINTF_LIKE(2, 3);
void ui_complain(struct ui *ui, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Say why nothing is done, which is nobody's fault; what was to be done after
 * it is not.  */
void ui_decline(struct ui *ui, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Append " · u undoes it" by the key as it is bound: after every act that can
 * be taken back.  */
void ui_add_undo(struct ui *ui, struct str *words);

/* Complain with the words of an error, which are the end of a sentence: on the
 * message line they begin with a capital, as all that is said there.  Not for
 * those that begin with the name of a setting.  */
void ui_fail(struct ui *ui, const char *why);
/* Append `why` with a capital.  */
void ui_add_sentence(struct str *out, const char *why);

/* Append words with the reader's home folder as "~".  */
void ui_shorten(struct str *out, struct span words);

uint64_t ui_next_generation(struct ui *ui);

/* The pane that keys go to.  */
struct pane *ui_focused(struct ui *ui);
/* The same as if nothing covered it.  */
struct pane *ui_beneath(struct ui *ui);
void ui_focus(struct ui *ui, enum focus focus);

/* Cover the panes with `p` (moved), in place of what covers them; NULL
 * uncovers.  */
void ui_cover(struct ui *ui, struct pane *p);

/* The search ends; the list is back in its place.  */
void ui_leave_search(struct ui *ui);

/* The list that is seen: of articles or of what was found.  */
struct list *ui_list(struct ui *ui);

/* Open an article for reading: shown, focused, marked read if so set.  */
void ui_read_article(struct ui *ui, int64_t id);

/* Mark, show it at once, and undo it should it fail.  The ticket is set here
 * unless it is; what `mark` points to is copied.  */
void ui_mark(struct ui *ui, struct pending_mark mark);

/* Articles changed: what shows them reads them again.  */
void ui_rows_stale(struct ui *ui);

/* Those that were deleted may be there again: where they are not known any
 * more, lists are made again.  */
void ui_put_back(struct ui *ui);

/* What the settings say, after they changed.  */
void ui_settings_changed(struct ui *ui);

/* Before a frame: lists follow the feeds, the article follows the list.  */
void ui_follow(struct ui *ui);

/* The list is that of the row of feeds one is on, if one is on feeds.  */
void ui_follow_list(struct ui *ui);

/* True when the reader waits for nothing.  */
bool ui_is_idle(struct ui *ui);

/* --- act_looks.c --------------------------------------------------------- */

/* The theme is that of the settings, for the background that there is.  */
void ui_theme_changed(struct ui *ui);

/* A line of ":" is being typed: while it chooses a theme, look as that does.
 * NULL: it is no more.  */
void ui_preview(struct ui *ui, const char *line);

/* --- target.c ------------------------------------------------------------ */

/* The address meant: of link `number` of the article, else of the link in
 * focus, else of the article that is read or selected.  NULL when there is
 * none; borrowed until the next call.  */
const char *ui_target(struct ui *ui, int number);

/* Open an address in the browser and say so, or why not.  */
void ui_open_url(struct ui *ui, const char *url);

/* The article that is read, or under the cursor of a list; 0 without one.  */
int64_t ui_chosen_id(const struct ui *ui);

/* The same, read anew; owned.
 * NULL after having said why.  */
struct store_article *ui_chosen(struct ui *ui);

/* --- events.c ------------------------------------------------------------ */

void ui_take_events(struct ui *ui);

/* --- act_mark.c ---------------------------------------------------------- */

/* Articles of app_select() have come.  */
void ui_take_selected(struct ui *ui, struct app_event *event);

/* The tags that ASK_TAGS asked for.  */
void ui_tag(struct ui *ui, const char *line);

void ui_marks_release(struct ui *ui);

/* --- act_rules.c --------------------------------------------------------- */

/* Keep a rule, and do what it says with what is cached.  */
void ui_add_rule(struct ui *ui, const char *words);

/* --- act_pick.c ---------------------------------------------------------- */

/* What is selected in the list that keys go to, in its order; owned, NULL when
 * nothing is.  After an act on it, ui_unpick().  */
int64_t *ui_picked(struct ui *ui, size_t *ret_n) MUST_USE;
void ui_unpick(struct ui *ui);

/* Append the addresses of what is selected, a line each, and how many they
 * are; 0 after having said why.  False when nothing is selected.  */
bool ui_picked_links(struct ui *ui, size_t most, struct str *lines,
		     size_t *ret_n);
/* The same of articles by their ids, whatever is selected.  */
size_t ui_links(struct ui *ui, const int64_t *ids, size_t n,
		struct str *lines);

/* What is selected, as of ui_picked(), when it is at most `most`; else says so
 * and is NULL, with *ret_any.  NULL without *ret_any: nothing is selected. */
int64_t *ui_picked_few(struct ui *ui, size_t most, size_t *ret_n,
		       bool *ret_any) MUST_USE;

/* True, after having said so, when several are selected and `what` is for
 * one.  */
bool ui_picked_too_many(struct ui *ui, const char *what);

/* --- act_feeds.c --------------------------------------------------------- */

/* The words that ASK_FILTER asked for.  */
void ui_filter(struct ui *ui, const char *words);

/* The name that ASK_RENAME asked for.  */
void ui_rename(struct ui *ui, const char *name);

/* --- act_nodes.c --------------------------------------------------------- */

/* The query or the title that ASK_QUERY, ASK_QUERY_NEW or ASK_SAVED asked
 * for.  */
void ui_save_query(struct ui *ui, enum asking what, const char *line);

/* --- loop.c -------------------------------------------------------------- */

void ui_loop(struct ui *ui);

/* --- screen.c ------------------------------------------------------------- */

/* What is seen beside what has the focus.  */
bool screen_shows_list(const struct ui *ui);
bool screen_shows_article(const struct ui *ui);

/* The list stands above the article.  */
bool screen_is_stacked(const struct ui *ui);

/* The rule at the side of a pane, or SPLIT_NONE.  */
enum split screen_split_of(const struct ui *ui, enum focus focus);

/* The rule at a cell of the screen, or SPLIT_NONE.  */
enum split screen_split_at(const struct ui *ui, int x, int y);

/* Move a rule by cells, or to a cell of the screen.  */
void screen_move_split(struct ui *ui, enum split which, int by);
void screen_drag_split(struct ui *ui, enum split which, int x, int y);

void screen_draw(struct ui *ui);

/* --- session.c ------------------------------------------------------------ */

/* Take up where the reader left, after the feeds were read.  */
void session_recall(struct ui *ui);

/* Keep where one is, when that is something else than what was kept and the
 * last time was a while ago, or `now`.  */
void session_keep(struct ui *ui, bool now);

/* --- status*.c ------------------------------------------------------------- */

void status_title(struct ui *ui, const struct area *a);
/* "Meridian ▸ Tuesday - 12 unread - coranto", borrowed until the next call; NULL
 * when the reader wants none.  */
const char *status_window_title(struct ui *ui);
/* The last line; returns the column of the cursor, or -1 when nothing is
 * typed there.  */
int status_line(struct ui *ui, const struct area *a);
/* Rows of the strip above the last line: keys that may follow, candidates, or
 * a message that the last line has no room for.  */
int status_strip_height(struct ui *ui, int width, int most);
void status_strip(struct ui *ui, const struct area *a);

/* "1,204" */
void status_number(struct str *out, int64_t n);

/* --- act_save.c ------------------------------------------------------------ */

/* A path whose "~/" is the home folder.  Owned.  */
char *ui_expand(const char *path) MUST_USE;
/* The same of one as it is typed, in quotes or not.  */
char *ui_path(const char *args) MUST_USE;

/* Save the article meant as the file `typed`, and ask first when that is there
 * unless `over`.  */
void ui_save(struct ui *ui, const char *typed, bool over);

/* Save what is selected in the folder `typed`.  */
void ui_save_all(struct ui *ui, const char *typed);

/* --- act_set.c ------------------------------------------------------------- */

/* Carry out what the config knows too, `rest` being what follows the name in
 * `line`.  False with what is wrong with the line.  */
bool set_apply(struct ui *ui, enum action action, const char *rest,
	       const char *line, struct command_err *cerr);

/* Would the words of such a command be taken?  For while one types.  */
bool set_check(const struct command *c, struct span line,
	       struct command_err *cerr) MUST_USE;

/* --- histories.c ----------------------------------------------------------- */

/* The histories of all prompts, between starts.  Addresses with a user name or
 * password in them are not kept.  */
void histories_recall(struct ui *ui);
/* Have those written that were added to; those of other corantos stay.  */
void histories_keep(struct ui *ui);
void histories_release(struct ui *ui);

/* --- command.c -------------------------------------------------------------- */

void command_ask(struct ui *ui, enum asking what, const char *text);
/* A key for the line that is being asked for.  */
void command_key(struct ui *ui, struct key k);
/* Text pasted into it.  */
void command_paste(struct ui *ui, const char *text);

#endif
