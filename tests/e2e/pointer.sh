#!/bin/sh
# On a terminal: the pointer, as tmux reports it.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/lib/feeds.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

# mouse BUTTON X Y M|m: a report (xterm's SGR mode), cells from 1.
mouse() {
	keys -l "$(printf '\033[<%d;%d;%d%s' "$1" "$2" "$3" "$4")"
}

click() {
	mouse 0 "$1" "$2" M
	mouse 0 "$1" "$2" m
}

# rule: the column of the rule between feeds and articles, from 1.
rule() {
	screen | awk '/All / && /│/ { print index($0, "│"); exit }'
}

rss alpha 60 >"$T/alpha.xml"
rss beta 4 >"$T/beta.xml"
"$CORANTO" add "file://$T/alpha.xml" "file://$T/beta.xml" 2>"$T/e"
terminal 120 24
run_reader
sees "two panes" ' alpha +60 +│'
tells "tmux is asked for reports" '^11$' '#{mouse_button_flag}#{mouse_sgr_flag}'

row=$(screen | grep -n ' beta  ' | cut -d: -f1)
click 6 "$row"
sees "a click selects a feed" '│.*●.* beta 4 *$'
row=$(screen | grep -n 'beta 2 *$' | cut -d: -f1)
click 80 "$row"
sees "and an article" ' 3/4'
sees "which is not read by that" ' 64 unread$'
click 80 "$row"
click 80 "$row"
sees "two clicks open it" 'Words of item 2'
sees "which reads it" ' 63 unread$'
mouse 2 80 12 M
mouse 2 80 12 m
sees_not "the right button goes back" 'Words of item 2'

row=$(screen | grep -n ' alpha  ' | cut -d: -f1)
click 6 "$row"
sees "the long list" '│.*alpha 60 *$'
for i in 1 2 3; do
	mouse 65 80 12 M
done
sees_not "the wheel scrolls what it is over" '│.*alpha 60 *$'
sees "the feeds are where they were" '^ +All '
for i in 1 2 3; do
	mouse 64 80 12 M
done
sees "and back" '│.*alpha 60 *$'
sees "nothing was read" ' 63 unread$'

was=$(rule)
mouse 0 "$was" 10 M
mouse 32 $((was + 6)) 10 M
mouse 32 $((was + 12)) 10 M
mouse 0 $((was + 12)) 10 m
sees "a rule is dragged" "^.{$((was + 11))}│"
mouse 32 20 10 M
keys j
sees "and let go" "^.{$((was + 11))}│"

# What is no report, and what is none of ours, does nothing.
mouse 66 80 12 M
mouse 35 80 12 M
mouse 0 9999 9999 M
keys -l "$(printf '\033[<0;0;0M\033[<;;M\033[<0;3')"
keys -l "$(printf 'x\033[<99999999999;1;1M')"
sees "nonsense does nothing" ' 63 unread$'

# Without the pointer the terminal selects by itself, as it does with Shift.
keys :
keys -l 'set mouse off'
keys Enter
tells "the pointer is the terminal's" '^0$' '#{mouse_any_flag}'
keys :
keys -l 'set mouse on'
keys Enter
tells "and the reader's again" '^1$' '#{mouse_any_flag}'
keys q
sees "it leaves" '^left with 0'
tells "the pointer is the shell's" '^0$' '#{mouse_any_flag}'
done_testing
