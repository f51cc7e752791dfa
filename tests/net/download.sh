#!/bin/sh
# What the reader downloads from a real server: whole, broken off, resumed.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/httpd.sh"

[ -z "$CORANTO_WRAP" ] || skip_all "needs the program itself"
cd "$T" || exit 1
httpd_start
mkdir -p "$CONFIG" "$HOME/.config"
downloads="$HOME/Meine Downloads"
printf 'XDG_MUSIC_DIR="$HOME/Music"\nXDG_DOWNLOAD_DIR="$HOME/Meine Downloads"\n' \
	>"$HOME/.config/user-dirs.dirs"
echo "$httpd_url/feed.xml" >"$CONFIG/feeds"
echo "set restore off" >"$CONFIG/config"

# A feed of one article for each enclosure, the first one on top.
feed() {
	items=
	day=28
	for enclosure; do
		items="$items<item><title>$enclosure</title>
<pubDate>$day Sep 2026 09:00:00 GMT</pubDate><link>$httpd_url/page</link>
<enclosure url=\"$httpd_url/$enclosure\" type=\"audio/mpeg\"/></item>"
		day=$((day - 1))
	done
	httpd_page /feed.xml '' 'HTTP/1.1 200 OK' "<rss version=\"2.0\"><channel>
<title>Episodes</title>$items</channel></rss>"
}

# reader STEP…: what the last line, and a message above it, say in the end.
reader() {
	{
		printf 'key R\nidle\nkey <Enter>\nidle\n'
		printf '%s\n' "$@"
		echo 'shot end'
	} >"$T/script"
	"$CORANTO" --headless --size 150x8 --script "$T/script" >"$T/shot" ||
		return
	tail -n 4 "$T/shot"
}

# left FILE: what is in the folder, on one line.
left() {
	(cd "$downloads" && ls | tr '\n' ' ')
}

words=$(printf 'the words of an episode %s\n' 1 2 3 4 5 6 7 8 9)
feed one.mp3 two.mp3 three.mp3 none.mp3 file.mp3
httpd_page /one.mp3 '' 'HTTP/1.1 200 OK
Content-Disposition: attachment; filename="../../outside.mp3"' "$words"
like "a file comes" "$(reader 'key W' idle)" \
	'Downloaded ~/Meine Downloads/outside.mp3, [0-9]* bytes'
is "as it is" "$(cat "$downloads/outside.mp3")" "$words"
like "a second one has another name" "$(reader 'key W' idle)" \
	'Downloaded ~/Meine Downloads/outside \(2\).mp3'
is "and nothing else is there" "$(left)" "outside (2).mp3 outside.mp3 "
rm "$downloads"/*

# Several at once, from the list, and none of them twice.
httpd_page /two.mp3 '' 'HTTP/1.1 200 OK' "$words"
httpd_page /three.mp3 '' 'HTTP/1.1 200 OK' "$words"
reader 'key W j W j W' idle >"$T/out"
is "several" "$(left)" "outside.mp3 three.mp3 two.mp3 "
rm "$downloads"/*
httpd_page /two.mp3 'silent' 'HTTP/1.1 200 OK' ''
like "the same one only once at a time" "$(reader 'key j W W')" \
	'It is being downloaded already'

like "what is not there is named" "$(reader 'key 3 j W' idle)" \
	'none.mp3: 127.0.0.1 has nothing at this address \(404\)'
httpd_page /file.mp3 '' 'HTTP/1.1 302 Found
Location: file:///etc/passwd' ''
like "a redirect to a file is not followed" "$(reader 'key 4 j W' idle)" \
	'which is not followed'
is "and nothing is left" "$(left)" ""
echo 'a file' >"$T/plain"
like "a folder that is none" \
	"$(reader "type :set downloads $T/plain/there" 'key <Enter>' \
		'key W' idle)" 'cannot make the folder .*/plain'

# Killed in the middle, and gone on with.
again='HTTP/1.1 200 OK
ETag: "1"
Accept-Ranges: bytes'
httpd_page /two.mp3 'hold=50' "$again" "$words"
reader 'key j W' idle >"$T/out" &
pid=$!
tries=200
until [ "$(cat "$downloads"/two.mp3.*.part 2>/dev/null | wc -c)" = 50 ]; do
	tries=$((tries - 1))
	[ $tries -gt 0 ] || break
	sleep 0.1
done
# The reader is the child of the shell that runs it.
kill -KILL "$(ps -o pid= --ppid $pid)"
wait $pid 2>/dev/null
like "what came before the end is kept" "$(left)" '^two.mp3.*.part $'
httpd_page /two.mp3 'range' "$again" "$words"
like "and gone on with" "$(reader 'key j W' idle)" 'Downloaded .*/two.mp3'
is "to the whole" "$(cat "$downloads/two.mp3")" "$words"
is "of which nothing else is left" "$(left)" "two.mp3 "
like "by asking for the rest" "$(cat "$httpd_dir/log")" '^Range: bytes=50-'
rm "$downloads"/*

# Stopped: by the key, and by leaving.
httpd_page /two.mp3 'hold=50' "$again" "$words"
like "Ctrl-C stops it" "$(reader 'key j W <C-c>' idle)" 'two.mp3: stopped'
rm -f "$downloads"/*
like "leaving is asked about" "$(reader 'key j W q')" \
	'A download is running; q again leaves and stops it'
reader 'key j W q q' 'shot never' >"$T/out"
unlike "the second time it leaves" "$(cat "$T/shot")" '^== never'
reader 'key j W' quit >"$T/out"
is "so does the end of a script" "$?" 0

# While a program has the terminal the others go on: what was being fetched is
# stored, and what was being downloaded is there, before the program ends.
rm -f "$downloads"/*
httpd_page /late.mp3 'gate' 'HTTP/1.1 200 OK' "$words"
feed late.mp3
echo gate >"$httpd_dir/feed.xml.how"
cat >"$T/waits" <<END
#!/bin/sh
# Opens the gate, and waits for the article or the file, a minute at the most.
: >"$httpd_dir/gate"
tries=600
until [ "\$1" = file ] && [ -e "$downloads/late.mp3" ] ||
	[ "\$1" = article ] &&
	[ "\$("$CORANTO" list --count title:late)" = 1 ]; do
	tries=\$((tries - 1))
	[ \$tries -gt 0 ] || exit 1
	sleep 0.1
done
: >"$T/seen.\$1"
END
chmod +x "$T/waits"
run "$CORANTO" list --count title:late
is "nobody has the article yet" "$out" 0
cat >"$T/script" <<END
key <Enter>
idle
key R
type :pipe $T/waits article
key <Enter>
idle
key <Esc> <Enter>
idle
key gg W
type :pipe $T/waits file
key <Enter>
idle
END
run timeout 100 "$CORANTO" --headless --script "$T/script"
ok "a refresh goes on meanwhile" test -e "$T/seen.article"
ok "and a download" test -e "$T/seen.file"
is "which is whole" "$(cat "$downloads/late.mp3")" "$words"
done_testing
