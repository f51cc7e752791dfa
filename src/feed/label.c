/* label.c - what strangers call a character set; see label.h */
#include "config.h"

#include "feed/label.h"

/* Labels without what is not a letter or digit, as browsers understand
 * them: supersets where the web means the superset.  */
static const struct {
	const char *label;
	enum label_kind kind;
	const char *iconv_name;
} labels[] = {
	{ "utf8", LABEL_UTF8, NULL },
	{ "unicode11utf8", LABEL_UTF8, NULL },
	{ "utf", LABEL_UTF8, NULL },
	{ "xutf8", LABEL_UTF8, NULL },
	{ "utf8mb4", LABEL_UTF8, NULL },
	{ "utf8n", LABEL_UTF8, NULL },
	{ "xunicode20utf8", LABEL_UTF8, NULL },
	{ "unicode20utf8", LABEL_UTF8, NULL },
	{ "cp65001", LABEL_UTF8, NULL },
	{ "csutf8", LABEL_UTF8, NULL },
	{ "usascii", LABEL_WINDOWS1252, NULL },
	{ "ascii", LABEL_WINDOWS1252, NULL },
	{ "ansix341968", LABEL_WINDOWS1252, NULL },
	{ "iso646us", LABEL_WINDOWS1252, NULL },
	{ "iso88591", LABEL_WINDOWS1252, NULL },
	{ "iso885911987", LABEL_WINDOWS1252, NULL },
	{ "latin1", LABEL_WINDOWS1252, NULL },
	{ "l1", LABEL_WINDOWS1252, NULL },
	{ "cp819", LABEL_WINDOWS1252, NULL },
	{ "ibm819", LABEL_WINDOWS1252, NULL },
	{ "windows1252", LABEL_WINDOWS1252, NULL },
	{ "cp1252", LABEL_WINDOWS1252, NULL },
	{ "xcp1252", LABEL_WINDOWS1252, NULL },
	{ "ansi", LABEL_WINDOWS1252, NULL },
	{ "win1252", LABEL_WINDOWS1252, NULL },
	{ "isoir100", LABEL_WINDOWS1252, NULL },
	{ "csisolatin1", LABEL_WINDOWS1252, NULL },
	{ "iso8859", LABEL_WINDOWS1252, NULL },
	{ "88591", LABEL_WINDOWS1252, NULL },
	{ "csascii", LABEL_WINDOWS1252, NULL },
	{ "646", LABEL_WINDOWS1252, NULL },
	{ "ascii7bit", LABEL_WINDOWS1252, NULL },
	{ "us", LABEL_WINDOWS1252, NULL },
	{ "ansix341986", LABEL_WINDOWS1252, NULL },
	{ "isoir6", LABEL_WINDOWS1252, NULL },
	{ "iso646irv1991", LABEL_WINDOWS1252, NULL },
	{ "xansi", LABEL_WINDOWS1252, NULL },
	{ "latin2", LABEL_OTHER, "ISO-8859-2" },
	{ "l2", LABEL_OTHER, "ISO-8859-2" },
	{ "isoir101", LABEL_OTHER, "ISO-8859-2" },
	{ "csisolatin2", LABEL_OTHER, "ISO-8859-2" },
	{ "isolatin2", LABEL_OTHER, "ISO-8859-2" },
	{ "latin3", LABEL_OTHER, "ISO-8859-3" },
	{ "l3", LABEL_OTHER, "ISO-8859-3" },
	{ "isoir109", LABEL_OTHER, "ISO-8859-3" },
	{ "csisolatin3", LABEL_OTHER, "ISO-8859-3" },
	{ "latin4", LABEL_OTHER, "ISO-8859-4" },
	{ "l4", LABEL_OTHER, "ISO-8859-4" },
	{ "isoir110", LABEL_OTHER, "ISO-8859-4" },
	{ "csisolatin4", LABEL_OTHER, "ISO-8859-4" },
	{ "cyrillic", LABEL_OTHER, "ISO-8859-5" },
	{ "isoir144", LABEL_OTHER, "ISO-8859-5" },
	{ "csisolatincyrillic", LABEL_OTHER, "ISO-8859-5" },
	{ "arabic", LABEL_OTHER, "ISO-8859-6" },
	{ "isoir127", LABEL_OTHER, "ISO-8859-6" },
	{ "csisolatinarabic", LABEL_OTHER, "ISO-8859-6" },
	{ "ecma114", LABEL_OTHER, "ISO-8859-6" },
	{ "asmo708", LABEL_OTHER, "ISO-8859-6" },
	{ "greek", LABEL_OTHER, "ISO-8859-7" },
	{ "isoir126", LABEL_OTHER, "ISO-8859-7" },
	{ "csisolatingreek", LABEL_OTHER, "ISO-8859-7" },
	{ "ecma118", LABEL_OTHER, "ISO-8859-7" },
	{ "elot928", LABEL_OTHER, "ISO-8859-7" },
	{ "greek8", LABEL_OTHER, "ISO-8859-7" },
	{ "suneugreek", LABEL_OTHER, "ISO-8859-7" },
	{ "hebrew", LABEL_OTHER, "ISO-8859-8" },
	{ "iso88598i", LABEL_OTHER, "ISO-8859-8" },
	{ "isoir138", LABEL_OTHER, "ISO-8859-8" },
	{ "csisolatinhebrew", LABEL_OTHER, "ISO-8859-8" },
	{ "visual", LABEL_OTHER, "ISO-8859-8" },
	{ "logical", LABEL_OTHER, "ISO-8859-8" },
	{ "iso88598e", LABEL_OTHER, "ISO-8859-8" },
	{ "csiso88598i", LABEL_OTHER, "ISO-8859-8" },
	{ "csiso88598e", LABEL_OTHER, "ISO-8859-8" },
	{ "iso88599", LABEL_OTHER, "CP1254" },
	{ "latin5", LABEL_OTHER, "CP1254" },
	{ "l5", LABEL_OTHER, "CP1254" },
	{ "isoir148", LABEL_OTHER, "CP1254" },
	{ "csisolatin5", LABEL_OTHER, "CP1254" },
	{ "iso885911", LABEL_OTHER, "CP874" },
	{ "tis620", LABEL_OTHER, "CP874" },
	{ "dos874", LABEL_OTHER, "CP874" },
	{ "windows874", LABEL_OTHER, "CP874" },
	{ "tis6200", LABEL_OTHER, "CP874" },
	{ "tis62025330", LABEL_OTHER, "CP874" },
	{ "latin9", LABEL_OTHER, "ISO-8859-15" },
	{ "l9", LABEL_OTHER, "ISO-8859-15" },
	{ "csisolatin9", LABEL_OTHER, "ISO-8859-15" },
	{ "koi", LABEL_OTHER, "KOI8-R" },
	{ "koi8", LABEL_OTHER, "KOI8-R" },
	{ "koi8r", LABEL_OTHER, "KOI8-R" },
	{ "cskoi8r", LABEL_OTHER, "KOI8-R" },
	{ "koi8u", LABEL_OTHER, "KOI8-U" },
	{ "koi8ru", LABEL_OTHER, "KOI8-U" },
	{ "gb2312", LABEL_OTHER, "GB18030" },
	{ "gb23121980", LABEL_OTHER, "GB18030" },
	{ "csgb2312", LABEL_OTHER, "GB18030" },
	{ "euccn", LABEL_OTHER, "GB18030" },
	{ "chinese", LABEL_OTHER, "GB18030" },
	{ "gbk", LABEL_OTHER, "GB18030" },
	{ "xgbk", LABEL_OTHER, "GB18030" },
	{ "cp936", LABEL_OTHER, "GB18030" },
	{ "ms936", LABEL_OTHER, "GB18030" },
	{ "gb18030", LABEL_OTHER, "GB18030" },
	{ "isoir58", LABEL_OTHER, "GB18030" },
	{ "gb231280", LABEL_OTHER, "GB18030" },
	{ "csiso58gb231280", LABEL_OTHER, "GB18030" },
	{ "xcp936", LABEL_OTHER, "GB18030" },
	{ "windows936", LABEL_OTHER, "GB18030" },
	{ "cngb", LABEL_OTHER, "GB18030" },
	{ "big5", LABEL_OTHER, "BIG5-HKSCS" },
	{ "csbig5", LABEL_OTHER, "BIG5-HKSCS" },
	{ "cnbig5", LABEL_OTHER, "BIG5-HKSCS" },
	{ "xxbig5", LABEL_OTHER, "BIG5-HKSCS" },
	{ "cp950", LABEL_OTHER, "BIG5-HKSCS" },
	{ "big5hkscs", LABEL_OTHER, "BIG5-HKSCS" },
	{ "windows950", LABEL_OTHER, "BIG5-HKSCS" },
	{ "xcp950", LABEL_OTHER, "BIG5-HKSCS" },
	{ "big5tw", LABEL_OTHER, "BIG5-HKSCS" },
	{ "ms950", LABEL_OTHER, "BIG5-HKSCS" },
	{ "big5eten", LABEL_OTHER, "BIG5-HKSCS" },
	{ "shiftjis", LABEL_OTHER, "CP932" },
	{ "sjis", LABEL_OTHER, "CP932" },
	{ "xsjis", LABEL_OTHER, "CP932" },
	{ "csshiftjis", LABEL_OTHER, "CP932" },
	{ "mskanji", LABEL_OTHER, "CP932" },
	{ "ms932", LABEL_OTHER, "CP932" },
	{ "windows31j", LABEL_OTHER, "CP932" },
	{ "xmscp932", LABEL_OTHER, "CP932" },
	{ "cp932", LABEL_OTHER, "CP932" },
	{ "windows932", LABEL_OTHER, "CP932" },
	{ "mscp932", LABEL_OTHER, "CP932" },
	{ "cswindows31j", LABEL_OTHER, "CP932" },
	{ "shiftjisx0213", LABEL_OTHER, "CP932" },
	{ "xshiftjis", LABEL_OTHER, "CP932" },
	{ "shiftxjis", LABEL_OTHER, "CP932" },
	{ "eucjp", LABEL_OTHER, "EUC-JP" },
	{ "xeucjp", LABEL_OTHER, "EUC-JP" },
	{ "ujis", LABEL_OTHER, "EUC-JP" },
	{ "cseucpkdfmtjapanese", LABEL_OTHER, "EUC-JP" },
	{ "eucjpms", LABEL_OTHER, "EUC-JP" },
	{ "cp51932", LABEL_OTHER, "EUC-JP" },
	{ "eucjpx0213", LABEL_OTHER, "EUC-JP" },
	{ "iso2022jp", LABEL_OTHER, "ISO-2022-JP" },
	{ "csiso2022jp", LABEL_OTHER, "ISO-2022-JP" },
	{ "jis", LABEL_OTHER, "ISO-2022-JP" },
	{ "iso2022jpms", LABEL_OTHER, "ISO-2022-JP" },
	{ "cp50220", LABEL_OTHER, "ISO-2022-JP" },
	{ "cp50221", LABEL_OTHER, "ISO-2022-JP" },
	{ "iso2022jp1", LABEL_OTHER, "ISO-2022-JP" },
	{ "iso2022jp2", LABEL_OTHER, "ISO-2022-JP" },
	{ "euckr", LABEL_OTHER, "CP949" },
	{ "cseuckr", LABEL_OTHER, "CP949" },
	{ "korean", LABEL_OTHER, "CP949" },
	{ "ksc5601", LABEL_OTHER, "CP949" },
	{ "ksc56011987", LABEL_OTHER, "CP949" },
	{ "ksc56011989", LABEL_OTHER, "CP949" },
	{ "windows949", LABEL_OTHER, "CP949" },
	{ "uhc", LABEL_OTHER, "CP949" },
	{ "isoir149", LABEL_OTHER, "CP949" },
	{ "ksx1001", LABEL_OTHER, "CP949" },
	{ "kscs56011987", LABEL_OTHER, "CP949" },
	{ "xwindows949", LABEL_OTHER, "CP949" },
	{ "ms949", LABEL_OTHER, "CP949" },
	{ "ksc5636", LABEL_OTHER, "CP949" },
	{ "mac", LABEL_OTHER, "MACINTOSH" },
	{ "macintosh", LABEL_OTHER, "MACINTOSH" },
	{ "macroman", LABEL_OTHER, "MACINTOSH" },
	{ "xmacroman", LABEL_OTHER, "MACINTOSH" },
	{ "xmaccyrillic", LABEL_OTHER, "MAC-CYRILLIC" },
	{ "maccyrillic", LABEL_OTHER, "MAC-CYRILLIC" },
	{ "xmacukrainian", LABEL_OTHER, "MAC-CYRILLIC" },
	{ "viscii", LABEL_OTHER, "VISCII" },
	{ "tcvn", LABEL_OTHER, "TCVN" },
	{ "ansel", LABEL_UNKNOWN, NULL },
	{ "utf16", LABEL_WIDE, NULL },
	{ "utf16le", LABEL_WIDE, NULL },
	{ "utf16be", LABEL_WIDE, NULL },
	{ "utf32", LABEL_WIDE, NULL },
	{ "utf32le", LABEL_WIDE, NULL },
	{ "utf32be", LABEL_WIDE, NULL },
	{ "ucs2", LABEL_WIDE, NULL },
	{ "ucs4", LABEL_WIDE, NULL },
	{ "iso10646ucs2", LABEL_WIDE, NULL },
	{ "iso10646ucs4", LABEL_WIDE, NULL },
	{ "unicode", LABEL_WIDE, NULL },
	{ "latin6", LABEL_OTHER, "ISO-8859-10" },
	{ "l6", LABEL_OTHER, "ISO-8859-10" },
	{ "isoir157", LABEL_OTHER, "ISO-8859-10" },
	{ "csisolatin6", LABEL_OTHER, "ISO-8859-10" },
	{ "latin7", LABEL_OTHER, "ISO-8859-13" },
	{ "l7", LABEL_OTHER, "ISO-8859-13" },
	{ "latin8", LABEL_OTHER, "ISO-8859-14" },
	{ "l8", LABEL_OTHER, "ISO-8859-14" },
	{ "latin10", LABEL_OTHER, "ISO-8859-16" },
	{ "l10", LABEL_OTHER, "ISO-8859-16" },
	{ "win1250", LABEL_OTHER, "CP1250" },
	{ "win1251", LABEL_OTHER, "CP1251" },
	{ "microsoftcp1251", LABEL_OTHER, "CP1251" },
	{ "mscyrl", LABEL_OTHER, "CP1251" },
	{ "winr", LABEL_OTHER, "CP1251" },
	{ "xwin1251", LABEL_OTHER, "CP1251" },
	{ "866", LABEL_OTHER, "IBM866" },
	{ "csibm866", LABEL_OTHER, "IBM866" },
	{ "dos866", LABEL_OTHER, "IBM866" },
	{ "alt", LABEL_OTHER, "IBM866" },
	{ "437", LABEL_OTHER, "IBM437" },
	{ "850", LABEL_OTHER, "IBM850" },
	{ "852", LABEL_OTHER, "IBM852" },
};

