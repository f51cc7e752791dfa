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
#include "ui/act.h"
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

/* Whether the word that is being typed is not wanted: letter by letter, others
 * would go that shall stay.  */
static bool is_unwanted(const char *typed)
{
	const char *space = strrchr(typed, ' ');
	size_t before = space ? (size_t)(space - typed) : 0;

	return (space ? space[1] : typed[0]) == '-' ||
	       (before >= 3 && strncmp(space - 3, "NOT", 3) == 0 &&
		(before == 3 || space[-4] == ' '));
}

/* Where it cannot be a prefix (dates, states) it is as typed.  */
char *search_open_ended(const char *typed)
{
	size_t len = strlen(typed);
	struct str open = STR_INIT;
	struct query *q;

	if (len && typed[len - 1] != ' ' && typed[len - 1] != '*' &&
	    !is_unwanted(typed)) {
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

static void ask_nothing(struct search_pane *p)
{
	keep(&p->query, NULL);
	keep(&p->asked, NULL);
	query_free(p->matches);
	p->matches = NULL;
	forget_snippets(p);
	list_empty(&p->list);
}

/* Whether `typed` can be read; why not is in p->qerr.  */
static bool can_read(struct search_pane *p, const char *typed)
{
	struct query *q;
	bool right = query_parse(span_of(typed), date_now(), &q,
				 &p->qerr) == 0;

	p->unfinished = !right && search_may_go_on(p, typed);
	p->wrong = !right && !p->unfinished;
	p->loud = false;
	if (right)
		query_free(q);
	return right;
}

/* The list for `typed`, with the cursor on `anchor`, 0: at the top, -1: where
 * it is if that was asked already, else at the top.  */
static void ask(struct search_pane *p, const char *typed, int64_t anchor)
{
	struct ui *ui = p->pane.ui;
	uint64_t generation;
	char *open, *text;
	struct query_err qerr;

	p->pane.dirty = true;
	search_scope_set(p);
	if (!span_trim(span_of(typed)).len) {
		p->wrong = p->unfinished = false;
		ask_nothing(p);
		return;
	}
	if (!can_read(p, typed))
		return;
	open = p->rule ? xstrdup(typed) : search_open_ended(typed);
	text = search_compose(p, open);
	free(open);
	if (anchor < 0)
		anchor = p->asked && !strcmp(p->asked, text) ?
			 list_id(&p->list) : 0;
	if (!anchor)
		picks_clear(&p->list.picks);
	generation = ui_next_generation(ui);
	if (app_list(ui->app, &p->scope, text, generation, &qerr) == 0) {
		list_expect(&p->list, generation, anchor);
		search_facets_stale(p);
		keep(&p->query, typed);
		keep(&p->asked, text);
		query_free(p->matches);
		if (query_parse(span_of(text), date_now(), &p->matches,
				NULL) < 0)
			p->matches = NULL;
	}
	free(text);
}

void search_pane_run(struct search_pane *p)
{
	ask(p, p->prompt.text.s, -1);
}

void search_pane_type(struct search_pane *p, const char *text)
{
	search_line_begin(p, text);
	p->rule = NULL;
	p->typing = true;
	search_pane_run(p);
}

void search_pane_remake(struct search_pane *p)
{
	char *typed = p->query ? xstrdup(p->query) : NULL;

	if (typed)
		ask(p, typed, list_id(&p->list));
	free(typed);
}

void search_pane_again(struct search_pane *p)
{
	ask(p, p->prompt.text.s,
	    p->list.scroll.cursor ? list_id(&p->list) : 0);
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

/* Keys that are bound to what concerns the search itself do it in the line
 * too, unless they are text.  */
static bool take_bound(struct search_pane *p, struct key k)
{
	const struct keymap_bind *b;
	struct call call = { 0 };

	if (key_is_text(k))
		return false;
	b = keymap_find(p->pane.ui->keymap, 'S', &k, 1);
	if (!b || b->n_more || (b->action != ACTION_SEARCH_SCOPE &&
				b->action != ACTION_SEARCH_ORDER &&
				b->action != ACTION_SEARCH_FACETS &&
				b->action != ACTION_SEARCH_RESPELL))
		return false;
	call = (struct call){ b->action, 0, b->args ? b->args : "" };
	act(p->pane.ui, &call);
	return true;
}

/* Results can be chosen among while one types, unless that is for words that
 * Tab offers.  */
static bool take_arrow(struct search_pane *p, struct key k)
{
	if (!p->list.n || p->wrong || k.mods ||
	    (k.code != KEYS_DOWN && k.code != KEYS_UP))
		return false;
	list_move(&p->list, k.code == KEYS_UP ? MOVE_UP : MOVE_DOWN, 0);
	return true;
}

/* Enter: now it has to be right.  */
static void accept(struct search_pane *p)
{
	if (p->wrong || p->unfinished) {
		p->wrong = p->loud = true;
		p->unfinished = false;
	} else if (p->query) {
		leave_line(p);
	}
}

static void cancel(struct search_pane *p)
{
	if (!p->list.n || p->wrong) {
		ui_leave_search(p->pane.ui);
		return;
	}
	/* The results are not those of what could not be read.  */
	if (p->unfinished)
		prompt_set(&p->prompt, p->query);
	p->unfinished = false;
	leave_line(p);
}

static bool search_key(struct pane *pane, struct key k)
{
	struct search_pane *p = search_of(pane);
	bool offers = p->prompt.candidates.arena != NULL;

	if (p->facets.focused)
		return search_facets_key(p, k);
	if (!p->typing)
		return false;
	pane->dirty = true;
	if (p->rule && search_rule_key(p, k))
		return true;
	if (k.code == KEYS_TAB || k.code == KEYS_BACKTAB)
		return search_line_tab(p, k);
	if (take_arrow(p, k) || take_bound(p, k))
		return true;
	pane->ui->line_dirty |= offers;
	switch (prompt_key(&p->prompt, k)) {
	case PROMPT_CHANGED:
		search_pane_run(p);
		break;
	case PROMPT_ACCEPT:
		accept(p);
		break;
	case PROMPT_CANCEL:
		/* At first the words that were offered go.  */
		if (!offers)
			cancel(p);
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
	p->facets.focused = false;
	p->list.scroll.cursor = i;
	p->list.anchor = 0;
	return true;
}

/* On the line of the query, or on where and how below it.  */
static bool search_click(struct pane *pane, int x, int y)
{
	struct search_pane *p = search_of(pane);

	if (search_facets_click(p, x, y))
		return true;
	if (p->spell.y && y == p->spell.y) {
		search_spell_turn(p);
		return true;
	}
	if (y >= search_pane_head(p, pane->area.width))
		return false;
	p->facets.focused = false;
	if (y == 1 && !p->wrong && x >= p->where_x && x < p->where_end)
		search_turn_scope(p);
	else if (y == 1 && !p->wrong && x >= p->order_x && x < p->order_end)
		search_turn_order(p, !p->by_rank);
	else
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

	if (p->cut && !p->typing && !p->facets.focused && !picks_any(&p->list) &&
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
	search_scope_release(p);
	search_facets_release(&p->facets);
	search_spell_release(&p->spell);
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
