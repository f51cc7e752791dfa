#!/bin/sh
# On a terminal: start, read, resize, leave.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

terminal 80 24
run_reader
sees "the greeting" 'Welcome to coranto, a reader'
sees "the feeds" 'The coranto guide +13'
keys Enter
sees "the list" '● +1 Nov  Moving about'
keys j Enter
sees "an article" 'coranto has three panes'
sees "its header" 'Sun 1 Nov 2026 12:11 · [0-9]+ words · 2 min'
tm resize-window -x 40 -y 15
sees "narrower" '^ coranto has three panes, and they'
tm resize-window -x 150 -y 40
sees "three panes" '★ Starred +│.*│'
tm resize-window -x 20 -y 5
sees "tiny" 'The coranto guide…'
tm resize-window -x 100 -y 30
sees "and back" 'coranto has three panes, and they'
keys n
sees "the next one" 'A feed is the address'
ok "another process stars one" "$CORANTO" mark star 'title:moving'
sees "what another process did" '★ Starred +[1-9]'
keys q
sees "it leaves" 'left with 0'
sees_not "nothing of it stays on the screen" 'coranto guide'
keys -l 'stty -a | grep -o " [-]*echo \| [-]*icanon "; echo asked'
keys Enter
sees "the terminal echoes again" '^ ?echo'
sees "and reads lines" '^ ?icanon'
done_testing
