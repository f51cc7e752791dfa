/* article_pane.h - the article: header, text, what belongs to it
 *
 * One struct, and a file for each of what can be done with it:
 * article_pane.c shows and draws; article_move.c moves; article_view.c makes
 * the document of each view; article_place.c keeps where one was;
 * article_links.c has the link in focus and the letters of the others;
 * article_find.c finds words. Main thread.
 */
#ifndef UI_ARTICLE_PANE_H
#define UI_ARTICLE_PANE_H

#include "store/store.h"
#include "ui/finder.h"
#include "ui/page.h"
#include "ui/pane.h"

/* Where one was in an article, kept while the reader runs.  */
struct article_place {
	int64_t id;
	struct page_place at;
};

#define ARTICLE_PLACES 256

enum article_view {
	ARTICLE_PAGE,
	ARTICLE_TEXT,		/* its words alone */
	ARTICLE_HTML,		/* its source */
	ARTICLE_CHANGES,	/* what is new since an earlier version */
	ARTICLE_VIEWS
};

/* A link where it stands: text of a leaf, or an entry of the list of links or
 * of the footer.  */
struct article_spot {
	enum { SPOT_NONE, SPOT_TEXT, SPOT_LIST, SPOT_FOOT } kind;
	int number;		/* of the link, from 1 */
	uint32_t leaf, from, to;	/* TEXT */
	/* Of those that are seen: the first row, how its text runs.  */
	int y;
	bool rtl;
};

/* Letters over the links that are seen.  */
struct article_hints {
	bool on, open;		/* a choice opens the link, or focuses it */
	struct article_spot *spots;
	size_t n;
	char typed[8];		/* letters, or digits of a number */
};

struct article_pane {
	struct pane pane;
	int64_t id;		/* 0: none */
	struct store_article *article;
	struct str tags;	/* the reader's, as they are by now */
	bool outdated;		/* its feed has sent another text since */

	struct doc *doc;	/* NULL while a worker makes it */
	enum article_view view;
	struct doc *other;	/* of another view than the page; or NULL */
	double share;		/* of the text above, when it comes; or -1 */
	struct store_versions *versions;	/* read for CHANGES, or NULL */
	size_t version;		/* of them: what it is compared with */
	uint64_t job;		/* that the worker was asked for last */
	bool parsing;

	struct page page;
	struct page_frame frame;	/* of the last drawing */
	int measure;		/* width that the page is for; 0: none yet */
	bool justify;		/* its lines reach both edges */
	ptrdiff_t top;		/* first row seen */
	struct page_place anchor;	/* what it showed after the last move */
	bool opened;		/* nobody has moved in it yet */
	int to_go;		/* rows of a long way that are left */

	struct article_spot focus;
	struct article_hints hints;

	struct query *query;	/* that the article was found by, or NULL */
	struct finder *find;	/* matches that are shown, or NULL */
	bool finding;		/* they were asked for here */
	bool seeking;		/* go to the first as soon as it is known */
	char *words;		/* looked for here last, or NULL */
	size_t match;		/* the one gone to; SIZE_MAX: none */
	struct page_place before_find;

	struct page_place stored;	/* as the cache has it */
	int64_t stored_ms;	/* when it was written last */
	struct article_place places[ARTICLE_PLACES];
	size_t n_places;	/* ever kept: the next goes to n % PLACES */
};

struct article_pane *article_pane_new(struct ui *ui) MUST_USE;

/* It is opened by the reader: what was read to its end begins again.  */
void article_pane_opened(struct article_pane *p);

/* Show an article, 0 for none, with what `query` (NULL: nothing) finds
 * highlighted.  */
void article_pane_show(struct article_pane *p, int64_t id, const char *query);

/* Read its marks again, and whether there is another text of it: what is being
 * read stays, and the header says so.  */
void article_pane_stale(struct article_pane *p);

/* A mark is on its way: the header shows it.  */
void article_pane_marked(struct article_pane *p);

/* Take in another text that has come, at the place where one is.  */
void article_pane_renew(struct article_pane *p);

/* True when the end is seen.  */
bool article_pane_at_end(struct article_pane *p);

/* The address of link `number` (from 1), of the article itself for 0; NULL
 * when there is none.  */
const char *article_pane_link(const struct article_pane *p, int number);

