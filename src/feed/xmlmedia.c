/* xmlmedia.c - what XML feeds say of sound, pictures and episodes: RSS's
 * enclosure, Media RSS, iTunes, Podcasting 2.0
 */
#include "config.h"

#include <strings.h>

#include "base/url.h"
#include "feed/xmlwalk.h"

static const char *line_of(struct walk *w)
{
	return build_line(w->b, str_span(&w->capture.buf));
}

static const char *attribute_line(struct walk *w, const struct sax_element *e,
				  const char *name)
{
	return walk_attribute(w, e, name, &w->value) ?
		build_line(w->b, str_span(&w->value)) : NULL;
}

/* --- enclosures ---------------------------------------------------------- */

void walk_enclosure(struct walk *w, const struct sax_element *e)
{
	struct feed_enclosure c = { .duration = -1 };

	if (walk_around(w) != IN_ENTRY)
		return;
	c.url = walk_url(w, e, "url", &w->b->entry);
	c.type = walk_text(w, e, "type");
	c.title = attribute_line(w, e, "title");
	c.length = walk_number(w, e, "length");
	build_enclosure(w->b, &w->b->entry, c);
}

enum walk_context walk_alternate(struct walk *w, const struct sax_element *e)
{
	w->alternate = (struct feed_resource){
		.kind = FEED_ENCLOSURE, .type = walk_text(w, e, "type"),
		.title = attribute_line(w, e, "title"),
		.language = walk_text(w, e, "lang"),
		.length = walk_number(w, e, "length"), .duration = -1,
	};
	return IN_ALTERNATE;
}

/* The same file may be had in several ways: the first on the web counts.  */
static void alternate_source(struct walk *w, const struct sax_element *e)
{
	struct feed_resource *r = &w->alternate;
	const char *url = walk_url(w, e, "uri", &w->b->entry);
	const char *type = walk_text(w, e, "contentType");

	if (!url || walk_around(w) != IN_ALTERNATE ||
	    (r->url && (url_is_http(span_of(r->url)) ||
			!url_is_http(span_of(url)))))
		return;
	r->url = url;
	if (type)
		r->type = type;
}

void walk_alternate_end(struct walk *w)
{
	build_resource(w->b, &w->b->entry, w->alternate);
}

/* podcast:chapters, podcast:transcript.  */
static void other_resource(struct walk *w, const struct sax_element *e,
			   enum feed_kind kind)
{
	struct feed_resource r = {
		.kind = kind, .length = -1, .duration = -1,
	};

	if (walk_around(w) != IN_ENTRY)
		return;
	r.url = walk_url(w, e, "url", &w->b->entry);
	r.type = walk_text(w, e, "type");
	r.language = walk_text(w, e, "language");
	r.rel = walk_text(w, e, "rel");
	build_resource(w->b, &w->b->entry, r);
}

/* --- Media RSS ----------------------------------------------------------- */

enum walk_context walk_group(struct walk *w)
{
	struct walk_level *level = &w->levels[w->depth - 1];
	struct build_media *group = build_group(w->b, &w->b->entry);

	if (!group)
		return IN_UNKNOWN;
	group->group = level->group;
	level->group = w->b->entry.n_groups;
	return IN_GROUP;
}

enum walk_context walk_media(struct walk *w, const struct sax_element *e)
{
	struct build_part *entry = &w->b->entry;
	struct build_media *m = build_media(w->b, entry);

	w->field = MEDIA_CONTENT;
	if (!m)
		return IN_UNKNOWN;
	m->group = w->levels[w->depth - 1].group;
	m->media.url = walk_url(w, e, "url", entry);
	m->media.type = walk_text(w, e, "type");
	m->media.medium = walk_text(w, e, "medium");
	m->media.language = walk_text(w, e, "lang");
	m->media.width = walk_number(w, e, "width");
	m->media.height = walk_number(w, e, "height");
	m->media.length = walk_number(w, e, "fileSize");
	m->media.duration = walk_attribute(w, e, "duration", &w->value) ?
		build_duration(str_span(&w->value)) : -1;
	m->media.is_default = walk_attribute(w, e, "isDefault", &w->value) &&
		span_eq_nocase(span_trim(str_span(&w->value)), SPAN("true"));
	return IN_MEDIA;
}

