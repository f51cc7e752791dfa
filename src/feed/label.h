/* label.h - what strangers call a character set */
#ifndef FEED_LABEL_H
#define FEED_LABEL_H

#include "base/str.h"

enum label_kind {
	LABEL_UNKNOWN,
	LABEL_UTF8,
	LABEL_WINDOWS1252,
	LABEL_WIDE,	/* UTF-16 or UTF-32: only believed when it looks it */
	LABEL_OTHER,	/* for iconv */
};

struct label {
	enum label_kind kind;
	char iconv_name[32];
	size_t unit;	/* bytes to skip over what is wrong */
};

/* The character set called `name`.  Letter case and punctuation are of no
 * account, and a name means the superset that the web means by it:
 * ISO-8859-1 is windows-1252, GB2312 is GB18030.  */
struct label label_find(struct span name);

#endif
