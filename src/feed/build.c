/* build.c - a feed in the making; see build.h */
#include "config.h"

#include "feed/build.h"

#include "base/entity.h"
#include "base/url.h"
#include "feed/date.h"
#include "feed/plain.h"
#include "feed/resolve.h"
#include "feed/twice.h"

static void part_clear(struct build_part *part)
{
	memset(part, 0, sizeof(*part));
	part->published = part->updated = DATE_NONE;
	part->duration = -1;
	for (size_t i = 0; i < N_NUMBERS; i++)
		part->number[i] = -1;
}

void build_init(struct builder *b, struct arena *arena,
		const struct feed_hints *hints)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena;
	b->notes.arena = arena;
	b->budget = RESOLVE_BUDGET;
	b->for_reading = hints && hints->for_reading;
	b->doc = arena_zalloc(arena, sizeof(*b->doc));
	b->doc->arena = arena;
	b->doc->updated = DATE_NONE;
	b->doc->ttl_minutes = -1;
	if (hints && hints->base_url &&
	    url_is_absolute(span_of(hints->base_url)))
		b->base = span_trim(span_of(hints->base_url));
	else
		b->base = SPAN("");
	part_clear(&b->feed);
	part_clear(&b->entry);
}

void build_set(struct build_part *part, enum build_slot slot, int rank,
	       const char *value)
{
	if (!value || !*value)
		return;
	if (part->slot[slot] && part->rank[slot] <= rank)
		return;
	part->slot[slot] = value;
	part->rank[slot] = (unsigned char)rank;
}

void build_set_number(struct build_part *part, enum build_number_slot slot,
		      int rank, int64_t value)
{
	if (value < 0 ||
	    (part->number[slot] >= 0 && part->number_rank[slot] <= rank))
		return;
	part->number[slot] = value;
	part->number_rank[slot] = (unsigned char)rank;
}

static void set_date(struct builder *b, const struct build_part *part,
		     int64_t *date, unsigned char *date_rank, int rank,
		     struct span text)
{
	int64_t t;

	text = span_trim(text);
	if (!text.len || b->bad_dates >= BUILD_BAD_DATES)
		return;
	if (!feed_date_parse(text, b->feed.slot[SLOT_LANGUAGE], &t)) {
		struct str line = STR_INIT_LIMIT(60);

		b->bad_dates++;
		plain_line(&line, text);
		if (part == &b->entry)
			notes_add(&b->notes, "entry %zu: unreadable date "
				  "\"%s\"", b->doc->n_entries + 1, line.s);
		else
			notes_add(&b->notes, "unreadable date \"%s\"", line.s);
		str_release(&line);
		return;
	}
	if (*date != DATE_NONE && *date_rank <= rank)
		return;
	*date = t;
	*date_rank = (unsigned char)rank;
}

void build_published(struct builder *b, struct build_part *part, int rank,
		     struct span text)
{
	set_date(b, part, &part->published, &part->published_rank, rank, text);
}

