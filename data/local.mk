# Bundled feeds and examples.
BUNDLED = %D%/guide.xml %D%/sample-courier.xml %D%/sample-meridian.xml \
	%D%/sample-signal.json

EXTRA_DIST += $(BUNDLED) %D%/embed.sh
CLEANFILES += %D%/bundled.c

# The feeds as a C file, part of libapp.a.
%D%/bundled.c: $(BUNDLED) %D%/embed.sh
	$(AM_V_GEN)$(MKDIR_P) %D% && \
	$(SHELL) $(srcdir)/%D%/embed.sh $(srcdir)/%D% >$@.tmp && mv $@.tmp $@
