/* t_feed_media.c - feeds: comments, episodes, media, what comes with an
 * entry, its language and its source; a case for each rule */
#include "config.h"

#include "unit.h"

#include "feed_lib.h"

#define ITEM(x) RSS("<item><title>I</title>" x "</item>")
#define ENTRY(x) ATOM("<entry><id>urn:1</id><title>E</title>" x "</entry>")

/* The resources as "kind url|kind url".  */
static void check_resources(const struct feed_entry *e, const char *want)
{
	struct str got = STR_INIT;

	for (size_t i = 0; i < e->n_resources; i++)
		str_addf(&got, "%s%s %s", i ? "|" : "",
			 feed_kind_name(e->resources[i].kind),
			 e->resources[i].url);
	check_text(got.s, want);
	str_release(&got);
}

/* The first person's name of a list.  */
static void check_person(const struct feed_person *p, size_t n,
			 const char *want)
{
	check_text(n ? p[0].name : NULL, want);
}

/* --- comments ---------------------------------------------------------------- */

static void check_count(const char *text, int64_t want)
{
	struct feed_doc *d = feed_of(text, NULL);

	assert_int_equal(d->n_entries, 1);
	assert_int_equal(d->entries[0].n_comments, want);
	feed_doc_free(d);
}

static void comments_are_counted(void **state)
{
	(void)state;
	check_count(ITEM(""), -1);
	check_count(ITEM("<slash:comments>34</slash:comments>"), 34);
	check_count(ITEM("<s:comments xmlns:s='http://purl.org/rss/1.0/modules"
			 "/slash/'> 0 </s:comments>"), 0);
	check_count(ITEM("<slash:comments>many</slash:comments>"), -1);
	check_count(ENTRY("<t:total xmlns:t='http://purl.org/syndication/"
			  "thread/1.0'>7</t:total>"), 7);
	check_count(ENTRY("<link rel='replies' href='/c' thr:count='9'/>"), 9);
	check_count(ENTRY("<link rel='replies' href='/c' t:count='8' xmlns:t="
			  "'http://purl.org/syndication/thread/1.0'/>"), 8);
	/* Of a link that is not about replies it says nothing.  */
	check_count(ENTRY("<link rel='related' href='/c' thr:count='9'/>"),
		    -1);
}

static void a_total_counts_more_than_a_link(void **state)
{
	(void)state;
	check_count(ENTRY("<link rel='replies' href='/c' thr:count='9'/>"
			  "<thr:total>11</thr:total>"), 11);
	check_count(ITEM("<slash:comments>5</slash:comments>"
			 "<thr:total>6</thr:total>"), 6);
	/* The page's, not the feed's.  */
	check_count(ENTRY("<link rel='replies' type='application/atom+xml' "
			  "href='/f' thr:count='3'/><link rel='replies' "
			  "type='text/html' href='/c' thr:count='4'/>"), 4);
}

static void comments_are_a_page_or_a_feed(void **state)
{
	struct feed_doc *d = feed_of(ENTRY(
		"<link rel='replies' type='application/atom+xml' "
		"href='http://e.com/f'/>"
		"<link rel='replies' type='text/html' href='http://e.com/c'/>"
		), NULL);

	(void)state;
	check_text(d->entries[0].comments, "http://e.com/c");
	check_text(d->entries[0].comments_feed, "http://e.com/f");
	feed_doc_free(d);
	d = feed_of(ITEM("<comments>http://e.com/c</comments>"
			 "<w:commentRSS xmlns:w='http://wellformedweb.org/"
			 "CommentAPI/'>http://e.com/f</w:commentRSS>"), NULL);
	check_text(d->entries[0].comments, "http://e.com/c");
	check_text(d->entries[0].comments_feed, "http://e.com/f");
	feed_doc_free(d);
	d = feed_of(ITEM("<wfw:commentRss>/f</wfw:commentRss>"),
		    "http://e.com/x");
	check_text(d->entries[0].comments, NULL);
	check_text(d->entries[0].comments_feed, "http://e.com/f");
	feed_doc_free(d);
}

