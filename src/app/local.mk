noinst_LIBRARIES += libapp.a
libapp_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libapp_a_SOURCES = \
	%D%/added.c \
	%D%/address.c %D%/address.h \
	%D%/actions.c %D%/actions.def %D%/actions.h \
	%D%/amend.c \
	%D%/arrange.c \
	%D%/app.c %D%/app.h %D%/app_private.h \
	%D%/backup.c \
	%D%/browse.c \
	%D%/bundled.c %D%/bundled.h \
	%D%/clean.c \
	%D%/command.c %D%/command.h %D%/command_check.c \
	%D%/binds.c %D%/binds.h \
	%D%/conf.c %D%/conf.h %D%/conf_private.h %D%/conf_bind.c \
	%D%/conf_more.c \
	%D%/count.c %D%/facets.c %D%/facets.h \
	%D%/download.c \
	%D%/edit.c %D%/edit.h %D%/edit_job.c \
	%D%/elsewhere.c %D%/elsewhere.h \
	%D%/event.c \
	%D%/extras.c %D%/extras.h \
	%D%/fetch.c %D%/fetch.h \
	%D%/find.c %D%/find.h \
	%D%/form.c %D%/form.h %D%/form_text.c \
	%D%/get.c %D%/get.h \
	%D%/ingest.c \
	%D%/key.c %D%/key.h \
	%D%/keyname.c %D%/keyname.h \
	%D%/lists.c \
	%D%/look.c %D%/look.h \
	%D%/marks.c \
	%D%/move.c \
	%D%/opml_export.c \
	%D%/opml_file.c %D%/opml_file.h \
	%D%/probe.c %D%/probe.h \
	%D%/queue.c \
	%D%/arrive.c %D%/article_json.c %D%/article_json.h \
	%D%/rules_edit.c %D%/rules.c %D%/rules.h \
	%D%/refresh.c %D%/reorder.c \
	%D%/save.c \
	%D%/schedule.c %D%/schedule.h \
	%D%/scope.c %D%/scope.h \
	%D%/several.c \
	%D%/settings.c %D%/settings.def %D%/settings.h \
	%D%/subs.c %D%/subs.h %D%/subs_private.h \
	%D%/subs_add.c %D%/subs_adding.h %D%/subs_again.c \
	%D%/subs_arrange.c \
	%D%/subs_hunks.c %D%/subs_hunks.h \
	%D%/subs_line.c %D%/subs_line.h %D%/subs_reword.c \
	%D%/subs_move.c \
	%D%/subs_node.c %D%/subs_node.h \
	%D%/subs_order.c %D%/subs_query.c %D%/subs_set.c \
	%D%/subs_turn.c \
	%D%/subs_word.c %D%/subs_word.h \
	%D%/subscribe.c \
	%D%/tags.c %D%/tags.h \
	%D%/task.c \
	%D%/theme.c %D%/theme.h
nodist_libapp_a_SOURCES = data/bundled.c

APP_LIBS = libapp.a $(FEED_LIBS) $(NET_LIBS) $(LAYOUT_LIBS) $(STORE_LIBS)
