#!/bin/sh
# On a terminal: beside a shell in one window, its title, what was there before.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

terminal 120 24
keys -l 'clear; seq 7 | sed s/^/line/'
keys Enter
sees "a screen of the shell" '^line7'
keys -l 'stty -a >$T/before; printf "\033]2;of-the-shell\033\\\\"'
keys Enter
tells "its title" '^of-the-shell$' '#{pane_title}'
keys -l "$CORANTO"
keys Enter
sees "the reader" '★ Starred'
tells "the window has its title" 'unread - coranto$' '#{pane_title}'

tm split-window -h -l 50 "env PS1='other> ' sh -i"
tm select-pane -t :.0
tells "half a window" '^69$' '#{pane_width}'
sees "is drawn in it" '^.{50,69} unread$'
tm send-keys -t :.1 -l 'seq 400 430'
tm send-keys -t :.1 Enter
keys Enter
sees "and used" 'Moving about'
beside=$(tm capture-pane -p -t :.1 | grep -c '^4[0-9][0-9]$')
ok "beside a shell" test "$beside" -ge 20
tm resize-pane -t :.0 -x 30
sees "narrow" '^.{20,30}unread$|The coranto guide…'
tm resize-pane -t :.0 -x 69
sees "and not" '^.{50,69} unread$'
tm resize-pane -Z -t :.0
sees "alone for a while" '^.{90,120} unread$'
tm resize-pane -Z -t :.0
sees "and together again" '^.{50,69} unread$'
tm kill-pane -t :.1
sees "to the end" '^.{90,120} unread$'
is "what is wide is whole" "$(screen | awk '{ print length }' |
	sort -n | tail -1 | awk '{ print $1 <= 120 }')" 1

keys q
sees "leaving, the earlier screen is there" '^line7'
sees_not "and nothing of ours" 'Starred'
tells "on the first screen" '^0$' '#{alternate_on}'
tells "the title is the shell's" '^of-the-shell$' '#{pane_title}'
sees "the shell is back" '^ready> *$'
keys -l 'stty -a | sed 1d >$T/after; echo asked'
keys Enter
sees "the modes are asked for" '^asked'
is "and are the shell's" "$(cat "$T/after")" "$(sed 1d "$T/before")"
tells "the cursor is seen" '^1$' '#{cursor_flag}'
done_testing
