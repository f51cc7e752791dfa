#!/bin/sh
# On a terminal: what is copied is there to be pasted.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$CONFIG"
printf 'file://%s/tests/screen/data/pager.xml "Pager"\n' "$SRCDIR" \
	>"$CONFIG/feeds"
unset DISPLAY WAYLAND_DISPLAY SSH_TTY SSH_CONNECTION

# pasted WORDS WANT: what tmux would paste, as soon as it is that.
pasted() {
	pasted_left=100
	until [ "$(tm show-buffer 2>/dev/null)" = "$2" ]; do
		pasted_left=$((pasted_left - 1))
		[ "$pasted_left" -gt 0 ] || break
		sleep 0.1
	done
	is "$1" "$(tm show-buffer)" "$2"
}

terminal 90 24
tm set-option -s set-clipboard on
run_reader SSH_TTY=/dev/tty
keys R
sees "fetched" 'new in 1 feed'
keys Enter
keys Enter
sees "open" ' min'
keys y
sees "through tmux" 'Copied https://.* with tmux'
pasted "an address" 'https://harbour.example/a'
keys :
keys -l 'set clipboard osc52'
keys Enter
keys 2 y
sees "through the terminal" "Copied https://.* to the terminal's clipboard"
pasted "a link" 'https://harbour.example/office?day=monday&sort=hour'
keys :
keys -l "set clipboard \"tee $T/copied\""
keys Enter
keys :
keys -l 'copy markdown'
keys Enter
sees "to a program" 'Copied the article as Markdown with tee'
like "the article" "$(head -n 1 "$T/copied")" '^# '
keys q
sees "it leaves" 'left with 0'
done_testing
