/* place.c - feeds by their addresses alone; see place.h */
#include "config.h"

#include "feed/place.h"

#include "base/url.h"

#define CAPTURES 4

/*
 * A host is written without "www." and its like; "*." stands for one or more
 * labels.  In a path a star stands for some characters of a segment, "**" at
 * the end for anything or nothing.  In the feed $1 is what the first star of
 * the path stood for, $0 the scheme and host.  NULL: there is none, and no
 * later row is looked at.
 */
static const struct rule {
	const char *host, *path, *feed;
} rules[] = {
	{ "youtube.com", "channel/*/**",
	  "https://www.youtube.com/feeds/videos.xml?channel_id=$1" },
	{ "youtube.com", "channel/*",
	  "https://www.youtube.com/feeds/videos.xml?channel_id=$1" },
	{ "youtube.com", "user/*",
	  "https://www.youtube.com/feeds/videos.xml?user=$1" },
	{ "youtube.com", "playlist?list=*",
	  "https://www.youtube.com/feeds/videos.xml?playlist_id=$1" },
	{ "youtube.com", "**", NULL },
	{ "reddit.com", "", "$0/.rss" },
	{ "reddit.com", "r/*", "$0/r/$1/.rss" },
	{ "reddit.com", "r/*/comments/*/**", "$0/r/$1/comments/$2/.rss" },
	{ "reddit.com", "user/*", "$0/user/$1/.rss" },
	{ "reddit.com", "u/*", "$0/user/$1/.rss" },
	{ "reddit.com", "**", NULL },
	{ "github.com", "*/*/commits/*", "$0/$1/$2/commits/$3.atom" },
	{ "github.com", "*/*/tags", "$0/$1/$2/tags.atom" },
	{ "github.com", "*/*/**", "$0/$1/$2/releases.atom" },
	{ "github.com", "*/*", "$0/$1/$2/releases.atom" },
	{ "github.com", "*/*", "$0/$1/$2/commits.atom" },
	{ "github.com", "*", "$0/$1.atom" },
	{ "gitlab.com", "*/*/-/tags", "$0/$1/$2/-/tags?format=atom" },
	{ "gitlab.com", "*/*/-/releases", "$0/$1/$2/-/tags?format=atom" },
	{ "gitlab.com", "*/*/-/commits/*",
	  "$0/$1/$2/-/commits/$3?format=atom" },
	{ "gitlab.com", "*/*", "$0/$1/$2.atom" },
	{ "gitlab.com", "*", "$0/$1.atom" },
	{ "codeberg.org", "*/*/releases", "$0/$1/$2/releases.rss" },
	{ "codeberg.org", "*/*", "$0/$1/$2.rss" },
	{ "codeberg.org", "*", "$0/$1.rss" },
	{ "pypi.org", "project/*", "$0/rss/project/$1/releases.xml" },
	{ "medium.com", "@*", "$0/feed/@$1" },
	{ "medium.com", "*", "$0/feed/$1" },
	{ "*.medium.com", "**", "$0/feed" },
	{ "dev.to", "*", "$0/feed/$1" },
	{ "*.substack.com", "**", "$0/feed" },
	{ "tumblr.com", "blog/*", "https://$1.tumblr.com/rss" },
	{ "tumblr.com", "*", "https://$1.tumblr.com/rss" },
	{ "*.tumblr.com", "**", "$0/rss" },
	{ "*.blogspot.com", "**", "$0/feeds/posts/default" },
	{ "*.wordpress.com", "**", "$0/feed/" },
	{ "vimeo.com", "channels/*", "$0/channels/$1/videos/rss" },
	{ "vimeo.com", "*", "$0/$1/videos/rss" },
	{ "bsky.app", "profile/*", "$0/profile/$1/rss" },
	{ "news.ycombinator.com", "**", "$0/rss" },
	{ "*.stackexchange.com", "questions/tagged/*", "$0/feeds/tag/$1" },
	{ "*.stackexchange.com", "questions/*/**", "$0/feeds/question/$1" },
	{ "*.stackexchange.com", "**", "$0/feeds" },
	{ "stackoverflow.com", "questions/tagged/*", "$0/feeds/tag/$1" },
	{ "stackoverflow.com", "questions/*/**", "$0/feeds/question/$1" },
	{ "stackoverflow.com", "**", "$0/feeds" },
	{ "serverfault.com", "**", "$0/feeds" },
	{ "superuser.com", "**", "$0/feeds" },
	{ "askubuntu.com", "**", "$0/feeds" },
	{ "*.wikipedia.org", "wiki/*",
	  "$0/w/index.php?title=$1&action=history&feed=atom" },
	{ "*.wikipedia.org", "",
	  "$0/w/api.php?action=feedrecentchanges&feedformat=atom" },
	{ "flickr.com", "photos/*@N*",
	  "$0/services/feeds/photos_public.gne?id=$1@N$2" },
	{ "flickr.com", "**", NULL },
	{ "tiktok.com", "**", NULL },
	{ "threads.net", "**", NULL },
	/* Anybody may run these: Mastodon and its kin, Lemmy, PeerTube.  */
	{ "*", "@*", "$0/@$1.rss" },
	{ "*", "c/*/videos", "$0/feeds/videos.xml?videoChannelName=$1" },
	{ "*", "a/*/videos", "$0/feeds/videos.xml?accountName=$1" },
	{ "*", "c/*", "$0/feeds/c/$1.xml" },
	{ "*", "c/*", "$0/feeds/videos.xml?videoChannelName=$1" },
	{ "*", "a/*", "$0/feeds/videos.xml?accountName=$1" },
	{ "*", "u/*", "$0/feeds/u/$1.xml" },
};

