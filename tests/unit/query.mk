# Tests of the query floor.
check_PROGRAMS += t_query t_query_plan t_token
TESTS += t_query t_query_plan t_token
t_query_SOURCES = %D%/t_query.c
t_query_CPPFLAGS = $(TEST_CPPFLAGS)
t_query_LDADD = $(TEST_LIBS) $(QUERY_LIBS)
# This one asks a real SQLite whether plan and matcher agree.
t_query_plan_SOURCES = %D%/t_query_plan.c src/store/tokenizer.c
t_query_plan_CPPFLAGS = $(TEST_CPPFLAGS) $(SQLITE_CFLAGS)
t_query_plan_LDADD = $(TEST_LIBS) $(QUERY_LIBS) $(SQLITE_LIBS)
t_token_SOURCES = %D%/t_token.c
t_token_CPPFLAGS = $(TEST_CPPFLAGS)
t_token_LDADD = $(TEST_LIBS) $(QUERY_LIBS)