void build_updated(struct builder *b, struct build_part *part, int rank,
		   struct span text)
{
	set_date(b, part, &part->updated, &part->updated_rank, rank, text);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

/* Those of the source are others than the entry's, even if they are not.  */
static bool is_other(unsigned rank)
{
	return rank >= PERSON_PODCAST;
}

void build_person(struct builder *b, struct build_part *part,
		  enum build_person_rank rank, struct feed_person p)
{
	if ((!p.name && !p.email && !p.uri) ||
	    part->n_persons >= BUILD_DISTINCT)
		return;
	for (size_t i = 0; i < part->n_persons; i++)
		if (is_other(part->person_ranks[i]) == is_other(rank) &&
		    same(part->persons[i].name, p.name) &&
		    same(part->persons[i].email, p.email) &&
		    same(part->persons[i].uri, p.uri)) {
			part->person_ranks[i] = (unsigned char)
				MIN(part->person_ranks[i], rank);
			return;
		}
	part->person_ranks = arena_grow(b->arena, part->person_ranks,
					part->n_persons,
					&part->cap_person_ranks, 1);
	part->persons = arena_grow(b->arena, part->persons, part->n_persons,
				   &part->cap_persons, sizeof(p));
	part->person_ranks[part->n_persons] = (unsigned char)rank;
	part->persons[part->n_persons++] = p;
}

void build_category(struct builder *b, struct build_part *part,
		    struct feed_category c)
{
	if ((!c.term && !c.label) || part->n_categories >= BUILD_DISTINCT)
		return;
	for (size_t i = 0; i < part->n_categories; i++)
		if (same(part->categories[i].term, c.term) &&
		    same(part->categories[i].scheme, c.scheme))
			return;
	part->categories = arena_grow(b->arena, part->categories,
				      part->n_categories,
				      &part->cap_categories, sizeof(c));
	part->categories[part->n_categories++] = c;
}

void build_enclosure(struct builder *b, struct build_part *part,
		     struct feed_enclosure e)
{
	if (!e.url || part->n_enclosures >= BUILD_LIST)
		return;
	part->enclosures = arena_grow(b->arena, part->enclosures,
				      part->n_enclosures,
				      &part->cap_enclosures, sizeof(e));
	part->enclosures[part->n_enclosures++] = e;
}

void build_credit(struct builder *b, struct build_part *part,
		  struct feed_credit c)
{
	if (!c.name || part->n_credits >= BUILD_DISTINCT)
		return;
	for (size_t i = 0; i < part->n_credits; i++)
		if (same(part->credits[i].name, c.name) &&
		    same(part->credits[i].role, c.role))
			return;
	part->credits = arena_grow(b->arena, part->credits, part->n_credits,
				   &part->cap_credits, sizeof(c));
	part->credits[part->n_credits++] = c;
}

void build_resource(struct builder *b, struct build_part *part,
		    struct feed_resource r)
{
	if (!r.url || part->n_resources >= FEED_RESOURCES)
		return;
	part->resources = arena_grow(b->arena, part->resources,
				     part->n_resources, &part->cap_resources,
				     sizeof(r));
	part->resources[part->n_resources++] = r;
}

static struct build_media *grow_media(struct builder *b,
				      struct build_media **items, size_t *n,
				      size_t *cap)
{
	struct build_media *m;

	if (*n >= BUILD_LIST)
		return NULL;
	*items = arena_grow(b->arena, *items, *n, cap, sizeof(**items));
	m = &(*items)[(*n)++];
	memset(m, 0, sizeof(*m));
	m->media.width = m->media.height = -1;
	m->media.length = m->media.duration = -1;
	return m;
}

struct build_media *build_media(struct builder *b, struct build_part *part)
{
	return grow_media(b, &part->media, &part->n_media, &part->cap_media);
}

struct build_media *build_group(struct builder *b, struct build_part *part)
{
	return grow_media(b, &part->groups, &part->n_groups,
			  &part->cap_groups);
}

/* --- values ------------------------------------------------------------- */

const char *build_text(struct builder *b, struct span s)
{
	s = span_trim(s);
	return s.len ? arena_span(b->arena, s) : NULL;
}

static const char *keep(struct builder *b, struct str *s)
{
	const char *value = build_text(b, str_span(s));

	str_release(s);
	return value;
}

const char *build_line(struct builder *b, struct span s)
{
	struct str line = STR_INIT;

	plain_line(&line, s);
	return keep(b, &line);
}

const char *build_plain(struct builder *b, struct span html)
{
	struct str line = STR_INIT;

	plain_html(&line, html);
	return keep(b, &line);
}

const char *build_escaped(struct builder *b, struct span text)
{
	struct str html = STR_INIT;

	entity_escape(&html, span_trim(text));
	return keep(b, &html);
}

const char *build_html(struct builder *b, struct build_part *part,
		       struct span base, struct span html)
{
	struct str out = STR_INIT;

	html = span_trim(html);
	if (!resolve_html(&out, base, html, &b->budget, &part->relative))
		return build_text(b, html);
	return keep(b, &out);
}

const char *build_url(struct builder *b, struct build_part *part,
		      struct span base, struct span ref)
{
	struct str out = STR_INIT;

