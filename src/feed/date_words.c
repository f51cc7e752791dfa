/* date_words.c - dates as people and their software write them; see date.h
 *
 * The text is folded and read once from left to right.  Numbers find their
 * place by what stands around them: a separator, a unit behind ("年", "h"), or
 * what is still missing.  A word is a month, half a day, a zone, an era, or
 * noise: the names of the days need no table.
 */
#include "config.h"

#include "feed/date_private.h"

#include "base/ascii.h"

enum half { HALF_NONE, HALF_AM, HALF_PM, HALF_PM_ASIAN };

struct reader {
	struct span s;		/* what is left */
	struct date_found f;
	const char *language;
	struct date_scripts scripts;
	int era;		/* added to the year */
	int n_numbers;
	int month_at;		/* numbers before the month's name; -1: digits */
	enum half half;
};

static bool is_letter(struct span s, size_t i)
{
	return i < s.len && (ascii_is_alpha(s.p[i]) ||
			     (unsigned char)s.p[i] >= 0x80);
}

static bool is_digit(struct span s, size_t i)
{
	return i < s.len && ascii_is_digit(s.p[i]);
}

/* Bytes of the UTF-8 character at s.p (which is valid).  */
static size_t char_len(struct span s)
{
	size_t n = 1;

	while (n < s.len && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n++;
	return n;
}

/* Kana, Han, Hangul: written without spaces.  */
static bool is_asian(struct span s)
{
	unsigned char c = s.len ? (unsigned char)s.p[0] : 0;

	return c >= 0xe3 && c <= 0xed;
}

static void skip(struct reader *r, size_t n)
{
	r->s = span_from(r->s, n);
}

static void skip_space(struct reader *r)
{
	while (r->s.len && r->s.p[0] == ' ')
		skip(r, 1);
}

static bool take_word(struct reader *r, struct span word)
{
	if (!word.len || r->s.len < word.len ||
	    memcmp(r->s.p, word.p, word.len) != 0)
		return false;
	if (!is_asian(r->s) && is_letter(r->s, word.len))
		return false;
	skip(r, word.len);
	return true;
}

/* One of `words`, which are parted by spaces.  */
static bool take_any(struct reader *r, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " ");

		if (take_word(r, (struct span){ words, n }))
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

/* --- numbers ------------------------------------------------------------------ */

/* A number of one to `max` digits off the front; -1: none.  */
static int take_number(struct reader *r, size_t max)
{
	size_t n = date_digits(r->s);
	int v;

	if (!n || n > max)
		return -1;
	v = date_number(r->s.p, n);
	skip(r, n);
	return v;
}

/* Years of other calendars are told by what else is in the date.  */
static bool set_year(struct reader *r, int v, size_t n)
{
	bool persian = r->scripts.digits ||
		date_language_is(r->language, DATE_ARABIC);
	bool thai = r->scripts.thai || date_language_is(r->language, "th");

	if (r->f.year >= 0)
		return false;
	if (r->era)
		v += r->era;
	else if (n <= 2)
		v = date_short_year(v);
	else if (persian && v >= 1300 && v < 1500)
		return false;
	else if (thai && v >= 2400 && v < 2800)
		v -= 543;
	r->f.year = v;
	return true;
}

/* Whether "05/03" is the 5th of March to them.  */
static bool is_day_first(const char *language)
{
	struct span tag = span_trim(span_of(language));

	if (!tag.len || date_language_is(language, "en fil tl"))
		return tag.len > 3 && date_language_is(language, "en") &&
		       !span_starts_nocase(span_from(tag, 3), "us") &&
		       !span_starts_nocase(span_from(tag, 3), "ph");
	return true;
}

static bool set_numeric(struct reader *r, const int v[3], const size_t n[3],
			char sep)
{
	bool by_year = n[0] > 2 || v[0] > 31 ||
		(n[2] <= 2 && date_language_is(r->language, "ja ko zh hu"));
	int y = by_year ? 0 : 2, d = by_year ? 2 : 0, m = 1;

	if (!by_year && ((sep == '/' && !is_day_first(r->language) &&
			  v[0] <= 12) || v[1] > 12)) {
		d = 1;
		m = 0;
	}
	if (n[m] > 2 || n[d] > 2 || n[y] == 3 || v[m] < 1 || v[d] < 1)
		return false;
	r->f.month = v[m];
	r->f.day = v[d];
	r->month_at = -1;
	return set_year(r, v[y], n[y]);
}

/* The separator of a numeric date at `i`, blanks around it allowed; *ret is
 * the offset of the number behind it.  */
static char separator(struct span s, size_t i, size_t *ret)
{
	char c;

	while (i < s.len && s.p[i] == ' ')
		i++;
	c = i < s.len ? s.p[i] : '\0';
	if (c != '.' && c != '/' && c != '-')
		return '\0';
	do {
		i++;
	} while (i < s.len && s.p[i] == ' ');
	*ret = i;
	return is_digit(s, i) ? c : '\0';
}

/* "05.03.2024", "2024. 3. 5.", "3/5/24": three numbers and one separator.  */
static bool numeric(struct reader *r, bool *ret_ok)
{
	int v[3];
	size_t n[3], at = 0, next = 0;
	char sep = '\0';

	for (int i = 0; i < 3; i++) {
		struct span s = span_from(r->s, at);
		char c;

		n[i] = date_digits(s);
		if (!n[i] || n[i] > 4)
			return false;
		v[i] = date_number(s.p, n[i]);
		at += n[i];
		c = i < 2 ? separator(r->s, at, &next) : sep;
		if (!c || (i && c != sep))
			return false;
		sep = c;
		if (i < 2)
			at = next;
	}
	*ret_ok = r->f.day < 0 && r->f.year < 0 &&
		  (r->f.month < 0 || r->month_at == 0) &&
		  set_numeric(r, v, n, sep);
	skip(r, at);
	return true;
}

/* hh:mm[:ss[.frac]], also with dots.  */
static bool clock_time(struct reader *r, char sep)
{
	int *const fields[] = { &r->f.hour, &r->f.minute, &r->f.second };

	if (r->f.hour >= 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		*fields[i] = take_number(r, 2);
		if (*fields[i] < 0)
			return false;
		if (i == 2 || !r->s.len || r->s.p[0] != sep ||
		    !is_digit(r->s, 1))
			break;
		skip(r, 1);
	}
	if (r->s.len && (r->s.p[0] == '.' || r->s.p[0] == ',') &&
	    is_digit(r->s, 1)) {
		skip(r, 1);
		skip(r, date_digits(r->s));
	}
	return true;
}

static bool set_unit(int *field, int v)
{
	if (*field >= 0)
		return false;
	*field = v;
	return true;
}

/* "14h", "14h30", "14 Uhr 30": from behind the hour's word.  */
static void take_minutes(struct reader *r)
{
	struct reader ahead = *r;
	size_t n;
	int v;

	if (date_digits(ahead.s) != 2)
		skip_space(&ahead);
	n = date_digits(ahead.s);
	v = take_number(&ahead, 2);
	if (v < 0 || is_digit(ahead.s, 0))
		return;
	/* "14 h 05 mars" has no minutes.  */
	if (take_any(&ahead, "m min mn mins") ||
	    (n == 2 && (is_digit(r->s, 0) || !ahead.s.len))) {
		r->s = ahead.s;
		r->f.minute = v;
		if (date_digits(r->s) == 2) {
			r->f.second = take_number(r, 2);
			take_any(r, "s sec");
		}
	}
}

static bool take_half(struct reader *r);

/* What is written behind a number: *ret_ok false when it has no place.  */
static bool unit(struct reader *r, int v, size_t n, bool *ret_ok)
{
	struct reader back = *r;

	*ret_ok = true;
	skip_space(r);
	if (n <= 4 && take_any(r, "年 년"))
		*ret_ok = set_year(r, v, n);
	else if (n > 2)
		goto none;
	else if (take_any(r, "月 월")) {
		r->month_at = -1;
		*ret_ok = set_unit(&r->f.month, v) && v;
	} else if (take_any(r, "日 일 号 號"))
		*ret_ok = set_unit(&r->f.day, v) && v;
	else if (take_any(r, "時 时 點 点 시"))
		*ret_ok = set_unit(&r->f.hour, v);
	else if (take_any(r, "分 분"))
		*ret_ok = set_unit(&r->f.minute, v);
	else if (take_any(r, "秒 초"))
		*ret_ok = set_unit(&r->f.second, v);
	else if (r->f.hour < 0 && take_any(r, "h hs hrs heures uhr hod u")) {
		r->f.hour = v;
		take_minutes(r);
	} else if (r->f.hour < 0 && v <= 12) {
		r->f.hour = v;
		if (take_half(r))
			return true;
		goto none;
	} else
		goto none;
	return true;
none:
	*r = back;
	return false;
}

static bool plain_number(struct reader *r, int v, size_t n)
{
	if (n <= 2 && r->f.day < 0) {
		r->f.day = v;
		return v > 0;
	}
	return n != 3 && set_year(r, v, n);
}

static bool number(struct reader *r)
{
	size_t n = date_digits(r->s);
	bool ok, complete = r->f.year >= 0 && r->f.day > 0;
	int v;

	if (n <= 2 && n < r->s.len && r->s.p[n] == ':' &&
	    is_digit(r->s, n + 1))
		return clock_time(r, ':');
	if (numeric(r, &ok))
		return ok;
	if (complete && n <= 2 && n < r->s.len && r->s.p[n] == '.' &&
	    date_digits(span_from(r->s, n + 1)) == 2)
		return clock_time(r, '.');
	if (n == 8 && r->f.year < 0 && r->f.month < 0 && r->f.day < 0) {
		r->f.month = date_number(r->s.p + 4, 2);
		r->f.day = date_number(r->s.p + 6, 2);
		ok = set_year(r, date_number(r->s.p, 4), 4);
		skip(r, n);
		return ok && r->f.month && r->f.day;
	}
	if (n > 4)
		return false;
	v = date_number(r->s.p, n);
	skip(r, n);
	if (unit(r, v, n, &ok))
		return ok;
	return plain_number(r, v, n);
}

/* --- words -------------------------------------------------------------------- */

/* Half a day before its time, where nothing parts words.  */
static bool take_asian_half(struct reader *r)
{
	if (take_any(r, "上午 午前 오전 凌晨 清晨 早上 早晨"))
		r->half = HALF_AM;
	else if (take_any(r, "下午 午後 午后 오후 晚上 傍晚 中午"))
		r->half = HALF_PM_ASIAN;
	else
		return false;
	return true;
}

/* The letters at the front, dots between single ones left out: "p. m." is
 * "pm".  Returns the bytes that they take.  */
static size_t abbreviation(struct span s, struct str *ret)
{
	size_t i = 0, start;

	for (;;) {
		start = i;
		while (is_letter(s, i) && i - start < 40)
			i += char_len(span_from(s, i));
		str_addn(ret, s.p + start, i - start);
		start = i;
		if (i < s.len && s.p[i] == '.')
			i++;
		else
			return i;
		if (is_letter(s, i))
			continue;
		/* "p. m.", but not "pm. Mon" */
		if (ret->len <= 2 && i + 1 < s.len && s.p[i] == ' ' &&
		    is_letter(s, i + 1) &&
		    !is_letter(s, i + 1 + char_len(span_from(s, i + 1)))) {
			i++;
			continue;
		}
		return i;
	}
}

static bool is_one_of(struct span s, const char *words)
{
	while (*words) {
		size_t n = strcspn(words, " ");

		if (span_eq(s, (struct span){ words, n }))
			return true;
		words += n + (words[n] == ' ');
	}
	return false;
}

/* Half a day behind its time.  */
static bool take_half(struct reader *r)
{
	struct str buf = STR_INIT;
	struct span word;
	size_t n;
	bool hu;

	if (take_asian_half(r))
		return true;
	if (r->half || !is_letter(r->s, 0))
		return false;
	n = abbreviation(r->s, &buf);
	word = str_span(&buf);
	/* Hungarian "de." and "du."; elsewhere they mean "of".  */
	hu = n > word.len && date_language_is(r->language, "hu");
	if (is_one_of(word, "am πμ oo sa fm pg dop ص صباحا قظ прob "
		      "проб पूर्वाह्न পূর্বাহ্ণ পূর্বাহ্ন לפנהצ") ||
	    (hu && span_eq(word, SPAN("de"))))
		r->half = HALF_AM;
	else if (is_one_of(word, "pm μμ os ch em ptg odp م مساء بظ слоб "
			   "अपराह्न অপরাহ্ণ অপরাহ্ন אחהצ") ||
		 (hu && span_eq(word, SPAN("du"))))
		r->half = HALF_PM;
	str_release(&buf);
	if (!r->half)
		return false;
	skip(r, n);
	return true;
}

/* Years counted from the accession of an emperor, or of a republic.  */
static bool take_era(struct reader *r)
{
	static const struct {
		const char *name;
		int before;
	} eras[] = {
		{ "令和", 2018 }, { "平成", 1988 }, { "昭和", 1925 },
		{ "大正", 1911 }, { "民國", 1911 }, { "民国", 1911 },
	};

	for (size_t i = 0; i < ARRAY_LEN(eras); i++) {
		if (!take_any(r, eras[i].name))
			continue;
		r->era = eras[i].before;
		if (take_any(r, "元年"))
			set_year(r, 1, 1);
		return true;
	}
	return false;
}

static size_t letters_len(struct span s)
{
	size_t n = 0;

	while (is_letter(s, n))
		n++;
	return n;
}

/* "mar" of "mar 5 juin" was a Tuesday: a month's name before all numbers
 * gives way to a later one.  */
static bool wants_month(const struct reader *r)
{
	return r->f.month < 0 ||
	       (r->month_at == 0 && r->f.hour < 0 && r->f.year < 0);
}

static bool take_month(struct reader *r)
{
	struct str buf = STR_INIT;
	struct span s = r->s;
	size_t len, n;
	int month, v;

	if (!wants_month(r))
		return false;
	month = date_month_named(s, r->language, &len);
	if (!month && span_starts(s, "ב"))	/* "in" of Hebrew */
		month = date_month_named(span_from(s, 2), r->language, &len);
	n = abbreviation(s, &buf);
	if (n > buf.len && buf.len)	/* "มี.ค." */
		v = date_month_named(str_span(&buf), r->language, &len);
	else
		v = 0;
	str_release(&buf);
	if (v && !month) {
		skip(r, n);
	} else if (month) {
		skip(r, len);
		skip(r, is_asian(s) ? 0 : letters_len(r->s));
	} else {
		return false;
	}
	r->f.month = month ? month : v;
	r->month_at = r->n_numbers;
	return true;
}

/* "tháng 3", "Thg 3", "Th3" */
static bool take_numbered_month(struct reader *r)
{
	struct reader ahead = *r;
	bool spaced = take_any(&ahead, "thang thg");
	int v;

	if (!spaced && !take_any(&ahead, "th"))
		return false;
	if (spaced)
		skip_space(&ahead);
	v = take_number(&ahead, 2);
	if (v < 1 || v > 12 || r->month_at < 0 || !wants_month(r))
		return false;
	*r = ahead;
	r->f.month = v;
	r->month_at = -1;
	return true;
}

static bool take_zone(struct reader *r)
{
	size_t n = 0;

	while (n < r->s.len && ascii_is_alpha(r->s.p[n]))
		n++;
	if (r->f.hour < 0 || r->f.has_zone ||
	    !date_zone_named((struct span){ r->s.p, n }, &r->f.zone))
		return false;
	r->f.has_zone = r->f.zone != 0;	/* "GMT+2": the number tells */
	skip(r, n);
	n = date_digits(r->s);
	if (n == 1 && is_letter(r->s, 1)) {	/* "EST5EDT" */
		skip(r, 1);
		skip(r, letters_len(r->s));
		r->f.has_zone = true;
	}
	return true;
}

static void word(struct reader *r)
{
	if (take_asian_half(r) || take_era(r) ||
	    take_numbered_month(r) ||
	    ((r->f.hour >= 0 || date_language_is(r->language, "hu")) &&
	     take_half(r)) ||
	    take_month(r) || take_zone(r))
		return;
	skip(r, is_asian(r->s) ? char_len(r->s) : letters_len(r->s));
}

/* --- the rest ------------------------------------------------------------------ */

/* "+0200" and the like, when it can be a zone; else the sign is skipped.  */
static bool sign(struct reader *r)
{
	struct span s = span_from(r->s, 1);
	size_t n = date_digits(s), end = n;
	bool minutes = false;

	if (n && n <= 2 && n < s.len && s.p[n] == ':') {
		minutes = true;
		end = n + 1 + date_digits(span_from(s, n + 1));
	}
	if (r->f.hour < 0 || !n || n > 4 || (r->f.has_zone && !minutes &&
					     n < 3) ||
	    (!minutes && n < s.len && (s.p[n] == '.' || s.p[n] == '/' ||
				       s.p[n] == '-') && is_digit(s, n + 1))) {
		skip(r, 1);
		return true;
	}
	if (!date_zone((struct span){ r->s.p, end + 1 }, &r->f.zone))
		return false;
	r->f.has_zone = true;
	skip(r, end + 1);
	return true;
}

/* What stands in brackets is a zone, or said already.  */
static void bracket(struct reader *r)
{
	char close = r->s.p[0] == '(' ? ')' : ']';
	const char *end = memchr(r->s.p, close, r->s.len);
	struct span in;

	if (!end || !r->n_numbers) {
		skip(r, 1);
		return;
	}
	in = (struct span){ r->s.p + 1, (size_t)(end - r->s.p) - 1 };
	if (r->f.hour >= 0 && !r->f.has_zone)
		r->f.has_zone = date_zone(in, &r->f.zone);
	skip(r, in.len + 2);
}

static bool step(struct reader *r)
{
	char c = r->s.p[0];

	if (ascii_is_digit(c)) {
		bool ok = number(r);

		r->n_numbers++;
		return ok;
	}
	if (is_letter(r->s, 0))
		word(r);
	else if (c == '+' || c == '-')
		return sign(r);
	else if (c == '(' || c == '[')
		bracket(r);
	else
		skip(r, 1);
	return true;
}

static void apply_half(struct reader *r)
{
	struct date_found *f = &r->f;

	if (r->half && f->hour >= 1 && f->hour <= 12)
		f->hour = f->hour % 12 + (r->half != HALF_AM ? 12 : 0);
	else if (r->half == HALF_PM_ASIAN && !f->hour)	/* 午後0時 */
		f->hour = 12;
}

bool date_words(struct span s, const char *language, int64_t *ret)
{
	struct reader r = { .f = DATE_FOUND_INIT, .language = language };
	struct str folded = STR_INIT;
	bool ok = true;

	date_fold(&folded, s, &r.scripts);
	r.s = str_span(&folded);
	while (ok && r.s.len)
		ok = step(&r);
	str_release(&folded);
	if (!ok || r.f.year < 0 || r.f.month < 1 ||
	    (r.f.day < 1 && r.month_at >= 0))
		return false;
	apply_half(&r);
	return date_finish(&r.f, ret);
}
