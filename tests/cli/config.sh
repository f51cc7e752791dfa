#!/bin/sh
# coranto config: what is wrong, what is in effect, what to begin with.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1

mkdir -p "$CONFIG"
run "$CORANTO" config check
is "no config is a good one" "$status $out" "0 nothing is wrong"

"$CORANTO" config dump >"$T/bare"
"$CORANTO" config default >"$CONFIG/config"
run "$CORANTO" config check
is "the default is right" "$status $out$err" "0 nothing is wrong"
"$CORANTO" config dump | head -n "$(grep -c '' "$T/bare")" >"$T/read"
ok "read back it changes nothing" cmp "$T/bare" "$T/read"
is "every setting is in it" "$(grep -c '^set ' "$CONFIG/config")" \
	"$(grep -c '^SETTING(' "$SRCDIR/src/app/settings.def")"

cat >"$CONFIG/config" <<'END'
set measure 66
set browser "firefox --new-tab"
colour title bold #fe8019
bind articles gx "file away" star ; tag later ; next-unread
unbind feeds D
bind gu search is:unread newer:1d
END
"$CORANTO" config dump >"$T/mine"
is "a value" "$(grep '^set measure ' "$T/mine")" "set measure 66"
is "in quotes" "$(grep '^set browser ' "$T/mine")" \
	'set browser "firefox --new-tab"'
is "a colour" "$(grep '^colour ' "$T/mine")" "colour title bold #fe8019"
sed -n '4,6p' "$CONFIG/config" | sort >"$T/binds"
is "the binds" "$(grep -Fx -f "$T/binds" "$T/mine" | sort)" "$(cat "$T/binds")"
is "each key once in a pane" "$(grep -c '^\(un\)*bind feeds D\( \|$\)' \
	"$T/mine")" 1
is "where from" "$("$CORANTO" config dump --origin |
	grep -B1 '^set measure ')" "# config:1
set measure 66"
cp "$T/mine" "$CONFIG/config"
"$CORANTO" config dump >"$T/again"
is "what was dumped is read back" "$("$CORANTO" config check)" \
	"nothing is wrong"
is "to the same" "$(grep '^set \|^colour ' "$T/again")" \
	"$(grep '^set \|^colour ' "$T/mine")"

cat >"$CONFIG/config" <<'END'
set mesure 66
set measure 66
bind x qiut
END
printf '%s\n' 'not an address' >"$CONFIG/feeds"
run "$CORANTO" config check
is "what is wrong: status" "$status" 1
like "a setting" "$err" 'config:1:5: there is no setting .mesure.: did you mean'
is "a caret" "$(echo "$err" | sed -n 3p)" "        ^"
like "a command" "$err" 'config:3:8: there is no command'
like "the list of feeds" "$err" 'feeds:1: '
run "$CORANTO" config check "$T/none"
is "a file that is not there" "$status" 1
run "$CORANTO" config what
is "something else" "$status" 2
done_testing
