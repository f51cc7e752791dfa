# How fast feeds are read; `make bench` runs it on feeds that it makes up.
EXTRA_PROGRAMS += bench_feed
bench_feed_SOURCES = %D%/bench_feed.c %D%/bench_feed.h %D%/bench_hostile.c
bench_feed_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
bench_feed_LDADD = $(FEED_LIBS)

bench: bench_feed$(EXEEXT)
	./bench_feed$(EXEEXT)
	./bench_feed$(EXEEXT) --memory
	./bench_feed$(EXEEXT) --hostile
