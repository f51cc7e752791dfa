#!/bin/sh
# show: one article as text, HTML, JSON.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

cat >"$T/f.xml" <<'XML'
<rss version="2.0"><channel><title>Feed</title><item>
<title>A headline</title><link>http://example.com/a</link><guid isPermaLink="false">g-1</guid>
<author>ann@example.com (Ann)</author><pubDate>Thu, 22 Jan 2026 14:02:00 GMT</pubDate>
<category>One</category><category>Two</category>
<enclosure url="http://example.com/a.mp3" type="audio/mpeg" length="12345"/>
<description>&lt;p&gt;First &lt;b&gt;bold&lt;/b&gt; words, then many more of them so that this paragraph does not fit on a single line of text.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>
</item></channel></rss>
XML
"$CORANTO" add "file://$T/f.xml" 2>"$T/e"
id=$("$CORANTO" list --format '%{id}')

run "$CORANTO" show "$id"
is "by id: status" "$status" 0
like "the title" "$out" '^A headline$'
like "who and when" "$out" 'Feed · Ann · Thu 22 Jan 2026 14:02'
like "the address" "$out" '^http://example.com/a$'
like "the text" "$out" 'First bold words'
unlike "no script" "$out" alert
like "the enclosure" "$out" 'a.mp3 \(audio/mpeg, 12 kB\)'
is "by address" "$("$CORANTO" show http://example.com/a)" "$out"
is "by guid" "$("$CORANTO" show g-1)" "$out"
is "showing does not mark" "$("$CORANTO" list --count is:unread)" 1

narrow=$("$CORANTO" show --width 30 "$id" | awk 'length > 60' | wc -l | tr -d ' ')
is "--width" "$narrow" 0
like "--html" "$("$CORANTO" show --html "$id")" '<b>bold</b>'
"$CORANTO" show --json "$id" >"$T/a.json"
is "--json: title" "$(jsonget "$T/a.json" title)" "A headline"
is "--json: id" "$(jsonget "$T/a.json" id)" "$id"
is "--json: categories" "$(jsonget "$T/a.json" categories.1)" Two
is "--json: enclosure" "$(jsonget "$T/a.json" enclosures.0.length)" 12345
is "--json: guid" "$(jsonget "$T/a.json" guid)" g-1
like "--json: html" "$(jsonget "$T/a.json" html)" '<b>bold</b>'

run "$CORANTO" show 12
is "no such id: status" "$status" 1
run "$CORANTO" show http://example.com/none
is "no such address: status" "$status" 1
like "no such address: named" "$err" 'example.com/none'
run "$CORANTO" show --width 0 "$id"
is "no width: status" "$status" 2
done_testing
