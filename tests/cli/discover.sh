#!/bin/sh
# Whatever address is given, the feed behind it is found; or it is said why
# not, and nothing is subscribed to.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

serve "$T/www"
html() {	# PATH: standard input as its page
	{
		echo '<!doctype html><html><head><title>A page</title>'
		cat
	} | page "$1" text/html
}
forget() {
	: >"$serve_dir/log"
}
asked() {	# the paths asked for since, in order
	sed -n 's/^GET \([^ ]*\) .*/\1/p' "$serve_dir/log" | tr '\n' ' '
}
lines() {	# subscriptions
	grep -c "^http" "$CONFIG/feeds"
}
feed() {	# PATH TITLE
	mkdir -p "$(dirname "$serve_dir/$1")"
	rss "$2" 2 | page "$1" application/rss+xml
}

# --- what the page names ---------------------------------------------------

mkdir -p "$T/www/blog"
html blog/post <<'END'
<link rel="alternate" type="application/json+oembed" href="/oembed">
<link rel=alternate type=application/rss+xml title="Talk" href=/comments/feed>
<link rel="Alternate" type="application/rss+xml" title="All &amp; sundry" href="/all">
<link rel=alternate type=application/rss+xml href=/tag/x/feed>
END
feed all "All"
forget
run "$CORANTO" add "$URL/blog/post"
is "named: status" "$status" 0
like "named: what and where" "$err" \
	"^Subscribed to All \\(found at $URL/all; the page names 2 more: coranto add --list $URL/blog/post\\)"
is "named: two requests" "$(asked)" "/blog/post /all "
like "named: the line" "$(cat "$CONFIG/feeds")" "^$URL/all\$"
is "named: no other line" "$(lines)" 1
is "named: articles" "$("$CORANTO" list --count)" 2

forget
run "$CORANTO" add --list "$URL/blog/post"
is "list: status" "$status" 0
is "list: the best first" "$out" "$URL/all	All & sundry
$URL/tag/x/feed
$URL/comments/feed	Talk"
is "list: one request" "$(asked)" "/blog/post "
run "$CORANTO" add --list "$URL/all"
is "list: of a feed" "$out" "$URL/all	All"

run "$CORANTO" add "$URL/blog/post"
is "already: status" "$status" 1
like "already: why" "$err" "^coranto add: not subscribed to $URL/blog/post: .*subscribed already: $URL/all"
is "already: no line more" "$(lines)" 1

"$CORANTO" remove "$URL/all" 2>"$T/e"
run "$CORANTO" add "$URL/blog/post"
is "removed before: status" "$status" 0
is "removed before: its articles are back" "$("$CORANTO" list --count)" 2
like "removed before: the line" "$(cat "$CONFIG/feeds")" "^$URL/all\$"
is "removed before: no other" "$(lines)" 1

run "$CORANTO" preview "$URL/blog/post"
is "preview: status" "$status" 0
like "preview: the feed" "$out" '^All 2'
like "preview: says where" "$err" "/blog/post is a web page; its feed is $URL/all; it names 2 more"
is "preview subscribes to nothing" "$(lines)" 1

# --- in the reader -----------------------------------------------------------

feed tag/x/feed "Of a tag"
cat >"$T/script" <<END
type :add $URL/blog/post
key <Enter>
idle
shot added
key a <Tab> <Tab>
shot offered
key <Esc>
idle
END
run "$CORANTO" --headless --size 120x24 --script "$T/script"
like "reader: says that there is more" "$out" "a, then Tab, offers the others"
like "reader: offers it with its title" "$out" "$URL/comments/feed  Talk"
like "reader: fills it in" "$out" "Address: $URL/tag/x/feed"

