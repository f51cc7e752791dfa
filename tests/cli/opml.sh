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
like "refused by name and line" "$err" 'line 5: refused exec:touch pwned: only http'
like "an address that cannot be one" "$err" 'line 7: refused .*spaces'
like "what was named twice is told apart" "$err" ', 1 named twice, 3 refused$'
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
rm -rf "${T:?}/home/.config" "${T:?}/home/.local"
run "$CORANTO" import "$T/out.opml"
is "round trip: status" "$status" 0
is "round trip: the same list" "$(cat "$CONFIG/feeds")" "$(cat "$T/before")"
"$CORANTO" import - <"$T/out.opml" 2>"$T/e"
like "standard input is read" "$(cat "$T/e")" '2 already there'

cp "$CONFIG/feeds" "$T/kept"
cat >"$CONFIG/feeds" <<'END'
query: "is:unread" "Unread"
http://example.com/top

[World]
http://example.com/a
query: "a OR \"b c\" <&" "A & \"b\""
http://example.com/b

[Only smart]
query: "newer:3d"
END
cp "$CONFIG/feeds" "$T/before"
"$CORANTO" export >"$T/smart.opml"
like "a smart feed is an outline of its own" "$(cat "$T/smart.opml")" \
	'<outline text="Unread" coranto:query="is:unread"/>'
rm -rf "${T:?}/home/.config" "${T:?}/home/.local"
run "$CORANTO" import "$T/smart.opml"
is "smart feeds: round trip" "$(sed "/^#/d" "$CONFIG/feeds" | sed 1d)" "$(cat "$T/before")"
like "smart feeds are counted apart" "$err" \
	'^Subscribed to 3 feeds and 3 smart feeds'
"$CORANTO" feeds --json >"$T/feeds.json"
is "smart feeds are among the feeds" "$(jsonget "$T/feeds.json" 0.kind)" smart
is "smart feeds: query" "$(jsonget "$T/feeds.json" 0.query)" is:unread
is "smart feeds: order" "$(jsonget "$T/feeds.json" 3.title)" 'A & "b"'
is "smart feeds: folder" "$(jsonget "$T/feeds.json" 5.folder)" 'Only smart'
like "smart feeds: a line" "$("$CORANTO" feeds)" '^ *[0-9?]+ +[0-9?]+  smart  +Unread  is:unread$'
ok "smart: is a query" "$CORANTO" list smart:unread
ok "smart: beside words" "$CORANTO" list --count -- boats '-smart:A & "b"'
run "$CORANTO" list smart:nobody
is "smart: of no such title" "$status" 2
run "$CORANTO" import "$T/smart.opml"
like "smart feeds: again" "$err" '^Subscribed to 0 feeds, 6 already there'
ok "an import is undone" "$CORANTO" undo
run "$CORANTO" undo
is "smart feeds go with it" "$(grep -c query "$CONFIG/feeds")" 0
cp "$T/kept" "$CONFIG/feeds"

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
like "an import of nothing says so" "$err" 'no feed in that file'
is "bad files change nothing" "$(cat "$CONFIG/feeds")" "$(cat "$T/before")"

"$CORANTO" add "http://user:secret@127.0.0.1:1/feed" 2>"$T/e"
unlike "secrets are not said" "$(cat "$T/e")" secret
run "$CORANTO" export
unlike "secrets are not exported" "$out" secret
like "that is said" "$err" 'without the user name and password of 1 address: --with-secrets'
"$CORANTO" export >"$T/bare.opml" 2>"$T/e"
cp "$CONFIG/feeds" "$T/before"
run "$CORANTO" import "$T/bare.opml"
ok "what is there with a password is there" cmp "$CONFIG/feeds" "$T/before"
run "$CORANTO" export opml --with-secrets
like "unless they are asked for" "$out" 'user:secret@127'
is "then nothing is said" "$err" ""
run "$CORANTO" export /dev/null/x
is "export to nowhere: status" "$status" 1

# What coranto knows of a feed comes back, and the file is the same again.
fresh() {
	rm -rf "${T:?}/home/.config" "${T:?}/home/.local"
	mkdir -p "$CONFIG"
}
fresh
rss paper 1 >"$T/paper.xml"
cat >"$CONFIG/feeds" <<'LIST'
# a comment
https://a.example/feed "A \"title\"" ttl=5 x="a \"b\" #c"
[AC∕DC/日本 🎸]
https://b.example/ y=#1
[Empty]
[]
https://c.example/
[AC∕DC/日本 🎸]
https://d.example/ "مرحبا"
[Empty/too]
LIST
"$CORANTO" export >"$T/1.opml"
like "a slash in a name is one for others" "$(cat "$T/1.opml")" 'text="AC/DC"'
grep -v '^#' "$CONFIG/feeds" >"$T/list"
fresh
run "$CORANTO" import "$T/1.opml"
is "ours: status" "$status" 0
is "ours: the same list" "$(grep -v '^#' "$CONFIG/feeds" | grep .)" \
	"$(cat "$T/list")"
