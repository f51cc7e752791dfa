#!/bin/sh
# What a search that finds little says: the nearest spellings that occur.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

mkdir -p "$CONFIG"
{
	echo '<rss version="2.0"><channel><title>Sheets</title>'
	for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
		echo "<item><title>Zelensky $n</title><guid>$n</guid></item>"
	done
	echo '</channel></rss>'
} >"$T/news.xml"
echo "file://$T/news.xml" >"$CONFIG/feeds"
run "$CORANTO" refresh
run "$CORANTO" search zelenskyy
is "nothing is found" "$out" ''
like "what was meant" "$err" 'did you mean zelensky .12.'
run "$CORANTO" search title:zelenskyy is:unread
like "within its query" "$err" 'did you mean title:zelensky is:unread .12.'
run "$CORANTO" search zelensky
is "what occurs is no mistake" "$err" ''
run "$CORANTO" list title:zelenskyy
is "a list does not ask" "$err" ''

done_testing