/* --- episodes ---------------------------------------------------------------- */

static void check_episode(const char *text, int64_t season, const char *name,
			  const char *episode)
{
	struct feed_doc *d = feed_of(text, NULL);

	assert_int_equal(d->n_entries, 1);
	assert_int_equal(d->entries[0].season, season);
	check_text(d->entries[0].season_name, name);
	check_text(d->entries[0].episode, episode);
	feed_doc_free(d);
}

static void episodes_are_numbered(void **state)
{
	(void)state;
	check_episode(ITEM(""), -1, NULL, NULL);
	check_episode(ITEM("<itunes:season>2</itunes:season>"
			   "<itunes:episode>14</itunes:episode>"
			   "<itunes:episodeType>full</itunes:episodeType>"),
		      2, NULL, "14");
	check_episode(ITEM("<i:season xmlns:i='HTTP://WWW.ITUNES.COM/DTDs/"
			   "PodCast-1.0.dtd'>3</i:season>"), 3, NULL, NULL);
	check_episode(ITEM("<podcast:season name='The Long &amp; Short'>5"
			   "</podcast:season><podcast:episode>4.5"
			   "</podcast:episode>"), 5, "The Long & Short",
		      "4.5");
	check_episode(ITEM("<p:episode display='Ch. 3' xmlns:p="
			   "'https://github.com/Podcastindex-org/podcast-"
			   "namespace/blob/main/docs/1.0.md'>204</p:episode>"),
		      -1, NULL, "Ch. 3");
	check_episode(ITEM("<itunes:season>two</itunes:season>"
			   "<itunes:episode>.5.</itunes:episode>"), -1, NULL,
		      NULL);
	/* The later standard knows better.  */
	check_episode(ITEM("<itunes:season>1</itunes:season>"
			   "<podcast:season>2</podcast:season>"
			   "<podcast:episode>3.5</podcast:episode>"
			   "<itunes:episode>3</itunes:episode>"), 2, NULL,
		      "3.5");
	/* The show's are nobody else's.  */
	check_episode(RSS("<itunes:season>9</itunes:season>"
			  "<item><title>I</title></item>"), -1, NULL, NULL);
}

static void an_episode_without_title_has_that_of_itunes(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><itunes:title>A &amp; b</itunes:title></item>"
		"<item><title>T</title><itunes:title>U</itunes:title></item>"
		), NULL);

	(void)state;
	check_text(d->entries[0].title, "A & b");
	check_text(d->entries[1].title, "T");
	feed_doc_free(d);
}

static void googleplay_says_what_itunes_does(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<googleplay:image href='http://e.com/show.png'/>"
		"<item><title>I</title>"
		"<g:description xmlns:g='http://www.google.com/schemas/"
		"play-podcasts/1.0'>words</g:description>"
		"<googleplay:author>Ann</googleplay:author>"
		"<googleplay:image href='http://e.com/i.png'/></item>"
		"<item><title>J</title>"
		"<googleplay:author>Ann</googleplay:author>"
		"<itunes:author>Bob</itunes:author>"
		"<googleplay:description>g</googleplay:description>"
		"<itunes:summary>i</itunes:summary></item>"), NULL);

	(void)state;
	check_text(d->icon, "http://e.com/show.png");
	check_text(d->entries[0].summary_html, "words");
	check_person(d->entries[0].authors, d->entries[0].n_authors, "Ann");
	check_text(d->entries[0].media[0].url, "http://e.com/i.png");
	check_text(d->entries[1].summary_html, "i");
	assert_int_equal(d->entries[1].n_authors, 1);
	check_person(d->entries[1].authors, 1, "Bob");
	feed_doc_free(d);
}

