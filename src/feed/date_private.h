/* date_private.h - what the readers of dates share; see date.h
 *
 * date.c reads what software writes: RFC 822, asctime, ISO 8601, in ASCII.
 * Only what is none of these goes through date_fold.c, and then to
 * date_words.c, which looks words up in date_names.c.
 */
#ifndef FEED_DATE_PRIVATE_H
#define FEED_DATE_PRIVATE_H

#include "feed/date.h"

/* What has been found so far; -1: nothing.  */
struct date_found {
	int year, month, day, hour, minute, second;
	int zone;		/* minutes east */
	bool has_zone;
};

#define DATE_FOUND_INIT { -1, -1, -1, -1, -1, -1, 0, false }

/* Digits at the front of s, and the value of the first n (n <= 9).  */
size_t date_digits(struct span s);
int date_number(const char *p, size_t n);

/* "24" is 2024, "69" is 1969.  */
int date_short_year(int v);

/* Minutes east of a named zone ("cet"); any case.  */
bool date_zone_named(struct span name, int *ret);

/* A zone in any form: "+0200", "EST", "GMT+02:00", "Etc/GMT", "Z".  */
bool date_zone(struct span s, int *ret);

/* The time of what was found, missing parts the smallest.  */
bool date_finish(struct date_found *f, int64_t *ret);

/* What date_fold() saw and dropped.  */
struct date_scripts {
	bool thai;		/* letters of Thai */
	bool digits;		/* digits that are not ASCII */
};

/*
 * Append s in the spelling of the tables: lower case, without diacritics,
 * digits of any script as ASCII, dashes as "-", other punctuation beyond
 * ASCII and all white space as one space, invisible characters dropped.
 * Letters of Indic scripts, Thai, Georgian, kana, Han and Hangul stay.
 */
void date_fold(struct str *out, struct span s, struct date_scripts *ret);

/* A language's names of the months: twelve groups parted by "|", each of
 * names parted by ",", folded.  A name stands for every word that begins
 * with it; with a "$" behind it, for itself alone.  */
struct date_language {
	const char *tags;	/* primary subtags parted by spaces */
	const char *months;
};

extern const struct date_language date_languages[];
extern const size_t date_n_languages;

/* Names that count only in feeds which say that this is their language.  */
extern const struct date_language date_tagged_languages[];
extern const size_t date_n_tagged_languages;

/* The month whose name s begins with, or 0.  The names of `language` (a BCP
 * 47 tag or NULL) come first; then the longest name of all wins, and among
 * equals the language further up in the table.  *ret_len: its bytes.  */
int date_month_named(struct span s, const char *language, size_t *ret_len);

/* Languages of people who also count years in the Hijra.  */
#define DATE_ARABIC "ar ckb fa prs ps ur"

/* Whether the primary subtag of `language` is one of `tags`.  */
bool date_language_is(const char *language, const char *tags);

/* A date in words, s as fed to feed_date_parse().  */
bool date_words(struct span s, const char *language, int64_t *ret);

#endif
