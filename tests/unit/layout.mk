# Tests of the layout floor.
check_PROGRAMS += t_layout
TESTS += t_layout
t_layout_SOURCES = %D%/t_layout.c
t_layout_CPPFLAGS = $(TEST_CPPFLAGS)
t_layout_LDADD = $(TEST_LIBS) $(LAYOUT_LIBS)

check_PROGRAMS += t_scripts
TESTS += t_scripts
t_scripts_SOURCES = %D%/t_scripts.c
t_scripts_CPPFLAGS = $(TEST_CPPFLAGS)
t_scripts_LDADD = $(TEST_LIBS) $(LAYOUT_LIBS)

check_PROGRAMS += t_places
TESTS += t_places
t_places_SOURCES = %D%/t_places.c $(PAGES_SOURCES)
t_places_CPPFLAGS = $(TEST_CPPFLAGS)
t_places_LDADD = $(TEST_LIBS) $(LAYOUT_LIBS)

PAGES_SOURCES = tests/lib/pages.c tests/lib/pages.h \
	tests/lib/places.c tests/lib/places.h

check_PROGRAMS += t_diff
TESTS += t_diff
t_diff_SOURCES = %D%/t_diff.c tests/lib/diffs.c tests/lib/diffs.h
t_diff_CPPFLAGS = $(TEST_CPPFLAGS)
t_diff_LDADD = $(TEST_LIBS) $(LAYOUT_LIBS)
