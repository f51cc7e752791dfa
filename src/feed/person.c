/* person.c - name and address out of one string; see person.h */
#include "config.h"

#include "feed/person.h"

#include "base/entity.h"
#include "feed/plain.h"

static bool ends_address(char c)
{
	return c == ' ' || c == '(' || c == ')' || c == '<' || c == '>' ||
	       c == ',' || c == ';' || c == '"' || c == '[' || c == ']';
}

/* The first thing like a@b in s; empty when there is none.  */
static struct span find_address(struct span s)
{
	for (size_t i = 1; i + 1 < s.len; i++) {
		size_t from = i, to = i + 1;

		if (s.p[i] != '@')
			continue;
		while (from > 0 && !ends_address(s.p[from - 1]) &&
		       s.p[from - 1] != '@')
			from--;
		while (to < s.len && !ends_address(s.p[to]) && s.p[to] != '@')
			to++;
		if (from < i && to > i + 1)
			return (struct span){ s.p + from, to - from };
		i = to - 1;
	}
	return (struct span){ s.p, 0 };
}

/* Text of one line: references decoded, tags dropped, <a@b> kept.  */
static void tidy(struct str *out, struct span text)
{
	struct str kept = STR_INIT, decoded = STR_INIT;
	size_t budget = PLAIN_BUDGET(text.len), n;

	while (text.len) {
		for (n = 0; n < text.len && text.p[n] != '<'; n++)
			;
		str_addn(&kept, text.p, n);
		text = span_from(text, n);
		n = plain_tag_length(text, &budget);
		if (!n) {
			n = MIN(text.len, (size_t)1);
			str_addn(&kept, text.p, n);
		} else if (!memchr(text.p, '=', n) &&
			   find_address((struct span){ text.p, n }).len) {
			str_addn(&kept, text.p, n);
		}
		text = span_from(text, n);
	}
	entity_decode_all(&decoded, str_span(&kept), false);
	plain_line(out, str_span(&decoded));
	str_release(&kept);
	str_release(&decoded);
}

/* Off with the brackets around s, and what joined it to an address.  */
static struct span strip(struct span s)
{
	for (;;) {
		s = span_trim(s);
		if (s.len && strchr(",;:-|/", s.p[s.len - 1]))
			s.len--;
		else if (s.len && strchr(",;:|/", s.p[0]))
			s = span_from(s, 1);
		else if (s.len >= 2 &&
			 ((s.p[0] == '(' && s.p[s.len - 1] == ')') ||
			  (s.p[0] == '<' && s.p[s.len - 1] == '>') ||
			  (s.p[0] == '[' && s.p[s.len - 1] == ']') ||
			  (s.p[0] == '"' && s.p[s.len - 1] == '"')))
			s = (struct span){ s.p + 1, s.len - 2 };
		else
			return s;
	}
}

static struct span without_mailto(struct span s)
{
	return span_starts_nocase(s, "mailto:") ? span_from(s, 7) : s;
}

bool person_parse(struct arena *arena, struct span text,
		  struct feed_person *ret)
{
	struct str line = STR_INIT, name = STR_INIT, squeezed = STR_INIT;
	struct span s, address, rest;
	size_t from, to;

	memset(ret, 0, sizeof(*ret));
	tidy(&line, text);
	s = without_mailto(str_span(&line));
	address = find_address(s);
	if (!address.len) {
		rest = strip(s);
		goto out;
	}
	from = (size_t)(address.p - s.p);
	to = from + address.len;
	/* The brackets around the address go with it.  */
	while (from > 0 && strchr(" (<[", s.p[from - 1]))
		from--;
	while (to < s.len && strchr(" )>]", s.p[to]))
		to++;
	str_addn(&name, s.p, from);
	str_addc(&name, ' ');
	str_adds(&name, span_from(s, to));
	/* A bracket before the name of "a@b (Name)" is not the address's.  */
	rest = strip(str_span(&name));
	if (rest.len && rest.p[rest.len - 1] == ')' &&
	    !memchr(rest.p, '(', rest.len))
		rest.len--;
	if (rest.len && rest.p[0] == '(' && !memchr(rest.p, ')', rest.len))
		rest = span_from(rest, 1);
	plain_line(&squeezed, strip(rest));
	rest = str_span(&squeezed);
	address = without_mailto(address);
	if (address.len)
		ret->email = arena_span(arena, address);
out:
	if (rest.len)
		ret->name = arena_span(arena, rest);
	str_release(&line);
	str_release(&name);
	str_release(&squeezed);
	return ret->name || ret->email;
}
