/* date.c - the clock and the calendar; see date.h */
#include "config.h"

#include "base/date.h"

#include <errno.h>

#define DAY 86400

static const char *const month_names[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun",
	"Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
};
static const char *const day_names[] = {
	"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat",
};

int64_t date_now(void)
{
	const char *offset = getenv("CORANTO_CLOCK_OFFSET");
	int64_t t = (int64_t)time(NULL);

	return offset ? t + strtoll(offset, NULL, 10) : t;
}

int64_t date_monotonic_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Days from 1970-01-01 to the first of the given month, by eras of 400 years
 * that begin in March, so that the leap day is the last of its year.  */
static int64_t days_from_civil(int64_t y, int m, int d)
{
	int64_t era, yoe, doy, doe;

	y -= m <= 2;
	era = (y >= 0 ? y : y - 399) / 400;
	yoe = y - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

int64_t date_from_parts(const struct date_parts *parts)
{
	int64_t year = parts->year;
	int month = parts->month - 1;

	year += month / 12;
	month %= 12;
	if (month < 0) {
		month += 12;
		year--;
	}
	return days_from_civil(year, month + 1, 1) * DAY +
	       (int64_t)(parts->day - 1) * DAY + (int64_t)parts->hour * 3600 +
	       (int64_t)parts->minute * 60 + parts->second;
}

struct date_parts date_to_parts(int64_t t)
{
	int64_t days = t / DAY, rest = t % DAY, era, doe, yoe, doy, mp;
	struct date_parts p;

	if (rest < 0) {
		rest += DAY;
		days--;
	}
	p.weekday = (int)((days % 7 + 11) % 7);
	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	p.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	p.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	p.year = (int)(yoe + era * 400 + (p.month <= 2));
	p.hour = (int)(rest / 3600);
	p.minute = (int)(rest / 60 % 60);
	p.second = (int)(rest % 60);
	return p;
}

struct date_parts date_to_local(int64_t t)
{
	time_t tt = (time_t)t;
	struct tm tm;

	if (!localtime_r(&tt, &tm))
		return date_to_parts(t);
	return (struct date_parts){
		.year = tm.tm_year + 1900, .month = tm.tm_mon + 1,
		.day = tm.tm_mday, .hour = tm.tm_hour, .minute = tm.tm_min,
		.second = tm.tm_sec, .weekday = tm.tm_wday,
	};
}

int64_t date_from_local(const struct date_parts *parts)
{
	struct tm tm = {
		.tm_year = parts->year - 1900, .tm_mon = parts->month - 1,
		.tm_mday = parts->day, .tm_hour = parts->hour,
		.tm_min = parts->minute, .tm_sec = parts->second,
		.tm_isdst = -1,
	};
	time_t t;

	errno = 0;
	t = mktime(&tm);
	return t == (time_t)-1 && errno ? date_from_parts(parts) : (int64_t)t;
}

void date_rfc3339(struct str *out, int64_t t)
{
	struct date_parts p;

	if (t == DATE_NONE)
		return;
	p = date_to_parts(t);
	str_addf(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", p.year, p.month, p.day,
		 p.hour, p.minute, p.second);
}

void date_short(struct str *out, int64_t t, int64_t now)
{
	struct date_parts p, today;
	int64_t midnight;

	if (t == DATE_NONE)
		return;
	p = date_to_local(t);
	today = date_to_local(now);
	midnight = date_from_local(&(struct date_parts){
		.year = today.year, .month = today.month, .day = today.day });
	if (t >= midnight && t < midnight + DAY)
		str_addf(out, "%02d:%02d", p.hour, p.minute);
	else if (t < midnight && t >= midnight - 6 * (int64_t)DAY)
		str_addf(out, "%s %02d:%02d", day_names[p.weekday], p.hour,
			 p.minute);
	else if (p.year == today.year)
		str_addf(out, "%d %s", p.day, month_names[p.month - 1]);
	else
		str_addf(out, "%d %s %d", p.day, month_names[p.month - 1],
			 p.year);
}

void date_ago(struct str *out, int64_t t, int64_t now)
{
	static const struct {
		int64_t most, unit;
		char sign;
	} units[] = {
		{ 60 * 60, 60, 'm' }, { DAY, 60 * 60, 'h' },
		{ 14 * (int64_t)DAY, DAY, 'd' },
		{ 365 * (int64_t)DAY, 7 * (int64_t)DAY, 'w' },
		{ INT64_MAX, 365 * (int64_t)DAY, 'y' },
	};
	int64_t ago;

	if (t == DATE_NONE)
		return;
	ago = t < now ? now - t : 0;
	if (ago < 60) {
		str_add(out, "now");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (ago < units[i].most) {
			str_addf(out, "%lld%c", (long long)(ago / units[i].unit),
				 units[i].sign);
			return;
		}
}

int64_t date_local_day(int64_t t)
{
	struct date_parts p = date_to_local(t);

	return date_from_parts(&(struct date_parts){
		.year = p.year, .month = p.month, .day = p.day }) / DAY +
		(int64_t)4000 * 366;
}

void date_day(struct str *out, int64_t t, int64_t now)
{
	static const char *const days[] = {
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday",
	};
	static const char *const months[] = {
		"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December",
	};
	int64_t ago = date_local_day(now) - date_local_day(t);
	struct date_parts p = date_to_local(t);

	if (ago == 0 || ago == 1) {
		str_add(out, ago ? "Yesterday" : "Today");
		return;
	}
	str_addf(out, "%s %d %s", days[p.weekday], p.day, months[p.month - 1]);
	if (p.year != date_to_local(now).year)
		str_addf(out, " %d", p.year);
}

void date_long(struct str *out, int64_t t)
{
	struct date_parts p;

	if (t == DATE_NONE)
		return;
	p = date_to_local(t);
	str_addf(out, "%s %d %s %d %02d:%02d", day_names[p.weekday], p.day,
		 month_names[p.month - 1], p.year, p.hour, p.minute);
}
