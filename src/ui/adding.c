/* adding.c - see adding.h */
#include "config.h"

#include "ui/adding_private.h"

#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/complete.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

static const struct pane_ops adding_ops;

static struct adding *adding_of(struct pane *pane)
{
	return pane && pane->ops == &adding_ops ?
		containing(pane, struct adding, pane) : NULL;
}

struct adding_row *adding_row(struct adding *p)
{
	return p->scroll.cursor < p->n ? &p->rows[p->scroll.cursor] : NULL;
}

const char *adding_name(const struct adding_row *row)
{
	return row->name ? row->name : row->offer->title ? row->offer->title :
	       row->offer->url;
}

bool adding_has(const struct adding *p, const struct adding_row *row)
{
	return subs_find(app_subs(p->pane.ui->app), row->offer->url) >= 0;
}

/* --- what came ----------------------------------------------------------------- */

static void forget_row(struct adding_row *row)
{
	app_offers_free(row->from);
	row->from = NULL;
}

/* Until the reader moves, the cursor is on the first that can be read, or may
 * be.  */
static void settle(struct adding *p)
{
	size_t i = 0;

	while (i < p->n && p->rows[i].offer->why)
		i++;
	if (!p->moved && i < p->n)
		p->scroll.cursor = i;
}

/* All of the first answer, and one that was seen of each later one.  */
static void take(struct adding *p, struct app_offers *o)
{
	bool list = !p->n && o->n == o->total;

	p->looking = !o->is_last;
	if (o->err.kind != ERR_NONE) {
		p->err = o->err;
		p->hopeless = o->hopeless;
	}
	for (size_t i = 0; i < o->n; i++) {
		struct adding_row *row = &p->rows[o->first + i];

		forget_row(row);
		row->offer = &o->offers[i];
		if (!list)
			row->from = o;
	}
	if (list) {
		p->named = o;
		p->n = o->n;
	} else if (!o->n) {
		app_offers_free(o);
	}
	settle(p);
}

static void subscribe(struct adding *p);

void adding_take(struct ui *ui, struct app_event *event)
{
	struct adding *p = adding_of(ui->over);

	if (!p || p->ticket != event->ticket)
		return;
	take(p, event->found);
	event->found = NULL;
	p->pane.dirty = true;
	if (p->eager && (p->n || !p->looking)) {
		p->eager = false;
		if (p->n)
			subscribe(p);
	}
}

/* --- subscribing ----------------------------------------------------------------- */

/* Those that were chosen, else the one under the cursor.  */
static size_t collect(struct adding *p, struct app_new *items)
{
	const struct adding_row *at = adding_row(p);
	size_t n = 0, n_chosen = 0;

	for (size_t i = 0; i < p->n; i++)
		n_chosen += p->rows[i].chosen;
	for (size_t i = 0; i < p->n; i++) {
		const struct adding_row *row = &p->rows[i];

		if ((n_chosen ? row->chosen : row == at) &&
		    !adding_has(p, row))
			items[n++] = (struct app_new){ row->offer->url,
						       row->name };
	}
	return n;
}

static void subscribe_to(struct adding *p, const char *url, const char *name)
{
	struct ui *ui = p->pane.ui;
	struct str shown = STR_INIT;
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (app_add(ui->app, url, name, p->folder, &ticket, &err) < 0) {
		ui_fail(ui, err.text);
		return;
	}
	url_without_secrets(&shown, span_of(url));
	ui_say(ui, "Subscribing to %s", name ? name : shown.s);
	str_release(&shown);
	ui_cover(ui, NULL);
}

static void subscribe(struct adding *p)
{
	struct app_new items[APP_OFFERS_MOST];
	struct ui *ui = p->pane.ui;
	size_t n = collect(p, items);

	if (p->n && !n) {
		ui_say(ui, "You are subscribed already");
	} else if (n == 1) {
		subscribe_to(p, items[0].url, items[0].name);
	} else if (n) {
		app_add_all(ui->app, items, n, p->folder);
		ui_say(ui, "Subscribing to %zu feeds", n);
		ui_cover(ui, NULL);
	} else if (p->looking) {
		p->eager = true;
		ui_say(ui, "It will be subscribed to as soon as it is there");
	} else if (p->hopeless) {
		ui_say(ui, "There is nothing to subscribe to; e edits the "
		       "address");
	} else {
		subscribe_to(p, p->typed, NULL);
	}
}

/* --- fields ------------------------------------------------------------------------ */

static void begin_field(struct adding *p, enum adding_field field)
{
	const struct adding_row *row = adding_row(p);

	if (field == FIELD_TITLE && !row)
		return;
	p->field = field;
	p->prompt.complete = field == FIELD_FOLDER ? complete_folder : NULL;
	p->prompt.arg = p->pane.ui;
	prompt_set(&p->prompt, field == FIELD_FOLDER ? p->folder :
		   adding_name(row));
}

static void end_field(struct adding *p)
{
	struct span typed = span_trim(str_span(&p->prompt.text));
	struct adding_row *row = adding_row(p);
	char **into = p->field == FIELD_FOLDER ? &p->folder :
		      row ? &row->name : NULL;

	if (into) {
		free(*into);
		*into = typed.len || p->field == FIELD_FOLDER ?
			xstrndup(typed.p, typed.len) : NULL;
	}
	p->field = FIELD_NONE;
}

