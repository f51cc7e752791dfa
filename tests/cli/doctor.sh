#!/bin/sh
# Damaged caches are found, mended and salvaged; others are left alone.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

FOLDER=$(dirname "$DB")

rss alpha 300 >"$T/alpha.xml"
rss beta 200 >"$T/beta.xml"
"$CORANTO" add "file://$T/alpha.xml" 2>"$T/e"
"$CORANTO" add "file://$T/beta.xml" 2>"$T/e"
"$CORANTO" mark star --all 2>"$T/e"
cp "$DB" "$T/good.db"
size=$(wc -c <"$DB")

# fresh [FILE]: that cache, and nothing beside it.
fresh() {
	rm -f "$FOLDER"/coranto.db*
	cp "${1:-$T/good.db}" "$DB"
}

# noise COUNT: bytes that are no cache, the same in every run.
noise() {
	LC_ALL=C awk -v n="$1" 'BEGIN { srand(7); for (i = 0; i < n; i++)
		printf "%c", 1 + int(rand() * 250) }'
}

run "$CORANTO" doctor
is "a sound one: status" "$status" 0
is "a sound one: said" "$(echo "$out" | head -1)" "cache: whole"
like "sizes are said" "$out" "^file: .* free.*the index; version [0-9]+$"
run "$CORANTO" doctor --json --check
is "JSON: whole" "$(echo "$out" | grep -c '"cache": "whole"')" 1
is "--quick" "$("$CORANTO" doctor --quick | head -1)" "cache: whole"
run "$CORANTO" doctor now
is "no arguments" "$status" 2

if command -v sqlite3 >/dev/null; then
	sqlite3 "$DB" 'update feed set unread = 4000; insert into
		backlog values (77)' >"$T/o"
	run "$CORANTO" doctor --check
	is "wrong counts: --check: status" "$status" 1
	like "wrong counts: --check: named" "$out" "feeds with wrong counts: 2"
	is "wrong counts: only looked at" \
		"$(sqlite3 "$DB" 'select max(unread) from feed')" 4000
	run "$CORANTO" doctor
	is "wrong counts: status" "$status" 0
	like "wrong counts: mended" "$out" "wrong counts: 2; counted again"
	is "wrong counts: afterwards" \
		"$("$CORANTO" doctor --check | head -1)" "cache: whole"

	fresh
	sqlite3 "$DB" 'drop table place' >"$T/o"
	run "$CORANTO" doctor --check
	is "a missing table: --check: status" "$status" 1
	like "a missing table: --check: named" "$out" "missing.*place"
	run "$CORANTO" doctor
	is "a missing table: status" "$status" 0
	is "a missing table: said" "$(echo "$out" | head -1)" \
		"cache: damaged, salvaged"
	like "a missing table: nothing lost" "$out" "500 articles"
	is "a missing table: afterwards" \
		"$("$CORANTO" doctor --check | head -1)" "cache: whole"

	fresh
	run "$CORANTO" doctor
	is "never cleaned" "$(echo "$out" | grep -c "cleaned last")" 0
	"$CORANTO" clean 2>"$T/e"
	run "$CORANTO" doctor --check
	like "when it was cleaned" "$out" "^cleaned last: $(date +%Y-%m-%d)"

	fresh
	sqlite3 "$DB" 'pragma user_version = 9999' >"$T/o"
	run "$CORANTO" doctor
	is "a newer one: status" "$status" 1
	like "a newer one: said" "$err" "newer"
	is "a newer one: left alone" \
		"$(sqlite3 "$DB" 'pragma user_version')" 9999

	rm -f "$DB"*
	sqlite3 "$DB" 'pragma application_id = 7; create table a (b);
		insert into a values (5)' >"$T/o"
	run "$CORANTO" doctor
	is "another program's: status" "$status" 1
	like "another program's: said" "$err" "another program"
	is "another program's: left alone" "$(sqlite3 "$DB" 'select b from a')" 5
fi

# salvaged WORDS LEAST: doctor saves that many articles at least.
salvaged() {
	cp "$DB" "$T/damaged.db"
	run "$CORANTO" doctor --check
	is "$1: --check: status" "$status" 1
	like "$1: --check: said" "$out" "^cache: damaged"
	ok "$1: --check: left as it was" cmp "$DB" "$T/damaged.db"
	run "$CORANTO" doctor
	is "$1: status" "$status" 0
	is "$1: said" "$(echo "$out" | head -1)" "cache: damaged, salvaged"
	like "$1: kept" "$out" "kept: .*/coranto.db.damaged-[0-9]{8}-[0-9]{6}$"
	ok "$1: kept as it was" cmp "$T/damaged.db" "$FOLDER"/*.damaged-*[0-9]
	n=$("$CORANTO" list --count)
	ok "$1: saved $n of $2" test "$n" -ge "$2"
	is "$1: starred" "$("$CORANTO" list --count is:starred)" "$n"
	is "$1: afterwards" "$("$CORANTO" doctor | head -1)" "cache: whole"
	is "$1: feeds" "$("$CORANTO" feeds | grep -c '\.xml')" 2
}

fresh
noise 20000 | dd of="$DB" bs=1 seek=$((size / 3)) conv=notrunc 2>"$T/e"
salvaged "noise in the middle" 300
"$CORANTO" refresh --all 2>"$T/e"
is "what was lost comes back" "$("$CORANTO" list --count)" 500
fresh
head -c $((size * 3 / 4)) "$T/good.db" >"$DB"
salvaged "cut short" 20
fresh
noise 100 | dd of="$DB" bs=1 conv=notrunc 2>"$T/e"
salvaged "no header" 500
fresh
noise 30000 >"$DB"
salvaged "random bytes" 0
fresh
noise 30000 >"$DB"
cp "$T/good.db" "$DB.backup"
salvaged "random bytes and a backup" 500
like "the backup is named" "$("$CORANTO" doctor)" "^backup: .*coranto.db.backup$"
fresh
: >"$DB"
run "$CORANTO" doctor
is "an empty file: status" "$status" 0
like "an empty file: said" "$out" "^cache: none yet"
cp "$T/good.db" "$DB.backup"
"$CORANTO" doctor >"$T/o"
is "an empty file and a backup" "$("$CORANTO" list --count)" 500
rm -f "$FOLDER"/coranto.db*
run "$CORANTO" doctor
is "no file: status" "$status" 0
like "no file: said" "$out" "^cache: none yet"

# While a reader has it open.
fresh
mkfifo "$T/keys"
"$CORANTO" --headless --size 80x24 --script "$T/keys" >"$T/o" 2>&1 &
reader=$!
exec 3>"$T/keys"
echo "idle" >&3
sleep 1
run "$CORANTO" doctor
is "a reader is open: status" "$status" 0
is "a reader is open: said" "$(echo "$out" | head -1)" "cache: whole"
dd if=/dev/zero of="$DB" bs=1 seek=8192 count=90000 conv=notrunc 2>"$T/e"
run "$CORANTO" doctor
is "damaged and open: status" "$status" 1
like "damaged and open: said" "$err" "open in another coranto"
exec 3>&-
wait $reader
rm -f "$DB"-*
run "$CORANTO" doctor
is "then closed: status" "$status" 0
is "then closed: said" "$(echo "$out" | head -1)" "cache: damaged, salvaged"
done_testing
