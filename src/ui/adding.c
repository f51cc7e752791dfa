/* adding.c - see adding.h */
#include "config.h"

#include "ui/adding.h"

#include "app/probe.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "ui/act.h"
#include "ui/complete.h"
#include "ui/feeds_pane.h"
#include "ui/lines.h"
#include "ui/state.h"

#define WIDE 72			/* from here on what is in a feed stands beside */
#define HEAD_ROWS 2		/* above the offers */
#define FOOT_ROWS 3		/* below them: a gap, folder and title */

enum field { FIELD_NONE, FIELD_FOLDER, FIELD_TITLE };

struct row {
	struct app_offers *from;	/* owns the offer, when it was seen */
	const struct app_offer *offer;
	char *name;		/* the reader's, or NULL */
	bool chosen;
};

struct adding {
	struct pane pane;
	char *typed;		/* the address */
	uint64_t ticket;
	bool looking;		/* more is to come */
	bool eager;		/* subscribe as soon as it is known to what */
	struct err err;
	bool hopeless;
	struct app_offers *named;	/* what the page names; or NULL */
	struct row rows[APP_OFFERS_MOST];
	size_t n;
	char *folder;
	struct scroll scroll;
	int row_y;		/* of the first that is seen */
	int rows_width;
	enum field field;
	struct prompt prompt;
};

static const struct pane_ops adding_ops;

static struct adding *adding_of(struct pane *pane)
{
	return pane && pane->ops == &adding_ops ?
		containing(pane, struct adding, pane) : NULL;
}

static struct row *row_at_cursor(struct adding *p)
{
	return p->scroll.cursor < p->n ? &p->rows[p->scroll.cursor] : NULL;
}

static const char *name_of(const struct row *row)
{
	return row->name ? row->name : row->offer->title ? row->offer->title :
	       row->offer->url;
}

static bool is_subscribed(const struct adding *p, const struct row *row)
{
	return subs_find(app_subs(p->pane.ui->app), row->offer->url) >= 0;
}

/* --- what came ----------------------------------------------------------------- */

