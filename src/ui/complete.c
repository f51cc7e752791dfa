/* complete.c - what Tab offers in the prompts; see complete.h */
#include "config.h"

#include "ui/complete.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/files.h"
#include "ui/offers.h"
#include "ui/state.h"

/* --- queries ------------------------------------------------------------------ */

/* Where the last term of a query begins; *ret_value is where its value does,
 * and *ret_field its field, or NULL.  */
static size_t last_term(struct span q, size_t *ret_value,
			const struct query_field **ret_field)
{
	size_t start = 0, colon;
	bool quoted = false;

	for (size_t i = 0; i < q.len; i++) {
		if (q.p[i] == '"')
			quoted = !quoted;
		else if (!quoted && strchr(" (", q.p[i]))
			start = i + 1;
	}
	if (start < q.len && q.p[start] == '-')
		start++;
	*ret_field = NULL;
	for (colon = start; colon < q.len && q.p[colon] != ':'; colon++)
		;
	*ret_value = colon < q.len ? colon + 1 : start;
	for (size_t i = 0; colon < q.len && i < query_n_fields; i++)
		if (span_eq_nocase((struct span){ q.p + start, colon - start },
				   span_of(query_fields[i].name)))
			*ret_field = &query_fields[i];
	return start;
}

/* --- commands ----------------------------------------------------------------- */

/* What is being completed, from `start` of the line on.  */
struct place {
	enum { AT_ACTION, AT_SETTING, AT_OF_FEED, AT_VALUE, AT_KEY,
	       AT_QUERY, AT_FIELD,
	       AT_FOLDER, AT_TAG, AT_FILE, AT_WORDS, AT_NAME, AT_THEME, AT_ROLE,
	       AT_NOTHING,
	} what;
	size_t start;
	struct span name;	/* of the setting */
	const struct query_field *field;
	const char *words;
};

static size_t split(struct span line, struct span *words, size_t most)
{
	size_t n = 0, i = 0;

	while (i < line.len) {
		size_t start;

		while (i < line.len && line.p[i] == ' ')
			i++;
		if (i == line.len)
			break;
		start = i;
		while (i < line.len && line.p[i] != ' ')
			i++;
		if (n < most)
			words[n++] = (struct span){ line.p + start, i - start };
	}
	/* Behind a space begins another word.  */
	if (n < most && (!n || line.p[line.len - 1] == ' '))
		words[n++] = (struct span){ line.p + line.len, 0 };
	return n;
}

static struct place place_in_query(struct span line, size_t rest)
{
	struct place p = { .what = AT_QUERY };
	size_t value, start = last_term(span_from(line, rest), &value,
					&p.field);

	if (p.field)
		p.what = AT_FIELD;
	p.start = rest + (p.field ? value : start);
	return p;
}

static struct place place_of(struct span line);

/* In [PANE] KEY ["DOC"] ACTION …  */
static struct place place_in_bind(struct span line, const struct span *w,
				  size_t n)
{
	struct place p = { .what = AT_KEY };
	char *first = span_dup(w[1]);
	size_t key = n > 2 && config_pane(first) ? 2 : 1, at;

	free(first);
	p.start = (size_t)(w[n - 1].p - line.p);
	if (n - 1 <= key)
		return p;
	at = (size_t)(w[key + 1].p - line.p);
	p = place_of(span_from(line, at));
	p.start += at;
	return p;
}

/* The choices in "[a|b|c]", or NULL.  */
static const char *choices_of(const char *args)
{
	size_t n = strcspn(args, " ");

	return args[0] == '[' && memchr(args, '|', n) ? args : NULL;
}

/* Spaces may be in it.  */
static size_t start_of_file(const char *args, const struct span *w, size_t n,
			    struct span line)
{
	bool number = n > 2 && strstr(args, "NUMBER") &&
		      ascii_is_digit(w[1].p[0]);

	return (size_t)(w[number ? 2 : 1].p - line.p);
}

static struct place place_of_argument(struct span line, const struct span *w,
				      size_t n)
{
	char *text = span_dup(w[0]);
	int action = action_by_name(text);
	const char *args = action < 0 ? "" : actions[action].args;
	size_t rest = (size_t)(w[1].p - line.p);
	struct place p = { .what = AT_NOTHING,
			   .start = (size_t)(w[n - 1].p - line.p) };

	free(text);
	if (action == ACTION_SET) {
		p.what = n == 2 ? AT_SETTING : n == 3 ? AT_VALUE : AT_NOTHING;
		p.name = w[1];
	} else if (action == ACTION_EDIT) {
		p.what = n == 2 ? AT_OF_FEED : n > 3 ? AT_NOTHING :
			 span_eq(w[1], SPAN("folder")) ? AT_FOLDER : AT_VALUE;
		p.name = w[1];
	} else if (action == ACTION_BIND || action == ACTION_UNBIND) {
		return place_in_bind(line, w, n);
	} else if (action == ACTION_HELP && n == 2) {
		p.what = AT_NAME;
	} else if (action == ACTION_RULE) {
		if (n > 2)
			return place_in_query(line, (size_t)(w[2].p - line.p));
		p.what = AT_WORDS;
		p.words = "hide|read|star|notify|tag:|run:";
	} else if (strstr(args, "QUERY")) {
		return place_in_query(line, rest);
	} else if (strstr(args, "FILE")) {
		p.what = AT_FILE;
		p.start = start_of_file(args, w, n, line);
	} else if (action == ACTION_THEME && n == 2) {
		p.what = AT_THEME;
	} else if (action == ACTION_COLOUR && n == 2) {
		p.what = AT_ROLE;
	} else if (action == ACTION_SORT) {
		p.what = AT_WORDS;
		p.words = "date|oldest|title|feed|unread|starred|reversed";
	} else if (action == ACTION_MOVE) {
		p.what = AT_FOLDER;
		p.start = rest;
	} else if (strstr(args, "TAGS")) {
		p.what = AT_TAG;
		p.start = rest;
	} else if (n == 2 && (p.words = choices_of(args))) {
		p.what = AT_WORDS;
	}
	return p;
}

