/* keyname.c - keys as the config writes them; see keyname.h */
#include "config.h"

#include "app/keyname.h"

#include "app/key.h"
#include "base/text.h"

static int no_such_key(struct span keys, struct err *err)
{
	const char *end = keys.p[0] == '<' ?
		memchr(keys.p, '>', keys.len) : NULL;
	struct span name = { keys.p + 1, 0 };
	struct str say = STR_INIT;
	const char *near;

	if (!end)
		return err_set(err, ERR_INPUT, "a control character is"
			       " written as <C-x>, <Tab>, <Enter>");
	name.len = (size_t)(end - name.p);
	near = key_nearest(name);
	text_cut(&say, name, 20);
	err_set(err, ERR_INPUT, "there is no key <%s>%s%s%s", say.s,
		near ? ": did you mean <" : "", near ? near : "",
		near ? ">?" : "");
	str_release(&say);
	return -1;
}

int keyname_normal(struct str *out, struct span keys, struct err *err)
{
	size_t before = out->len, count = 0, n;
	struct key k;

	if (!keys.len)
		return err_set(err, ERR_INPUT, "a key is missing");
	for (; keys.len; keys = span_from(keys, n)) {
		if (count++ == KEYNAME_MAX) {
			str_truncate(out, before);
			return err_set(err, ERR_INPUT,
				       "more than %d keys in a row",
				       KEYNAME_MAX);
		}
		n = key_parse(keys, &k);
		if (!n) {
			str_truncate(out, before);
			return no_such_key(keys, err);
		}
		key_spell(out, k);
	}
	return 0;
}