static void forget_row(struct row *row)
{
	app_offers_free(row->from);
	row->from = NULL;
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
		struct row *row = &p->rows[o->first + i];

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
	const struct row *at = row_at_cursor(p);
	size_t n = 0, n_chosen = 0;

	for (size_t i = 0; i < p->n; i++)
		n_chosen += p->rows[i].chosen;
	for (size_t i = 0; i < p->n; i++) {
		const struct row *row = &p->rows[i];

		if ((n_chosen ? row->chosen : row == at) &&
		    !is_subscribed(p, row))
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

static void begin_field(struct adding *p, enum field field)
{
	const struct row *row = row_at_cursor(p);

	if (field == FIELD_TITLE && !row)
		return;
	p->field = field;
	p->prompt.complete = field == FIELD_FOLDER ? complete_folder : NULL;
	p->prompt.arg = p->pane.ui;
	prompt_set(&p->prompt, field == FIELD_FOLDER ? p->folder :
		   name_of(row));
}

static void end_field(struct adding *p)
{
	struct span typed = span_trim(str_span(&p->prompt.text));
	struct row *row = row_at_cursor(p);
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
	struct row *row = row_at_cursor(p);

	pane->dirty = true;
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
	pane->dirty = true;
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
	pane->dirty = true;
	return true;
}

/* On the box: choose it.  */
static bool adding_click(struct pane *pane, int x, int y)
{
	struct adding *p = adding_of(pane);

	if (x > 4 || !adding_select(pane, x, y))
		return false;
	row_at_cursor(p)->chosen = !row_at_cursor(p)->chosen;
	return true;
}

/* --- drawing ------------------------------------------------------------------------ */

static void draw_row(const struct adding *p, const struct area *a, int y,
		     const struct row *row)
{
	bool there = is_subscribed(p, row);
	const char *state = there ? "subscribed" : !row->offer->is_seen ?
			    "…" : row->offer->why ? "!" : "";
	int width = text_width(span_of(state));

	area_puts(a, 1, y, row->chosen ? "[x]" : "[ ]",
		  theme_style(THEME_KEY));
	area_cut(a, 5, y, a->width - width - 7, span_of(name_of(row)),
		 theme_style(there ? THEME_FAINT : THEME_TEXT));
	area_cut(a, a->width - width - 1, y, width, span_of(state),
		 theme_style(row->offer->why ? THEME_ERROR : THEME_FAINT));
	if (row == row_at_cursor((struct adding *)(uintptr_t)p))
		area_select(a, 0, y, a->width);
}

static void draw_field(struct adding *p, const struct area *a, int y,
		       enum field field, const char *label, const char *value)
{
	int x = 10;

	area_cut(a, 1, y, x - 1, span_of(label), theme_style(THEME_HEADING));
	if (p->field != field) {
		area_cut(a, x, y, a->width - x - 1, span_of(value),
			 theme_style(THEME_TEXT));
		return;
	}
	p->pane.cursor_x = a->x - p->pane.area.x +
		prompt_draw(&p->prompt, a, x, y, a->width - x - 1,
			    theme_style(THEME_TEXT));
	p->pane.cursor_y = a->y - p->pane.area.y + y;
}

static void head(const struct adding *p, struct str *out)
{
	struct str shown = STR_INIT;

	url_without_secrets(&shown, span_of(p->typed));
	if (p->looking && !p->n)
		str_addf(out, "Looking at %s", shown.s);
	else if (!p->n)
		str_addf(out, "No feed at %s", shown.s);
	else if (p->n == 1)
		str_add(out, "A feed");
	else
		str_addf(out, "%zu feeds", p->n);
	if (p->n)
		str_addf(out, " at %s", shown.s);
	str_release(&shown);
}

static void draw_offers(struct adding *p, const struct area *a)
{
	struct row *row = row_at_cursor(p);
	struct str s = STR_INIT;
	int rows = MIN((int)p->n, MAX(a->height - HEAD_ROWS - FOOT_ROWS, 1));

	head(p, &s);
	area_cut(a, 1, 0, a->width - 2, str_span(&s),
		 theme_style(THEME_TITLE));
	str_release(&s);
	p->row_y = a->y - p->pane.area.y + HEAD_ROWS;
	p->rows_width = a->width;
	scroll_fit(&p->scroll, p->n, rows);
	p->pane.cursor_x = 1;
	p->pane.cursor_y = p->row_y + (int)(p->scroll.cursor - p->scroll.top);
	for (int y = 0; y < rows; y++)
		draw_row(p, a, HEAD_ROWS + y,
			 &p->rows[p->scroll.top + (size_t)y]);
	if (!row)
		return;
	draw_field(p, a, HEAD_ROWS + rows + 1, FIELD_FOLDER, "Folder",
		   *p->folder ? p->folder : "(none)");
	draw_field(p, a, HEAD_ROWS + rows + 2, FIELD_TITLE, "Title",
		   name_of(row));
}

/* "about 4 a week", from the dates that the feed shows.  */
static void add_pace(const struct app_offer *o, struct str *out)
{
	int64_t span = o->newest - o->oldest, n = (int64_t)o->n_entries - 1;
	static const struct { int64_t s; const char *name; } units[] = {
		{ 86400, "day" }, { 7 * 86400, "week" }, { 30 * 86400, "month" },
		{ 365 * 86400, "year" },
	};

	if (n < 1 || o->newest == DATE_NONE || span < 3600)
		return;
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (n * units[i].s >= span || i + 1 == ARRAY_LEN(units)) {
			str_addf(out, " · about %lld a %s",
				 (long long)MAX((n * units[i].s + span / 2) /
						span, 1), units[i].name);
			return;
		}
}

static void add_facts(const struct app_offer *o, struct str *out)
{
	str_addf(out, o->n_entries == 1 ? "%zu article" : "%zu articles",
		 o->n_entries);
	add_pace(o, out);
	if (o->newest != DATE_NONE) {
		str_add(out, " · newest ");
		date_ago(out, o->newest, date_now());
		str_add(out, " ago");
	}
	if (o->language)
		str_addf(out, " · %.20s", o->language);
}

static void add_date(struct str *out, int64_t date)
{
	str_clear(out);
	if (date != DATE_NONE)
		date_short(out, date, date_now());
}

static void add_heads(struct lines *l, const struct app_offer *o)
{
	struct str when = STR_INIT;
	int x = 0;

	for (size_t i = 0; i < o->n_heads; i++) {
		add_date(&when, o->heads[i].date);
		x = MAX(x, text_width(str_span(&when)) + 1);
	}
	for (size_t i = 0; i < o->n_heads; i++) {
		const char *title = o->heads[i].title;

		lines_new(l);
		add_date(&when, o->heads[i].date);
		lines_add(l, 0, str_span(&when), theme_style(THEME_FAINT));
		lines_add(l, x > 1 ? x : 0, span_of(title ? title :
						     "(untitled)"),
			  theme_style(THEME_TEXT));
	}
	str_release(&when);
}

static void wrap(struct lines *l, int width, const char *text, enum theme_role r)
{
	lines_new(l);
	lines_wrap(l, 0, 0, width, span_of(text), theme_style(r));
}

static void wrap_why(struct lines *l, int width, const char *why)
{
	struct str s = STR_INIT;

	ui_add_sentence(&s, why);
	wrap(l, width, s.s, THEME_ERROR);
	str_release(&s);
}

static void make_offer(struct lines *l, const struct app_offer *o, int width)
{
	struct str s = STR_INIT;

	wrap(l, width, o->title ? o->title : o->url, THEME_TITLE);
	if (o->about && o->title && strcmp(o->about, o->title) != 0)
		wrap(l, width, o->about, THEME_FAINT);
	url_without_secrets(&s, span_of(o->url));
	wrap(l, width, s.s, THEME_LINK);
	str_clear(&s);
	lines_new(l);
	if (o->why) {
		wrap_why(l, width, o->why);
	} else if (!o->is_seen) {
		wrap(l, width, "It is being looked at …", THEME_FAINT);
	} else {
		add_facts(o, &s);
		wrap(l, width, s.s, THEME_TEXT);
		lines_new(l);
		add_heads(l, o);
	}
	str_release(&s);
}

static void make_failed(struct lines *l, const struct adding *p, int width)
{
	wrap_why(l, width, p->err.text);
	lines_new(l);
	if (p->hopeless) {
		wrap(l, width, "If the site has a feed, its address often "
		     "stands behind a link “RSS”, “Atom” or “Feed” there. e "
		     "edits the address, Esc leaves.", THEME_TEXT);
		return;
	}
	wrap(l, width, "Enter subscribes all the same: what is there comes "
	     "with a later refresh. e edits the address, Esc leaves.",
	     THEME_TEXT);
}

static void draw_preview(struct adding *p, const struct area *a)
{
	const struct row *row = row_at_cursor(p);
	int width = a->width - 2;
	struct lines l;

	if (width < 1 || a->height < 1)
		return;
	lines_init(&l);
	if (row)
		make_offer(&l, row->offer, width);
	else if (!p->looking)
		make_failed(&l, p, width);
	for (size_t i = 0; i < l.n && (int)i < a->height; i++)
		lines_draw(&l, i, a, 1, (int)i, width);
	lines_release(&l);
}

static void adding_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct adding *p = adding_of(pane);
	uint16_t rule = theme_style(THEME_RULE);
	int left = MAX(a->width * 2 / 5, 30);
	int top = MIN(HEAD_ROWS + FOOT_ROWS + (int)p->n, a->height * 2 / 3);
	struct area part;

	(void)focused;
	area_clear(a);
	pane->area = *a;
	if (a->width >= WIDE && p->n) {
		part = area_part(a, 0, 0, left, a->height);
		draw_offers(p, &part);
		for (int y = 0; y < a->height; y++)
			area_puts(a, left, y, "│", rule);
		part = area_part(a, left + 1, 0, a->width - left - 1,
				 a->height);
	} else {
		top = p->n ? top : HEAD_ROWS - 1;
		part = area_part(a, 0, 0, a->width, top);
		draw_offers(p, &part);
		for (int x = 0; x < a->width; x++)
			area_puts(a, x, top, "─", rule);
		part = area_part(a, 0, top + 1, a->width,
				 MAX(a->height - top - 1, 0));
	}
	draw_preview(p, &part);
	pane->typing = p->field != FIELD_NONE;
}

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
	else
		str_add(out, width < 60 ? "Enter: subscribe · Space f t e" :
			"Enter: subscribe · Space: select · f: folder · "
			"t: title · e: address · Esc: leave");
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
