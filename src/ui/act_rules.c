/* act_rules.c - actions on rules: making one of an article, the page of all */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "query/token.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/picker.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* A value as the query language takes it.  */
static void add_quoted(struct str *out, const char *s)
{
	str_addc(out, '"');
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			str_addc(out, '\\');
		str_addc(out, *s);
	}
	str_addc(out, '"');
}

static void open_search(struct ui *ui)
{
	ui_cover(ui, NULL);
	if (!ui->searching) {
		ui->before_search = ui->focus;
		search_scope_look(ui->search);
	}
	ui->searching = true;
}

/* --- of an article ------------------------------------------------------------ */

/* The rule is looked at, with what it finds, before it is kept.  */
static void propose(struct ui *ui, const struct str *query)
{
	open_search(ui);
	search_pane_rule(ui->search, query->s);
	ui_focus(ui, FOCUS_LIST);
}

static void propose_value(struct ui *ui, const char *field, const char *value,
			  const char *without)
{
	struct str query = STR_INIT;

	if (value && *value) {
		str_addf(&query, "%s:", field);
		add_quoted(&query, value);
		propose(ui, &query);
	} else {
		ui_decline(ui, "%s", without);
	}
	str_release(&query);
}

void action_rule_author(struct ui *ui, const struct call *call)
{
	struct store_article *a = ui_chosen(ui);

	(void)call;
	if (a)
		propose_value(ui, "author", a->author,
			      "Nobody is named as its author");
	store_article_free(a);
}

void action_rule_feed(struct ui *ui, const struct call *call)
{
	struct store_article *a = ui_chosen(ui);

	(void)call;
	if (a)
		propose_value(ui, "feed", a->feed_url, "");
	store_article_free(a);
}

void action_rule_tag(struct ui *ui, const struct call *call)
{
	struct store_article *a = ui_chosen(ui);

	(void)call;
	if (a)
		propose_value(ui, "tag", a->n_categories ? a->categories[0] :
			      NULL, "Its publisher put it into no category");
	store_article_free(a);
}

/* The longest word of a title says most, as a rule.  */
static char *longest_word(const char *title)
{
	struct span all = span_of(title), best = { "", 0 };
	struct tokens t;

	tokens_init(&t, all);
	while (tokens_next(&t))
		if (t.reach - t.start > best.len)
			best = (struct span){ all.p + t.start,
					      t.reach - t.start };
	tokens_release(&t);
	return span_dup(best);
}

void action_rule_word(struct ui *ui, const struct call *call)
{
	struct store_article *a = ui_chosen(ui);
	char *word;

	(void)call;
	if (!a)
		return;
	word = longest_word(a->title ? a->title : "");
	propose_value(ui, "title", word, "It has no words in its title");
	free(word);
	store_article_free(a);
}

/* --- by its words --------------------------------------------------------------- */

void ui_add_rule(struct ui *ui, const char *words)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (app_rule_add(ui->app, words, true, &ticket, NULL, &err) < 0)
		ui_fail(ui, err.text);
}

void action_rule(struct ui *ui, const struct call *call)
{
	if (*call->args)
		ui_add_rule(ui, call->args);
	else
		command_ask(ui, ASK_COMMAND, "rule hide ");
}

/* --- the page of all ------------------------------------------------------------- */

static int64_t hits_of(const struct store_rules *hits, const char *text)
{
	for (size_t i = 0; hits && text && i < hits->n; i++)
		if (!strcmp(hits->rules[i].text, text))
			return hits->rules[i].hits;
	return 0;
}

static void add_rule(struct picker *p, size_t number, const struct rule *r,
		     int64_t hits, int64_t now)
{
	struct str line = STR_INIT, doc = STR_INIT, key = STR_INIT,
		   name = STR_INIT;

	str_addf(&line, "rules %zu", number);
	str_addf(&key, "%s · ", r->why ? "wrong" : r->off ? "off" :
		 now >= r->until ? "past" : "on");
	status_number(&key, hits);
	str_add(&key, hits == 1 ? " hit" : " hits");
	str_add(&doc, r->off && strlen(r->words) > 4 ? r->words + 4 :
		r->words);
	if (r->why)
		str_addf(&doc, " · line %zu: %s", r->line, r->why);
	str_addf(&name, "rule %zu", number);
	picker_add(p, (struct pick){ .what = PICK_LINE, .text = line.s,
				     .name = name.s, .doc = doc.s,
				     .key = key.s });
	str_release(&line);
	str_release(&doc);
	str_release(&key);
	str_release(&name);
}

void picker_fill_rules(struct picker *p)
{
	struct ui *ui = p->pane.ui;
	struct store_rules *hits = NULL;
	struct rules *rules;
	struct err err = ERR_INIT;
	int64_t now = date_now();

	if (app_rules_read(ui->app, &rules, &err) < 0) {
		picker_heading(p, err.text);
		return;
	}
	(void)!store_rules(app_store(ui->app), &hits, NULL);
	picker_heading(p, rules->n ? "Enter switches a rule off, or on" :
		       "There are no rules yet");
	for (size_t i = 0; i < rules->n; i++)
		add_rule(p, i + 1, &rules->items[i],
			 hits_of(hits, rules->items[i].text), now);
	picker_heading(p, "More");
	picker_add(p, (struct pick){ .what = PICK_LINE, .text = "hidden",
				     .name = "hidden", .key = ":hidden",
				     .doc = "show what is hidden" });
	picker_add(p, (struct pick){ .what = PICK_LINE, .text = "rule",
				     .name = "rule", .key = ":rule",
				     .doc = "a new one: hide, read, star, "
				     "tag:NAME, notify or run:COMMAND, and a "
				     "query" });
	store_rules_free(hits);
	rules_drop(rules);
}

static void turn(struct ui *ui, const char *word)
{
	struct rules *rules;
	struct err err = ERR_INIT;
	size_t number = strtoul(word, NULL, 10);
	const struct rule *r;

	if (app_rules_read(ui->app, &rules, &err) < 0) {
		ui_fail(ui, err.text);
		return;
	}
	if (!number || number > rules->n) {
		ui_complain(ui, "There is no rule %s", word);
	} else {
		r = &rules->items[number - 1];
		app_rule_edit(ui->app, r->line, r->words,
			      r->off ? RULES_ON : RULES_OFF);
	}
	rules_drop(rules);
}

void action_rules(struct ui *ui, const struct call *call)
{
	if (*call->args)
		turn(ui, call->args);
	else
		rules_show(ui);
}

/* --- what was hidden ---------------------------------------------------------------- */

/* In the feed or folder whose list is there; else everywhere.  */
void action_hidden(struct ui *ui, const struct call *call)
{
	const struct store_scope scope = ui->focus == FOCUS_FEEDS ?
		feeds_pane_scope(ui->feeds) : ui->list->scope;
	const struct store_feed *feed = scope.kind == STORE_FEED ?
		feeds_pane_find(ui->feeds, scope.feed_id) : NULL;
	struct str query = STR_INIT;

	(void)call;
	str_add(&query, "is:hidden");
	if (feed) {
		str_add(&query, " feed:");
		add_quoted(&query, feed->url);
	} else if (scope.kind == STORE_FOLDER && scope.folder &&
		   *scope.folder) {
		str_add(&query, " folder:");
		str_add(&query, "\"/");
		str_add(&query, scope.folder);
		str_addc(&query, '"');
	}
	open_search(ui);
	search_pane_type(ui->search, query.s);
	ui->search->typing = false;
	ui_focus(ui, FOCUS_LIST);
	str_release(&query);
}