static void hosts_stand_in_for_authors(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<podcast:person role='guest'>Gus</podcast:person>"
		"<podcast:person href='http://e.com/h'>Hal</podcast:person>"
		"<podcast:person role='Host'>Ida</podcast:person>"
		"<podcast:person role='author'>Joe</podcast:person>"
		"<podcast:person role='audio editor'>Kim</podcast:person>"),
		NULL);
	const struct feed_entry *e = d->entries;

	(void)state;
	assert_int_equal(e->n_authors, 0);
	assert_int_equal(e->n_other_authors, 3);
	check_text(e->other_authors[0].name, "Hal");
	check_text(e->other_authors[0].uri, "http://e.com/h");
	check_text(e->other_authors[1].name, "Ida");
	check_text(e->other_authors[2].name, "Joe");
	feed_doc_free(d);
}

/* --- what comes with an entry ------------------------------------------------- */

static void enclosures_may_be_several_and_have_titles(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<enclosure url='http://e.com/1' type='audio/mpeg' length='5'/>"
		"<enclosure url='http://e.com/2'/>"
		"<itunes:duration>1:00</itunes:duration>"), NULL);

	(void)state;
	check_resources(d->entries, "enclosure http://e.com/1|"
			"enclosure http://e.com/2");
	assert_int_equal(d->entries[0].resources[0].length, 5);
	assert_int_equal(d->entries[0].resources[1].duration, 60);
	feed_doc_free(d);
	d = feed_of(ENTRY("<link rel='enclosure' href='http://e.com/1' "
			  "title='One' hreflang='de' length='3'/>"), NULL);
	check_text(d->entries[0].enclosures[0].title, "One");
	check_text(d->entries[0].resources[0].title, "One");
	check_text(d->entries[0].resources[0].language, "de");
	feed_doc_free(d);
	d = feed_of("{\"version\":\"https://jsonfeed.org/version/1.1\","
		    "\"items\":[{\"id\":\"1\",\"attachments\":[{\"url\":"
		    "\"http://e.com/1\",\"title\":\"One\"}]}]}", NULL);
	check_text(d->entries[0].resources[0].title, "One");
	feed_doc_free(d);
}

static void alternate_enclosures_have_sources(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<enclosure url='http://e.com/a.mp3' type='audio/mpeg'/>"
		"<itunes:duration>90</itunes:duration>"
		"<p:alternateEnclosure type='video/mp4' length='77' "
		"bitrate='128000' title='Video' lang='fr' "
		"xmlns:p='https://podcastindex.org/namespace/1.0'>"
		"<p:source uri='ipfs://Qm'/><p:source uri='http://e.com/v'/>"
		"<p:source uri='http://mirror.com/v' contentType='x/y'/>"
		"<p:integrity type='sri' value='x'/></p:alternateEnclosure>"
		"<podcast:alternateEnclosure type='audio/opus'>"
		"<podcast:source uri='http://e.com/o' contentType='audio/ogg'/>"
		"</podcast:alternateEnclosure>"
		"<podcast:alternateEnclosure type='audio/mpeg' title='Same'>"
		"<podcast:source uri='http://e.com/a.mp3'/>"
		"</podcast:alternateEnclosure>"
		"<podcast:alternateEnclosure type='audio/none'/>"), NULL);
	const struct feed_entry *e = d->entries;

	(void)state;
	assert_int_equal(e->n_enclosures, 1);
	check_resources(e, "enclosure http://e.com/a.mp3|"
			"enclosure http://e.com/v|enclosure http://e.com/o");
	check_text(e->resources[0].title, "Same");
	check_text(e->resources[1].type, "video/mp4");
	check_text(e->resources[1].title, "Video");
	check_text(e->resources[1].language, "fr");
	assert_int_equal(e->resources[1].length, 77);
	assert_int_equal(e->resources[1].duration, 90);
	check_text(e->resources[2].type, "audio/ogg");
	feed_doc_free(d);
}

