/* search_pane.c - see search_pane.h
 *
 *	/ ferry harbour                              37 found ▁▂▁▅█▂
 *
 *	 ●   Sun 14:02  Harbour Courier  The ferry that came back
 *	                 … moored in the old harbour when the ferry …
 */
#include "config.h"

#include "ui/search_pane.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/state.h"

static struct search_pane *search_of(struct pane *pane)
{
	return containing(pane, struct search_pane, pane);
}

/* --- searching ---------------------------------------------------------------- */

static void forget_snippets(struct search_pane *p)
{
	store_rows_free(p->snippets);
	p->snippets = NULL;
	p->asked_n = 0;
}

void search_pane_stale(struct search_pane *p)
{
	list_stale(&p->list);
	p->pane.dirty = true;
}

/*
 * What is asked for `typed`, owned: the last word may go on, so it is a prefix
 * until a space ends it.  Where that cannot be (dates, states) it is as typed.
 */
static char *query_of(const char *typed)
{
	size_t len = strlen(typed);
	struct str open = STR_INIT;
	struct query *q;

	if (len && typed[len - 1] != ' ' && typed[len - 1] != '*') {
		str_addf(&open, "%s*", typed);
		if (query_parse(str_span(&open), date_now(), &q, NULL) == 0) {
			query_free(q);
			return str_detach(&open);
		}
	}
	str_release(&open);
	return xstrdup(typed);
}

static void keep(char **kept, const char *text)
{
	free(*kept);
	*kept = text ? xstrdup(text) : NULL;
}

static void ask(struct search_pane *p, const char *text)
{
	struct ui *ui = p->pane.ui;
	uint64_t generation;
	int64_t anchor = 0;

	p->pane.dirty = true;
	p->wrong = false;
	if (!span_trim(span_of(text)).len) {
		keep(&p->query, NULL);
		keep(&p->asked, NULL);
		forget_snippets(p);
		list_empty(&p->list);
		return;
	}
	generation = ui_next_generation(ui);
	if (app_list(ui->app, &p->scope, text, generation, &p->qerr) < 0) {
		p->wrong = true;
		return;
	}
	if (p->asked && !strcmp(p->asked, text))
		anchor = list_id(&p->list);
	else
		picks_clear(&p->list.picks);
	list_expect(&p->list, generation, anchor);
	keep(&p->query, p->prompt.text.s);
	keep(&p->asked, text);
	query_free(p->matches);
	if (query_parse(span_of(text), date_now(), &p->matches, NULL) < 0)
		p->matches = NULL;
}

/* Ask for what stands in the prompt; of a rule, for exactly that.  */
static void search_pane_run(struct search_pane *p)
{
	char *text = p->rule ? xstrdup(p->prompt.text.s) :
		     query_of(p->prompt.text.s);

	ask(p, text);
	free(text);
}

void search_pane_type(struct search_pane *p, const char *text)
{
	p->prompt.history = &p->pane.ui->searches;
	p->rule = NULL;
	prompt_set(&p->prompt, text);
	p->typing = true;
	search_pane_run(p);
}

void search_pane_rule(struct search_pane *p, const char *query)
{
	search_pane_type(p, query);
	p->rule = "hide";
	search_pane_run(p);
}

/* What else it could do.  */
static void next_rule(struct search_pane *p)
{
	static const char *const rules[] = { "hide", "read", "star", "notify" };
	size_t i = 0;

	while (i < ARRAY_LEN(rules) && strcmp(rules[i], p->rule) != 0)
		i++;
	p->rule = rules[(i + 1) % ARRAY_LEN(rules)];
}

/* There is something to find, and it can be read.  */
static bool keep_rule(struct search_pane *p)
{
	struct str words = STR_INIT;

	if (p->wrong || !p->query)
		return false;
	str_addf(&words, "%s %s", p->rule, p->prompt.text.s);
	p->rule = NULL;
	ui_leave_search(p->pane.ui);
	ui_add_rule(p->pane.ui, words.s);
	str_release(&words);
	return true;
}

void search_pane_remake(struct search_pane *p)
{
	char *text = p->asked ? xstrdup(p->asked) : NULL;

	if (text)
		ask(p, text);
	free(text);
}

/* --- snippets ------------------------------------------------------------------- */

bool search_pane_take_rows(struct search_pane *p, struct app_event *event)
{
	if (event->ticket != p->asked_generation || !p->asked_n ||
	    p->list.waiting)
		return false;
	p->pane.dirty = true;
	if (event->err.kind != ERR_NONE || !event->rows)
		return true;
	store_rows_free(p->snippets);
	p->snippets = event->rows;
	event->rows = NULL;
	return true;
}

