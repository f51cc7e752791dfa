/* editing.c - see editing.h */
#include "config.h"

#include "ui/editing.h"

#include "app/app.h"
#include "app/bundled.h"
#include "app/scope.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/bidi.h"
#include "query/query.h"
#include "ui/complete.h"
#include "ui/feeds_pane.h"
#include "ui/fields.h"
#include "ui/state.h"

/* Numbers of fields; settings come behind.  */
enum { FIELD_TITLE, FIELD_ADDRESS, FIELD_QUERY, FIELD_FOLDER, FIELD_SETTING };

static const char *const names[] = {
	[FIELD_TITLE] = "title", [FIELD_ADDRESS] = "address",
	[FIELD_QUERY] = "query", [FIELD_FOLDER] = "folder",
};

struct editing {
	struct pane pane;
	struct arena *arena;	/* what the fields show */
	struct app_item item;	/* in it */
	const char *label;	/* in it */
	struct fields fields;
	uint64_t ticket;	/* of what is being written, or 0 */
	bool asked;		/* it was said that Esc forgets the changes */
};

static const struct pane_ops editing_ops;

static struct editing *editing_of(struct pane *pane)
{
	return pane && pane->ops == &editing_ops ?
		containing(pane, struct editing, pane) : NULL;
}

/* --- its fields --------------------------------------------------------------- */

static bool check_setting(const struct field *f, const char *value,
			  struct err *err)
{
	struct str normal = STR_INIT;
	int ret = setting_normal((enum setting)(f->number - FIELD_SETTING),
				 value, &normal, err);

	str_release(&normal);
	return ret == 0;
}

static bool check_query(const struct field *f, const char *value,
			struct err *err)
{
	struct query_err qerr;
	struct query *q;

	(void)f;
	if (query_parse(span_of(value), date_now(), &q, &qerr) < 0) {
		err_set(err, ERR_INPUT, "%s%s%s", qerr.text,
			*qerr.hint ? "; " : "", qerr.hint);
		return false;
	}
	query_free(q);
	return true;
}

/* A feed's is that of its line; a folder's that of a feed in it.  */
static struct subs_feed place_of(const struct subs *subs,
				 const struct app_item *item)
{
	ptrdiff_t i = item->url ? subs_find(subs, item->url) : -1;

	if (i >= 0)
		return subs_feed(subs, (size_t)i);
	return (struct subs_feed){ .url = item->url ? item->url : "",
				   .folder = item->folder ? item->folder : "" };
}

/* What is around it: of a feed its folder, of a folder the one it is in.  A
 * folder at the top is in none, not even in "[]".  */
static bool place_around(struct arena *a, const struct app_item *item,
			 const struct subs_feed *place, struct subs_feed *ret)
{
	const char *slash = strrchr(place->folder, '/');

	*ret = (struct subs_feed){ .url = "", .folder = place->folder };
	if (item->url)
		return true;
	if (!slash)
		return false;
	ret->folder = arena_span(a, (struct span){ place->folder,
				 (size_t)(slash - place->folder) });
	return true;
}

/* What it says itself, or "".  */
static const char *own_value(struct scope *scope, const struct app_item *item,
			     const struct subs_feed *place, enum setting which)
{
	size_t line;
	const char *folder = scope_origin(scope, place, which, &line);
	bool own = item->url ? !folder && line :
		   folder && !strcmp(folder, place->folder);

	return own ? scope_text(scope, place, which) : "";
}

static void add_setting(struct editing *p, struct scope *scope,
			const struct subs_feed *place, enum setting which)
{
	static const char *const types[] = {
		[SETTING_BOOL] = "on|off", [SETTING_INT] = NULL,
		[SETTING_TEXT] = NULL, [SETTING_CHOICE] = NULL,
	};
	const struct setting_info *info = &setting_infos[which];
	const struct config *config = app_config(p->pane.ui->app);
	struct subs_feed around;
	struct field f = {
		.label = info->name, .doc = info->doc,
		.choices = info->type == SETTING_CHOICE ? info->range :
			   types[info->type],
		.check = check_setting, .offers = true,
		.number = FIELD_SETTING + (int)which,
	};
	const char *folder = NULL;
	size_t line;

	f.otherwise = settings_text(&config->settings, which);
	f.origin = config_origin(config, which);
	if (place_around(p->arena, &p->item, place, &around)) {
		folder = scope_origin(scope, &around, which, &line);
		f.otherwise = scope_text(scope, &around, which);
	}
	if (folder)
		f.origin = arena_printf(p->arena, "from [%s]", folder);
	f.origin = arena_strdup(p->arena, f.origin);
	f.otherwise = arena_strdup(p->arena, f.otherwise);
	fields_add(&p->fields, f, own_value(scope, &p->item, place, which));
}

static void add_settings(struct editing *p, const struct subs_feed *place)
{
	struct app *app = p->pane.ui->app;
	struct scope *scope = scope_new(app_subs(app),
					&app_config(app)->settings);

	for (int i = 0; i < N_SETTINGS; i++)
		if (setting_infos[i].scope == SETTING_FEED)
			add_setting(p, scope, place, (enum setting)i);
	scope_free(scope);
}

