/* clipboard.c - see clipboard.h */
#include "config.h"

#include "ui/clipboard.h"

#include <unistd.h>

#include "base/mem.h"

/* -- which way ---------------------------------------------------------------- */

static void use(struct clipboard *c, const char *const *argv)
{
	size_t n = 0;

	for (; argv[n]; n++)
		c->argv[n] = argv[n];
	c->argv[n] = NULL;
}

static void use_words(struct clipboard *c, const char *setting)
{
	size_t n = 0;
	char *p;

	c->words = xstrdup(setting);
	for (p = c->words; n < CLIPBOARD_ARGS - 1; n++) {
		p += strspn(p, " \t");
		if (!*p)
			break;
		c->argv[n] = p;
		p += strcspn(p, " \t");
		if (*p)
			*p++ = '\0';
	}
	c->argv[n] = NULL;
}

/* The desktop's own; false without one.  */
static bool use_desktop(struct clipboard *c, char *(*get)(const char *name),
			bool (*has)(const char *program))
{
	static const struct {
		const char *display;
		const char *argv[4];
	} programs[] = {
#ifdef __APPLE__
		{ NULL, { "pbcopy" } },
#endif
		{ "WAYLAND_DISPLAY", { "wl-copy" } },
		{ "DISPLAY", { "xclip", "-selection", "clipboard" } },
		{ "DISPLAY", { "xsel", "--clipboard", "--input" } },
	};

	for (size_t i = 0; i < ARRAY_LEN(programs); i++) {
		const char *display = programs[i].display;
		const char *value = display ? get(display) : "here";

		if (!value || !*value || !has(programs[i].argv[0]))
			continue;
		use(c, programs[i].argv);
		return true;
	}
	return false;
}

void clipboard_choose(struct clipboard *ret, const char *setting,
		      char *(*get)(const char *name),
		      bool (*has)(const char *program))
{
	/* It hands the text on to the terminal that it is shown on.  */
	static const char *const tmux[] = {
		"tmux", "load-buffer", "-w", "-", NULL,
	};
	bool afar = get("SSH_TTY") || get("SSH_CONNECTION");

	*ret = (struct clipboard){ 0 };
	if (!strcmp(setting, "osc52"))
		return;
	if (*setting && strcmp(setting, "auto") != 0) {
		use_words(ret, setting);
		return;
	}
	if (!afar && use_desktop(ret, get, has))
		return;
	if (get("TMUX") && has("tmux"))
		use(ret, tmux);
}

void clipboard_release(struct clipboard *c)
{
	free(c->words);
	*c = (struct clipboard){ 0 };
}

bool clipboard_has(const char *program)
{
	const char *path = getenv("PATH");
	struct str file = STR_INIT;
	bool found = false;

	while (path && *path && !found) {
		size_t n = strcspn(path, ":");

		str_clear(&file);
		str_addn(&file, path, n);
		str_addf(&file, "%s%s", n ? "/" : "./", program);
		found = access(file.s, X_OK) == 0;
		path += n + (path[n] == ':');
	}
	str_release(&file);
	return found;
}

/* -- OSC 52 ------------------------------------------------------------------------ */

static void add_base64(struct str *out, struct span s)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789+/";

	for (size_t i = 0; i < s.len; i += 3) {
		size_t n = MIN(s.len - i, 3);
		uint32_t v = 0;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 | (k < n ? (unsigned char)s.p[i + k] : 0u);
		str_addc(out, digits[v >> 18]);
		str_addc(out, digits[v >> 12 & 63]);
		str_addc(out, n > 1 ? digits[v >> 6 & 63] : '=');
		str_addc(out, n > 2 ? digits[v & 63] : '=');
	}
}

#define PIECE 700		/* screen keeps 768 bytes of a string */

void clipboard_sequence(struct str *out, struct span text, bool in_screen)
{
	struct str whole = STR_INIT;
	struct span rest;

	text.len = MIN(text.len, CLIPBOARD_MOST);
	str_add(&whole, "\033]52;c;");
	add_base64(&whole, text);
	str_add(&whole, "\a");
	if (!in_screen)
		str_adds(out, str_span(&whole));
	for (rest = str_span(&whole); in_screen && rest.len; ) {
		size_t n = MIN(rest.len, PIECE);

		str_add(out, "\033P");
		str_addn(out, rest.p, n);
		str_add(out, "\033\\");
		rest = span_from(rest, n);
	}
	str_release(&whole);
}
