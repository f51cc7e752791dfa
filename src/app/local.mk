noinst_LIBRARIES += libapp.a
libapp_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libapp_a_SOURCES = %D%/placeholder.c
libapp_a_SOURCES += \
	%D%/actions.c %D%/actions.def %D%/actions.h \
	%D%/command.c %D%/command.h \
	%D%/conf.c %D%/conf.h \
	%D%/keyname.c %D%/keyname.h \
	%D%/settings.c %D%/settings.def %D%/settings.h \
	%D%/subs.c %D%/subs.h \
	%D%/subs_line.c %D%/subs_line.h

APP_LIBS = libapp.a $(FEED_LIBS) $(NET_LIBS) $(LAYOUT_LIBS) $(STORE_LIBS)
