/* resource.c - what comes with an entry, in one list: see feed_resource
 *
 * Enclosures come first, as they are published; then what is an enclosure by
 * another name, and what belongs to it; last the picture.
 */
#include "config.h"

#include "feed/build.h"

#include <strings.h>

#include "base/ascii.h"
#include "base/url.h"

#define PICTURES 16		/* looked for in the text, at most */

struct list {
	struct feed_resource *items;
	size_t n;
};

static const char *other(const char *a, const char *b)
{
	return a ? a : b;
}

/* The same address again says what the first did not.  */
static void merge(struct feed_resource *to, const struct feed_resource *from)
{
	to->type = other(to->type, from->type);
	to->title = other(to->title, from->title);
	to->language = other(to->language, from->language);
	to->rel = other(to->rel, from->rel);
	to->credit = other(to->credit, from->credit);
	if (to->length < 0)
		to->length = from->length;
	if (to->duration < 0)
		to->duration = from->duration;
}

static void add(struct list *l, const struct feed_entry *e,
		struct feed_resource r)
{
	if (!r.url)
		return;
	if (r.title && e->title && !strcmp(r.title, e->title))
		r.title = NULL;
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->items[i].url, r.url)) {
			merge(&l->items[i], &r);
			return;
		}
	if (l->n < FEED_RESOURCES)
		l->items[l->n++] = r;
}

/* --- media --------------------------------------------------------------- */

/* A type says more than a medium.  */
static bool is_medium(const struct feed_media *m, const char *medium)
{
	return span_starts_nocase(span_of(other(m->type, m->medium)), medium);
}

static void add_media(struct list *l, const struct feed_entry *e,
		      const struct feed_media *m, int64_t duration)
{
	if (!is_medium(m, "audio") && !is_medium(m, "video"))
		return;
	add(l, e, (struct feed_resource){
		.kind = FEED_ENCLOSURE, .url = m->url, .type = m->type,
		.title = m->title, .language = m->language,
		.length = m->length,
		.duration = m->duration < 0 ? duration : m->duration,
	});
}

/* The media of a group are one thing in several forms: the one that the
 * publisher prefers comes first.  */
static void add_played(struct list *l, const struct build_part *part,
		       const struct feed_entry *e)
{
	for (size_t i = 0, end; i < part->n_media; i = end) {
		for (end = i + 1; end < part->n_media && part->media[i].group &&
		     part->media[end].group == part->media[i].group; end++)
			;
		for (size_t k = i; k < end; k++)
			if (e->media[k].is_default)
				add_media(l, e, &e->media[k], part->duration);
		for (size_t k = i; k < end; k++)
			if (!e->media[k].is_default)
				add_media(l, e, &e->media[k], part->duration);
	}
}

static void add_players(struct list *l, const struct build_part *part,
			const struct feed_entry *e)
{
	const char *url = part->slot[SLOT_MEDIA_PLAYER];

	for (size_t i = 0; !url && i < e->n_media; i++)
		url = e->media[i].player;
	if (url && (!e->link || strcmp(url, e->link) != 0))
		add(l, e, (struct feed_resource){
			.kind = FEED_PLAYER, .url = url, .length = -1,
			.duration = -1,
		});
}

/* --- the picture ---------------------------------------------------------- */

/* WordPress gives the face of the author as a media of each entry.  */
static bool is_face(const char *url)
{
	struct span host = url_split(span_of(url)).authority;

	return host.len >= 12 && span_eq_nocase(
		span_from(host, host.len - 12), SPAN("gravatar.com"));
}

static bool is_picture(const struct feed_media *m)
{
	static const char *const ends[] = {
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif",
	};
	struct span path;

	/* One of a pixel counts readers.  */
	if (!m->url || (m->width >= 0 && m->width <= 2) || is_face(m->url))
		return false;
	if (m->type || m->medium)
		return is_medium(m, "image");
	path = url_split(span_of(m->url)).path;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		size_t n = strlen(ends[i]);

		if (path.len > n && span_eq_nocase(
		    span_from(path, path.len - n), span_of(ends[i])))
			return true;
	}
	return false;
}

/* How many bytes at the end of s are digits.  */
static size_t digits(struct span s)
{
	size_t n = 0;

	while (n < s.len && ascii_is_digit(s.p[s.len - n - 1]))
		n++;
	return n;
}

/* The part of a picture's address that is the same for its other sizes:
 * "2024/pic" of "https://e.com/w/2024/pic-300x200.jpg?w=300".  */
static struct span stem(const char *url)
{
	struct span s = url_split(span_of(url)).path;
	size_t start, n, slashes = 0;

