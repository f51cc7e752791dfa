# Pages with what becomes of them: a test is a file in html/.  `make bless`
# writes what is expected anew; the diff is the review.
check_PROGRAMS += t_golden_html
TESTS += t_golden_html
t_golden_html_SOURCES = %D%/t_golden_html.c %D%/golden.c %D%/golden.h
t_golden_html_CPPFLAGS = $(TEST_CPPFLAGS) \
	-DGOLDEN='"$(abs_top_srcdir)/tests/golden/html"'
t_golden_html_LDADD = $(LAYOUT_LIBS)
check_PROGRAMS += t_golden_markdown
TESTS += t_golden_markdown
t_golden_markdown_SOURCES = %D%/t_golden_markdown.c %D%/golden.c \
	%D%/golden.h
t_golden_markdown_CPPFLAGS = $(t_golden_html_CPPFLAGS)
t_golden_markdown_LDADD = $(HTML_LIBS)
EXTRA_DIST += %D%/html

bless: bless-html
bless-html: t_golden_html t_golden_markdown
	./t_golden_html --bless
	./t_golden_markdown --bless
.PHONY: bless-html