static void add_folder(struct editing *p, const char *folder)
{
	fields_add(&p->fields, (struct field){
		.label = "folder", .otherwise = "(at the top)", .origin = "",
		.doc = "where it is; a/b is b in a. Tab offers those there "
		       "are; a new one is made",
		.complete = complete_folder, .number = FIELD_FOLDER,
	}, folder);
}

static void add_title(struct editing *p, const char *own, const char *other,
		      const char *doc)
{
	fields_add(&p->fields, (struct field){
		.label = "title", .otherwise = arena_strdup(p->arena, other),
		.origin = *other ? "the feed's own" : "", .doc = doc,
		.offers = *other, .number = FIELD_TITLE,
	}, own);
}

static void add_feed(struct editing *p, const struct tree_node *node)
{
	struct subs_feed place = place_of(app_subs(p->pane.ui->app), &p->item);
	const struct store_feed *feed = node->feed;
	struct str own = STR_INIT;

	text_oneline(&own, span_of(feed->title ? feed->title :
				   feed->shown_url));
	add_title(p, place.name ? place.name : "", own.s,
		  "what it is called here; empty: as it calls itself");
	if (!bundled_is(p->item.url))
		fields_add(&p->fields, (struct field){
			.label = "address", .otherwise = "", .origin = "",
			.doc = "where it is fetched; its articles and marks "
			       "stay when it moves",
			.number = FIELD_ADDRESS,
		}, p->item.url);
	add_folder(p, place.folder);
	add_settings(p, &place);
	str_release(&own);
}

static void add_folder_node(struct editing *p)
{
	const char *path = p->item.folder, *slash = strrchr(path, '/');
	struct subs_feed place = place_of(app_subs(p->pane.ui->app), &p->item);

	add_title(p, slash ? slash + 1 : path, "", "the name of the folder");
	add_folder(p, slash ? arena_span(p->arena, (struct span){
			path, (size_t)(slash - path) }) : "");
	add_settings(p, &place);
}

static void add_query_node(struct editing *p)
{
	const struct subs *subs = app_subs(p->pane.ui->app);
	ptrdiff_t i = subs_find_query(subs, p->item.query);
	struct subs_query q = { .name = "", .folder = "" };

	if (i >= 0)
		q = subs_query(subs, (size_t)i);
	add_title(p, strcmp(q.name, p->item.query) != 0 ? q.name : "",
		  p->item.query, "what it is called; empty: the query itself");
	p->fields.fields[0].origin = "the query";
	fields_add(&p->fields, (struct field){
		.label = "query", .otherwise = "", .origin = "",
		.doc = "what it finds; Tab offers fields and values",
		.complete = complete_query, .check = check_query,
		.number = FIELD_QUERY,
	}, p->item.query);
	add_folder(p, q.folder);
}

/* --- saving ------------------------------------------------------------------- */

static const char *name_of(const struct field *f)
{
	return f->number >= FIELD_SETTING ?
		setting_infos[f->number - FIELD_SETTING].name :
		names[f->number];
}

/* What was changed, and of which field; their number.  */
static size_t collect(const struct editing *p, struct app_change *changes,
		      size_t *of)
{
	size_t n = 0;

	for (size_t i = 0; i < p->fields.n; i++) {
		const struct field *f = &p->fields.fields[i];

		if (!field_changed(f))
			continue;
		of[n] = i;
		changes[n++] = (struct app_change){
			name_of(f), *f->value ? f->value : NULL,
		};
	}
	return n;
}

static void blame(struct editing *p, size_t i, const char *why)
{
	struct str s = STR_INIT;

	ui_add_sentence(&s, why);
	fields_go(&p->fields, i);
	fields_blame(&p->fields, i, s.s);
	str_release(&s);
}

static void save(struct editing *p)
{
	struct app_change *changes = xcalloc(p->fields.n, sizeof(*changes));
	size_t *of = xcalloc(p->fields.n, sizeof(*of)), n, wrong = 0;
	struct ui *ui = p->pane.ui;
	struct err err = ERR_INIT;

	n = collect(p, changes, of);
	if (p->ticket) {
		ui_say(ui, "It is being written");
	} else if (!n) {
		ui_say(ui, "Nothing was changed");
		ui_cover(ui, NULL);
	} else if (fields_wrong(&p->fields) < p->fields.n) {
		fields_go(&p->fields, fields_wrong(&p->fields));
	} else if (app_amend(ui->app, &p->item, changes, n, &wrong,
			     &p->ticket, &err) < 0) {
		p->ticket = 0;
		blame(p, of[MIN(wrong, n - 1)], err.text);
	}
	free(changes);
	free(of);
}

void editing_done(struct ui *ui, uint64_t ticket, bool failed)
{
	struct editing *p = editing_of(ui->over);

	if (!p || !p->ticket || p->ticket != ticket)
		return;
	p->ticket = 0;
	if (!failed)
		ui_cover(ui, NULL);
}

