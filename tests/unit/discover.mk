# Tests of feed/discover.c and feed/place.c.
check_PROGRAMS += t_discover t_place
TESTS += t_discover t_place
t_discover_SOURCES = %D%/t_discover.c
t_discover_CPPFLAGS = $(TEST_CPPFLAGS)
t_discover_LDADD = $(TEST_LIBS) $(FEED_LIBS)
t_place_SOURCES = %D%/t_place.c
t_place_CPPFLAGS = $(TEST_CPPFLAGS)
t_place_LDADD = $(TEST_LIBS) $(FEED_LIBS)
