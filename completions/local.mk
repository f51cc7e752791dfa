# Completions for shells; what they offer comes from `coranto complete`.
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = %D%/coranto.bash
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = %D%/_coranto
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_fishcompletion_DATA = %D%/coranto.fish

# bash looks for a file of the command's name.
install-data-hook:
	cd $(DESTDIR)$(bashcompletiondir) && mv -f coranto.bash coranto
uninstall-hook:
	rm -f $(DESTDIR)$(bashcompletiondir)/coranto
