# Tests of the ui floor.
UI_TESTS = t_grid t_keymap t_prompt t_list
check_PROGRAMS += $(UI_TESTS)
TESTS += $(UI_TESTS)
t_grid_SOURCES = %D%/t_grid.c
t_grid_CPPFLAGS = $(TEST_CPPFLAGS)
t_grid_LDADD = $(TEST_LIBS) $(UI_LIBS)
t_keymap_SOURCES = %D%/t_keymap.c
t_keymap_CPPFLAGS = $(TEST_CPPFLAGS)
t_keymap_LDADD = $(TEST_LIBS) $(UI_LIBS)
t_prompt_SOURCES = %D%/t_prompt.c
t_prompt_CPPFLAGS = $(TEST_CPPFLAGS)
t_prompt_LDADD = $(TEST_LIBS) $(UI_LIBS)
t_list_SOURCES = %D%/t_list.c
t_list_CPPFLAGS = $(TEST_CPPFLAGS)
t_list_LDADD = $(TEST_LIBS) $(UI_LIBS)
