/* article_head.c - see article_head.h */
#include "config.h"

#include "ui/article_head.h"

#include "base/text.h"
#include "base/url.h"

#define WORDS_A_MINUTE 220
#define LONGEST_PART 60		/* cells of a feed's or an author's name */

/* Left-to-right marks hold apart what is written in different directions.  */
#define LRM "\xe2\x80\x8e"
#define NBSP "\xc2\xa0"

static void add_part(struct str *s, const char *part)
{
	struct str whole = STR_INIT, line = STR_INIT;

	if (part)
		text_oneline(&whole, span_of(part));
	text_cut(&line, str_span(&whole), LONGEST_PART);
	str_release(&whole);
	if (line.len)
		str_addf(s, "%s%s" LRM, s->len ? " · " LRM : LRM, line.s);
	str_release(&line);
}

/* The same, never broken between lines.  */
static void add_unbroken(struct str *s, const char *part)
{
	struct str whole = STR_INIT;

	for (; *part; part++) {
		if (*part == ' ')
			str_add(&whole, NBSP);
		else
			str_addc(&whole, *part);
	}
	add_part(s, whole.s);
	str_release(&whole);
}

static void add_length(struct str *s, const struct doc *doc)
{
	size_t minutes;

	if (!doc || !doc->n_words)
		return;
	minutes = (doc->n_words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
	str_add(s, s->len ? " · " : "");
	if (minutes >= 90)
		str_addf(s, "%zu" NBSP "h" NBSP, minutes / 60);
	str_addf(s, "%zu" NBSP "min", minutes >= 90 ? minutes % 60 : minutes);
}

void article_head(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width)
{
	struct str by = STR_INIT, date = STR_INIT;

	lines_clear(l);
	lines_new(l);
	lines_new(l);
	lines_wrap(l, 0, 0, width,
		   span_of(a->title && *a->title ? a->title : "Untitled"),
		   theme_style(THEME_TITLE));
	add_part(&by, a->feed);
	if (a->author && (!a->feed || strcmp(a->author, a->feed)))
		add_part(&by, a->author);
	if (a->date != DATE_NONE)
		date_long(&date, a->date);
	add_unbroken(&by, date.s);
	add_length(&by, doc);
	lines_new(l);
	lines_wrap(l, 0, 0, width, str_span(&by), theme_style(THEME_BYLINE));
	lines_new(l);
	if (doc && !doc->n_words && !doc->n_links) {
		lines_new(l);
		lines_wrap(l, 0, 0, width,
			   SPAN("The feed gives no text for this article."),
			   theme_style(THEME_FAINT));
	}
	str_release(&by);
	str_release(&date);
}

static void add_size(struct str *s, int64_t bytes)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
	double size = (double)bytes;
	size_t unit = 0;

	if (bytes <= 0)
		return;
	while (size >= 1000 && unit + 1 < ARRAY_LEN(units)) {
		size /= 1000;
		unit++;
	}
	str_addf(s, " · %.*f %s", size < 10 && unit ? 1 : 0, size, units[unit]);
}

static void add_duration(struct str *s, int64_t seconds)
{
	if (seconds <= 0)
		return;
	if (seconds >= 3600)
		str_addf(s, " · %lld h %02lld min", (long long)seconds / 3600,
			 (long long)seconds / 60 % 60);
	else
		str_addf(s, " · %lld min", (long long)(seconds + 59) / 60);
}

/* "[7] audio/mpeg · 43 min · 31 MB", and the address below.  */
static void add_entry(struct lines *l, size_t number, int width,
		      const char *what, const char *url)
{
	struct str s = STR_INIT, address = STR_INIT;
	int hang;

	str_addf(&s, "[%zu] ", number);
	hang = text_width(str_span(&s));
	lines_new(l);
	lines_add(l, 0, str_span(&s), theme_style(THEME_FAINT));
	lines_wrap(l, hang, hang, width, span_of(what),
		   theme_style(THEME_TEXT));
	url_without_secrets(&address, span_of(url));
	lines_new(l);
	lines_wrap(l, hang, hang, width, str_span(&address),
		   theme_style(THEME_FAINT));
	str_release(&s);
	str_release(&address);
}

void article_foot(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width)
{
	size_t number = doc ? doc->n_links : 0;
	struct str s = STR_INIT;

	lines_clear(l);
	if (a->n_enclosures || a->comments)
		lines_new(l);
	for (size_t i = 0; i < a->n_enclosures; i++) {
		const struct store_enclosure *e = &a->enclosures[i];

		str_clear(&s);
		text_oneline(&s, span_of(e->type && *e->type ? e->type :
					 "attachment"));
		add_duration(&s, e->duration);
		add_size(&s, e->length);
		add_entry(l, ++number, width, s.s, e->url);
	}
	if (a->comments)
		add_entry(l, ++number, width, "Comments", a->comments);
	lines_new(l);
	str_release(&s);
}
