# Tests of the app floor.
check_PROGRAMS += t_schedule t_app
TESTS += t_schedule t_app
t_schedule_SOURCES = %D%/t_schedule.c
t_schedule_CPPFLAGS = $(TEST_CPPFLAGS)
t_schedule_LDADD = $(TEST_LIBS) $(APP_LIBS)
t_app_SOURCES = %D%/t_app.c
t_app_CPPFLAGS = $(TEST_CPPFLAGS)
t_app_LDADD = $(TEST_LIBS) libhttpd.a $(APP_LIBS)
check_PROGRAMS += t_config t_subs
TESTS += t_config t_subs
t_config_SOURCES = %D%/t_config.c
t_config_CPPFLAGS = $(TEST_CPPFLAGS)
t_config_LDADD = $(TEST_LIBS) libapp.a $(BASE_LIBS)
t_subs_SOURCES = %D%/t_subs.c
t_subs_CPPFLAGS = $(TEST_CPPFLAGS)
t_subs_LDADD = $(TEST_LIBS) libapp.a $(BASE_LIBS)
