# Bundled feeds and examples.
BUNDLED = %D%/guide.xml %D%/guide-ar.xml %D%/guide-he.xml %D%/guide-uk.xml \
	%D%/guide-zh.xml %D%/sample-courier.xml %D%/sample-meridian.xml \
	%D%/sample-signal.json

THEMES = %D%/themes/catppuccin %D%/themes/default %D%/themes/dracula \
	%D%/themes/everforest %D%/themes/gruvbox %D%/themes/high-contrast %D%/themes/monochrome \
	%D%/themes/newsprint %D%/themes/nord %D%/themes/rose-pine %D%/themes/solarized \
	%D%/themes/tokyo-night

EXTRA_DIST += $(BUNDLED) $(THEMES) %D%/embed.sh
CLEANFILES += %D%/bundled.c

# The feeds as a C file, part of libapp.a.
%D%/bundled.c: $(BUNDLED) $(THEMES) %D%/embed.sh
	$(AM_V_GEN)$(MKDIR_P) %D% && \
	$(SHELL) $(srcdir)/%D%/embed.sh $(srcdir)/%D% >$@.tmp && mv $@.tmp $@
