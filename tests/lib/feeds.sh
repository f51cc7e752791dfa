# feeds.sh - sourced by the tests of the command line after lib.sh
#
#	serve DIR		httpd on DIR; $PORT, $URL
#	page PATH TYPE		standard input as DIR/PATH, status 200
#	answer PATH STATUS [HEADER...]	an answer without a body worth reading
#	rss TITLE N [FIRST]	an RSS feed of N items on stdout
#	jsonget FILE PATH	see jsonget.c

serve() {
	serve_dir=$1
	mkdir -p "$serve_dir"
	mkfifo "$T/httpd.in" "$T/httpd.out"
	"$BUILDDIR/httpd" "$serve_dir" <"$T/httpd.in" >"$T/httpd.out" &
	exec 9>"$T/httpd.in"
	read -r PORT <"$T/httpd.out"
	URL="http://127.0.0.1:$PORT"
}

page() {
	{
		printf 'HTTP/1.1 200 OK\r\nContent-Type: %s\r\n\r\n' "$2"
		cat
	} >"$serve_dir/$1.reply"
}

answer() {
	answer_path=$1
	printf 'HTTP/1.1 %s\r\n' "$2" >"$serve_dir/$answer_path.reply"
	shift 2
	for answer_header in "$@"; do
		printf '%s\r\n' "$answer_header" >>"$serve_dir/$answer_path.reply"
	done
	printf '\r\nno' >>"$serve_dir/$answer_path.reply"
}

rss() {
	awk -v title="$1" -v n="$2" -v first="${3:-1}" 'BEGIN {
		print "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>"
		print "<title>" title "</title><link>http://example.com/</link>"
		for (i = first; i < first + n; i++) {
			print "<item><title>" title " " i "</title>"
			print "<link>http://example.com/" title "/" i "</link>"
			print "<guid isPermaLink=\"false\">" title "-" i "</guid>"
			printf "<pubDate>Sun, 01 Nov 2020 %02d:%02d:00 GMT</pubDate>\n", int(i / 60) % 24, i % 60
			print "<description>&lt;p&gt;Words of item " i ".&lt;/p&gt;</description></item>"
		}
		print "</channel></rss>"
	}'
}

jsonget() {
	"$BUILDDIR/jsonget" "$@"
}
