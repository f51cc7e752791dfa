noinst_LIBRARIES += libquery.a
libquery_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
libquery_a_SOURCES = %D%/placeholder.c

QUERY_LIBS = libquery.a $(BASE_LIBS)
