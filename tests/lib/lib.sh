# lib.sh - sourced by the shell tests: a pinned world and TAP
#
#	. "$SRCDIR/tests/lib/lib.sh"
#	ok "what should hold" command args…
#	is "what should be equal" "$got" "$want"
#	done_testing
#
# $T is a folder of the test's own, removed at the end; HOME and the XDG
# folders lie in it.  $CORANTO is the program under test; with CORANTO_WRAP
# (valgrind and its flags, say) it is a script that runs the program so.

T=$(mktemp -d "${TMPDIR:-/tmp}/coranto-test-XXXXXX") || exit 1
export T
export HOME="$T/home" TZ=UTC LC_ALL=C.UTF-8 TERM=xterm-256color
mkdir -p "$HOME"
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME NO_COLOR BROWSER \
	http_proxy https_proxy all_proxy no_proxy CORANTO_CLOCK_OFFSET \
	CORANTO_LOG TMUX
CONFIG="$HOME/.config/coranto"
DB="$HOME/.local/share/coranto/coranto.db"
tests_run=0
tests_bad=0
at_exit=:
trap 'eval "$at_exit"; rm -rf "$T"' EXIT
trap 'exit 130' INT TERM

# wrapped PROGRAM: its path, or that of a script that runs it in CORANTO_WRAP.
wrapped() {
	if [ -z "$CORANTO_WRAP" ]; then
		echo "$1"
		return
	fi
	mkdir -p "$T/wrapped"
	printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$CORANTO_WRAP" "$1" \
		>"$T/wrapped/${1##*/}"
	chmod +x "$T/wrapped/${1##*/}"
	echo "$T/wrapped/${1##*/}"
}
CORANTO=$(wrapped "$CORANTO")

skip_all() {
	echo "1..0 # SKIP $*"
	exit 0
}

pass() {
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - $1"
}

fail() {
	tests_run=$((tests_run + 1))
	tests_bad=1
	echo "not ok $tests_run - $1"
	shift
	printf '%s\n' "$@" | sed 's/^/# /'
}

# ok WORDS COMMAND…: the command succeeds.
ok() {
	ok_words=$1
	shift
	if "$@" >"$T/ok.out" 2>&1; then
		pass "$ok_words"
	else
		fail "$ok_words" "exit $?: $*" "$(cat "$T/ok.out")"
	fi
}

# is WORDS GOT WANT
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1" "got:  $2" "want: $3"
	fi
}

# like WORDS TEXT PATTERN: some line of TEXT matches the extended regexp.
like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		pass "$1"
	else
		fail "$1" "got:  $2" "want: /$3/"
	fi
}

unlike() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		fail "$1" "got:      $2" "unwanted: /$3/"
	else
		pass "$1"
	fi
}

# run COMMAND…: $out, $err, $status.
run() {
	"$@" >"$T/run.out" 2>"$T/run.err" </dev/null
	status=$?
	out=$(cat "$T/run.out")
	err=$(cat "$T/run.err")
}

done_testing() {
	echo "1..$tests_run"
	exit $tests_bad
}
