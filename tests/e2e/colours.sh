#!/bin/sh
# On a terminal: colours as they arrive, by what the terminal can.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

unset COLORTERM
command -v tic >/dev/null || skip_all "tic is missing"
mkdir -p "$CONFIG" "$T/terminfo"
printf 'set theme gruvbox\nset restore off\n' >"$CONFIG/config"

# As ncurses has them, which are not installed everywhere.
for name in tmux xterm; do
	cat <<END
$name-direct|$name with direct colour,
	RGB, colors#0x1000000, pairs#0x7fff, ccc@, initc@,
	setab=\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
	setaf=\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
	use=$name,
END
done >"$T/direct.ti"
tic -x -o "$T/terminfo" "$T/direct.ti" || skip_all "tic does not work"
TERMINFO_DIRS="$T/terminfo:/etc/terminfo:/lib/terminfo:/usr/share/terminfo"
export TERMINFO_DIRS

# count PATTERN: how many sequences of that kind are on the screen.
count() {
	tm capture-pane -p -e | grep -Eo "$1" | wc -l
}

any='\[([0-9;]*;)?(3[0-7]|4[0-7]|9[0-7]|[34]8;[25];[0-9;]*)(;[0-9;]*)?m'
indexed='\[([0-9;]*;)?[34]8;5;[0-9]+'
direct='\[([0-9;]*;)?[34]8;2;[0-9]+;[0-9]+;[0-9]+'

# shown WORDS VARIABLE…: the reader with these, its list open.
shown() {
	words=$1
	shift
	run_reader "$@"
	keys Enter
	sees "$words" 'Moving about'
}

leave() {
	keys q
	sees "it leaves" 'left with 0'
}

terminal 100 24
shown "256 colours" TERM=tmux-256color
ok "they arrive as such" test "$(count "$indexed")" -gt 0
is "none of them direct" "$(count "$direct")" 0
keys :
keys -l 'theme monochrome'
keys Enter
no_colours() {
	colours_left=200
	while [ "$(count "$any")" -gt 0 ]; do
		colours_left=$((colours_left - 1))
		[ "$colours_left" -gt 0 ] || return 1
		sleep 0.1
	done
}
ok "a theme without" no_colours
leave
shown "8 colours" TERM=screen
is "no others" "$(count "$indexed|$direct")" 0
leave
shown "NO_COLOR" TERM=tmux-256color NO_COLOR=1
is "is none" "$(count "$any")" 0
ok "but bold and the like" test "$(count '\[[0-9;]*[1247]m')" -gt 0
leave
shown "a terminal with direct colour" TERM=tmux-direct
ok "has them" test "$(count "$direct")" -gt 0
leave
shown "one that says so" -u TMUX -u TERM_PROGRAM TERM=xterm-256color \
	COLORTERM=truecolor ALACRITTY_WINDOW_ID=1
ok "has them too" test "$(count "$direct")" -gt 0
leave
shown "xterm's" TERM=xterm-direct
ok "and xterm's" test "$(count "$direct")" -gt 0
leave
done_testing
