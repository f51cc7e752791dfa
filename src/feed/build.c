/* build.c - a feed in the making; see build.h */
#include "config.h"

#include "feed/build.h"

#include "base/entity.h"
#include "base/url.h"
#include "feed/date.h"
#include "feed/plain.h"
#include "feed/resolve.h"

static void part_clear(struct build_part *part)
{
	memset(part, 0, sizeof(*part));
	part->published = part->updated = DATE_NONE;
	part->duration = -1;
}

void build_init(struct builder *b, struct arena *arena,
		const struct feed_hints *hints)
{
	memset(b, 0, sizeof(*b));
	b->arena = arena;
	b->notes.arena = arena;
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

static void set_date(struct builder *b, int64_t *date,
		     unsigned char *date_rank, int rank, struct span text)
{
	int64_t t;

	text = span_trim(text);
	if (!text.len)
		return;
	if (!feed_date_parse(text, b->feed.slot[SLOT_LANGUAGE], &t)) {
		struct str line = STR_INIT_LIMIT(60);

		plain_line(&line, text);
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
	set_date(b, &part->published, &part->published_rank, rank, text);
}

void build_updated(struct builder *b, struct build_part *part, int rank,
		   struct span text)
{
	set_date(b, &part->updated, &part->updated_rank, rank, text);
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

void build_person(struct builder *b, struct build_part *part,
		  enum build_person_rank rank, struct feed_person p)
{
	if ((!p.name && !p.email && !p.uri) || part->n_persons >= BUILD_LIST)
		return;
	for (size_t i = 0; i < part->n_persons; i++)
		if (same(part->persons[i].name, p.name) &&
		    same(part->persons[i].email, p.email) &&
		    same(part->persons[i].uri, p.uri))
			return;
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
	if ((!c.term && !c.label) || part->n_categories >= BUILD_LIST)
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
	if (!resolve_html(&out, base, html, &part->relative))
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
	resolve_url(&out, base, ref, &part->relative);
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

/* Those of the ranks that count.  */
static void keep_persons(struct build_part *part, struct feed_person **ret,
			 size_t *ret_n)
{
	bool editor = false, other = false;
	size_t n = 0;

	for (size_t i = 0; i < part->n_persons; i++) {
		editor |= part->person_ranks[i] == PERSON_EDITOR;
		other |= part->person_ranks[i] != PERSON_ITUNES;
	}
	for (size_t i = 0; i < part->n_persons; i++) {
		if (part->person_ranks[i] == PERSON_AUTHOR && editor)
			continue;
		if (part->person_ranks[i] == PERSON_ITUNES && other)
			continue;
		part->persons[n++] = part->persons[i];
	}
	*ret = n ? part->persons : NULL;
	*ret_n = n;
}

/* Each media gets the nearest thumbnail and title: its own, its group's, the
 * entry's.  */
static void keep_media(struct builder *b, struct build_part *part,
		       struct feed_entry *e)
{
	const char *thumbnail = part->slot[SLOT_MEDIA_THUMBNAIL];
	struct build_media *one;

	if (!part->n_media) {
		size_t g = 0;

		while (g < part->n_groups && !part->groups[g].media.thumbnail)
			g++;
		if ((thumbnail || g < part->n_groups) &&
		    (one = build_media(b, part)))
			one->group = g < part->n_groups ? g + 1 : 0;
	}
	if (part->slot[SLOT_IMAGE] && (one = build_media(b, part))) {
		one->media.url = part->slot[SLOT_IMAGE];
		one->media.medium = "image";
		one->group = SIZE_MAX;
	}
	if (!part->n_media)
		return;
	e->media = arena_alloc(b->arena, part->n_media * sizeof(*e->media));
	e->n_media = part->n_media;
	for (size_t i = 0; i < part->n_media; i++) {
		const struct build_media *m = &part->media[i];
		const struct build_media *g = m->group &&
			m->group <= part->n_groups ?
			&part->groups[m->group - 1] : NULL;

		e->media[i] = m->media;
		if (m->group == SIZE_MAX)
			continue;
		if (!e->media[i].thumbnail && g)
			e->media[i].thumbnail = g->media.thumbnail;
		if (!e->media[i].thumbnail)
			e->media[i].thumbnail = thumbnail;
		if (!e->media[i].title && g)
			e->media[i].title = g->media.title;
		if (!e->media[i].title)
			e->media[i].title = part->slot[SLOT_MEDIA_TITLE];
	}
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
	return NULL;
}

static const char *entry_link(const struct build_part *part)
{
	const char *id = part->slot[SLOT_ID];

	if (part->slot[SLOT_LINK])
		return part->slot[SLOT_LINK];
	return id && !part->id_is_no_link && url_is_http(span_of(id)) ? id :
		NULL;
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
	e->id = part->slot[SLOT_ID];
	e->title = entry_title(part);
	e->link = entry_link(part);
	e->published = part->published;
	e->updated = part->updated;
	e->summary_html = part->slot[SLOT_SUMMARY];
	e->content_html = part->slot[SLOT_CONTENT];
	e->comments = part->slot[SLOT_COMMENTS];
	e->source_title = part->slot[SLOT_SOURCE_TITLE];
	e->source_link = part->slot[SLOT_SOURCE_LINK];
	e->categories = part->categories;
	e->n_categories = part->n_categories;
	e->enclosures = part->enclosures;
	e->n_enclosures = part->n_enclosures;
	for (size_t i = 0; i < e->n_enclosures; i++)
		if (e->enclosures[i].duration < 0)
			e->enclosures[i].duration = part->duration;
	keep_persons(part, &e->authors, &e->n_authors);
	keep_media(b, part, e);
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
	resolve_url(&out, base, span_of(*url), &relative);
	*url = keep(b, &out);
}

static void again_html(struct builder *b, struct span base, const char **html)
{
	bool relative = false;
	struct str out = STR_INIT;

	if (*html && resolve_html(&out, base, span_of(*html), &relative))
		*html = keep(b, &out);
	else
		str_release(&out);
}

static void again_entry(struct builder *b, struct span base,
			struct feed_entry *e)
{
	again_url(b, base, &e->link);
	again_url(b, base, &e->comments);
	again_url(b, base, &e->source_link);
	again_html(b, base, &e->summary_html);
	again_html(b, base, &e->content_html);
	for (size_t i = 0; i < e->n_authors; i++)
		again_url(b, base, &e->authors[i].uri);
	for (size_t i = 0; i < e->n_enclosures; i++)
		again_url(b, base, &e->enclosures[i].url);
	for (size_t i = 0; i < e->n_media; i++) {
		again_url(b, base, &e->media[i].url);
		again_url(b, base, &e->media[i].thumbnail);
	}
}

static void finish_ttl(struct builder *b)
{
	if (b->doc->ttl_minutes < 0 && b->period > 0)
		b->doc->ttl_minutes = b->period / MAX(b->frequency, 1);
}

static const char *language(struct builder *b)
{
	const char *tag = b->feed.slot[SLOT_LANGUAGE];
	char *copy, *p;

	if (!tag || !strchr(tag, '_'))
		return tag;
	copy = arena_strdup(b->arena, tag);
	while ((p = strchr(copy, '_')))
		*p = '-';
	return copy;
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
	doc->language = language(b);
	doc->icon = part->slot[SLOT_ICON];
	doc->updated = part->updated;
	keep_persons(part, &doc->authors, &doc->n_authors);
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
	notes_finish(&b->notes);
	doc->warnings = b->notes.items;
	doc->n_warnings = b->notes.n;
}
