#!/bin/sh
# is:edited and has:comments, of what the index finds and of what is matched.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

# feed TEXT: one article has that text.
feed() {
	cat >"$T/news.xml" <<END
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>Sheets</title>
<item><title>Page</title><guid>1</guid><description>harbour</description>
<comments>https://a.example/talk</comments></item>
<item><title>Number</title><guid>2</guid><description>harbour</description>
<slash:comments>4</slash:comments></item>
<item><title>None</title><guid>3</guid><description>harbour</description>
<slash:comments>0</slash:comments></item>
<item><title>Text</title><guid>4</guid><description>$1</description></item>
</channel></rss>
END
}

titles() {
	"$CORANTO" list --format '%{title}' "$@" | sort | tr '\n' ' '
}

mkdir -p "$CONFIG"
echo "file://$T/news.xml" >"$CONFIG/feeds"
feed 'The harbour opens at nine o clock on every day of the week.'
run "$CORANTO" refresh
is "comments: a page, or their number" "$(titles has:comments)" 'Number Page '
is "with words" "$(titles 'harb* has:comments')" 'Number Page '
is "not" "$(titles 'harbour -has:comments')" 'None Text '
is "nothing is edited" "$(titles is:edited)" ''
feed 'The harbour is closed since the storm of the night, says the warden.'
run "$CORANTO" refresh --all
is "edited" "$(titles is:edited)" 'Text '
is "with words" "$(titles 'harb* is:edited')" 'Text '
is "not" "$(titles 'harbour -is:edited')" 'None Number Page '
is "today" "$(titles is:edited newer:this-week)" 'Text '

done_testing
