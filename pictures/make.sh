#!/bin/sh
# make.sh FOLDER - the pictures of the README, made by the program from the
# papers that come with it, into FOLDER
#
# They are the same each time: a test makes them again and compares.
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1" || exit 1
home=$(mktemp -d "${TMPDIR:-/tmp}/coranto-pictures-XXXXXX") || exit 1
trap 'rm -rf "$home"' EXIT
noon=1795348800		# 22 November 2026, UTC

HOME=$home TZ=UTC LC_ALL=C.UTF-8
export HOME TZ LC_ALL
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME NO_COLOR \
	CORANTO_LOG
for script in "$here"/*.script; do
	rm -rf "$home/.config" "$home/.local" "$home/.cache"
	CORANTO_CLOCK_OFFSET=$((noon - $(date +%s))) \
		"${CORANTO:?}" --headless --script "$script" --size \
		"$(sed -n 's/^# size //p' "$script")" || exit 1
done