/* The number of the link in focus, from 1; 0: none.  */
int article_pane_focus(const struct article_pane *p);

/* Do a little more of what takes long.  True while there is more to do.  */
bool article_pane_work(struct article_pane *p);
bool article_pane_is_busy(const struct article_pane *p);

/* --- article_move.c ------------------------------------------------------------- */

/* Rows that are seen, at least one.  */
static inline int article_pane_height(const struct article_pane *p)
{
	return MAX(p->pane.area.height, 1);
}

void article_pane_move(struct article_pane *p, enum move how, int count);

/* Show `row` at the top, as far as there is something below it.  */
void article_pane_scroll(struct article_pane *p, ptrdiff_t row);

/* Bring a place into view, with some of what is around it: `forward` tells
 * where one came from.  */
void article_pane_bring(struct article_pane *p, struct page_place at,
			bool forward);

/* Pan so that text of the row it is brought to is not beyond an edge.  */
void article_pane_uncover(struct article_pane *p, uint32_t leaf,
			  uint32_t from, uint32_t to);

/* `n` headings on, back for less than 0.  */
void article_pane_heading(struct article_pane *p, int n);

/* Shift what is wider than the page by `n` times eight cells.  */
void article_pane_pan(struct article_pane *p, int n);

/* --- article_place.c ------------------------------------------------------------ */

/* Keep where one is now, in the cache too; the second does so every few
 * seconds only.  */
void article_place_keep(struct article_pane *p);
void article_place_moved(struct article_pane *p);

/* True when one was somewhere in it before.  */
bool article_place_recall(struct article_pane *p, struct page_place *ret);

/* --- article_view.c --------------------------------------------------------------- */

/* What is shown: the document of the view, NULL while it is being made.  */
const struct doc *article_view_doc(const struct article_pane *p);

/* The document whose links are numbered in it.  */
const struct doc *article_view_numbered(const struct article_pane *p);

/* Add what a view says of itself below the header.  */
void article_view_head(struct article_pane *p, int width);

/* Make the document of the article that was read just now.  */
void article_view_begin(struct article_pane *p);
void article_view_forget(struct article_pane *p);

/* Says so when there is no such view of it.  */
void article_view_show(struct article_pane *p, enum article_view view);

/* What changed since the version before; then since older ones; then the
 * page again.  */
void article_view_changes(struct article_pane *p);
const char *article_view_name(enum article_view view);

/* An answer of the pool.  */
struct mail;
void article_pane_take(struct article_pane *p, struct mail *mail);
void article_pane_drop(struct mail *mail);

/* --- article_links.c ---------------------------------------------------------------- */

/* Move the focus by `n` links, up for less than 0.  */
void article_links_step(struct article_pane *p, int n);

/* Let go of the link in focus; false: there was none.  */
bool article_links_drop(struct article_pane *p);

/* Letters over the links that are seen.  `open`: what is chosen is opened,
 * else focused.  */
void article_links_hint(struct article_pane *p, bool open);
bool article_links_key(struct article_pane *p, struct key k);

/* After the rows were drawn.  */
void article_links_draw(struct article_pane *p);

/* Append the words for the last line: the target of the focus, or what may be
 * typed; in at most `width` cells.  */
void article_links_about(struct article_pane *p, struct str *out, int width);

/* --- article_find.c -------------------------------------------------------------------- */

/* The words of the query that the article was found by.  */
void article_find_query(struct article_pane *p, const char *query);

/* What is typed changed; it is done with, `keep` or back where one was.  */
void article_find_begin(struct article_pane *p);
void article_find_type(struct article_pane *p, const char *words);
void article_find_end(struct article_pane *p, bool keep);

/* Go to the first, should that be wanted, as soon as it is known.  */
void article_find_seek(struct article_pane *p);

/* `n` matches on, back for less than 0.  */
void article_find_step(struct article_pane *p, int n);

/* Let the matches of what was typed go; false: there were none.  */
bool article_find_drop(struct article_pane *p);

/* The document is another one: what was found is looked for again.  */
void article_find_again(struct article_pane *p);
void article_find_forget(struct article_pane *p);

bool article_find_work(struct article_pane *p);
void article_find_draw(struct article_pane *p);

/* Append "3 of 17".  */
void article_find_count(const struct article_pane *p, struct str *out);

#endif
