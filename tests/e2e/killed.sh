#!/bin/sh
# On a terminal: killed without a word, the next start is where it was.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/lib/feeds.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

[ -z "$CORANTO_WRAP" ] || skip_all "needs the program itself"

# kept PATTERN: wait until the cache has that of the session.
kept() {
	kept_left=200
	until cat "$DB" "$DB-wal" 2>/dev/null | grep -aEq "$1"; do
		kept_left=$((kept_left - 1))
		[ "$kept_left" -gt 0 ] || return 1
		sleep 0.1
	done
}

rss alpha 40 >"$T/alpha.xml"
rss beta 4 >"$T/beta.xml"
"$CORANTO" add "file://$T/alpha.xml" "file://$T/beta.xml" 2>"$T/e"
terminal 150 30
run_reader
sees "three panes" '│.*│'
keys :
keys -l 'set layout 2'
keys Enter
sees "two of them" ' alpha +40 +│[^│]*$'
keys g g j j Enter
sees "a list" '│.*alpha 40 *$'
keys 2 0 j Enter
sees "an article of it" 'Words of item 20'
keys m
sees "a mark" '[0-9]+ unread$'
ok "what is where is kept" kept '^focus article'
ok "with its layout" kept '^layout 2'
unread=$(screen | sed -n '1s/.* \([0-9]* unread\)$/\1/p')
kill -KILL "$(reader)"
sees "it is gone at once" 'left with 137|Killed'
# Nobody has put the terminal back: Enter ends no line there.
keys -l 'reset; clear; echo here again'
keys C-j
sees "the shell has it" '^here again'
run_reader
sees "the article is open again" 'Words of item 20'
sees "in two panes" '^[^│]*│[^│]*$'
sees "what was marked is marked" " $unread\$"
keys Escape
sees "the list is the list" '│.*alpha 21 *$'
sees "the cursor on its row" ' 21/40'
keys q
sees "it leaves" 'left with 0'
done_testing
