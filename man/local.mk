# Manual pages.  Their tables are those of the program: docgen prints them and
# check.sh compares; `make update-man` writes them into the pages.
dist_man_MANS += %D%/coranto.1 %D%/coranto-config.5 \
	%D%/coranto-feeds.5 %D%/coranto-query.7 \
	%D%/coranto-rules.5

check_PROGRAMS += docgen
docgen_SOURCES = %D%/docgen.c
docgen_LDADD = $(APP_LIBS)

TESTS += %D%/check.sh
EXTRA_DIST += %D%/check.sh

.PHONY: update-man
update-man: docgen
	BUILDDIR='$(abs_top_builddir)' SRCDIR='$(abs_top_srcdir)' \
		$(SHELL) $(srcdir)/%D%/check.sh --update
