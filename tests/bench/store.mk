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

# make bench_backup; ./bench_backup FILE
EXTRA_PROGRAMS += bench_backup
bench_backup_SOURCES = %D%/bench_backup.c
bench_backup_CPPFLAGS = $(AM_CPPFLAGS)
bench_backup_LDADD = $(STORE_LIBS)