# Looked at before, with the folder it is to go to and a title.
feed comments/feed "Talk"
cat >"$T/script" <<END
key a
type $URL/blog/post
key <Enter>
idle
shot looked
key j <Space> j <Space> t <C-u>
type Talk of it
key <Enter> f <C-u>
type News/Blogs
key <Enter>
shot chosen
key <Enter>
idle
shot there
END
forget
run "$CORANTO" --headless --size 120x24 --script "$T/script"
like "looking: what the page names" "$out" "3 feeds at $URL/blog/post"
like "looking: what is there already" "$out" "All .* subscribed"
like "looking: the title of a feed, not of the page" "$out" "\[ \] Of a tag"
like "looking: what is in it" "$out" "2 articles"
like "looking: where it goes" "$out" "Folder *News/Blogs"
like "looking: says what it did" "$out" "Subscribed to 2 feeds · u undoes it"
is "looking: the lines" "$(sed -n '/^\[/,$p' "$CONFIG/feeds")" "[News/Blogs]
$URL/tag/x/feed
$URL/comments/feed \"Talk of it\""
is "looking: articles" "$("$CORANTO" list --count)" 6
run "$CORANTO" undo
like "looking: one undo" "$err" "Undone: Subscribed to 2 feeds"
is "looking: as before" "$(lines)" 1

cat >"$T/script" <<END
key a
type $URL/nowhere
key <Enter>
idle
shot nothing
key <Enter>
shot refused
key e <BS>
shot edited
key <Esc> a
type gopher://a.example/
key <Enter>
shot other
key <Esc> a
type $URL/tag/x/feed
key <Enter> <Enter>
idle
shot at-once
END
run "$CORANTO" --headless --size 100x24 --script "$T/script"
is "looking: status" "$status" 0
like "looking: nothing there" "$out" "No feed at $URL/nowhere"
like "looking: not to be subscribed to" "$out" "There is nothing to subscribe to"
like "looking: the address stays" "$out" "Address: $URL/nowher\$"
like "looking: no address for feeds" "$out" "Only http"
is "looking: Enter twice" "$(lines)" 2
like "looking: what came" "$out" "Subscribed to Of a tag"
"$CORANTO" remove "$URL/tag/x/feed" 2>"$T/e"
is "reader: as before" "$(lines)" 1

# A row is always seen, and sentences have no columns.
cat >"$T/script" <<END
key a
type $URL/blog/post
key <Enter>
idle
shot low
key j <Space>
shot low-chosen
key f
shot low-folder
key <Esc> <Esc>
resize 100x24
type :set linear on
key <Enter> a
type $URL/blog/post
key <Enter>
idle
key j <Space>
idle
shot sentences
key <Esc>
END
forget
run "$CORANTO" --headless --size 20x5 --script "$T/script"
low=$(printf '%s\n' "$out" | sed -n '/^== low 20x5/,/^== low-folder/p')
like "low: the rows" "$low" "^ \[ \] Of a tag"
like "low: one is chosen" "$low" "^ \[x\] Of a tag"
like "low: the folder is typed" "$(printf '%s\n' "$out" |
	sed -n '/^== low-folder/,/^== sentences/p')" "^ Folder"
sentences=$(printf '%s\n' "$out" | sed -n '/^== sentences/,$p')
like "sentences: what is there" "$sentences" "^All, subscribed$"
like "sentences: what is chosen" "$sentences" "^Of a tag, chosen$"
like "sentences: what is in it stands below" "$sentences" "^ *2 articles"
is "low: nothing was subscribed to" "$(lines)" 1

# --- where the page sends its reader ---------------------------------------

html moved <<'END'
<meta http-equiv="refresh" content="0; url=new/">
END
mkdir -p "$T/www/new"
html new/ <<'END'
<link rel=feed href=the-feed>
END
feed new/the-feed "Fresh"
forget
run "$CORANTO" add "$URL/moved"
is "refresh: status" "$status" 0
is "refresh: three requests" "$(asked)" "/moved /new/ /new/the-feed "
html round <<'END'
<meta http-equiv="refresh" content="0; url=round2">
END
html round2 <<'END'
<meta http-equiv="refresh" content="0; url=round">
END
forget
run "$CORANTO" add --title Round "$URL/round"
is "refresh in a circle: status" "$status" 1
is "refresh in a circle: ends" "$(asked | wc -w)" 10

