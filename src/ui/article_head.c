/* article_head.c - see article_head.h */
#include "config.h"

#include "ui/article_head.h"

#include "app/extras.h"
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

/* "Season 2, episode 14 · via The Paper" */
static void add_extras(struct lines *l, const struct store_article *a,
		       int width)
{
	struct str s = STR_INIT, part = STR_INIT;

	extras_add_episode(&part, &a->extras);
	add_part(&s, part.s);
	str_clear(&part);
	extras_add_source(&part, &a->extras, a->feed);
	add_part(&s, part.s);
	if (s.len) {
		lines_new(l);
		lines_wrap(l, 0, 0, width, str_span(&s),
			   theme_style(THEME_BYLINE));
	}
	str_release(&s);
	str_release(&part);
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
	add_extras(l, a, width);
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

static void add_under(struct lines *l, int hang, int width, const char *text)
{
	struct str s = STR_INIT;

	if (text)
		text_oneline(&s, span_of(text));
	if (s.len) {
		lines_new(l);
		lines_wrap(l, hang, hang, width, str_span(&s),
			   theme_style(THEME_FAINT));
	}
	str_release(&s);
}

/* "[7] audio/mpeg · 43 min · 31 MB", and below what is said of it and the
 * address.  */
static void add_entry(struct lines *l, size_t number, int width,
		      const char *what, const struct store_resource *r,
		      const char *url)
{
	struct str s = STR_INIT, address = STR_INIT;
	size_t first = l->n;
	int hang;

	str_addf(&s, "[%zu] ", number);
	hang = text_width(str_span(&s));
	lines_new(l);
	lines_add(l, 0, str_span(&s), theme_style(THEME_FAINT));
	lines_wrap(l, hang, hang, width, span_of(what),
		   theme_style(THEME_TEXT));
	if (r && r->kind == STORE_PICTURE) {
		add_under(l, hang, width, r->title);
		add_under(l, hang, width, r->credit);
	}
	url_without_secrets(&address, span_of(url));
	add_under(l, hang, width, address.s);
	for (size_t i = first; i < l->n; i++)
		l->lines[i].link = (int)number;
	str_release(&s);
	str_release(&address);
}

/* An enclosure goes by its title or its type, others by their kind:
 * "Transcript (en) · text/vtt".  */
static void add_name(struct str *s, const struct store_resource *r)
{
	bool named = r->kind != STORE_ENCLOSURE;
	const char *title = r->kind == STORE_PICTURE ? NULL : r->title;
	const char *type = r->type;
	struct str details = STR_INIT;

	if (named) {
		str_add(s, extras_kind_name(r->kind));
	} else if (title) {
		text_oneline(s, span_of(title));
	} else {
		text_oneline(s, span_of(type ? type : "attachment"));
		type = NULL;
	}
	extras_add_language(s, r);
	if (named && title) {
		str_add(s, " · ");
		text_oneline(s, span_of(title));
	}
	extras_add_details(&details, r, type, " · ");
	if (details.len)
		str_addf(s, " · %s", details.s);
	str_release(&details);
}

void article_foot(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width)
{
	const struct store_extras *x = &a->extras;
	size_t number = doc ? doc->n_links : 0;
	const char *comments = extras_comments_url(x);
	struct str s = STR_INIT;

	lines_clear(l);
	if (x->n_resources || comments || x->n_comments > 0)
		lines_new(l);
	for (size_t i = 0; i < x->n_resources; i++) {
		str_clear(&s);
		add_name(&s, &x->resources[i]);
		add_entry(l, ++number, width, s.s, &x->resources[i],
			  x->resources[i].url);
	}
	str_clear(&s);
	extras_add_comments(&s, x);
	if (comments)
		add_entry(l, ++number, width, s.s, NULL, comments);
	else if (x->n_comments > 0)
		add_under(l, 0, width, s.s);
	lines_new(l);
	str_release(&s);
}

const char *article_foot_link(const struct store_article *a, size_t i)
{
	const struct store_extras *x = &a->extras;

	if (i < x->n_resources)
		return x->resources[i].url;
	return i == x->n_resources ? extras_comments_url(x) : NULL;
}