static void chapters_and_transcripts_come_last(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<podcast:transcript url='/t.vtt' type='text/vtt' "
		"language='en' rel='captions'/>"
		"<podcast:transcript url='/t.html' type='text/html'/>"
		"<podcast:chapters url='/c.json' "
		"type='application/json+chapters'/>"
		"<psc:chapters><psc:chapter start='0' title='x'/>"
		"</psc:chapters>"
		"<enclosure url='/a.mp3'/>"), "http://e.com/f");
	const struct feed_entry *e = d->entries;

	(void)state;
	check_resources(e, "enclosure http://e.com/a.mp3|"
			"transcript http://e.com/t.vtt|"
			"transcript http://e.com/t.html|"
			"chapters http://e.com/c.json");
	check_text(e->resources[1].language, "en");
	check_text(e->resources[1].rel, "captions");
	check_text(e->resources[3].type, "application/json+chapters");
	feed_doc_free(d);
}

static void addresses_wait_for_the_feeds_link(void **state)
{
	struct feed_doc *d = feed_of(
		"<rss><channel><item><title>I</title>"
		"<podcast:chapters url='c.json'/>"
		"<wfw:commentRss>f</wfw:commentRss></item>"
		"<link>http://e.com/x/</link></channel></rss>", NULL);

	(void)state;
	check_resources(d->entries, "chapters http://e.com/x/c.json");
	check_text(d->entries[0].comments_feed, "http://e.com/x/f");
	feed_doc_free(d);
}

static void media_that_are_played_are_enclosures(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<itunes:duration>7</itunes:duration>"
		"<media:group>"
		"<media:content url='/low' type='video/mp4' fileSize='10'/>"
		"<media:content url='/best' type='video/mp4' isDefault='true' "
		"fileSize='20' duration='65' lang='en'>"
		"<media:title>Best</media:title></media:content>"
		"<media:content url='/i' medium='image'/></media:group>"
		"<media:content url='/s' medium='audio'/>"), "http://e.com/");
	const struct feed_entry *e = d->entries;

	(void)state;
	assert_int_equal(e->n_enclosures, 0);
	check_text(e->media[0].url, "http://e.com/low");
	check_resources(e, "enclosure http://e.com/best|"
			"enclosure http://e.com/low|enclosure http://e.com/s|"
			"picture http://e.com/i");
	assert_int_equal(e->resources[0].length, 20);
	assert_int_equal(e->resources[0].duration, 65);
	check_text(e->resources[0].title, "Best");
	check_text(e->resources[0].language, "en");
	assert_int_equal(e->resources[1].duration, 7);
	feed_doc_free(d);
}

static void groups_may_be_nested(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<media:title>entry</media:title>"
		"<media:group><media:thumbnail url='http://e.com/t'/>"
		"<media:group><media:title>inner</media:title>"
		"<media:content url='http://e.com/1'/></media:group>"
		"<media:content url='http://e.com/2'/>"
		"<media:title>outer</media:title></media:group>"
		"<media:content url='http://e.com/3'/>"), NULL);
	const struct feed_entry *e = d->entries;

	(void)state;
	assert_int_equal(e->n_media, 3);
	check_text(e->media[0].title, "inner");
	check_text(e->media[0].thumbnail, "http://e.com/t");
	check_text(e->media[1].title, "outer");
	check_text(e->media[2].title, "entry");
	check_text(e->media[2].thumbnail, NULL);
	feed_doc_free(d);
}

static void credits_have_roles(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<media:credit role='producer' scheme='urn:ebu'>P &amp; Co"
		"</media:credit><media:content url='http://e.com/1.jpg' "
		"width='9'><media:credit role='photographer'>Ann"
		"</media:credit><media:credit>Bob</media:credit>"
		"</media:content><media:content url='http://e.com/2.jpg'/>"),
		NULL);
	const struct feed_entry *e = d->entries;

	(void)state;
	assert_int_equal(e->n_credits, 3);
	check_text(e->credits[0].name, "P & Co");
	check_text(e->credits[0].role, "producer");
	check_text(e->credits[1].role, "photographer");
	check_text(e->credits[2].role, NULL);
	check_text(e->media[0].credit, "Ann");
	check_text(e->media[1].credit, "P & Co");
	check_text(e->resources[0].credit, "Ann");
	feed_doc_free(d);
}

