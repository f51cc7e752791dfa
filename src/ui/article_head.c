/* article_head.c - see article_head.h */
#include "config.h"

#include "ui/article_head.h"

#include <strings.h>

#include "app/extras.h"
#include "app/tags.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/bidi.h"
#include "ui/state.h"

#define WORDS_A_MINUTE 220
#define LONGEST_PART 60		/* cells of a feed's or an author's name */

#define LONGEST_TAG 30
#define LONGEST_NAME 120		/* of what stands in for a title */
#define TAG_LINES 2

/* Marks hold apart what is written in different directions.  */
#define LRM "\xe2\x80\x8e"
#define RLM "\xe2\x80\x8f"
#define NBSP "\xc2\xa0"

/* Parts in as few lines as they take, parted by `sep`, broken between them
 * wherever they are no longer than a line.  */
struct flow {
	struct lines *l;
	int width;
	uint16_t style;
	const char *sep;
	const char *mark;	/* of the direction of it all */
	size_t most;		/* lines; 0: any number */
	size_t n;		/* lines that are full */
	struct str line;
	bool more;		/* not all went in */
};

static void end_flow_line(struct flow *f)
{
	if (f->line.len) {
		lines_new(f->l);
		lines_wrap(f->l, 0, 0, f->width, str_span(&f->line), f->style);
		f->n++;
	}
	str_clear(&f->line);
}

static void end_flow(struct flow *f)
{
	end_flow_line(f);
	str_release(&f->line);
}

static void add_cut(struct flow *f, const char *part, int most)
{
	struct str whole = STR_INIT, cut = STR_INIT;
	int need;

	if (part)
		text_oneline(&whole, span_of(part));
	text_cut(&cut, str_span(&whole), most);
	need = text_width(str_span(&f->line)) + text_width(span_of(f->sep)) +
	       text_width(str_span(&cut));
	/* Room for the sign that there are more.  */
	if (f->most && f->n + 1 == f->most)
		need += 2;
	if (cut.len && f->line.len && need > f->width) {
		if (f->most && f->n + 1 >= f->most)
			f->more = true;
		else
			end_flow_line(f);
	}
	if (cut.len && !f->more)
		str_addf(&f->line, "%s%s%s%s", f->line.len ? f->sep : "",
			 f->mark, cut.s, f->mark);
	str_release(&whole);
	str_release(&cut);
}

static void add_part(struct flow *f, const char *part)
{
	add_cut(f, part, LONGEST_PART);
}

/* The same, never broken between lines.  */
static void add_unbroken(struct flow *f, const char *part, int most)
{
	struct str whole = STR_INIT;

	for (; *part; part++) {
		if (*part == ' ')
			str_add(&whole, NBSP);
		else
			str_addc(&whole, *part);
	}
	add_cut(f, whole.s, most);
	str_release(&whole);
}

/* "1,204 words · 6 min", from left to right in any header.  */
static void add_length(struct flow *f, const struct doc *doc)
{
	struct str s = STR_INIT;
	size_t minutes;

	if (!doc || !doc->n_words)
		return;
	str_add(&s, LRM);
	status_number(&s, (int64_t)doc->n_words);
	str_add(&s, doc->n_words == 1 ? " word · " : " words · ");
	minutes = (doc->n_words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE;
	if (minutes >= 90)
		str_addf(&s, "%zu h ", minutes / 60);
	str_addf(&s, "%zu min", minutes >= 90 ? minutes % 60 : minutes);
	add_unbroken(f, s.s, LONGEST_PART);
	str_release(&s);
}

/* Who, when, how long; a star before it.  */
static void add_byline(struct flow f, const struct store_article *a,
		       const struct doc *doc, bool in_words)
{
	size_t first = f.l->n;
	struct str s = STR_INIT;

	if (a->starred)
		str_addf(&s, in_words ? "starred, %s" : "★ %s",
			 a->feed ? a->feed : "");
	add_part(&f, s.len ? s.s : a->feed);
	if (a->author && (!a->feed || strcmp(a->author, a->feed)))
		add_part(&f, a->author);
	str_clear(&s);
	if (a->date != DATE_NONE)
		date_long(&s, a->date);
	add_unbroken(&f, s.s ? s.s : "", LONGEST_PART);
	add_length(&f, doc);
	end_flow(&f);
	if (a->starred && !in_words && first < f.l->n &&
	    !f.l->lines[first].rtl)
		lines_put(f.l, first, 0, SPAN("★"), theme_style(THEME_STAR));
	str_release(&s);
}

/* "Season 2, episode 14 · via The Paper" */
static void add_extras(struct flow f, const struct store_article *a)
{
	struct str part = STR_INIT;

	extras_add_episode(&part, &a->extras);
	add_part(&f, part.s);
	str_clear(&part);
	extras_add_source(&part, &a->extras, a->feed);
	add_part(&f, part.s);
	end_flow(&f);
	str_release(&part);
}

/* "Updated Thu 22 Jan 2026 15:10 · d shows what changed" */
static void add_updated(struct flow f, const struct store_article *a,
			const char *key)
{
	struct str s = STR_INIT;

	if (a->edited == DATE_NONE)
		return;
	str_add(&s, "Updated ");
	date_long(&s, a->edited);
	add_unbroken(&f, s.s, LONGEST_PART);
	if (key) {
		str_clear(&s);
		str_addf(&s, "%s shows what changed", key);
		add_part(&f, s.s);
	}
	end_flow(&f);
	str_release(&s);
}

/* "Hidden · hide title:lottery": by which rules, unless it was by hand.  */
static void add_hidden(struct flow f, const struct store_article *a)
{
	if (!a->hidden)
		return;
	add_part(&f, "Hidden");
	for (size_t i = 0; i < a->n_rules; i++)
		if (!strncmp(a->rules[i], "hide", 4))
			add_part(&f, a->rules[i]);
	end_flow(&f);
}

static bool is_again(const struct store_article *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcasecmp(a->categories[k], a->categories[i]) == 0)
			return true;
	return false;
}

