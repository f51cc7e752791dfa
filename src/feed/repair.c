/* repair.c - XML as it is published to well-formed XML; see repair.h */
#include "config.h"

#include "feed/repair.h"

#include "base/hash.h"
#include "feed/fields.h"
#include "feed/tag.h"

#define LOOKAHEAD (64 * 1024)
#define LOOKAHEADS 2000		/* how often */
#define EARLY_ENDS 16		/* ends of the root that are not believed */

enum said {
	SAID_AMPERSAND = 1,
	SAID_ENTITY = 2,
	SAID_CHARACTER = 4,
	SAID_LESS = 8,
	SAID_TAG = 16,
	SAID_MISSING_END = 32,
	SAID_STRAY_END = 64,
	SAID_DEPTH = 128,
	SAID_SECTION = 256,
	SAID_CUT = 512,
	SAID_END = 1024,
	SAID_SURROGATES = 2048,
	SAID_SECOND = 4096,
};

struct open {
	struct span name;
	size_t n_namespaces;
	bool xml;		/* <content type="…xml">: anything may be in it */
};

struct repair {
	struct span s;
	size_t at;		/* where we are */
	size_t flushed;		/* what has been handed on, or left out */
	const struct repair_sink *sink;
	struct notes *notes;
	size_t line, line_at;	/* line number of that offset */
	unsigned said;
	struct open stack[REPAIR_DEPTH];
	size_t depth;
	size_t deep;		/* open elements too deep to be kept */
	size_t n_namespaces;
	size_t lookaheads, early_ends;
	bool root_ended;	/* and was not believed */
	uint64_t names[2 * REPAIR_NAMES];	/* hashes; 0: free */
	size_t n_names;
	bool no_section_end;	/* no "]]>" follows */
	bool no_comment_end, no_pi_end;
	bool behind_tag;	/* no text came since the last tag */
	size_t outline_end;	/* the next </outline, once it was looked for */
	struct str scratch;
	struct tag tag;
};

/* The line where we are.  */
static size_t line_here(struct repair *r)
{
	for (const char *nl; r->line_at < r->at &&
	     (nl = memchr(r->s.p + r->line_at, '\n', r->at - r->line_at)); ) {
		r->line++;
		r->line_at = (size_t)(nl - r->s.p) + 1;
	}
	r->line_at = MAX(r->line_at, r->at);
	return r->line;
}

/* Say once what kind of thing was wrong, and where it was so first.  Words
 * that end in '<' or '/' are of a tag, which `name` finishes.  */
static void say(struct repair *r, enum said what, const char *words,
		struct span name)
{
	char last = words[strlen(words) - 1];

	if (r->said & what)
		return;
	r->said |= what;
	notes_add(r->notes, "line %zu: %s%.*s%s", line_here(r), words,
		  (int)MIN(name.len, (size_t)60), name.p,
		  last == '<' || last == '/' ? ">" : "");
}

static void put(struct repair *r, struct span s)
{
	if (s.len)
		r->sink->put(r->sink->arg, s.p, s.len);
}

/* Hand on what comes before `upto` as it is.  */
static void flush(struct repair *r, size_t upto)
{
	if (upto > r->flushed)
		put(r, (struct span){ r->s.p + r->flushed, upto - r->flushed });
	r->flushed = MAX(r->flushed, upto);
}

/* What comes next, up to r->at + n, is replaced by `with`.  */
static void replace(struct repair *r, size_t n, struct span with)
{
	flush(r, r->at);
	put(r, with);
	r->at += n;
	r->flushed = r->at;
}

static void say_reference(struct repair *r, enum tag_repair repair,
			  struct span reference)
{
	if (repair & TAG_BARE_AMPERSAND)
		say(r, SAID_AMPERSAND, "a bare & was taken as it stands",
		    SPAN(""));
	if (repair & TAG_UNDECLARED_ENTITY)
		say(r, SAID_ENTITY, "an entity of HTML was not declared: ",
		    reference);
	if (repair & TAG_BAD_CHARACTER)
		say(r, SAID_CHARACTER, "a reference to no character: ",
		    reference);
	if (repair & TAG_SURROGATES)
		say(r, SAID_SURROGATES, "two references to one character were "
		    "joined", SPAN(""));
}