	for (n = s.len; n && s.p[n - 1] != '.' && s.p[n - 1] != '/'; n--)
		;
	if (n && s.p[n - 1] == '.')
		s.len = n - 1;
	n = digits(s);
	if (n && s.len > n && s.p[s.len - n - 1] == 'x') {
		size_t w = digits((struct span){ s.p, s.len - n - 1 });

		if (w && s.len > n + w + 2 && s.p[s.len - n - w - 2] == '-')
			s.len -= n + w + 2;
	}
	for (start = s.len; start; start--)
		if (s.p[start - 1] == '/' && ++slashes == 2)
			break;
	return span_from(s, start);
}

static bool shows(struct span html, const char *url)
{
	struct span name = stem(url);

	/* "/p" is in any text.  */
	if (name.len < 4)
		name = url_split(span_of(url)).path;
	return html.len && name.len && span_find(html, name) >= 0;
}

/*
 * The widest, when the text does not show it.  Of those whose width is the
 * same, or not known, one that the text shows stands for the others, else the
 * one that the publisher prefers does, else the first.
 */
static const struct feed_media *picture_of(const struct feed_entry *e)
{
	struct span html = span_of(other(e->content_html, e->summary_html));
	const struct feed_media *best = NULL;
	bool best_shown = false;
	size_t n = 0;

	for (size_t i = 0; i < e->n_media && n < PICTURES; i++) {
		const struct feed_media *m = &e->media[i];
		bool shown;

		if (!is_picture(m))
			continue;
		n++;
		shown = shows(html, m->url);
		if (!best || m->width > best->width ||
		    (m->width == best->width && !best_shown &&
		     (shown || (m->is_default && !best->is_default)))) {
			best = m;
			best_shown = shown;
		}
	}
	return best_shown ? NULL : best;
}

static bool has_picture(const struct feed_entry *e)
{
	for (size_t i = 0; i < e->n_media; i++)
		if (is_picture(&e->media[i]))
			return true;
	return false;
}

static void add_picture(struct list *l, const struct build_part *part,
			const struct feed_entry *e)
{
	const struct feed_media *m = picture_of(e);
	struct feed_resource r = {
		.kind = FEED_PICTURE, .length = -1, .duration = -1,
	};

	if (m) {
		r.url = m->url;
		r.type = m->type;
		r.title = m->title;
		r.credit = m->credit;
	} else if (part->thumbnail && !has_picture(e) &&
		   !shows(span_of(other(e->content_html, e->summary_html)),
			  part->thumbnail)) {
		r.url = part->thumbnail;
		r.title = part->slot[SLOT_MEDIA_TITLE];
		r.credit = part->slot[SLOT_MEDIA_CREDIT];
	}
	add(l, e, r);
}

/* --- all ------------------------------------------------------------------ */

static void add_content(struct list *l, const struct build_part *part,
			const struct feed_entry *e)
{
	const char *type = part->slot[SLOT_CONTENT_TYPE];
	bool played = span_starts_nocase(span_of(type), "audio/") ||
		      span_starts_nocase(span_of(type), "video/");

	if (!e->content_src ||
	    (e->link && !strcmp(e->link, e->content_src)))
		return;
	add(l, e, (struct feed_resource){
		.kind = played ? FEED_ENCLOSURE : FEED_CONTENT,
		.url = e->content_src, .type = type, .length = -1,
		.duration = -1,
	});
}

/* Those that are nothing else; alternate enclosures belong to the others.  */
static void add_own(struct list *l, const struct build_part *part,
		    const struct feed_entry *e, bool enclosures)
{
	for (size_t i = 0; i < part->n_resources; i++) {
		struct feed_resource r = part->resources[i];

		if ((r.kind == FEED_ENCLOSURE) != enclosures)
			continue;
		if (enclosures && r.duration < 0)
			r.duration = part->duration;
		add(l, e, r);
	}
}

void build_resources(struct builder *b, struct build_part *part,
		     struct feed_entry *e)
{
	size_t most = e->n_enclosures + part->n_resources + e->n_media +
		      !!e->content_src + !!part->slot[SLOT_MEDIA_PLAYER] +
		      !!part->thumbnail;
	struct list l = { 0 };

	if (!most)
		return;
	/* One of the media may be a picture, and one have a player.  */
	most = MIN(most + 2, (size_t)FEED_RESOURCES);
	l.items = arena_alloc(b->arena, most * sizeof(*l.items));
	for (size_t i = 0; i < e->n_enclosures; i++) {
		const struct feed_enclosure *c = &e->enclosures[i];

		add(&l, e, (struct feed_resource){
			.kind = FEED_ENCLOSURE, .url = c->url, .type = c->type,
			.title = c->title, .language = c->language,
			.length = c->length, .duration = c->duration,
		});
	}
	add_own(&l, part, e, true);
	add_played(&l, part, e);
	add_content(&l, part, e);
	add_players(&l, part, e);
	add_own(&l, part, e, false);
	add_picture(&l, part, e);
	e->resources = l.items;
	e->n_resources = l.n;
}
