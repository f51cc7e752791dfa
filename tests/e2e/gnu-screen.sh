#!/bin/sh
# On a terminal: in GNU screen, in tmux.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

command -v screen >/dev/null || skip_all "GNU screen is missing"
inner="coranto-test-$$"
SCREENDIR="$T/screens"
SCREENRC=/dev/null
SHELL=/bin/sh
export SCREENDIR SCREENRC SHELL
mkdir -m 700 "$SCREENDIR"
at_exit="command screen -S $inner -X quit >\"\$T/quit\" 2>&1; $at_exit"

terminal 100 24
keys -l "clear; TERM=xterm screen -U -S $inner sh -i"
keys Enter
sees "screen" '^ready> *$'
keys -l 'PS1="inner> "; echo the TERM is $TERM; seq 3'
keys Enter
sees "has a name of its own" 'the TERM is screen'
run_reader
sees "the reader" '★ Starred +│'
keys Enter
sees "its list" 'Moving about'
keys Down Down
sees "arrow keys" ' 3/13'
keys C-a c
sees "another window of it" '^ready> *$'
keys C-a n
sees "and back to this" 'Moving about'
tm resize-window -x 70 -y 20
sees "another size" '^.{45,70} unread$'
keys C-z
sees "it stops" 'Stopped|suspended'
keys -l 'fg'
keys Enter
sees "and goes on" 'Moving about'
keys q
sees "it leaves a row to write in" '^inner> *$'
done_testing