/* True when the '>' may end a "]]>", in text that begins at p.  What stood
 * before that may have been left out.  */
static bool ends_section(const char *p, const char *gt)
{
	return (gt - p < 1 || gt[-1] == ']') && (gt - p < 2 || gt[-2] == ']');
}

/* Character data up to `end`: references, and "]]>", which XML forbids.  */
static void text(struct repair *r, size_t end)
{
	const char *begin = r->s.p + r->at;

	while (r->at < end) {
		const char *p = r->s.p + r->at;
		const char *amp = memchr(p, '&', end - r->at);
		size_t stop = amp ? (size_t)(amp - r->s.p) : end, n;
		const char *gt;
		enum tag_repair repair;

		while (r->at < stop &&
		       (gt = memchr(r->s.p + r->at, '>', stop - r->at))) {
			r->at = (size_t)(gt - r->s.p);
			if (ends_section(begin, gt))
				replace(r, 1, SPAN("&gt;"));
			else
				r->at++;
		}
		r->at = stop;
		if (!amp)
			break;
		str_clear(&r->scratch);
		n = tag_reference(&r->scratch, (struct span){ amp, end - stop },
				  &repair);
		if (repair == TAG_FINE) {
			r->at += n;
		} else {
			say_reference(r, repair, (struct span){ amp, n });
			replace(r, n, str_span(&r->scratch));
			begin = r->s.p + r->at;
		}
	}
}

/* --- the elements that are open ----------------------------------------- */

static void put_end(struct repair *r, struct span name)
{
	str_clear(&r->scratch);
	str_add(&r->scratch, "</");
	tag_write_name(&r->scratch, name);
	str_addc(&r->scratch, '>');
	put(r, str_span(&r->scratch));
}

static void pop(struct repair *r)
{
	r->depth--;
	r->n_namespaces -= r->stack[r->depth].n_namespaces;
}

/* Close what is open above `depth`.  */
static void close_down_to(struct repair *r, size_t depth)
{
	flush(r, r->at);
	while (r->depth > depth) {
		say(r, SAID_MISSING_END, "missing end tag of <",
		    r->stack[r->depth - 1].name);
		put_end(r, r->stack[r->depth - 1].name);
		pop(r);
	}
}

/* True when the end tag of `name` comes before the item ends.  */
static bool ends_later(struct repair *r, struct span name, size_t from)
{
	struct span s = span_from(r->s, from);
	const char *lt;

	if (r->lookaheads >= LOOKAHEADS)
		return true;
	r->lookaheads++;
	s.len = MIN(s.len, (size_t)LOOKAHEAD);
	while (s.len && (lt = memchr(s.p, '<', s.len))) {
		s = span_from(s, (size_t)(lt - s.p) + 1);
		if (span_starts(s, "/item>") || span_starts(s, "/entry>") ||
		    span_starts(s, "item>") || span_starts(s, "entry>") ||
		    span_starts(s, "/channel>"))
			return false;
		if (s.len <= name.len + 1)
			continue;
		if (s.p[0] == '/' &&
		    span_eq((struct span){ s.p + 1, name.len }, name))
			return true;
		/* The end tag to come is that one's.  */
		if (span_eq((struct span){ s.p, name.len }, name) &&
		    !tag_is_name(s.p[name.len]))
			return false;
	}
	return false;
}

/* A start tag may tell that an end tag is missing: no title in a title, no
 * item in an item.  */
static void imply_ends(struct repair *r)
{
	struct span name = r->tag.name, top;

	if (r->depth < 2 || r->deep)
		return;
	top = r->stack[r->depth - 1].name;
	if (fields_is_item(name) && fields_is_item(top)) {
		close_down_to(r, r->depth - 1);
	} else if (!r->stack[r->depth - 1].xml && fields_never_inside(top, name) &&
		   !ends_later(r, top, r->at + 1)) {
		close_down_to(r, r->depth - 1);
		imply_ends(r);
	}
}

