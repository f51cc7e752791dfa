#!/bin/sh
# Calls that are wrong, and asking for help.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

run "$CORANTO" --version
is "--version: status" "$status" 0
like "--version names the program" "$out" '^coranto [0-9]+\.[0-9]+'

run "$CORANTO" --help
is "--help: status" "$status" 0
like "--help lists refresh" "$out" '^  refresh +fetch'

for c in refresh add remove feeds list search show mark undo import export \
	preview doctor; do
	run "$CORANTO" $c --help
	is "$c --help: status" "$status" 0
	like "$c --help: usage" "$out" "^usage: coranto $c"
	is "$c --help: nothing on stderr" "$err" ""
	like "--help lists $c" "$("$CORANTO" --help)" "^  $c "
done
run env -u HOME "$CORANTO" list --help
is "help needs no home" "$status" 0

run "$CORANTO" refersh
is "an unknown command: status" "$status" 2
like "an unknown command: the nearest" "$err" 'did you mean refresh'
is "an unknown command: nothing on stdout" "$out" ""
run "$CORANTO" list --jsn
is "an unknown option: status" "$status" 2
like "an unknown option: the nearest" "$err" 'did you mean --json'
run "$CORANTO" list --limit
is "an option without its value: status" "$status" 2
run "$CORANTO" list --limit ten
is "a number that is none: status" "$status" 2
like "a number that is none: why" "$err" 'not ten'
run "$CORANTO" list --count=3
is "a switch with a value: status" "$status" 2
run "$CORANTO" list --format '%{titel}'
is "an unknown field: status" "$status" 2
like "an unknown field: the nearest" "$err" 'did you mean title'
for c in add remove search show mark import preview; do
	run "$CORANTO" $c
	is "$c without arguments: status" "$status" 2
	like "$c without arguments: usage" "$err" "^usage: coranto $c"
done
run "$CORANTO" mark raed all
is "an unknown mark: status" "$status" 2
run "$CORANTO" mark read
is "mark without a query: status" "$status" 2
run "$CORANTO" list 'is:purple'
is "a wrong query: status" "$status" 2
like "a wrong query: where" "$err" '^ +\^'

run env -u HOME "$CORANTO" list
is "no home: status" "$status" 1
like "no home: what to do" "$err" 'HOME'

esc=$(printf '\033]0;pwned\007')
run "$CORANTO" "re$esc"
is "escapes in a word: status" "$status" 2
if printf '%s' "$err" | LC_ALL=C grep -q "$(printf '\033')"; then
	fail "escapes in a word do not come back"
else
	pass "escapes in a word do not come back"
fi

ok "no command left anything behind" test ! -e "$HOME/.local"
done_testing
