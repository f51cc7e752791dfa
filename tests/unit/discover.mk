# Tests of feed/discover.c.
check_PROGRAMS += t_discover
TESTS += t_discover
t_discover_SOURCES = %D%/t_discover.c
t_discover_CPPFLAGS = $(TEST_CPPFLAGS)
t_discover_LDADD = $(TEST_LIBS) $(FEED_LIBS)
