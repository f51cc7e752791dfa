#!/bin/sh
# embed.sh FOLDER - the bundled feeds and themes of FOLDER as a C file on
# stdout, for src/app/bundled.h.
LC_ALL=C
export LC_ALL
cat <<END
/* made by data/embed.sh: do not edit */
#include "config.h"

#include "app/bundled.h"

END
bytes() {
	echo "static const unsigned char $2[] = {"
	od -An -v -tx1 "$1" |
		sed 's/ *\([0-9a-f][0-9a-f]\)/0x\1,/g' || exit 1
	echo '};'
}
bytes "$1/guide.xml" guide
for lang in ar he uk zh; do
	bytes "$1/guide-$lang.xml" "guide_$lang"
done
bytes "$1/sample-courier.xml" courier
bytes "$1/sample-meridian.xml" meridian
bytes "$1/sample-signal.json" sample_signal
cat <<END

const struct bundled bundled_feeds[] = {
	{ "coranto:guide/ar", "", NULL, guide_ar, sizeof(guide_ar), "ar" },
	{ "coranto:guide/he", "", NULL, guide_he, sizeof(guide_he), "he" },
	{ "coranto:guide/uk", "", NULL, guide_uk, sizeof(guide_uk), "uk" },
	{ "coranto:guide/zh", "", NULL, guide_zh, sizeof(guide_zh), "zh" },
	{ "coranto:guide", "", NULL, guide, sizeof(guide), NULL },
	{ "coranto:sample/courier", "Samples", NULL, courier,
	  sizeof(courier), NULL },
	{ "coranto:sample/meridian", "Samples", NULL, meridian,
	  sizeof(meridian), NULL },
	{ "coranto:sample/signal", "Samples", NULL, sample_signal,
	  sizeof(sample_signal), NULL },
};

const size_t bundled_n_feeds =
	sizeof(bundled_feeds) / sizeof(bundled_feeds[0]);
END

names=
for theme in "$1"/themes/[a-z]*; do
	name=${theme##*/}
	bytes "$theme" "theme_$(echo "$name" | tr - _)"
	names="$names $name"
done
echo
echo 'const struct bundled_theme bundled_themes[] = {'
for name in $names; do
	c=theme_$(echo "$name" | tr - _)
	printf '\t{ "%s", %s,\n\t  sizeof(%s) },\n' "$name" "$c" "$c"
done
cat <<END
};

const size_t bundled_n_themes =
	sizeof(bundled_themes) / sizeof(bundled_themes[0]);
END
