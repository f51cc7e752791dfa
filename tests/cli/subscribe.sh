#!/bin/sh
# add, remove, feeds, and the list that they edit.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

rss one 3 >"$T/one.xml"
rss two 2 >"$T/two.xml"

run "$CORANTO" feeds
is "no feeds yet: status" "$status" 0
is "no feeds yet: nothing" "$out" ""

run "$CORANTO" add "file://$T/one.xml"
is "add: status" "$status" 0
like "add says so" "$err" '^Subscribed to'
is "added and fetched" "$("$CORANTO" list --count)" 3
like "the list begins with its own explanation" \
	"$(cat "$CONFIG/feeds")" '^# .*one address a line'
unlike "nothing bundled comes along" "$(cat "$CONFIG/feeds")" '^coranto:'

run "$CORANTO" add "file://$T/one.xml"
is "add twice: status" "$status" 1
like "add twice: why" "$err" 'subscribed already'
is "add twice: one line" "$(grep -c one.xml "$CONFIG/feeds")" 1

echo "# a comment of mine" >>"$CONFIG/feeds"
run "$CORANTO" add --title "Mine" --folder World/Asia "file://$T/two.xml"
is "add with title and folder: status" "$status" 0
like "the comment stays" "$(cat "$CONFIG/feeds")" '^# a comment of mine$'
like "the folder is a heading" "$(cat "$CONFIG/feeds")" '^\[World/Asia\]$'
like "the title is quoted" "$(cat "$CONFIG/feeds")" 'two.xml "Mine"'

"$CORANTO" feeds --json >"$T/feeds.json"
is "feeds --json: both" "$(jsonget "$T/feeds.json")" 2
is "feeds --json: title of the feed" "$(jsonget "$T/feeds.json" 0.title)" one
is "feeds --json: my title" "$(jsonget "$T/feeds.json" 1.title)" Mine
is "feeds --json: folder" "$(jsonget "$T/feeds.json" 1.folder)" World/Asia
is "feeds --json: unread" "$(jsonget "$T/feeds.json" 1.unread)" 2
is "feeds --json: no error" "$(jsonget "$T/feeds.json" 1.error)" null
like "feeds: a line each" "$("$CORANTO" feeds)" '^ +2 +2 .*World/Asia/Mine'

for bad in 'ftp://example.com/x' 'javascript:alert(1)' 'exec:ls' '' \
	'http://exa mple.com/' 'mailto:a@b.c'; do
	run "$CORANTO" add "$bad"
	is "add '$bad': status" "$status" 1
done
is "none of them is in the list" "$(grep -c '^[^#[]' "$CONFIG/feeds")" 2

run "$CORANTO" remove "file://$T/one.xml"
is "remove: status" "$status" 0
like "remove says what" "$err" '^Unsubscribed from one'
is "its articles are out of sight" "$("$CORANTO" list --count)" 2
run "$CORANTO" remove "file://$T/one.xml"
is "remove twice: status" "$status" 1
run "$CORANTO" add "file://$T/one.xml"
is "and back again: with its articles" "$("$CORANTO" list --count)" 5

# An edit by hand is taken up; a list that is gone archives nothing.
sed -i 's/ "Mine"/ "Ours"/' "$CONFIG/feeds"
"$CORANTO" refresh --all >"$T/o" 2>&1
like "a title changed by hand" "$("$CORANTO" feeds)" 'World/Asia/Ours'
mv "$CONFIG/feeds" "$T/kept"
"$CORANTO" refresh --all >"$T/o" 2>&1
is "without the list: still there" "$("$CORANTO" list --count)" 5
run "$CORANTO" remove "file://$T/one.xml"
is "without the list: remove" "$status" 0
like "the list is there again, with the other" "$(cat "$CONFIG/feeds")" \
	'two.xml "Ours"'

# A symbolic link stays one.
mkdir "$T/dotfiles"
mv "$CONFIG/feeds" "$T/dotfiles/feeds"
ln -s "$T/dotfiles/feeds" "$CONFIG/feeds"
"$CORANTO" add "file://$T/one.xml" 2>"$T/e"
ok "a symbolic link stays one" test -L "$CONFIG/feeds"
like "and what it points to was edited" "$(cat "$T/dotfiles/feeds")" one.xml

# Two at once: no line is lost.
for i in 1 2 3 4 5 6; do
	rss "n$i" 1 >"$T/n$i.xml"
	"$CORANTO" add "file://$T/n$i.xml" 2>"$T/e$i" &
	pids="$pids $!"
done
wait $pids
is "six at once: none is lost" "$(grep -c '/n[1-6].xml' "$CONFIG/feeds")" 6
"$CORANTO" refresh 2>"$T/e"
is "six at once: all are in the cache" \
	"$("$CORANTO" feeds | grep -c '/n[1-6].xml')" 6
done_testing
