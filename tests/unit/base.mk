# Tests of the base floor.
check_PROGRAMS += t_base t_crash t_run
TESTS += t_base t_crash t_run
t_crash_SOURCES = %D%/t_crash.c
t_crash_CPPFLAGS = $(TEST_CPPFLAGS)
t_crash_LDADD = $(TEST_LIBS) $(BASE_LIBS)
t_run_SOURCES = %D%/t_run.c
t_run_CPPFLAGS = $(TEST_CPPFLAGS)
t_run_LDADD = $(TEST_LIBS) $(BASE_LIBS)
t_base_SOURCES = %D%/t_base.c
t_base_CPPFLAGS = $(TEST_CPPFLAGS)
t_base_LDADD = $(TEST_LIBS) $(BASE_LIBS)
