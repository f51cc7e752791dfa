/* bench_feed.h - shared by bench_feed.c and bench_hostile.c */
#ifndef TESTS_BENCH_FEED_H
#define TESTS_BENCH_FEED_H

#include "base/str.h"

/* Seconds of CPU that feed_parse() takes; any result will do.  */
double bench_parse(struct span body, const char *content_type);

/* Print how time grows with hostile inputs; false when one is not linear.  */
bool bench_hostile(void);

#endif
