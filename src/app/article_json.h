/* article_json.h - an article as a JSON object: for commands and programs
 *
 * The fields are those that coranto(1) lists.  They stay what they are; others
 * may be added.  Pure.
 */
#ifndef APP_ARTICLE_JSON_H
#define APP_ARTICLE_JSON_H

#include "base/str.h"
#include "store/store.h"

/* Append the fields, without the braces around them.  */
void article_json(struct str *out, const struct store_article *a);

#endif
