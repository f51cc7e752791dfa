/* standin.c - html_text() until the html floor is there; then this file goes */
#include "config.h"

#include "html/html.h"

__attribute__((weak)) void html_text(struct str *out, struct span html)
{
	bool tag = false;

	for (size_t i = 0; i < html.len; i++) {
		if (html.p[i] == '<')
			tag = true;
		if (!tag)
			str_addc(out, html.p[i]);
		if (html.p[i] == '>')
			tag = false;
	}
}