/* The name of a server without what is before it by habit.  */
static struct span bare_host(struct span host)
{
	static const char *const habits[] = {
		"www.", "m.", "old.", "new.", "mobile.",
	};

	for (size_t i = 0; i < ARRAY_LEN(habits); i++)
		if (span_starts(host, habits[i]))
			return span_from(host, strlen(habits[i]));
	return host;
}

static bool host_matches(const char *pattern, struct span host)
{
	struct span end = span_of(pattern);

	if (!strcmp(pattern, "*"))
		return true;
	if (!span_starts(end, "*."))
		return span_eq(bare_host(host), end);
	end = span_from(end, 1);
	return host.len > end.len &&
	       span_eq(span_from(host, host.len - end.len), end);
}

/* A star takes what there is up to the character that follows it.  */
static bool path_matches(const char *p, struct span path,
			 struct span captures[CAPTURES])
{
	size_t n = 0, len;

	for (; *p; p++) {
		if (!strcmp(p, "**"))
			return true;
		if (*p != '*') {
			if (!path.len || path.p[0] != *p)
				return false;
			path = span_from(path, 1);
			continue;
		}
		for (len = 0; len < path.len; len++)
			if (path.p[len] == p[1] || strchr("/?&", path.p[len]))
				break;
		if (!len || n == CAPTURES)
			return false;
		captures[n++] = (struct span){ path.p, len };
		path = span_from(path, len);
	}
	return !path.len || path.p[0] == '?' || path.p[0] == '&';
}

/* The scheme and the authority, without a user name.  */
static void add_site(struct str *out, struct span url)
{
	struct str bare = STR_INIT;
	struct url_parts u;

	url_without_secrets(&bare, url);
	u = url_split(str_span(&bare));
	str_adds(out, u.scheme);
	str_add(out, "://");
	str_adds(out, u.authority);
	str_release(&bare);
}

static void fill_in(struct str *out, const char *feed, struct span url,
		    const struct span captures[CAPTURES])
{
	for (; *feed; feed++) {
		if (*feed != '$') {
			str_addc(out, *feed);
			continue;
		}
		feed++;
		if (*feed == '0')
			add_site(out, url);
		else
			str_adds(out, captures[*feed - '1']);
	}
}

/* The path and the query without slashes at the ends.  */
static void add_place(struct str *out, const struct url_parts *u)
{
	struct span path = u->path;

	while (path.len && path.p[0] == '/')
		path = span_from(path, 1);
	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	str_adds(out, path);
	if (u->query.len) {
		str_addc(out, '?');
		str_adds(out, u->query);
	}
}

bool place_by_rule(struct str *out, struct span url, size_t i)
{
	struct url_parts u = url_split(span_trim(url));
	struct str host = STR_INIT, path = STR_INIT;
	bool found = false;

	url_host(&host, url);
	add_place(&path, &u);
	for (size_t r = 0; host.len && r < ARRAY_LEN(rules) &&
	     i < PLACE_RULES; r++) {
		struct span captures[CAPTURES] = { 0 };

		if (!host_matches(rules[r].host, str_span(&host)) ||
		    !path_matches(rules[r].path, str_span(&path), captures))
			continue;
		if (!rules[r].feed)
			break;
		if (i-- > 0)
			continue;
		fill_in(out, rules[r].feed, url, captures);
		found = true;
		break;
	}
	str_release(&host);
	str_release(&path);
	return found;
}

bool place_is_known(struct span url)
{
	struct str host = STR_INIT;
	bool known = false;

	url_host(&host, url);
	for (size_t r = 0; r < ARRAY_LEN(rules) && !known; r++)
		known = strcmp(rules[r].host, "*") != 0 &&
			host_matches(rules[r].host, str_span(&host));
	str_release(&host);
	return known;
}

/* The folder that a page is in, from and to a slash: a last segment without a
 * dot is taken for one.  */
static struct span folder_of(struct span path)
{
	size_t end = path.len;

	while (end && path.p[end - 1] != '/')
		end--;
	if (!memchr(path.p + end, '.', path.len - end))
		end = path.len;
	while (end && path.p[end - 1] == '/')
		end--;
	return (struct span){ path.p, end };
}

static bool has_host(struct span url)
{
	struct str host = STR_INIT;
	bool has;

	url_host(&host, url);
	has = host.len > 0;
	str_release(&host);
	return has;
}

bool place_usual(struct str *out, struct span url, size_t i)
{
	static const char *const in_folder[] = {
		"feed", "feed.xml", "rss.xml", "index.xml",
	};
	static const char *const at_root[] = {
		"feed", "rss.xml", "feed.xml", "atom.xml", "index.xml", "rss",
		"feed.json", "blog/feed",
	};
	struct url_parts u = url_split(span_trim(url));
	struct span folder = u.path.len ? folder_of(u.path) : SPAN("");
	size_t n_folder = folder.len ? ARRAY_LEN(in_folder) : 0;

	_Static_assert(ARRAY_LEN(at_root) == PLACE_USUAL, "all may be needed");
	if (i >= PLACE_USUAL || !has_host(url))
		return false;
	add_site(out, url);
	if (i < n_folder)
		str_adds(out, folder);
	str_addc(out, '/');
	str_add(out, i < n_folder ? in_folder[i] : at_root[i - n_folder]);
	return true;
}
