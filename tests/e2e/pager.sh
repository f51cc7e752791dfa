#!/bin/sh
# On a terminal: links by Tab and by letters, words found in an article.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$HOME/.config/coranto"
echo "file://$SRCDIR/tests/screen/data/pager.xml" >"$HOME/.config/coranto/feeds"
echo 'set browser true' >"$HOME/.config/coranto/config"
ok "it is fetched" "$CORANTO" refresh --all
terminal 80 24
run_reader
keys Enter
sees "the list" 'A long story'
keys Enter
sees "an article" 'The ferry to the islands'
keys Tab Tab
sees "Tab goes from link to link" '^ \[2\] https://harbour.example/office'
keys BTab
sees "Shift-Tab goes back" '^ \[1\] https://harbour.example/ferry'
keys o
sees "o opens the one in focus" 'Opened https://harbour.example/ferry'
keys f
sees "f shows letters" 'has a new timetable, which the jarbour'
keys j
sees "a letter opens" 'Opened https://harbour.example/office'
sees_not "and the letters are gone" 'jarbour'
keys /
sees "a line to find words" '^ Find:'
keys -l 'ferry'
sees "how many there are" '1 of 6$'
keys Enter
keys n
sees "the next one" '2 of 6'
keys N N
sees "around" '6 of 6'
keys Escape
sees_not "Esc ends it" ' of 6'
sees "and shows the keys again" 'next unread'
keys G
sees "the end" ' end$'
keys C-w w
sees "from pane to pane" 'All +[0-9]+$'
keys q
sees "it leaves" 'left with 0'
done_testing
