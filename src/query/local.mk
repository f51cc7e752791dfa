noinst_LIBRARIES += libquery.a
libquery_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
libquery_a_SOURCES = \
	%D%/dates.c \
	%D%/fields.c \
	%D%/letter.c %D%/letter.h \
	%D%/match.c \
	%D%/parse.c \
	%D%/parser.h \
	%D%/plan.c \
	%D%/print.c \
	%D%/private.h \
	%D%/query.h \
	%D%/respell.c %D%/regex.c %D%/regex.h \
	%D%/regex_parse.c %D%/regex_private.h \
	%D%/terms.c \
	%D%/token.c %D%/token.h

QUERY_LIBS = libquery.a $(BASE_LIBS)
