/* article_head.h - what stands above and below an article's text */
#ifndef UI_ARTICLE_HEAD_H
#define UI_ARTICLE_HEAD_H

#include "html/doc.h"
#include "store/store.h"
#include "ui/lines.h"

/* Title and byline.  `doc` may be NULL: not known yet.  */
void article_head(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width);

/* Enclosures and the page of comments, numbered on after the links.  */
void article_foot(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width);

#endif
