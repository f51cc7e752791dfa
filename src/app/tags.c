/* tags.c - names of tags in a row; see tags.h */
#include "config.h"

#include "app/tags.h"

#include "base/mem.h"
#include "base/text.h"

bool tags_next(struct span *rest, struct span *ret)
{
	while (rest->len) {
		const char *comma = memchr(rest->p, ',', rest->len);
		size_t n = comma ? (size_t)(comma - rest->p) : rest->len;

		*ret = span_trim((struct span){ rest->p, n });
		*rest = span_from(*rest, n + (comma != NULL));
		if (ret->len)
			return true;
	}
	return false;
}

static bool same(struct span a, struct span b)
{
	struct str x = STR_INIT, y = STR_INIT;
	bool ret;

	text_fold(&x, a);
	text_fold(&y, b);
	ret = span_eq(str_span(&x), str_span(&y));
	str_release(&x);
	str_release(&y);
	return ret;
}

bool tags_has(struct span tags, struct span name)
{
	struct span one;

	while (tags_next(&tags, &one))
		if (same(one, name))
			return true;
	return false;
}

void tags_put(struct str *out, struct span name)
{
	if (tags_has(str_span(out), name))
		return;
	if (out->len)
		str_add(out, ", ");
	str_adds(out, name);
}

void tags_without(struct str *out, struct span tags, struct span name)
{
	struct span one;

	while (tags_next(&tags, &one))
		if (!same(one, name))
			tags_put(out, one);
}

void tags_common(struct str *out, struct span tags, struct span others)
{
	struct span one;

	while (tags_next(&tags, &one))
		if (tags_has(others, one))
			tags_put(out, one);
}

/* --- changes -------------------------------------------------------------- */

static void add(struct tag_changes *c, struct span name, bool on)
{
	for (size_t i = 0; i < c->n; i++)
		if (same(span_of(c->items[i].name), name))
			return;
	c->items = xgrow(c->items, c->n, &c->cap, sizeof(*c->items));
	c->items[c->n++] = (struct tag_change){ span_dup(name), on };
}

void tag_changes(struct tag_changes *ret, struct span were, struct span typed,
		 bool all)
{
	struct span rest = typed, one;

	*ret = (struct tag_changes){ 0 };
	while (tags_next(&rest, &one)) {
		if (one.p[0] == '-' && one.len > 1)
			add(ret, span_trim(span_from(one, 1)), false);
		else if (!tags_has(were, one))
			add(ret, one, true);
	}
	while (all && tags_next(&were, &one))
		if (!tags_has(typed, one))
			add(ret, one, false);
}

void tag_changes_clear(struct tag_changes *ret, struct span typed)
{
	struct span one;

	*ret = (struct tag_changes){ 0 };
	while (tags_next(&typed, &one))
		add(ret, one, false);
}

void tag_changes_release(struct tag_changes *c)
{
	for (size_t i = 0; i < c->n; i++)
		free(c->items[i].name);
	free(c->items);
}
