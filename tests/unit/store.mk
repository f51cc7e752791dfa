# Tests of the store floor.
check_LIBRARIES += libstorefix.a
libstorefix_a_SOURCES = %D%/store_fixture.c %D%/store_fixture.h
STORE_TEST_CPPFLAGS = $(TEST_CPPFLAGS) -I$(srcdir)/%D% $(SQLITE_CFLAGS)
libstorefix_a_CPPFLAGS = $(STORE_TEST_CPPFLAGS) $(ZSTD_CFLAGS)
STORE_TEST_LIBS = libstorefix.a $(TEST_LIBS) $(STORE_LIBS)

check_PROGRAMS += t_store t_facets t_spelling t_search_walk t_store_lists t_store_search t_store_thread t_store_hard \
	t_store_extras t_store_texts t_store_tags t_store_hidden t_store_acts t_store_undo t_doctor t_salvage
TESTS += t_store t_facets t_spelling t_search_walk t_store_lists t_store_search t_store_thread t_store_hard \
	t_store_extras t_store_texts t_store_tags t_store_hidden t_store_acts t_store_undo t_doctor t_salvage
t_facets_SOURCES = %D%/t_facets.c
t_facets_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_facets_LDADD = $(STORE_TEST_LIBS)
t_search_walk_SOURCES = %D%/t_search_walk.c
t_search_walk_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_search_walk_LDADD = $(STORE_TEST_LIBS)
t_spelling_SOURCES = %D%/t_spelling.c
t_spelling_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_spelling_LDADD = $(STORE_TEST_LIBS)
t_store_SOURCES = %D%/t_store.c
t_store_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_LDADD = $(STORE_TEST_LIBS)
t_store_lists_SOURCES = %D%/t_store_lists.c
t_store_lists_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_lists_LDADD = $(STORE_TEST_LIBS)
t_store_search_SOURCES = %D%/t_store_search.c
t_store_search_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_search_LDADD = $(STORE_TEST_LIBS)
t_store_thread_SOURCES = %D%/t_store_thread.c
t_store_thread_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_thread_LDADD = $(STORE_TEST_LIBS)
t_store_hard_SOURCES = %D%/t_store_hard.c
t_store_hard_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_hard_LDADD = $(STORE_TEST_LIBS)

t_store_extras_SOURCES = %D%/t_store_extras.c
t_store_extras_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_extras_LDADD = $(STORE_TEST_LIBS)
t_store_texts_SOURCES = %D%/t_store_texts.c
t_store_texts_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_texts_LDADD = $(STORE_TEST_LIBS)
t_doctor_SOURCES = %D%/t_doctor.c
t_doctor_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_doctor_LDADD = $(STORE_TEST_LIBS)
t_salvage_SOURCES = %D%/t_salvage.c
t_salvage_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_salvage_LDADD = $(STORE_TEST_LIBS)
t_store_hidden_SOURCES = %D%/t_store_hidden.c
t_store_hidden_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_hidden_LDADD = $(STORE_TEST_LIBS)

t_store_tags_SOURCES = %D%/t_store_tags.c
t_store_tags_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_tags_LDADD = $(STORE_TEST_LIBS)
check_PROGRAMS += t_store_clean
TESTS += t_store_clean
t_store_clean_SOURCES = %D%/t_store_clean.c
t_store_clean_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_clean_LDADD = $(STORE_TEST_LIBS)
check_PROGRAMS += t_store_backup
TESTS += t_store_backup
t_store_backup_SOURCES = %D%/t_store_backup.c
t_store_backup_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_backup_LDADD = $(STORE_TEST_LIBS)
check_PROGRAMS += t_reindex
TESTS += t_reindex
t_reindex_SOURCES = %D%/t_reindex.c
t_reindex_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_reindex_LDADD = $(STORE_TEST_LIBS)
t_store_acts_SOURCES = %D%/t_store_acts.c
t_store_acts_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_acts_LDADD = $(STORE_TEST_LIBS)
t_store_undo_SOURCES = %D%/t_store_undo.c
t_store_undo_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_undo_LDADD = $(STORE_TEST_LIBS)
# Files that fail on purpose.
check_PROGRAMS += t_store_disk
TESTS += t_store_disk
t_store_disk_SOURCES = %D%/t_store_disk.c tests/lib/badvfs.c tests/lib/badvfs.h
t_store_disk_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_disk_LDADD = $(STORE_TEST_LIBS)
EXTRA_DIST += tests/data/cache-1.db.zst tests/data/cache-2.db.zst \
	tests/data/cache-3.db.zst tests/data/cache-4.db.zst

check_PROGRAMS += t_store_plans
TESTS += t_store_plans
t_store_plans_SOURCES = %D%/t_store_plans.c
t_store_plans_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_plans_LDADD = $(STORE_TEST_LIBS)

check_PROGRAMS += t_store_category
TESTS += t_store_category
t_store_category_SOURCES = %D%/t_store_category.c
t_store_category_CPPFLAGS = $(STORE_TEST_CPPFLAGS)
t_store_category_LDADD = $(STORE_TEST_LIBS)
