#!/bin/sh
# Scripts for the headless screen, each with the shots that it should give.
#
#	NAME.script	its steps; "# size 80x24", "# styles" and "# locale he_IL.UTF-8"
#			at its top
#	NAME.setup	shell, sourced before: writes to $CONFIG, has $DATA
#	NAME.shot	what comes out; `make bless` writes it
#
# Each runs in a home of its own, at noon of 22 November 2026, UTC.  In the
# end every action of the table must have been done by one of them.
. "$SRCDIR/tests/lib/lib.sh"

DATA="$SRCDIR/tests/screen/data"
noon=1795348800
: >"$T/done"

play() {
	HOME="$T/$1"
	CONFIG="$HOME/.config/coranto"
	mkdir -p "$CONFIG"
	# A link, so that no path of this machine gets into the shots.
	ln -s "$DATA" "$HOME/data"
	cd "$HOME" || exit 1
	if [ -e "$scripts/$1.setup" ]; then
		. "$scripts/$1.setup"
	fi
	size=$(sed -n 's/^# size //p' "$scripts/$1.script")
	styles=$(sed -n 's/^# \(styles\)$/--\1/p' "$scripts/$1.script")
	locale=$(sed -n 's/^# locale //p' "$scripts/$1.script")
	LC_ALL=${locale:-C.UTF-8} CORANTO_CLOCK_OFFSET=$((noon - $(date +%s))) CORANTO_LOG="$T/$1.log" \
		"$CORANTO" --headless --size "${size:-80x24}" $styles \
		--script "$scripts/$1.script" >"$T/$1.raw" 2>"$T/$1.err"
	status=$?
	sed "s|$HOME|~|g" "$T/$1.raw" >"$T/$1.shot"
	sed -n 's/.*action \([a-z-]*\).*/\1/p' "$T/$1.log" >>"$T/done"
}

scripts="$SRCDIR/tests/screen"
for script in "$scripts"/*.script; do
	name=${script##*/}
	name=${name%.script}
	play "$name"
	if [ "$status" -ne 0 ]; then
		fail "$name ends well" "exit $status" "$(cat "$T/$name.err")"
	elif [ -n "$BLESS" ]; then
		cp "$T/$name.shot" "$scripts/$name.shot"
		pass "$name is blessed"
	elif diff -u "$scripts/$name.shot" "$T/$name.shot" >"$T/$name.diff"; then
		pass "$name"
	else
		fail "$name" "$(cat "$T/$name.diff")"
	fi
done

missing=
for action in $(sed -n 's/^ACTION([A-Z_]*, "\([a-z-]*\)".*/\1/p' \
	"$SRCDIR/src/app/actions.def"); do
	grep -qx "$action" "$T/done" || missing="$missing $action"
done
is "every action is done by some script" "$missing" ""
done_testing