# --- usual addresses -------------------------------------------------------

html site/ </dev/null 2>/dev/null || { mkdir -p "$T/www/site"; html site/ </dev/null; }
html site/feed </dev/null	# says 200 and is no feed
answer feed '404 Not Found'
feed rss.xml "By chance"
forget
run "$CORANTO" add "$URL/site/"
is "usual: status" "$status" 0
is "usual: one after the other, until there is one" "$(asked)" \
	"/site/ /site/feed /site/feed.xml /site/rss.xml /site/index.xml /feed /rss.xml "
like "usual: the line" "$(cat "$CONFIG/feeds")" "^$URL/rss.xml\$"
like "usual: said" "$err" "^Subscribed to By chance \\(found at $URL/rss.xml\\)"

rm "$T/www/rss.xml.reply"
before=$(lines)
forget
run "$CORANTO" add "$URL/site/page.html?x=1"
is "not even a page: status" "$status" 1
is "not even a page: nothing tried" "$(asked)" "/site/page.html?x=1 "
html nothing <<'END'
<link rel=stylesheet href=style.css><a href=/elsewhere>More</a>
END
forget
run "$CORANTO" add "$URL/nothing"
is "nothing: status" "$status" 1
like "nothing: why, and what can be done" "$err" \
	"^coranto add: not subscribed to $URL/nothing: a web page that names no feed; tried 8 usual addresses; if you know"
is "nothing: nine requests" "$(asked)" \
	"/nothing /nothing/feed /nothing/feed.xml /nothing/rss.xml /nothing/index.xml /feed /rss.xml /feed.xml /atom.xml "
unlike "nothing: no line" "$(cat "$CONFIG/feeds")" "/nothing"
is "nor for what is not there" "$(lines)" "$before"
answer broken '500 Internal Server Error'
run "$CORANTO" add "$URL/broken"
is "trouble that may pass: status" "$status" 1
is "trouble that may pass: the line stays" "$(lines)" $((before + 1))
run "$CORANTO" preview "$URL/nothing"
is "preview of nothing: status" "$status" 1
like "preview of nothing: why" "$err" 'tried 8 usual addresses'

# A link that looks like it goes first.
html links <<'END'
<body><p>Follow us: <a href="/news/latest.rss">RSS</a>
END
mkdir -p "$T/www/news"
feed news/latest.rss "Latest"
forget
run "$CORANTO" add "$URL/links"
is "a hyperlink: status" "$status" 0
is "a hyperlink: two requests" "$(asked)" "/links /news/latest.rss "

# Whoever asks to be left alone is.
html busy </dev/null
mkdir -p "$T/www/busy."; answer busy/feed '404 Not Found' 2>/dev/null || {
	mkdir -p "$T/www/busy"; answer busy/feed '404 Not Found'; }
answer busy/feed.xml '429 Too Many Requests' 'Retry-After: 3600'
forget
run "$CORANTO" add "$URL/busy"
is "429: status" "$status" 1
is "429: ends the search" "$(asked)" "/busy /busy/feed /busy/feed.xml "
like "429: said" "$err" 'tried 2 usual addresses, then the server asked us to wait'

# --- what nobody asked for is not searched ---------------------------------

cat >"$T/list.opml" <<END
<opml version="2.0"><body>
<outline type="rss" xmlUrl="$URL/plain"/>
<outline type="rss" xmlUrl="$URL/imported"/>
</body></opml>
END
html plain </dev/null
html imported <<'END'
<link rel=feed href=/import.xml>
END
feed import.xml "Imported"
"$CORANTO" import "$T/list.opml" 2>"$T/e"
forget
"$CORANTO" refresh 2>"$T/e"
is "imported: what a page names is taken" \
	"$(grep -c "^$URL/import.xml" "$CONFIG/feeds")" 1
