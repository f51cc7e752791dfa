/* html.h - HTML, however damaged, to plain text
 *
 * The document form for the screen is in doc.h.  Pure; any thread; time and
 * memory linear in the input, nesting bounded.
 */
#ifndef HTML_HTML_H
#define HTML_HTML_H

#include "base/str.h"

/*
 * Append the words of an HTML fragment (UTF-8) for the search index and for
 * snippets: text only, white space collapsed, blocks apart by a newline; no
 * scripts, styles, comments, form controls.  Image alt texts are included.
 */
void html_text(struct str *out, struct span html);

#endif
