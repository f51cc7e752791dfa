noinst_LIBRARIES += libfeed.a
libfeed_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
libfeed_a_SOURCES = %D%/placeholder.c

FEED_LIBS = libfeed.a $(XML_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
