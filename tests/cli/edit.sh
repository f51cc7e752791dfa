#!/bin/sh
# Settings of feeds and folders, from the command line.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

rss one 2 >"$T/one.xml"
mkdir -p "$CONFIG"
printf '%s\n' "# mine" "[World] # all of it" \
	"file://$T/one.xml \"The first\" odd=1 # why" >"$CONFIG/feeds"
cp "$CONFIG/feeds" "$T/at-first"
"$CORANTO" refresh 2>"$T/e"

run "$CORANTO" edit "The first" keep-days 30
is "a feed: status" "$status" 0
like "what was done" "$err" 'keep-days is 30 for The first'
is "its line" "$(tail -n 1 "$CONFIG/feeds")" \
	"file://$T/one.xml \"The first\" odd=1 keep-days=30 # why"
run "$CORANTO" edit "The first" keep-days default
is "none of its own: every byte" "$(cat "$CONFIG/feeds")" \
	"$(cat "$T/at-first")"
run "$CORANTO" edit World keep-unread no
is "a folder, in the one form" "$(sed -n 2p "$CONFIG/feeds")" \
	"[World] keep-unread=off # all of it"
run "$CORANTO" undo
is "undone: every byte" "$(cat "$CONFIG/feeds")" "$(cat "$T/at-first")"
run "$CORANTO" edit World keep-days many
is "a value that is none: status" "$status" 1
like "what is allowed" "$err" 'a number from 0 to 36500'
run "$CORANTO" edit World measure 60
like "not a setting of feeds" "$err" 'measure is set for everything'
run "$CORANTO" edit Nowhere keep-days 3
is "no such feed: status" "$status" 1
run "$CORANTO" edit World
is "too few: status" "$status" 2
is "nothing was touched" "$(cat "$CONFIG/feeds")" "$(cat "$T/at-first")"
done_testing
