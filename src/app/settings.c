/* settings.c - the table of settings and their values; see settings.h */
#include "config.h"

#include "app/settings.h"

#include "base/mem.h"
#include "base/text.h"

#define LONGEST_TEXT 1000

const struct setting_info setting_infos[N_SETTINGS] = {
#define SETTING(id, name, type, def, range, scope, doc) \
	[SETTING_##id] = { name, SETTING_##type, def, range, \
			   SETTING_##scope, doc },
#include "app/settings.def"
#undef SETTING
};

int setting_by_name(const char *name)
{
	for (int i = 0; i < N_SETTINGS; i++)
		if (!strcmp(setting_infos[i].name, name))
			return i;
	return -1;
}

void settings_init(struct settings *s)
{
	for (int i = 0; i < N_SETTINGS; i++)
		s->text[i] = xstrdup(setting_infos[i].def);
}

void settings_release(struct settings *s)
{
	for (int i = 0; i < N_SETTINGS; i++) {
		free(s->text[i]);
		s->text[i] = NULL;
	}
}

/* "on" or "off" for what people write, or NULL.  */
static const char *normal_bool(const char *value)
{
	static const char *const words[][2] = {
		{ "on", "on" }, { "off", "off" }, { "yes", "on" },
		{ "no", "off" }, { "true", "on" }, { "false", "off" },
		{ "1", "on" }, { "0", "off" },
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (span_eq_nocase(span_of(value), span_of(words[i][0])))
			return words[i][1];
	return NULL;
}

static bool parse_int(const char *value, long *ret)
{
	char *end;

	if ((value[0] < '0' || value[0] > '9') &&
	    !(value[0] == '-' && value[1] >= '0' && value[1] <= '9'))
		return false;
	/* Out of range saturates, which no setting allows.  */
	*ret = strtol(value, &end, 10);
	return !*end;
}

static int set_int(const struct setting_info *info, const char *value,
		   struct str *out, struct err *err)
{
	long n, low, high;
	char *end;

	low = strtol(info->range, &end, 10);
	high = strtol(end + 2, NULL, 10);
	if (!parse_int(value, &n) || n < low || n > high)
		return err_set(err, ERR_INPUT,
			       "%s is a number from %ld to %ld, not “%.40s”",
			       info->name, low, high, value);
	str_addf(out, "%ld", n);
	return 0;
}

/* "a|b|c" as "a, b or c".  */
static void say_choices(struct str *out, const char *range)
{
	for (; *range; range++) {
		if (*range != '|')
			str_addc(out, *range);
		else
			str_add(out, strchr(range + 1, '|') ? ", " : " or ");
	}
}

static bool is_choice(const char *range, struct span word)
{
	const char *end;

	for (; *range; range = *end ? end + 1 : end) {
		end = strchrnul(range, '|');
		if (span_eq((struct span){ range, (size_t)(end - range) },
			    word))
			return true;
	}
	return false;
}

/* Several of them, with commas or spaces between.  */
static int set_list(const struct setting_info *info, const char *value,
		    struct str *out, struct err *err)
{
	struct str say = STR_INIT;
	size_t n;
	int rc = 0;

	for (; rc == 0 && *value; value += n) {
		n = strspn(value, ", ");
		if (n)
			continue;
		n = strcspn(value, ", ");
		if (out->len)
			str_addc(out, ',');
		str_addn(out, value, n);
		if (is_choice(info->range, (struct span){ value, n }))
			continue;
		say_choices(&say, info->range);
		rc = err_set(err, ERR_INPUT, "%s are %s, not “%.*s”",
			     info->name, say.s, (int)MIN(n, 40), value);
	}
	str_release(&say);
	return rc;
}

static int set_choice(const struct setting_info *info, const char *value,
		      struct str *out, struct err *err)
{
	const char *p = info->range, *end;
	struct str say = STR_INIT;

	for (; *p; p = *end ? end + 1 : end) {
		struct span choice;

		end = strchrnul(p, '|');
		choice = (struct span){ p, (size_t)(end - p) };
		if (span_eq_nocase(choice, span_of(value))) {
			str_adds(out, choice);
			return 0;
		}
	}
	say_choices(&say, info->range);
	err_set(err, ERR_INPUT, "%s is %s, not “%.40s”", info->name, say.s,
		value);
	str_release(&say);
	return -1;
}

static int set_text(const struct setting_info *info, const char *value,
		    struct str *out, struct err *err)
{
	uint32_t c;
	size_t n;

	if (strlen(value) > LONGEST_TEXT)
		return err_set(err, ERR_INPUT, "%s has at most %d bytes",
			       info->name, LONGEST_TEXT);
	for (struct span s = span_of(value); s.len; s = span_from(s, n)) {
		n = text_decode(s, &c);
		if (text_is_unsafe(c))
			return err_set(err, ERR_INPUT,
				       "%s takes no control characters",
				       info->name);
	}
	if (*info->range)
		return set_list(info, value, out, err);
	str_add(out, value);
	return 0;
}

int setting_normal(enum setting which, const char *value, struct str *out,
		   struct err *err)
{
	const struct setting_info *info = &setting_infos[which];
	const char *word;

	switch (info->type) {
	case SETTING_BOOL:
		word = normal_bool(value);
		if (!word)
			return err_set(err, ERR_INPUT,
				       "%s is on or off, not “%.40s”",
				       info->name, value);
		str_add(out, word);
		return 0;
	case SETTING_INT:
		return set_int(info, value, out, err);
	case SETTING_CHOICE:
		return set_choice(info, value, out, err);
	case SETTING_TEXT:
		break;
	}
	return set_text(info, value, out, err);
}

int settings_set(struct settings *s, enum setting which, const char *value,
		 struct err *err)
{
	struct str out = STR_INIT;
	int rc = setting_normal(which, value, &out, err);

	if (rc == 0) {
		free(s->text[which]);
		s->text[which] = str_detach(&out);
	}
	str_release(&out);
	return rc;
}

bool settings_bool(const struct settings *s, enum setting which)
{
	return !strcmp(s->text[which], "on");
}

int settings_int(const struct settings *s, enum setting which)
{
	return (int)strtol(s->text[which], NULL, 10);
}

const char *settings_text(const struct settings *s, enum setting which)
{
	return s->text[which];
}
