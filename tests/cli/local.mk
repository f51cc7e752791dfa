# Tests of the command line, through the program.
check_PROGRAMS += jsonget
jsonget_SOURCES = tests/lib/jsonget.c
jsonget_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
jsonget_LDADD = $(JANSSON_LIBS)

EXTRA_DIST += tests/lib/feeds.sh

CLI_TESTS = \
	%D%/usage.sh \
	%D%/arrange.sh \
	%D%/full.sh \
	%D%/subscribe.sh \
	%D%/refresh.sh \
	%D%/failures.sh \
	%D%/list.sh \
	%D%/show.sh \
	%D%/mark.sh %D%/rules.sh %D%/spelling.sh %D%/flags.sh \
	%D%/discover.sh \
	%D%/moves.sh \
	%D%/opml.sh \
	%D%/cache.sh \
	%D%/clean.sh %D%/completion.sh %D%/config.sh %D%/edit.sh \
	%D%/doctor.sh \
	%D%/reading.sh \
	%D%/crowd.sh \
	%D%/kill.sh
EXTRA_DIST += $(CLI_TESTS)
TESTS += $(CLI_TESTS)
