#!/bin/sh
# Hold the manual pages to the program's tables, to mandoc's lint and to the
# command line.  --update writes the tables into the pages.
#
# A table stands between `.\" docgen NAME` and `.\" end`.
BUILDDIR=$(cd "${BUILDDIR:-.}" && pwd)
cd "${SRCDIR:-.}/man" || exit 1
docgen=$BUILDDIR/docgen
pages='coranto.1 coranto-config.5 coranto-feeds.5 coranto-query.7
	coranto-rules.5'
LC_ALL=C.UTF-8
export LC_ALL

# The names of the tables in page $1.
tables() {
	sed -n 's/^\.\\" docgen \([a-z]*\)$/\1/p' "$1"
}

# The table $2 as it stands in page $1.
standing() {
	sed -n "/^\\.\\\\\" docgen $2\$/,/^\\.\\\\\" end\$/p" "$1" |
		sed '1d;$d'
}

if [ "$1" = --update ]; then
	for page in $pages; do
		for table in $(tables $page); do
			$docgen $table >"$BUILDDIR/docgen.tmp" || exit 1
			sed -e "/^\\.\\\\\" docgen $table\$/,/^\\.\\\\\" end\$/{
				/docgen/{
				r $BUILDDIR/docgen.tmp
				b
				}
				/\\\\\" end\$/!d
				}" $page >"$BUILDDIR/page.tmp" || exit 1
			cat "$BUILDDIR/page.tmp" >$page
		done
	done
	rm -f "$BUILDDIR/docgen.tmp" "$BUILDDIR/page.tmp"
	exit 0
fi

bad=0
n=0
say() {
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		echo "$2" | sed 's/^/# /'
		bad=1
	fi
}

for page in $pages; do
	for table in $(tables $page); do
		say "$page: its table of $table is the program's" "$(
			if [ "$(standing $page $table)" != "$($docgen $table)" ]
			then
				echo 'run make update-man'
			fi)"
	done
	if command -v mandoc >/dev/null 2>&1; then
		# Whether the other page is installed is not the page's fault.
		say "$page: mandoc finds nothing" "$(
			mandoc -T lint -I os=coranto $page 2>&1 |
			grep -v -e 'referenced manual not found' \
				-e 'outdated mandoc.db')"
	else
		n=$((n + 1))
		echo "ok $n - $page: mandoc # SKIP no mandoc"
	fi
done

# The examples are the items of the section EXAMPLES.
examples=$(sed -n '/^\.Sh EXAMPLES/,/^\.Sh SEE/s/^\.It Li //p' coranto-query.7 |
	sed 's/\\(dq/"/g; s/\\-/-/g; s/\\&//g; s/\\e/\\/g')
say 'coranto-query.7: at least thirty examples, all of them queries' "$(
	[ "$(echo "$examples" | wc -l)" -ge 30 ] || echo "only $(
		echo "$examples" | wc -l) examples"
	echo "$examples" | $docgen queries)"

# The blocks of page $1 as they would be typed.
blocks() {
	sed -n '/^\.Bd/,/^\.Ed/{/^\./!p;}' "$1" |
		sed 's/\\(dq/"/g; s/\\-/-/g; s/\\&//g; s/\\e/\\/g'
}

for kind in config feeds; do
	blocks coranto-$kind.5 >"$BUILDDIR/man-$kind.tmp"
	say "coranto-$kind.5: its examples are right" "$(
		[ -s "$BUILDDIR/man-$kind.tmp" ] || echo 'there are none'
		$docgen $kind "$BUILDDIR/man-$kind.tmp")"
	rm -f "$BUILDDIR/man-$kind.tmp"
done

# Every command and every option of the command line is in the page.
page=$(sed -n '/^\.Sh COMMANDS/,/^\.Ss JSON/{s/\\-/-/g; s/\\&//g; p;}' \
	coranto.1)
commands=$("${CORANTO:-$BUILDDIR/coranto}" --help 2>/dev/null </dev/null |
	sed -n 's/^  \([a-z][a-z]*\)  *[a-z].*/\1/p')
if [ -z "$commands" ]; then
	n=$((n + 1))
	echo "ok $n - coranto.1: the commands # SKIP no command line"
else
	say 'coranto.1: every command and option is described' "$(
		for c in $commands; do
			echo "$page" | grep -q "^\.It Cm $c\( \|\$\)" ||
				echo "$c is missing"
			"${CORANTO:-$BUILDDIR/coranto}" help $c |
			grep -o -e '--[a-z][a-z-]*' | sort -u |
			while read -r option; do
				echo "$page" |
				sed -n "/^\\.It Cm $c\\( \\|\$\\)/,/^\\.It Cm/p" |
				grep -q -e "Fl -${option#--}" ||
					echo "$c: $option is missing"
			done
		done)"
fi
echo "1..$n"
exit $bad
