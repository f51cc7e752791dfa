#!/bin/sh
# mark and undo.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/feeds.sh"

rss alpha 30 >"$T/alpha.xml"
"$CORANTO" add "file://$T/alpha.xml" 2>"$T/e"

is "a dry run counts" "$("$CORANTO" mark --dry-run read 'title:"alpha 7"')" 1
is "a dry run marks nothing" "$("$CORANTO" list --count is:unread)" 30
run "$CORANTO" mark read 'title:"alpha 7"'
is "mark: status" "$status" 0
is "mark: words" "$err" "Marked 1 read"
is "mark: done" "$("$CORANTO" list --count is:unread)" 29
run "$CORANTO" mark read --all
is "mark --all: only what was not" "$err" "Marked 29 read"
run "$CORANTO" undo
is "undo: words" "$err" "Undone: Marked 29 read"
is "undo: done" "$("$CORANTO" list --count is:unread)" 29
"$CORANTO" mark star 'title:"alpha 7" OR title:"alpha 8"' 2>"$T/e"
is "star" "$("$CORANTO" list --count is:starred)" 2
"$CORANTO" mark unstar 'title:"alpha 8"' 2>"$T/e"
is "unstar" "$("$CORANTO" list --count is:starred)" 1
"$CORANTO" mark unread is:read 2>"$T/e"
is "unread" "$("$CORANTO" list --count is:unread)" 30
"$CORANTO" mark delete 'title:"alpha 9"' 2>"$T/e"
is "delete" "$("$CORANTO" list --count)" 29
echo >>"$T/alpha.xml"
"$CORANTO" refresh --all 2>"$T/e"
is "what is deleted stays away" "$("$CORANTO" list --count)" 29
"$CORANTO" undo 2>"$T/e"
is "undo of a deletion" "$("$CORANTO" list --count)" 30

# Tags: several are one act.
run "$CORANTO" mark tag 'later, Київ' 'title:"alpha 7" OR title:"alpha 8"'
is "tag: status" "$status" 0
is "tag: words" "$err" "Tagged 2 “later”, 2 “Київ”"
is "tag: one act" "$("$CORANTO" undo --list | head -1)" \
	"        Tagged 2 “later”, 2 “Київ”"
run "$CORANTO" undo
is "tag: undone at once" "$err" "Undone: Tagged 2 “later”, 2 “Київ”"
is "tag: both are gone" "$("$CORANTO" tags)" ""
run "$CORANTO" redo
is "tag: redone at once" "$err" "Redone: Tagged 2 “later”, 2 “Київ”"
run "$CORANTO" tags
like "tags: counted" "$out" '^     2       2  later$'
"$CORANTO" tags --json >"$T/tags.json"
is "tags --json" "$(jsonget "$T/tags.json" 1.name)" "Київ"
is "tags --json: total" "$(jsonget "$T/tags.json" 1.total)" 2
is "in another case it is the same" \
	"$("$CORANTO" mark --count tag КИЇВ title:alpha 2>"$T/e")" 28
is "untag: how many had it" \
	"$("$CORANTO" mark --json untag LATER 'title:alpha' 2>"$T/e")" \
	'{"matched": 30, "changed": 2}'
unlike "a tag that nothing has is gone" "$("$CORANTO" tags)" later
"$CORANTO" undo 2>"$T/e"
like "undo: the words" "$(cat "$T/e")" '^Undone: Untagged 2 .LATER.$'
like "undo of a tag" "$("$CORANTO" tags)" '^     2       2  LATER$'
"$CORANTO" redo 2>"$T/e"
unlike "redo of a tag" "$("$CORANTO" tags)" LATER
for bad in '' ' , ' "$(printf 'a%0.s' $(seq 65))"; do
	run "$CORANTO" mark tag "$bad" title:alpha
	ok "no tag: '$bad'" test "$status" -ne 0
done
run "$CORANTO" mark tag x
is "tag without a query: usage" "$status" 2
run "$CORANTO" undo --list
is "the journal: the newest first, and what was undone" \
	"$(printf '%s\n' "$out" | sed -n '1p;2p')" \
	"$(printf '        Untagged 2 “LATER”\n        Tagged 28 “КИЇВ”')"
"$CORANTO" undo 2>"$T/e"
"$CORANTO" undo --list --json >"$T/acts.json"
is "as JSON" "$(jsonget "$T/acts.json" 0.what)" "Untagged 2 “LATER”"
is "as JSON: undone" "$(jsonget "$T/acts.json" 0.undone)" true
is "as JSON: not undone" "$(jsonget "$T/acts.json" 1.undone)" false
while "$CORANTO" undo 2>&1 | grep -q '^Undone: .*agged'; do :; done
is "all undone: no tags" "$("$CORANTO" tags)" ""
run "$CORANTO" redo

run "$CORANTO" mark read nosuchword
is "nothing to mark: status" "$status" 0
is "nothing to mark: words" "$err" "Marked 0 read"
is "the cache is whole" "$("$CORANTO" doctor | head -1)" "cache: whole"
done_testing
