# Fuzz targets.  Each is a test as well: it replays tests/fuzz/corpus/NAME/.
# With --enable-fuzzing (CC=clang) each is a libFuzzer program instead:
#
#	./fuzz_feed -max_total_time=60 /tmp/corpus ../tests/fuzz/corpus/feed
#
# A new one: fuzz_NAME in FUZZERS, its _SOURCES, _CPPFLAGS, _LDFLAGS and
# _LDADD as below, and a folder of inputs in corpus/.
if FUZZING
FUZZ_MAIN =
FUZZER_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer
else
FUZZ_MAIN = %D%/main.c
FUZZER_LINK = $(AM_LDFLAGS)
TESTS += $(FUZZERS)
endif

FUZZERS =
check_PROGRAMS += $(FUZZERS)
EXTRA_DIST += %D%/main.c %D%/corpus

FUZZERS += fuzz_feed
fuzz_feed_SOURCES = %D%/fuzz_feed.c $(FUZZ_MAIN)
fuzz_feed_LDFLAGS = $(FUZZER_LINK)
fuzz_feed_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_opml
fuzz_opml_SOURCES = %D%/fuzz_opml.c $(FUZZ_MAIN)
fuzz_opml_LDFLAGS = $(FUZZER_LINK)
fuzz_opml_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_html
fuzz_html_SOURCES = %D%/fuzz_html.c $(FUZZ_MAIN)
fuzz_html_LDFLAGS = $(FUZZER_LINK)
fuzz_html_LDADD = $(LAYOUT_LIBS)

FUZZERS += fuzz_date
fuzz_date_SOURCES = %D%/fuzz_date.c $(FUZZ_MAIN)
fuzz_date_LDFLAGS = $(FUZZER_LINK)
fuzz_date_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_query
fuzz_query_SOURCES = %D%/fuzz_query.c $(FUZZ_MAIN)
fuzz_query_LDFLAGS = $(FUZZER_LINK)
fuzz_query_LDADD = $(QUERY_LIBS)

FUZZERS += fuzz_discover
fuzz_discover_SOURCES = %D%/fuzz_discover.c $(FUZZ_MAIN)
fuzz_discover_LDFLAGS = $(FUZZER_LINK)
fuzz_discover_LDADD = $(FEED_LIBS)
EXTRA_DIST += %D%/discover.dict
