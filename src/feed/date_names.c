/* date_names.c - the months in the languages of feeds; see date_private.h
 *
 * A name is the shortest beginning that tells the month from the language's
 * others, so that it covers abbreviations, cases and spellings alike.  All
 * are folded as date_fold() does it: lower case, without diacritics and dots,
 * Arabic yeh and kaf as in Persian.
 *
 * The order decides between languages that give one name to two months:
 * Polish and Czech before Croatian.
 */
#include "config.h"

#include "feed/date_private.h"

#include "base/ascii.h"

const struct date_language date_languages[] = {
	{ "en",
	  "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec" },
	{ "de",
	  "jan,jen|feb,feber,hornung|mar,mrz,maerz|apr|mai|"
	  "jun,juno|jul|aug|sep|okt|nov|dez" },
	{ "fr",
	  "jan,jnv|fev,fvr|mar|avr|mai|juin|juil,jul|aou|sep|oct|"
	  "nov|dec" },
	{ "es",
	  "ene|feb|mar|abr|may|jun|jul|ago|sep,set|oct|nov|dic" },
	{ "pt",
	  "jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez" },
	{ "it",
	  "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic" },
	{ "nl af fy",
	  "jan|feb|maart,mrt,maa$,maar$|apr|mei,maaie|jun|jul|aug|"
	  "sep|okt|nov|dec,des" },
	{ "pl",
	  "sty|lut|mar|kwi|maj,maja|cze|lip|sie|wrz|paz|lis|gru" },
	{ "ru",
	  "янв|фев|мар|апр|маи,мая|июн|июл|авг|сен|окт|ноя|дек" },
	{ "uk",
	  "січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру" },
	{ "be",
	  "сту|лют|сак|кра|маи,мая,тра|чэр|ліп|жні|вер|кас|ліс|"
	  "сне" },
	{ "bg",
	  "яну|фев|мар|апр|маи|юни,юн|юли,юл|авг|сеп|окт|ное|дек" },
	{ "mk sr bs",
	  "јан|феб,фев|мар|апр|мај|јун|јул|авг|сеп|окт|нов,ное|"
	  "дец,дек" },
	{ "cs",
	  "led|uno|bre,brez|dub|kve|cerven,cervn,cvn,cerv$,cer$|"
	  "cervenec,cervenc,cvc|srp|zar|rij|lis|pro$,prosin,pros" },
	{ "sk",
	  "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec" },
	{ "sl",
	  "jan|feb|mar|apr|maj|jun|jul|avg|sep|okt|nov|dec" },
	{ "hr",
	  "sij|velj,vlj|ozu|tra|svi|lip$,lipanj,lipnj|"
	  "srp$,srpanj,srpnj|kol|ruj|lis|stu|pro" },
	{ "sh sr bs",
	  "jan|feb|mar|apr|maj|jun|jul|aug,avg|sep|okt|nov|dec" },
	{ "da no nb nn",
	  "jan|feb|mar|apr|maj,mai|jun|jul|aug|sep|okt|nov|"
	  "dec,des" },
	{ "sv",
	  "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec" },
	{ "is fo",
	  "jan|feb|mar|apr|mai|jun|jul|agu|sep|okt|nov|des" },
	{ "fi",
	  "tammi|helmi|maalis|huhti|touko|kesa|heina|elo$,elok|"
	  "syys|loka|marras|joulu" },
	{ "et",
	  "jaan,jan|veeb|mar|apr|mai|juun|juul|aug|sep|okt|nov|"
	  "dets" },
	{ "lv",
	  "jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|dec" },
	{ "lt",
	  "saus,sau$|vasar,vas$|kov|bal|geg|birz,bir$|liep,lie$|"
	  "rugpj,rgp$|rugs,rgs$|spal,spa$|lapkr,lap$|gruod,grd$" },
	{ "hu",
	  "jan|feb|mar|apr|maj|jun|jul|aug|szept,sze$,szep|okt|"
	  "nov|dec" },
	{ "ro mo",
	  "ian|feb|mar|apr|mai|iun|iul|aug|sep|oct|noi|dec" },
	{ "ca",
	  "gen|feb|marc,mar|abr|mai|jun|jul|ago|set|oct|nov|des" },
	{ "gl",
	  "xan|feb|mar|abr|mai|xun|xul|ago|set|out|nov|dec" },
	{ "eu",
	  "urt|ots|mar|api|mai|eka|uzt|abu|ira|urr|aza|abe" },
	{ "el",
	  "ιαν,γεναρ|φεβ,φλεβ|μαρ|απρ|μαι|ιουν|ιουλ|αυγ|σεπ|οκτ|"
	  "νοε|δεκ" },
	{ "tr",
	  "oca|sub|mar|nis|may|haz|tem|agu|eyl|eki|kas|ara" },
	{ "az uz tk",
	  "yan|fev|mar|apr|may|iyn,iyun|iyl,iyul|avq,avg|sen|okt|"
	  "noy|dek" },
	{ "sq",
	  "jan|shkurt,shk|mar|pri|maj|qer|kor|gush,gsh|shtat,sht|"
	  "tet|nen,nent|dhj" },
	{ "ga",
	  "ean|feabh|marta,mar|aib|bealt,beal|meith,meitheamh|"
	  "iuil|lun$,lunasa|mean fomhair,mfomh,mean f|"
	  "deireadh fomhair,dfomh,deireadh f|samh|noll" },
	{ "cy",
	  "ion|chwe,chw|mawrth|ebr|mai|meh|gorff,gor$|awst|medi|"
	  "hyd|tach|rhag" },
	{ "id ms",
	  "jan|feb|mar,mac|apr|mei|jun|jul|agu,agt$,ogo|sep|okt|"
	  "nov|des,dis" },
	{ "sw",
	  "jan|feb|mac|apr|mei|jun|jul|ago|sep|okt|nov|des" },
	{ "eo",
	  "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec" },
	{ "kk",
	  "қаң|ақп|нау|сәу|мам|мау|шіл|там|қыр|қаз|қар|жел" },
	{ "hy",
	  "հունվ,հնվ|փետ,փտր|մար,մրտ|ապր|մայ|հունիս,հնս|հուլ,հլս|"
	  "օգո,օգս|սեպ|հոկ|նոյ|դեկ" },
	{ "ka",
	  "იან|თებ|მარ|აპრ|მაი|ივნ|ივლ|აგვ|სექ|ოქტ|ნოე|დეკ" },
	{ "he iw",
	  "ינו|פבר|מרץ,מרס|אפר|מאי|יונ|יול|אוג|ספט|אוק|נוב|דצמ" },
	{ "ar",
	  "ینایر,کانون الثانی,کانون ثانی,جانفی|فبرایر,شباط,فیفری|"
	  "مارس,اذار|ابریل,نیسان,افریل|مایو,ایار,مای|"
	  "یونیو,حزیران,جوان|یولیو,یولیه,تموز,جویلیة,یولیوز|"
	  "اغسطس,اب$,اوت$,غشت|سبتمبر,ایلول,شتنبر|"
	  "اکتوبر,تشرین الاول,تشرین اول|"
	  "نوفمبر,تشرین الثانی,تشرین ثانی,نونبر|"
	  "دیسمبر,کانون الاول,کانون اول,دجنبر" },
	{ "fa",
	  "ژانویه|فوریه|مارس|اوریل|مه$,می$|ژوین|ژوییه,جولای|"
	  "اوت$,اگوست|سپتامبر|اکتبر|نوامبر|دسامبر" },
	{ "ur",
	  "جنوری|فروری|مارچ|اپریل|میی|جون|جولایی|اگست|ستمبر|"
	  "اکتوبر|نومبر|دسمبر" },
	{ "hi",
	  "जन|फर|मार्च|अप्रै|मई|जून|जुला|अगस्त,अग$|"
	  "सितं,सितम्ब,सित$|अक्टू,अक्तू|नवं,नवम्ब,नव$|"
	  "दिसं,दिसम्ब,दिस$" },
	{ "mr ne",
	  "जाने,जनवरी|फेब्रु|मार्च|एप्रि,अप्रि|मे$|जून|जुलै|"
	  "ऑग,अगस्ट|सप्टें,सेप्ट|ऑक्टो,अक्टो|नोव्हें,नोभे|डिसें" },
	{ "bn as",
	  "জানু|ফেব|মার্চ|এপ্রি|মে$|জুন|জুলা|আগ,অগাস্ট|সেপ্ট|"
	  "অক্টো|নভে|ডিসে" },
	{ "ta",
	  "ஜன|பிப்|மார்|ஏப்|மே$|ஜூன்|ஜூலை|ஆக|செப்|அக்|நவ|டிச" },
	{ "te",
	  "జన|ఫిబ్ర|మార్చి|ఏప్రి|మే$|జూన్|జులై,జూలై|ఆగ|సెప్టెం|"
	  "అక్టో|నవం|డిసెం" },
	{ "th",
	  "มกรา,มค$|กุมภา,กพ$|มีนา,มีค$|เมษา,เมย$|พฤษภา,พค$|"
	  "มิถุนา,มิย$|กรกฎา,กค$|สิงหา,สค$|กันยา,กย$|ตุลา,ตค$|"
	  "พฤศจิกา,พย$|ธันวา,ธค$" },
	{ "zh ja",
	  "一月|二月|三月|四月|五月|六月|七月|八月|九月|十月|十一月|十二月" },
	{ "vi",
	  "thang mot,thang gieng|thang hai|thang ba|thang tu|"
	  "thang nam|thang sau|thang bay|thang tam|thang chin|"
	  "thang muoi|thang muoi mot|thang muoi hai,thang chap" },
};

