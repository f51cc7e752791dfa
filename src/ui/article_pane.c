/* article_pane.c - see article_pane.h; its header and footer are in
 * article_head.c */
#include "config.h"

#include "ui/article_pane.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/article_head.h"
#include "ui/state.h"

/* A larger body is parsed by a worker.  */
#define PARSE_HERE ((size_t)96 << 10)
/* Lines laid out at once when nobody waits for them.  */
#define LINES_A_TURN 2000

static struct article_pane *article_of(struct pane *pane)
{
	return containing(pane, struct article_pane, pane);
}

/* --- places ----------------------------------------------------------------- */

static struct article_place *find_place(struct article_pane *p, int64_t id)
{
	for (size_t i = 0; i < MIN(p->n_places, ARTICLE_PLACES); i++)
		if (p->places[i].id == id)
			return &p->places[i];
	return NULL;
}

static struct article_place place_of(struct article_pane *p)
{
	struct article_place place = { p->id, { LAYOUT_NO_LEAF, 0 },
				       (ptrdiff_t)p->top };
	const struct layout_line *line;

	if (!p->layout || p->top < p->head.n)
		return place;
	line = layout_line(p->layout, (ptrdiff_t)(p->top - p->head.n));
	if (line) {
		place.at = line->at;
		place.line = (ptrdiff_t)(p->top - p->head.n) -
			     layout_find(p->layout, line->at);
	}
	return place;
}

static void keep_place(struct article_pane *p)
{
	struct article_place *old;

	if (!p->id || !p->layout)
		return;
	old = find_place(p, p->id);
	if (!old)
		old = &p->places[p->n_places++ % ARTICLE_PLACES];
	*old = place_of(p);
}

static size_t line_of(struct article_pane *p, const struct article_place *to)
{
	const struct layout_line *line;
	ptrdiff_t at;

	if (to->at.leaf == LAYOUT_NO_LEAF)
		return (size_t)to->line;
	at = layout_find(p->layout, to->at);
	/* A blank line.  */
	line = layout_line(p->layout, at + to->line);
	if (line && !memcmp(&line->at, &to->at, sizeof(to->at)))
		at += to->line;
	return p->head.n + (size_t)at;
}

/* --- making ----------------------------------------------------------------- */

static void forget_layout(struct article_pane *p)
{
	layout_free(p->layout);
	p->layout = NULL;
	p->n_body = 0;
	p->whole = false;
}

static void forget(struct article_pane *p)
{
	forget_layout(p);
	doc_free(p->doc);
	p->doc = NULL;
	store_article_free(p->article);
	p->article = NULL;
	p->parsing = false;
	p->measure = 0;
	p->id = 0;
	p->top = 0;
}

struct parse_job {
	struct mail mail;
	struct mailbox *answers;
	uint64_t number;
	char *html, *base;
	struct doc *doc;
};

static void parse(void *arg)
{
	struct parse_job *job = arg;

	job->doc = doc_from_html(span_of(job->html), job->base);
	mailbox_post(job->answers, &job->mail);
}

void article_pane_drop(struct mail *mail)
{
	struct parse_job *job = containing(mail, struct parse_job, mail);

	doc_free(job->doc);
	free(job->html);
	free(job->base);
	free(job);
}

static void parse_elsewhere(struct article_pane *p, const char *base)
{
	struct ui *ui = p->pane.ui;
	struct parse_job *job = xcalloc(1, sizeof(*job));

	if (!ui->pool)
		ui->pool = pool_new(1, 64);
	job->answers = ui->answers;
	job->number = ++p->job;
	job->html = xstrdup(p->article->html);
	job->base = base ? xstrdup(base) : NULL;
	p->parsing = true;
	ui->n_jobs++;
	pool_post(ui->pool, parse, job);
}

void article_pane_take(struct article_pane *p, struct mail *mail)
{
	struct parse_job *job = containing(mail, struct parse_job, mail);

	p->pane.ui->n_jobs--;
	if (p->parsing && job->number == p->job) {
		p->parsing = false;
		p->doc = job->doc;
		job->doc = NULL;
		p->measure = 0;
		p->pane.dirty = true;
	}
	article_pane_drop(mail);
}

static void set_matches(struct article_pane *p, const char *query)
{
	query_free(p->matches);
	p->matches = NULL;
	if (!query || !*query)
		return;
	if (query_parse(span_of(query), date_now(), &p->matches, NULL) < 0)
		p->matches = NULL;
}

