#!/bin/sh
# On a terminal: wide, joined and right-to-left text keeps its columns.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$CONFIG"
printf 'set restore off\nset layout 3\n' >"$CONFIG/config"
: >"$CONFIG/feeds"
n=0
feed() {
	n=$((n + 1))
	{
		echo "<rss version='2.0'><channel><title>$1</title><item>"
		echo "<title>$1: $1 $1 $1 $1</title><guid>$n</guid>"
		echo "<pubDate>Sun, 22 Nov 2026 0$n:00:00 GMT</pubDate>"
		echo "<description>$1 $1 $1 $1</description></item>"
		echo '</channel></rss>'
	} >"$T/$n.xml"
	echo "file://$T/$n.xml" >>"$CONFIG/feeds"
}
feed '日本語の見出しがここにあります'
feed 'שלום עולם וכל יושביו'
feed 'مرحبا بالعالم كله'
feed '한국어 제목입니다'
feed '😀 faces 🎉 and 🚀 more'
feed 'Cafe&#x301; naïve é'
feed 'ＦＵＬＬ width ｈａｌｆ'
feed 'हिन्दी में समाचार'
feed 'plain letters'
ok "fetched" "$CORANTO" refresh --all

# rules: the columns in which tmux itself has the upright rules, each once.
rules() {
	tm copy-mode
	tm send-keys -X history-top
	tm send-keys -X start-of-line
	rules_seen=
	while :; do
		tm send-keys -X search-forward '│'
		rules_at=$(tm display-message -p \
			'#{copy_cursor_y}:#{copy_cursor_x}')
		case " $rules_seen " in
		*" $rules_at "*) break ;;
		esac
		rules_seen="$rules_seen $rules_at"
	done
	tm send-keys -X cancel
	for rules_at in $rules_seen; do
		echo "${rules_at#*:}"
	done | sort -n | uniq -c
}

terminal 150 20
run_reader
sees "three panes" '│.*│'
sees "Japanese" '日本語の見出し'
sees "Korean" '한국어 제목입니다'
sees "Hebrew" 'םלוע םולש'
sees "emoji" '😀 faces 🎉 and 🚀 m'
is "rules are upright" "$(rules | awk '{ print $1 }' | uniq | wc -l)" 1
is "both of them" "$(rules | wc -l)" 2
keys j j j j j j j j
sees "the cursor on each of them" '^›  plain|^ plain letters'
is "leaves them upright" "$(rules | awk '{ print $1 }' | uniq | wc -l)" 1
keys q
sees "it leaves" 'left with 0'
done_testing
