# Tests of the layout floor.
check_PROGRAMS += t_layout
TESTS += t_layout
t_layout_SOURCES = %D%/t_layout.c
t_layout_CPPFLAGS = $(TEST_CPPFLAGS)
t_layout_LDADD = $(TEST_LIBS) $(LAYOUT_LIBS)
