/* date.c - the dates that feeds really contain; see date.h */
#include "config.h"

#include "feed/date_private.h"

#include "base/ascii.h"
#include "base/date.h"

#define YEAR_MIN (-62135596800)	/* 0001-01-01T00:00:00Z */
#define YEAR_MAX 253402300799	/* 9999-12-31T23:59:59Z */

size_t date_digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && ascii_is_digit(s.p[n]))
		n++;
	return n;
}

int date_number(const char *p, size_t n)
{
	int v = 0;

	while (n--)
		v = v * 10 + (*p++ - '0');
	return v;
}

int date_short_year(int v)
{
	return v + (v <= 68 ? 2000 : 1900);
}

/* Take `n` digits off the front of *s.  */
static bool take(struct span *s, size_t n, int *ret)
{
	if (date_digits(*s) < n)
		return false;
	*ret = date_number(s->p, n);
	*s = span_from(*s, n);
	return true;
}

static bool take_char(struct span *s, char c)
{
	if (!s->len || s->p[0] != c)
		return false;
	*s = span_from(*s, 1);
	return true;
}

/* Minutes east of the zones that have a name; the ambiguous ones are those
 * of RFC 822 and of Europe.  */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "z", 0 }, { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "wet", 0 },
	{ "est", -300 }, { "edt", -240 }, { "cst", -360 }, { "cdt", -300 },
	{ "mst", -420 }, { "mdt", -360 }, { "pst", -480 }, { "pdt", -420 },
	{ "akst", -540 }, { "akdt", -480 }, { "hst", -600 }, { "ast", -240 },
	{ "adt", -180 }, { "nst", -210 }, { "ndt", -150 },
	{ "bst", 60 }, { "west", 60 }, { "cet", 60 }, { "met", 60 },
	{ "cest", 120 }, { "mest", 120 }, { "mesz", 120 }, { "mez", 60 },
	{ "eet", 120 }, { "eest", 180 }, { "msk", 180 }, { "msd", 240 },
	{ "jst", 540 }, { "kst", 540 }, { "hkt", 480 }, { "sgt", 480 },
	{ "aest", 600 }, { "aedt", 660 }, { "acst", 570 }, { "acdt", 630 },
	{ "awst", 480 }, { "nzst", 720 }, { "nzdt", 780 },
};

/* "+hh:mm", "-hhmm", "+hh", "-h:mm".  */
static bool zone_number(struct span s, int *ret)
{
	int sign = 1, hours, minutes = 0;
	size_t n;

	if (!s.len || (s.p[0] != '+' && s.p[0] != '-'))
		return false;
	if (s.p[0] == '-')
		sign = -1;
	s = span_from(s, 1);
	n = date_digits(s);
	if (n == 3 || n == 4) {
		hours = date_number(s.p, n - 2);
		minutes = date_number(s.p + n - 2, 2);
		s = span_from(s, n);
	} else if (n == 1 || n == 2) {
		hours = date_number(s.p, n);
		s = span_from(s, n);
		if (take_char(&s, ':') && !take(&s, 2, &minutes))
			return false;
	} else {
		return false;
	}
	if (s.len || hours > 24 || minutes > 59)
		return false;
	*ret = sign * (hours * 60 + minutes);
	return true;
}

bool date_zone_named(struct span name, int *ret)
{
	for (size_t i = 0; name.len && i < ARRAY_LEN(zones); i++) {
		if (!span_eq_nocase(name, span_of(zones[i].name)))
			continue;
		*ret = zones[i].minutes;
		return true;
	}
	return false;
}

bool date_zone(struct span s, int *ret)
{
	size_t n = 0;

	s = span_trim(s);
	if (s.len >= 2 && s.p[0] == '(' && s.p[s.len - 1] == ')')
		s = (struct span){ s.p + 1, s.len - 2 };
	if (span_starts_nocase(s, "etc/"))
		s = span_from(s, 4);
	if (zone_number(s, ret))
		return true;
	while (n < s.len && ascii_is_alpha(s.p[n]))
		n++;
	if (!date_zone_named((struct span){ s.p, n }, ret))
		return false;
	s = span_from(s, n);
	return !s.len || (!*ret && zone_number(s, ret));
}

