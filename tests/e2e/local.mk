# The reader on a real terminal, which tmux is.
E2E_TESTS = %D%/copy.sh %D%/keys.sh %D%/lend.sh %D%/linear.sh \
	%D%/marks.sh %D%/pager.sh %D%/read.sh %D%/signals.sh
EXTRA_DIST += $(E2E_TESTS) %D%/tmux.sh tests/bench/tui.json
TESTS += $(E2E_TESTS)
