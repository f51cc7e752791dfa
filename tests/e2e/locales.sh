#!/bin/sh
# On a terminal: locales without UTF-8 get letters that they have.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

mkdir -p "$CONFIG"
echo 'set restore off' >"$CONFIG/config"
printf 'file://%s/tests/screen/data/world.xml "Voices"\n' "$SRCDIR" \
	>"$CONFIG/feeds"
ok "fetched" "$CORANTO" refresh --all
terminal 100 20

# One of those that are installed, or one made for this.
latin=$(locale -a 2>/dev/null | grep -iE '8859|1251|koi8' | head -n 1)
if [ -z "$latin" ] && localedef -i en_US -f ISO-8859-1 \
	"$T/en_US.ISO-8859-1" >"$T/localedef" 2>&1; then
	# The C library never frees what it makes of LOCPATH.
	latin="en_US.ISO-8859-1 LOCPATH=$T"
	latin="$latin ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0"
fi
if [ -n "$latin" ]; then
	keys -l "clear; LC_ALL=$latin $CORANTO; echo left with \$?"
	keys Enter
	sees "a locale of 8 bits" 'Voices +4 '
	keys Enter
	sees "its list" '11:30  '
	sees_not "what it has no letters for is not sent" '[本ן👩]'
	keys q
	sees "it leaves" 'left with 0'
fi

# These say nothing of the terminal, which mostly has UTF-8.
for locale in C POSIX; do
	keys -l "clear; LC_ALL=$locale $CORANTO; echo left with \$?"
	keys Enter
	sees "$locale" 'Voices +4 │'
	keys Enter
	sees "has every letter" '11:30  日本語'
	keys -l '/é'
	sees "and types them" '^[^/]*/ é +[0-9]+ found$'
	keys Escape
	sees "Esc goes to what was found" '^ Search ▸ é'
	keys q
	sees "it leaves" 'left with 0'
done
keys -l "clear; LC_ALL=C.UTF-8 $CORANTO"
keys Enter
keys :
keys -l 'set ascii on'
keys Enter
sees "signs as letters where there is UTF-8" 'Voices +4 \|'
keys q
done_testing
