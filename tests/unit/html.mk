# Tests of the html floor.
check_PROGRAMS += t_html t_html_page
TESTS += t_html t_html_page
t_html_SOURCES = %D%/t_html.c
t_html_CPPFLAGS = $(TEST_CPPFLAGS)
t_html_LDADD = $(TEST_LIBS) $(HTML_LIBS)
t_html_page_SOURCES = %D%/t_html_page.c
t_html_page_CPPFLAGS = $(TEST_CPPFLAGS)
t_html_page_LDADD = $(TEST_LIBS) $(HTML_LIBS)
check_PROGRAMS += t_markdown
TESTS += t_markdown
t_markdown_SOURCES = %D%/t_markdown.c
t_markdown_CPPFLAGS = $(TEST_CPPFLAGS)
t_markdown_LDADD = $(TEST_LIBS) $(HTML_LIBS)
