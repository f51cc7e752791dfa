/* article_view.c - the document of each view of an article */
#include "config.h"

#include "base/date.h"
#include "base/mem.h"
#include "html/diff.h"
#include "ui/article_pane.h"
#include "ui/state.h"
#include "ui/view_doc.h"

/* A larger body is a worker's.  */
#define PARSE_HERE ((size_t)96 << 10)

static const char *const names[ARTICLE_VIEWS] = {
	[ARTICLE_PAGE] = "page", [ARTICLE_TEXT] = "text",
	[ARTICLE_HTML] = "html", [ARTICLE_CHANGES] = "changes",
};

const char *article_view_name(enum article_view view)
{
	return names[view];
}

const struct doc *article_view_doc(const struct article_pane *p)
{
	return p->view == ARTICLE_PAGE ? p->doc : p->other;
}

const struct doc *article_view_numbered(const struct article_pane *p)
{
	return p->view == ARTICLE_CHANGES && p->other ? p->other : p->doc;
}

/* When the text that is compared with was the newest.  */
static int64_t version_time(const struct article_pane *p)
{
	const struct store_versions *v = p->versions;

	/* Each knows when another came in its place.  */
	if (p->version + 1 < v->n)
		return v->versions[p->version + 1].time;
	return p->article->received != DATE_NONE ? p->article->received :
	       p->article->date;
}

void article_view_head(struct article_pane *p, int width)
{
	struct lines *l = &p->page.head;
	struct str s = STR_INIT;

	if (p->view != ARTICLE_CHANGES || !p->versions || !p->other)
		return;
	str_add(&s, "Changed ");
	date_long(&s, p->versions->versions[0].time);
	str_add(&s, ", compared with the text of ");
	date_long(&s, version_time(p));
	if (p->versions->n > 1)
		str_addf(&s, " (%zu of %zu)", p->version + 1, p->versions->n);
	if (!doc_diff_any(p->other))
		str_add(&s, ": no word differs");
	lines_new(l);
	lines_wrap(l, 0, 0, width, str_span(&s), theme_style(THEME_BYLINE));
	lines_new(l);
	str_release(&s);
}

/* --- making ---------------------------------------------------------------------- */

struct job {
	struct mail mail;
	struct mailbox *answers;
	uint64_t number;
	enum article_view view;
	char *html, *base, *title;
	char *older, *older_title;	/* CHANGES */
	struct doc *doc;
};

static struct doc *make_changes(const struct job *j)
{
	struct doc *old = doc_from_html(span_of(j->older), j->base);
	struct doc *new = doc_from_html(span_of(j->html), j->base);
	struct doc *diff = doc_diff(old, new);

	doc_diff_title(diff, j->older_title, j->title);
	doc_free(old);
	doc_free(new);
	return diff;
}

static struct doc *make_doc(const struct job *j)
{
	switch (j->view) {
	case ARTICLE_TEXT:
		return view_doc_text(span_of(j->html));
	case ARTICLE_HTML:
		return view_doc_source(span_of(j->html));
	case ARTICLE_CHANGES:
		return make_changes(j);
	case ARTICLE_PAGE:
	case ARTICLE_VIEWS:
		break;
	}
	return doc_from_html(span_of(j->html), j->base);
}

static void run(void *arg)
{
	struct job *job = arg;

	job->doc = make_doc(job);
	mailbox_post(job->answers, &job->mail);
}

void article_pane_drop(struct mail *mail)
{
	struct job *job = containing(mail, struct job, mail);

	doc_free(job->doc);
	free(job->html);
	free(job->base);
	free(job->title);
	free(job->older);
	free(job->older_title);
	free(job);
}

