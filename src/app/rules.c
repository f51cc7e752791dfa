/* rules.c - rules as text, and what they say of an article; see rules.h */
#include "config.h"

#include "app/rules.h"

#include <stdarg.h>
#include <stdatomic.h>

#include "app/command.h"
#include "base/ascii.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/text.h"

#define FILE_MOST ((size_t)1 << 20)
#define RULES_MOST 1000
#define TOLD_MOST 8		/* of one article */

/* --- one line ---------------------------------------------------------------- */

struct reader {
	struct rules *rules;
	struct rule *rule;
	struct span line;
	size_t pos;
	size_t cap_tags;
};

/* Why the line cannot be read, if that is not known yet.  Returns false.  */
static bool fail(struct reader *r, size_t offset, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

static bool fail(struct reader *r, size_t offset, const char *fmt, ...)
{
	char why[480];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof(why), fmt, ap);
	va_end(ap);
	if (!r->rule->why) {
		r->rule->why = arena_strdup(r->rules->arena, why);
		r->rule->offset = offset;
	}
	return false;
}

static void skip_space(struct reader *r)
{
	while (r->pos < r->line.len && ascii_is_space(r->line.p[r->pos]))
		r->pos++;
}

/* Is `word` next, whole or with what follows its colon?  It is taken then.  */
static bool accept(struct reader *r, const char *word)
{
	struct span rest = span_from(r->line, r->pos);
	size_t n = strlen(word);

	if (!span_starts(rest, word) ||
	    (word[n - 1] != ':' && n < rest.len &&
	     !ascii_is_space(rest.p[n]) && rest.p[n] != ','))
		return false;
	r->pos += n;
	return true;
}

/* What stands behind a colon: up to a comma or a space, or in quotes.  */
static bool take_value(struct reader *r, const char *what, char **ret)
{
	struct str b = STR_INIT;
	size_t start = r->pos;
	struct span s = r->line;
	bool quoted = start < s.len && s.p[start] == '"', closed = !quoted;

	for (r->pos += quoted; r->pos < s.len; r->pos++) {
		char c = s.p[r->pos];

		if (quoted ? c == '"' : c == ',' || ascii_is_space(c)) {
			r->pos += quoted;
			closed = true;
			break;
		}
		if (quoted && c == '\\' && r->pos + 1 < s.len &&
		    (s.p[r->pos + 1] == '"' || s.p[r->pos + 1] == '\\'))
			c = s.p[++r->pos];
		str_addc(&b, c);
	}
	*ret = arena_strdup(r->rules->arena, b.s);
	str_release(&b);
	if (!closed)
		return fail(r, start, "the quote that begins here does not "
			    "end");
	return **ret || fail(r, start, "%s needs a value", what);
}

static bool take_tag(struct reader *r)
{
	struct rule *rule = r->rule;
	struct str name = STR_INIT;
	struct err err = ERR_INIT;
	size_t start = r->pos;
	char *value;
	bool good;

	if (!take_value(r, "tag:", &value))
		return false;
	good = store_tag_name(value, &name, &err) == 0;
	if (good) {
		rule->tags = arena_grow(r->rules->arena, rule->tags,
					rule->n_tags, &r->cap_tags,
					sizeof(*rule->tags));
		rule->tags[rule->n_tags++] = arena_strdup(r->rules->arena,
							  name.s);
	}
	str_release(&name);
	return good || fail(r, start, "%s", err.text);
}

static bool take_run(struct reader *r)
{
	size_t start = r->pos;
	struct command_err cerr;
	char *value;

	if (!take_value(r, "run:", &value))
		return false;
	if (command_words(r->rules->arena, span_of(value), &r->rule->argv,
			  &cerr) < 0)
		return fail(r, start, "%s", cerr.text);
	return true;
}