/* --- tags --------------------------------------------------------------- */

static void less_than(struct repair *r)
{
	r->behind_tag = false;
	say(r, SAID_LESS, "a bare < was taken as it stands", SPAN(""));
	replace(r, 1, SPAN("&lt;"));
}

/* The tag has no end tag, and none follows it.  */
static bool is_void(struct repair *r)
{
	struct span rest = span_from(r->s, r->at + r->tag.length);

	if (!fields_is_void(r->tag.name))
		return false;
	while (rest.len && strchr(" \t\r\n", rest.p[0]))
		rest = span_from(rest, 1);
	return !(rest.len > r->tag.name.len + 2 && rest.p[0] == '<' &&
		 rest.p[1] == '/' &&
		 span_eq_nocase((struct span){ rest.p + 2, r->tag.name.len },
				r->tag.name));
}

static bool is_outline(struct span name)
{
	return span_eq(name, SPAN("outline"));
}

/* A feed of a list whose outline no end tag can end.  */
static bool is_endless_outline(struct repair *r)
{
	struct span rest;
	ptrdiff_t end;
	bool is_feed = false;

	if (!is_outline(r->tag.name))
		return false;
	for (size_t i = 0; i < r->tag.n; i++)
		is_feed |= span_eq_nocase(r->tag.attributes[i].name,
					  SPAN("xmlUrl"));
	if (is_feed && r->outline_end <= r->at) {
		rest = span_from(r->s, r->at);
		end = span_find(rest, SPAN("</outline"));
		r->outline_end = end < 0 ? SIZE_MAX : r->at + (size_t)end;
	}
	return is_feed && r->outline_end == SIZE_MAX;
}

static bool has_xml_type(const struct tag *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (span_eq(t->attributes[i].name, SPAN("type")))
			return span_find(t->attributes[i].value,
					 SPAN("xml")) >= 0;
	return false;
}

static void push(struct repair *r)
{
	size_t room = REPAIR_NAMESPACES - r->n_namespaces;
	struct open *o = &r->stack[r->depth++];

	o->name = r->tag.name;
	o->n_namespaces = MIN(r->tag.n_namespaces, room);
	o->xml = has_xml_type(&r->tag);
	r->n_namespaces += o->n_namespaces;
}

/* Write the tag anew.  */
static void rewrite(struct repair *r, size_t room)
{
	enum tag_repair repair;

	str_clear(&r->scratch);
	repair = tag_write(&r->scratch, &r->tag, room) & ~(unsigned)TAG_REWRITTEN;
	if (r->tag.cut || r->tag.n_namespaces > room)
		say(r, SAID_CUT, "too much in a tag of <", r->tag.name);
	else if (repair)
		say_reference(r, repair, SPAN("in an attribute"));
	else if (!r->tag.clean)
		say(r, SAID_TAG, "malformed tag of <", r->tag.name);
	replace(r, r->tag.length, str_span(&r->scratch));
}

static void put_empty(struct repair *r, size_t room)
{
	r->tag.empty = true;
	str_clear(&r->scratch);
	tag_write(&r->scratch, &r->tag, room);
	replace(r, r->tag.length, str_span(&r->scratch));
}

/* Left out, but for the feeds of a list: they go as deep as can be.  */
static void too_deep(struct repair *r, size_t room)
{
	say(r, SAID_DEPTH, "nested too deeply from <", r->tag.name);
	if (!r->tag.empty)
		r->deep++;
	if (!is_outline(r->tag.name)) {
		replace(r, r->tag.length, SPAN(""));
		return;
	}
	if (r->sink->tag)
		r->sink->tag(r->sink->arg, line_here(r));
	put_empty(r, room);
}

/* libxml2 keeps every name, in a table that stops growing: with too many
 * different ones each takes longer than the one before.  */
