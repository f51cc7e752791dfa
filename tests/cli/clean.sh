#!/bin/sh
# clean: what would go, what goes, archived feeds, the space.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
rss busy 60 | page busy application/rss+xml
rss calm 10 | page calm application/rss+xml
mkdir -p "$CONFIG"
printf '%s\n' "$URL/busy keep-articles=20" '[Calm] keep-unread=off' \
	"$URL/calm" >"$CONFIG/feeds"
"$CORANTO" refresh 2>"$T/e"

run "$CORANTO" clean --dry-run
is "unread articles are kept: status" "$status" 0
like "and nothing is to go" "$err" '^nothing is to go$'
"$CORANTO" mark read --all 2>"$T/e"
run "$CORANTO" clean --dry-run
like "what would go, by feed" "$out" '^ *40 .* busy '
like "and in all" "$out" '^ *40 .*in all, of 1 feed$'
is "a dry run changes nothing" "$("$CORANTO" list --count)" 70
"$CORANTO" clean --dry-run --json >"$T/plan"
is "as JSON: in all" "$(jsonget "$T/plan" articles)" 40
is "as JSON: the feed" "$(jsonget "$T/plan" feeds.0.articles)" 40
is "as JSON: its address" "$(jsonget "$T/plan" feeds.0.url)" "$URL/busy"

"$CORANTO" mark star 'feed:busy title:"busy 7"' 2>"$T/e"
run "$CORANTO" clean
is "clean: status" "$status" 0
like "it says what went" "$err" '^(39|40) articles of 1 feed are gone$'
left=$("$CORANTO" list --count)
like "what is left" "$left" '^3[01]$'
is "the star is among it" "$("$CORANTO" list --count is:starred)" 1
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
run "$CORANTO" clean
like "again: nothing" "$err" '^Nothing is to go$'
"$CORANTO" refresh --all 2>"$T/e"
is "what went does not come again" "$("$CORANTO" list --count)" "$left"

# By age, which a document that lists the articles holds off.
echo 'set keep-days 30' >"$CONFIG/config"
export CORANTO_CLOCK_OFFSET=$((40 * 86400))
run "$CORANTO" clean --dry-run
like "what a feed lists has no age" "$err" '^nothing is to go$'
rss calm 2 100 | page calm application/rss+xml
"$CORANTO" refresh --all 2>"$T/e"
like "refresh cleans by itself" "$(cat "$T/e")" '^coranto refresh: .* gone$'
is "the old ones of the calm one went" "$("$CORANTO" list --count feed:calm)" 2
"$CORANTO" refresh --all 2>"$T/e"
unlike "but once a day" "$(cat "$T/e")" gone
unset CORANTO_CLOCK_OFFSET

# Archived feeds.
run "$CORANTO" clean --archived
like "no feed is archived" "$err" '^No feed is archived$'
"$CORANTO" remove "$URL/busy" 2>"$T/e"
busy=$("$CORANTO" feeds --archived)
like "it is listed" "$busy" '^ *(2[0-9]) .* busy '
"$CORANTO" feeds --archived --json >"$T/archived"
is "as JSON" "$(jsonget "$T/archived" 0.url)" "$URL/busy"
like "since when" "$(jsonget "$T/archived" 0.archived)" '^20..-..-..T'
"$CORANTO" clean 2>"$T/e"
"$CORANTO" undo 2>"$T/e"
is "it comes back whole" "$("$CORANTO" list --count is:starred)" 1
"$CORANTO" remove "$URL/busy" "$URL/calm" 2>"$T/e"
run "$CORANTO" clean --dry-run --archived
is "both would be purged" "$(echo "$out" | grep -c "$URL")" 2
like "with a warning" "$err" 'cannot be undone'
run "$CORANTO" clean --archived "$URL/other"
is "another one is none" "$status" 1
like "and says so" "$err" 'is no feed that was unsubscribed from'
run "$CORANTO" clean --archived "$URL/calm"
like "one is purged" "$err" '^[23] articles and 1 feed are gone$'
is "the other is there" "$("$CORANTO" feeds --archived | grep -c "$URL")" 1
run "$CORANTO" clean --archived
is "all are purged: status" "$status" 0
is "nothing is left" "$("$CORANTO" feeds --archived)" ""
is "and the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"

run "$CORANTO" clean 'is:read'
is "a query is none of its arguments" "$status" 2
run "$CORANTO" clean --archive
like "an option with a typing error" "$err" 'did you mean --archived'

# A file of an older coranto.
zstd -dqf "$SRCDIR/tests/data/cache-3.db.zst" -o "$DB" || skip_rest=1
if [ -z "$skip_rest" ]; then
	rm -f "$DB-wal" "$DB-shm" "$CONFIG/feeds"
	before=$("$CORANTO" list --count)
	run "$CORANTO" clean
	is "an old file: status" "$status" 0
	like "it is made anew" "$err" '^making the file anew, once'
	is "with all that was in it" "$("$CORANTO" list --count)" "$before"
	run "$CORANTO" clean
	unlike "once" "$err" 'anew'
fi
done_testing
