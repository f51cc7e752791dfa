# The pictures of the README are made by the program: `make pictures`.
PICTURES = %D%/help.svg %D%/one.svg %D%/search.svg %D%/three.svg \
	%D%/three-gruvbox.svg %D%/two.svg
EXTRA_DIST += $(PICTURES) %D%/make.sh %D%/check.sh %D%/help.script \
	%D%/one.script %D%/search.script %D%/three.script %D%/two.script
TESTS += %D%/check.sh

.PHONY: pictures
pictures: coranto
	CORANTO='$(abs_top_builddir)/coranto' \
		$(SHELL) $(srcdir)/%D%/make.sh $(srcdir)/%D%
