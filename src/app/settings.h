/* settings.h - the table of settings (settings.def) and their values
 *
 * Values are plain data, copied between threads by value where needed; a
 * struct settings belongs to one thread.
 */
#ifndef APP_SETTINGS_H
#define APP_SETTINGS_H

#include "base/err.h"
#include "base/str.h"

enum setting {
#define SETTING(id, name, type, def, range, scope, doc) SETTING_##id,
#include "app/settings.def"
#undef SETTING
	N_SETTINGS
};

enum setting_type { SETTING_BOOL, SETTING_INT, SETTING_TEXT, SETTING_CHOICE };

enum setting_scope {
	SETTING_GLOBAL,		/* set once, for everything */
	SETTING_FEED,		/* for a folder and a feed, too: app/scope.h */
};

struct setting_info {
	const char *name;
	enum setting_type type;
	const char *def, *range;
	enum setting_scope scope;
	const char *doc;
};

extern const struct setting_info setting_infos[N_SETTINGS];

struct settings {
	char *text[N_SETTINGS];	/* owned, valid for the setting's type */
};

/* The setting called `name`, or -1.  */
int setting_by_name(const char *name);

void settings_init(struct settings *s);		/* defaults */
void settings_release(struct settings *s);

/* Append `value` in the one form that it has for the setting ("Yes" is "on").
 * ERR_INPUT says what is allowed.  */
int setting_normal(enum setting which, const char *value, struct str *out,
		   struct err *err) MUST_USE;

/* Set by text.  ERR_INPUT says what is allowed; the old value stays then.  */
int settings_set(struct settings *s, enum setting which, const char *value,
		 struct err *err) MUST_USE;

bool settings_bool(const struct settings *s, enum setting which);
int settings_int(const struct settings *s, enum setting which);
const char *settings_text(const struct settings *s, enum setting which);

#endif