static bool may_be_named(struct repair *r, struct span name)
{
	uint64_t hash = hash_of(name) | 1;
	size_t i;

	for (i = (hash >> 8) % ARRAY_LEN(r->names); r->names[i];
	     i = (i + 1) % ARRAY_LEN(r->names))
		if (r->names[i] == hash)
			return true;
	if (r->n_names >= REPAIR_NAMES)
		return false;
	r->names[i] = hash;
	r->n_names++;
	return true;
}

/* Leave out attributes with names too many; false: so has the element.  */
static bool names_fit(struct repair *r)
{
	struct tag *t = &r->tag;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct tag_attribute *a = &t->attributes[i];

		if (may_be_named(r, a->name) &&
		    (!span_starts(a->name, "xmlns") ||
		     may_be_named(r, a->value)))
			t->attributes[n++] = *a;
	}
	if (n < t->n) {
		t->cut = true;
		t->clean = false;
	}
	t->n = n;
	return may_be_named(r, t->name);
}

static void start_tag(struct repair *r)
{
	size_t room = REPAIR_NAMESPACES - r->n_namespaces;

	if (!names_fit(r)) {
		say(r, SAID_CUT, "too many names from <", r->tag.name);
		replace(r, r->tag.length, SPAN(""));
		return;
	}
	imply_ends(r);
	if (r->depth >= REPAIR_DEPTH) {
		too_deep(r, room);
		return;
	}
	if (r->depth == 1 && r->root_ended && fields_is_root(r->tag.name))
		say(r, SAID_SECOND, "another document begins with <",
		    r->tag.name);
	if (r->sink->tag)
		r->sink->tag(r->sink->arg, line_here(r));
	if (!r->tag.empty && r->depth &&
	    (is_void(r) || is_endless_outline(r))) {
		say(r, SAID_MISSING_END, "missing end tag of <", r->tag.name);
		put_empty(r, room);
		return;
	}
	if (!r->tag.empty)
		push(r);
	if (r->tag.clean && !r->tag.renamed && r->tag.n_namespaces <= room)
		r->at += r->tag.length;
	else
		rewrite(r, room);
}

/* Edits between two names, as far as they matter: more than 2 is 3.  */
static int distance(struct span a, struct span b)
{
	unsigned char row[34], diagonal, above;

	if (a.len > 32 || b.len > 32)
		return 3;
	for (size_t k = 0; k <= b.len; k++)
		row[k] = (unsigned char)k;
	for (size_t i = 0; i < a.len; i++) {
		diagonal = row[0];
		row[0] = (unsigned char)(i + 1);
		for (size_t k = 0; k < b.len; k++) {
			int best = diagonal + ((a.p[i] | 32) != (b.p[k] | 32));

			above = row[k + 1];
			best = MIN(best, above + 1);
			best = MIN(best, row[k] + 1);
			diagonal = above;
			row[k + 1] = (unsigned char)best;
		}
	}
	return MIN(row[b.len], 3);
}

/* Which open element an end tag ends: its depth, or 0 for none.  */
static size_t ended_by(struct repair *r, struct span name)
{
	struct span top;

	for (size_t d = r->depth; d > 0; d--)
		if (span_eq(r->stack[d - 1].name, name))
			return d;
	for (size_t d = r->depth; d > 0; d--)
		if (span_eq_nocase(r->stack[d - 1].name, name))
			return d;
	if (!r->depth)
		return 0;
	/* </descripton> ends <description>, </p> ends nothing.  */
	top = r->stack[r->depth - 1].name;
	if (top.len >= 4 && name.len >= 4 && distance(top, name) <= 2)
		return r->depth;
	return 0;
}

/* What comes behind the comments and instructions at the front of `rest`.  */
static struct span after_comments(struct span rest)
{
	rest = span_trim(rest);
	while (span_starts(rest, "<!--") || span_starts(rest, "<?")) {
		ptrdiff_t end = rest.p[1] == '?' ?
			span_find(rest, SPAN("?>")) :
			span_find(rest, SPAN("-->")) + 1;

		if (end <= 0)
			break;
		rest = span_trim(span_from(rest, (size_t)end + 2));
	}
	return rest;
}

