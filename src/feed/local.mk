noinst_LIBRARIES += libfeed.a
libfeed_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
libfeed_a_SOURCES = %D%/discover.c %D%/discover.h %D%/placeholder.c

FEED_LIBS = libfeed.a $(XML_LIBS) $(JANSSON_LIBS) $(BASE_LIBS)
