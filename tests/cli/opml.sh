#!/bin/sh
# import and export.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

cat >"$T/in.opml" <<'XML'
<?xml version="1.0"?><opml version="2.0"><head><title>x</title></head><body>
<outline text="Top &amp; co" xmlUrl="http://example.com/top"/>
<outline text="World"><outline text="Asia/Pacific"><outline text="Deep" xmlUrl="https://example.com/deep?a=1&amp;b=2"/></outline>
<outline text="Twice" xmlUrl="http://example.com/top"/></outline>
<outline text="Bad" xmlUrl="exec:touch pwned"/>
<outline text="Worse" xmlUrl="file:///etc/passwd"/>
<outline text="Worst" xmlUrl="http://example.com/a b"/>
</body></opml>
XML
run "$CORANTO" import "$T/in.opml"
is "refusals: status" "$status" 1
like "what was done" "$err" '^Subscribed to 2 feeds'
like "refused by name" "$err" 'exec:touch pwned'
like "files are refused" "$err" 'file:///etc/passwd'
is "two are in the list" "$(grep -c '^http' "$CONFIG/feeds")" 2
unlike "the others are not" "$(cat "$CONFIG/feeds")" 'exec|passwd'
like "folders nest" "$(cat "$CONFIG/feeds")" '^\[World/Asia∕Pacific\]$'
is "import fetches nothing" "$("$CORANTO" feeds | grep -c never)" 2

run "$CORANTO" import "$T/in.opml"
like "again: nothing new" "$err" '^Subscribed to 0 feeds'

"$CORANTO" export >"$T/out.opml"
ok "export to a file" "$CORANTO" export opml "$T/out2.opml"
ok "the same" cmp "$T/out.opml" "$T/out2.opml"
cp "$CONFIG/feeds" "$T/before"
rm -r "${T:?}/home/.config" "${T:?}/home/.local"
run "$CORANTO" import "$T/out.opml"
is "round trip: status" "$status" 0
is "round trip: the same list" "$(cat "$CONFIG/feeds")" "$(cat "$T/before")"
"$CORANTO" import - <"$T/out.opml" 2>"$T/e"
like "standard input is read" "$(cat "$T/e")" '2 already there'

cp "$CONFIG/feeds" "$T/before"
printf 'hello' >"$T/text"
printf '<opml><body><outline' >"$T/damaged"
: >"$T/empty"
for f in text empty; do
	run "$CORANTO" import "$T/$f"
	is "import of $f: status" "$status" 1
	like "import of $f: named" "$err" "$T/$f"
done
run "$CORANTO" import "$T/nothing"
is "import of no file: status" "$status" 1
run "$CORANTO" import "$T/damaged"
is "bad files change nothing" "$(cat "$CONFIG/feeds")" "$(cat "$T/before")"

"$CORANTO" add "http://user:secret@127.0.0.1:1/feed" 2>"$T/e"
unlike "secrets are not said" "$(cat "$T/e")" secret
unlike "secrets are not exported" "$("$CORANTO" export)" secret
run "$CORANTO" export /dev/null/x
is "export to nowhere: status" "$status" 1
done_testing
