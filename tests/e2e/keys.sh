#!/bin/sh
# On a terminal: function keys, Alt, UTF-8, pasting, wide characters.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$CONFIG"
printf 'bind <A-s> search\nbind <F5> help\n' >"$CONFIG/config"
printf 'file://%s/tests/screen/data/world.xml "Voices"\n' "$SRCDIR" \
	>"$CONFIG/feeds"
terminal 80 24
run_reader
keys R
sees "fetched" '4 new in 1 feed'
keys Down Up End Home G Enter
sees "wide characters" '11:30  日本語の見出しがここにあります、'
sees "right to left" 'ןחלושה לע המ'
sees "steering text does not steer" 'Steers \[31mthe .*31m terminalbackwards'
keys F5
sees "a function key" 'Keys in the articles'
keys Escape
sees "Esc alone" '11:30  日本語'
keys M-s
sees "Alt with a letter" '^ /'
keys -l '日本語'
sees "UTF-8 is typed" '^ / 日本語 .*found'
keys C-u
keys -l 'é'
sees "accents" '^ / é .*found'
keys BSpace Escape
sees "and taken back" '11:30  日本語'
# Pasted keys are text: nothing of it is done.
tm set-buffer 'https://pasted.example/q'
tm paste-buffer -p
sees "a pasted address" 'Address: https://pasted.example/q'
keys Escape
tm set-buffer 'q'
tm paste-buffer -p
sees "pasted text is no key" 'Pasted text goes'
keys q
sees "it leaves" 'left with 0'
done_testing
