#!/bin/sh
# Every tracked file is in the distribution.
cd "${SRCDIR:-.}" || exit 1
unset MAKEFLAGS MFLAGS MAKELEVEL
if [ ! -e .git ] || ! tracked=$(git ls-files 2>/dev/null); then
	echo "1..0 # SKIP not a git tree"
	exit 0
fi
echo 1..1
packed=$(make -s -C "$BUILDDIR" print-dist) || exit 1
missing=$(printf '%s\n' "$tracked" | awk -v packed="$packed" '
	BEGIN {
		n = split(packed, names)
		for (i = 1; i <= n; i++)
			have[names[i]] = 1
		have[".gitignore"] = 1
	}
	{
		# The file itself, or a folder that it lies in.
		path = $0
		while (!(path in have) && sub("/[^/]*$", "", path))
			;
		if (!(path in have))
			print
	}')
if [ -z "$missing" ]; then
	echo "ok 1 - every tracked file is in the distribution"
else
	echo "not ok 1 - every tracked file is in the distribution"
	echo "$missing" | sed 's/^/# not in EXTRA_DIST or SOURCES: /'
	exit 1
fi
