/* errors.c - the feeds that fail, and why; what is wrong in the files */
#include "config.h"

#include "ui/feeds_pane.h"
#include "ui/state.h"
#include "ui/text_pane.h"

/* For good, as its server says; what the reader paused does not fail.  */
static bool is_gone(const struct store_feed *f)
{
	return f->paused && f->status == 410;
}

static bool is_failing(const struct store_feed *f)
{
	return f->failures > 0 || is_gone(f);
}

static void add_when(struct str *s, const struct store_feed *f)
{
	int64_t now = date_now();

	if (f->failures > 1)
		str_addf(s, " · %d times in a row", f->failures);
	if (f->status)
		str_addf(s, " · HTTP %d", f->status);
	if (f->checked != DATE_NONE) {
		str_add(s, " · checked ");
		date_short(s, f->checked, now);
	}
	if (f->succeeded != DATE_NONE) {
		str_add(s, " · last well ");
		date_short(s, f->succeeded, now);
	}
	if (f->paused)
		str_add(s, " · paused");
}

static void add_feed(struct lines *l, int width, const struct store_feed *f)
{
	struct str s = STR_INIT;

	lines_new(l);
	lines_add(l, 0, SPAN("!"), theme_style(THEME_FAILING));
	lines_wrap(l, 2, 2, width, span_of(store_feed_label(f)),
		   theme_style(THEME_TITLE));
	ui_shorten(&s, span_of(f->error ? f->error : is_gone(f) ?
			       "the server says that it is gone" :
			       "the last check failed"));
	lines_new(l);
	lines_wrap(l, 2, 2, width, str_span(&s), theme_style(THEME_TEXT));
	str_clear(&s);
	ui_shorten(&s, span_of(f->shown_url));
	add_when(&s, f);
	lines_new(l);
	lines_wrap(l, 2, 2, width, str_span(&s), theme_style(THEME_FAINT));
	lines_new(l);
	str_release(&s);
}

/* "FILE:LINE: words", the line, a caret: as they come.  */
static void add_problem(struct lines *l, int width, const char *text)
{
	struct str short_text = STR_INIT;
	struct span s;
	bool first = true;

	ui_shorten(&short_text, span_of(text));
	s = str_span(&short_text);
	while (s.len) {
		const char *end = memchr(s.p, '\n', s.len);
		size_t n = end ? (size_t)(end - s.p) : s.len;

		lines_new(l);
		if (first)
			lines_wrap(l, 2, 2, width, (struct span){ s.p, n },
				   theme_style(THEME_TEXT));
		else
			lines_add(l, 4, (struct span){ s.p, n },
				  theme_style(THEME_FAINT));
		first = false;
		s = span_from(s, n + 1);
	}
	str_release(&short_text);
}

static void add_problems(struct text_pane *p, int width)
{
	const struct config *config = app_config(p->pane.ui->app);
	const struct subs *subs = app_subs(p->pane.ui->app);
	struct lines *l = &p->lines;

	if (!config->n_problems && !subs_n_problems(subs))
		return;
	lines_new(l);
	lines_add(l, 0, SPAN("In your files"), theme_style(THEME_HEADING));
	for (size_t i = 0; i < config->n_problems; i++)
		add_problem(l, width, config->problems[i]);
	for (size_t i = 0; i < subs_n_problems(subs); i++)
		add_problem(l, width, subs_problem(subs, i));
}

static void add_cache(struct text_pane *p, int width)
{
	struct err err;

	if (!app_cache_problem(p->pane.ui->app, &err))
		return;
	lines_new(&p->lines);
	lines_add(&p->lines, 0, SPAN("The cache"), theme_style(THEME_HEADING));
	add_problem(&p->lines, width, err.text);
	lines_new(&p->lines);
}

static void make_errors(struct text_pane *p, int width)
{
	const struct store_feeds *feeds = p->pane.ui->feeds->feeds;
	struct str s = STR_INIT;
	size_t n = 0;

	for (size_t i = 0; feeds && i < feeds->n; i++)
		n += is_failing(&feeds->feeds[i]);
	lines_new(&p->lines);
	add_cache(p, width);
	lines_new(&p->lines);
	if (!n)
		str_add(&s, "No feed fails.");
	else
		str_addf(&s, "%zu %s", n, n == 1 ? "feed fails" : "feeds fail");
	lines_add(&p->lines, 0, str_span(&s), theme_style(THEME_HEADING));
	lines_new(&p->lines);
	for (size_t i = 0; feeds && i < feeds->n; i++)
		if (is_failing(&feeds->feeds[i]))
			add_feed(&p->lines, width, &feeds->feeds[i]);
	add_problems(p, width);
	str_release(&s);
}

struct pane *errors_pane_new(struct ui *ui)
{
	return &text_pane_new(ui, "Errors", make_errors)->pane;
}
