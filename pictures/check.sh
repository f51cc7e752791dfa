#!/bin/sh
# The pictures of the README are what the program shows today.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

ok "they can be made" "$SRCDIR/pictures/make.sh" "$T/pictures"
for made in "$T"/pictures/*.svg; do
	name=${made##*/}
	ok "$name is as it was made (else: make pictures)" \
		cmp "$made" "$SRCDIR/pictures/$name"
	is "$name names nothing outside" \
		"$(grep -c 'href\|url(\|<script\|<image' "$made")" 0
	ok "$name is small" test "$(wc -c <"$made")" -lt 61440
done
is "each picture is made" "$(cd "$T/pictures" && echo *)" \
	"$(cd "$SRCDIR/pictures" && echo *.svg)"
done_testing
