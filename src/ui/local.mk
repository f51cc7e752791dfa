noinst_LIBRARIES += libui.a
libui_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(FRIBIDI_CFLAGS)
libui_a_SOURCES = \
	%D%/act.c %D%/act.h \
	%D%/act_copy.c %D%/act_feeds.c %D%/act_layout.c %D%/act_looks.c \
	%D%/act_mark.c %D%/act_move.c %D%/act_nodes.c %D%/act_out.c \
	%D%/act_browse.c %D%/act_pick.c %D%/act_run.c %D%/act_save.c \
	%D%/adding.c %D%/adding.h %D%/adding_draw.c %D%/adding_private.h \
	%D%/act_read.c %D%/act_rules.c %D%/act_set.c %D%/act_tree.c %D%/act_view.c \
	%D%/article_find.c \
	%D%/article_head.c %D%/article_head.h \
	%D%/article_links.c \
	%D%/article_move.c %D%/article_pane.c %D%/article_pane.h \
	%D%/article_place.c %D%/article_spots.c %D%/article_spots.h \
	%D%/article_view.c \
	%D%/bidi.c %D%/bidi.h \
	%D%/clipboard.c %D%/clipboard.h \
	%D%/command.c \
	%D%/complete.c %D%/complete.h %D%/offers.c %D%/offers.h \
	%D%/display.h \
	%D%/editing.c %D%/editing.h \
	%D%/errors.c \
	%D%/events.c \
	%D%/feeds_count.c %D%/feeds_cut.c \
	%D%/feeds_pane.c %D%/feeds_pane.h %D%/feeds_read.c \
	%D%/feeds_row.c %D%/feeds_row.h \
	%D%/fields.c %D%/fields.h \
	%D%/files.c %D%/files.h \
	%D%/finder.c %D%/finder.h \
	%D%/greeting.c %D%/greeting.h \
	%D%/fuzzy.c %D%/fuzzy.h \
	%D%/grid.c %D%/grid.h \
	%D%/headless.c \
	%D%/histories.c \
	%D%/hint.c %D%/hint.h \
	%D%/hyperlink.c %D%/hyperlink.h \
	%D%/ink.c %D%/ink.h \
	%D%/keymap.c %D%/keymap.h \
	%D%/lend.c %D%/lend.h \
	%D%/linear.c %D%/linear.h \
	%D%/lines.c %D%/lines.h \
	%D%/list.c %D%/list.h \
	%D%/list_pane.c %D%/list_pane.h \
	%D%/list_rows.c %D%/list_rows.h \
	%D%/loop.c \
	%D%/macro.c %D%/macro.h \
	%D%/marks.c %D%/marks.h \
	%D%/mouse.c %D%/mouse.h \
	%D%/page.c %D%/page.h %D%/page_draw.c \
	%D%/pane.h \
	%D%/passed.c %D%/passed.h \
	%D%/picks.c %D%/picks.h \
	%D%/pick_items.c %D%/picker.c %D%/picker.h %D%/picker_draw.c %D%/picker_private.h \
	%D%/picture.c %D%/picture.h \
	%D%/piece.c %D%/piece.h \
	%D%/prompt.c %D%/prompt.h \
	%D%/row.c %D%/row.h \
	%D%/screen.c \
	%D%/scroll.c %D%/scroll.h \
	%D%/search_draw.c %D%/search_rule.c %D%/search_pane.c %D%/search_line.c \
	%D%/search_spell.c %D%/search_spell.h \
	%D%/search_facets.c %D%/search_facets.h %D%/search_facets_draw.c \
	%D%/search_term.c %D%/spans.c %D%/spans.h \
	%D%/search_pane.h %D%/search_scope.c \
	%D%/session.c \
	%D%/signals.c %D%/signals.h \
	%D%/sorts.c %D%/sorts.h \
	%D%/splits.c %D%/splits.h \
	%D%/state.h \
	%D%/status.c %D%/status_private.h %D%/status_strip.c \
	%D%/status_title.c \
	%D%/target.c \
	%D%/tags.c \
	%D%/term.c %D%/term_draw.c %D%/term_input.c \
	%D%/term_private.h \
	%D%/text_pane.c %D%/text_pane.h \
	%D%/tree.c %D%/tree.h \
	%D%/typed.c %D%/typed.h \
	%D%/ui.c %D%/ui.h \
	%D%/view_doc.c %D%/view_doc.h

UI_LIBS = libui.a $(APP_LIBS) $(FRIBIDI_LIBS) $(NCURSES_LIBS)
