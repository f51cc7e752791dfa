#!/bin/sh
# Whatever is typed, clicked and resized, the reader ends when it is told to,
# every shot has its rows, nothing of the terminal's is in them, the cache is
# whole, and undo brings back the list and the marks of before.
#
#	random.sh [FIRST [COUNT [STEPS]]]
#
# Runs the seeds from FIRST on; odd ones are wild (random.awk), and for these
# undo is not asked.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

first=${1:-1}
count=${2:-8}
steps=${3:-250}
# What is opened, asked for and piped goes nowhere.
export BROWSER=true PAGER=true EDITOR=true VISUAL=true SHELL=/bin/sh
export http_proxy=http://127.0.0.1:9 https_proxy=http://127.0.0.1:9
timeout=$(command -v timeout)
mkdir "$T/nowhere"

begin() {
	HOME="$T/$1"
	CONFIG="$HOME/.config/coranto"
	mkdir -p "$CONFIG" "$HOME/data"
	cp "$SRCDIR"/tests/screen/data/*.xml "$HOME/data"
	echo "set mark-on-open off" >"$CONFIG/config"
	cat >"$CONFIG/feeds" <<end
# mine
file://$HOME/data/world.xml "Voices" # of many
[News]
file://$HOME/data/more.xml
[News/Deep]
file://$HOME/data/episodes.xml keep-days=9000
[]
file://$HOME/data/pager.xml
file://$HOME/data/leaving.xml
query: "title:tide" "Tides"
end
	"$CORANTO" refresh >"$T/refresh.out" 2>&1
	sed 's/pager.xml$/& paused=on/' "$CONFIG/feeds" >"$T/feeds"
	cp "$T/feeds" "$CONFIG/feeds"
	cd "$HOME" || exit 1
}

state() {
	cat "$CONFIG/feeds"
	for is in is:unread is:starred has:tag; do
		echo "$is"
		"$CORANTO" list --limit 10000 --format '%{feed} %{title}' "$is" 2>&1
	done
}

# Programs of the machine are not found.
play() {
	PATH="$T/nowhere" CORANTO_LOG="$T/log" "$timeout" 300 "$CORANTO" --headless --size 80x24 \
		--script "$1" >"$2" 2>"$2.err"
}

# Every "== NAME WxH" has H rows, and no row a control character.
shots_are_whole() {
	LC_ALL=C awk '
	/^== copied/ { expect = left = 0; copied = 1; next }
	/^== .* [0-9]+x[0-9]+$/ {
		if (left > 0) { print FILENAME ": rows are missing: " $0; bad = 1 }
		split($NF, side, "x"); left = side[2]; copied = 0; shots++; next
	}
	copied { next }
	{ left-- }
	/[\001-\037\177]/ { print "control: " $0; bad = 1 }
	END { if (left > 0 || !shots) { print "cut off"; bad = 1 } exit bad }' "$1"
}

seed=$first
while [ "$seed" -lt $((first + count)) ]; do
	wild=$((seed % 2))
	begin "$seed"
	state >"$T/before"
	awk -v "seed=$seed" -v "steps=$steps" -v "wild=$wild" \
		-f "$SRCDIR/tests/screen/random.awk" \
		"$SRCDIR/src/app/actions.def" "$SRCDIR/src/app/settings.def" \
		>"$T/$seed.script"
	play "$T/$seed.script" "$T/$seed.shots"
	is "$seed: it ends when it is told to" \
		"$? $(head -c 4000 "$T/$seed.shots.err")" "0 "
	ok "$seed: its shots" shots_are_whole "$T/$seed.shots"
	# The next start begins where this one was, whatever that is.
	{
		echo idle
		echo "key <Esc> <Esc> <Esc> <Esc>"
		i=0
		while [ "$wild" = 0 ] && [ $i -lt 400 ]; do
			echo "key u"
			i=$((i + 1))
		done
		printf 'idle\nshot end\n'
	} >"$T/again.script"
	play "$T/again.script" "$T/$seed.again"
	is "$seed: it starts again" "$? $(head -c 4000 "$T/$seed.again.err")" "0 "
	is "$seed: the cache" "$("$CORANTO" doctor 2>&1 | head -1)" "cache: whole"
	if [ "$wild" = 0 ]; then
		state >"$T/after"
		is "$seed: undone" "$(diff "$T/before" "$T/after")" ""
	fi
	seed=$((seed + 1))
done
echo "# $(sed -n 's/.*action \([a-z-]*\).*/\1/p' "$T/log" | sort -u | wc -l)" \
	"actions of $(grep -c '^ACTION(' "$SRCDIR/src/app/actions.def")"
[ -z "$KEEP" ] || cp -r "$T" "$KEEP"
done_testing