const size_t date_n_languages = ARRAY_LEN(date_languages);

/* The primary subtag: letters up to the first "-" or "_".  */
static struct span primary(const char *tag)
{
	struct span s = span_trim(span_of(tag));
	size_t n = 0;

	while (n < s.len && ascii_is_alpha(s.p[n]))
		n++;
	return (struct span){ s.p, n };
}

static bool has_tag(const char *tags, struct span tag)
{
	while (*tags) {
		size_t n = strcspn(tags, " ");

		if (span_eq_nocase((struct span){ tags, n }, tag))
			return true;
		tags += n + (tags[n] == ' ');
	}
	return false;
}

bool date_language_is(const char *language, const char *tags)
{
	return has_tag(tags, primary(language));
}

static bool is_letter(struct span s, size_t i)
{
	return i < s.len && (ascii_is_alpha(s.p[i]) ||
			     (unsigned char)s.p[i] >= 0x80);
}

/* The bytes of the longest name of `months` that s begins with, if more than
 * `n`, else n; then *ret_month is the month.  */
static size_t longest(struct span s, const char *months, size_t n,
		      int *ret_month)
{
	int month = 1;

	for (const char *p = months; *p; p++) {
		size_t len = strcspn(p, ",|$");
		bool whole = p[len] == '$';

		if (len > n && len <= s.len && *p == s.p[0] &&
		    !memcmp(p, s.p, len) && !(whole && is_letter(s, len))) {
			*ret_month = month;
			n = len;
		}
		p += len + whole;
		month += *p == '|';
		if (!*p)
			break;
	}
	return n;
}

int date_month_named(struct span s, const char *language, size_t *ret_len)
{
	struct span tag = primary(language);
	size_t n = 0;
	int month = 0;

	for (size_t i = 0; tag.len && i < date_n_languages; i++)
		if (has_tag(date_languages[i].tags, tag))
			n = longest(s, date_languages[i].months, n, &month);
	for (size_t i = 0; tag.len && i < date_n_tagged_languages; i++)
		if (has_tag(date_tagged_languages[i].tags, tag))
			n = longest(s, date_tagged_languages[i].months, n,
				    &month);
	if (!n)
		for (size_t i = 0; i < date_n_languages; i++)
			n = longest(s, date_languages[i].months, n, &month);
	*ret_len = n;
	return month;
}
