noinst_LIBRARIES += libapp.a
libapp_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
libapp_a_SOURCES = %D%/placeholder.c

APP_LIBS = libapp.a $(FEED_LIBS) $(NET_LIBS) $(LAYOUT_LIBS) $(STORE_LIBS)