is "imported: nothing is guessed" "$(asked | tr ' ' '\n' | grep -c plain)" 1
like "imported: the line stays" "$(cat "$CONFIG/feeds")" "^$URL/plain"

html all </dev/null
forget
CORANTO_CLOCK_OFFSET=90000 "$CORANTO" refresh all 2>"$T/e"
is "a feed that turned into a page: not searched" "$(asked)" "/all "

# --- addresses as they are pasted ------------------------------------------

n=0
for how in "127.0.0.1:$PORT/%" "feed:$URL/%" "feed://127.0.0.1:$PORT/%" \
	"view-source:$URL/%" "<$URL/%>" "  \"$URL/%\" " "rss:$URL/%" \
	"$URL/%." "“$URL/%”"; do
	n=$((n + 1))
	feed "pasted$n" "Pasted $n"
	run "$CORANTO" add "$(echo "$how" | sed "s/%/pasted$n/")"
	is "$how: status" "$status" 0
	like "$how: the line" "$(cat "$CONFIG/feeds")" "^$URL/pasted$n\$"
	case $how in
	127*|feed://*) like "$how: said" "$err" "https does not work there" ;;
	esac
done
run "$CORANTO" preview "127.0.0.1:$PORT/pasted1"
like "preview without a scheme" "$out" '^Pasted 1 2'
like "preview says that it is not https" "$err" 'https does not work there'
forget
run "$CORANTO" add "https://127.0.0.1:$PORT/nothing"
is "https that was asked for: status" "$status" 1
is "https that was asked for is not left" "$(asked)" ""

# --- secrets and strangers -------------------------------------------------

html private <<'END'
<link rel=feed href=/private.xml>
END
feed private.xml "Private"
echo "auth=$(printf 'me:secret' | base64)" | tee "$T/www/private.how" \
	>"$T/www/private.xml.how"
run "$CORANTO" add "http://me:secret@127.0.0.1:$PORT/private"
is "with a password: status" "$status" 0
unlike "with a password: not said" "$err" secret
echo "http://me:hidden@127.0.0.1:1/untitled" >>"$CONFIG/feeds"
rss "" 1 | sed 's/<title>.*<.title><link>/<link>/' |
	page untitled application/rss+xml
echo "http://me:hidden@127.0.0.1:$PORT/untitled" >>"$CONFIG/feeds"
run "$CORANTO" refresh
like "with a password, without a title: listed" "$("$CORANTO" feeds)" 1/untitled
unlike "with a password, without a title: not shown" \
	"$("$CORANTO" feeds; "$CORANTO" list)" hidden
sed -i /hidden/d "$CONFIG/feeds"
like "with a password: in the line" "$(cat "$CONFIG/feeds")" \
	"^http://me:secret@127.0.0.1:$PORT/private.xml"
html leak <<END
<link rel=feed href="http://localhost:$PORT/leaked.xml">
END
feed leaked.xml "Leaked"
forget
run "$CORANTO" add "http://me:secret@127.0.0.1:$PORT/leak"
is "another host: status" "$status" 0
is "another host: without the password" \
	"$(grep -c '^Authorization' "$T/www/log")" \
	"$(sed -n '/leaked/,$d; /^Authorization/p' "$T/www/log" | grep -c .)"
unlike "another host: nor in the line" "$(grep leaked "$CONFIG/feeds")" secret

html evil <<'END'
<base href="file:///etc/"><link rel=feed href="file:///etc/passwd">
<link rel=feed href="javascript:alert(1)"><link rel=feed href="ftp://127.0.0.1/x">
<link rel=feed href=passwd>
END
feed passwd "On the server"
run "$CORANTO" add "$URL/evil"
like "nothing but http is taken from a page" "$(cat "$CONFIG/feeds")" \
	"^$URL/passwd"
is "the cache is whole" "$("$CORANTO" doctor 2>"$T/e" | head -1)" "cache: whole"
done_testing
