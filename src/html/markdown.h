/* markdown.h - a document as Markdown
 *
 * CommonMark 0.31 with what GitHub's dialect adds: tables, task lists and
 * strikethrough.  What is markup in the text is escaped, so that a reader of
 * either dialect shows the words of the document and nothing else; emphasis
 * that CommonMark would not see where it stands (next to punctuation, in the
 * middle of CJK text, next to other emphasis) is written as HTML tags, as are
 * <sup>, <sub>, <u>, <mark>, <kbd>, <ins> and <del>.
 *
 * A paragraph is one line.  What Markdown has no words for is told otherwise:
 *
 *	items numbered by letters	by numbers
 *	numbers that jump or go down	lists of their own, one after another
 *	definitions			a bold term and a list
 *	details				the bold summary, then what was folded
 *	captions			an italic paragraph
 *	blocks in a cell		their lines, with <br> between them
 *	a cell over several columns or	the first of them; the others are empty
 *	rows
 *	links in preformatted text	their addresses below it
 *	video, audio, frames		links
 *	more than 24 blocks deep	not deeper
 */
#ifndef HTML_MARKDOWN_H
#define HTML_MARKDOWN_H

#include "html/doc.h"

/*
 * Append `doc`, blocks parted by empty lines, with a newline at the end of
 * each line; nothing for an empty document.  UTF-8 without control characters
 * but newline.  Linear in the document: of a link that stands in many places,
 * those beyond 16 MiB of addresses are text.  Pure; any thread.
 */
void doc_markdown(struct str *out, const struct doc *doc);

/* Append words (UTF-8) as one line that says just them: no markup.  */
void markdown_words(struct str *out, struct span words);

/* Append a link to `url` that says `words`, or, when there are none, its own
 * address.  */
void markdown_link(struct str *out, struct span words, struct span url);

#endif
