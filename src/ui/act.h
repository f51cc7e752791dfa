/* act.h - one function an action
 *
 * action_X() does ACTION_X of app/actions.def; act.c finds it by a switch
 * over all of them, so that a row without its function does not compile.
 */
#ifndef UI_ACT_H
#define UI_ACT_H

#include "app/actions.h"

struct ui;

struct call {
	enum action action;
	int count;		/* typed before the key; 0: none */
	const char *args;	/* what follows the name, "" without */
};

typedef void action_fn(struct ui *ui, const struct call *call);

/* Its function; NULL only for what is no action.  */
action_fn *act_find(enum action action);

void act(struct ui *ui, const struct call *call);

action_fn action_down, action_up, action_page_down, action_page_up,
	action_half_down, action_half_up, action_first, action_last,
	action_scroll_down, action_scroll_up, action_to_top, action_to_middle,
	action_to_bottom, action_seen_first, action_seen_middle,
	action_seen_last, action_open, action_back, action_next_pane, action_previous_pane,
	action_read_on, action_next_unread, action_previous_unread,
	action_next_article, action_previous_article;
action_fn action_mark_unread, action_unstar, action_delete, action_tag,
	action_untag, action_tags;
action_fn action_mark_read, action_star, action_hide, action_mark_all_read, action_undo,
	action_redo, action_open_link, action_copy;
action_fn action_comments, action_pipe, action_pager, action_editor,
	action_save, action_save_link, action_enqueue;
action_fn action_next_heading, action_previous_heading, action_next_link,
	action_previous_link, action_follow, action_pick, action_find,
	action_next_match, action_previous_match, action_pan_right,
	action_pan_left, action_view, action_changes;
action_fn action_select_range, action_select_row, action_select_all,
	action_sort, action_sort_date, action_sort_oldest, action_sort_title,
	action_sort_feed, action_sort_unread, action_sort_starred,
	action_sort_reverse;
action_fn action_refresh, action_refresh_all, action_refresh_cancel,
	action_add, action_remove, action_move, action_rename, action_import, action_export,
	action_errors, action_clean;
action_fn action_export_this, action_cut, action_put, action_put_into, action_move_node_down,
	action_move_node_up, action_pause, action_resume, action_save_search,
	action_edit_query;
action_fn action_fold_toggle, action_fold_open, action_fold_close,
	action_fold_all, action_unfold_all, action_unfold, action_filter,
	action_hide_read_feeds, action_next_folder, action_previous_folder,
	action_next_unread_feed, action_previous_unread_feed;
action_fn action_search, action_search_order, action_search_scope,
	action_search_facets,
	action_search_respell,
	action_unread_only, action_layout, action_palette, action_help,
	action_command, action_set, action_bind, action_unbind, action_source,
	action_redraw, action_suspend, action_quit;
action_fn action_rule, action_rules, action_rule_word, action_rule_author,
	action_rule_feed, action_rule_tag, action_hidden;
action_fn action_theme, action_colour, action_edit;
action_fn action_pane_left, action_pane_right, action_pane_up,
	action_pane_down, action_widen, action_narrow, action_heighten,
	action_lower, action_even, action_zen;

#endif
