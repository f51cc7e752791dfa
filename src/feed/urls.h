/* urls.h - subscription lists of other readers in the terminal
 *
 * newsboat:	URL "tag" "~Title" …, "query:Title:expression"
 * newsraft:	URL "Title", and "@ Section" before those in it
 * sfeed:	feed "name" "url" … lines of a shell script, which are read and
 *		never run
 *
 * Pure; any thread; linear.
 */
#ifndef FEED_URLS_H
#define FEED_URLS_H

#include "feed/opml.h"

/*
 * Which of them it is is found out by what the lines are.  The first tag, or
 * the section, is the folder.  What cannot be taken, because it runs a program
 * or asks for something in another language, is told in warnings with its line.
 * ERR_INPUT when no line in it has an address.  *ret_doc is owned;
 * opml_doc_free().
 */
int urls_parse(struct span body, struct opml_doc **ret_doc, struct err *err)
	MUST_USE;

#endif