	ref = span_trim(ref);
	if (!ref.len)
		return NULL;
	resolve_url(&out, base, ref, &b->budget, &part->relative);
	return keep(b, &out);
}

int64_t build_number(struct span s)
{
	int64_t v = 0;

	s = span_trim(s);
	if (!s.len || s.len > 18)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

int64_t build_duration(struct span s)
{
	int64_t total = 0, v;
	int parts = 0;

	s = span_trim(s);
	for (;;) {
		const char *colon = memchr(s.p, ':', s.len);
		size_t n = colon ? (size_t)(colon - s.p) : s.len;

		v = build_number((struct span){ s.p, n });
		if (v < 0 || v > INT32_MAX || ++parts > 3)
			return -1;
		total = total * 60 + v;
		if (!colon)
			return total;
		s = span_from(s, n + 1);
	}
}

/* --- entries ------------------------------------------------------------ */

void build_entry_begin(struct builder *b)
{
	part_clear(&b->entry);
}

/* The persons whose ranks are in [from, upto).  */
static void persons_of(struct builder *b, const struct build_part *part,
		       unsigned from, unsigned upto, struct feed_person **ret,
		       size_t *ret_n)
{
	size_t n = 0, cap = 0;

	*ret = NULL;
	for (size_t i = 0; i < part->n_persons; i++) {
		if (part->person_ranks[i] < from ||
		    part->person_ranks[i] >= upto)
			continue;
		*ret = arena_grow(b->arena, *ret, n, &cap, sizeof(**ret));
		(*ret)[n++] = part->persons[i];
	}
	*ret_n = n;
}

/* Those of the ranks that count.  */
static void keep_persons(struct builder *b, const struct build_part *part,
			 struct feed_person **ret, size_t *ret_n)
{
	bool has[N_PERSON_RANKS] = { false };

	for (size_t i = 0; i < part->n_persons; i++)
		has[part->person_ranks[i]] = true;
	if (has[PERSON_EDITOR])
		persons_of(b, part, PERSON_MAIN, PERSON_AUTHOR, ret, ret_n);
	else if (has[PERSON_MAIN] || has[PERSON_AUTHOR])
		persons_of(b, part, PERSON_MAIN, PERSON_ITUNES, ret, ret_n);
	else if (has[PERSON_ITUNES])
		persons_of(b, part, PERSON_ITUNES, PERSON_GOOGLEPLAY, ret,
			   ret_n);
	else
		persons_of(b, part, PERSON_GOOGLEPLAY, PERSON_PODCAST, ret,
			   ret_n);
}

static void keep_others(struct builder *b, const struct build_part *part,
			struct feed_entry *e)
{
	persons_of(b, part, PERSON_PODCAST, PERSON_SOURCE, &e->other_authors,
		   &e->n_other_authors);
	if (!e->n_other_authors)
		persons_of(b, part, PERSON_SOURCE, N_PERSON_RANKS,
			   &e->other_authors, &e->n_other_authors);
}

/* What is said around a media counts for it, unless it says so itself.  */
static void inherit(struct feed_media *m, const struct feed_media *from)
{
	if (!m->thumbnail)
		m->thumbnail = from->thumbnail;
	if (!m->title)
		m->title = from->title;
	if (!m->credit)
		m->credit = from->credit;
	if (!m->player)
		m->player = from->player;
}

/* A group of no other says what the entry says: outer ones come first.  */
static void finish_groups(struct build_part *part,
			  const struct feed_media *around)
{
	for (size_t g = 0; g < part->n_groups; g++) {
		struct build_media *group = &part->groups[g];

		inherit(&group->media, group->group ?
			&part->groups[group->group - 1].media : around);
	}
}

/* Thumbnails without a media are one.  */
static void add_thumbnail(struct builder *b, struct build_part *part)
{
	struct build_media *one;
	size_t g = 0;

	while (g < part->n_groups && !part->groups[g].media.thumbnail)
		g++;
	if (!part->slot[SLOT_MEDIA_THUMBNAIL] && g == part->n_groups)
		return;
	one = build_media(b, part);
	if (one)
		one->group = g < part->n_groups ? g + 1 : 0;
}

/* Each media gets the nearest thumbnail, title, …: its own, its group's, the
 * entry's.  */
static void keep_media(struct builder *b, struct build_part *part,
		       struct feed_entry *e)
{
	const struct feed_media around = {
		.thumbnail = part->slot[SLOT_MEDIA_THUMBNAIL],
		.title = part->slot[SLOT_MEDIA_TITLE],
		.credit = part->slot[SLOT_MEDIA_CREDIT],
		.player = part->slot[SLOT_MEDIA_PLAYER],
	};
	size_t n;

	if (!part->n_media)
		add_thumbnail(b, part);
	finish_groups(part, &around);
	n = part->n_media;
	if (!n && !part->slot[SLOT_IMAGE])
		return;
	e->media = arena_zalloc(b->arena, (n + 1) * sizeof(*e->media));
	for (size_t i = 0; i < n; i++) {
		const struct build_media *m = &part->media[i];

		e->media[i] = m->media;
		inherit(&e->media[i], m->group ?
			&part->groups[m->group - 1].media : &around);
	}
	if (part->slot[SLOT_IMAGE])
		e->media[n++] = (struct feed_media){
			.url = part->slot[SLOT_IMAGE], .medium = "image",
			.width = -1, .height = -1, .length = -1,
			.duration = -1,
		};
	e->n_media = n;
}

static const char *entry_title(const struct build_part *part)
{
	if (part->slot[SLOT_TITLE])
		return part->slot[SLOT_TITLE];
	if (part->slot[SLOT_MEDIA_TITLE])
		return part->slot[SLOT_MEDIA_TITLE];
	for (size_t i = 0; i < part->n_groups; i++)
		if (part->groups[i].media.title)
			return part->groups[i].media.title;
	return part->slot[SLOT_EPISODE_TITLE];
}

static const char *entry_link(const struct build_part *part)
{
	const char *id = part->slot[SLOT_ID];

	if (part->slot[SLOT_LINK])
		return part->slot[SLOT_LINK];
	return id && !part->id_is_no_link && url_is_http(span_of(id)) ? id :
		NULL;
}

static const char *language(struct builder *b, const struct build_part *part)
{
	const char *tag = part->slot[SLOT_LANGUAGE];
	char *copy, *p;

	if (!tag || !strchr(tag, '_'))
		return tag;
	copy = arena_strdup(b->arena, tag);
	while ((p = strchr(copy, '_')))
		*p = '-';
	return copy;
}

static const char *body(struct builder *b, const char *html)
{
	return b->for_reading ? twice_mend(b->arena, html) : html;
}

void build_entry_end(struct builder *b)
{
	struct build_part *part = &b->entry;
	struct feed_doc *doc = b->doc;
	struct feed_entry *e;

	if (doc->n_entries >= BUILD_ENTRIES) {
		notes_add(&b->notes, "only the first %d entries were read",
			  BUILD_ENTRIES);
		return;
	}
	doc->entries = arena_grow(b->arena, doc->entries, doc->n_entries,
				  &b->cap_entries, sizeof(*doc->entries));
	e = &doc->entries[doc->n_entries];
	memset(e, 0, sizeof(*e));
	e->is_cut = part->is_cut;
	e->id = part->slot[SLOT_ID];
	e->title = entry_title(part);
	e->link = entry_link(part);
	e->published = part->published;
	e->updated = part->updated;
	e->summary_html = body(b, part->slot[SLOT_SUMMARY]);
	e->content_html = body(b, part->slot[SLOT_CONTENT]);
	e->content_src = part->slot[SLOT_CONTENT_SRC];
	e->language = language(b, part);
	e->comments = part->slot[SLOT_COMMENTS];
	e->comments_feed = part->slot[SLOT_COMMENTS_FEED];
	e->n_comments = part->number[NUMBER_COMMENTS];
	e->season = part->number[NUMBER_SEASON];
	e->season_name = part->slot[SLOT_SEASON_NAME];
	e->episode = part->slot[SLOT_EPISODE];
	e->source_title = part->slot[SLOT_SOURCE_TITLE];
	e->source_link = part->slot[SLOT_SOURCE_LINK];
	e->categories = part->categories;
	e->n_categories = part->n_categories;
	e->enclosures = part->enclosures;
	e->n_enclosures = part->n_enclosures;
	for (size_t i = 0; i < e->n_enclosures; i++)
		if (e->enclosures[i].duration < 0)
			e->enclosures[i].duration = part->duration;
	e->credits = part->credits;
	e->n_credits = part->n_credits;
	keep_persons(b, part, &e->authors, &e->n_authors);
	keep_others(b, part, e);
	keep_media(b, part, e);
	build_resources(b, part, e);
	if (part->relative) {
		b->relative = arena_grow(b->arena, b->relative, b->n_relative,
					 &b->cap_relative,
					 sizeof(*b->relative));
		b->relative[b->n_relative++] = doc->n_entries;
	}
	doc->n_entries++;
}

/* --- the end ------------------------------------------------------------ */

static void again_url(struct builder *b, struct span base, const char **url)
{
	bool relative = false;
	struct str out = STR_INIT;

	if (!*url || url_is_absolute(span_of(*url)))
		return;
	resolve_url(&out, base, span_of(*url), &b->budget, &relative);
	*url = keep(b, &out);
}

static void again_html(struct builder *b, struct span base, const char **html)
{
	bool relative = false;
	struct str out = STR_INIT;

	if (*html && resolve_html(&out, base, span_of(*html), &b->budget,
				  &relative))
		*html = keep(b, &out);
	else
		str_release(&out);
}

static void again_entry(struct builder *b, struct span base,
			struct feed_entry *e)
{
	again_url(b, base, &e->link);
	again_url(b, base, &e->content_src);
	again_url(b, base, &e->comments);
	again_url(b, base, &e->comments_feed);
	again_url(b, base, &e->source_link);
	again_html(b, base, &e->summary_html);
	again_html(b, base, &e->content_html);
	for (size_t i = 0; i < e->n_authors; i++)
		again_url(b, base, &e->authors[i].uri);
	for (size_t i = 0; i < e->n_enclosures; i++)
		again_url(b, base, &e->enclosures[i].url);
	for (size_t i = 0; i < e->n_other_authors; i++)
		again_url(b, base, &e->other_authors[i].uri);
	for (size_t i = 0; i < e->n_media; i++) {
		again_url(b, base, &e->media[i].url);
		again_url(b, base, &e->media[i].thumbnail);
		again_url(b, base, &e->media[i].player);
	}
	for (size_t i = 0; i < e->n_resources; i++)
		again_url(b, base, &e->resources[i].url);
}

static void finish_ttl(struct builder *b)
{
	if (b->doc->ttl_minutes < 0 && b->period > 0)
		b->doc->ttl_minutes = b->period / MAX(b->frequency, 1);
}

void build_finish(struct builder *b)
{
	struct build_part *part = &b->feed;
	struct feed_doc *doc = b->doc;
	struct span base;

	doc->title = part->slot[SLOT_TITLE];
	doc->subtitle = part->slot[SLOT_SUMMARY];
	doc->link = part->slot[SLOT_LINK];
	doc->self = part->slot[SLOT_SELF];
	doc->language = language(b, part);
	doc->icon = part->slot[SLOT_ICON];
	doc->updated = part->updated;
	keep_persons(b, part, &doc->authors, &doc->n_authors);
	finish_ttl(b);
	base = span_of(doc->link);
	if (url_is_absolute(base)) {
		again_url(b, base, &doc->self);
		again_url(b, base, &doc->icon);
		for (size_t i = 0; i < doc->n_authors; i++)
			again_url(b, base, &doc->authors[i].uri);
		for (size_t i = 0; i < b->n_relative; i++)
			again_entry(b, base, &doc->entries[b->relative[i]]);
	}
	if (!b->budget)
		notes_add(&b->notes, "too many addresses are relative to a "
			  "long one: some stay as they are");
	notes_finish(&b->notes);
	doc->warnings = b->notes.items;
	doc->n_warnings = b->notes.n;
}