static char *copy_of(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

/* What has to be done, with all that it takes.  */
static struct job *make_job(struct article_pane *p)
{
	const struct store_article *a = p->article;
	struct job *job = xcalloc(1, sizeof(*job));
	const struct store_version *v;

	job->answers = p->pane.ui->answers;
	job->number = ++p->job;
	job->view = p->view;
	job->html = xstrdup(a->html);
	job->base = copy_of(a->link ? a->link : a->feed_url);
	if (p->view == ARTICLE_CHANGES) {
		v = &p->versions->versions[p->version];
		job->title = copy_of(a->title);
		job->older = copy_of(v->html);
		job->older_title = copy_of(v->title);
	}
	return job;
}

static void run_elsewhere(struct article_pane *p, struct job *job)
{
	struct ui *ui = p->pane.ui;

	if (!ui->pool)
		ui->pool = pool_new(1, 64, THREAD_ASKED);
	p->parsing = true;
	ui->n_jobs++;
	pool_post(ui->pool, run, job);
}

/* The place of so much of the text.  */
static struct page_place place_at(const struct doc *doc, double share)
{
	uint32_t byte = (uint32_t)(share * doc->n_text + 0.5);
	uint32_t low = 0, high = doc->n_leaves;
	struct page_place at = { .part = PAGE_BODY };

	while (low + 1 < high) {
		uint32_t mid = low + (high - low) / 2;

		if (doc->leaves[mid]->before <= byte)
			low = mid;
		else
			high = mid;
	}
	at.at.leaf = low;
	if (doc->n_leaves)
		at.at.byte = byte - MIN(byte, doc->leaves[low]->before);
	return at;
}

static double share_of(const struct doc *doc, const struct page_place *at)
{
	const struct doc_block *b;

	if (at->part == PAGE_FOOT || at->at.leaf >= doc->n_leaves)
		return 1;
	b = doc->leaves[at->at.leaf];
	return (b->before + at->at.byte) / (double)MAX(doc->n_text, 1);
}

/* The document has come.  */
static void settle(struct article_pane *p, struct doc *doc)
{
	p->parsing = false;
	if (p->view == ARTICLE_PAGE)
		p->doc = doc;
	else
		p->other = doc;
	if (p->share >= 0)
		p->anchor = place_at(doc, p->share);
	p->share = -1;
	p->measure = 0;
	article_find_again(p);
	p->pane.dirty = p->pane.ui->line_dirty = true;
}

static void make(struct article_pane *p)
{
	struct job *job = make_job(p);
	size_t size = strlen(job->html) +
		      (job->older ? strlen(job->older) : 0);

	if (size > PARSE_HERE / (job->older ? 4 : 1)) {
		run_elsewhere(p, job);
		return;
	}
	settle(p, make_doc(job));
	article_pane_drop(&job->mail);
}

void article_pane_take(struct article_pane *p, struct mail *mail)
{
	struct job *job = containing(mail, struct job, mail);

	p->pane.ui->n_jobs--;
	if (p->parsing && job->number == p->job) {
		settle(p, job->doc);
		job->doc = NULL;
	}
	article_pane_drop(mail);
}

/* --- showing ------------------------------------------------------------------------ */

void article_view_begin(struct article_pane *p)
{
	p->share = -1;
	make(p);
}

void article_view_forget(struct article_pane *p)
{
	doc_free(p->doc);
	doc_free(p->other);
	p->doc = p->other = NULL;
	store_versions_free(p->versions);
	p->versions = NULL;
	p->view = ARTICLE_PAGE;
	p->parsing = false;
}

/* What was shown is no more; the layout borrowed it.  */
static void leave(struct article_pane *p)
{
	finder_free(p->find);
	p->find = NULL;
	article_links_drop(p);
	p->hints.on = false;
	page_set(&p->page, NULL, &p->page.options);
	doc_free(p->other);
	p->other = NULL;
	p->parsing = false;
	p->measure = 0;
	p->frame.pan = 0;
	p->to_go = 0;
}

/* Go to an earlier text, of which there are some; false: it cannot be read,
 * which was said.  */
static bool set_version(struct article_pane *p, size_t i)
{
	struct err err = ERR_INIT;

	if (store_version_text(app_store(p->pane.ui->app), p->versions, i,
			       &err) < 0) {
		ui_complain(p->pane.ui, "%s", err.text);
		return false;
	}
	p->version = i;
	return true;
}

/* Which earlier texts there are, and the newest of them; false: there is none,
 * which was said.  */
static bool read_versions(struct article_pane *p)
{
	struct ui *ui = p->pane.ui;
	struct err err = ERR_INIT;

	if (!p->versions && store_versions(app_store(ui->app), p->id,
					   &p->versions, &err) < 0) {
		ui_fail(ui, err.text);
		return false;
	}
	if (p->versions->n)
		return set_version(p, 0);
	ui_say(ui, "No earlier version of this article is kept");
	store_versions_free(p->versions);
	p->versions = NULL;
	return false;
}

static void show(struct article_pane *p, enum article_view view)
{
	const struct doc *doc = article_view_doc(p);
	struct doc *page = p->doc;

	article_place_keep(p);
	p->share = -1;
	if (doc && (p->anchor.part == PAGE_BODY ||
		    p->anchor.part == PAGE_FOOT))
		p->share = share_of(doc, &p->anchor);
	leave(p);
	p->view = view;
	if (view == ARTICLE_PAGE) {
		p->job++;
		settle(p, page);
	} else {
		make(p);
	}
}

void article_view_show(struct article_pane *p, enum article_view view)
{
	article_pane_renew(p);
	if (!p->doc) {
		ui_say(p->pane.ui, "The article is still being made");
		return;
	}
	if (view == ARTICLE_CHANGES && !read_versions(p))
		return;
	show(p, view);
	ui_say(p->pane.ui, "View: %s", names[view]);
}

void article_view_changes(struct article_pane *p)
{
	if (p->view != ARTICLE_CHANGES || p->outdated) {
		article_view_show(p, ARTICLE_CHANGES);
	} else if (p->version + 1 < p->versions->n) {
		if (set_version(p, p->version + 1))
			show(p, ARTICLE_CHANGES);
	} else {
		article_view_show(p, ARTICLE_PAGE);
	}
}