static void players_are_pages(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><title>I</title><link>http://e.com/v</link>"
		"<media:content medium='video'>"
		"<media:player url='http://e.com/p'/></media:content></item>"
		"<item><title>J</title><link>http://e.com/p</link>"
		"<media:player url='http://e.com/p'/></item>"), NULL);

	(void)state;
	check_text(d->entries[0].media[0].player, "http://e.com/p");
	check_resources(d->entries, "player http://e.com/p");
	check_resources(d->entries + 1, "");
	feed_doc_free(d);
}

/* --- the picture --------------------------------------------------------------- */

static void check_picture(const char *text, const char *want)
{
	struct feed_doc *d = feed_of(text, NULL);
	const struct feed_entry *e = d->entries;

	check_resources(e, want);
	feed_doc_free(d);
}

static void the_widest_picture_stands_beside_the_text(void **state)
{
	(void)state;
	check_picture(ITEM("<media:content url='http://e.com/1' type="
			   "'image/png' width='90'/><media:content "
			   "url='http://e.com/2.JPG?x' width='200'/>"
			   "<media:content url='http://e.com/3' type="
			   "'image/png'/>"), "picture http://e.com/2.JPG?x");
	check_picture(ITEM("<media:content url='http://e.com/1.jpg'/>"
			   "<media:content url='http://e.com/2.jpg' "
			   "isDefault='true'/>"),
		      "picture http://e.com/2.jpg");
	check_picture(ITEM("<media:content url='http://e.com/1' width='1' "
			   "height='1' type='image/gif'/>"), "");
	check_picture(ITEM("<media:content url='http://e.com/1.html'/>"), "");
	check_picture(ITEM("<description>&lt;p>a&lt;/p></description>"
			   "<media:content url='http://e.com/p.jpg'/>"),
		      "picture http://e.com/p.jpg");
	check_picture(ITEM("<media:content url='https://0.gravatar.com/avatar/"
			   "1' medium='image'/>"), "");
	check_picture(ITEM("<itunes:image href='http://e.com/e.png'/>"),
		      "picture http://e.com/e.png");
}

static void thumbnails_are_the_picture_without_another(void **state)
{
	(void)state;
	check_picture(ITEM("<media:thumbnail url='http://e.com/s' width='9'/>"
			   "<media:thumbnail url='http://e.com/l' "
			   "width='99'/>"), "picture http://e.com/l");
	check_picture(ITEM("<media:content url='http://e.com/v' medium='video'>"
			   "<media:thumbnail url='http://e.com/t'/>"
			   "</media:content>"),
		      "enclosure http://e.com/v|picture http://e.com/t");
	check_picture(ITEM("<media:thumbnail url='http://e.com/t' width='900'/>"
			   "<media:content url='http://e.com/i' "
			   "medium='image'/>"), "picture http://e.com/i");
}

static void a_picture_in_the_text_is_not_repeated(void **state)
{
	(void)state;
	check_picture(ITEM("<media:content url='http://e.com/w/pic.jpg' "
			   "width='900'/><description>&lt;img src='http://"
			   "cdn.com/w/pic-300x200.jpg?w=1'></description>"),
		      "");
	check_picture(ITEM("<media:content url='http://e.com/w/pic-1024x768."
			   "jpg'/><description>&lt;img src='/w/pic.jpg'>"
			   "</description>"), "");
	check_picture(ITEM("<media:content url='http://e.com/w/pic.jpg'/>"
			   "<description>&lt;img src='/w/other.jpg'>"
			   "</description>"), "picture http://e.com/w/pic.jpg");
	/* The text that is read counts.  */
	check_picture(ITEM("<media:content url='http://e.com/w/pic.jpg'/>"
			   "<description>&lt;img src='/w/pic.jpg'>"
			   "</description><content:encoded>&lt;p>x"
			   "</content:encoded>"),
		      "picture http://e.com/w/pic.jpg");
	/* An author's face beside the article's own picture.  */
	check_picture(ITEM("<media:content url='http://e.com/me' "
			   "medium='image'/><media:content url="
			   "'http://e.com/w/pic.jpg' medium='image'/>"
			   "<description>&lt;img src='/w/pic.jpg'>"
			   "</description>"), "");
}

