#!/bin/sh
# Rules: what is done with articles as they arrive, and with those that are
# there.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

# feed FILE ENTRY…: an entry is "TITLE|TEXT|CATEGORY".
feed() {
	file=$1
	shift
	{
		echo '<rss version="2.0"><channel><title>Sheets</title>'
		for entry in "$@"; do
			title=${entry%%|*} rest=${entry#*|}
			printf '<item><title>%s</title><guid>%s</guid>' \
				"$title" "$title"
			printf '<description>%s</description>' "${rest%%|*}"
			printf '<category>%s</category></item>\n' "${rest#*|}"
		done
		echo '</channel></rss>'
	} >"$file"
}

titles() {
	"$CORANTO" list --format '%{title}' "$@" | sort | tr '\n' ' '
}

mkdir -p "$CONFIG"
cat >"$T/record" <<'END'
#!/bin/sh
cat >"$1/$2.tmp"
mv "$1/$2.tmp" "$1/$2"
END
chmod +x "$T/record"
cat >"$CONFIG/rules" <<END
# what I do not want
hide tag:sport
read,tag:"world news" title:treaty
star "peace talks"
notify,run:"$T/record $T 'an article'" title:coranto
hide until:2020-01-01 title:old
off hide title:never
END
feed "$T/one.xml" 'Goal|a match|Sport' 'The treaty|signed|World' \
	'Envoys|The peace <b>talks</b> go on|World' \
	'On coranto|It&amp;#8217;s out|Tech' 'old hat|x|y' 'never|x|y'
run "$CORANTO" add "file://$T/one.xml"
is "added" "$status" 0
like "it is told" "$err" 'Sheets: On coranto'
is "what is hidden is in no list" "$(titles)" \
	"Envoys On coranto The treaty never old hat "
is "but found" "$(titles is:hidden)" "Goal "
is "counted without it" "$("$CORANTO" list --count)" 5
like "the feed counts without it" "$("$CORANTO" feeds)" '4 *5|4/5'
is "read and tagged" "$(titles 'is:read tag:"World News"')" "The treaty "
is "starred, by its text" "$(titles is:starred)" "Envoys "
n=0
until [ -e "$T/an article" ] || [ $n -ge 500 ]; do
	n=$((n + 1))
	sleep 0.02
done
ok "its program has run" test -e "$T/an article"
is "its program is given the article" \
	"$(jsonget "$T/an article" title)" "On coranto"
is "and its rules" "$(jsonget "$T/an article" rules.0)" \
	"notify,run:\"$T/record $T \\\"an article\\\"\" title:coranto"

run "$CORANTO" rules
like "listed: on, with hits" "$out" '^  1  on +1  hide tag:sport$'
like "listed: past" "$out" '^  5  past +0  hide until:2020-01-01'
like "listed: off" "$out" '^  6  off +0  off hide title:never$'
"$CORANTO" rules --json >"$T/rules.json"
is "rules --json: actions" "$(jsonget "$T/rules.json" 1.actions)" \
	'read,tag:"world news"'
is "rules --json: hits" "$(jsonget "$T/rules.json" 2.hits)" 1

# Only what is new.
"$CORANTO" mark unhide --all 2>"$T/e"
is "brought back" "$(cat "$T/e")" "Brought back 1"
is "unread as it was" "$(titles Goal is:unread)" "Goal "
echo >>"$T/one.xml"
"$CORANTO" refresh --all 2>"$T/e"
is "it is not hidden again" "$(titles is:hidden)" ""

# Add, test, apply, undo.
is "how many it is about" "$("$CORANTO" rules test 'hide tag:world')" 2
run "$CORANTO" rules add 'hide tag:world'
is "add: status" "$status" 0
is "add: words" "$err" "Saved the rule: hide tag:world"
is "add: in the file" "$(tail -n 1 "$CONFIG/rules")" "hide tag:world"
is "add: for what is to come" "$(titles is:hidden)" ""
run "$CORANTO" rules add '  hide   tag:world '
is "add: there already" "$status" 1
like "add: where" "$err" 'line 8 of'
run "$CORANTO" rules apply 7
is "apply: what has a star is not hidden" "$err" "Hid 1"
is "apply: done" "$(titles is:hidden)" "The treaty "
like "apply: a hit" "$("$CORANTO" rules)" '^  7  on  .*2  hide tag:world$'
"$CORANTO" undo 2>"$T/e"
is "apply: undone" "$(titles is:hidden)" ""
run "$CORANTO" rules add --apply 'star,read,tag:x Goal OR never'
is "add --apply: several are one act" "$(echo "$err" | tail -n 1)" \
	"Marked 2 read, Starred 2, Tagged 2 “x” · the rule is kept for what comes"
"$CORANTO" undo 2>"$T/e"
is "and undone at once" "$("$CORANTO" list --count 'tag:x OR (is:starred Goal)')" 0
"$CORANTO" rules off 8 2>"$T/e"
is "off" "$(tail -n 1 "$CONFIG/rules")" "off star,read,tag:x Goal OR never"
"$CORANTO" rules on 8 2>"$T/e"
is "on" "$(tail -n 1 "$CONFIG/rules")" "star,read,tag:x Goal OR never"
"$CORANTO" rules remove 7 2>"$T/e"
is "remove: the others stay as they are" "$(wc -l <"$CONFIG/rules" | tr -d ' ')" 8
is "remove: and the comments" "$(head -n 1 "$CONFIG/rules")" \
	"# what I do not want"

# What is wrong is said, with the place, and the rest applies.
echo 'hid title:x' >>"$CONFIG/rules"
feed "$T/one.xml" 'Another match|a match|sport'
run "$CORANTO" refresh --all
like "a wrong line is said" "$err" 'rules:9: there is no action .hid.: did you mean hide'
is "the others apply" "$(titles is:hidden)" "Another match "
run "$CORANTO" rules add 'hide titel:x'
is "wrong: status" "$status" 2
like "wrong: the cause" "$err" 'did you mean title:'
is "wrong: the place" "$(echo "$err" | tail -n 1)" "       ^"
run "$CORANTO" rules add 'hide,star x'
is "wrong: both" "$status" 2
run "$CORANTO" rules add 'hide'
like "wrong: no query" "$err" 'a query is missing'
run "$CORANTO" rules add 'hide until:soon x'
like "wrong: no day" "$err" 'write it as 2026-12-31'
run "$CORANTO" rules add 'run:"no-such-program-here" title:later'
is "a program that is not there" "$status" 0
feed "$T/one.xml" 'later|x|y'
run "$CORANTO" refresh --all
like "is said when it is run" "$err" 'no-such-program-here'

done_testing