static void leave(struct editing *p)
{
	size_t n = fields_n_changed(&p->fields);
	struct ui *ui = p->pane.ui;

	if (n && !p->asked && !p->ticket) {
		p->asked = true;
		ui_say(ui, n == 1 ? "%zu change is not saved: Enter saves it, "
		       "Esc again forgets it" : "%zu changes are not saved: "
		       "Enter saves them, Esc again forgets them", n);
		return;
	}
	ui_cover(ui, NULL);
}

/* --- the pane ------------------------------------------------------------------- */

static bool editing_key(struct pane *pane, struct key k)
{
	struct editing *p = editing_of(pane);
	enum fields_result r = fields_key(&p->fields, k);

	pane->dirty = true;
	if (r == FIELDS_ACCEPT)
		save(p);
	else if (r == FIELDS_LEAVE)
		leave(p);
	else if (r == FIELDS_TAKEN)
		p->asked = false;
	return r != FIELDS_NONE;
}

static bool editing_paste(struct pane *pane, const char *text)
{
	struct editing *p = editing_of(pane);

	fields_paste(&p->fields, text);
	pane->dirty = true;
	return true;
}

static void editing_move(struct pane *pane, enum move how, int count)
{
	struct editing *p = editing_of(pane);

	fields_move(&p->fields, how, count);
	pane->dirty = true;
}

static bool editing_back(struct pane *pane)
{
	leave(editing_of(pane));
	return true;
}

static bool editing_click(struct pane *pane, int x, int y)
{
	struct editing *p = editing_of(pane);

	pane->dirty = true;
	return fields_click(&p->fields, y + pane->area.y,
			    x + pane->area.x >= p->fields.rows_x);
}

static void editing_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct editing *p = editing_of(pane);
	bool tall = a->height >= 8;
	struct area part;
	int x = 0, y = 0;

	(void)focused;
	area_clear(a);
	pane->area = *a;
	if (tall)
		bidi_cut(a, 1, 0, a->width - 2, span_of(p->label),
			 theme_style(THEME_TITLE));
	part = area_part(a, 0, tall ? 2 : 0, a->width,
			 a->height - (tall ? 2 : 0));
	p->fields.sentences = pane->ui->linear;
	fields_draw(&p->fields, &part, &x, &y);
	pane->cursor_x = x;
	pane->cursor_y = part.y - a->y + y;
	pane->typing = !fields_choosing(&p->fields);
}

static void editing_about(struct pane *pane, struct str *out, int width)
{
	const struct editing *p = editing_of(pane);

	str_add(out, width < 50 ? "Enter: save · Esc: leave" :
		fields_choosing(&p->fields) ? "Enter: save · Space: next · "
		"Backspace: inherited · Esc: leave" :
		"Enter: save · ↑ ↓: fields · Ctrl-U: empty · Esc: leave");
}

static void editing_place(struct pane *pane, struct str *out)
{
	const struct editing *p = editing_of(pane);
	size_t n = fields_n_changed(&p->fields);

	if (n)
		str_addf(out, "%zu changed", n);
}

static void editing_free(struct pane *pane)
{
	struct editing *p = editing_of(pane);

	fields_release(&p->fields);
	arena_free(p->arena);
	free(p);
}

static const struct pane_ops editing_ops = {
	.letter = 'G',
	.name = "form",
	.draw = editing_draw,
	.move = editing_move,
	.click = editing_click,
	.back = editing_back,
	.key = editing_key,
	.paste = editing_paste,
	.place = editing_place,
	.about = editing_about,
	.free = editing_free,
};

static struct editing *editing_new(struct ui *ui, const struct app_item *item,
				   const struct tree_node *node)
{
	struct editing *p = xcalloc(1, sizeof(*p));
	struct str label = STR_INIT;

	p->pane.ops = &editing_ops;
	p->pane.ui = ui;
	p->pane.title = "Edit";
	p->pane.dirty = true;
	p->arena = arena_new();
	p->item.url = item->url ? arena_strdup(p->arena, item->url) : NULL;
	p->item.folder = item->folder ? arena_strdup(p->arena, item->folder) :
			 NULL;
	p->item.query = item->query ? arena_strdup(p->arena, item->query) :
			NULL;
	text_oneline(&label, span_of(node->label));
	p->label = arena_strdup(p->arena, label.s);
	fields_init(&p->fields, ui);
	str_release(&label);
	return p;
}

void editing_show(struct ui *ui)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct app_item item;
	struct editing *p;

	if (!feeds_pane_item(ui->feeds, &item)) {
		ui_say(ui, "Choose a feed, a folder or a smart feed first");
		return;
	}
	p = editing_new(ui, &item, node);
	if (item.url)
		add_feed(p, node);
	else if (item.folder)
		add_folder_node(p);
	else
		add_query_node(p);
	fields_go(&p->fields, 0);
	ui_cover(ui, &p->pane);
}
