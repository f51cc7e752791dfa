# How long a mark waits; `make bench_marks; ./bench_marks FOLDER URL...`
EXTRA_PROGRAMS += bench_marks
bench_marks_SOURCES = %D%/bench_marks.c
bench_marks_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
bench_marks_LDADD = $(APP_LIBS)

# From a key to its frame: `make bench_keys; ./bench_keys -r j j k`
EXTRA_PROGRAMS += bench_keys
bench_keys_SOURCES = %D%/bench_keys.c
bench_keys_CPPFLAGS = $(AM_CPPFLAGS)
bench_keys_LDADD = $(BASE_LIBS)

# From a key to what a search finds: `make bench_search; ./bench_search -r`
EXTRA_PROGRAMS += bench_search
bench_search_SOURCES = %D%/bench_search.c
bench_search_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
bench_search_LDADD = $(APP_LIBS)