static void a_title_that_is_the_entrys_is_none(void **state)
{
	struct feed_doc *d = feed_of(ITEM(
		"<media:title>I</media:title>"
		"<media:content url='http://e.com/1.jpg'/>"), NULL);

	(void)state;
	check_text(d->entries[0].media[0].title, "I");
	check_text(d->entries[0].resources[0].title, NULL);
	feed_doc_free(d);
}

static void there_are_not_too_many(void **state)
{
	struct str text = STR_INIT;
	struct feed_doc *d;

	(void)state;
	/* Groups that do not end, one in the other.  */
	str_add(&text, "<rss><channel><item><title>I</title>");
	for (int i = 0; i < 1500; i++)
		str_addf(&text, "<enclosure url='http://e.com/%d'/>"
			 "<podcast:transcript url='http://e.com/t%d'/>"
			 "<media:group><media:content url='http://e.com/m%d' "
			 "type='audio/x'><media:credit>c%d</media:credit>"
			 "</media:content>", i, i, i, i);
	str_add(&text, "</item></channel></rss>");
	d = feed_of(text.s, NULL);
	assert_int_equal(d->entries[0].n_resources, FEED_RESOURCES);
	check_text(d->entries[0].resources[FEED_RESOURCES - 1].url,
		   "http://e.com/m62");
	feed_doc_free(d);
	str_release(&text);
}

/* --- language, content, source ------------------------------------------------- */

static void check_language(const char *text, const char *want)
{
	struct feed_doc *d = feed_of(text, NULL);

	check_text(d->entries[0].language, want);
	feed_doc_free(d);
}

static void an_entry_has_a_language(void **state)
{
	(void)state;
	check_language(RSS("<language>en</language><item><title>I</title>"
			   "</item>"), NULL);
	check_language(ITEM("<dc:language>de_AT</dc:language>"), "de-AT");
	check_language(RSS("<item xml:lang='fr'><title>I</title></item>"),
		       "fr");
	check_language(RSS("<item xml:lang='fr'><title>I</title>"
			   "<dc:language>de</dc:language></item>"), "de");
	check_language(ENTRY("<content xml:lang='it'>x</content>"), "it");
	check_language(ENTRY("<content type='xhtml'><div xml:lang='it' xmlns="
			     "'http://www.w3.org/1999/xhtml'>x</div>"
			     "</content>"), "it");
	check_language(ATOM("<entry><title xml:lang='ja'>T</title></entry>"),
		       "ja");
	check_language(ATOM("<entry xml:lang='en'><title xml:lang='ja'>T"
			    "</title><content xml:lang='ko'>x</content>"
			    "</entry>"), "ko");
	check_language(ATOM("<entry><title>T</title><source><title xml:lang="
			    "'ru'>S</title></source></entry>"), NULL);
	check_language("{\"version\":\"https://jsonfeed.org/version/1.1\","
		       "\"language\":\"en\",\"items\":[{\"id\":\"1\","
		       "\"language\":\"pt-BR\"}]}", "pt-BR");
}

static void content_may_be_elsewhere(void **state)
{
	struct feed_doc *d = feed_of(ENTRY(
		"<content src='/story' type='text/html'/>"), "http://e.com/f");

	(void)state;
	check_text(d->entries[0].link, NULL);
	check_text(d->entries[0].content_html, NULL);
	check_text(d->entries[0].content_src, "http://e.com/story");
	check_resources(d->entries, "content http://e.com/story");
	feed_doc_free(d);
	d = feed_of(ENTRY("<link href='http://e.com/1'/><content "
			  "src='http://e.com/a.ogg' type='audio/ogg'/>"),
		    NULL);
	check_resources(d->entries, "enclosure http://e.com/a.ogg");
	feed_doc_free(d);
	d = feed_of(ENTRY("<link href='http://e.com/1'/><content "
			  "src='http://e.com/1' type='text/html'/>"), NULL);
	check_resources(d->entries, "");
	feed_doc_free(d);
}

