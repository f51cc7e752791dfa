# Tests of the feed floor.
FEED_TESTS = t_feed t_feed_damage t_feed_wild t_feed_date t_feed_json \
	t_feed_media t_opml
check_PROGRAMS += $(FEED_TESTS)
TESTS += $(FEED_TESTS)

t_feed_SOURCES = %D%/t_feed.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_feed_json_SOURCES = %D%/t_feed_json.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_json_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_json_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_feed_damage_SOURCES = %D%/t_feed_damage.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_damage_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_damage_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_feed_wild_SOURCES = %D%/t_feed_wild.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_wild_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_wild_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_feed_date_SOURCES = %D%/t_feed_date.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_date_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_date_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_feed_media_SOURCES = %D%/t_feed_media.c %D%/feed_lib.c %D%/feed_lib.h
t_feed_media_CPPFLAGS = $(TEST_CPPFLAGS)
t_feed_media_LDADD = $(TEST_LIBS) $(FEED_LIBS)

t_opml_SOURCES = %D%/t_opml.c %D%/feed_lib.c %D%/feed_lib.h
t_opml_CPPFLAGS = $(TEST_CPPFLAGS)
t_opml_LDADD = $(TEST_LIBS) $(FEED_LIBS)