/* The last of several commands is what is being typed.  */
static struct place place_of(struct span line)
{
	struct span w[5], part;
	size_t at = 0, begin = 0, n;
	struct place p;

	while (command_next(line, &at, &part) && at < line.len)
		begin = at;
	while (begin < line.len && line.p[begin] == ' ')
		begin++;
	line = span_from(line, begin);
	n = split(line, w, ARRAY_LEN(w));
	if (n < 2)
		p = (struct place){ .what = AT_ACTION,
				    .start = line.len - w[n - 1].len };
	else
		p = place_of_argument(line, w, n);
	p.start += begin;
	return p;
}

static void offer_at(struct offers *o, const struct place *p)
{
	switch (p->what) {
	case AT_ACTION:
		offer_actions(o);
		break;
	case AT_NAME:
		offer_actions(o);
		offer_settings(o);
		break;
	case AT_SETTING:
		offer_settings(o);
		break;
	case AT_OF_FEED:
		offer_of_feed(o);
		break;
	case AT_VALUE:
		offer_values(o, p->name);
		break;
	case AT_KEY:
		offer_words(o, "feeds articles article search all", " ",
			    "pane");
		offer_keys(o);
		break;
	case AT_QUERY:
		offer_fields(o);
		break;
	case AT_FIELD:
		offer_field_values(o, p->field);
		break;
	case AT_FOLDER:
		offer_folders(o, false);
		break;
	case AT_TAG:
		offer_tags(o, false);
		break;
	case AT_WORDS:
		offer_words(o, p->words, "[|]", "");
		break;
	case AT_THEME:
		offer_themes(o);
		break;
	case AT_ROLE:
		offer_roles(o);
		break;
	case AT_FILE:
	case AT_NOTHING:
		break;
	}
}

static void offer_both(const struct ui *ui, struct candidates *c,
		       const struct place *p, struct span typed)
{
	struct offers o = { .ui = ui, .c = c, .want = STR_INIT,
			    .have = STR_INIT };

	if (typed.len && typed.p[0] == '"')
		typed = span_from(typed, 1);
	text_fold(&o.want, typed);
	offer_at(&o, p);
	c->n_first = c->n;
	o.within = true;
	if (o.want.len)
		offer_at(&o, p);
	str_release(&o.want);
	str_release(&o.have);
}

/* Where the last of several tags begins.  */
static size_t last_tag(struct span before)
{
	size_t start = before.len;

	while (start && before.p[start - 1] != ',')
		start--;
	while (start < before.len &&
	       (before.p[start] == ' ' || before.p[start] == '-'))
		start++;
	return start;
}

void complete_command(void *arg, struct span before, struct candidates *c)
{
	struct ui *ui = arg;
	struct place p = place_of(before);

	c->start = p.start;
	if (p.what == AT_FILE) {
		files_offer(ui->tab_files, before, p.start, true, c);
		return;
	}
	if (p.what == AT_TAG)
		c->start += last_tag(span_from(before, p.start));
	offer_both(ui, c, &p, span_from(before, c->start));
}

void complete_tags(void *arg, struct span before, struct candidates *c)
{
	struct place p = { .what = AT_TAG };

	c->start = last_tag(before);
	offer_both(arg, c, &p, span_from(before, c->start));
}

void complete_folder(void *arg, struct span before, struct candidates *c)
{
	struct place p = { .what = AT_FOLDER };

	c->start = 0;
	offer_both(arg, c, &p, before);
}

void complete_query(void *arg, struct span before, struct candidates *c)
{
	struct place p = place_in_query(before, 0);

	c->start = p.start;
	offer_both(arg, c, &p, span_from(before, c->start));
}

static struct span up_to(struct span s, char end)
{
	const char *p = s.len ? memchr(s.p, end, s.len) : NULL;

	return p ? (struct span){ s.p, (size_t)(p - s.p) } : s;
}

/* What else the page named that was subscribed to last.  */
void complete_address(void *arg, struct span before, struct candidates *c)
{
	const struct ui *ui = arg;
	struct span rest = span_of(ui->offers);

	c->start = 0;
	while (rest.len && c->n < OFFERS_MOST) {
		struct span line = up_to(rest, '\n');
		struct span url = up_to(line, '\t');

		if (url.len >= before.len &&
		    !memcmp(url.p, before.p, before.len))
			candidates_add(c, url, span_from(line, url.len + 1));
		rest = span_from(rest, line.len + 1);
	}
}

/* A path is the whole line, spaces and all.  */
void complete_path(void *arg, struct span before, struct candidates *c)
{
	struct ui *ui = arg;

	c->start = 0;
	files_offer(ui->tab_files, before, 0, false, c);
}

