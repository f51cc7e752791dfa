#!/bin/sh
# Caches that can be read but not written, or not read as usual: the reader
# and the commands that only look show what is there, and say why no more.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

FOLDER=$(dirname "$DB")
rss alpha 900 >"$T/alpha.xml"
"$CORANTO" add "file://$T/alpha.xml" 2>"$T/e"
cp "$DB" "$T/good.db"
cat >"$T/look" <<'end'
idle
shot start
key R
idle
shot refresh
key l
idle
shot list
key s
idle
shot star
key ?
key Esc
idle
shot after
end

# As root would have it no permission binds; then somebody else reads.
as_other=
if [ "$(id -u)" = 0 ]; then
	as_other="setpriv --reuid 65534 --regid 65534 --clear-groups"
	$as_other true 2>"$T/e" || as_other=none
fi

fresh() {
	chmod 700 "$FOLDER"
	rm -rf "$DB" "$DB"-*
	cp "$T/good.db" "$DB"
}

# shots WORDS REASON: the reader opened it, shows the list and says why not.
shots() {
	is "$1: the reader ends well" "$status" 0
	like "$1: says so at the start" "$out" "Reading only: .*coranto.db"
	like "$1: and why" "$out" "$2"
	like "$1: does not fetch" "$out" "Nothing is fetched"
	like "$1: lists" "$out" "alpha 900"
	unlike "$1: no star is left" "$(echo "$out" | sed -n '/== after/,$p')" \
		"★ +(Nov|1 Nov)"
}

if [ "$as_other" != none ]; then
	chmod -R a+rX "$T"
	chmod 444 "$DB"
	chmod 555 "$FOLDER"
	run $as_other "$CORANTO" --headless --size 200x12 --script "$T/look"
	shots "a folder without rights" "Permission denied"
	run $as_other "$CORANTO" list --count
	is "a folder without rights: list" "$out" 900
	run $as_other "$CORANTO" search --count alpha
	is "a folder without rights: search" "$out" 900
	run $as_other "$CORANTO" mark read --all
	is "a folder without rights: mark: status" "$status" 1
	like "a folder without rights: mark: why" "$err" \
		"coranto.db cannot be written: Permission denied"
	fresh
fi

# A log that a killed process left, and no shared memory beside it.
serve "$T/www"
rss beta 300 | page beta application/rss+xml
rss gamma 5 | page gamma application/rss+xml
mkfifo "$T/www/gate"
echo gate >"$T/www/gamma.how"
printf '%s\n' "file://$T/alpha.xml" "$URL/beta" "$URL/gamma" >"$CONFIG/feeds"
"$CORANTO" refresh --all 2>"$T/e" &
pid=$!
until [ "$("$CORANTO" list --count)" -ge 1200 ]; do
	kill -0 $pid || break
done
kill -9 $pid
wait $pid 2>"$T/e"
ok "the log is left" test -s "$DB-wal"
rm -f "$DB-shm"
if [ "$as_other" != none ]; then
	mkdir "$T/elsewhere"
	chmod 777 "$T/elsewhere"
	chmod 444 "$DB"*
	chmod 555 "$FOLDER"
	XDG_CACHE_HOME="$T/elsewhere"
	export XDG_CACHE_HOME
	run $as_other "$CORANTO" list --count
	is "a log that was left: what is in it is seen" "$out" 1200
	run $as_other "$CORANTO" --headless --size 200x12 --script "$T/look"
	shots "a log that was left" "cannot be written"
	is "a log that was left: the copy is gone" \
		"$(ls "$T/elsewhere/coranto")" ""
	unset XDG_CACHE_HOME
	chmod 600 "$DB"*
	chmod 700 "$FOLDER"
fi
is "whoever may sees it, too" "$("$CORANTO" list --count)" 1200
echo "file://$T/alpha.xml" >"$CONFIG/feeds"
fresh

# A full disk.  (Not the disk on which the answers go.)
full() {
	(
		trap '' XFSZ
		ulimit -f 0
		"$CORANTO" "$@" 2>&1
		echo "status $?"
	) | { cat; }
}
out=$(full --headless --size 200x12 --script "$T/look")
status=0
like "a full disk: status" "$out" "status 0"
shots "a full disk" "no space left"
out=$(full list --count)
like "a full disk: list" "$out" '^900$'
out=$(full mark star --all)
like "a full disk: mark: why" "$out" "coranto.db: no space left to write"
like "a full disk: mark: status" "$out" "status 1"
is "a full disk: afterwards" "$("$CORANTO" list --count is:starred)" 0
"$CORANTO" mark star --all 2>"$T/e"
is "a full disk: and with space" "$("$CORANTO" list --count is:starred)" 900

# Cut in half.
fresh
size=$(wc -c <"$T/good.db")
head -c $((size * 3 / 4)) "$T/good.db" >"$DB"
run "$CORANTO" list --count
is "half a file: counted" "$out" 900
like "half a file: said" "$err" "coranto.db is damaged.*coranto doctor"
run "$CORANTO" list
ok "half a file: some are listed" test "$(echo "$out" | grep -c alpha)" -gt 20
run "$CORANTO" mark read --all
is "half a file: mark: status" "$status" 1
like "half a file: mark: why" "$err" "coranto.db is damaged.*coranto doctor"
run "$CORANTO" --headless --size 200x12 --script "$T/look"
like "half a file: the reader says so" "$out" \
	"Reading only: .*coranto.db is damaged"
like "half a file: the reader lists" "$out" "alpha [0-9]"
is "half a file: left as it was" "$(wc -c <"$DB")" $((size * 3 / 4))

# Links.
fresh
mkdir "$T/far"
mv "$DB" "$T/far/cache.db"
ln -s "$T/far/cache.db" "$DB"
is "a link is followed" "$("$CORANTO" list --count)" 900
"$CORANTO" mark star --all 2>"$T/e"
is "a link is written through" "$("$CORANTO" list --count is:starred)" 900
ok "and stays one" test -h "$DB"
mv "$T/far" "$T/away"
for form in list refresh "--headless --script $T/look"; do
	run "$CORANTO" $form
	is "a link to nowhere: $form: status" "$status" 1
	like "a link to nowhere: $form: why" "$err" \
		"coranto.db leads to .*far/cache.db, which is not there"
done
mv "$T/away" "$T/far"
is "it is there again" "$("$CORANTO" list --count)" 900

# What is no cache at all is named, with the way out, and left alone.
rm -f "$DB"
mkdir "$DB"
run "$CORANTO" --headless --script "$T/look"
is "a folder in its place: status" "$status" 1
like "a folder in its place: why" "$err" "coranto.db is not a file: move it"
rmdir "$DB"
head -c 9000 /dev/urandom >"$DB"
run "$CORANTO" --headless --script "$T/look"
is "random bytes: status" "$status" 1
like "random bytes: why" "$err" "coranto.db is not a coranto cache.*coranto doctor"
: >"$DB"
is "an empty file is a new cache" "$("$CORANTO" list --count)" 0
"$CORANTO" refresh --all 2>"$T/e"
is "and filled" "$("$CORANTO" list --count)" 900
done_testing
