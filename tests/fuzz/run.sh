#!/bin/sh
# run.sh FOLDER fuzz_NAME.fuzz - run one fuzz target for FUZZ_SECONDS
#
# From the build folder; FOLDER is tests/fuzz of the source.  Ends with 1
# when it found something, which is then in fuzz/fuzz_NAME.
source=$1
program=${2%.fuzz}
name=${program#fuzz_}
out=fuzz/$program

mkdir -p "$out/corpus" || exit 1
set -- -max_total_time="${FUZZ_SECONDS:-60}" -timeout=20 -rss_limit_mb=1024 \
	-max_len=65536 -artifact_prefix="$out/" -print_final_stats=1
if [ -e "$source/$name.dict" ]; then
	set -- "$@" -dict="$source/$name.dict"
fi
if ./"$program" "$@" "$out/corpus" "$source/corpus/$name" \
		>"$out/log" 2>&1; then
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$out/log")
	echo "ok $program: ${runs:-no} runs"
else
	tail -n 40 "$out/log"
	echo "not ok $program: see $out"
	exit 1
fi
