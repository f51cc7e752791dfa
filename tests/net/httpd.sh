#!/bin/sh
# The scripted server does what its words say, as seen by the engine.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/httpd.sh"

netget=$(wrapped "$BUILDDIR/netget")
httpd_start

httpd_page /feed.xml 'etag gzip' 'HTTP/1.1 200 OK
ETag: "one"' '<rss>a body</rss>'
run "$netget" -2 "$httpd_url/feed.xml"
is "a page, then not modified" "$out" "200 17 $httpd_url/feed.xml
304 0 $httpd_url/feed.xml"
is "asked twice" "$(httpd_count /feed.xml)" 2
like "the second time with what the first gave" \
	"$(cat "$httpd_dir/log")" '^If-None-Match: "one"'

httpd_page /late.xml gate 'HTTP/1.1 200 OK' 'late'
"$netget" "$httpd_url/late.xml" >"$T/late" 2>/dev/null &
httpd_open_gate
wait $!
is "a gate is opened from outside" "$(cat "$T/late")" \
	"200 4 $httpd_url/late.xml"

httpd_page /moved.xml '' 'HTTP/1.1 301 Moved
Location: http://127.0.0.1:{port}/feed.xml' ''
run "$netget" "$httpd_url/moved.xml"
is "a redirect is followed" "$out" "200 17 $httpd_url/feed.xml"

httpd_page /digest.xml digest 'HTTP/1.1 200 OK' 'for friends'
run "$netget" "http://user:pass@127.0.0.1:$httpd_port/digest.xml" \
	"$httpd_url/digest.xml"
like "digest authentication is answered" "$out" '^200 11 '
like "and needs a name" "$out" '^401 0 '

run "$netget" "$httpd_url/none.xml"
like "what is not there is 404" "$out" '^404 0 '
done_testing
