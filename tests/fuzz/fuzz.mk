# Fuzz targets.  Each is a test as well: it replays tests/fuzz/corpus/NAME/.
# With --enable-fuzzing (CC=clang) each is a libFuzzer program instead:
#
#	mkdir build-fuzz && cd build-fuzz
#	../configure CC=clang --enable-fuzzing \
#		--enable-sanitizers=address,undefined
#	make fuzz                       each for a minute, one after another
#	make -j2 fuzz FUZZ_SECONDS=600  each for ten minutes, two at a time
#	make fuzz FUZZERS='fuzz_url fuzz_json'
#
# What it finds is left in fuzz/NAME of the build folder, its words in log,
# the inputs that it made up in corpus, from where the next run goes on.  By
# hand, with the words of the format and a folder of new inputs first:
#
#	./fuzz_feed -dict=../tests/fuzz/feed.dict -max_total_time=60 \
#		/tmp/corpus ../tests/fuzz/corpus/feed
#	./fuzz_feed fuzz/fuzz_feed/crash-…
#
# A new one: fuzz_NAME in FUZZERS, its _SOURCES, _CPPFLAGS, _LDFLAGS and
# _LDADD as below, a folder of inputs in corpus/, and NAME.dict among the
# FUZZ_DICTS.
FUZZ_SECONDS = 60
FUZZ_RUNS = $(FUZZERS:=.fuzz)

if FUZZING
FUZZ_MAIN =
FUZZER_LINK = $(AM_LDFLAGS) -fsanitize=fuzzer

# All of them, whatever the first ones find.
fuzz: $(FUZZERS)
	@$(MAKE) $(AM_MAKEFLAGS) -k $(FUZZ_RUNS)

$(FUZZ_RUNS): $(FUZZERS)
	@FUZZ_SECONDS='$(FUZZ_SECONDS)' $(SHELL) \
		$(top_srcdir)/tests/fuzz/run.sh '$(srcdir)/tests/fuzz' $@
else
FUZZ_MAIN = %D%/main.c
FUZZER_LINK = $(AM_LDFLAGS)
TESTS += $(FUZZERS)

fuzz:
	@echo 'fuzz: needs configure --enable-fuzzing CC=clang' >&2; exit 1
endif
.PHONY: $(FUZZ_RUNS)

clean-local: clean-fuzz
clean-fuzz:
	rm -rf fuzz
.PHONY: clean-fuzz

FUZZ_DICTS = %D%/date.dict %D%/discover.dict %D%/entity.dict \
	%D%/feed.dict %D%/json.dict %D%/opml.dict %D%/plain.dict \
	%D%/url.dict %D%/xml.dict

FUZZERS =
check_PROGRAMS += $(FUZZERS)
EXTRA_DIST += %D%/main.c %D%/run.sh %D%/corpus $(FUZZ_DICTS)

FUZZERS += fuzz_feed
fuzz_feed_SOURCES = %D%/fuzz_feed.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_feed_LDFLAGS = $(FUZZER_LINK)
fuzz_feed_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_json
fuzz_json_SOURCES = %D%/fuzz_json.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_json_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
fuzz_json_LDFLAGS = $(FUZZER_LINK)
fuzz_json_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_xml
fuzz_xml_SOURCES = %D%/fuzz_xml.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_xml_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
fuzz_xml_LDFLAGS = $(FUZZER_LINK)
fuzz_xml_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_opml
fuzz_opml_SOURCES = %D%/fuzz_opml.c $(FUZZ_MAIN)
fuzz_opml_LDFLAGS = $(FUZZER_LINK)
fuzz_opml_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_date
fuzz_date_SOURCES = %D%/fuzz_date.c $(FUZZ_MAIN)
fuzz_date_LDFLAGS = $(FUZZER_LINK)
fuzz_date_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_plain
fuzz_plain_SOURCES = %D%/fuzz_plain.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_plain_LDFLAGS = $(FUZZER_LINK)
fuzz_plain_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_entity
fuzz_entity_SOURCES = %D%/fuzz_entity.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_entity_LDFLAGS = $(FUZZER_LINK)
fuzz_entity_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_url
fuzz_url_SOURCES = %D%/fuzz_url.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_url_LDFLAGS = $(FUZZER_LINK)
fuzz_url_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_html
fuzz_html_SOURCES = %D%/fuzz_html.c tests/lib/places.c tests/lib/places.h \
	$(FUZZ_MAIN)
fuzz_html_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
fuzz_html_LDFLAGS = $(FUZZER_LINK)
fuzz_html_LDADD = $(LAYOUT_LIBS)

FUZZERS += fuzz_diff
fuzz_diff_SOURCES = %D%/fuzz_diff.c tests/lib/diffs.c tests/lib/diffs.h \
	$(FUZZ_MAIN)
fuzz_diff_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
fuzz_diff_LDFLAGS = $(FUZZER_LINK)
fuzz_diff_LDADD = $(LAYOUT_LIBS)

FUZZERS += fuzz_query
fuzz_query_SOURCES = %D%/fuzz_query.c $(FUZZ_MAIN)
fuzz_query_LDFLAGS = $(FUZZER_LINK)
fuzz_query_LDADD = $(QUERY_LIBS)

FUZZERS += fuzz_discover
fuzz_discover_SOURCES = %D%/fuzz_discover.c $(FUZZ_MAIN)
fuzz_discover_LDFLAGS = $(FUZZER_LINK)
fuzz_discover_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_token
fuzz_token_SOURCES = %D%/fuzz_token.c %D%/check.c %D%/check.h $(FUZZ_MAIN)
fuzz_token_LDFLAGS = $(FUZZER_LINK)
fuzz_token_LDADD = $(FEED_LIBS) $(QUERY_LIBS)

FUZZERS += fuzz_pages
fuzz_pages_SOURCES = %D%/fuzz_pages.c $(FUZZ_MAIN)
fuzz_pages_LDFLAGS = $(FUZZER_LINK)
fuzz_pages_LDADD = $(STORE_LIBS)

FUZZERS += fuzz_urls
fuzz_urls_SOURCES = %D%/fuzz_urls.c $(FUZZ_MAIN)
fuzz_urls_LDFLAGS = $(FUZZER_LINK)
fuzz_urls_LDADD = $(FEED_LIBS)

FUZZERS += fuzz_rules
fuzz_rules_SOURCES = %D%/fuzz_rules.c $(FUZZ_MAIN)
fuzz_rules_LDFLAGS = $(FUZZER_LINK)
fuzz_rules_LDADD = $(APP_LIBS)

FUZZERS += fuzz_subs
fuzz_subs_SOURCES = %D%/fuzz_subs.c $(FUZZ_MAIN)
fuzz_subs_LDFLAGS = $(FUZZER_LINK)
fuzz_subs_LDADD = $(APP_LIBS)

FUZZERS += fuzz_config
fuzz_config_SOURCES = %D%/fuzz_config.c $(FUZZ_MAIN)
fuzz_config_LDFLAGS = $(FUZZER_LINK)
fuzz_config_LDADD = $(APP_LIBS)

FUZZERS += fuzz_typed
fuzz_typed_SOURCES = %D%/fuzz_typed.c $(FUZZ_MAIN)
fuzz_typed_LDFLAGS = $(FUZZER_LINK)
fuzz_typed_LDADD = $(UI_LIBS)
