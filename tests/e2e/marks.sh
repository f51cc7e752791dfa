#!/bin/sh
# On a terminal: what another process marks shows while the reader is open.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/lib/feeds.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

rss alpha 9 >"$T/alpha.xml"
rss beta 4 >"$T/beta.xml"
"$CORANTO" add "file://$T/alpha.xml" "file://$T/beta.xml" 2>"$T/e"
terminal 120 24
run_reader
sees "the feeds" ' alpha +9 '
keys g g j j Enter
sees "the list" '● .* alpha 7$'
keys j j
sees "the cursor" ' 3/9'

"$CORANTO" mark read title:beta 2>"$T/e"
sees "the counts of another feed" ' 9 unread$'
"$CORANTO" mark star 'title:"alpha 7"' 2>"$T/e"
sees "a star in the list" '●★ .*alpha 7 *$'
"$CORANTO" mark tag later 'title:"alpha 6"' 2>"$T/e"
sees "a tag in the list" 'alpha 6 .*\+later$'
"$CORANTO" mark delete 'title:"alpha 9"' 2>"$T/e"
sees_not "what is deleted goes" 'alpha 9'
sees "and the cursor stays on its article" ' 2/8'
"$CORANTO" undo 2>"$T/e"
sees "undone, it is back" 'alpha 9'
sees "and the cursor stays on its article" ' 3/9'

keys Enter
sees "the article" 'Words of item 7'
"$CORANTO" mark tag news 'title:"alpha 7"' 2>"$T/e"
sees "a tag in the header" '^.*\+news'
"$CORANTO" mark unstar 'title:"alpha 7"' 2>"$T/e"
sees_not "the star goes from the header" '★ alpha'
sees "the text is where it was" 'Words of item 7'
"$CORANTO" rename alpha "The alpha" 2>"$T/e"
"$CORANTO" move "The alpha" Greek 2>"$T/e"
keys Escape Escape
sees "a feed that was moved and renamed" '^ ▾ Greek'
like "under its new name" "$(screen)" 'The alpha'
keys q
sees "it leaves" '^left with 0'
done_testing
