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
is "--format source" "$("$CORANTO" show --format source "$id")" \
	"$("$CORANTO" show --html "$id")"
run "$CORANTO" show --markdown "$id"
like "--markdown: title" "$out" '^# A headline$'
like "--markdown: who and when" "$out" '^Feed · Ann · Thu 22 Jan 2026 14:02\\$'
like "--markdown: text" "$out" '^First \*\*bold\*\* words'
like "--markdown: enclosure" "$out" \
	'^- \[Enclosure\]\(http://example.com/a.mp3\) \(audio/mpeg, 12 kB\)$'
is "--format markdown" "$("$CORANTO" show --format markdown "$id")" "$out"
run "$CORANTO" show --format html "$id"
like "--format html: title" "$out" '^<title>A headline</title>$'
like "--format html: text" "$out" 'First <strong>bold</strong> words'
unlike "--format html: no script" "$out" alert
run "$CORANTO" show --format pdf "$id"
is "--format pdf: status" "$status" 2
"$CORANTO" show --json "$id" >"$T/a.json"
is "--json: title" "$(jsonget "$T/a.json" title)" "A headline"
is "--json: id" "$(jsonget "$T/a.json" id)" "$id"
is "--json: categories" "$(jsonget "$T/a.json" categories.1)" Two
is "--json: enclosure" "$(jsonget "$T/a.json" enclosures.0.length)" 12345
is "--json: guid" "$(jsonget "$T/a.json" guid)" g-1
like "--json: html" "$(jsonget "$T/a.json" html)" '<b>bold</b>'

# What was edited.
run "$CORANTO" show --changes "$id"
is "--changes without any: status" "$status" 1
like "--changes without any" "$err" 'no earlier text'
sed 's/A headline/A new headline/; s/many more of them/few of them/' \
	"$T/f.xml" >"$T/g.xml"
mv "$T/g.xml" "$T/f.xml"
"$CORANTO" refresh --all 2>"$T/e"
run "$CORANTO" show --changes "$id"
like "--changes: the title" "$out" '^Title: A \{\+new \+\}headline$'
like "--changes: the text" "$out" 'then \[-many more-\]\{\+few\+\} of them so'
like "--changes: when" "$out" '^Updated [A-Z]'
is "--format changes" "$("$CORANTO" show --format changes "$id")" "$out"
"$CORANTO" show --json "$id" >"$T/v.json"
is "--json: versions" "$(jsonget "$T/v.json" versions)" 1
is "--json: the title before" "$(jsonget "$T/v.json" versions.0.title)" \
	"A headline"

# What feeds say beside the text.
cat >"$T/p.xml" <<'XML'
<rss version="2.0"><channel><title>Pod</title><item><title>An episode</title>
<link>http://example.com/e</link><itunes:season>2</itunes:season>
<itunes:episode>14</itunes:episode><slash:comments>34</slash:comments>
<comments>http://example.com/e#c</comments>
<wfw:commentRss>http://example.com/e/feed</wfw:commentRss>
<source url="http://paper.example/feed">The Paper</source>
<enclosure url="http://example.com/e.mp3" type="audio/mpeg" length="31000000"/>
<itunes:duration>43:10</itunes:duration>
<podcast:transcript url="http://example.com/e.vtt" type="text/vtt" language="en"/>
<media:content url="http://example.com/fog.jpg" medium="image"><media:title>Fog</media:title><media:credit>Bo Ek</media:credit></media:content>
<description>Words.</description></item></channel></rss>
XML
"$CORANTO" add "file://$T/p.xml" 2>"$T/e"
run "$CORANTO" show http://example.com/e
like "episode" "$out" '^Season 2, episode 14$'
like "source" "$out" '^via The Paper$'
like "comments" "$out" '^Comments \(34\): http://example.com/e#c$'
like "sound" "$out" '^Enclosure: http://example.com/e.mp3 \(audio/mpeg, 44 min, 31 MB\)$'
like "transcript" "$out" '^Transcript \(en\): http://example.com/e.vtt \(text/vtt\)$'
like "picture" "$out" '^Picture: Fog: http://example.com/fog.jpg, Bo Ek$'
like "preview says the same" "$("$CORANTO" preview "$T/p.xml")" '^Season 2, episode 14$'
like "preview: picture" "$("$CORANTO" preview "$T/p.xml")" '^Picture: Fog: http://example.com/fog.jpg, Bo Ek$'
"$CORANTO" show --json http://example.com/e >"$T/p.json"
is "--json: season" "$(jsonget "$T/p.json" season)" 2
is "--json: episode" "$(jsonget "$T/p.json" episode)" 14
is "--json: comments" "$(jsonget "$T/p.json" n_comments)" 34
is "--json: feed of comments" "$(jsonget "$T/p.json" comments_feed)" http://example.com/e/feed
is "--json: source" "$(jsonget "$T/p.json" source.title)" "The Paper"
is "--json: enclosures are no pictures" "$(jsonget "$T/p.json" enclosures.1.url)" ""
is "--json: transcript" "$(jsonget "$T/p.json" resources.1.kind) $(jsonget "$T/p.json" resources.1.language)" "transcript en"
is "--json: picture" "$(jsonget "$T/p.json" resources.2.credit)" "Bo Ek"
"$CORANTO" list --json title:episode >"$T/l.json"
is "list --json" "$(jsonget "$T/l.json" 0.season) $(jsonget "$T/l.json" 0.episode) $(jsonget "$T/l.json" 0.n_comments)" "2 14 34"
sed 's/>34</>35</' "$T/p.xml" >"$T/q.xml" && mv "$T/q.xml" "$T/p.xml"
run "$CORANTO" refresh --all
unlike "a count is no update" "$out$err" updated
"$CORANTO" show --json http://example.com/e >"$T/p.json"
is "but it is the new one" "$(jsonget "$T/p.json" n_comments)" 35

run "$CORANTO" show 12
is "no such id: status" "$status" 1
run "$CORANTO" show http://example.com/none
is "no such address: status" "$status" 1
like "no such address: named" "$err" 'example.com/none'
run "$CORANTO" show --width 0 "$id"
is "no width: status" "$status" 2
done_testing
