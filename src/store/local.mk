noinst_LIBRARIES += libstore.a
libstore_a_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS) $(ZSTD_CFLAGS)
libstore_a_SOURCES = \
	%D%/ahead.c %D%/ahead.h \
	%D%/article.c \
	%D%/bulk.c \
	%D%/backup.c %D%/backup.h %D%/backup_due.c \
	%D%/category.c \
	%D%/clean.c %D%/clean.h \
	%D%/check.c %D%/check.h \
	%D%/copy.c %D%/copy.h \
	%D%/db.c \
	%D%/faults.c %D%/faults.h \
	%D%/feeds.c \
	%D%/fill.c %D%/fill.h \
	%D%/func.c \
	%D%/identity.c %D%/identity.h \
	%D%/idioms.c %D%/idioms.h \
	%D%/index.c \
	%D%/intent.c \
	%D%/journal.c %D%/journal.h \
	%D%/list.c \
	%D%/listed.c \
	%D%/mark.c \
	%D%/mend.c \
	%D%/note.c \
	%D%/open.c %D%/order.c \
	%D%/pack.c %D%/pack.h \
	%D%/pages.c %D%/pages.h %D%/pages_private.h \
	%D%/pages_row.c \
	%D%/place.c \
	%D%/facets.c %D%/facets.h %D%/prefix.c %D%/prefix.h \
	%D%/put.c \
	%D%/rule.c \
	%D%/spelling.c \
	%D%/reindex.c \
	%D%/renew.c \
	%D%/rows.c \
	%D%/salvage.c %D%/salvage_acts.c %D%/salvage_swap.c %D%/salvage.h %D%/salvage_private.h \
	%D%/salvage_rows.c \
	%D%/salvage_tables.c \
	%D%/schema.c \
	%D%/search.c %D%/search_match.c %D%/search_rank.c \
	%D%/search_sql.c %D%/search_walk.c %D%/search.h \
	%D%/sets.c %D%/sets.h \
	%D%/space.c \
	%D%/sizes.c \
	%D%/store.c %D%/store.h %D%/store_private.h \
	%D%/stream.c %D%/stream.h \
	%D%/tag.c \
	%D%/thread.c %D%/thread.h \
	%D%/tokenizer.c %D%/tokenizer.h \
	%D%/turn.c \
	%D%/undo.c \
	%D%/version.c \
	%D%/week.c %D%/week.h \
	%D%/words.c

STORE_LIBS = libstore.a $(QUERY_LIBS) $(SQLITE_LIBS) $(ZSTD_LIBS) $(HTML_LIBS)