/* "#world #diplomacy": what the feed files it under, but for addresses.  */
static void add_tags(struct flow f, const struct store_article *a)
{
	struct str tag = STR_INIT;

	f.sep = " ";
	f.most = TAG_LINES;
	for (size_t i = 0; i < a->n_categories && !f.more; i++) {
		struct span s = span_trim(span_of(a->categories[i]));

		while (s.len && s.p[0] == '#')
			s = span_from(s, 1);
		if (!s.len || url_is_absolute(s) || is_again(a, i))
			continue;
		str_clear(&tag);
		/* The sign belongs to its word, whatever stands around.  */
		str_addf(&tag, "%s#", bidi_is_rtl(s) ? RLM : LRM);
		str_adds(&tag, s);
		add_unbroken(&f, tag.s, MIN(LONGEST_TAG, f.width));
	}
	if (f.more)
		str_add(&f.line, " …");
	end_flow(&f);
	str_release(&tag);
}

/* "+later +ukraine" */
static void add_own_tags(struct flow f, const char *tags)
{
	struct span rest = span_of(tags), name;
	struct str tag = STR_INIT;

	f.sep = " ";
	f.style = theme_style(THEME_TAG);
	while (tags_next(&rest, &name)) {
		str_clear(&tag);
		str_addf(&tag, "%s+", bidi_is_rtl(name) ? RLM : LRM);
		str_adds(&tag, name);
		add_unbroken(&f, tag.s, MIN(LONGEST_TAG, f.width));
	}
	end_flow(&f);
	str_release(&tag);
}

static bool has_title(const struct store_article *a)
{
	return a->title && span_trim(span_of(a->title)).len;
}

void article_name(struct str *out, const struct store_article *a,
		  const struct doc *doc)
{
	size_t start = out->len, most = start + LONGEST_NAME;
	const struct doc_block *b;
	struct span s;

	if (has_title(a)) {
		str_add(out, a->title);
		return;
	}
	for (uint32_t i = 0; doc && i < doc->n_leaves && out->len == start;
	     i++) {
		b = doc->leaves[i];
		for (uint32_t k = 0; k < b->n_spans && out->len < most; k++) {
			s = (struct span){ b->spans[k].text, b->spans[k].len };
			s.len = text_fit(s, LONGEST_NAME, NULL);
			str_adds(out, s);
		}
	}
	if (out->len == start)
		str_add(out, "(untitled)");
}

/* What has none begins with its text, which says the same.  */
static void add_title(struct lines *l, const struct store_article *a,
		      const struct doc *doc, int width, struct span name)
{
	if (!has_title(a) && (!doc || doc->n_words))
		return;
	lines_lead(l, a->link);
	lines_new(l);
	lines_wrap(l, 0, 0, width, name, theme_style(THEME_TITLE));
	lines_lead(l, NULL);
}

void article_head(struct lines *l, const struct store_article *a,
		  const struct doc *doc, const char *tags, int width,
		  const char *changes_key, bool in_words)
{
	struct str name = STR_INIT;
	struct flow f = {
		.l = l, .width = width, .sep = " · ",
		.style = theme_style(THEME_BYLINE),
		.line = STR_INIT,
	};

	article_name(&name, a, doc);
	f.mark = bidi_is_rtl(str_span(&name)) ? RLM : LRM;
	lines_clear(l);
	lines_new(l);
	add_title(l, a, doc, width, str_span(&name));
	str_release(&name);
	add_byline(f, a, doc, in_words);
	add_extras(f, a);
	add_updated(f, a, changes_key);
	add_hidden(f, a);
	add_own_tags(f, tags);
	add_tags(f, a);
	lines_new(l);
	if (doc && !doc->n_words && !doc->n_links) {
		lines_new(l);
		lines_wrap(l, 0, 0, width,
			   SPAN("The feed gives no text for this article."),
			   theme_style(THEME_FAINT));
	}
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
	lines_lead(l, url);
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
	lines_lead(l, NULL);
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