/* True when items (of lists: outlines) follow the end tag of the root.  */
static bool ends_early(struct repair *r, size_t length)
{
	struct span rest = after_comments(span_from(r->s, r->at + length));

	return r->early_ends++ < EARLY_ENDS &&
	       (span_find(rest, SPAN("<item>")) >= 0 ||
		span_find(rest, SPAN("<item ")) >= 0 ||
		span_find(rest, SPAN("<entry>")) >= 0 ||
		span_find(rest, SPAN("<entry ")) >= 0 ||
		span_find(rest, SPAN("<outline ")) >= 0);
}

static void end_tag(struct repair *r)
{
	struct span rest = span_from(r->s, r->at), name;
	const char *gt = memchr(rest.p, '>', rest.len);
	size_t length, d, n = 2;
	bool clean;

	while (n < rest.len && tag_is_name(rest.p[n]))
		n++;
	name = (struct span){ rest.p + 2, n - 2 };
	if (!name.len || !gt) {
		less_than(r);
		return;
	}
	length = (size_t)(gt - rest.p) + 1;
	clean = n + 1 == length && tag_is_plain_name(name);
	if (!clean && memchr(rest.p + 1, '<', length - 1)) {
		/* "</title<link>": the '>' belongs to another tag.  */
		length = (size_t)((const char *)memchr(rest.p + 1, '<',
						       length) - rest.p);
	}
	if (r->deep) {
		r->deep--;
		replace(r, length, SPAN(""));
		return;
	}
	d = ended_by(r, name);
	if (!d) {
		say(r, SAID_STRAY_END, "an end tag without its start: </",
		    name);
		replace(r, length, SPAN(""));
		return;
	}
	if (d == 1 && ends_early(r, length)) {
		r->root_ended = true;
		say(r, SAID_STRAY_END, "items follow </", name);
		replace(r, length, SPAN(""));
		return;
	}
	if (d < r->depth)
		close_down_to(r, d);
	if (clean && span_eq(name, r->stack[d - 1].name) &&
	    tag_is_plain_name(name)) {
		r->at += length;
	} else {
		if (!span_eq(name, r->stack[d - 1].name))
			say(r, SAID_STRAY_END, "mismatched end tag: </", name);
		flush(r, r->at);
		put_end(r, r->stack[d - 1].name);
		r->at += length;
		r->flushed = r->at;
	}
	pop(r);
}

/* --- the rest of markup ------------------------------------------------- */

/* Text that needs no look at its markup, escaped.  */
static void put_escaped(struct repair *r, struct span s)
{
	str_clear(&r->scratch);
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '<')
			str_add(&r->scratch, "&lt;");
		else if (s.p[i] == '&')
			str_add(&r->scratch, "&amp;");
		else if (s.p[i] == '>')
			str_add(&r->scratch, "&gt;");
		else
			str_addc(&r->scratch, s.p[i]);
	}
	put(r, str_span(&r->scratch));
}

/* Most text of feeds is in sections: it need not go through the parser.  */
static void whole_section(struct repair *r, const char *p, size_t n,
			  size_t length)
{
	if (r->behind_tag && r->depth && !r->deep) {
		flush(r, r->at);
		if (r->sink->cdata(r->sink->arg, p, n, r->depth)) {
			r->at += length;
			r->flushed = r->at;
			return;
		}
	}
	r->behind_tag = false;
	r->at += length;
}

