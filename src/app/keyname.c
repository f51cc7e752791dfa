/* keyname.c - keys as the config writes them; see keyname.h */
#include "config.h"

#include "app/keyname.h"

#include "base/nearest.h"
#include "base/text.h"

static const char *const names[] = {
	"Enter", "Esc", "Tab", "S-Tab", "Space", "Backspace", "Delete",
	"Insert", "Up", "Down", "Left", "Right", "Home", "End", "PageUp",
	"PageDown", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9",
	"F10", "F11", "F12", "lt",
};

static const char *const aliases[][2] = {
	{ "Return", "Enter" }, { "CR", "Enter" }, { "BS", "Backspace" },
	{ "Del", "Delete" }, { "PgUp", "PageUp" }, { "PgDn", "PageDown" },
	{ "Escape", "Esc" },
};

/* The name as it is written, or NULL.  */
static const char *find_name(struct span s)
{
	for (size_t i = 0; i < ARRAY_LEN(aliases); i++)
		if (span_eq_nocase(s, span_of(aliases[i][0])))
			return aliases[i][1];
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(s, span_of(names[i])))
			return names[i];
	return NULL;
}

/* What Ctrl makes of a character when the terminal has a key for it.  */
static const char *ctrl_name(uint32_t c)
{
	return c == 'm' || c == 'j' ? "Enter" : c == 'i' ? "Tab" :
	       c == 'h' ? "Backspace" : c == '[' ? "Esc" : NULL;
}

static void spell(struct str *out, bool alt, bool ctrl, uint32_t c,
		  const char *name)
{
	if (!alt && !ctrl && !name && c != '<') {
		str_add_utf8(out, c);
		return;
	}
	str_addf(out, "<%s%s", ctrl ? "C-" : "", alt ? "A-" : "");
	if (name || c == '<')
		str_add(out, name ? name : "lt");
	else
		str_add_utf8(out, c);
	str_addc(out, '>');
}

/* What stands between < and >.  */
static bool take_named(struct str *out, struct span s)
{
	bool ctrl = false, alt = false;
	const char *name;
	uint32_t c = 0;

	while (s.len > 2 && s.p[1] == '-' && strchr("CcAaMm", s.p[0])) {
		if (s.p[0] == 'C' || s.p[0] == 'c')
			ctrl = true;
		else
			alt = true;
		s = span_from(s, 2);
	}
	name = find_name(s);
	if (name) {
		if (ctrl)
			return false;
		spell(out, alt, false, !strcmp(name, "lt") ? '<' : 0,
		      !strcmp(name, "lt") ? NULL : name);
		return true;
	}
	if ((!ctrl && !alt) || !s.len || text_decode(s, &c) != s.len ||
	    c <= ' ' || text_is_unsafe(c))
		return false;
	if (ctrl) {
		if (c >= 'A' && c <= 'Z')
			c += 32;
		if (!(c >= 'a' && c <= 'z') && !(c >= '@' && c <= '_'))
			return false;
		name = ctrl_name(c);
	}
	spell(out, alt, ctrl && !name, c, name);
	return true;
}

static int no_such_key(struct span name, struct err *err)
{
	const char *near = nearest_name(name, names, ARRAY_LEN(names));
	struct str say = STR_INIT;

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
	const char *end;
	uint32_t c;

	if (!keys.len)
		return err_set(err, ERR_INPUT, "a key is missing");
	for (; keys.len; keys = span_from(keys, n)) {
		if (count++ == KEYNAME_MAX) {
			str_truncate(out, before);
			return err_set(err, ERR_INPUT,
				       "more than %d keys in a row",
				       KEYNAME_MAX);
		}
		end = keys.p[0] == '<' ? memchr(keys.p, '>', keys.len) : NULL;
		if (end && end > keys.p + 1) {
			struct span name = { keys.p + 1,
					     (size_t)(end - keys.p) - 1 };

			n = name.len + 2;
			if (!take_named(out, name)) {
				str_truncate(out, before);
				return no_such_key(name, err);
			}
			continue;
		}
		n = text_decode(keys, &c);
		if (text_is_unsafe(c) || c == 0xfffd) {
			str_truncate(out, before);
			return err_set(err, ERR_INPUT, "a control character is"
				       " written as <C-x>, <Tab>, <Enter>");
		}
		spell(out, false, false, c, c == ' ' ? "Space" : NULL);
	}
	return 0;
}
