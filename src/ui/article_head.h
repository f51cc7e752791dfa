/* article_head.h - what stands above and below an article's text */
#ifndef UI_ARTICLE_HEAD_H
#define UI_ARTICLE_HEAD_H

#include "html/doc.h"
#include "store/store.h"
#include "ui/lines.h"

/* Title and byline.  `doc` may be NULL: not known yet.  */
void article_head(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width);

/* What comes with the article and the page of its comments, numbered on after
 * the links.  */
void article_foot(struct lines *l, const struct store_article *a,
		  const struct doc *doc, int width);

/* The address of the `i`th of them, from 0; NULL when there are fewer.  */
const char *article_foot_link(const struct store_article *a, size_t i);

#endif
