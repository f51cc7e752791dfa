/* fields.c - which elements hold text, and what is never in them; see
 * fields.h */
#include "config.h"

#include "feed/fields.h"

#define NAME(s) { s, sizeof(s) - 1 }

static bool is_one_of(struct span name, const struct span *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name.len == names[i].len && span_eq_nocase(name, names[i]))
			return true;
	return false;
}

bool fields_is_root(struct span name)
{
	static const struct span names[] = {
		NAME("rss"), NAME("feed"), NAME("RDF"), NAME("opml"),
	};
	const char *colon = memchr(name.p, ':', name.len);

	if (colon)
		name = span_from(name, (size_t)(colon - name.p) + 1);
	return is_one_of(name, names, ARRAY_LEN(names));
}

bool fields_is_item(struct span name)
{
	return span_eq(name, SPAN("item")) || span_eq(name, SPAN("entry"));
}

/* Elements of feeds that hold text, and never one another.  */
static bool is_field(struct span name)
{
	static const struct span fields[] = {
		NAME("title"), NAME("link"), NAME("description"),
		NAME("pubDate"), NAME("guid"), NAME("author"),
		NAME("category"), NAME("comments"), NAME("id"),
		NAME("updated"), NAME("published"), NAME("summary"),
		NAME("content"), NAME("modified"), NAME("issued"),
		NAME("created"), NAME("language"), NAME("copyright"),
		NAME("managingEditor"), NAME("webMaster"),
		NAME("lastBuildDate"), NAME("ttl"), NAME("generator"),
		NAME("docs"), NAME("subtitle"), NAME("tagline"),
		NAME("rights"), NAME("enclosure"),
	};

	return is_one_of(name, fields, ARRAY_LEN(fields));
}

static bool has_prefix(struct span name, const struct span *prefixes, size_t n)
{
	const char *colon = memchr(name.p, ':', name.len);

	return colon && is_one_of((struct span){ name.p, (size_t)(colon -
								  name.p) },
				  prefixes, n);
}

/* The same in the modules of RSS.  */
static bool is_module_field(struct span name)
{
	static const struct span prefixes[] = {
		NAME("dc"), NAME("dcterms"), NAME("itunes"), NAME("content"),
		NAME("slash"), NAME("wfw"), NAME("sy"), NAME("feedburner"),
		NAME("georss"), NAME("googleplay"), NAME("thr"),
	};
	static const struct span containers[] = {
		NAME("itunes:owner"), NAME("itunes:category"),
		NAME("content:items"), NAME("content:item"),
		NAME("dc:subject"), NAME("georss:where"),
	};

	return has_prefix(name, prefixes, ARRAY_LEN(prefixes)) &&
	       !is_one_of(name, containers, ARRAY_LEN(containers));
}

/* What stands beside fields, and never in one.  */
static bool is_beside_fields(struct span name)
{
	static const struct span names[] = {
		NAME("image"), NAME("textInput"), NAME("cloud"),
		NAME("skipHours"), NAME("skipDays"), NAME("items"),
		NAME("contributor"), NAME("itunes:owner"),
		NAME("itunes:category"), NAME("dc:subject"),
	};
	static const struct span prefixes[] = {
		NAME("media"), NAME("atom"), NAME("atom10"), NAME("podcast"),
	};

	return fields_is_item(name) || is_field(name) || is_module_field(name) ||
	       is_one_of(name, names, ARRAY_LEN(names)) ||
	       has_prefix(name, prefixes, ARRAY_LEN(prefixes));
}

static bool is_person_field(struct span name)
{
	static const struct span names[] = {
		NAME("name"), NAME("email"), NAME("uri"), NAME("url"),
	};

	return is_one_of(name, names, ARRAY_LEN(names));
}

bool fields_never_inside(struct span top, struct span name)
{
	if (is_person_field(top))
		return is_person_field(name) || is_beside_fields(name);
	return (is_field(top) || is_module_field(top)) &&
	       (is_beside_fields(name) ||
		(span_eq(name, SPAN("url")) && !span_eq(top, SPAN("author"))));
}

bool fields_is_void(struct span name)
{
	static const struct span names[] = {
		NAME("area"), NAME("br"), NAME("col"), NAME("embed"),
		NAME("hr"), NAME("img"), NAME("input"), NAME("param"),
		NAME("track"), NAME("wbr"),
	};

	return is_one_of(name, names, ARRAY_LEN(names));
}
