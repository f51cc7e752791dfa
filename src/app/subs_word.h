/* subs_word.h - what a line of the subscription list is made of: words, texts
 * in quotes, settings, the folder of a heading
 */
#ifndef APP_SUBS_WORD_H
#define APP_SUBS_WORD_H

#include "base/str.h"

/* Before the query of a smart feed.  */
#define SUBS_QUERY_WORD "query:"

/* White space within a line.  */
bool subs_is_space(char c);
void subs_skip_space(struct span *s);

/* Take what stands at the front of *s: a word, or a text in quotes, which is
 * appended without them.  False when these do not end; *s stays then.  */
struct span subs_take_word(struct span *s);
bool subs_take_quoted(struct span *s, struct str *out);

/* Append it in quotes.  */
void subs_quote(struct str *out, struct span s);

/* Append name=value, if it can stand on a line.  */
bool subs_write_setting(struct str *out, struct span name, struct span value);

/* name=value or name="some value" at the front of *s; false for another word.
 * What was taken is gone from *s in any case.  The second appends it in its one
 * form.  */
bool subs_split_setting(struct span *s, struct span *name, struct str *value);
bool subs_take_setting(struct span *s, struct str *out);

/* Where the heading at the front of `s` ends: its "]" with nothing but settings
 * and a comment after it.  0: it does not end.  */
size_t subs_heading_end(struct span s);

#endif
