#!/bin/sh
# refresh over HTTP: what is asked for, when, and what is kept.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
requests() {
	grep -c "^GET /$1 " "$T/www/log"
}
later() {	# SECONDS COMMAND…
	CORANTO_CLOCK_OFFSET=$1
	export CORANTO_CLOCK_OFFSET
	shift
	run "$CORANTO" "$@"
	unset CORANTO_CLOCK_OFFSET
}

run "$CORANTO" refresh
is "no feeds: status" "$status" 1
like "no feeds: what to do" "$err" 'there are no feeds yet.*add URL'
rss one 3 | page one application/rss+xml
run "$CORANTO" add "$URL/one"
is "add over HTTP: status" "$status" 0
is "its articles" "$("$CORANTO" list --count)" 3

run "$CORANTO" refresh
is "not due: status" "$status" 0
like "not due: nothing to do" "$err" '^nothing to fetch yet'
is "not due: not asked" "$(requests one)" 1
run "$CORANTO" refresh --all
like "--all asks" "$err" '^1 feed: 0 new'
is "--all asked" "$(requests one)" 2
rss one 5 | page one application/rss+xml
later 7200 refresh
like "two hours later it is due" "$err" '^1 feed: 2 new'
is "new ones are there" "$("$CORANTO" list --count)" 5

# Words of a feed are safe.
printf '<rss version="2.0"><channel><title>A\302\233B &amp;#27;]0;x</title><item><guid>e</guid><title>T\302\2331m &#8238;olleh &amp;#27;[31m</title><description>d</description></item></channel></rss>' |
	page evil application/rss+xml
"$CORANTO" add "$URL/evil" 2>"$T/e"
for form in "list" "list --json" "list --format %{title}" "feeds" \
	"feeds --json" "search olleh --json"; do
	if "$CORANTO" $form >"$T/out" &&
	   ! LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$T/out" &&
	   ! LC_ALL=C grep -q "$(printf '\302[\200-\237]')" "$T/out" &&
	   ! LC_ALL=C grep -q "$(printf '\342\200\256')" "$T/out"; then
		pass "$form: no controls"
	else
		fail "$form: no controls" "$(od -c "$T/out" | head -20)"
	fi
done

# Validators come back as they were.
{
	printf 'HTTP/1.1 200 OK\r\nETag: W/"odd one"\r\nLast-Modified: Tue, 03 Nov 2020 00:00:00 GMT\r\nContent-Type: application/rss+xml\r\n\r\n'
	rss tagged 2
} >"$T/www/tagged.reply"
"$CORANTO" add "$URL/tagged" 2>"$T/e"
run "$CORANTO" refresh --all tagged
like "a query chooses feeds" "$err" '^1 feed:'
like "the etag comes back" "$(cat "$T/www/log")" '^If-None-Match: W/"odd one"'
like "the date comes back" "$(cat "$T/www/log")" \
	'^If-Modified-Since: Tue, 03 Nov 2020 00:00:00 GMT'
like "the user agent names us" "$(cat "$T/www/log")" \
	'^User-Agent: coranto/[0-9.]* \(\+http'
echo etag >"$T/www/tagged.how"
run "$CORANTO" refresh --all feed:tagged
is "304: status" "$status" 0
like "304: nothing new" "$err" '^1 feed: 0 new$'
is "304: nothing lost" "$("$CORANTO" list --count feed:tagged)" 2

run "$CORANTO" refresh nosuchfeed
is "a query without feeds: status" "$status" 1

# Wait where the server said so.
answer busy '429 Too Many Requests' 'Retry-After: 5000'
run "$CORANTO" add "$URL/busy"
is "429: status" "$status" 1
like "429: the feed is named" "$err" '/busy: '
run "$CORANTO" refresh --all busy
is "not even --all asks again" "$(requests busy)" 1
later 4000 refresh
is "nor does the schedule" "$(requests busy)" 1
later 6000 refresh
is "but afterwards it does" "$(requests busy)" 2

# Gone.
echo "$URL/gone" >>"$CONFIG/feeds"
answer gone '410 Gone'
"$CORANTO" refresh gone 2>"$T/e"
later 200000 refresh --all
is "a feed that is gone is not asked again" "$(requests gone)" 1
like "and is shown as paused" "$("$CORANTO" feeds)" 'paused'

# Two refreshes at once.
i=0
while [ $i -lt 20 ]; do
	rss "m$i" 20 | page "m$i" application/rss+xml
	echo "$URL/m$i" >>"$CONFIG/feeds"
	i=$((i + 1))
done
"$CORANTO" refresh --all 2>"$T/e1" &
first=$!
"$CORANTO" refresh --all 2>"$T/e2"
wait $first
is "two refreshes at once: each article once" \
	"$("$CORANTO" list --count url:example.com/m)" 400
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
