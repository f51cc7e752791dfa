/* fuzz_rules.c - any bytes are a file of rules: each line is a rule or has a
 * reason, its normal form is read as the same rule, and edits hit one line
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "app/rules.h"

#define NOW INT64_C(1769090520)
#define MOST_RULES 50

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void must_be_same(const struct rule *r)
{
	struct rules *again;

	/* Quotes can make a query longer than it may be.  */
	if (strlen(r->text) > 4000)
		return;
	again = rules_parse(span_of(r->text), NOW);
	must(again->n == 1 && !again->items[0].why);
	must(!strcmp(again->items[0].text, r->text));
	must(again->items[0].hide == r->hide &&
	     again->items[0].read == r->read &&
	     again->items[0].star == r->star &&
	     again->items[0].notify == r->notify &&
	     again->items[0].n_tags == r->n_tags &&
	     !again->items[0].argv == !r->argv);
	rules_drop(again);
}

static void judge(const struct rules *rules, const char *text)
{
	struct query_article art = { .published = NOW - 60, .title = text,
				     .text = text, .feed_url = text };
	const struct rule *const *told;
	struct arena *a = arena_new();
	struct judge j;

	if (judge_init(&j, a, rules, &art, NOW))
		judge_article(&j, a, &art, &told);
	arena_free(a);
}

static void edit(const struct rules *rules, struct span in)
{
	struct str s = STR_INIT;
	struct rules *after;

	for (size_t i = 0; i < rules->n && i < MOST_RULES; i++) {
		str_clear(&s);
		str_adds(&s, in);
		must(rules_edit_line(&s, rules->items[i].line, RULES_OFF));
		after = rules_parse(str_span(&s), NOW);
		must(after->n == rules->n);
		must(after->items[i].off || after->items[i].why);
		rules_drop(after);
		must(rules_edit_line(&s, rules->items[i].line,
				     RULES_TAKE_OUT));
	}
	str_release(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	struct rules *rules = rules_parse(in, NOW);
	char *copy = span_dup(in);

	for (size_t i = 0; i < rules->n; i++) {
		const struct rule *r = &rules->items[i];

		must(!r->text == !!r->why);
		if (r->why)
			must(r->offset <= strlen(r->words));
		else if (i < MOST_RULES)
			must_be_same(r);
	}
	edit(rules, in);
	judge(rules, copy);
	free(copy);
	rules_drop(rules);
	return 0;
}
