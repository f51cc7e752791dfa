/* article_view.c - the document of each view of an article */
#include "config.h"

#include "base/mem.h"
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

void article_view_head(struct article_pane *p, int width)
{
	(void)p;
	(void)width;
}

/* --- making ---------------------------------------------------------------------- */

struct job {
	struct mail mail;
	struct mailbox *answers;
	uint64_t number;
	enum article_view view;
	char *html, *base;
	struct doc *doc;
};

static struct doc *make_doc(enum article_view view, const char *html,
			    const char *base)
{
	switch (view) {
	case ARTICLE_TEXT:
		return view_doc_text(span_of(html));
	case ARTICLE_HTML:
		return view_doc_source(span_of(html));
	case ARTICLE_CHANGES:
	case ARTICLE_PAGE:
	case ARTICLE_VIEWS:
		break;
	}
	return doc_from_html(span_of(html), base);
}

static void run(void *arg)
{
	struct job *job = arg;

	job->doc = make_doc(job->view, job->html, job->base);
	mailbox_post(job->answers, &job->mail);
}

void article_pane_drop(struct mail *mail)
{
	struct job *job = containing(mail, struct job, mail);

	doc_free(job->doc);
	free(job->html);
	free(job->base);
	free(job);
}

static void make_elsewhere(struct article_pane *p, const char *base)
{
	struct ui *ui = p->pane.ui;
	struct job *job = xcalloc(1, sizeof(*job));

	if (!ui->pool)
		ui->pool = pool_new(1, 64);
	job->answers = ui->answers;
	job->number = p->job;
	job->view = p->view;
	job->html = xstrdup(p->article->html);
	job->base = base ? xstrdup(base) : NULL;
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
	const struct store_article *a = p->article;
	const char *base = a->link ? a->link : a->feed_url;

	p->job++;
	if (strlen(a->html) > PARSE_HERE)
		make_elsewhere(p, base);
	else
		settle(p, make_doc(p->view, a->html, base));
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

void article_view_show(struct article_pane *p, enum article_view view)
{
	const struct doc *doc = article_view_doc(p);
	struct doc *page = p->doc;
	double share = -1;

	if (!page) {
		ui_say(p->pane.ui, "The article is still being made");
		return;
	}
	if (doc && (p->anchor.part == PAGE_BODY ||
		    p->anchor.part == PAGE_FOOT))
		share = share_of(doc, &p->anchor);
	article_place_keep(p);
	leave(p);
	p->share = share;
	p->view = view;
	if (view == ARTICLE_PAGE) {
		p->job++;
		settle(p, page);
	} else {
		make(p);
	}
	ui_say(p->pane.ui, "View: %s", names[view]);
}
