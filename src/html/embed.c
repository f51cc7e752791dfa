/* embed.c - players and other frames of well-known sites
 *
 * A frame's address is that of a player.  Where the site has a page for the
 * same thing, that is where a reader wants to go.
 */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/url.h"

struct site {
	const char *host;	/* its name, or ".name" for any below it */
	const char *path;	/* what the path begins with */
	const char *kind, *name;
	/* The address: text, then the path behind `path` as far as the first
	 * '/', '?' or '&'; NULL: as it is.  */
	const char *page;
	const char *query;	/* the parameter that holds the address */
};

static const struct site sites[] = {
	{ ".youtube.com", "/embed/videoseries", "video", "YouTube", NULL, NULL },
	{ ".youtube.com", "/embed/", "video", "YouTube",
	  "https://www.youtube.com/watch?v=", NULL },
	{ ".youtube.com", "/v/", "video", "YouTube",
	  "https://www.youtube.com/watch?v=", NULL },
	{ ".youtube-nocookie.com", "/embed/", "video", "YouTube",
	  "https://www.youtube.com/watch?v=", NULL },
	{ "player.vimeo.com", "/video/", "video", "Vimeo",
	  "https://vimeo.com/", NULL },
	{ ".dailymotion.com", "/embed/video/", "video", "Dailymotion",
	  "https://www.dailymotion.com/video/", NULL },
	{ ".twitch.tv", "/", "video", "Twitch", NULL, NULL },
	{ ".ted.com", "/talks/", "video", "TED",
	  "https://www.ted.com/talks/", NULL },
	{ ".tiktok.com", "/", "video", "TikTok", NULL, NULL },
	{ ".facebook.com", "/plugins/video", "video", "Facebook", NULL, "href" },
	{ ".facebook.com", "/plugins/post", "post", "Facebook", NULL, "href" },
	{ "players.brightcove.net", "/", "video", "Brightcove", NULL, NULL },
	{ ".wistia.net", "/", "video", "Wistia", NULL, NULL },
	{ ".rumble.com", "/", "video", "Rumble", NULL, NULL },
	{ "open.spotify.com", "/embed/track/", "audio", "Spotify",
	  "https://open.spotify.com/track/", NULL },
	{ "open.spotify.com", "/embed/album/", "audio", "Spotify",
	  "https://open.spotify.com/album/", NULL },
	{ "open.spotify.com", "/embed/playlist/", "audio", "Spotify",
	  "https://open.spotify.com/playlist/", NULL },
	{ "open.spotify.com", "/embed/episode/", "audio", "Spotify",
	  "https://open.spotify.com/episode/", NULL },
	{ "open.spotify.com", "/embed/show/", "audio", "Spotify",
	  "https://open.spotify.com/show/", NULL },
	{ "w.soundcloud.com", "/player", "audio", "SoundCloud", NULL, "url" },
	{ ".bandcamp.com", "/EmbeddedPlayer", "audio", "Bandcamp", NULL, NULL },
	{ "embed.podcasts.apple.com", "/", "audio", "Apple Podcasts",
	  NULL, NULL },
	{ "embed.music.apple.com", "/", "audio", "Apple Music", NULL, NULL },
	{ ".mixcloud.com", "/", "audio", "Mixcloud", NULL, NULL },
	{ ".libsyn.com", "/embed/", "audio", "Libsyn", NULL, NULL },
	{ ".buzzsprout.com", "/", "audio", "Buzzsprout", NULL, NULL },
	{ ".megaphone.fm", "/", "audio", "Megaphone", NULL, NULL },
	{ ".acast.com", "/", "audio", "Acast", NULL, NULL },
	{ ".simplecast.com", "/", "audio", "Simplecast", NULL, NULL },
	{ "platform.twitter.com", "/embed/", "post", "Twitter",
	  "https://twitter.com/i/status/", "id" },
	{ ".instagram.com", "/p/", "post", "Instagram",
	  "https://www.instagram.com/p/", NULL },
	{ ".instagram.com", "/reel/", "video", "Instagram",
	  "https://www.instagram.com/reel/", NULL },
	{ "embed.bsky.app", "/", "post", "Bluesky", NULL, NULL },
	{ ".google.com", "/maps", "map", "Google Maps", NULL, NULL },
	{ ".openstreetmap.org", "/", "map", "OpenStreetMap", NULL, NULL },
	{ "cdn.embedly.com", "/widgets/", "media", "Embedly", NULL, "src" },
	{ "docs.google.com", "/forms", "form", "Google Forms", NULL, NULL },
	{ "datawrapper.dwcdn.net", "/", "chart", "Datawrapper", NULL, NULL },
	{ ".flourish.studio", "/", "chart", "Flourish", NULL, NULL },
	{ ".infogram.com", "/", "chart", "Infogram", NULL, NULL },
	{ "embed.theguardian.com", "/embed/atom/media/", "video",
	  "The Guardian", NULL, NULL },
	{ ".codepen.io", "/", "code", "CodePen", NULL, NULL },
	{ ".jsfiddle.net", "/", "code", "JSFiddle", NULL, NULL },
	{ ".slideshare.net", "/", "slides", "SlideShare", NULL, NULL },
	{ ".scribd.com", "/", "document", "Scribd", NULL, NULL },
	{ ".archive.org", "/embed/", "media", "Internet Archive",
	  "https://archive.org/details/", NULL },
};