static bool unknown_action(struct reader *r)
{
	static const char *const names[] = { "hide", "read", "star", "notify",
					     "tag", "run" };
	struct span rest = span_from(r->line, r->pos);
	const char *near;
	size_t n = 0;

	while (n < rest.len && !ascii_is_space(rest.p[n]) &&
	       !strchr(",:", rest.p[n]))
		n++;
	rest.len = n;
	near = nearest_name(rest, names, ARRAY_LEN(names));
	return fail(r, r->pos, "there is no action “%.*s”: %s%s",
		    (int)MIN(rest.len, 40), rest.p,
		    near ? "did you mean " : "they are hide, read, star, "
		    "notify, tag:NAME and run:COMMAND", near ? near : "");
}

static bool take_action(struct reader *r)
{
	struct rule *rule = r->rule;

	if (accept(r, "hide"))
		rule->hide = true;
	else if (accept(r, "read"))
		rule->read = true;
	else if (accept(r, "star"))
		rule->star = true;
	else if (accept(r, "notify"))
		rule->notify = true;
	else if (accept(r, "tag:"))
		return take_tag(r);
	else if (accept(r, "run:"))
		return rule->argv ? fail(r, r->pos, "one command is enough") :
		       take_run(r);
	else
		return unknown_action(r);
	return true;
}

static bool take_actions(struct reader *r)
{
	do {
		if (!take_action(r))
			return false;
	} while (r->pos < r->line.len && r->line.p[r->pos] == ',' &&
		 (r->pos++, true));
	if (r->pos < r->line.len && !ascii_is_space(r->line.p[r->pos]))
		return fail(r, r->pos, "a comma or a space is missing");
	if (r->rule->hide && r->rule->star)
		return fail(r, 0, "what has a star is not hidden: take one of "
			    "them away");
	return true;
}

static bool take_date(struct reader *r)
{
	struct date_parts p = { 0 };
	size_t start = r->pos;
	int n = 0;
	char *value;

	if (!take_value(r, "until:", &value))
		return false;
	if (strspn(value, "0123456789-") != strlen(value) ||
	    sscanf(value, "%4d-%2d-%2d%n", &p.year, &p.month, &p.day, &n) != 3 ||
	    value[n] || p.month < 1 || p.month > 12 || p.day < 1 || p.day > 31)
		return fail(r, start, "“%.40s” is no day: write it as "
			    "2026-12-31", value);
	r->rule->until = date_from_local(&p);
	return true;
}

static bool take_query(struct reader *r)
{
	struct span text = span_trim(span_from(r->line, r->pos));
	struct query_err qerr = { 0 };

	if (!text.len)
		return fail(r, r->line.len, "what is it about? a query is "
			    "missing; * is everything");
	r->rule->query_text = arena_span(r->rules->arena, text);
	if (query_parse(text, r->rules->now, &r->rule->query, &qerr) == 0)
		return true;
	return fail(r, (size_t)(text.p - r->line.p) + qerr.offset, "%s%s%s",
		    qerr.text, *qerr.hint ? ": " : "", qerr.hint);
}

/* --- the normal form ------------------------------------------------------------ */

static void add_value(struct str *out, const char *s)
{
	bool plain = *s && !strpbrk(s, " \t,\"\\");

	if (!plain)
		str_addc(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			str_addc(out, '\\');
		str_addc(out, *s);
	}
	if (!plain)
		str_addc(out, '"');
}

/* As command_words() reads it.  */
static void add_word(struct str *out, const char *word)
{
	if (out->len)
		str_addc(out, ' ');
	if (*word && !strpbrk(word, " \t\"'")) {
		str_add(out, word);
		return;
	}
	str_addc(out, '"');
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			str_addc(out, '\\');
		str_addc(out, *word);
	}
	str_addc(out, '"');
}

static void add_action(struct str *out, const char *name)
{
	str_addf(out, "%s%s", out->len ? "," : "", name);
}

static void add_actions(struct str *out, const struct rule *r)
{
	struct str command = STR_INIT;

	if (r->hide)
		add_action(out, "hide");
	if (r->read)
		add_action(out, "read");
	if (r->star)
		add_action(out, "star");
	if (r->notify)
		add_action(out, "notify");
	for (size_t i = 0; i < r->n_tags; i++) {
		add_action(out, "tag:");
		add_value(out, r->tags[i]);
	}
	if (r->argv) {
		for (size_t i = 0; r->argv[i]; i++)
			add_word(&command, r->argv[i]);
		add_action(out, "run:");
		add_value(out, command.s);
	}
	str_release(&command);
}