/* --- acting ----------------------------------------------------------------------- */

static bool leave_line(struct search_pane *p)
{
	p->typing = false;
	p->pane.dirty = true;
	if (p->query)
		history_add(&p->pane.ui->searches, p->query);
	return true;
}

static bool search_key(struct pane *pane, struct key k)
{
	struct search_pane *p = search_of(pane);

	if (!p->typing)
		return false;
	pane->dirty = true;
	if (p->list.n && !p->wrong &&
	    (k.code == KEYS_DOWN || k.code == KEYS_UP)) {
		list_move(&p->list, k.code == KEYS_UP ? MOVE_UP : MOVE_DOWN, 0);
		return true;
	}
	if (k.code == KEYS_TAB && p->rule) {
		next_rule(p);
		return true;
	}
	if (k.code == KEYS_TAB)
		return p->list.n ? leave_line(p) : true;
	switch (prompt_key(&p->prompt, k)) {
	case PROMPT_CHANGED:
		search_pane_run(p);
		break;
	case PROMPT_ACCEPT:
		if (p->rule)
			keep_rule(p);
		else if (!p->wrong && p->query)
			leave_line(p);
		break;
	case PROMPT_CANCEL:
		if (p->rule)
			ui_leave_search(pane->ui);
		else if (p->list.n && !p->wrong)
			leave_line(p);
		else
			ui_leave_search(pane->ui);
		break;
	default:
		break;
	}
	return true;
}

static bool search_paste(struct pane *pane, const char *text)
{
	struct search_pane *p = search_of(pane);

	if (!p->typing)
		return false;
	prompt_paste(&p->prompt, text);
	search_pane_run(p);
	return true;
}

static void search_move(struct pane *pane, enum move how, int count)
{
	list_move(&search_of(pane)->list, how, count);
}

/* Rows above the results.  */
static bool search_select(struct pane *pane, int x, int y)
{
	struct search_pane *p = search_of(pane);
	int head = search_pane_head(p, pane->area.width);
	size_t i = p->list.scroll.top +
		   (size_t)(MAX(y - head, 0) / SEARCH_ROW_HEIGHT);

	(void)x;
	if (y < head || !p->query || i >= p->list.n)
		return false;
	if (p->typing)
		leave_line(p);
	p->list.scroll.cursor = i;
	p->list.anchor = 0;
	return true;
}

/* On the line of the query.  */
static bool search_click(struct pane *pane, int x, int y)
{
	struct search_pane *p = search_of(pane);

	(void)x;
	if (y >= search_pane_head(p, pane->area.width))
		return false;
	p->typing = true;
	return true;
}

static void search_open(struct pane *pane)
{
	int64_t id = list_id(&search_of(pane)->list);

	if (id)
		ui_read_article(pane->ui, id);
}

static bool search_back(struct pane *pane)
{
	if (picks_any(&search_of(pane)->list)) {
		ui_unpick(pane->ui);
		return true;
	}
	ui_leave_search(pane->ui);
	return true;
}

static void search_place(struct pane *pane, struct str *out)
{
	struct list *l = &search_of(pane)->list;

	if (!l->n)
		return;
	status_number(out, (int64_t)l->scroll.cursor + 1);
	str_addc(out, '/');
	status_number(out, (int64_t)l->n);
}

static void search_about(struct pane *pane, struct str *out, int width)
{
	struct search_pane *p = search_of(pane);

	if (p->cut && !p->typing && !picks_any(&p->list) &&
	    !screen_shows_article(pane->ui))
		list_title(&p->list, app_store(pane->ui->app),
			   &pane->ui->marks, width, out);
}

static void search_free(struct pane *pane)
{
	struct search_pane *p = search_of(pane);

	forget_snippets(p);
	list_release(&p->list);
	prompt_release(&p->prompt);
	query_free(p->matches);
	free(p->query);
	free(p->asked);
	free(p);
}

static const struct pane_ops search_ops = {
	.letter = 'S',
	.name = "search results",
	.draw = search_pane_draw,
	.move = search_move,
	.open = search_open,
	.select = search_select,
	.click = search_click,
	.back = search_back,
	.key = search_key,
	.paste = search_paste,
	.place = search_place,
	.about = search_about,
	.free = search_free,
};

struct search_pane *search_pane_new(struct ui *ui)
{
	struct search_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &search_ops;
	p->pane.ui = ui;
	prompt_init(&p->prompt);
	list_empty(&p->list);
	return p;
}
