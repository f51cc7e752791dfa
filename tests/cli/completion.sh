#!/bin/sh
# Completions: what the program offers, and what the shells make of it.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

rss one 2 >"$T/one.xml"
mkdir -p "$CONFIG"
printf '%s\n' "[World/Asia]" "file://$T/one.xml \"The first one\"" \
	>"$CONFIG/feeds"
"$CORANTO" refresh 2>"$T/e"
"$CORANTO" mark tag later title:one 2>>"$T/e"
"$CORANTO" mark tag later --all 2>>"$T/e"

# offered WORD…: the candidates, without what they are.
offered() {
	"$CORANTO" complete "$@" | cut -f1 | tr '\n' ' '
}

is "every command" "$(offered '' | tr ' ' '\n' | grep -c '^[a-z]')" \
	"$("$CORANTO" --help | grep -c '^  [a-z]' | { read -r n; echo $((n + 1)); })"
is "the beginning of one" "$(offered li)" "list "
is "in any case" "$(offered LI)" "list "
is "its options" "$(offered list --)" "--count --limit --format --json --help "
is "what it says of one" "$("$CORANTO" complete feeds --j)" \
	"--json	an array of objects"
is "nothing for a number" "$(offered list --limit '')" ""
is "formats" "$(offered show --format m)" "markdown "
is "fields" "$(offered list fe)" "feed: "
is "values" "$(offered search word is:s)" "is:starred "
is "titles of feeds" "$(offered list feed:)" 'feed:"The first one" '
is "folders" "$(offered list folder:)" "folder:World/Asia "
is "folders for a feed" "$(offered add --folder W)" "World/Asia "
is "tags" "$(offered mark read tag:)" "tag:later "
is "marks" "$(offered mark un)" "unread unstar untag "
is "addresses" "$(offered remove file)" "file://$T/one.xml "
is "what is edited" "$(offered edit X keep-a)" "keep-articles "
is "and next" "$(offered edit X title Y '' | cut -d' ' -f1-3)" \
	"title folder address"
is "a folder to edit" "$(offered edit X folder '')" "World/Asia "
is "files" "$(offered import x)" ":files "
is "commands for help" "$(offered help und)" "undo "
is "nothing where nothing is known" "$(offered nonsense x)" ""

PATH="$T/bin:$PATH"
mkdir -p "$T/bin"
ln -s "$CORANTO" "$T/bin/coranto"

if command -v bash >/dev/null; then
	# reply LINE: what bash puts in place of the last word.
	cat >"$T/reply" <<-'END'
	. "$SRCDIR/completions/coranto.bash"
	COMP_LINE=$1 COMP_POINT=${#1}
	_coranto 2>/dev/null
	printf '%s|' "${COMPREPLY[@]}"
	END
	is "bash: a command" "$(bash "$T/reply" 'coranto li')" "list|"
	is "bash: behind a colon" "$(bash "$T/reply" 'coranto list is:st')" \
		"starred|"
	is "bash: in quotes" "$(bash "$T/reply" 'coranto list feed:')" \
		"'\"The first one\"'|"
	is "bash: files" "$(cd "$T" && bash "$T/reply" 'coranto import one.')" \
		"one.xml|"
fi
if command -v fish >/dev/null; then
	reply() {
		fish --no-config -c "source $SRCDIR/completions/coranto.fish
			complete -C '$1'" 2>"$T/e" | cut -f1 | tr '\n' ' '
	}
	is "fish: a command" "$(reply 'coranto li')" "list "
	is "fish: a value" "$(reply 'coranto list is:st')" "is:starred "
fi
if command -v zsh >/dev/null; then
	ok "zsh: it can be read" zsh -n "$SRCDIR/completions/_coranto"
fi
done_testing
