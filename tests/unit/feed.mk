# Tests of the feed floor.
check_PROGRAMS += t_feed t_opml
TESTS += t_feed t_opml

t_feed_SOURCES = %D%/t_feed.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_opml_SOURCES = %D%/t_opml.c %D%/feed_lib.c %D%/feed_lib.h
t_opml_CPPFLAGS = $(TEST_CPPFLAGS)
t_opml_LDADD = $(TEST_LIBS) $(FEED_LIBS)
