#!/bin/sh
# On a terminal: for screen readers, the terminal's cursor is on what is meant.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$CONFIG"
printf '[World]\nfile://%s/tests/screen/data/pager.xml "Pager"\n' "$SRCDIR" \
	>"$CONFIG/feeds"

# row WORDS PATTERN: the terminal's cursor is seen, in the first column of a
# row like that; or in the column that is given.
row() {
	row_left=200
	until row_is "$2" "${3:-0}"; do
		row_left=$((row_left - 1))
		[ "$row_left" -gt 0 ] || {
			fail "$1" "cursor at $(cursor)" "$(screen)"
			return
		}
		sleep 0.1
	done
	pass "$1"
}

cursor() {
	tm display-message -p '#{cursor_flag} #{cursor_x} #{cursor_y}'
}

row_is() {
	row_at=$(cursor)
	[ "${row_at% *}" = "1 $2" ] || return 1
	screen | sed -n "$((${row_at##* } + 1))p" | grep -Eq -e "$1"
}

terminal 120 24
keys -l "clear; $CORANTO --linear; echo left with \$?"
keys Enter
row "on the feed" '^Pager, level 2, 0 unread$'
keys R
row "with its count" '^Pager, level 2, 3 unread$'
keys k
row "on the folder" '^World, folder, open, 3 unread$'
keys h
row "folded" '^World, folder, closed, 3 unread$'
keys l j Enter
row "on an article" '^unread, The ferry, winter and summer, 11:30$'
keys j
row "on the next" '^unread, '
keys s
row "starred" '^unread, starred, '
keys k Enter
row "at the beginning of the text" '^The ferry, winter and summer$'
keys Tab
row "on a link" 'The ferry to the islands.1.' 4
keys /
row "where one types" '^ Find:' 7
keys -l 'boats'
keys Enter
row "on a match" '^In summer there are more boats' 25
keys Escape
sees "the search ends" ', [0-9]+% '
keys '?'
sees "a page" 'Keys in the article'
keys q q
sees "it leaves" 'left with 0'
done_testing
