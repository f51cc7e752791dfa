#!/bin/sh
# On a terminal: suspending, signals, terminals that will not do.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

[ -z "$CORANTO_WRAP" ] || skip_all "needs the program itself"

terminal 80 24
run_reader
keys C-z
sees "Ctrl-Z goes to the shell" 'Stopped|suspended'
keys -l 'fg'
keys Enter
sees "fg comes back" '★ Starred'
keys Enter
sees "and it goes on" 'Moving about'
keys q
sees_not "it leaves" 'Moving about'
for signal in TERM HUP; do
	run_reader
	kill -"$signal" "$(reader)"
	sees "SIG$signal ends it well" 'left with 0'
	keys -l 'stty -a | grep -o " echo "; echo asked'
	keys Enter
	sees "the terminal is as before" '^ echo'
done
run_reader
kill -SEGV "$(reader)"
# 139 by the signal itself, 134 by a sanitizer that aborts on it.
sees "a crash" 'left with (139|134)'
if screen | grep -q 'left with 139'; then
	sees "says where the log is" 'coranto: crashed .segmentation fault.; wh'
	like "which has the signal" "$(cat "$HOME/.local/state/coranto/log")" \
		': segmentation fault$'
fi
keys -l 'stty -a | grep -o " echo "; echo asked'
keys Enter
sees "leaves the terminal as it was" '^ echo'
keys -l "clear; TERM=nonsense $CORANTO; echo left with \$?"
keys Enter
sees "an unknown terminal is named" 'TERM is "nonsense"'
sees "and an error" 'left with 1'
keys -l "clear; env -u TERM $CORANTO; echo left with \$?"
keys Enter
sees "no TERM" 'TERM is not set'
run "$CORANTO"
is "no terminal at all" "$status" 1
like "is said" "$err" 'not a terminal'
run_reader NO_COLOR=1
tm capture-pane -p -e >"$T/plain"
if grep -Eq '\[[0-9;]*3[1-7]m' "$T/plain"; then
	fail "NO_COLOR" "$(cat "$T/plain")"
else
	pass "NO_COLOR"
fi
keys q
sees "it leaves" 'left with 0'
run_reader TERM=vt100
sees "a terminal without colours" 'The coranto guide'
keys q
sees "it leaves again" 'left with 0'
done_testing
