noinst_LIBRARIES += libcli.a
libcli_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libcli_a_SOURCES = \
	%D%/arrange.c \
	%D%/clean.c \
	%D%/cli.c %D%/cli.h \
	%D%/common.c \
	%D%/complete.c %D%/complete.h \
	%D%/config.c \
	%D%/doctor.c %D%/doctor.h \
	%D%/doctor_words.c \
	%D%/feeds.c \
	%D%/find.c %D%/find.h \
	%D%/list.c \
	%D%/mark.c \
	%D%/opml.c \
	%D%/parse.c \
	%D%/preview.c \
	%D%/refresh.c \
	%D%/rules.c \
	%D%/render.c \
	%D%/show.c \
	%D%/subscribe.c \
	%D%/watch.c

CLI_LIBS = libcli.a $(APP_LIBS)
