# Tests of the base floor.
check_PROGRAMS += t_base
TESTS += t_base
t_base_SOURCES = %D%/t_base.c
t_base_CPPFLAGS = $(TEST_CPPFLAGS)
t_base_LDADD = $(TEST_LIBS) $(BASE_LIBS)
