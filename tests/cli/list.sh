#!/bin/sh
# list and search.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

is "no cache: count" "$("$CORANTO" list --count)" 0
is "no cache: json" "$("$CORANTO" list --json | tr -d '\n')" "[]"
run "$CORANTO" list
is "no cache: status" "$status" 0
ok "looking makes nothing" test ! -e "$HOME/.local/share/coranto"

rss alpha 30 >"$T/alpha.xml"
cat >"$T/beta.xml" <<'XML'
<feed xmlns="http://www.w3.org/2005/Atom"><title>Béta "quoted"</title>
<entry><id>b1</id><title>Zwölf Boxkämpfer</title><author><name>Ann Onym</name></author>
<link href="http://example.org/b1"/><updated>2021-01-02T03:04:00Z</updated>
<content type="html">&lt;p&gt;A sentence with the word xylomancy in it.&lt;/p&gt;</content></entry>
</feed>
XML
"$CORANTO" add "file://$T/alpha.xml" "file://$T/beta.xml" 2>"$T/e"

is "list --count" "$("$CORANTO" list --count)" 31
is "list: a line each" "$("$CORANTO" list | wc -l | tr -d ' ')" 31
like "the newest comes first" "$("$CORANTO" list | head -n 1)" 'Zwölf Boxkämpfer'
is "list --limit" "$("$CORANTO" list --limit 7 | wc -l | tr -d ' ')" 7
is "list --limit --count" "$("$CORANTO" list --limit 7 --count)" 7
is "a query" "$("$CORANTO" list --count feed:alpha)" 30
is "words apart are one query" "$("$CORANTO" list --count feed:alpha -- -nothing)" 30
is "--format" \
	"$("$CORANTO" list --format '%{title}\t%{author}|%%{link}' xylomancy)" \
	"$(printf 'Zwölf Boxkämpfer\tAnn Onym|%%{link}')"
is "--format: dates, marks" \
	"$("$CORANTO" list --format '%{published} %{unread}%{starred}' xylomancy)" \
	"2021-01-02T03:04:00Z 10"
is "--format: feed" "$("$CORANTO" list --format '%{feed_url}' xylomancy)" \
	"file://$T/beta.xml"
is "search: diacritics do not count" "$("$CORANTO" search --count zwolf)" 1
is "search: nothing found" "$("$CORANTO" search --count nosuchword)" 0
run "$CORANTO" search nosuchword
is "search: nothing found is no failure" "$status" 0

"$CORANTO" search --json xylomancy >"$T/s.json"
is "search --json: one" "$(jsonget "$T/s.json")" 1
is "search --json: title" "$(jsonget "$T/s.json" 0.title)" "Zwölf Boxkämpfer"
is "search --json: feed" "$(jsonget "$T/s.json" 0.feed)" 'Béta "quoted"'
is "search --json: link" "$(jsonget "$T/s.json" 0.link)" "http://example.org/b1"
is "search --json: published" "$(jsonget "$T/s.json" 0.published)" \
	"2021-01-02T03:04:00Z"
is "search --json: updated" "$(jsonget "$T/s.json" 0.updated)" \
	"2021-01-02T03:04:00Z"
is "search --json: edited" "$(jsonget "$T/s.json" 0.edited)" false
is "search --json: unread" "$(jsonget "$T/s.json" 0.unread)" true
is "search --json: starred" "$(jsonget "$T/s.json" 0.starred)" false
like "search --json: snippet" "$(jsonget "$T/s.json" 0.snippet)" xylomancy
"$CORANTO" list --json >"$T/l.json"
is "list --json: all" "$(jsonget "$T/l.json")" 31
is "list --json: the last" "$(jsonget "$T/l.json" 30.title)" "alpha 1"

# Output that cannot be written.
if [ -e /dev/full ]; then
	"$CORANTO" list >/dev/full 2>"$T/e"
	is "a full disk: status" "$?" 1
	like "a full disk: why" "$(cat "$T/e")" 'cannot write'
fi
# (valgrind would have its own log for an output then)
if [ -z "$CORANTO_WRAP" ]; then
	"$CORANTO" list >&- 2>"$T/e"
	is "a closed output: status" "$?" 1
fi
( "$CORANTO" list 2>"$T/e"; echo $? >"$T/st" ) | head -n 1 >"$T/o"
is "a reader that leaves: no words" "$(cat "$T/e")" ""
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