/* The media or group that an element is about; NULL: the entry.  */
static struct feed_media *about(struct walk *w, enum walk_context in)
{
	struct build_part *entry = &w->b->entry;

	if (in == IN_MEDIA)
		return &entry->media[entry->n_media - 1].media;
	if (in == IN_GROUP)
		return &entry->groups[w->levels[w->depth - 1].group - 1].media;
	return NULL;
}

/* What is said twice was said first.  */
static void say(struct walk *w, enum walk_context in, const char **of_media,
		enum build_slot of_entry, const char *value)
{
	if (of_media && !*of_media)
		*of_media = value;
	else if (in == IN_ENTRY)
		build_set(&w->b->entry, of_entry, 0, value);
}

static void thumbnail(struct walk *w, const struct sax_element *e)
{
	enum walk_context in = walk_around(w);
	struct feed_media *m = about(w, in);
	struct build_part *entry = &w->b->entry;
	const char *url = walk_url(w, e, "url", entry);
	int64_t width = walk_number(w, e, "width");

	if (!url || (!m && in != IN_ENTRY))
		return;
	say(w, in, m ? &m->thumbnail : NULL, SLOT_MEDIA_THUMBNAIL, url);
	if (!entry->thumbnail || width > entry->thumbnail_width) {
		entry->thumbnail = url;
		entry->thumbnail_width = width;
	}
}

static void player(struct walk *w, const struct sax_element *e)
{
	enum walk_context in = walk_around(w);
	struct feed_media *m = about(w, in);

	say(w, in, m ? &m->player : NULL, SLOT_MEDIA_PLAYER,
	    walk_url(w, e, "url", &w->b->entry));
}

static void credit(struct walk *w, enum walk_context in)
{
	struct feed_media *m = about(w, in);
	struct feed_credit c = { .name = line_of(w), .role = w->said };

	if (!m && in != IN_ENTRY)
		return;
	build_credit(w->b, &w->b->entry, c);
	say(w, in, m ? &m->credit : NULL, SLOT_MEDIA_CREDIT, c.name);
}

static enum walk_context begin_text(struct walk *w,
				    const struct sax_element *e)
{
	bool plain = walk_attribute(w, e, "type", &w->value) &&
		     span_eq_nocase(span_trim(str_span(&w->value)),
				    SPAN("plain"));

	capture_begin(&w->capture, plain ? CAPTURE_TEXT : CAPTURE_HTML);
	return IN_FIELD;
}

static void media_title(struct walk *w, enum walk_context in)
{
	struct feed_media *m = about(w, in);

	say(w, in, m ? &m->title : NULL, SLOT_MEDIA_TITLE,
	    capture_plain(&w->capture, w->b));
}

/* --- episodes ------------------------------------------------------------ */

static void image(struct walk *w, const struct sax_element *e, int rank)
{
	bool feed = walk_around(w) != IN_ENTRY;
	struct build_part *part = walk_part(w, walk_around(w));
	const char *url = walk_url(w, e, "href", part);

	if (!url)
		url = walk_url(w, e, "url", part);
	build_set(part, feed ? SLOT_ICON : SLOT_IMAGE, rank, url);
}

/* "14", "4.5" */
static bool is_decimal(struct span s)
{
	size_t dots = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '.' && i && i + 1 < s.len)
			dots++;
		else if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	}
	return s.len && s.len <= 12 && dots <= 1;
}

/* podcast:episode may say in words what to show.  */
static void episode(struct walk *w, int rank)
{
	struct span s = span_trim(str_span(&w->capture.buf));

	if (w->said)
		build_set(&w->b->entry, SLOT_EPISODE, rank, w->said);
	else if (is_decimal(s))
		build_set(&w->b->entry, SLOT_EPISODE, rank,
			  build_text(w->b, s));
}