/* Families whose members differ in a number.  */
static const struct {
	const char *label, *iconv_name;
} families[] = {
	{ "iso8859", "ISO-8859-" },
	{ "xiso8859", "ISO-8859-" },
	{ "8859", "ISO-8859-" },
	{ "windows", "CP" },
	{ "xwindows", "CP" },
	{ "win", "CP" },
	{ "dos", "CP" },
	{ "xcp", "CP" },
	{ "cp", "CP" },
	{ "ibm", "IBM" },
};

static bool is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && n <= 5 && !s[n];
}

static void other(struct label *cs, const char *stem, const char *rest)
{
	cs->kind = LABEL_OTHER;
	cs->unit = 1;
	snprintf(cs->iconv_name, sizeof(cs->iconv_name), "%s%s", stem, rest);
}

/* The character set that a stranger calls `name`.  */
struct label label_find(struct span name)
{
	struct label cs = { .kind = LABEL_UNKNOWN, .unit = 1 };
	char key[24];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof(key) - 1; i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			key[n++] = c;
	}
	key[n] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		if (strcmp(key, labels[i].label))
			continue;
		cs.kind = labels[i].kind;
		if (cs.kind == LABEL_OTHER)
			other(&cs, labels[i].iconv_name, "");
		return cs;
	}
	for (size_t i = 0; i < ARRAY_LEN(families); i++) {
		n = strlen(families[i].label);
		if (!strncmp(key, families[i].label, n) && is_number(key + n)) {
			other(&cs, families[i].iconv_name, key + n);
			return cs;
		}
	}
	return cs;
}