void article_pane_show(struct article_pane *p, int64_t id, const char *query)
{
	struct ui *ui = p->pane.ui;
	struct err err = ERR_INIT;
	const char *base;

	set_matches(p, query);
	p->pane.dirty = true;
	if (id == p->id)
		return;
	keep_place(p);
	forget(p);
	if (!id)
		return;
	p->id = id;
	if (store_article(app_store(ui->app), id, &p->article, &err) < 0) {
		ui_complain(ui, "%s", err.text);
		return;
	}
	base = p->article->link ? p->article->link : p->article->feed_url;
	if (strlen(p->article->html) > PARSE_HERE)
		parse_elsewhere(p, base);
	else
		p->doc = doc_from_html(span_of(p->article->html), base);
}

void article_pane_stale(struct article_pane *p)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;

	if (!p->article || store_rows(app_store(p->pane.ui->app), &p->id, 1,
				      NULL, 0, &rows, &err) < 0)
		return;
	if (rows->n && !rows->rows[0].deleted) {
		p->article->read = rows->rows[0].read;
		p->article->starred = rows->rows[0].starred;
	}
	store_rows_free(rows);
	p->pane.dirty = true;
}

/* --- lines ------------------------------------------------------------------- */

/* Lay out until `n` lines of the body are known, or it ends.  */
static void lay_out(struct article_pane *p, size_t n)
{
	while (p->layout && !p->whole && p->n_body < n) {
		if (layout_line(p->layout, (ptrdiff_t)p->n_body))
			p->n_body++;
		else
			p->whole = true;
	}
}

static size_t count_lines(const struct article_pane *p)
{
	return p->head.n + p->n_body + (p->whole ? p->foot.n : 0);
}

/* Header, body and footer for a width; the place in the text stays.  */
static void set_measure(struct article_pane *p, int measure)
{
	struct layout_options o = { .width = measure };
	struct article_place at, *kept;

	if (measure == p->measure || !p->article)
		return;
	kept = p->layout ? NULL : find_place(p, p->id);
	at = kept ? *kept : place_of(p);
	p->measure = measure;
	forget_layout(p);
	article_head(&p->head, p->article, p->doc, measure);
	article_foot(&p->foot, p->article, p->doc, measure);
	if (p->doc) {
		p->layout = layout_new(p->doc, &o);
		p->top = line_of(p, &at);
	}
}

bool article_pane_work(struct article_pane *p)
{
	bool was_whole = p->whole;

	if (!p->layout || p->whole)
		return false;
	lay_out(p, p->n_body + LINES_A_TURN);
	if (p->whole != was_whole)
		p->pane.ui->line_dirty = true;
	return !p->whole;
}

/* --- drawing ------------------------------------------------------------------ */

static uint16_t style_of(const struct layout_run *r)
{
	unsigned int s = STYLE_PLAIN;

	if (r->style & (DOC_BOLD | DOC_KBD | LAYOUT_HEADING))
		s |= STYLE_BOLD;
	if (r->style & (DOC_ITALIC | DOC_IMAGE))
		s |= STYLE_ITALIC;
	if (r->style & DOC_UNDERLINE)
		s |= STYLE_UNDERLINE;
	if (r->style & DOC_STRIKE)
		s |= STYLE_STRIKE | STYLE_DIM;
	if (r->style & (DOC_CODE | LAYOUT_PRE))
		s |= theme_style(THEME_CODE);
	if (r->style & DOC_MARK)
		s |= theme_style(THEME_MATCH);
	if (r->style & LAYOUT_LINK)
		s |= theme_style(THEME_LINK);
	if (r->style & (LAYOUT_DIM | DOC_SMALL))
		s = (s & ~(unsigned int)(STYLE_BOLD | STYLE_UNDERLINE)) |
		    STYLE_DIM;
	return (uint16_t)s;
}

/* The style of matches over what was drawn from column x on.  */
static void draw_matches(const struct article_pane *p, const struct area *a,
			 int x, int y, const struct layout_line *line)
{
	struct str text = STR_INIT;
	size_t from = 0, start, len;

	if (!p->matches || !query_has_words(p->matches))
		return;
	for (size_t i = 0; i < line->n_runs; i++)
		str_addn(&text, line->runs[i].text, line->runs[i].len);
	while (query_find(p->matches, str_span(&text), from, &start, &len) &&
	       len) {
		int at = text_width((struct span){ text.s, start });
		int w = text_width((struct span){ text.s + start, len });

		area_style(a, x + at, y, w, theme_style(THEME_MATCH));
		from = start + len;
	}
	str_release(&text);
}