static void season(struct walk *w, int rank)
{
	build_set_number(&w->b->entry, NUMBER_SEASON, rank,
			 build_number(str_span(&w->capture.buf)));
	build_set(&w->b->entry, SLOT_SEASON_NAME, 0, w->said);
}

/* Those whose show it is; guests and crew are not authors.  */
static void person(struct walk *w)
{
	struct feed_person p = {
		.name = line_of(w), .uri = w->link.href,
	};

	if (p.name && (!w->said || !strcasecmp(w->said, "host") ||
		       !strcasecmp(w->said, "author")))
		build_person(w->b, &w->b->entry, PERSON_PODCAST, p);
}

/* --- beginning and end --------------------------------------------------- */

/* A line of text, and the attribute that matters.  */
static enum walk_context begin_line(struct walk *w,
				    const struct sax_element *e,
				    const char *name)
{
	w->said = name ? attribute_line(w, e, name) : NULL;
	capture_begin(&w->capture, CAPTURE_SIMPLE);
	return IN_FIELD;
}

enum walk_context walk_media_begin(struct walk *w, enum names_element el,
				   const struct sax_element *e)
{
	switch (el) {
	case MEDIA_TITLE:
	case MEDIA_DESCRIPTION:
		return begin_text(w, e);
	case MEDIA_CREDIT:
		return begin_line(w, e, "role");
	case ITUNES_TITLE: case ITUNES_SEASON: case ITUNES_EPISODE:
		return begin_line(w, e, NULL);
	case PODCAST_SEASON:
		return begin_line(w, e, "name");
	case PODCAST_EPISODE:
		return begin_line(w, e, "display");
	case PODCAST_PERSON:
		w->link.href = walk_url(w, e, "href", &w->b->entry);
		return begin_line(w, e, "role");
	case MEDIA_THUMBNAIL:
		thumbnail(w, e);
		break;
	case MEDIA_PLAYER:
		player(w, e);
		break;
	case ITUNES_IMAGE: case GOOGLEPLAY_IMAGE:
		image(w, e, el == ITUNES_IMAGE ? 3 : 4);
		break;
	case ITUNES_LINK:
		/* What came before itunes:image.  */
		if (walk_attribute(w, e, "rel", &w->value) &&
		    span_eq_nocase(span_trim(str_span(&w->value)),
				   SPAN("image")))
			image(w, e, 5);
		break;
	case PODCAST_CHAPTERS:
		other_resource(w, e, FEED_CHAPTERS);
		break;
	case PODCAST_TRANSCRIPT:
		other_resource(w, e, FEED_TRANSCRIPT);
		break;
	case PODCAST_SOURCE:
		alternate_source(w, e);
		break;
	default:
		break;
	}
	return IN_UNKNOWN;
}

bool walk_media_end(struct walk *w, enum walk_context in)
{
	switch (w->field) {
	case MEDIA_TITLE:
		media_title(w, in);
		return true;
	case MEDIA_CREDIT:
		credit(w, in);
		return true;
	case ITUNES_TITLE: case ITUNES_SEASON: case ITUNES_EPISODE:
	case PODCAST_SEASON: case PODCAST_EPISODE: case PODCAST_PERSON:
		break;
	default:
		return false;
	}
	/* A show's own are not its episodes'.  */
	if (in != IN_ENTRY)
		return true;
	if (w->field == ITUNES_TITLE)
		build_set(&w->b->entry, SLOT_EPISODE_TITLE, 0, line_of(w));
	else if (w->field == PODCAST_PERSON)
		person(w);
	else if (w->field == ITUNES_SEASON || w->field == PODCAST_SEASON)
		season(w, w->field == ITUNES_SEASON);
	else
		episode(w, w->field == ITUNES_EPISODE);
	return true;
}