"$CORANTO" export >"$T/2.opml"
ok "ours: the same file" cmp "$T/1.opml" "$T/2.opml"
cp "$CONFIG/feeds" "$T/before"
run "$CORANTO" import "$T/1.opml"
is "ours again: nothing is added" "$err" 'Subscribed to 0 feeds, 4 already there'
ok "ours again: the list is as it was" cmp "$CONFIG/feeds" "$T/before"
run "$CORANTO" undo
is "an import is undone" "$err" 'Undone: Subscribed to 4 feeds'
is "nothing of it stays" "$(grep -v '^#' "$CONFIG/feeds" | grep .)" ""

# The title of the publisher does not become the reader's own.
fresh
cat >"$T/titled.opml" <<'XML'
<opml version="2.0" xmlns:c="https://github.com/coranto/coranto/opml"><body>
<outline text="Theirs" xmlUrl="http://example.com/1" htmlUrl="http://example.com/" c:name=""/>
<outline text="Mine" xmlUrl="http://example.com/2" c:name="Mine"/>
<outline text="Whose?" xmlUrl="http://example.com/3" c:settings="a=1 nonsense"/>
</body></opml>
XML
run "$CORANTO" import "$T/titled.opml"
like "settings that are none are said" "$err" 'line 4: not all settings'
is "only the reader's own are in the list" "$(grep '^http' "$CONFIG/feeds")" \
'http://example.com/1
http://example.com/2 "Mine"
http://example.com/3 "Whose?" a=1'
like "the others are shown all the same" "$("$CORANTO" feeds)" Theirs
like "and exported" "$("$CORANTO" export)" \
	'text="Theirs" .*htmlUrl="http://example.com/" coranto:name=""'

# Programs without folders say them in categories.
fresh
cat >"$T/category.opml" <<'XML'
<opml version="2.0"><body>
<outline text="1" xmlUrl="http://example.com/1" category="/World/Asia"/>
<outline text="2" xmlUrl="http://example.com/2" category="World"/>
<outline text="3" xmlUrl="http://example.com/3" category="news, /Music/New"/>
<outline text="F"><outline text="4" xmlUrl="http://example.com/4" category="World"/></outline>
<outline text="5" type="rss" url="http://example.com/5"/>
<outline text="6" type="HTML+XPath" xmlUrl="http://example.com/6"/>
<outline text="7" xmlUrl="http://example.com/7" filtercmd="sort"/>
<outline text="8" type="rss"/>
<outline text="not a folder"/>
</body></opml>
XML
run "$CORANTO" import "$T/category.opml"
is "categories are folders at the top only" \
	"$(grep -v '^#' "$CONFIG/feeds" | grep .)" 'http://example.com/5 "5"
http://example.com/7 "7"
[World/Asia]
http://example.com/1 "1"
[World]
http://example.com/2 "2"
[Music/New]
http://example.com/3 "3"
[F]
http://example.com/4 "4"'
like "pages that rules take apart are no feeds" "$err" \
	'line 7: refused http://example.com/6'
like "filters of others are said" "$err" 'a command of another program'
like "feeds without an address are said" "$err" 'line 9: a feed without an address'

cat >"$T/kinds.opml" <<'XML'
<opml version="1.0" xmlns:rssguard="https://rssguard"><body>
<outline title="Art"><outline title="Alone"><outline title="Alone" xmlUrl="feed://example.com/a"/></outline>
<outline title="Two"><outline title="Two" xmlUrl="feed:https://example.com/b"/><outline title="Three" xmlUrl="itpc://example.com/c" rssguard:postProcess="sed"/></outline></outline>
<outline title="Deep"><outline title="Deep" xmlUrl="http://example.com/d"/><outline title="er"><outline title="x" xmlUrl="HTTP://example.com/e"/></outline></outline>
</body></opml>
XML
fresh
run "$CORANTO" import "$T/kinds.opml"
is "a folder of one feed, named like it, is none; feed: is the web" \
	"$(grep -v '^#' "$CONFIG/feeds" | grep .)" '[Art]
http://example.com/a "Alone"
[Art/Two]
https://example.com/b "Two"
http://example.com/c "Three"
[Deep]
http://example.com/d "Deep"
[Deep/er]
HTTP://example.com/e "x"'
like "a filter in a namespace" "$err" 'a command of another program'
done_testing
