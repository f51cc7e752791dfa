#!/bin/sh
# kill -9 in the middle of a refresh: marks survive, the cache is whole.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
i=0
while [ $i -lt 30 ]; do
	rss "k$i" 50 | page "k$i" application/rss+xml
	echo "$URL/k$i"
	i=$((i + 1))
done >"$T/urls"
mkdir -p "$CONFIG"
head -n 1 "$T/urls" >"$CONFIG/feeds"
"$CORANTO" refresh 2>"$T/e"
"$CORANTO" mark read 'title:"k0 7"' 2>"$T/e"
"$CORANTO" mark star 'title:"k0 8"' 2>"$T/e"
cp "$T/urls" "$CONFIG/feeds"

# The last feed stands at a gate, so the refresh is surely under way: it is
# killed once there are as many articles as the round asks for.
mkfifo "$T/www/gate"
echo gate >"$T/www/k29.how"
for want in 100 700 1450; do
	"$CORANTO" refresh --all 2>"$T/e" &
	pid=$!
	until [ "$("$CORANTO" list --count)" -ge $want ]; do
		kill -0 $pid || break
	done
	kill -9 $pid
	wait $pid 2>"$T/e"
	is "killed at $want: the cache is whole" \
		"$("$CORANTO" doctor | head -1)" "cache: whole"
	is "killed at $want: read stays read" \
		"$("$CORANTO" list --count feed:k0 is:read)" 1
	is "killed at $want: the star stays" \
		"$("$CORANTO" list --count is:starred)" 1
	ok "killed at $want: nothing is lost" \
		test "$("$CORANTO" list --count)" -ge $want
done
rm "$T/www/k29.how"
run "$CORANTO" refresh --all
is "afterwards: status" "$status" 0
is "afterwards: everything is there" "$("$CORANTO" list --count)" 1500
is "and is found" "$("$CORANTO" search --count 'title:"k29 50"')" 1
done_testing
