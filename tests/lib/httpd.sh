# httpd.sh - sourced after lib.sh: the scripted server of httpd.h
#
#	httpd_start
#	httpd_page /feed.xml 'etag gzip' 'HTTP/1.1 200 OK
#	ETag: "one"' "$(cat feed.xml)"
#	run "$CORANTO" refresh … "$httpd_url/feed.xml"
#	is "asked once" "$(httpd_count /feed.xml)" 1
#
# $httpd_port, $httpd_url; $httpd_dir/log has the heads of all requests.

httpd_start() {
	httpd_dir="$T/httpd"
	mkdir -p "$httpd_dir"
	: >"$httpd_dir/log"
	mkfifo "$httpd_dir/gate" "$T/httpd.in" "$T/httpd.port"
	"$BUILDDIR/httpd" "$httpd_dir" <"$T/httpd.in" >"$T/httpd.port" &
	# It stops when this end is closed, which our own end sees to.
	exec 9>"$T/httpd.in"
	read -r httpd_port <"$T/httpd.port"
	httpd_url="http://127.0.0.1:$httpd_port"
}

# httpd_page PATH HOW HEAD BODY: lines of the head end in plain newlines.
httpd_page() {
	mkdir -p "$(dirname "$httpd_dir$1")"
	printf '%s\n' "$2" >"$httpd_dir$1.how"
	{
		printf '%s\n' "$3" | sed 's/$/\r/'
		printf '\r\n%s' "$4"
	} >"$httpd_dir$1.reply"
}

# Requests for PATH so far.
httpd_count() {
	grep -c "^[A-Z]* $1 HTTP" "$httpd_dir/log"
}

# Wait until a request stands at the gate, and open it.
httpd_open_gate() {
	: >"$httpd_dir/gate"
}
