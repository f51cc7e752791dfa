#!/bin/sh
# Feeds that moved, and pages that name the feed that was meant.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
later() {	# SECONDS: what is due then
	CORANTO_CLOCK_OFFSET=$1 "$CORANTO" refresh 2>"$T/e"
}

{
	printf 'HTTP/1.1 200 OK\r\nETag: "v1"\r\nContent-Type: application/rss+xml\r\n\r\n'
	rss new 3
} >"$T/www/new.reply"
echo etag >"$T/www/new.how"
answer old '301 Moved Permanently' "Location: $URL/new"
answer temp '302 Found' "Location: $URL/other"
rss other 2 | page other application/rss+xml
"$CORANTO" add --title Mine "$URL/old" 2>"$T/e"
"$CORANTO" add "$URL/temp" 2>"$T/e"
is "redirects are followed" "$("$CORANTO" list --count)" 5
like "once is not enough" "$(cat "$CONFIG/feeds")" "^$URL/old \"Mine\""
later 300
like "nor is twice at once" "$(cat "$CONFIG/feeds")" "^$URL/old \"Mine\""
"$CORANTO" rename "$URL/temp" Other 2>"$T/e"
"$CORANTO" undo 2>"$T/e"
later 7200
like "but twice with an hour between" "$(cat "$CONFIG/feeds")" \
	"^$URL/new \"Mine\""
like "it is said" "$(cat "$T/e")" ": Mine is now at .*/new"
like "302 is for the moment" "$(cat "$CONFIG/feeds")" "^$URL/temp"
: >"$T/www/log"
later 14400
unlike "the old address is not asked any more" "$(cat "$T/www/log")" 'GET /old'
like "the new one is, with its validators" "$(cat "$T/www/log")" \
	'^If-None-Match: "v1"'
is "no article came twice" "$("$CORANTO" list --count)" 5

# It is in the journal, and what the reader takes back stays so.
run "$CORANTO" redo
like "what was undone before can be redone" "$err" '^Redone: Renamed .* to Other$'
run "$CORANTO" undo
is "undone: status" "$status" 0
like "what was undone" "$err" '^Undone: Mine is now at .*/new$'
like "the old address is back" "$(cat "$CONFIG/feeds")" "^$URL/old \"Mine\""
later 16000
later 24000
later 32000
like "and stays" "$(cat "$CONFIG/feeds")" "^$URL/old \"Mine\""
is "with its articles" "$("$CORANTO" list --count)" 5
run "$CORANTO" redo
like "unless it is done again" "$(cat "$CONFIG/feeds")" "^$URL/new \"Mine\""
is "with them, too" "$("$CORANTO" list --count feed:Mine)" 3

# A redirect that does not lead to a feed moves nothing.
rss portal 1 | page portal application/rss+xml
"$CORANTO" add "$URL/portal" 2>"$T/e"
answer portal '301 Moved Permanently' "Location: $URL/login"
echo '<!doctype html><title>Log in</title>' | page login text/html
later 40000
later 50000
later 60000
like "a captive portal moves nothing" "$(cat "$CONFIG/feeds")" "^$URL/portal"

# The page of a site.
echo '<!doctype html><link rel=alternate type=application/rss+xml href=/named><title>Site</title>' |
	page site text/html
rss named 4 | page named application/rss+xml
run "$CORANTO" add "$URL/site"
is "a page that names a feed: status" "$status" 0
is "its articles" "$("$CORANTO" list --count feed:named)" 4
like "the list has the feed" "$(cat "$CONFIG/feeds")" "^$URL/named"
unlike "and not the page" "$(cat "$CONFIG/feeds")" "^$URL/site"

echo '<!doctype html><link rel=alternate type=application/rss+xml href=/lost>' |
	page dead text/html
run "$CORANTO" add "$URL/dead"
is "a page that names what is not there: status" "$status" 1
like "it says so" "$err" '/lost.*404'
echo '<!doctype html><link rel=alternate type=application/rss+xml href=/loop>' |
	page loop text/html
run "$CORANTO" add "$URL/loop"
is "a page that names itself: status" "$status" 1
run "$CORANTO" add "$URL/site"
is "a page whose feed is there already: status" "$status" 1
like "it says so" "$err" 'already'

# A page in the place of a feed that was there does not take it over.
echo '<!doctype html><link rel=alternate type=application/rss+xml href=/other2>' |
	page other text/html
rss other2 4 | page other2 application/rss+xml
later 70000
like "a feed that was there is not given up" "$(cat "$CONFIG/feeds")" \
	"^$URL/temp"
is "the cache is whole" "$("$CORANTO" doctor 2>"$T/e" | head -1)" "cache: whole"
done_testing
