noinst_LIBRARIES += libcli.a
libcli_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libcli_a_SOURCES = %D%/placeholder.c \
	%D%/opml.c \
	%D%/parse.c \
	%D%/render.c

CLI_LIBS = libcli.a $(APP_LIBS)
