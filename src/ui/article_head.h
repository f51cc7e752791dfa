/* article_head.h - what stands above and below an article's text */
#ifndef UI_ARTICLE_HEAD_H
#define UI_ARTICLE_HEAD_H

#include "html/doc.h"
#include "store/store.h"
#include "ui/lines.h"

/* Append what an article is called: its title, else the words that its text
 * begins with.  `doc` as below.  */
void article_name(struct str *out, const struct store_article *a,
		  const struct doc *doc);

/*
 * Title, if it has one; feed, author, date, length; where it is from; when it was edited, and
 * `changes_key`, the label of the key that shows how (NULL: none); the reader's
 * `tags` ("later, ukraine"); those of the feed.  `doc` may be NULL: not known
 * yet.  Under a right-to-left title all of it is so.  `in_words`: a star is
 * the word.
 */
void article_head(struct lines *l, const struct store_article *a,
		  const struct doc *doc, const char *tags, int width,
		  const char *changes_key, bool in_words);

/* What comes with the article and the page of its comments, numbered on after
 * the links.  */
void article_foot(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width);

/* The address of the `i`th of them, from 0; NULL when there are fewer.  */
const char *article_foot_link(const struct store_article *a, size_t i);

#endif
