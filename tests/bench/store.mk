# make bench_store; ./bench_store
EXTRA_PROGRAMS += bench_store
bench_store_SOURCES = %D%/bench_store.c %D%/bench_texts.c %D%/bench_texts.h
bench_store_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/%D%
bench_store_LDADD = $(STORE_LIBS)

# A big cache: make bench_cache; ./bench_cache make 1000000 FOLDER
EXTRA_PROGRAMS += bench_cache
bench_cache_SOURCES = %D%/bench_cache.c %D%/bench_texts.c %D%/bench_texts.h
bench_cache_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/%D%
bench_cache_LDADD = $(STORE_LIBS)

# The reader on a terminal of its own: ./bench_reader ./coranto FOLDER...
EXTRA_PROGRAMS += bench_reader
bench_reader_SOURCES = %D%/bench_reader.c tests/lib/vt.c tests/lib/vt.h
bench_reader_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
bench_reader_LDADD = $(BASE_LIBS)
