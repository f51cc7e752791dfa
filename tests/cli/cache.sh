#!/bin/sh
# Caches and lists that cannot be used: named, and left as they are.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

rss alpha 5 >"$T/alpha.xml"
"$CORANTO" add "file://$T/alpha.xml" 2>"$T/e"
cp "$DB" "$T/good.db"

for form in "list" "list --count" "search alpha" "refresh" "refresh --all" \
	"feeds" "show 1" "mark read --all" "doctor --check" "undo"; do
	rm -f "$DB" "$DB"-*
	echo "this is not a database, it only lies where one should be" >"$DB"
	run "$CORANTO" $form
	is "not a cache: $form: status" "$status" 1
	like "not a cache: $form: named" "$out$err" "coranto.db.*coranto doctor"
done
like "it is left as it was" "$(cat "$DB")" '^this is not a database'

if command -v sqlite3 >/dev/null; then
	rm -f "$DB" "$DB"-*
	cp "$T/good.db" "$DB"
	sqlite3 "$DB" 'pragma user_version = 9999' >"$T/o"
	for form in "list" "refresh"; do
		run "$CORANTO" $form
		is "a newer cache: $form: status" "$status" 1
		like "a newer cache: $form: why" "$err" 'newer'
	done
fi

rm -f "$DB" "$DB"-*
cp "$T/good.db" "$DB"
is "and the good one still works" "$("$CORANTO" list --count)" 5

if [ "$(id -u)" != 0 ]; then
	chmod 555 "$(dirname "$DB")"
	chmod 444 "$DB"
	is "a read-only cache can be looked at" "$("$CORANTO" list --count)" 5
	run "$CORANTO" refresh --all
	is "but not refreshed: status" "$status" 1
	like "but not refreshed: named" "$err" 'coranto.db'
	chmod 755 "$(dirname "$DB")"
	chmod 644 "$DB"
fi

# A list that cannot be read archives nothing.
mv "$CONFIG/feeds" "$T/feeds"
mkdir "$CONFIG/feeds"
run "$CORANTO" refresh --all
is "an unreadable list: status" "$status" 1
like "an unreadable list: named" "$err" "$CONFIG/feeds"
is "an unreadable list: nothing archived" "$("$CORANTO" list --count)" 5
run "$CORANTO" add "file://$T/other.xml"
is "an unreadable list is not added to" "$status" 1
rmdir "$CONFIG/feeds"
mv "$T/feeds" "$CONFIG/feeds"

echo 'set mesure 60' >"$CONFIG/config"
run "$CORANTO" list --count
is "a bad config does not stop us" "$out" 5
like "a bad config is named" "$err" "config:1"
like "with the nearest name" "$err" "measure"
run "$CORANTO" doctor
is "doctor says so: status" "$status" 1
done_testing