static void draw_body(const struct article_pane *p, const struct area *a,
		      int x, int y, const struct layout_line *line)
{
	int at = x;

	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];

		area_text(a, at, y, r->width,
			  (struct span){ r->text, r->len }, style_of(r));
		if (r->link)
			area_link(a, at, y, r->width,
				  p->doc->links[r->link - 1].url);
		at += r->width;
	}
	draw_matches(p, a, x, y, line);
}

static int left_of(int width, int measure)
{
	return MAX((width - measure) / 2, 0);
}

static void article_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct article_pane *p = article_of(pane);
	int wanted = settings_int(&app_config(pane->ui->app)->settings,
				  SETTING_MEASURE);
	int margin = a->width >= 44 ? 2 : a->width >= 24 ? 1 : 0;
	int measure = MAX(MIN(wanted, a->width - 2 * margin), 1);
	int x = left_of(a->width, measure);
	size_t last, body;

	(void)focused;
	area_clear(a);
	pane->cursor_x = x;
	pane->cursor_y = 0;
	if (!p->article)
		return;
	set_measure(p, measure);
	lay_out(p, p->top + (size_t)a->height);
	last = count_lines(p);
	if (p->whole)
		p->top = MIN(p->top, last > (size_t)a->height ?
			     last - (size_t)a->height : 0);
	for (int y = 0; y < a->height; y++) {
		size_t i = p->top + (size_t)y;

		if (i < p->head.n) {
			lines_draw(&p->head, i, a, x, y, measure);
			continue;
		}
		body = i - p->head.n;
		if (body < p->n_body)
			draw_body(p, a, x, y, layout_line(p->layout,
						     (ptrdiff_t)body));
		else if (p->whole)
			lines_draw(&p->foot, body - p->n_body, a, x, y,
				   measure);
	}
	if (p->parsing)
		area_puts(a, x, MIN((int)p->head.n, a->height - 1), "…",
			  theme_style(THEME_FAINT));
}

/* --- acting ------------------------------------------------------------------- */

bool article_pane_at_end(struct article_pane *p)
{
	size_t height = (size_t)MAX(p->pane.area.height, 1);

	if (!p->layout)
		return true;
	lay_out(p, p->top + height + 1);
	return p->whole && p->top + height >= count_lines(p);
}

static void article_move(struct pane *pane, enum move how, int count)
{
	struct article_pane *p = article_of(pane);
	int height = MAX(pane->area.height, 1);

	if (!p->layout)
		return;
	if (how == MOVE_LAST || count > 1)
		lay_out(p, SIZE_MAX);
	else
		lay_out(p, p->top + 3 * (size_t)height);
	p->top = scroll_text(p->top, count_lines(p), height, how, count);
}

static void article_open(struct pane *pane)
{
	article_move(pane, MOVE_DOWN, 1);
}

static bool article_back(struct pane *pane)
{
	keep_place(article_of(pane));
	ui_focus(pane->ui, FOCUS_LIST);
	return true;
}

static void article_place(struct pane *pane, struct str *out)
{
	struct article_pane *p = article_of(pane);
	size_t height = (size_t)MAX(pane->area.height, 1), n = count_lines(p);

	if (!p->layout)
		return;
	if (!p->whole)
		str_add(out, "…");
	else if (n <= height)
		str_add(out, "all");
	else
		str_addf(out, "%zu%%",
			 MIN(p->top + height, n) * 100 / n);
}

const char *article_pane_link(const struct article_pane *p, int number)
{
	size_t i = (size_t)number - 1, n_links = p->doc ? p->doc->n_links : 0;

	if (!p->article)
		return NULL;
	if (!number)
		return p->article->link;
	if (number < 0)
		return NULL;
	if (i < n_links)
		return p->doc->links[i].url;
	return article_foot_link(p->article, i - n_links);
}

int article_pane_focus(const struct article_pane *p)
{
	(void)p;
	return 0;
}

static void article_free(struct pane *pane)
{
	struct article_pane *p = article_of(pane);

	forget(p);
	lines_release(&p->head);
	lines_release(&p->foot);
	query_free(p->matches);
	free(p);
}

static const struct pane_ops article_ops = {
	.letter = 'A',
	.name = "article",
	.draw = article_draw,
	.move = article_move,
	.open = article_open,
	.back = article_back,
	.place = article_place,
	.free = article_free,
};

struct article_pane *article_pane_new(struct ui *ui)
{
	struct article_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &article_ops;
	p->pane.ui = ui;
	lines_init(&p->head);
	lines_init(&p->foot);
	return p;
}
