#!/bin/sh
# Moving, renaming, adding and removing, each taken back and done again by
# other processes than the one that did it.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

for i in one two three; do
	rss "$i" 3 >"$T/$i.xml"
done
mkdir -p "$CONFIG"
cat >"$CONFIG/feeds" <<END
# mine
file://$T/one.xml   "First one" keep=1 # why
file://$T/two.xml

[World] # the world
# before
file://$T/three.xml
[World/Asia]
END
"$CORANTO" refresh 2>"$T/e"
cp "$CONFIG/feeds" "$T/at-first"

# turned NAME: what was just done is undone, redone and undone again, and the
# list is as it was each time, to the byte.
turned() {
	cp "$CONFIG/feeds" "$T/done"
	run "$CORANTO" undo
	like "$1: undo says so" "$err" '^Undone: '
	ok "$1: undone, every byte" cmp "$T/at-first" "$CONFIG/feeds"
	run "$CORANTO" redo
	like "$1: redo says so" "$err" '^Redone: '
	ok "$1: redone, every byte" cmp "$T/done" "$CONFIG/feeds"
	"$CORANTO" undo 2>"$T/e"
	ok "$1: and undone again" cmp "$T/at-first" "$CONFIG/feeds"
	is "$1: the articles are there" "$("$CORANTO" list --count)" 9
}

run "$CORANTO" move "file://$T/one.xml" World/Asia
is "move: status" "$status" 0
is "move: words" "$err" "Moved First one to World/Asia"
is "move: the line as it was, below its heading" \
	"$(tail -1 "$CONFIG/feeds")" \
	"file://$T/one.xml   \"First one\" keep=1 # why"
like "move: the cache follows" "$("$CORANTO" feeds)" 'World/Asia/First one'
turned move

"$CORANTO" move two "New/Place" 2>"$T/e"
like "a new folder: a heading" "$(cat "$CONFIG/feeds")" '^\[New/Place\]$'
turned "move to a new folder"

"$CORANTO" move three / 2>"$T/e"
unlike "to the top" "$("$CORANTO" feeds)" 'World'
turned "move to the top"

run "$CORANTO" move World Planet
is "a folder: words" "$err" "Moved World to Planet/World"
like "a folder: its heading, comment and all" "$(cat "$CONFIG/feeds")" \
	'^\[Planet/World\] # the world$'
like "a folder: those below" "$(cat "$CONFIG/feeds")" \
	'^\[Planet/World/Asia\]$'
turned "move a folder"

run "$CORANTO" rename "First one" 'The "first"'
is "rename: words" "$err" 'Renamed First one to The "first"'
is "rename: only the title" "$(sed -n 2p "$CONFIG/feeds")" \
	"file://$T/one.xml   \"The \\\"first\\\"\" keep=1 # why"
turned rename
"$CORANTO" rename "First one" "" 2>"$T/e"
like "without a title: its own" "$("$CORANTO" feeds)" ' one  file'
turned "rename to its own title"
run "$CORANTO" rename World Earth
is "rename a folder: words" "$err" "Renamed World to Earth"
like "rename a folder: the cache follows" "$("$CORANTO" feeds)" 'Earth/three'
turned "rename a folder"

run "$CORANTO" remove "file://$T/three.xml"
turned remove

rss four 2 >"$T/four.xml"
run "$CORANTO" add --folder World/Africa "file://$T/four.xml"
is "add: all there" "$("$CORANTO" list --count)" 11
"$CORANTO" mark star title:four 2>"$T/e"
"$CORANTO" undo 2>"$T/e"
turned add
"$CORANTO" redo 2>"$T/e"
is "an added feed comes back with its articles" \
	"$("$CORANTO" list --count)" 11
"$CORANTO" undo 2>"$T/e"

# What is archived comes back whole: marks, tags, what was deleted stays away.
"$CORANTO" mark star 'title:"three 1"' 2>"$T/e"
"$CORANTO" mark read 'title:"three 2"' 2>"$T/e"
"$CORANTO" mark tag 'later, ukraine' 'title:"three 2"' 2>"$T/e"
"$CORANTO" mark delete 'title:"three 3"' 2>"$T/e"
"$CORANTO" remove "file://$T/three.xml" 2>"$T/e"
is "archived: out of sight" "$("$CORANTO" list --count feed:three)" 0
"$CORANTO" add --folder World "file://$T/three.xml" 2>"$T/e"
is "back: its articles, but for the deleted one" \
	"$("$CORANTO" list --count feed:three)" 2
is "back: the star" "$("$CORANTO" list --format '%{title}' is:starred)" \
	"three 1"
is "back: what was read" "$("$CORANTO" list --format '%{title}' \
	feed:three is:read)" "three 2"
like "back: the tags" "$("$CORANTO" tags)" '^     0       1  ukraine$'
for i in add remove delete ukraine later read star; do
	run "$CORANTO" undo
	is "undo of $i" "$status" 0
done
is "all is as before" "$("$CORANTO" list --count is:unread)" 9
ok "so is the list" cmp "$T/at-first" "$CONFIG/feeds"

for words in "nowhere World" "two /" "World World/Asia" "World /"; do
	run "$CORANTO" move $words
	is "move $words: refused" "$status" 1
done
run "$CORANTO" rename World "a/b"
is "a name with a slash: refused" "$status" 1
run "$CORANTO" rename nothing x
like "no such name: said" "$err" 'no feed and no folder is called nothing'
run "$CORANTO" move two
is "no folder said: usage" "$status" 2
ok "nothing of that changed the list" cmp "$T/at-first" "$CONFIG/feeds"

# What was edited by hand meanwhile stays, and the rest is taken back.
"$CORANTO" move two World 2>"$T/e"
sed -i "/two.xml/s/\$/ \"By hand\"/" "$CONFIG/feeds"
run "$CORANTO" undo
is "a title put in meanwhile: undone all the same" "$status" 0
like "and it is kept" "$(sed -n 3p "$CONFIG/feeds")" 'two.xml "By hand"'
"$CORANTO" move two World 2>"$T/e"
"$CORANTO" move "By hand" World 2>"$T/e"
sed -i "/two.xml/d" "$CONFIG/feeds"
run "$CORANTO" undo
is "taken out meanwhile: status" "$status" 1
like "taken out meanwhile: said" "$err" 'Moved .* to World.*: .*not in the list any more'
"$CORANTO" rename World Earth 2>"$T/e"
sed -i 's/^\[Earth\/Asia\]/[Mars]/' "$CONFIG/feeds"
run "$CORANTO" undo
is "a heading changed meanwhile: status" "$status" 0
like "a heading changed meanwhile: said" "$err" \
	'Renamed World to Earth, but 1 of the 2 lines have been edited'
like "the other is back" "$(cat "$CONFIG/feeds")" '^\[World\] # the world$'
like "and the edited one stays" "$(cat "$CONFIG/feeds")" '^\[Mars\]$'
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