static void section(struct repair *r)
{
	struct span rest = span_from(r->s, r->at);
	ptrdiff_t end = r->no_section_end ? -1 : span_find(rest, SPAN("]]>"));

	if (end >= 0) {
		whole_section(r, rest.p + 9, (size_t)end - 9,
			      (size_t)end + 3);
		return;
	}
	/* It lost its end: up to the next end tag then.  */
	r->no_section_end = true;
	r->behind_tag = false;
	say(r, SAID_SECTION, "a CDATA section does not end", SPAN(""));
	end = span_find(rest, SPAN("</"));
	if (end < 0)
		end = (ptrdiff_t)rest.len;
	flush(r, r->at);
	put_escaped(r, span_from((struct span){ rest.p, (size_t)end }, 9));
	r->at += (size_t)end;
	r->flushed = r->at;
}

/* Leave out what begins here and ends with `end`; without one, up to the
 * next '>'.  */
static void leave_out(struct repair *r, struct span end, bool *none)
{
	struct span rest = span_from(r->s, r->at);
	ptrdiff_t at = *none ? -1 : span_find(rest, end);
	const char *gt;

	if (at < 0) {
		*none = true;
		say(r, SAID_SECTION, "a comment or instruction does not end",
		    SPAN(""));
		gt = memchr(rest.p, '>', rest.len);
		at = gt ? gt - rest.p + 1 : (ptrdiff_t)rest.len;
	} else {
		at += (ptrdiff_t)end.len;
	}
	replace(r, (size_t)at, SPAN(""));
}

static bool tag(struct repair *r, struct span rest)
{
	switch (tag_scan(rest, &r->tag)) {
	case TAG_OK:
		start_tag(r);
		r->behind_tag = true;
		break;
	case TAG_NONE:
		less_than(r);
		break;
	case TAG_UNFINISHED:
		return false;
	}
	return true;
}

/* False when the document ends inside a tag.  */
static bool markup(struct repair *r)
{
	struct span rest = span_from(r->s, r->at);
	bool none = false;

	if (rest.len > 1 && tag_is_name_start(rest.p[1]))
		return tag(r, rest);
	if (rest.len > 1 && rest.p[1] == '/') {
		if (!memchr(rest.p, '>', rest.len))
			return false;
		end_tag(r);
	} else if (span_starts(rest, "<!--")) {
		leave_out(r, SPAN("-->"), &r->no_comment_end);
	} else if (span_starts(rest, "<![CDATA[")) {
		section(r);
	} else if (span_starts(rest, "<?")) {
		leave_out(r, SPAN("?>"), &r->no_pi_end);
	} else if (span_starts(rest, "<!") && rest.len > 2 &&
		   tag_is_name_start(rest.p[2])) {
		say(r, SAID_TAG, "a declaration where none may be",
		    SPAN(""));
		leave_out(r, SPAN(">"), &none);
	} else {
		return tag(r, rest);
	}
	return true;
}

/* Behind the root element only comments and white space may come.  */
static void look_behind(struct repair *r)
{
	if (after_comments(span_from(r->s, r->at)).len)
		say(r, SAID_END, "something follows the end", SPAN(""));
}

void repair_xml(struct span xml, size_t line, const struct repair_sink *sink,
		struct notes *notes)
{
	struct repair *r = &(struct repair){
		.s = xml, .sink = sink, .notes = notes, .line = line,
		.scratch = STR_INIT,
	};
	bool begun = false, whole = true;
	const char *lt;

	while (whole && r->at < xml.len && (r->depth || !begun)) {
		lt = memchr(xml.p + r->at, '<', xml.len - r->at);
		if (lt != xml.p + r->at)
			r->behind_tag = false;
		text(r, lt ? (size_t)(lt - xml.p) : xml.len);
		if (!lt)
			break;
		whole = markup(r);
		begun = true;
	}
	flush(r, r->at);
	if (r->depth) {
		r->at = xml.len;
		/* The root's own end may have come, and not been believed.  */
		if (r->depth > 1 || !r->root_ended) {
			say(r, SAID_END, "the document ends early, inside <",
			    r->stack[r->depth - 1].name);
			sink->truncated(sink->arg);
		}
		while (r->depth) {
			put_end(r, r->stack[r->depth - 1].name);
			pop(r);
		}
	} else {
		look_behind(r);
	}
	str_release(&r->scratch);
}