static int month_days(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool date_finish(struct date_found *f, int64_t *ret)
{
	struct date_parts parts;
	int64_t t;

	f->month = MAX(f->month, 1);
	f->day = MAX(f->day, 1);
	f->hour = MAX(f->hour, 0);
	f->minute = MAX(f->minute, 0);
	f->second = MAX(f->second, 0);
	if (f->year < 0 || f->year > 9999 || f->month > 12 ||
	    f->day > month_days(f->year, f->month) || f->minute > 59 ||
	    f->second > 60 || f->hour > 24 ||
	    (f->hour == 24 && (f->minute || f->second)))
		return false;
	parts = (struct date_parts){
		.year = f->year, .month = f->month, .day = f->day,
		.hour = f->hour, .minute = f->minute, .second = f->second,
	};
	t = date_from_parts(&parts) - (int64_t)f->zone * 60;
	if (t < YEAR_MIN || t > YEAR_MAX)
		return false;
	*ret = t;
	return true;
}

/* English, abbreviated or whole; what else begins so may be another month:
 * "marraskuu" is November.  */
static int month_named(struct span s)
{
	static const char *const rest[] = {
		"uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember",
		"ober", "ember", "ember",
	};
	static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
	char key[3];

	if (s.len < 3)
		return 0;
	for (int i = 0; i < 3; i++)
		key[i] = (char)(s.p[i] | 32);
	for (int m = 0; m < 12; m++)
		if (!memcmp(key, names + (size_t)m * 3, 3))
			return s.len == 3 ||
			       span_eq_nocase(span_from(s, 3),
					      span_of(rest[m])) ?
				m + 1 : 0;
	return 0;
}

/* hh[:mm[:ss[.frac]]] or hhmm[ss], off the front of *s.  */
static bool iso_time(struct span *s, struct date_found *f)
{
	size_t n = date_digits(*s);

	if (n == 4 || n == 6) {
		if (!take(s, 2, &f->hour) || !take(s, 2, &f->minute))
			return false;
		if (n == 6 && !take(s, 2, &f->second))
			return false;
	} else {
		if (n < 1 || n > 2 || !take(s, n, &f->hour))
			return false;
		if (take_char(s, ':')) {
			n = date_digits(*s);
			if (n < 1 || n > 2 || !take(s, n, &f->minute))
				return false;
			if (take_char(s, ':')) {
				n = date_digits(*s);
				if (n < 1 || n > 2 || !take(s, n, &f->second))
					return false;
			}
		}
	}
	if (s->len > 1 && (s->p[0] == '.' || s->p[0] == ',') &&
	    ascii_is_digit(s->p[1])) {
		*s = span_from(*s, 1);
		*s = span_from(*s, date_digits(*s));
	}
	return true;
}

/* "12" of "12:30 pm" is noon.  */
static bool half_day(struct span s, struct date_found *f)
{
	bool pm = span_eq_nocase(s, SPAN("pm")) ||
		  span_eq_nocase(s, SPAN("p.m."));

	if (!pm && !span_eq_nocase(s, SPAN("am")) &&
	    !span_eq_nocase(s, SPAN("a.m.")))
		return false;
	if (f->hour < 1 || f->hour > 12)
		return f->hour >= 0;
	f->hour = f->hour % 12 + (pm ? 12 : 0);
	return true;
}

/* "W23-3", "W233", "W23": week 1 is that of the 4th of January.  */
static bool iso_week(struct span *s, struct date_found *f)
{
	struct date_parts p = { .year = f->year, .month = 1, .day = 4 };
	size_t n = date_digits(*s);
	int week, day = 1;

	if ((n != 2 && n != 3) || !take(s, 2, &week) || !week || week > 53)
		return false;
	if ((n == 3 || (s->len > 1 && s->p[0] == '-' &&
			ascii_is_digit(s->p[1]))) &&
	    ((n == 2 && !take_char(s, '-')) || !take(s, 1, &day)))
		return false;
	if (day < 1 || day > 7)
		return false;
	p = date_to_parts(date_from_parts(&p));
	p.day += (week - 1) * 7 + day - 1 - (p.weekday + 6) % 7;
	p = date_to_parts(date_from_parts(&p));
	f->year = p.year;
	f->month = p.month;
	f->day = p.day;
	return true;
}

/* "2004-06-02", "20040602", "2004-154", "2004-W23-3", "2004".  */
static bool iso_date(struct span *s, struct date_found *f)
{
	size_t n = date_digits(*s);
	char sep;

	if (n == 8 || n == 12 || n == 14) {	/* the time right behind it */
		return take(s, 4, &f->year) && take(s, 2, &f->month) &&
		       take(s, 2, &f->day);
	}
	if (n != 4 || !take(s, 4, &f->year))
		return false;
	if (take_char(s, 'W') || take_char(s, 'w'))
		return iso_week(s, f);
	if (!s->len || (s->p[0] != '-' && s->p[0] != '/'))
		return true;
	sep = s->p[0];
	*s = span_from(*s, 1);
	if (sep == '-' && (take_char(s, 'W') || take_char(s, 'w')))
		return iso_week(s, f);
	n = date_digits(*s);
	if (n == 3 && sep == '-') {
		f->month = 1;
		if (!take(s, 3, &f->day) || f->day < 1 || f->day > 366)
			return false;
		while (f->month <= 12 &&
		       f->day > month_days(f->year, f->month)) {
			f->day -= month_days(f->year, f->month);
			f->month++;
		}
		return f->month <= 12;
	}
	if (n < 1 || n > 2 || !take(s, n, &f->month) || !f->month)
		return false;
	if (!take_char(s, sep))
		return true;
	n = date_digits(*s);
	return n >= 1 && n <= 2 && take(s, n, &f->day) && f->day;
}

/* Seconds since 1970, of ten digits, or milliseconds, of thirteen.  */
static bool unix_parse(struct span s, int64_t *ret)
{
	int64_t v = 0;

	if (date_digits(s) != s.len || (s.len != 10 && s.len != 13))
		return false;
	for (size_t i = 0; i < 10; i++)
		v = v * 10 + (s.p[i] - '0');
	*ret = v;
	return true;
}

static bool iso_parse(struct span s, int64_t *ret)
{
	struct date_found f = { 0, -1, -1, -1, -1, -1, 0, false };

	if (!iso_date(&s, &f))
		return false;
	if (s.len && (s.p[0] == 'T' || s.p[0] == 't' || s.p[0] == ' ' ||
		      s.p[0] == '_')) {
		s = span_trim(span_from(s, 1));
		if (s.len && (s.p[0] == 'T' || s.p[0] == 't'))
			s = span_from(s, 1);
		if (!iso_time(&s, &f))
			return false;
	} else if ((date_digits(s) == 6 || date_digits(s) == 4) && f.day > 0) {
		if (!iso_time(&s, &f))
			return false;
	}
	if (s.len && s.p[s.len - 1] == ']' && memchr(s.p, '[', s.len))
		s.len = (size_t)((const char *)memchr(s.p, '[', s.len) - s.p);
	s = span_trim(s);
	if (span_starts_nocase(s, "am") || span_starts_nocase(s, "pm")) {
		if (!half_day((struct span){ s.p, 2 }, &f))
			return false;
		s = span_trim(span_from(s, 2));
	}
	if (s.len && !date_zone(s, &f.zone))
		return false;
	return date_finish(&f, ret);
}

/* A number among words: day or year by its size and by what is missing.  */
static bool word_number(struct span s, struct date_found *f)
{
	size_t n = date_digits(s);
	int v;

	if (!n || n > 4)
		return false;
	v = date_number(s.p, n);
	s = span_from(s, n);
	if (s.len && !span_eq_nocase(s, SPAN("st")) &&
	    !span_eq_nocase(s, SPAN("nd")) && !span_eq_nocase(s, SPAN("rd")) &&
	    !span_eq_nocase(s, SPAN("th")))
		return false;
	if (n <= 2 && f->day < 0) {
		f->day = v;
		return v > 0;
	}
	if (f->year >= 0 || n == 3)
		return false;
	f->year = n <= 2 ? date_short_year(v) : v;
	return true;
}

/* "15:04:05", perhaps with a zone or "pm" right behind.  */
static bool word_time(struct span s, struct date_found *f)
{
	if (f->hour >= 0 || !iso_time(&s, f))
		return false;
	if (!s.len || half_day(s, f))
		return true;
	f->has_zone = true;
	return date_zone(s, &f->zone);
}

/* Letters: month, zone, am or pm, or the day's name.  What is none of these,
 * or may be a month elsewhere, is left to date_words().  */
static bool word_letters(struct span s, struct date_found *f)
{
	int month = month_named(s);

	if (f->hour >= 0 && half_day(s, f))
		return true;
	if (month && (f->month < 0 || f->day < 0) && f->hour < 0) {
		f->month = month;
		return true;
	}
	if (month && f->month < 0) {
		f->month = month;
		return true;
	}
	if (f->hour >= 0 && !f->has_zone) {
		f->has_zone = true;
		return date_zone(s, &f->zone);
	}
	return f->day < 0 && f->year < 0 && f->month < 0;
}

static bool word(struct span s, struct date_found *f)
{
	if (memchr(s.p, ':', s.len) && ascii_is_digit(s.p[0]))
		return word_time(s, f);
	if (ascii_is_digit(s.p[0]))
		return word_number(s, f);
	if ((s.p[0] == '+' || s.p[0] == '-') && f->hour >= 0) {
		f->has_zone = true;
		return date_zone(s, &f->zone);
	}
	if (s.p[0] == '(' && f->hour >= 0)	/* "+0100 (CET)" */
		return true;
	if (ascii_is_alpha(s.p[0]))
		return word_letters(s, f);
	return false;
}

static bool is_separator(struct span s, size_t i)
{
	char c = s.p[i];

	if (c == ' ' || c == ',' || c == '\t' || c == '\n' || c == '\r')
		return true;
	if (c == '.' && i && ascii_is_alpha(s.p[i - 1]) &&
	    !(i > 1 && s.p[i - 2] == '.'))
		return i + 1 >= s.len || !ascii_is_alpha(s.p[i + 1]);
	/* "02-Jan-2006", "2/Jan/2006", but not "GMT-0100".  */
	if ((c == '-' || c == '/') && i && i + 1 < s.len)
		return (ascii_is_digit(s.p[i - 1]) &&
			ascii_is_alpha(s.p[i + 1])) ||
		       (ascii_is_digit(s.p[i + 1]) && i >= 3 &&
			month_named((struct span){ s.p + i - 3, 3 }));
	return false;
}

static bool words_parse(struct span s, int64_t *ret)
{
	struct date_found f = { -1, -1, -1, -1, -1, -1, 0, false };
	size_t start = 0, i;

	for (i = 0; i <= s.len; i++) {
		if (i < s.len && !is_separator(s, i))
			continue;
		if (i > start &&
		    !word((struct span){ s.p + start, i - start }, &f))
			return false;
		start = i + 1;
	}
	return f.year >= 0 && f.month > 0 && f.day > 0 && date_finish(&f, ret);
}

#define YEAR(n) (((n) - 1970) * INT64_C(31556952))	/* within a day */

/* A year that is none of ours where people count otherwise.  */
static bool is_foreign(int64_t t, const char *language)
{
	return (t >= YEAR(2400) && t < YEAR(2800) &&
		date_language_is(language, "th")) ||
	       (t >= YEAR(1300) && t < YEAR(1500) &&
		date_language_is(language, DATE_ARABIC));
}

bool feed_date_parse(struct span s, const char *language, int64_t *ret)
{
	s = span_trim(s);
	if (!s.len || s.len > FEED_DATE_LONGEST)
		return false;
	if ((iso_parse(s, ret) || words_parse(s, ret)) &&
	    (!language || !is_foreign(*ret, language)))
		return true;
	return unix_parse(s, ret) || date_words(s, language, ret);
}
