# make bench_store; ./bench_store
EXTRA_PROGRAMS += bench_store
bench_store_SOURCES = %D%/bench_store.c %D%/bench_texts.c %D%/bench_texts.h
bench_store_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/%D% $(SQLITE_CFLAGS)
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
# The reader on a terminal of its own: ./bench_reader ./coranto FOLDER...
EXTRA_PROGRAMS += bench_reader
bench_reader_SOURCES = %D%/bench_reader.c tests/lib/vt.c tests/lib/vt.h
bench_reader_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib
bench_reader_LDADD = $(BASE_LIBS)

# All figures of the cache.  Caches are made where they are missing, and kept:
# a million articles take 7 GB and a quarter of an hour.
#	make bench-cache BENCH_SIZES="3000 300000 1000000" BENCH_FOLDER=/var/tmp/b
BENCH_SIZES = 3000 300000
BENCH_FOLDER = bench-caches

.PHONY: bench-cache
bench: bench-cache
bench-cache: bench_cache$(EXEEXT) bench_store$(EXEEXT) \
		bench_reader$(EXEEXT) coranto$(EXEEXT)
	./bench_store$(EXEEXT) 30000
	@set -e; folders=; for n in $(BENCH_SIZES); do \
		d="$(BENCH_FOLDER)/$$n"; folders="$$folders $$d"; \
		mkdir -p "$(BENCH_FOLDER)"; \
		test -e "$$d/made" || { \
			./bench_cache$(EXEEXT) make $$n "$$d"; \
			: >"$$d/made"; }; \
		echo "== $$n articles"; \
		./bench_store$(EXEEXT) "$$d/data/coranto/coranto.db"; \
	done; \
	echo "== the reader: $(BENCH_SIZES) articles"; \
	./bench_reader$(EXEEXT) ./coranto$(EXEEXT) $$folders
