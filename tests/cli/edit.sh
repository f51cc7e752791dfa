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

# Several things at once are one act, and an address is one of them.
rss one 3 2 >"$T/new.xml"
"$CORANTO" mark star 'title:"one 1"' 2>"$T/e"
run "$CORANTO" edit "The first" title "Another" folder News keep-days 30 \
	address "$T/new.xml"
is "several: status" "$status" 0
is "several: what was done" "$err" \
	"Edited The first: title, folder, keep-days, address"
is "several: the line" "$(tail -n 2 "$CONFIG/feeds")" \
	"[News]
file://$T/new.xml \"Another\" odd=1 keep-days=30 # why"
is "the articles are there" "$("$CORANTO" list --count feed:Another)" 2
is "and the star" "$("$CORANTO" list --count feed:Another is:starred)" 1
"$CORANTO" refresh 2>"$T/e"
is "it is due at once, and nothing comes twice" \
	"$("$CORANTO" list --count feed:Another)" 4
run "$CORANTO" undo
is "several, undone: every byte" "$(cat "$CONFIG/feeds")" \
	"$(cat "$T/at-first")"
is "with all its articles" "$("$CORANTO" list --count 'feed:"The first"')" 4
run "$CORANTO" redo
like "done again" "$(cat "$CONFIG/feeds")" "^file://$T/new.xml \"Another\""
is "one feed all the while" "$("$CORANTO" feeds --archived --json)" "[]"
cp "$CONFIG/feeds" "$T/now"

run "$CORANTO" edit Another title Another keep-days 30
is "nothing of it is new: status" "$status" 0
is "it says so" "$err" "Nothing changed"
run "$CORANTO" edit Another title X keep-days many
is "one will not do: status" "$status" 1
like "which one" "$err" '^coranto edit: keep-days is a number'
run "$CORANTO" edit Another title X address "exec:ls"
is "no such addresses: status" "$status" 1
like "which it is" "$err" '^coranto edit: address: only http, https and file'
run "$CORANTO" edit Another title X keep-days
is "no value: status" "$status" 2
is "and nothing was done" "$(cat "$CONFIG/feeds")" "$(cat "$T/now")"

# An address that is there, and one of which the cache has articles.
rss two 3 >"$T/two.xml"
"$CORANTO" add --title Second "$T/two.xml" 2>"$T/e"
run "$CORANTO" edit Another address "$T/two.xml"
is "an address that is there: status" "$status" 1
is "whose it is" "$err" "coranto edit: Second is there already"
"$CORANTO" remove "file://$T/two.xml" 2>"$T/e"
run "$CORANTO" edit Another address "$T/two.xml"
is "one that is archived: status" "$status" 0
is "the feed's articles stay with it" \
	"$("$CORANTO" list --count feed:Another)" 4
like "and the others are kept" "$("$CORANTO" feeds --archived)" ' 3 .*[0-9]'
run "$CORANTO" undo
is "which undo leaves so" "$("$CORANTO" list --count feed:Another)" 4
like "at its old address" "$("$CORANTO" feeds --archived)" 'two.xml'

# What comes from the old address after that is not the feed's.
serve "$T/www"
mkfifo "$T/www/gate"
rss late 5 | page late application/rss+xml
rss moved 2 | page moved application/rss+xml
"$CORANTO" edit Another address "$URL/moved" 2>"$T/e"
"$CORANTO" refresh 2>"$T/e"
echo gate >"$T/www/late.how"
"$CORANTO" edit Another address "$URL/late" 2>"$T/e"
"$CORANTO" refresh --all 2>"$T/late" &
pid=$!
until grep -q 'GET /late' "$T/www/log" 2>"$T/e"; do
	kill -0 $pid || break
done
"$CORANTO" edit Another address "$URL/moved" 2>"$T/e"
: >"$T/www/gate"
wait $pid
is "nothing of it is in the cache" "$("$CORANTO" list --count title:late)" 0
is "but what is at the new one" "$("$CORANTO" list --count title:moved)" 2

# A smart feed and a folder.
echo 'query: "is:unread" "New"' >>"$CONFIG/feeds"
cp "$CONFIG/feeds" "$T/now"
run "$CORANTO" edit New query is:starred title Stars folder /
is "a smart feed: status" "$status" 0
like "its line" "$(cat "$CONFIG/feeds")" '^query: "is:starred" "Stars"$'
run "$CORANTO" edit News title Papers folder World keep-days 7
like "a folder" "$(cat "$CONFIG/feeds")" '^\[World/Papers\] keep-days=7$'
"$CORANTO" undo 2>"$T/e"
"$CORANTO" undo 2>"$T/e"
is "undone: every byte" "$(cat "$CONFIG/feeds")" "$(cat "$T/now")"

# A disk that is full: what is in the list then is in the cache, too, as soon
# as there is room.
(
	trap '' XFSZ
	ulimit -f 64
	"$CORANTO" edit Another address "$URL/late" title X 2>"$T/e"
)
is "a full disk: status" $? 1
like "it is said" "$(cat "$T/e")" 'check the space'
"$CORANTO" refresh 2>"$T/e"
name=$(sed -n 's/.*"\(.*\)" odd=1.*/\1/p' "$CONFIG/feeds")
is "the articles are where they were" \
	"$("$CORANTO" list --count "feed:$name title:moved")" 2
url=$(sed -n 's/ .*odd=1.*//p' "$CONFIG/feeds")
like "at the address of the list" "$("$CORANTO" feeds)" "$url"
is "the cache is whole" "$("$CORANTO" doctor 2>"$T/e" | head -1)" "cache: whole"
done_testing