static void set_text(struct rules *rules, struct rule *r)
{
	struct str s = STR_INIT;

	add_actions(&s, r);
	r->actions = arena_strdup(rules->arena, s.s);
	str_addc(&s, ' ');
	if (query_is_all(r->query))
		str_addc(&s, '*');
	query_print(&s, r->query);
	r->text = arena_strdup(rules->arena, s.s);
	str_release(&s);
}

/* --- a file --------------------------------------------------------------------- */

static bool has_control(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') ||
		    s.p[i] == 0x7f)
			return true;
	return false;
}

static void parse_line(struct rules *rules, struct span line, size_t number)
{
	struct reader r = { .rules = rules, .line = span_trim(line) };

	if (!r.line.len || r.line.p[0] == '#' || rules->n == RULES_MOST)
		return;
	rules->items = arena_grow(rules->arena, rules->items, rules->n,
				  &rules->cap, sizeof(*rules->items));
	r.rule = &rules->items[rules->n++];
	*r.rule = (struct rule){
		.line = number, .until = INT64_MAX,
		.words = arena_span(rules->arena, r.line),
	};
	if (!text_valid(r.line) || has_control(r.line)) {
		fail(&r, 0, has_control(r.line) ? "it has a control character" :
		     "it is not UTF-8");
		return;
	}
	if (accept(&r, "off"))
		r.rule->off = true;
	skip_space(&r);
	if (!take_actions(&r))
		return;
	skip_space(&r);
	if (accept(&r, "until:") && !take_date(&r))
		return;
	if (take_query(&r))
		set_text(rules, r.rule);
}

struct rules *rules_parse(struct span text, int64_t now)
{
	struct arena *a = arena_new();
	struct rules *rules = arena_zalloc(a, sizeof(*rules));

	rules->arena = a;
	rules->now = now;
	atomic_init(&rules->users, 1);
	for (size_t number = 1; text.len; number++) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t n = end ? (size_t)(end - text.p) : text.len;

		parse_line(rules, (struct span){ text.p, n }, number);
		text = span_from(text, MIN(n + 1, text.len));
	}
	return rules;
}

int rule_parse(const char *words, int64_t now, struct rules **ret,
	       size_t *ret_offset, struct err *err)
{
	struct span text = span_trim(span_of(words));
	struct rules *rules;
	size_t lead = (size_t)(text.p - words), offset = 0;

	if (memchr(text.p, '\n', text.len))
		return err_set(err, ERR_INPUT, "a rule is one line");
	rules = rules_parse(text, now);
	if (rules->n == 1 && !rules->items[0].why) {
		*ret = rules;
		return 0;
	}
	if (rules->n == 1) {
		offset = rules->items[0].offset;
		err_set(err, ERR_INPUT, "%s", rules->items[0].why);
	} else {
		err_set(err, ERR_INPUT, "what is to be done with which "
			"articles? say: hide title:word");
	}
	if (ret_offset)
		*ret_offset = lead + offset;
	rules_drop(rules);
	return -1;
}

int rules_read(const char *path, int64_t now, struct rules **ret,
	       struct err *err)
{
	struct err why = ERR_INIT;
	struct str text = STR_INIT;

	if (file_read(path, FILE_MOST, &text, &why) < 0 &&
	    why.kind != ERR_NOTFOUND) {
		str_release(&text);
		if (err)
			*err = why;
		return -1;
	}
	*ret = rules_parse(str_span(&text), now);
	str_release(&text);
	return 0;
}

struct rules *rules_use(struct rules *r)
{
	if (r)
		atomic_fetch_add(&r->users, 1);
	return r;
}

void rules_drop(struct rules *r)
{
	if (!r || atomic_fetch_sub(&r->users, 1) > 1)
		return;
	for (size_t i = 0; i < r->n; i++)
		query_free(r->items[i].query);
	arena_free(r->arena);
}

