# The screen without a terminal: adding a test is adding a NAME.script here
# and below, and `make bless`.
TESTS += %D%/screen.sh %D%/random.sh
EXTRA_DIST += %D%/screen.sh %D%/random.sh %D%/random.awk \
	%D%/data/edited.xml %D%/data/episodes.xml %D%/data/leaving.xml \
	%D%/data/more.xml %D%/data/other.opml \
	%D%/data/pager.xml %D%/data/world.xml \
	%D%/commands.setup %D%/edited.setup %D%/episodes.setup %D%/files.setup %D%/large.setup \
	%D%/leaving.setup %D%/news.setup %D%/reading.setup %D%/refreshing.setup \
	%D%/world.setup
EXTRA_DIST += \
	%D%/first-run-ar.script %D%/first-run-ar.shot \
	%D%/first-run-he.script %D%/first-run-he.shot \
	%D%/first-run-uk.script %D%/first-run-uk.shot \
	%D%/first-run-zh.script %D%/first-run-zh.shot \
	%D%/asking.script %D%/asking.setup %D%/asking.shot \
	%D%/palette.script %D%/palette.shot \
	%D%/keys.script %D%/keys.setup %D%/keys.shot \
	%D%/arranging.script %D%/arranging.setup %D%/arranging.shot \
	%D%/restart.script %D%/restart.setup %D%/restart.shot \
	%D%/selecting.script %D%/selecting.setup %D%/selecting.shot \
	%D%/passing.script %D%/passing.shot \
	%D%/rows.script %D%/rows.setup %D%/rows.shot \
	%D%/rules.script %D%/rules.shot \
	%D%/sorting.script %D%/sorting.shot \
	%D%/tagging.script %D%/tagging.shot \
	%D%/updating.script %D%/updating.setup %D%/updating.shot \
	%D%/changes.script %D%/changes.setup %D%/changes.shot \
	%D%/cleaning.script %D%/cleaning.setup %D%/cleaning.shot \
	%D%/commands.script %D%/commands.shot \
	%D%/edited.script %D%/edited.shot \
	%D%/episodes.script %D%/episodes.shot \
	%D%/files.script %D%/files.shot \
	%D%/copying.script %D%/copying.setup %D%/copying.shot \
	%D%/finding.script %D%/finding.setup %D%/finding.shot \
	%D%/first-run.script %D%/first-run.shot \
	%D%/large.script %D%/large.shot \
	%D%/layouts.script %D%/layouts.shot \
	%D%/leaving.script %D%/leaving.shot \
	%D%/linear.script %D%/linear.setup %D%/linear.shot \
	%D%/links.script %D%/links.setup %D%/links.shot \
	%D%/looks.script %D%/looks.shot \
	%D%/marks.script %D%/marks.shot \
	%D%/mouse.script %D%/mouse.shot \
	%D%/moving.script %D%/moving.shot \
	%D%/nodes.script %D%/nodes.setup %D%/nodes.shot \
	%D%/news.script %D%/news.shot \
	%D%/editing.script %D%/editing.setup %D%/editing.shot \
	%D%/panes.script %D%/panes.shot \
	%D%/paths.script %D%/paths.setup %D%/paths.shot \
	%D%/session.script %D%/session.setup %D%/session.shot \
	%D%/reading.script %D%/reading.shot \
	%D%/refreshing.script %D%/refreshing.shot \
	%D%/searching.script %D%/searching.shot \
	%D%/scopes.script %D%/scopes.shot \
	%D%/spelling.script %D%/spelling.setup %D%/facets.script %D%/spelling.shot %D%/facets.shot \
	%D%/killed.script %D%/killed.setup %D%/killed.shot \
	%D%/taking-over.script %D%/taking-over.setup %D%/taking-over.shot \
	%D%/resumed.script %D%/resumed.setup %D%/resumed.shot \
	%D%/smart.script %D%/smart.setup %D%/smart.shot \
	%D%/small.script %D%/small.shot \
	%D%/tree.script %D%/tree.setup %D%/tree.shot \
	%D%/viewing.script %D%/viewing.setup %D%/viewing.shot \
	%D%/world.script %D%/world.shot

bless: bless-screen
bless-screen: coranto
	BLESS=1 CORANTO='$(abs_top_builddir)/coranto' \
	SRCDIR='$(abs_top_srcdir)' $(SHELL) $(srcdir)/%D%/screen.sh
.PHONY: bless-screen
