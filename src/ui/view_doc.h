/* view_doc.h - an article's source and its words alone, as documents
 *
 * Made of a body (HTML, UTF-8) for the same pager that shows the article
 * itself.  Pure; any thread; linear.  Owned; free with doc_free().
 */
#ifndef UI_VIEW_DOC_H
#define UI_VIEW_DOC_H

#include "html/doc.h"

/* What html_text() says, a paragraph for each of its lines.  */
struct doc *view_doc_text(struct span html) MUST_USE;

/* The source, line by line, with its tags and comments small.  */
struct doc *view_doc_source(struct span html) MUST_USE;

#endif
