noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(ZSTD_CFLAGS)
libstore_a_SOURCES = %D%/placeholder.c

STORE_LIBS = libstore.a $(QUERY_LIBS) $(SQLITE_LIBS) $(ZSTD_LIBS) $(HTML_LIBS)
