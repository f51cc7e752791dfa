/* feed_lib.h - what the tests of the feed floor share */
#ifndef TESTS_FEED_LIB_H
#define TESTS_FEED_LIB_H

#include "feed/feed.h"

/* Parse `text`, which has to be a feed; `base` may be NULL.  Owned.  */
struct feed_doc *feed_of(const char *text, const char *base);

/* The same of bytes with the HTTP header `content_type` (may be NULL), for
 * reading.  */
struct feed_doc *feed_of_bytes(const void *p, size_t len,
			       const char *content_type);

/* Fails the test unless `text` is refused; returns the reason, borrowed until
 * the next call.  */
const char *feed_refused(const char *text);

/* NULL-safe comparison; fails the test.  */
void check_text(const char *got, const char *want);

/* Fails unless `got` is the time of the RFC 3339 string; NULL: no date.  */
void check_date(int64_t got, const char *want);

/* An RSS 2.0 document around items, an Atom 1.0 one around entries.  */
#define RSS(items) \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
	"<rss version=\"2.0\" " \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" " \
	"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" " \
	"xmlns:media=\"http://search.yahoo.com/mrss/\" " \
	"xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" " \
	"xmlns:atom=\"http://www.w3.org/2005/Atom\" " \
	"xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" " \
	"xmlns:dcterms=\"http://purl.org/dc/terms/\">" \
	"<channel><title>T</title>" items "</channel></rss>"
#define ATOM(entries) \
	"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" \
	"<feed xmlns=\"http://www.w3.org/2005/Atom\" " \
	"xmlns:media=\"http://search.yahoo.com/mrss/\">" \
	"<title>T</title>" entries "</feed>"

#endif
