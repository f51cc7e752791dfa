/* act.c - see act.h */
#include "config.h"

#include "ui/act.h"

#include "base/crash.h"
#include "base/log.h"

/* Without a default, so that the compiler names what is missing.  */
#pragma GCC diagnostic error "-Wswitch"
action_fn *act_find(enum action action)
{
	switch (action) {
#define GO(id, name) case ACTION_##id: return action_##name
	GO(DOWN, down);
	GO(UP, up);
	GO(PAGE_DOWN, page_down);
	GO(PAGE_UP, page_up);
	GO(HALF_DOWN, half_down);
	GO(HALF_UP, half_up);
	GO(FIRST, first);
	GO(LAST, last);
	GO(SCROLL_DOWN, scroll_down);
	GO(SCROLL_UP, scroll_up);
	GO(TO_TOP, to_top);
	GO(TO_MIDDLE, to_middle);
	GO(TO_BOTTOM, to_bottom);
	GO(SEEN_FIRST, seen_first);
	GO(SEEN_MIDDLE, seen_middle);
	GO(SEEN_LAST, seen_last);
	GO(OPEN, open);
	GO(BACK, back);
	GO(NEXT_PANE, next_pane);
	GO(PREVIOUS_PANE, previous_pane);
	GO(PANE_LEFT, pane_left);
	GO(PANE_RIGHT, pane_right);
	GO(PANE_UP, pane_up);
	GO(PANE_DOWN, pane_down);
	GO(WIDEN, widen);
	GO(NARROW, narrow);
	GO(HEIGHTEN, heighten);
	GO(LOWER, lower);
	GO(EVEN, even);
	GO(ZEN, zen);
	GO(READ_ON, read_on);
	GO(NEXT_UNREAD, next_unread);
	GO(PREVIOUS_UNREAD, previous_unread);
	GO(NEXT_ARTICLE, next_article);
	GO(PREVIOUS_ARTICLE, previous_article);
	GO(MARK_READ, mark_read);
	GO(MARK_UNREAD, mark_unread);
	GO(STAR, star);
	GO(HIDE, hide);
	GO(UNSTAR, unstar);
	GO(DELETE, delete);
	GO(TAG, tag);
	GO(UNTAG, untag);
	GO(TAGS, tags);
	GO(MARK_ALL_READ, mark_all_read);
	GO(UNDO, undo);
	GO(REDO, redo);
	GO(OPEN_LINK, open_link);
	GO(COPY, copy);
	GO(COMMENTS, comments);
	GO(PIPE, pipe);
	GO(PAGER, pager);
	GO(EDITOR, editor);
	GO(SAVE, save);
	GO(SAVE_LINK, save_link);
	GO(ENQUEUE, enqueue);
	GO(NEXT_LINK, next_link);
	GO(PREVIOUS_LINK, previous_link);
	GO(FOLLOW, follow);
	GO(PICK, pick);
	GO(NEXT_HEADING, next_heading);
	GO(PREVIOUS_HEADING, previous_heading);
	GO(FIND, find);
	GO(NEXT_MATCH, next_match);
	GO(PREVIOUS_MATCH, previous_match);
	GO(PAN_RIGHT, pan_right);
	GO(PAN_LEFT, pan_left);
	GO(VIEW, view);
	GO(CHANGES, changes);
	GO(SELECT_RANGE, select_range);
	GO(SELECT_ROW, select_row);
	GO(SELECT_ALL, select_all);
	GO(SORT, sort);
	GO(SORT_DATE, sort_date);
	GO(SORT_OLDEST, sort_oldest);
	GO(SORT_TITLE, sort_title);
	GO(SORT_FEED, sort_feed);
	GO(SORT_UNREAD, sort_unread);
	GO(SORT_STARRED, sort_starred);
	GO(SORT_REVERSE, sort_reverse);
	GO(REFRESH, refresh);
	GO(REFRESH_ALL, refresh_all);
	GO(REFRESH_CANCEL, refresh_cancel);
	GO(SEARCH, search);
	GO(SEARCH_ORDER, search_order);
	GO(SEARCH_SCOPE, search_scope);
	GO(SEARCH_FACETS, search_facets);
	GO(SEARCH_RESPELL, search_respell);
	GO(UNREAD_ONLY, unread_only);
	GO(ADD, add);
	GO(REMOVE, remove);
	GO(MOVE, move);
	GO(EDIT, edit);
	GO(RENAME, rename);
	GO(EXPORT_THIS, export_this);
	GO(CUT, cut);
	GO(PUT, put);
	GO(PUT_INTO, put_into);
	GO(MOVE_NODE_DOWN, move_node_down);
	GO(MOVE_NODE_UP, move_node_up);
	GO(PAUSE, pause);
	GO(RESUME, resume);
	GO(SAVE_SEARCH, save_search);
	GO(RULE_WORD, rule_word);
	GO(RULE_AUTHOR, rule_author);
	GO(RULE_FEED, rule_feed);
	GO(RULE_TAG, rule_tag);
	GO(RULE, rule);
	GO(RULES, rules);
	GO(HIDDEN, hidden);
	GO(EDIT_QUERY, edit_query);
	GO(FOLD_TOGGLE, fold_toggle);
	GO(FOLD_OPEN, fold_open);
	GO(FOLD_CLOSE, fold_close);
	GO(FOLD_ALL, fold_all);
	GO(UNFOLD_ALL, unfold_all);
	GO(UNFOLD, unfold);
	GO(FILTER, filter);
	GO(HIDE_READ_FEEDS, hide_read_feeds);
	GO(NEXT_FOLDER, next_folder);
	GO(PREVIOUS_FOLDER, previous_folder);
	GO(NEXT_UNREAD_FEED, next_unread_feed);
	GO(PREVIOUS_UNREAD_FEED, previous_unread_feed);
	GO(IMPORT, import);
	GO(EXPORT, export);
	GO(CLEAN, clean);
	GO(ERRORS, errors);
	GO(LAYOUT, layout);
	GO(PALETTE, palette);
	GO(HELP, help);
	GO(COMMAND, command);
	GO(THEME, theme);
	GO(COLOUR, colour);
	GO(SET, set);
	GO(BIND, bind);
	GO(UNBIND, unbind);
	GO(SOURCE, source);
	GO(REDRAW, redraw);
	GO(SUSPEND, suspend);
	GO(QUIT, quit);
#undef GO
	case N_ACTIONS:
		break;
	}
	return NULL;
}

void act(struct ui *ui, const struct call *call)
{
	action_fn *fn = act_find(call->action);

	if (!fn)
		return;
	crash_note(actions[call->action].name);
	log_line("action %s %s", actions[call->action].name, call->args);
	fn(ui, call);
}
