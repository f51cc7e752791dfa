#!/bin/sh
# What goes wrong on the wire is named and harms nothing.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
rss good 3 | page good application/rss+xml
"$CORANTO" add "$URL/good" 2>"$T/e"
for what in notxml empty html cut missing broken; do
	rss "$what" 2 | page "$what" application/rss+xml
	"$CORANTO" add "$URL/$what" 2>"$T/e"
done
is "all is well at first" "$("$CORANTO" list --count)" 15
etags() {
	grep -c '^If-None-Match' "$T/www/log"
}

printf 'this is no feed at all' | page notxml text/plain
: | page empty application/rss+xml
printf '<!doctype html><title>Hello</title><p>A page' | page html text/html
rss cut 9 | page cut application/rss+xml
echo cut=300 >"$T/www/cut.how"
answer missing '404 Not Found' 'ETag: "poison"'
answer broken '500 Oops' 'ETag: "poison"'
echo "http://127.0.0.1:1/refused" >>"$CONFIG/feeds"
echo "http://does-not-exist.invalid/feed" >>"$CONFIG/feeds"

run "$CORANTO" refresh --all
is "some failed: status" "$status" 1
like "the summary counts" "$err" '^9 feeds: 0 new, .*8 failed'
for what in notxml empty html cut missing broken refused; do
	like "$what is named with a reason" "$err" "/$what: .{5}"
done
like "a host that does not exist is named" "$err" 'does-not-exist.invalid/feed: .{5}'
like "404 says 404" "$err" '/missing: .*404'
like "500 says 500" "$err" '/broken: .*500'
is "nothing that was stored is lost" "$("$CORANTO" list --count)" 15
like "feeds shows the errors" "$("$CORANTO" feeds)" '! .*404'
"$CORANTO" feeds --json >"$T/feeds.json"
is "feeds --json has the status" "$(jsonget "$T/feeds.json" 5.status)" 404
is "and counts failures" "$(jsonget "$T/feeds.json" 5.failures)" 1

# An error's validators are not kept.
"$CORANTO" refresh --all 2>"$T/e"
unlike "validators of errors are not sent" "$(cat "$T/www/log")" poison

# What fails is asked less often.
before=$(grep -c '^GET /broken' "$T/www/log")
CORANTO_CLOCK_OFFSET=1800 "$CORANTO" refresh 2>"$T/e"
is "half an hour later: not asked" "$(grep -c '^GET /broken' "$T/www/log")" \
	"$before"
rm "$T/www/cut.how"
for what in notxml empty html cut missing broken; do
	rss "$what" 3 | page "$what" application/rss+xml
done
CORANTO_CLOCK_OFFSET=40000 "$CORANTO" refresh 2>"$T/e"
is "all recover" "$("$CORANTO" list --count)" 21
is "and the error is gone" "$("$CORANTO" feeds | grep -c '! ')" 2

# A feed that ends in the middle of an article that is known takes nothing
# away from it; what is new is shown as far as it goes.
rss half 3 | page half application/rss+xml
"$CORANTO" add "$URL/half" 2>"$T/e"
rss half 3 | sed '/Words of item 2/s/item 2.*/ite/; /Words of ite$/q' |
	page half application/rss+xml
run "$CORANTO" refresh --all
like "cut off: the text is still whole" \
	"$("$CORANTO" show "$("$CORANTO" list --format '%{id}' 'title:"half 2"')")" \
	"^Words of item 2\.\$"
rss half 5 4 | sed '/Words of item 5/s/item 5.*/ite/; /Words of ite$/q' |
	page half application/rss+xml
run "$CORANTO" refresh --all
like "cut off: of a new one what there is" \
	"$("$CORANTO" show "$("$CORANTO" list --format '%{id}' 'title:"half 5"')")" \
	"^Words of ite\$"
rss half 5 4 | page half application/rss+xml
run "$CORANTO" refresh --all
like "and the rest when it comes" \
	"$("$CORANTO" show "$("$CORANTO" list --format '%{id}' 'title:"half 5"')")" \
	"^Words of item 5\.\$"

run "$CORANTO" preview "$URL/nothing"
is "preview of a 404: status" "$status" 1
run "$CORANTO" preview "$T/nothing"
is "preview of no file: status" "$status" 1
run "$CORANTO" preview "$URL/good"
is "preview: status" "$status" 0
like "preview: the feed" "$out" '^good$'
like "preview: a title" "$out" '^good 2$'
like "preview: the text" "$out" 'Words of item 2'
is "preview subscribes to nothing" "$("$CORANTO" feeds | grep -c /good)" 1
done_testing
