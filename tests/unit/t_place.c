/* t_place.c - feeds by their addresses alone */
#include "config.h"

#include "unit.h"

#include "base/url.h"
#include "feed/place.h"

static void rule(const char *url, size_t i, const char *want)
{
	struct str got = STR_INIT;

	assert_int_equal(place_by_rule(&got, span_of(url), i), want != NULL);
	assert_string_equal(got.s, want ? want : "");
	str_release(&got);
}

static void sites_have_rules(void **state)
{
	static const char *const rows[][2] = {
		{ "https://www.youtube.com/channel/UCx/videos",
		  "https://www.youtube.com/feeds/videos.xml?channel_id=UCx" },
		{ "https://youtube.com/channel/UCx",
		  "https://www.youtube.com/feeds/videos.xml?channel_id=UCx" },
		{ "https://m.youtube.com/playlist?list=PL1&si=2",
		  "https://www.youtube.com/feeds/videos.xml?playlist_id=PL1" },
		{ "https://www.youtube.com/user/x/",
		  "https://www.youtube.com/feeds/videos.xml?user=x" },
		{ "https://www.youtube.com/@x", NULL },
		{ "https://old.reddit.com/r/c_programming/",
		  "https://old.reddit.com/r/c_programming/.rss" },
		{ "https://www.reddit.com/r/c/comments/1a/title/",
		  "https://www.reddit.com/r/c/comments/1a/.rss" },
		{ "https://www.reddit.com/u/x",
		  "https://www.reddit.com/user/x/.rss" },
		{ "https://github.com/a/b",
		  "https://github.com/a/b/releases.atom" },
		{ "https://github.com/a/b/issues/3",
		  "https://github.com/a/b/releases.atom" },
		{ "https://github.com/a/b/commits/main",
		  "https://github.com/a/b/commits/main.atom" },
		{ "https://github.com/a", "https://github.com/a.atom" },
		{ "https://gitlab.com/a/b", "https://gitlab.com/a/b.atom" },
		{ "https://gitlab.com/a/b/-/tags",
		  "https://gitlab.com/a/b/-/tags?format=atom" },
		{ "https://medium.com/@x", "https://medium.com/feed/@x" },
		{ "https://x.medium.com/story-1", "https://x.medium.com/feed" },
		{ "https://x.substack.com/p/story",
		  "https://x.substack.com/feed" },
		{ "https://x.tumblr.com/post/1", "https://x.tumblr.com/rss" },
		{ "https://www.tumblr.com/x", "https://x.tumblr.com/rss" },
		{ "http://x.blogspot.com/2020/01/a.html",
		  "http://x.blogspot.com/feeds/posts/default" },
		{ "https://x.wordpress.com", "https://x.wordpress.com/feed/" },
		{ "https://vimeo.com/x", "https://vimeo.com/x/videos/rss" },
		{ "https://bsky.app/profile/a.b",
		  "https://bsky.app/profile/a.b/rss" },
		{ "https://news.ycombinator.com/newest",
		  "https://news.ycombinator.com/rss" },
		{ "https://stackoverflow.com/questions/tagged/c?tab=new",
		  "https://stackoverflow.com/feeds/tag/c" },
		{ "https://unix.stackexchange.com/questions/12/why",
		  "https://unix.stackexchange.com/feeds/question/12" },
		{ "https://en.wikipedia.org/wiki/RSS",
		  "https://en.wikipedia.org/w/index.php?title=RSS&action=history&feed=atom" },
		{ "https://www.flickr.com/photos/12345@N00/",
		  "https://www.flickr.com/services/feeds/photos_public.gne?id=12345@N00" },
		{ "https://www.flickr.com/photos/someone", NULL },
		{ "https://social.example/@someone",
		  "https://social.example/@someone.rss" },
		{ "https://me:secret@social.example:8443/@someone",
		  "https://social.example:8443/@someone.rss" },
		{ "https://social.example/@someone/123", NULL },
		{ "https://lemmy.example/c/linux",
		  "https://lemmy.example/feeds/c/linux.xml" },
		{ "https://tube.example/a/someone/videos",
		  "https://tube.example/feeds/videos.xml?accountName=someone" },
		{ "https://example.com/blog", NULL },
		{ "https://notyoutube.com/channel/UCx", NULL },
		{ "https://substack.com.evil.example/", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		rule(rows[i][0], 0, rows[i][1]);
	rule("https://github.com/a/b", 1, "https://github.com/a/b/commits.atom");
	rule("https://github.com/a/b", 2, NULL);
	rule("https://lemmy.example/c/linux", 1,
	     "https://lemmy.example/feeds/videos.xml?videoChannelName=linux");
	assert_true(place_is_known(SPAN("https://github.com/login")));
	assert_false(place_is_known(SPAN("https://example.com/@x")));
}

static void usual(const char *url, const char *want)
{
	struct str got = STR_INIT;
	size_t i = 0;

	for (;; i++) {
		size_t len = got.len;

		if (i)
			str_addc(&got, ' ');
		if (!place_usual(&got, span_of(url), i)) {
			str_truncate(&got, len);
			break;
		}
	}
	assert_int_equal(i, PLACE_USUAL);
	assert_string_equal(got.s, want);
	str_release(&got);
}

static void feeds_have_usual_places(void **state)
{
	(void)state;
	usual("http://e.com",
	      "http://e.com/feed http://e.com/rss.xml http://e.com/feed.xml "
	      "http://e.com/atom.xml http://e.com/index.xml http://e.com/rss "
	      "http://e.com/feed.json http://e.com/blog/feed");
	usual("https://u:p@e.com:81/blog?x#y",
	      "https://e.com:81/blog/feed https://e.com:81/blog/feed.xml "
	      "https://e.com:81/blog/rss.xml https://e.com:81/blog/index.xml "
	      "https://e.com:81/feed https://e.com:81/rss.xml "
	      "https://e.com:81/feed.xml https://e.com:81/atom.xml");
	usual("http://e.com/a/b/index.html",
	      "http://e.com/a/b/feed http://e.com/a/b/feed.xml "
	      "http://e.com/a/b/rss.xml http://e.com/a/b/index.xml "
	      "http://e.com/feed http://e.com/rss.xml "
	      "http://e.com/feed.xml http://e.com/atom.xml");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sites_have_rules),
		cmocka_unit_test(feeds_have_usual_places),
	};

	return unit_run("place", tests, ARRAY_LEN(tests));
}
