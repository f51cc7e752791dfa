/* write.h - a document as HTML
 *
 * What is left of a page when it is only read: HTML5 of the elements that say
 * what something is, without scripts, styles, classes and names of the source.
 * It loads nothing: pictures, audio, video and frames are links that say what
 * they would show.
 */
#ifndef HTML_WRITE_H
#define HTML_WRITE_H

#include "html/doc.h"

/*
 * Append the blocks of `doc`, to stand in a <body>: well-formed, a newline
 * after each block, everything escaped, right-to-left blocks with dir="rtl",
 * links with rel="noreferrer".  Linear: links beyond 16 MiB of addresses are
 * text.  Pure; any thread.
 */
void doc_write_html(struct str *out, const struct doc *doc);

/* Append text as the content of an element, or of an attribute in double
 * quotes.  */
void html_escape(struct str *out, struct span text);

#endif
