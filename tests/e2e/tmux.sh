# tmux.sh - sourced by the tests on a real terminal, after lib.sh
#
#	terminal WIDTH HEIGHT [COMMAND]	a shell in a window of that size
#	run_reader [VARIABLE=VALUE…]	coranto in it
#	keys KEY…			as tmux names them; -l for text
#	screen				what is to be seen
#	sees WORDS PATTERN		wait for a line that matches, else fail
#	tells WORDS PATTERN FORMAT	the same with what tmux tells of itself
#	reader				the reader's process
#
# Nothing sleeps for a set time: screens are polled until they show what is
# waited for, for twenty seconds at most.

[ -n "$TMUX_PROGRAM" ] || skip_all "tmux is missing"
tmux_socket="$T/tmux"
CORANTO_CLOCK_OFFSET=$((1795348800 - $(date +%s)))
export CORANTO_CLOCK_OFFSET

tm() {
	"$TMUX_PROGRAM" -S "$tmux_socket" -f /dev/null "$@"
}
at_exit='tm kill-server 2>/dev/null'

terminal() {
	tm new-session -d -x "$1" -y "$2" \
		"env PS1='ready> ' sh -i" 2>"$T/tmux.err" ||
		skip_all "tmux does not start: $(cat "$T/tmux.err")"
	wait_for '^ready> '
}

run_reader() {
	keys -l "clear; env $* $CORANTO; echo left with \$?"
	keys Enter
	wait_for ' unread '
}

keys() {
	tm send-keys "$@"
}

screen() {
	tm capture-pane -p
}

# The reader's process: what runs in the window under its shell.
reader() {
	ps -o pid=,comm= --ppid "$(tm display-message -p '#{pane_pid}')" |
		awk '$2 == "coranto" { print $1 }'
}

wait_for() {
	wait_left=200
	until screen | grep -Eq -e "$1"; do
		wait_left=$((wait_left - 1))
		[ "$wait_left" -gt 0 ] || return 1
		sleep 0.1
	done
}

sees() {
	if wait_for "$2"; then
		pass "$1"
	else
		fail "$1" "no /$2/ on the screen:" "$(screen)"
	fi
}

# sees_not WORDS PATTERN: it goes away.
sees_not() {
	wait_left=200
	while screen | grep -Eq -e "$2"; do
		wait_left=$((wait_left - 1))
		[ "$wait_left" -gt 0 ] || {
			fail "$1" "/$2/ stays on the screen:" "$(screen)"
			return
		}
		sleep 0.1
	done
	pass "$1"
}

# tells WORDS PATTERN FORMAT: tmux's word for FORMAT comes to match.
tells() {
	tells_left=200
	until tm display-message -p "$3" | grep -Eq -e "$2"; do
		tells_left=$((tells_left - 1))
		[ "$tells_left" -gt 0 ] || {
			fail "$1" "$3 is $(tm display-message -p "$3")"
			return
		}
		sleep 0.1
	done
	pass "$1"
}