static bool is_host(struct span host, const char *name)
{
	struct span want = span_of(name);

	if (name[0] != '.')
		return span_eq(host, want);
	if (host.len >= want.len)
		return span_eq(span_from(host, host.len - want.len), want);
	return span_eq(host, span_from(want, 1));
}

static const struct site *find_site(struct span url)
{
	struct url_parts p = url_split(url);
	struct str host = STR_INIT;
	const struct site *found = NULL;

	url_host(&host, url);
	for (size_t i = 0; i < ARRAY_LEN(sites) && host.len && !found; i++)
		if (is_host(str_span(&host), sites[i].host) &&
		    span_starts(p.path, sites[i].path))
			found = &sites[i];
	str_release(&host);
	return found;
}

/* Append the value of a parameter of the query, decoded.  */
static void add_parameter(struct str *out, struct span query, const char *name)
{
	size_t n = strlen(name), i = 0;
	struct span value;

	while (i < query.len) {
		struct span rest = span_from(query, i);

		if (span_starts(rest, name) && rest.len > n &&
		    rest.p[n] == '=') {
			i += n + 1;
			break;
		}
		while (i < query.len && query.p[i] != '&')
			i++;
		i++;
	}
	value = span_from(query, i);
	for (i = 0; i < value.len && value.p[i] != '&'; i++)
		;
	url_decode(out, (struct span){ value.p, i });
}

/* Append the address of the page, nothing when there is none.  */
static void add_page(struct str *out, struct span url, const struct site *s)
{
	struct url_parts p = url_split(url);
	struct span rest = span_from(p.path, strlen(s->path));
	struct str value = STR_INIT;
	size_t n = 0;

	if (s->query)
		add_parameter(&value, p.query, s->query);
	else
		while (n < rest.len && rest.p[n] != '/' && rest.p[n] != '&')
			n++;
	if (s->page && (value.len || n)) {
		str_add(out, s->page);
		if (value.len)
			str_adds(out, str_span(&value));
		else
			str_addn(out, rest.p, n);
	} else if (url_is_http(str_span(&value))) {
		str_adds(out, str_span(&value));
	}
	str_release(&value);
}

/* One step: the page, or the frame that it stands for.  */
static uint32_t embed(struct build *b, uint32_t link, const char **ret_kind,
		      const char **ret_name)
{
	struct span url = span_of(b->doc->links[link - 1].url);
	const struct site *s = find_site(url);
	struct str page = STR_INIT;
	uint32_t better = 0;

	if (!s)
		return link;
	*ret_kind = s->kind;
	*ret_name = s->name;
	add_page(&page, url, s);
	if (page.len)
		better = build_media_link(b, str_span(&page));
	str_release(&page);
	return better ? better : link;
}

uint32_t build_embed(struct build *b, uint32_t link, const char **ret_kind,
		     const char **ret_name)
{
	uint32_t page;

	*ret_name = NULL;
	page = embed(b, link, ret_kind, ret_name);
	return page == link ? page : embed(b, page, ret_kind, ret_name);
}
