#!/bin/sh
# On a terminal: stopped and continued, by its keys and from outside.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

[ -z "$CORANTO_WRAP" ] || skip_all "needs the program itself"

# modes FILE: what the shell has of the terminal.
modes() {
	keys -l "clear; stty -a >$1; echo modes written"
	keys Enter
	wait_for '^modes written'
}

terminal 100 24
modes "$T/before"
run_reader
sees "the reader" '★ Starred'
keys C-z
sees "Ctrl-Z goes to the shell" 'Stopped|suspended'
modes "$T/stopped"
is "which has its modes" "$(cat "$T/stopped")" "$(cat "$T/before")"
tells "and no pointer" '^0$' '#{mouse_any_flag}'
tells "nor our screen" '^0$' '#{alternate_on}'

tm resize-window -x 70 -y 18
keys -l 'clear; stty size'
keys Enter
sees "another size meanwhile" '^18 70'
keys -l 'fg'
keys Enter
sees "fg draws for that" '^.{45,70} unread$'
sees "to its last row" '^ Enter open'
is "all of it" "$(screen | wc -l)" 18
tells "with the pointer" '^1$' '#{mouse_any_flag}'
tells "on a screen of ours" '^1$' '#{alternate_on}'

kill -TSTP "$(reader)"
sees "a signal from outside stops it" 'Stopped|suspended'
tm resize-window -x 110 -y 24
modes "$T/signal"
sed '1d' "$T/before" >"$T/before-rest"
is "with the shell's modes" "$(sed 1d "$T/signal")" \
	"$(cat "$T/before-rest")"
keys -l 'fg'
keys Enter
sees "and it comes back" '★ Starred'
keys Enter
sees "to be used" 'Moving about'

# Nobody asks before SIGSTOP, and nobody is told of new sizes; the shell is
# left with the modes of the reader, in which Enter ends no line.
pid=$(reader)
kill -STOP "$pid"
tm resize-window -x 90 -y 20
sees "stopped for certain" 'Stopped'
keys -l 'clear; fg'
keys C-j
sees "and continued" '^.{65,90} unread$'
keys C-l
sees "it is whole" 'Moving about'
keys q
sees "it leaves" 'left with 0|^ready> *$'
modes "$T/after"
is "the modes are those of before" "$(sed 1d "$T/after")" \
	"$(cat "$T/before-rest")"
done_testing
