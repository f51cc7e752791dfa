#!/bin/sh
# Two readers, each with a refresh under way, and many calls at once: nobody
# is told that the cache is locked, and every mark is there.
#
#	crowd.sh [CALLS]
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

calls=${1:-60}
serve "$T/www"
i=0
while [ $i -lt 12 ]; do
	rss "c$i" 40 | page "c$i" application/rss+xml
	echo "$URL/c$i"
	i=$((i + 1))
done >"$T/urls"
rss marked "$calls" | page marked application/rss+xml
rss later 3 | page later application/rss+xml
mkdir -p "$CONFIG"
echo "$URL/marked" >"$CONFIG/feeds"
"$CORANTO" refresh 2>"$T/e"
cat "$T/urls" >>"$CONFIG/feeds"
cat >"$T/later.opml" <<end
<opml version="2.0"><body><outline xmlUrl="$URL/later"/></body></opml>
end

printf 'idle\nkey R\nidle\nkey A\nidle\nkey R\nidle\nshot end\n' >"$T/script"
for reader in 1 2; do
	"$CORANTO" --headless --size 100x20 --script "$T/script" \
		>"$T/reader$reader" 2>"$T/reader$reader.err" &
	eval "reader$reader=\$!"
done

call() {
	name=$1
	shift
	"$CORANTO" "$@" >"$T/call$name.out" 2>"$T/call$name.err" ||
		echo "$*: $?" >>"$T/call$name.bad"
}

pids=
i=1
while [ $i -le "$calls" ]; do
	case $((i % 6)) in
	0) call "$i" list --count is:unread & ;;
	1) call "$i" search "title:marked" & ;;
	2) call "$i" add "$URL/later" & ;;
	3) call "$i" import "$T/later.opml" & ;;
	*) call "$i" mark star "title:\"marked $i\"" & ;;
	esac
	pids="$pids $!"
	i=$((i + 1))
done
wait $pids
wait "$reader1"
is "the first reader ends well" $? 0
wait "$reader2"
is "the second reader ends well" $? 0
cat "$T"/reader*.err "$T"/call*.err >"$T/said"
cat "$T"/reader? >>"$T/said"
unlike "nobody hears of locks" "$(cat "$T/said")" "locked|busy|SQLITE"
unlike "nobody is sent away" "$(cat "$T/said")" "another program|try again"
# To subscribe to what somebody else has just subscribed to is refused.
is "every call ends well" \
	"$(cat "$T"/call*.bad 2>"$T/e" | grep -v '^add ')" ""
is "who cannot add says why" "$(cat "$T"/call*.bad 2>"$T/e" | wc -l)" \
	"$(cat "$T"/call*.err | grep -Ec 'you are subscribed already|is there already, on line')"
marked=0
i=1
while [ $i -le "$calls" ]; do
	[ $((i % 6)) -lt 4 ] || marked=$((marked + 1))
	i=$((i + 1))
done
is "all marks are there" "$("$CORANTO" list --count is:starred)" "$marked"
is "all that was fetched is there" \
	"$("$CORANTO" list --count)" $((12 * 40 + calls + 3))
i=0
while [ $i -lt 3 ]; do
	call "undo$i" undo
	i=$((i + 1))
done
is "undo works" "$(cat "$T"/callundo*.bad 2>"$T/e")" ""
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
