# Tests of the app floor.
check_PROGRAMS += t_config t_subs
TESTS += t_config t_subs
t_config_SOURCES = %D%/t_config.c
t_config_CPPFLAGS = $(TEST_CPPFLAGS)
t_config_LDADD = $(TEST_LIBS) libapp.a $(BASE_LIBS)
t_subs_SOURCES = %D%/t_subs.c
t_subs_CPPFLAGS = $(TEST_CPPFLAGS)
t_subs_LDADD = $(TEST_LIBS) libapp.a $(BASE_LIBS)
