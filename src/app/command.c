/* command.c - one line of config or of the `:` prompt; see command.h */
#include "config.h"

#include "app/command.h"

#include <stdarg.h>

#include "base/ascii.h"
#include "base/nearest.h"
#include "base/text.h"

#define LONGEST_LINE 4096
#define MOST_WORDS 64

int cerr_set(struct command_err *cerr, size_t offset, const char *fmt, ...)
{
	va_list ap;

	if (!cerr)
		return -1;
	cerr->offset = offset;
	va_start(ap, fmt);
	vsnprintf(cerr->text, sizeof(cerr->text), fmt, ap);
	va_end(ap);
	return -1;
}

static void skip_space(struct span line, size_t *pos)
{
	while (*pos < line.len && ascii_is_space(line.p[*pos]))
		++*pos;
}

/* One word at *pos, quotes taken off.  A quote opens at the beginning of a
 * word only, so that don't is one.  */
static int take_word(struct span line, size_t *pos, struct str *out,
		     struct command_err *cerr)
{
	size_t start = *pos;
	char quote = line.p[*pos];

	if (quote != '"' && quote != '\'') {
		while (*pos < line.len && !ascii_is_space(line.p[*pos]))
			str_addc(out, line.p[(*pos)++]);
		return 0;
	}
	for (++*pos; *pos < line.len && line.p[*pos] != quote; ++*pos) {
		char c = line.p[*pos];

		if (quote == '"' && c == '\\' && *pos + 1 < line.len &&
		    (line.p[*pos + 1] == '"' || line.p[*pos + 1] == '\\'))
			c = line.p[++*pos];
		str_addc(out, c);
	}
	if (*pos >= line.len)
		return cerr_set(cerr, start, "the quote that begins here does "
				"not end: close it with %c", quote);
	++*pos;
	if (*pos < line.len && !ascii_is_space(line.p[*pos]))
		return cerr_set(cerr, *pos, "put a space after the quote");
	return 0;
}

int command_words(struct arena *a, struct span text, const char *const **ret,
		  struct command_err *cerr)
{
	const char **words = arena_alloc(a, (MOST_WORDS + 1) * sizeof(*words));
	struct str word = STR_INIT;
	size_t n = 0, pos = 0;
	int rc = 0;

	while (rc == 0 && n < MOST_WORDS) {
		skip_space(text, &pos);
		if (pos >= text.len)
			break;
		str_clear(&word);
		rc = take_word(text, &pos, &word, cerr);
		words[n++] = arena_strdup(a, word.s);
	}
	str_release(&word);
	if (rc == 0 && !n)
		rc = cerr_set(cerr, 0, "a program is missing");
	words[n] = NULL;
	*ret = words;
	return rc;
}

char *command_unquote(const char *args)
{
	struct span all = span_trim(span_of(args));
	struct str word = STR_INIT;
	size_t pos = 0;

	if (!all.len || take_word(all, &pos, &word, NULL) < 0 ||
	    pos < all.len) {
		str_clear(&word);
		str_adds(&word, all);
	}
	return str_detach(&word);
}

bool command_is_open(const char *args)
{
	struct str word = STR_INIT;
	size_t pos = 0;
	bool open = *args == '"' &&
		    take_word(span_of(args), &pos, &word, NULL) < 0 &&
		    !args[pos];

	str_release(&word);
	return open;
}

/* The byte behind the quoted part that begins at `pos`; the end of the line
 * when it does not end.  */
static size_t skip_quoted(struct span line, size_t pos)
{
	char quote = line.p[pos++];

	while (pos < line.len && line.p[pos] != quote)
		pos += quote == '"' && line.p[pos] == '\\' ? 2 : 1;
	return MIN(pos + 1, line.len);
}

bool command_next(struct span line, size_t *at, struct span *ret)
{
	size_t pos = *at, start;

	if (pos >= line.len)
		return false;
	for (;;) {
		skip_space(line, &pos);
		start = pos;
		if (pos < line.len && (line.p[pos] == '"' ||
				       line.p[pos] == '\''))
			pos = skip_quoted(line, pos);
		while (pos < line.len && !ascii_is_space(line.p[pos]))
			pos++;
		if (start == pos ||
		    (pos - start == 1 && line.p[start] == ';'))
			break;
	}
	*ret = span_trim((struct span){ line.p + *at, start - *at });
	*at = pos;
	return true;
}

const char *command_nearest(const char *word, const char *const *names,
			    size_t n)
{
	return nearest_name(span_of(word), names, n);
}

static int take_name(struct span line, size_t *pos, struct command *ret,
		     struct command_err *cerr)
{
	const char *names[N_ACTIONS], *near;
	struct str name = STR_INIT, say = STR_INIT;
	size_t start = *pos;
	int action;

	while (*pos < line.len && !ascii_is_space(line.p[*pos]))
		str_addc(&name, line.p[(*pos)++]);
	action = action_by_name(name.s);
	if (action < 0) {
		for (int i = 0; i < N_ACTIONS; i++)
			names[i] = actions[i].name;
		near = command_nearest(name.s, names, N_ACTIONS);
		text_cut(&say, str_span(&name), 30);
		cerr_set(cerr, start, "there is no command “%s”%s%s%s", say.s,
			 near ? ": did you mean “" : "", near ? near : "",
			 near ? "”?" : "");
	}
	str_release(&name);
	str_release(&say);
	ret->action = (enum action)action;
	return action < 0 ? -1 : 0;
}

