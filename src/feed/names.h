/* names.h - which elements of which namespaces a feed is made of */
#ifndef FEED_NAMES_H
#define FEED_NAMES_H

#include "base/base.h"

enum names_space {
	NS_OTHER,	/* none that we know */
	NS_NONE,
	NS_RSS,		/* any version's, 0.90 apart */
	NS_RSS090,
	NS_ATOM10,
	NS_ATOM03,
	NS_RDF,
	NS_DC,
	NS_DCTERMS,
	NS_CONTENT,
	NS_ITUNES,
	NS_GOOGLEPLAY,
	NS_PODCAST,
	NS_MEDIA,
	NS_SLASH,
	NS_THR,
	NS_WFW,
	NS_SY,
	NS_XHTML,
	NS_XML,
};

/* RSS_ and ATOM_ are the core elements of either; those that both have by the
 * same name are told apart by their namespace.  */
enum names_element {
	EL_UNKNOWN,
	RSS_CHANNEL, RSS_ITEM, RSS_IMAGE, RSS_TITLE, RSS_DESCRIPTION, RSS_LINK,
	RSS_LANGUAGE, RSS_URL, RSS_LAST_BUILD, RSS_PUB_DATE, RSS_TTL,
	RSS_EDITOR, RSS_AUTHOR, RSS_GUID, RSS_CATEGORY, RSS_ENCLOSURE,
	RSS_COMMENTS, RSS_SOURCE, RSS_SKIP_DAYS, RSS_SKIP_HOURS,
	RSS_ITEMS, CDF_ABSTRACT, CDF_A,
	/* Atom's elements in RSS and the other way round: */
	RSS_CONTENT, RSS_SUMMARY, RSS_ID, ATOM_DESCRIPTION,
	ATOM_ENTRY, ATOM_TITLE, ATOM_SUBTITLE, ATOM_LINK, ATOM_ICON, ATOM_LOGO,
	ATOM_UPDATED, ATOM_PUBLISHED, ATOM_CREATED, ATOM_AUTHOR, ATOM_ID,
	ATOM_SUMMARY, ATOM_CONTENT, ATOM_CATEGORY, ATOM_SOURCE,
	DC_TITLE, DC_DESCRIPTION, DC_LANGUAGE, DC_DATE, DC_CREATOR, DC_SUBJECT,
	DCTERMS_MODIFIED, DCTERMS_ISSUED, DCTERMS_CREATED,
	CONTENT_ENCODED,
	ITUNES_SUMMARY, ITUNES_SUBTITLE, ITUNES_IMAGE, ITUNES_AUTHOR,
	ITUNES_DURATION, ITUNES_CATEGORY, ITUNES_TITLE, ITUNES_SEASON,
	ITUNES_EPISODE, ITUNES_LINK,
	GOOGLEPLAY_DESCRIPTION, GOOGLEPLAY_AUTHOR, GOOGLEPLAY_IMAGE,
	PODCAST_SEASON, PODCAST_EPISODE, PODCAST_PERSON, PODCAST_CHAPTERS,
	PODCAST_TRANSCRIPT, PODCAST_ENCLOSURE, PODCAST_SOURCE,
	MEDIA_GROUP, MEDIA_CONTENT,
	/* Of a media, a group or an entry: */
	MEDIA_THUMBNAIL, MEDIA_TITLE, MEDIA_DESCRIPTION, MEDIA_CATEGORY,
	MEDIA_CREDIT, MEDIA_PLAYER,
	SLASH_COMMENTS, THR_TOTAL, WFW_COMMENT_FEED,
	SY_PERIOD, SY_FREQUENCY,
	XHTML_BODY,
	PERSON_NAME, PERSON_EMAIL,
	PERSON_URI, PERSON_URL, PERSON_HOMEPAGE,	/* the first counts */
};

/* `uri` may be NULL; then a well-known prefix (may be NULL) that was not
 * declared says it.  */
enum names_space names_space(const char *uri, const char *prefix);

/* What the element is.  Letter case is of no account.  */
enum names_element names_element(enum names_space ns, const char *name);

/* The same below <author>: name, email, uri, and what that was called.  */
enum names_element names_person(const char *name);

#endif
