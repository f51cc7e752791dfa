# The reader on a real terminal, which tmux is.
E2E_TESTS = %D%/colours.sh %D%/columns.sh %D%/copy.sh \
	%D%/gnu-screen.sh %D%/keys.sh \
	%D%/killed.sh %D%/lend.sh %D%/linear.sh %D%/locales.sh \
	%D%/marks.sh %D%/pager.sh \
	%D%/pointer.sh %D%/read.sh %D%/shared.sh %D%/signals.sh \
	%D%/stopping.sh
EXTRA_DIST += $(E2E_TESTS) %D%/tmux.sh tests/bench/tui.json
TESTS += $(E2E_TESTS)
check_PROGRAMS += t_pty
TESTS += t_pty
t_pty_SOURCES = %D%/t_pty.c
t_pty_CPPFLAGS = $(TEST_CPPFLAGS)
t_pty_LDADD = $(TEST_LIBS) $(BASE_LIBS)
