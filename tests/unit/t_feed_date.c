/* t_feed_date.c - the dates that feeds really contain */
#include "config.h"

#include "unit.h"

#include "base/date.h"
#include "feed/date_private.h"
#include "feed_lib.h"

static const struct {
	const char *in, *want;
} cases[] = {
	{ "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z" },
	{ "Mon, 2 january 06 15:04 GMT", "2006-01-02T15:04:00Z" },
	{ "02 Jan 2006", "2006-01-02T00:00:00Z" },
	{ "Monn, 02 JAN 68 15:04:05 Z", "2068-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 69 15:04:05 UT", "1969-01-02T15:04:05Z" },
	{ "Jan 2, 2006 3:04:05 PM EST", "2006-01-02T20:04:05Z" },
	{ "Mon,02 Jan 2006 15:04:05 +05:30", "2006-01-02T09:34:05Z" },
	{ "02-Jan-2006 15:04:05 CEST", "2006-01-02T13:04:05Z" },
	{ "Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05Z" },
	{ "Mon Jan 02 15:04:05 +0100 2006", "2006-01-02T14:04:05Z" },
	{ "Mon, Jan 02 2006 15:04:05 MSK", "2006-01-02T12:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 GMT+02:00", "2006-01-02T13:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 Etc/GMT", "2006-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 +0100 (CET)", "2006-01-02T14:04:05Z" },
	{ "lundi 02 Jan 2006 15:04:05", "2006-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 2006 24:00:00 GMT", "2006-01-03T00:00:00Z" },
	{ "Mon, 02 Jan 2006 15:04:60 GMT", "2006-01-02T15:05:00Z" },
	{ "Do, 22 Dez 2016 17:36:00 +0000", "2016-12-22T17:36:00Z" },
	{ "Mar, 12 Dic 2017 10:00:00 +0100", "2017-12-12T09:00:00Z" },
	{ "lun., 03 août 2015 10:00:00 +0200", "2015-08-03T08:00:00Z" },
	{ "1 juillet 2015 10:00", "2015-07-01T10:00:00Z" },
	{ "5. März 2014", "2014-03-05T00:00:00Z" },
	{ "3 de octubre de 2013", "2013-10-03T00:00:00Z" },
	{ "Пн, 12 дек 2016 10:00:00 +0300", "2016-12-12T07:00:00Z" },
	{ "2003", "2003-01-01T00:00:00Z" },
	{ "2003-12", "2003-12-01T00:00:00Z" },
	{ "2003-12-31", "2003-12-31T00:00:00Z" },
	{ "20031231", "2003-12-31T00:00:00Z" },
	{ "2003-335", "2003-12-01T00:00:00Z" },
	{ "2003-12-31T10:14Z", "2003-12-31T10:14:00Z" },
	{ "2003-12-31T10:14:55.999-08:00", "2003-12-31T18:14:55Z" },
	{ "2003-12-31 10:14:55 -00:20", "2003-12-31T10:34:55Z" },
	{ "2003-12-31 10:14:55 EST", "2003-12-31T15:14:55Z" },
	{ "20031231T101455Z", "2003-12-31T10:14:55Z" },
	{ "2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z" },
	{ " 2004-02-29T00:00:00Z\n", "2004-02-29T00:00:00Z" },
	{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
	{ "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
};

/* Software that writes no standard, and people; `language` may be NULL.  */
static const struct {
	const char *in, *language, *want;
} wild[] = {
	/* English */
	{ "March 5th, 2024 at 2:30 PM", NULL, "2024-03-05T14:30:00Z" },
	{ "5th of March, 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "Mar 5, 2024 2:30 p.m.", NULL, "2024-03-05T14:30:00Z" },
	{ "Mar 5, 2024 2:30 p. m.", NULL, "2024-03-05T14:30:00Z" },
	{ "Mar 5, 2024 12:30 a.m. EST", NULL, "2024-03-05T05:30:00Z" },
	{ "Mar 5, 2024 2pm", NULL, "2024-03-05T14:00:00Z" },
	{ "2:30pm, March 5, 2024", NULL, "2024-03-05T14:30:00Z" },
	{ "Tue, Sept 3rd 2024 14:30", NULL, "2024-09-03T14:30:00Z" },
	{ "Sept. 3, 2024", NULL, "2024-09-03T00:00:00Z" },
	{ "05MAR2024 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "5-Mar-24", NULL, "2024-03-05T00:00:00Z" },
	{ "05-Mar-2024", NULL, "2024-03-05T00:00:00Z" },
	{ "Tue Mar 05 2024 14:30:00 GMT+0200 (EET)", NULL,
	  "2024-03-05T12:30:00Z" },
	{ "Tue Mar 05 2024 14:30:00 GMT+0200 (Central European Time)", NULL,
	  "2024-03-05T12:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 +0200 (CEST)", NULL,
	  "2024-03-05T12:30:00Z" },
	{ "Tuesday, March 5, 2024 - 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "Tue, 03/05/2024 - 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 America/New_York", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 EST5EDT", NULL, "2024-03-05T19:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 UTC+2", NULL, "2024-03-05T12:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 +02", NULL, "2024-03-05T12:30:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 GMT+5:30", NULL, "2024-03-05T09:00:00Z" },
	{ "Tue, 05 Mar 2024 14:30:00 \xe2\x88\x92""0500", NULL,
	  "2024-03-05T19:30:00Z" },
	/* ISO 8601 and numbers */
	{ "2003-W07", NULL, "2003-02-10T00:00:00Z" },
	{ "2004-W53-6", NULL, "2005-01-01T00:00:00Z" },
	{ "2008W011", NULL, "2007-12-31T00:00:00Z" },
	{ "2003-335T10:14Z", NULL, "2003-12-01T10:14:00Z" },
	{ "202403051430", NULL, "2024-03-05T14:30:00Z" },
	{ "2024-03-05T14:30:00,123Z", NULL, "2024-03-05T14:30:00Z" },
	{ "2024-03-05T14:30:00 +0200", NULL, "2024-03-05T12:30:00Z" },
	{ "2024-03-05T14:30:00.000+01:00[Europe/Paris]", NULL,
	  "2024-03-05T13:30:00Z" },
	{ "2024-03-05T14:30:00[Europe/Paris]", NULL, "2024-03-05T14:30:00Z" },
	{ "2024-03-05T14:30:00 Europe/Paris", NULL, "2024-03-05T14:30:00Z" },
	{ "2024/03/05", NULL, "2024-03-05T00:00:00Z" },
	{ "2024/3/5 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "2024.03.05 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "05.03.2024", NULL, "2024-03-05T00:00:00Z" },
	{ "5. 3. 2024 14.30", NULL, "2024-03-05T14:30:00Z" },
	{ "05.03.24 14:30:05", NULL, "2024-03-05T14:30:05Z" },
	{ "05-03-2024 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "03-25-2024", NULL, "2024-03-25T00:00:00Z" },
	{ "03/05/2024", NULL, "2024-03-05T00:00:00Z" },
	{ "03/05/2024", "en-US", "2024-03-05T00:00:00Z" },
	{ "05/03/2024", "en-GB", "2024-03-05T00:00:00Z" },
	{ "05/03/2024", "fr", "2024-03-05T00:00:00Z" },
	{ "25/03/2024", NULL, "2024-03-25T00:00:00Z" },
	{ "3/25/24 2:30 PM", NULL, "2024-03-25T14:30:00Z" },
	{ "24.03.05", "ko", "2024-03-05T00:00:00Z" },
	{ "1136214245", NULL, "2006-01-02T15:04:05Z" },
	{ "1136214245678", NULL, "2006-01-02T15:04:05Z" },
	/* Germanic */
	{ "5. März 2024 14:30 Uhr", NULL, "2024-03-05T14:30:00Z" },
	{ "Dienstag, 5. Marz 2024, um 14.30 Uhr MEZ", "de",
	  "2024-03-05T13:30:00Z" },
	{ "Di, 05 Dez 2023 14:30:00 +0100", NULL, "2023-12-05T13:30:00Z" },
	{ "5. Jänner 2024", "de-AT", "2024-01-05T00:00:00Z" },
	{ "am 5. Jän. 2024, 14 Uhr", NULL, "2024-01-05T14:00:00Z" },
	{ "din 5 mrt. 2024, 14:30 uur", "nl", "2024-03-05T14:30:00Z" },
	{ "maandag 5 juni 2023", NULL, "2023-06-05T00:00:00Z" },
	{ "tir. 5. okt. 2021 kl. 14.30", "da", "2021-10-05T14:30:00Z" },
	{ "tis 5 maj 2024 14:30", "sv", "2024-05-05T14:30:00Z" },
	{ "þri 5. ágú 2024", NULL, "2024-08-05T00:00:00Z" },
	/* Romance */
	{ "5 de marzo de 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "mar, 05 jun 2024 14:30:00 +0200", NULL, "2024-06-05T12:30:00Z" },
	{ "mié., 05 dic. 2024 2:30:00 p. m.", NULL,
	  "2024-12-05T14:30:00Z" },
	{ "le mardi 5 août 2024 à 14h30", NULL,
	  "2024-08-05T14:30:00Z" },
	{ "1er février 2024", NULL, "2024-02-01T00:00:00Z" },
	{ "MAR. 5 JUIL. 2024 14:30", NULL, "2024-07-05T14:30:00Z" },
	{ "5 juin 2024 14 h 30", NULL, "2024-06-05T14:30:00Z" },
	{ "marți, 5 noiembrie 2024", NULL, "2024-11-05T00:00:00Z" },
	{ "5 d’abril de 2024", "ca", "2024-04-05T00:00:00Z" },
	{ "5 de març del 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "terça-feira, 5 de março de 2024 14h30", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "Qui, 05 Set 2024 14:30:00 -0300", NULL, "2024-09-05T17:30:00Z" },
	{ "martedì 5 giugno 2024", NULL, "2024-06-05T00:00:00Z" },
	{ "gio, 05 mag 2024 14:30:00 +0200", NULL, "2024-05-05T12:30:00Z" },
	/* Slavic */
	{ "wt., 05 mar 2024 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "5 października 2024", NULL, "2024-10-05T00:00:00Z" },
	{ "śro, 05 wrz 2024 14:30:00 +0200", NULL, "2024-09-05T12:30:00Z" },
	{ "5. listopadu 2024", NULL, "2024-11-05T00:00:00Z" },
	{ "5. listopada 2024.", "hr", "2024-10-05T00:00:00Z" },
	{ "5. června 2024", NULL, "2024-06-05T00:00:00Z" },
	{ "5. července 2024", NULL, "2024-07-05T00:00:00Z" },
	{ "5. srpna 2024", NULL, "2024-08-05T00:00:00Z" },
	{ "5. srpnja 2024. u 14:30", NULL, "2024-07-05T14:30:00Z" },
	{ "uto, 05. lip. 2024.", "hr", "2024-06-05T00:00:00Z" },
	{ "5. siječnja 2024.", NULL, "2024-01-05T00:00:00Z" },
	{ "5. októbra 2024", NULL, "2024-10-05T00:00:00Z" },
	{ "Вт, 05 марта 2024 14:30", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "5 мая 2024 г., 14:30", NULL,
	  "2024-05-05T14:30:00Z" },
	{ "5 СЕН. 2024", NULL, "2024-09-05T00:00:00Z" },
	{ "5 листопада 2024", NULL,
	  "2024-11-05T00:00:00Z" },
	/* Baltic, Finnic, Hungarian, Basque, Celtic, Albanian */
	{ "5. marraskuuta 2024 klo 14.30", NULL, "2024-11-05T14:30:00Z" },
	{ "5 marraskuu 2024", NULL, "2024-11-05T00:00:00Z" },
	{ "5. jaanuar 2024", NULL, "2024-01-05T00:00:00Z" },
	{ "2024. gada 5. jūlijs", NULL, "2024-07-05T00:00:00Z" },
	{ "2024 m. balandžio 5 d. 14:30", NULL, "2024-04-05T14:30:00Z" },
	{ "2024 m. liepos 5 d.", NULL, "2024-07-05T00:00:00Z" },
	{ "2024. március 5., 14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "2004-július-13T9:15-05:00", NULL, "2004-07-13T14:15:00Z" },
	{ "2024. szept. 5. du. 2:30", "hu", "2024-09-05T14:30:00Z" },
	{ "2024(e)ko martxoaren 5a", NULL, "2024-03-05T00:00:00Z" },
	{ "5 Márta 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "5 Deireadh Fómhair 2024", NULL, "2024-10-05T00:00:00Z" },
	{ "5 Rhagfyr 2024", NULL, "2024-12-05T00:00:00Z" },
	{ "e martë, 5 nëntor 2024", NULL, "2024-11-05T00:00:00Z" },
	/* Greek, Turkish, Caucasus, Kazakh */
	{ "Κυρ, 11 Ιούλ 2004 12:00:00 EST",
	  NULL, "2004-07-11T17:00:00Z" },
	{ "5 Μαΐου 2024, 2:30 μ.μ.", NULL,
	  "2024-05-05T14:30:00Z" },
	{ "5 ΜΑΙΟΥ 2024", NULL, "2024-05-05T00:00:00Z" },
	{ "5 Şubat 2024 Pazartesi 14:30", NULL, "2024-02-05T14:30:00Z" },
	{ "5 AĞUSTOS 2024", NULL, "2024-08-05T00:00:00Z" },
	{ "05 Kasım 2024", NULL, "2024-11-05T00:00:00Z" },
	{ "5 իսկ մարտի 2024", NULL,
	  "2024-03-05T00:00:00Z" },
	{ "5 მარტი, 2024", NULL, "2024-03-05T00:00:00Z" },
	/* Semitic, Persian, Urdu */
	{ "5 בינואר 2024", NULL,
	  "2024-01-05T00:00:00Z" },
	{ "\xe2\x80\x8f""٥ مارس، ٢٠٢٤ "
	  "٢:٣٠ م", NULL, "2024-03-05T14:30:00Z" },
	{ "5 كانون الثاني "
	  "2024", NULL, "2024-01-05T00:00:00Z" },
	{ "5 كانون الأول "
	  "2024", NULL, "2024-12-05T00:00:00Z" },
	{ "5 במרץ 2024, 12:30 לפנה״צ", NULL, "2024-03-05T00:30:00Z" },
	{ "5 במרץ 2024, 2:30 אחה\"צ", NULL, "2024-03-05T14:30:00Z" },
	{ "5 मार्च 2024, 2:30 अपराह्न", NULL, "2024-03-05T14:30:00Z" },
	{ "5 آذار 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "۵ ژانویه ۲۰۲۴",
	  "fa", "2024-01-05T00:00:00Z" },
	/* South and South-East Asia */
	{ "५ मार्च २०२४",
	  "hi", "2024-03-05T00:00:00Z" },
	{ "5 फ़रवरी 2024", NULL, "2024-02-05T00:00:00Z" },
	{ "৫ জুন ২০২৪", NULL,
	  "2024-06-05T00:00:00Z" },
	{ "5 มีนาคม 2567 14:30 น.", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "๕ มี.ค. ๒๕๖๗", NULL,
	  "2024-03-05T00:00:00Z" },
	{ "05/03/2567 14:30", "th", "2024-03-05T14:30:00Z" },
	{ "Tue, 05 Mar 2567 14:30:00 +0700", "th", "2024-03-05T07:30:00Z" },
	{ "Thứ Ba, 5 tháng 3, 2024 14:30", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "ngày 5 tháng 3 năm 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "5 Tháng Mười Hai, 2024", NULL, "2024-12-05T00:00:00Z" },
	{ "05 Th3 2024", NULL, "2024-03-05T00:00:00Z" },
	{ "Sel, 05 Agustus 2024 14.30", "id", "2024-08-05T14:30:00Z" },
	/* East Asia */
	{ "2024年3月5日 (星期二) 14時30分05秒",
	  NULL, "2024-03-05T14:30:05Z" },
	{ "2024年03月05日 星期二 下午2:30", NULL,
	  "2024-03-05T14:30:00Z" },
	{ "三月 5, 2024 2:30 下午", NULL, "2024-03-05T14:30:00Z" },
	{ "十二月 5, 2024", NULL, "2024-12-05T00:00:00Z" },
	{ "２０２４年３月５日（火）"
	  "午後2時30分", NULL, "2024-03-05T14:30:00Z" },
	{ "令和6年3月5日", NULL, "2024-03-05T00:00:00Z" },
	{ "令和元年5月1日", NULL, "2019-05-01T00:00:00Z" },
	{ "民國113年3月5日", NULL, "2024-03-05T00:00:00Z" },
	{ "2004년 05월 28일 오후 5:31:08", NULL,
	  "2004-05-28T17:31:08Z" },
	{ "2004-05-28 오전 12:31:08", NULL, "2004-05-28T00:31:08Z" },
	{ "2024. 3. 5. 오후 2:30", NULL, "2024-03-05T14:30:00Z" },
	{ "2024年3月", NULL, "2024-03-01T00:00:00Z" },
	/* Blanks and marks */
	{ "5\xc2\xa0""mars\xc2\xa0""2024\xe2\x80\xaf""14:30", NULL, "2024-03-05T14:30:00Z" },
	{ "\xe2\x80\x8e""05\xe2\x80\x8e""/\xe2\x80\x8e""25\xe2\x80\x8e""/\xe2\x80\x8e""2024", NULL,
	  "2024-05-25T00:00:00Z" },
};

static void what_feeds_write_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t t = DATE_NONE;

		if (!feed_date_parse(span_of(cases[i].in), NULL, &t))
			fail_msg("cannot read \"%s\"", cases[i].in);
		check_date(t, cases[i].want);
	}
}

static void what_people_write_is_read(void **state)
{
	int n_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wild); i++) {
		struct str s = STR_INIT;
		int64_t t = DATE_NONE;

		feed_date_parse(span_of(wild[i].in), wild[i].language, &t);
		date_rfc3339(&s, t);
		if (strcmp(s.s, wild[i].want) != 0) {
			print_error("\"%s\" is read as \"%s\"\n",
				    wild[i].in, s.s);
			n_wrong++;
		}
		str_release(&s);
	}
	assert_int_equal(n_wrong, 0);
}

static void what_is_no_date_is_none(void **state)
{
	static const char *const bad[] = {
		"", " ", "yesterday", "013", "2003-13-01", "2003-02-30",
		"2003-12-31T25:00:00Z", "2003-12-31T10:60:00Z",
		"Sun, 29 Feb 2023 00:00:00 GMT", "Sun, 16 zzz 2012 11:47:32",
		"Sun, 16 Dec zz 11:47:32 GMT", "Dec 2012", "10:14:55",
		"9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00",
		"tomorrow at 14:30", "3 days ago", "gestern", "hier, 14:30",
		"2003-W00", "2003-W54", "2003-W07-8", "2003-W7", "2003-000",
		"2003-366", "31/31/2024", "13.13.2024", "00.03.2024",
		"5.3.2024 25:00", "5 March 2024 10:61", "5 March 2024 99",
		"5 March 2024 6 March 2025", "2024年13月5日", "2024年3月0日",
		"５", "11362142455", "11362142456789", "-1136214245",
		/* calendars of others */
		"۱۵ اسفند ۱۴۰۲", "۱۴۰۲/۱۲/۱۵", "١٥ رمضان ١٤٤٥", "ט״ו באדר תשפ״ד",
		"15 Esfand 1402",
		"10000-01-01", "Mon, 32 Jan 2006 15:04:05 GMT",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		int64_t t;

		if (feed_date_parse(span_of(bad[i]), NULL, &t))
			fail_msg("\"%s\" was read as a date", bad[i]);
	}
}

/* Months as people write them, nominative and genitive, and a language.  */
static const struct {
	const char *language;
	const char *months;
} spoken[] = {
	{ "de-AT",
	  "Jänner Februar März April Mai Juni Juli August September "
	  "Oktober November Dezember" },
	{ "de",
	  "Januar Februar März April Mai Juni Juli August September "
	  "Oktober November Dezember" },
	{ "de",
	  "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sept. Okt. Nov. "
	  "Dez." },
	{ "fr",
	  "janvier février mars avril mai juin juillet août "
	  "septembre octobre novembre décembre" },
	{ "fr",
	  "janv. févr. mars avr. mai juin juil. août sept. oct. nov. "
	  "déc." },
	{ "es",
	  "enero febrero marzo abril mayo junio julio agosto "
	  "septiembre octubre noviembre diciembre" },
	{ "ca",
	  "gener febrer març abril maig juny juliol agost setembre "
	  "octubre novembre desembre" },
	{ "gl",
	  "xaneiro febreiro marzo abril maio xuño xullo agosto "
	  "setembro outubro novembro decembro" },
	{ "pt",
	  "janeiro fevereiro março abril maio junho julho agosto "
	  "setembro outubro novembro dezembro" },
	{ "it",
	  "gennaio febbraio marzo aprile maggio giugno luglio agosto "
	  "settembre ottobre novembre dicembre" },
	{ "ro",
	  "ianuarie februarie martie aprilie mai iunie iulie august "
	  "septembrie octombrie noiembrie decembrie" },
	{ "nl",
	  "januari februari maart april mei juni juli augustus "
	  "september oktober november december" },
	{ "da",
	  "januar februar marts april maj juni juli august september "
	  "oktober november december" },
	{ "nb",
	  "januar februar mars april mai juni juli august september "
	  "oktober november desember" },
	{ "sv",
	  "januari februari mars april maj juni juli augusti "
	  "september oktober november december" },
	{ "fi",
	  "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta "
	  "kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
	  "marraskuuta joulukuuta" },
	{ "fi",
	  "tammi helmi maalis huhti touko kesä heinä elo syys loka "
	  "marras joulu" },
	{ "et",
	  "jaanuar veebruar märts aprill mai juuni juuli august "
	  "september oktoober november detsember" },
	{ "lv",
	  "janvāris februāris marts aprīlis maijs jūnijs jūlijs "
	  "augusts septembris oktobris novembris decembris" },
	{ "lt",
	  "sausio vasario kovo balandžio gegužės birželio liepos "
	  "rugpjūčio rugsėjo spalio lapkričio gruodžio" },
	{ "lt",
	  "sausis vasaris kovas balandis gegužė birželis liepa "
	  "rugpjūtis rugsėjis spalis lapkritis gruodis" },
	{ "pl",
	  "stycznia lutego marca kwietnia maja czerwca lipca "
	  "sierpnia września października listopada grudnia" },
	{ "pl",
	  "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień "
	  "wrzesień październik listopad grudzień" },
	{ "cs",
	  "ledna února března dubna května června července srpna "
	  "září října listopadu prosince" },
	{ "cs",
	  "leden únor březen duben květen červen červenec srpen září "
	  "říjen listopad prosinec" },
	{ "sk",
	  "januára februára marca apríla mája júna júla augusta "
	  "septembra októbra novembra decembra" },
	{ "sl",
	  "januarja februarja marca aprila maja junija julija "
	  "avgusta septembra oktobra novembra decembra" },
	{ "hr",
	  "siječnja veljače ožujka travnja svibnja lipnja srpnja "
	  "kolovoza rujna listopada studenoga prosinca" },
	{ "hr",
	  "siječanj veljača ožujak travanj svibanj lipanj srpanj "
	  "kolovoz rujan listopad studeni prosinac" },
	{ "hr",
	  "sij velj ožu tra svi lip srp kol ruj lis stu pro" },
	{ "bs",
	  "januara februara marta aprila maja juna jula augusta "
	  "septembra oktobra novembra decembra" },
	{ "sr",
	  "јануар фебруар март април мај јун јул август септембар "
	  "октобар новембар децембар" },
	{ "mk",
	  "јануари февруари март април мај јуни јули август "
	  "септември октомври ноември декември" },
	{ "bg",
	  "януари февруари март април май юни юли август септември "
	  "октомври ноември декември" },
	{ "ru",
	  "января февраля марта апреля мая июня июля августа "
	  "сентября октября ноября декабря" },
	{ "ru",
	  "Январь Февраль Март Апрель Май Июнь Июль Август Сентябрь "
	  "Октябрь Ноябрь Декабрь" },
	{ "uk",
	  "січня лютого березня квітня травня червня липня серпня "
	  "вересня жовтня листопада грудня" },
	{ "be",
	  "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня "
	  "жніўня верасня кастрычніка лістапада снежня" },
	{ "hu",
	  "január február március április május június július "
	  "augusztus szeptember október november december" },
	{ "el",
	  "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου "
	  "Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
	  "Δεκεμβρίου" },
	{ "el",
	  "Ιαν Φεβ Μάρ Απρ Μάι Ιούν Ιούλ Αύγ Σεπ Οκτ Νοέ Δεκ" },
	{ "tr",
	  "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül "
	  "Ekim Kasım Aralık" },
	{ "tr",
	  "OCAK ŞUBAT MART NİSAN MAYIS HAZİRAN TEMMUZ AĞUSTOS EYLÜL "
	  "EKİM KASIM ARALIK" },
	{ "az",
	  "yanvar fevral mart aprel may iyun iyul avqust sentyabr "
	  "oktyabr noyabr dekabr" },
	{ "sq",
	  "janar shkurt mars prill maj qershor korrik gusht shtator "
	  "tetor nëntor dhjetor" },
	{ "is",
	  "janúar febrúar mars apríl maí júní júlí ágúst september "
	  "október nóvember desember" },
	{ "cy",
	  "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst "
	  "Medi Hydref Tachwedd Rhagfyr" },
	{ "eu",
	  "urtarrilak otsailak martxoak apirilak maiatzak ekainak "
	  "uztailak abuztuak irailak urriak azaroak abenduak" },
	{ "id",
	  "Januari Februari Maret April Mei Juni Juli Agustus "
	  "September Oktober November Desember" },
	{ "ms",
	  "Januari Februari Mac April Mei Jun Julai Ogos September "
	  "Oktober November Disember" },
	{ "sw",
	  "Januari Februari Machi Aprili Mei Juni Julai Agosti "
	  "Septemba Oktoba Novemba Desemba" },
	{ "eo",
	  "januaro februaro marto aprilo majo junio julio aŭgusto "
	  "septembro oktobro novembro decembro" },
	{ "kk",
	  "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз "
	  "қыркүйек қазан қараша желтоқсан" },
	{ "hy",
	  "հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի "
	  "օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի" },
	{ "ka",
	  "იანვარი თებერვალი მარტი აპრილი მაისი ივნისი ივლისი "
	  "აგვისტო სექტემბერი ოქტომბერი ნოემბერი დეკემბერი" },
	{ "he",
	  "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט "
	  "בספטמבר באוקטובר בנובמבר בדצמבר" },
	{ "ar",
	  "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر "
	  "أكتوبر نوفمبر ديسمبر" },
	{ "ar",
	  "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول "
	  "تشرين_الأول تشرين_الثاني كانون_الأول" },
	{ "ar",
	  "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر "
	  "نوفمبر ديسمبر" },
	{ "fa",
	  "ژانویهٔ فوریهٔ مارس آوریل مهٔ ژوئن ژوئیهٔ اوت سپتامبر "
	  "اکتبر نوامبر دسامبر" },
	{ "ur",
	  "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر "
	  "نومبر دسمبر" },
	{ "hi",
	  "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर "
	  "अक्टूबर नवंबर दिसंबर" },
	{ "mr",
	  "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट "
	  "सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर" },
	{ "bn",
	  "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট "
	  "সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর" },
	{ "ta",
	  "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் "
	  "செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்" },
	{ "te",
	  "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జులై ఆగస్టు "
	  "సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్" },
	{ "th",
	  "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม "
	  "สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม" },
	{ "th",
	  "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. "
	  "ธ.ค." },
	{ "vi",
	  "tháng_1 tháng_2 tháng_3 tháng_4 tháng_5 tháng_6 tháng_7 "
	  "tháng_8 tháng_9 tháng_10 tháng_11 tháng_12" },
	{ "vi",
	  "Tháng_Một Tháng_Hai Tháng_Ba Tháng_Tư Tháng_Năm Tháng_Sáu "
	  "Tháng_Bảy Tháng_Tám Tháng_Chín Tháng_Mười Tháng_Mười_Một "
	  "Tháng_Mười_Hai" },
	{ "ga",
	  "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil "
	  "Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig" },
	{ "zh",
	  "一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月" },
};

/* How a date is laid out: M the month's name, D day, Y year, h m s the time,
 * H and p the time with half a day; anything else as it is.  */
static const char *const layouts[] = {
	"D M Y", "D. M Y h:m:s", "D M Y, h:m", "M D, Y", "M D, Y H:m:s p",
	"Y M D", "Y. M D., h:m", "D-M-Y h:m:s", "D de M de Y hhm",
	"D M Y h:m:s +0000", "D M Y - h:m", "h:m:s D M Y", "h:m, D M Y",
	"xxx, D M Y h:m:s UTC", "(xxx) D M Y h:m", "D M Y h.m Uhr",
};

/* The parts of an instant, as `layout` has it; false seconds when it leaves
 * them out.  */
static void lay_out(struct str *out, const char *layout, const char *month,
		    const struct date_parts *d, int *ret_precision)
{
	*ret_precision = 86400;
	for (const char *p = layout; *p; p++) {
		if (*p == 'M') {
			str_add(out, month);
		} else if (*p == 'D') {
			str_addf(out, "%d", d->day);
		} else if (*p == 'Y') {
			str_addf(out, "%04d", d->year);
		} else if (*p == 'h' && p[1] == 'h') {
			str_addf(out, "%02dh", d->hour);
			p++;
		} else if (*p == 'h' && strchr(":.", p[1])) {
			str_addf(out, "%02d", d->hour);
		} else if (*p == 'H') {
			str_addf(out, "%d", (d->hour + 11) % 12 + 1);
		} else if (*p == 'p') {
			str_add(out, d->hour < 12 ? "AM" : "p.m.");
		} else if (*p == 'm' && (p[-1] == ':' || p[-1] == '.' ||
					 p[-1] == 'h')) {
			str_addf(out, "%02d", d->minute);
			*ret_precision = MIN(*ret_precision, 60);
		} else if (*p == 's' && p[-1] == ':') {
			str_addf(out, "%02d", d->second);
			*ret_precision = 1;
		} else {
			str_addc(out, *p);
		}
	}
}

/* The n-th of the names in `list`, "_" for its spaces.  */
static void nth_name(struct str *out, const char *list, int n)
{
	while (n--)
		list = strchr(list, ' ') + 1;
	for (; *list && *list != ' '; list++)
		str_addc(out, *list == '_' ? ' ' : *list);
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static bool reads_back(const char *text, const char *language, int64_t want)
{
	int64_t t = DATE_NONE;
	struct str s = STR_INIT;

	feed_date_parse(span_of(text), language, &t);
	if (t == want)
		return true;
	date_rfc3339(&s, t);
	print_error("\"%s\" is read as \"%s\"\n", text, s.s);
	str_release(&s);
	return false;
}

static void every_language_is_read_in_every_layout(void **state)
{
	uint32_t seed = 1;
	int n_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(spoken) * ARRAY_LEN(layouts) * 12;
	     i++) {
		size_t language = i / 12 / ARRAY_LEN(layouts);
		const char *layout = layouts[i / 12 % ARRAY_LEN(layouts)];
		struct date_parts d = {
			.year = 1970 + (int)(next_random(&seed) % 130),
			.month = (int)(i % 12) + 1,
			.day = 1 + (int)(next_random(&seed) % 28),
			.hour = (int)(next_random(&seed) % 24),
			.minute = (int)(next_random(&seed) % 60),
			.second = (int)(next_random(&seed) % 60),
		};
		struct str name = STR_INIT, text = STR_INIT;
		int64_t want = date_from_parts(&d);
		int precision;

		nth_name(&name, spoken[language].months, d.month - 1);
		lay_out(&text, layout, name.s, &d, &precision);
		want -= want % precision;
		n_wrong += !reads_back(text.s, spoken[language].language, want);
		str_release(&name);
		str_release(&text);
	}
	assert_int_equal(n_wrong, 0);
}

/* Only where two languages disagree does the language have to be known.  */
static void most_names_need_no_language(void **state)
{
	size_t n_wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(spoken) * 12; i++) {
		struct str name = STR_INIT, text = STR_INIT;
		struct date_parts d = { .year = 2024, .day = 5,
					.month = (int)(i % 12) + 1 };
		int64_t t = DATE_NONE;

		nth_name(&name, spoken[i / 12].months, d.month - 1);
		str_addf(&text, "5 %s 2024", name.s);
		feed_date_parse(str_span(&text), NULL, &t);
		if (t != date_from_parts(&d)) {
			n_wrong++;
			/* "lip", "srp", "listopad" and their like */
			if (strcmp(spoken[i / 12].language, "hr") != 0)
				fail_msg("\"%s\" is read otherwise", text.s);
		}
		str_release(&name);
		str_release(&text);
	}
	assert_in_range(n_wrong, 1, 6);
}

static void check_table(const struct date_language *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct span months = span_of(table[i].months);
		struct date_scripts scripts;
		struct str s = STR_INIT;
		int bars = 0;

		for (size_t k = 0; k < months.len; k++)
			bars += months.p[k] == '|';
		assert_int_equal(bars, 11);
		date_fold(&s, months, &scripts);
		assert_string_equal(s.s, table[i].months);
		str_release(&s);
	}
}

/* What date_month_named() promises of its tables.  */
static void names_of_months_are_folded(void **state)
{
	(void)state;
	check_table(date_languages, date_n_languages);
	check_table(date_tagged_languages, date_n_tagged_languages);
}

/* A rare language must not make months of other languages' words.  */
static void rare_languages_have_to_be_named(void **state)
{
	static const struct {
		const char *in, *language;
	} rare[] = {
		{ "5 Hulyo 2024 14:30", "fil-PH" },
		{ "5 កក្កដា 2024 14:30", "km" },
		{ "ಜುಲೈ 5, 2024 14:30", "kn" },
		{ "5 Juli 2024 14:30", "lb" },
		{ "5 Luulyo 2024 14:30", "so" },
		{ "5טן יולי 2024 14:30", "yi" },
		{ "2024-ലെ 5 ജൂലൈ 14:30", "ml" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rare); i++)
		if (!reads_back(rare[i].in, rare[i].language, 1720189800))
			fail_msg("%s: \"%s\" is not read", rare[i].language,
				 rare[i].in);
	assert_false(reads_back("5 Hulyo 2024 14:30", NULL, 1720189800));
	assert_false(reads_back("5 maaji 2024 14:30", "kl", 1709649000));
}

static void dates_have_an_order_of_preference(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<pubDate>2001-01-01</pubDate><dc:date>2002-01-01</dc:date>"
		"<lastBuildDate>soon</lastBuildDate>"
		"<item><dc:date>2003-01-01</dc:date><dcterms:created>2004"
		"</dcterms:created></item>"
		"<item><dc:date>2003-01-01</dc:date><pubDate>2005-01-01"
		"</pubDate><atom:updated>2006-01-01</atom:updated></item>"
		"<item><pubDate>never</pubDate></item>"), NULL);

	(void)state;
	check_date(d->updated, "2002-01-01T00:00:00Z");
	check_date(d->entries[0].published, "2003-01-01T00:00:00Z");
	check_date(d->entries[0].updated, "2003-01-01T00:00:00Z");
	check_date(d->entries[1].published, "2005-01-01T00:00:00Z");
	check_date(d->entries[1].updated, "2006-01-01T00:00:00Z");
	check_date(d->entries[2].published, NULL);
	assert_int_equal(d->n_warnings, 2);
	feed_doc_free(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_feeds_write_is_read),
		cmocka_unit_test(what_people_write_is_read),
		cmocka_unit_test(every_language_is_read_in_every_layout),
		cmocka_unit_test(most_names_need_no_language),
		cmocka_unit_test(names_of_months_are_folded),
		cmocka_unit_test(rare_languages_have_to_be_named),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(dates_have_an_order_of_preference),
	};

	return unit_run("feed_date", tests, ARRAY_LEN(tests));
}
