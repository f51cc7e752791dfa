#!/bin/sh
# Hold the includes to src/FLOORS: a folder may include itself and the
# folders that its line names.  Also: no header includes config.h, every .c
# does so first, and every header guards itself.
cd "${SRCDIR:-.}/src" || exit 1

bad=0
n=0
say() {
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
		bad=1
	fi
}

rows=$(grep -v '^#' FLOORS | grep -c :)
echo "1..$((rows + 2))"
while IFS=: read -r room may; do
	case $room in ''|'#'*) continue ;; esac
	if [ -d "$room" ]; then
		files=$(find "$room" -name '*.[ch]')
		allowed=" $room $may "
	else
		files=$room
		allowed=" $may "
	fi
	wrong=$(for f in $files; do
		sed -n 's|^#include "\([a-z]*\)/.*|\1|p' "$f" | sort -u |
		while read -r other; do
			case $allowed in
			*" $other "*) ;;
			*) echo "$f includes $other/, which src/FLOORS does not allow" ;;
			esac
		done
	done)
	say "$room includes only$may" "$wrong"
done < FLOORS

say "config.h is the first include of every .c and of no header" "$(
	for f in $(find . -name '*.c'); do
		[ "$(sed -n 's/^#include //p' "$f" | head -n 1)" = '"config.h"' ] ||
			echo "$f: config.h is not first"
	done
	grep -l '^#include "config.h"' $(find . -name '*.h'))"
say "every header has its guard" "$(
	for f in $(find . -name '*.h' ! -name '*.gen.h'); do
		guard=$(echo "${f#./}" | tr 'a-z/.-' 'A-Z___')
		grep -q "^#ifndef $guard\$" "$f" || echo "$f: no guard $guard"
	done)"
exit $bad