bool rule_is_on(const struct rule *r, int64_t now)
{
	return r->text && !r->off && now < r->until;
}

/* --- judging -------------------------------------------------------------------- */

bool judge_init(struct judge *j, struct arena *a, const struct rules *rules,
		const struct query_article *feed, int64_t now)
{
	*j = (struct judge){ .rules = rules, .feed = *feed };
	if (!rules || !rules->n)
		return false;
	j->may = arena_alloc(a, rules->n * sizeof(struct rule *));
	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->items[i];

		if (!rule_is_on(r, now) || !query_can_match(r->query, feed))
			continue;
		j->may[j->n++] = r;
		j->wants_text |= query_n_terms(r->query) > 0;
	}
	return j->n > 0;
}

static void add_rule(struct arena *a, struct store_ruling *to,
		     const struct rule *r, size_t *cap_rules, size_t *cap_tags)
{
	to->rules = arena_grow(a, to->rules, to->n_rules, cap_rules,
			       sizeof(*to->rules));
	to->rules[to->n_rules++] = arena_strdup(a, r->text);
	to->hide |= r->hide;
	to->read |= r->read;
	to->star |= r->star;
	for (size_t i = 0; i < r->n_tags; i++) {
		to->tags = arena_grow(a, to->tags, to->n_tags, cap_tags,
				      sizeof(*to->tags));
		to->tags[to->n_tags++] = arena_strdup(a, r->tags[i]);
	}
}

const struct store_ruling *judge_article(const struct judge *j,
					 struct arena *a,
					 const struct query_article *article,
					 const struct rule *const **ret_told)
{
	const struct rule *told[TOLD_MOST + 1] = { NULL };
	size_t cap_rules = 0, cap_tags = 0, n_told = 0;
	struct store_ruling *ret = NULL;

	*ret_told = NULL;
	for (size_t i = 0; i < j->n; i++) {
		const struct rule *r = j->may[i];

		if (!query_match(r->query, article))
			continue;
		if (!ret)
			ret = arena_zalloc(a, sizeof(*ret));
		add_rule(a, ret, r, &cap_rules, &cap_tags);
		if ((r->notify || r->argv) && n_told < TOLD_MOST)
			told[n_told++] = r;
	}
	if (n_told) {
		const struct rule **list = arena_alloc(a, sizeof(told));

		memcpy(list, told, sizeof(told));
		*ret_told = list;
	}
	return ret;
}

/* --- the file ------------------------------------------------------------------- */

void rules_add_line(struct str *text, const char *words)
{
	if (text->len && text->s[text->len - 1] != '\n')
		str_addc(text, '\n');
	str_addf(text, "%s\n", words);
}

/* Where line `number` begins and how long it is, with its end; false when there
 * is none.  */
static bool find_line(const struct str *text, size_t number, size_t *ret_at,
		      size_t *ret_len)
{
	size_t at = 0;
	const char *end;

	while (at < text->len) {
		end = memchr(text->s + at, '\n', text->len - at);
		*ret_at = at;
		*ret_len = end ? (size_t)(end - text->s) + 1 - at :
			   text->len - at;
		if (!--number)
			return true;
		at += *ret_len;
	}
	return false;
}

bool rules_edit_line(struct str *text, size_t line, enum rules_edit how)
{
	struct str out = STR_INIT;
	struct span old, words;
	size_t at, len;

	if (!line || !find_line(text, line, &at, &len))
		return false;
	old = (struct span){ text->s + at, len };
	words = span_trim(old);
	str_addn(&out, text->s, at);
	if (how != RULES_TAKE_OUT) {
		bool off = span_starts(words, "off") && words.len > 3 &&
			   ascii_is_space(words.p[3]);

		if (off)
			words = span_trim(span_from(words, 3));
		if (how == RULES_OFF)
			str_add(&out, "off ");
		str_adds(&out, words);
		str_addc(&out, '\n');
	}
	str_addn(&out, text->s + at + len, text->len - at - len);
	str_release(text);
	*text = out;
	return true;
}
