# How long a mark waits; `make bench_marks; ./bench_marks FOLDER URL...`
EXTRA_PROGRAMS += bench_marks
bench_marks_SOURCES = %D%/bench_marks.c
bench_marks_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
bench_marks_LDADD = $(APP_LIBS)
