/* bench_texts.h - generated articles, the same in every run
 *
 * Some 4.7 KB of HTML each, words as frequent as in real text (Zipf's law over
 * a vocabulary of 40,000).
 */
#ifndef BENCH_TEXTS_H
#define BENCH_TEXTS_H

#include "store/store.h"

/* Noon of a day in January 2026: the newest article is not younger.  */
#define TEXTS_NOW INT64_C(1769090520)

void texts_init(void);

/* 64 random bits.  */
uint64_t texts_random(void);

/* `n` words, in the arena.  */
const char *texts_words(struct arena *a, size_t n);

/*
 * An article of `date`, in the arena but for its text when that is from a
 * pool; *ret_bytes (may be NULL) grows by its HTML.  With `pool` (0: none) its
 * text is one of so many, which are made and packed once: of a million
 * articles it is packing that takes the time.
 */
void texts_entry(struct arena *a, struct store_entry *e, int64_t date,
		 size_t pool, size_t *ret_bytes);

#endif