bool command_dashes(struct span args, size_t *ret)
{
	for (size_t i = 0; i + 2 <= args.len; i++) {
		if (args.p[i] != '-' || args.p[i + 1] != '-' ||
		    (i && args.p[i - 1] != ' ') ||
		    (i + 2 < args.len && args.p[i + 2] != ' '))
			continue;
		*ret = i;
		return true;
	}
	return false;
}

bool command_query(struct span line, size_t *ret)
{
	struct command c = { .action = (enum action)0 };
	size_t pos = 0, dashes;

	skip_space(line, &pos);
	if (pos < line.len && line.p[pos] == ':')
		pos++;
	skip_space(line, &pos);
	if (pos >= line.len || take_name(line, &pos, &c, NULL) < 0)
		return false;
	if (c.action == ACTION_TAG || c.action == ACTION_UNTAG) {
		if (!command_dashes(span_from(line, pos), &dashes))
			return false;
		pos += dashes + 2;
	} else if (!strstr(actions[c.action].args, "QUERY") ||
		   c.action == ACTION_REFRESH) {	/* words of feeds */
		return false;
	}
	skip_space(line, &pos);
	*ret = pos;
	return pos < line.len;
}

/* How many words the action takes, from its row in the table: those in
 * brackets may be left out, ACTION is any number.  */
static void count_words(const char *spec, size_t *low, size_t *high)
{
	*low = *high = 0;
	for (const char *p = spec; *p;) {
		size_t n = strcspn(p, " ");

		if (*p != '[')
			++*low;
		if (*high < SIZE_MAX)
			++*high;
		if (n >= 6 && !strncmp(p + (*p == '['), "ACTION", 6))
			*high = SIZE_MAX;
		p += n + (p[n] == ' ');
	}
}

static int check_words(struct span line, const struct command *c,
		       struct command_err *cerr)
{
	const struct action_info *info = &actions[c->action];
	size_t low, high;

	count_words(info->args, &low, &high);
	if (c->n_args < low)
		return cerr_set(cerr, line.len, "%s needs %s", info->name,
				info->args);
	if (c->n_args > high && !high)
		return cerr_set(cerr, c->arg_offsets[0],
				"%s takes nothing more", info->name);
	if (c->n_args > high)
		return cerr_set(cerr, c->arg_offsets[high],
				"%s takes %s: quote what has spaces",
				info->name, info->args);
	return 0;
}

static void add_word(struct arena *a, struct command *c, size_t *cap,
		     struct span word, size_t offset)
{
	size_t cap2 = *cap;

	c->args = arena_grow(a, c->args, c->n_args, cap, sizeof(*c->args));
	c->arg_offsets = arena_grow(a, c->arg_offsets, c->n_args, &cap2,
				    sizeof(*c->arg_offsets));
	c->args[c->n_args] = arena_span(a, word);
	c->arg_offsets[c->n_args++] = offset;
}

/* The words after the name, up to a comment; *ret_end is where they end.  */
static int take_words(struct arena *a, struct span line, size_t pos,
		      struct command *c, size_t *ret_end,
		      struct command_err *cerr)
{
	struct str word = STR_INIT;
	size_t cap = 0;
	int rc = 0;

	*ret_end = pos;
	for (;;) {
		size_t start;

		skip_space(line, &pos);
		start = pos;
		if (pos >= line.len || line.p[pos] == '#')
			break;
		str_clear(&word);
		if (c->n_args == MOST_WORDS)
			rc = cerr_set(cerr, pos, "more than %d words",
				      MOST_WORDS);
		else
			rc = take_word(line, &pos, &word, cerr);
		if (rc < 0)
			break;
		add_word(a, c, &cap, str_span(&word), start);
		*ret_end = pos;
	}
	str_release(&word);
	return rc;
}

static bool takes_rest(const char *spec)
{
	static const char *const words[] = { "QUERY", "COMMAND", "WORDS",
					     "TAGS", "FOLDER", "TITLE",
					     "LOOK", "RULE" };

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (strstr(spec, words[i]))
			return true;
	return false;
}

int command_parse(struct arena *a, struct span line, struct command *ret,
		  struct command_err *cerr)
{
	struct command c = { .action = (enum action)0 };
	size_t pos = 0, end, start, cap = 0;

	while (line.len && ascii_is_space(line.p[line.len - 1]))
		line.len--;
	skip_space(line, &pos);
	if (pos < line.len && line.p[pos] == ':')
		pos++;
	skip_space(line, &pos);
	if (pos >= line.len || line.p[pos] == '#')
		return 0;
	if (line.len > LONGEST_LINE)
		return cerr_set(cerr, LONGEST_LINE,
				"a line has at most %d bytes", LONGEST_LINE);
	if (memchr(line.p, 0, line.len))
		return cerr_set(cerr, strlen(line.p), "a NUL byte");
	if (take_name(line, &pos, &c, cerr) < 0)
		return -1;
	skip_space(line, &pos);
	start = pos;
	end = line.len;
	if (takes_rest(actions[c.action].args)) {
		/* They have their own quotes: one word, as typed.  */
		if (start < line.len)
			add_word(a, &c, &cap, span_from(line, start), start);
		else if (actions[c.action].args[0] != '[')
			return check_words(line, &c, cerr);
	} else if (take_words(a, line, pos, &c, &end, cerr) < 0 ||
		   check_words(line, &c, cerr) < 0) {
		return -1;
	}
	c.rest = arena_span(a, (struct span){ line.p + start,
					      end > start ? end - start : 0 });
	*ret = c;
	return 1;
}
