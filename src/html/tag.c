/* tag.c - the elements and attributes of HTML; see tag.h */
#include "config.h"

#include "html/tag.h"

#include "html/doc.h"

#define LONGEST_NAME 16

struct name {
	const char *s;
	size_t len;
};

static const struct name tags[] = {
	{ "", 0 },
#define TAG(id, name, flags, style) { name, sizeof(name) - 1 },
#include "html/tag.def"
#undef TAG
};

static const struct {
	uint16_t flags, style;
} traits[] = {
	{ 0, 0 },
#define TAG(id, name, flags, style) { flags, style },
#include "html/tag.def"
#undef TAG
};

static const struct name attrs[] = {
#define ATTR(id, name) { name, sizeof(name) - 1 },
#include "html/attr.def"
#undef ATTR
};

/* Index of `name` in a sorted table, or -1.  */
static int find(const struct name *table, int low, int high, struct span name)
{
	char lower[LONGEST_NAME];
	size_t n = name.len;

	if (n > sizeof(lower))
		return -1;
	for (size_t i = 0; i < n; i++) {
		char c = name.p[i];

		lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	while (low < high) {
		int mid = (low + high) / 2;
		const struct name *t = &table[mid];
		int d = memcmp(lower, t->s, MIN(n, t->len));

		if (!d)
			d = (n > t->len) - (n < t->len);
		if (!d)
			return mid;
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return -1;
}

enum html_tag html_tag_find(struct span name)
{
	int i = find(tags, 1, N_TAGS, name);

	return i < 0 ? TAG_OTHER : (enum html_tag)i;
}

enum html_attr html_attr_find(struct span name)
{
	int i = find(attrs, 0, N_ATTRS, name);

	return i < 0 ? N_ATTRS : (enum html_attr)i;
}

unsigned html_tag_flags(enum html_tag tag)
{
	return traits[tag].flags;
}

uint16_t html_tag_style(enum html_tag tag)
{
	return traits[tag].style;
}