static void field_key(struct adding *p, struct key k)
{
	enum prompt_result r = prompt_key(&p->prompt, k);

	if (r != PROMPT_ACCEPT && r != PROMPT_CANCEL)
		return;
	candidates_release(&p->prompt.candidates);
	if (r == PROMPT_ACCEPT)
		end_field(p);
	p->field = FIELD_NONE;
}

static void edit_address(struct adding *p)
{
	struct ui *ui = p->pane.ui;
	char *typed = xstrdup(p->typed);

	ui_cover(ui, NULL);
	command_ask(ui, ASK_FEED, typed);
	free(typed);
}

static bool adding_key(struct pane *pane, struct key k)
{
	struct adding *p = adding_of(pane);
	struct adding_row *row = adding_row(p);

	p->moved = pane->dirty = true;
	if (p->field != FIELD_NONE)
		field_key(p, k);
	else if (k.mods)
		return false;
	else if (k.code == ' ' && row)
		row->chosen = !row->chosen;
	else if (k.code == 'f')
		begin_field(p, FIELD_FOLDER);
	else if (k.code == 't')
		begin_field(p, FIELD_TITLE);
	else if (k.code == 'e' || k.code == 'a')
		edit_address(p);
	else
		return false;
	return true;
}

static bool adding_paste(struct pane *pane, const char *text)
{
	struct adding *p = adding_of(pane);

	if (p->field == FIELD_NONE)
		return false;
	prompt_paste(&p->prompt, text);
	return true;
}

static void adding_move(struct pane *pane, enum move how, int count)
{
	struct adding *p = adding_of(pane);

	scroll_move(&p->scroll, how, count);
	p->moved = pane->dirty = true;
}

static void adding_open(struct pane *pane)
{
	subscribe(adding_of(pane));
}

static bool adding_back(struct pane *pane)
{
	ui_cover(pane->ui, NULL);
	return true;
}

static bool adding_select(struct pane *pane, int x, int y)
{
	struct adding *p = adding_of(pane);
	size_t i = p->scroll.top + (size_t)MAX(y - p->row_y, 0);

	if (x < 0 || x >= p->rows_width || y < p->row_y ||
	    y >= p->row_y + p->scroll.height || i >= p->n)
		return false;
	p->scroll.cursor = i;
	p->moved = pane->dirty = true;
	return true;
}

/* On the box: choose it.  */
static bool adding_click(struct pane *pane, int x, int y)
{
	struct adding *p = adding_of(pane);

	if (x > 4 || !adding_select(pane, x, y))
		return false;
	adding_row(p)->chosen = !adding_row(p)->chosen;
	return true;
}

/* --- the pane ------------------------------------------------------------------- */

static void adding_about(struct pane *pane, struct str *out, int width)
{
	struct adding *p = adding_of(pane);

	if (p->field == FIELD_FOLDER)
		str_add(out, "Enter keeps it, Tab offers folders, a/b is b "
			"in a");
	else if (p->field == FIELD_TITLE)
		str_add(out, "Enter keeps it; an empty one is the feed's own");
	else if (!p->n)
		str_add(out, p->looking ? "Enter: subscribe · Esc: leave" :
			"e: edit the address · Esc: leave");
	else if (width < 60)
		str_add(out, "Enter: subscribe · Space f t e");
	else
		str_addf(out, "Enter: subscribe · Space: select · f: folder · "
			 "t: title · e: address%s", width < 84 ? "" :
			 " · Esc: leave");
}

static void adding_free(struct pane *pane)
{
	struct adding *p = adding_of(pane);

	app_probe_cancel(pane->ui->app);
	for (size_t i = 0; i < p->n; i++) {
		forget_row(&p->rows[i]);
		free(p->rows[i].name);
	}
	app_offers_free(p->named);
	prompt_release(&p->prompt);
	free(p->folder);
	free(p->typed);
	free(p);
}

static const struct pane_ops adding_ops = {
	.letter = 'G',
	.name = "page",
	.draw = adding_draw,
	.move = adding_move,
	.open = adding_open,
	.select = adding_select,
	.click = adding_click,
	.back = adding_back,
	.key = adding_key,
	.paste = adding_paste,
	.about = adding_about,
	.free = adding_free,
};

/* --- opening ------------------------------------------------------------------------- */

/* The folder one is in.  */
static const char *folder_here(const struct ui *ui)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	if (node && node->kind == TREE_FOLDER)
		return node->path;
	return node && node->feed ? node->feed->folder : "";
}

/* What cannot be looked at beforehand, as a file here, is subscribed to.  */
static void begin(struct adding *p)
{
	struct ui *ui = p->pane.ui;
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (app_probe(ui->app, p->typed, &p->ticket, &p->err) == 0) {
		p->looking = true;
	} else if (app_add(ui->app, p->typed, NULL, p->folder, &ticket,
			   &err) == 0) {
		ui_say(ui, "Subscribing to %s", p->typed);
		ui_cover(ui, NULL);
	} else {
		p->err = err;
		p->hopeless = true;
	}
}

void adding_show(struct ui *ui, const char *typed)
{
	struct adding *p = xcalloc(1, sizeof(*p));
	struct span s = span_trim(span_of(typed));

	p->pane.ops = &adding_ops;
	p->pane.ui = ui;
	p->pane.title = "Add a feed";
	p->pane.dirty = true;
	p->typed = xstrndup(s.p, s.len);
	p->folder = xstrdup(folder_here(ui));
	prompt_init(&p->prompt);
	ui_cover(ui, &p->pane);
	begin(p);
}