static void a_source_has_authors(void **state)
{
	struct feed_doc *d = feed_of(ATOM(
		"<entry><title>E</title><source><title>S</title>"
		"<author><name>Ann</name></author>"
		"<link rel='self' href='http://s.com/f'/>"
		"<link href='http://s.com/'/></source></entry>"
		"<entry><title>F</title><source>"
		"<author><name>Ann</name></author></source>"
		"<author><name>Ann</name></author></entry>"), NULL);

	(void)state;
	check_text(d->entries[0].source_title, "S");
	check_text(d->entries[0].source_link, "http://s.com/");
	assert_int_equal(d->entries[0].n_authors, 0);
	check_person(d->entries[0].other_authors,
		     d->entries[0].n_other_authors, "Ann");
	check_person(d->entries[1].authors, d->entries[1].n_authors, "Ann");
	feed_doc_free(d);
}

static void other_vocabularies_make_no_noise(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item xmlns:georss='http://www.georss.org/georss' "
		"xmlns:x='urn:x'><title>I</title>"
		"<georss:point>45.2 -71.9</georss:point>"
		"<x:season>9</x:season><x:comments>8</x:comments>"
		"<x:group><media:content url='http://e.com/no'/></x:group>"
		"<media:keywords>a</media:keywords>"
		"<media:rating>adult</media:rating></item>"), NULL);

	(void)state;
	assert_int_equal(d->n_warnings, 0);
	assert_int_equal(d->entries[0].season, -1);
	assert_int_equal(d->entries[0].n_comments, -1);
	assert_int_equal(d->entries[0].n_media, 0);
	assert_int_equal(d->entries[0].n_categories, 0);
	feed_doc_free(d);
}

/* --- brackets ------------------------------------------------------------------ */

static void entities_of_xml_are_those_of_its_dtds(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><title>&lang;a&rang; &eacute;</title><description>"
		"&amp;lang;b&amp;rang;</description></item>"), NULL);

	(void)state;
	check_text(d->entries[0].title, "\xe2\x8c\xa9""a\xe2\x8c\xaa \xc3\xa9");
	check_text(d->entries[0].summary_html, "&lang;b&rang;");
	feed_doc_free(d);
	d = feed_of(RSS("<item><title>&amp;lang;a</title></item>"), NULL);
	check_text(d->entries[0].title, "\xe2\x9f\xa8""a");
	feed_doc_free(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_are_counted),
		cmocka_unit_test(a_total_counts_more_than_a_link),
		cmocka_unit_test(comments_are_a_page_or_a_feed),
		cmocka_unit_test(episodes_are_numbered),
		cmocka_unit_test(an_episode_without_title_has_that_of_itunes),
		cmocka_unit_test(googleplay_says_what_itunes_does),
		cmocka_unit_test(hosts_stand_in_for_authors),
		cmocka_unit_test(enclosures_may_be_several_and_have_titles),
		cmocka_unit_test(alternate_enclosures_have_sources),
		cmocka_unit_test(chapters_and_transcripts_come_last),
		cmocka_unit_test(addresses_wait_for_the_feeds_link),
		cmocka_unit_test(media_that_are_played_are_enclosures),
		cmocka_unit_test(groups_may_be_nested),
		cmocka_unit_test(credits_have_roles),
		cmocka_unit_test(players_are_pages),
		cmocka_unit_test(the_widest_picture_stands_beside_the_text),
		cmocka_unit_test(thumbnails_are_the_picture_without_another),
		cmocka_unit_test(a_picture_in_the_text_is_not_repeated),
		cmocka_unit_test(a_title_that_is_the_entrys_is_none),
		cmocka_unit_test(there_are_not_too_many),
		cmocka_unit_test(an_entry_has_a_language),
		cmocka_unit_test(content_may_be_elsewhere),
		cmocka_unit_test(a_source_has_authors),
		cmocka_unit_test(other_vocabularies_make_no_noise),
		cmocka_unit_test(entities_of_xml_are_those_of_its_dtds),
	};

	return unit_run("feed media", tests, ARRAY_LEN(tests));
}
