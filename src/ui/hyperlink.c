/* hyperlink.c - see hyperlink.h */
#include "config.h"

#include "ui/hyperlink.h"

#include "base/ascii.h"
#include "base/url.h"

#define OSC_8 "\033]8;"
#define ST "\033\\"

enum hyperlinks hyperlinks_of(const char *setting)
{
	return !strcmp(setting, "on") ? HYPERLINKS_ON :
	       !strcmp(setting, "off") ? HYPERLINKS_OFF : HYPERLINKS_AUTO;
}

/* -- which terminals ------------------------------------------------------------- */

static bool is_one_of(const char *name, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (name && !strcmp(name, names[i]))
			return true;
	return false;
}

/* tmux passes them on since 3.4.  */
static bool is_new_tmux(const char *version)
{
	char *end;
	long major = version ? strtol(version, &end, 10) : 0;

	return major > 3 || (major == 3 && *end == '.' &&
			     strtol(end + 1, NULL, 10) >= 4);
}

/* The part of TERM before the first hyphen: "xterm-kitty" is by its whole.  */
static bool is_known_term(const char *term)
{
	static const char *const names[] = {
		"xterm-kitty", "xterm-ghostty", "ghostty", "foot", "alacritty",
		"wezterm", "contour", "rio", "mlterm",
	};

	for (size_t i = 0; term && i < ARRAY_LEN(names); i++) {
		size_t n = strlen(names[i]);

		if (!strncmp(term, names[i], n) &&
		    (!term[n] || term[n] == '-'))
			return true;
	}
	return false;
}

bool hyperlinks_are_known(char *(*get)(const char *name))
{
	static const char *const programs[] = {
		"WezTerm", "iTerm.app", "ghostty", "contour", "rio", "vscode",
		"mintty", "Hyper", "Tabby", "WarpTerminal",
	};
	static const char *const marks[] = {
		"KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION",
		"WEZTERM_EXECUTABLE", "ALACRITTY_WINDOW_ID",
	};
	const char *term = get("TERM"), *program = get("TERM_PROGRAM");
	const char *vte = get("VTE_VERSION");

	if (program && !strcmp(program, "tmux"))
		return is_new_tmux(get("TERM_PROGRAM_VERSION"));
	/* The others' marks are inherited by what runs inside them.  */
	if (!term || get("TMUX") || get("STY") ||
	    !strncmp(term, "screen", 6) || !strncmp(term, "tmux", 4) ||
	    !strcmp(term, "linux") || !strcmp(term, "dumb"))
		return false;
	if (is_known_term(term) ||
	    is_one_of(program, programs, ARRAY_LEN(programs)))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(marks); i++)
		if (get(marks[i]))
			return true;
	return vte && strtol(vte, NULL, 10) >= 5000;
}

/* -- the sequence ------------------------------------------------------------------ */

static bool is_clickable(struct span url)
{
	return url_is_http(url) || span_starts_nocase(url, "mailto:");
}

static void add_encoded(struct str *out, struct span url)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c > 0x20 && c < 0x7f)
			str_addc(out, (char)c);
		else
			str_addf(out, "%%%02X", c);
	}
}

bool hyperlink_begin(struct str *out, const char *url, uint32_t id)
{
	struct str plain = STR_INIT_LIMIT(2 * HYPERLINK_LONGEST);
	size_t start = out->len, address;
	bool ok = is_clickable(span_of(url));

	if (ok) {
		url_without_secrets(&plain, span_of(url));
		str_addf(out, OSC_8 "id=%x;", id);
		address = out->len;
		add_encoded(out, str_span(&plain));
		ok = !plain.full && out->len > address &&
		     out->len - address <= HYPERLINK_LONGEST;
		str_add(out, ST);
	}
	if (!ok)
		str_truncate(out, start);
	str_release(&plain);
	return ok;
}

void hyperlink_end(struct str *out)
{
	str_add(out, OSC_8 ";" ST);
}
