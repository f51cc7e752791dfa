#!/bin/sh
# A disk that takes nothing more: each mark is taken back on the screen, with
# the reason; what was there stays.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

mkdir -p "$CONFIG"
echo "set restore off" >"$CONFIG/config"
rss alpha 12 >"$T/alpha.xml"
"$CORANTO" add "file://$T/alpha.xml" 2>"$T/e"
"$CORANTO" mark tag kept "title:alpha" 2>"$T/e"
before=$("$CORANTO" list --format '%{id}')

# full STEPS: what they show on a disk that takes no more than 32 KB a file,
# which is what is needed to read.
full() {
	printf 'idle\nkey gg j j <Enter>\nidle\n%s\nidle\nshot x\n' "$1" \
		>"$T/script"
	(
		trap '' XFSZ
		ulimit -f 64
		"$CORANTO" --headless --size 72x20 --script "$T/script"
	) >"$T/shot" 2>&1
}
is_back() {
	like "$1: the reason is said" "$(cat "$T/shot")" \
		'cannot be written: check the space'
	is "$1: every row is there, and as it was" \
		"$(grep -c '^ ●  .*alpha [0-9]*  *+kept$' "$T/shot")" 12
}
full 'key D'
is_back "delete"
full 'key 5 D'
is_back "delete five"
full 'key t
type news
key <Enter>'
is_back "tag"
full 'type :untag kept -- title:alpha
key <Enter>'
is_back "untag by query"
full 'type :delete title:alpha
key <Enter>'
is_back "delete by query"
full 'key A'
is_back "mark all read"
full 'type :star is:unread
key <Enter>'
is_back "star by query"
is "nothing of it is in the cache" "$("$CORANTO" list --format '%{id}' \
	is:unread -is:starred)" "$before"
run "$CORANTO" undo
like "nor in the journal" "$err" '^Undone: Tagged 12 .kept.$'
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
