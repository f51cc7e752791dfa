# Tests.  `make check` builds and runs all of them and ends with one line,
# "N passed, N failed, N skipped".

TEST_EXTENSIONS = .sh
AM_TESTS_ENVIRONMENT = \
	CORANTO='$(abs_top_builddir)/coranto'; export CORANTO; \
	SRCDIR='$(abs_top_srcdir)'; export SRCDIR; \
	BUILDDIR='$(abs_top_builddir)'; export BUILDDIR; \
	TMUX_PROGRAM='$(TMUX)'; export TMUX_PROGRAM; \
	NGINX_PROGRAM='$(NGINX)'; export NGINX_PROGRAM;
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)

# A unit test links cmocka and just the floor it tests.
TEST_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/lib $(CMOCKA_CFLAGS) \
	-DTEST_DATA='"$(abs_top_srcdir)/tests/data"'
TEST_LIBS = libtest.a $(CMOCKA_LIBS)
check_LIBRARIES += libtest.a
libtest_a_CPPFLAGS = $(TEST_CPPFLAGS)
libtest_a_SOURCES = %D%/lib/unit.c %D%/lib/unit.h \
	%D%/lib/vt.c %D%/lib/vt.h

include %D%/unit/base.mk
include %D%/unit/discover.mk
include %D%/unit/feed.mk
include %D%/unit/html.mk
include %D%/unit/net.mk
include %D%/unit/query.mk
include %D%/unit/layout.mk
include %D%/unit/store.mk
include %D%/unit/app.mk
include %D%/unit/ui.mk
include %D%/unit/cli.mk
include %D%/fuzz/fuzz.mk
include %D%/golden/golden.mk
include %D%/bench/app.mk
include %D%/bench/feed.mk
include %D%/bench/layout.mk
include %D%/bench/store.mk
include %D%/cli/local.mk
include %D%/net/local.mk
include %D%/screen/local.mk
include %D%/e2e/local.mk

EXTRA_DIST += %D%/check-dist.sh %D%/check-floors.sh %D%/lib/httpd.sh %D%/lib/lib.sh %D%/lib/nginx.sh
TESTS += %D%/check-dist.sh %D%/check-floors.sh

EXTRA_DIST += %D%/summary.sh

# In place of automake's own `check-am`: the same, then one line of how it went.
check-am: all-am
	@rc=0; \
	$(MAKE) $(AM_MAKEFLAGS) $(check_LIBRARIES) $(check_PROGRAMS) && \
	$(MAKE) $(AM_MAKEFLAGS) check-TESTS || rc=$$?; \
	$(SHELL) $(top_srcdir)/tests/summary.sh $(TEST_LOGS:.log=.trs) || rc=1; \
	exit $$rc

# For check-dist.sh: the files of the distribution, as from the top.
print-dist:
	@for file in $(DISTFILES); do \
		echo "$$file"; \
	done | sed -e 's|^$(srcdir)/||' -e 's|/[^/]*/\.\./|/|'
.PHONY: print-dist

# All that the tests need, and no test run.
check-build: all-am $(check_LIBRARIES) $(check_PROGRAMS)

# All tests under valgrind: the unit tests by way of the test driver, the
# program and netget by way of CORANTO_WRAP (see lib.sh).  What valgrind says
# goes to files, so that tests still see what the program says; that there is
# such a file fails.  Not looked into: what tests fork and then _exit().
VALGRIND_FLAGS = -q --error-exitcode=99 --child-silent-after-fork=yes \
	--leak-check=full --show-leak-kinds=definite \
	--errors-for-leak-kinds=none --num-callers=30 --suppressions=$(abs_top_srcdir)/tests/valgrind.supp \
	--log-file=$(abs_top_builddir)/valgrind/%p.log
EXTRA_DIST += %D%/valgrind.supp

check-valgrind:
	@test -n '$(VALGRIND)' || { echo "valgrind is missing" >&2; exit 1; }
	@rm -rf valgrind && mkdir valgrind
	@rc=0; CORANTO_WRAP='$(VALGRIND) $(VALGRIND_FLAGS)'; \
	export CORANTO_WRAP; \
	$(MAKE) $(AM_MAKEFLAGS) LOG_COMPILER="$$CORANTO_WRAP" check || rc=1; \
	find valgrind -size 0 -exec rm -f {} +; \
	for log in valgrind/*.log; do \
		test ! -e "$$log" || { cat "$$log"; rc=1; }; \
	done; \
	exit $$rc

clean-local: clean-valgrind
clean-valgrind:
	rm -rf valgrind

.PHONY: check-build check-valgrind clean-valgrind
