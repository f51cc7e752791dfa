/* feeds_row.c - see feeds_row.h */
#include "config.h"

#include "ui/feeds_row.h"

#include "base/text.h"
#include "ui/bidi.h"

#define NARROW 24		/* cells of a pane whose counts are short */
#define SPARK_LEAST 4		/* articles a day that make a whole bar */

void feeds_row_count(struct str *out, int64_t n, bool is_short)
{
	static const char units[] = "kMGT";
	int unit = -1;

	if (!is_short || n < 1000) {
		str_add_number(out, n);
		return;
	}
	/* Cut, not rounded: 999,999 is not a million.  */
	while (n >= 10000 && unit < 2) {
		n /= 1000;
		unit++;
	}
	if (n >= 1000 || unit < 0) {
		str_addf(out, "%d.%d%c", (int)(n / 1000), (int)(n / 100 % 10),
			 units[unit + 1]);
		return;
	}
	str_addf(out, "%d%c", (int)n, units[unit]);
}

int feeds_row_sign(const struct area *a, const struct tree_node *node)
{
	return 1 + 2 * MIN(node->depth, MAX(a->width / 8, 1));
}

static const char *sign_of(const struct tree_node *node)
{
	switch (node->kind) {
	case TREE_FOLDER:
		return node->folded ? "▸" : "▾";
	case TREE_STARRED:
		return "★";
	case TREE_QUERY:
		return "⌕";
	default:
		return " ";
	}
}

static uint16_t style_of(const struct tree_node *node)
{
	if (node->kind == TREE_FOLDER)
		return theme_style(THEME_FOLDER);
	if (node->kind == TREE_STARRED)
		return theme_style(THEME_TEXT);
	return theme_style(node->unread && !node->paused ? THEME_TEXT :
			   THEME_READ_ROW);
}

/* The count and the marks at the right edge; the column that they begin at. */
static int draw_right(const struct area *a, int y, const struct tree_node *node)
{
	int64_t count = node->kind == TREE_STARRED ? node->starred :
			node->unread;
	int right = a->width - 1, w;
	struct str s = STR_INIT;

	if (count > 0)
		feeds_row_count(&s, count, a->width < NARROW);
	w = text_width(str_span(&s));
	right -= w;
	area_text(a, right, y, w, str_span(&s), theme_style(THEME_COUNT));
	str_release(&s);
	if (node->kind == TREE_QUERY && count >= TREE_COUNT_MOST)
		area_puts(a, a->width - 1, y, "+", theme_style(THEME_COUNT));
	if (node->fetching) {
		right -= 2;
		area_puts(a, right, y, "◦", theme_style(THEME_FAINT));
	} else if (node->paused) {
		right -= 2;
		area_puts(a, right, y, "‖", theme_style(THEME_FAINT));
	} else if (node->failing &&
		   (node->kind != TREE_FOLDER || node->folded)) {
		right -= 2;
		area_puts(a, right, y, "!", theme_style(THEME_FAILING));
	}
	return right;
}

void feeds_row_spark(struct str *out, const uint32_t *days, size_t n)
{
	static const char *const bars[] = {
		"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█",
	};
	uint32_t most = SPARK_LEAST;

	for (size_t i = 0; i < n; i++)
		most = MAX(most, days[i]);
	for (size_t i = 0; i < n; i++)
		str_add(out, !days[i] ? " " :
			bars[((uint64_t)days[i] * 8 - 1) / most]);
}

/* Where it begins: below each other, whatever stands right of them.  */
static int spark_at(const struct area *a, int right)
{
	return MIN(right, a->width - 8) - FEEDS_ROW_DAYS - 1;
}

static void draw_spark(const struct area *a, int x, int y,
		       const uint32_t *days)
{
	struct str s = STR_INIT;

	feeds_row_spark(&s, days, FEEDS_ROW_DAYS);
	area_puts(a, x, y, s.s, theme_style(THEME_FAINT));
	str_release(&s);
}

/* As it stands in the row: of a feed without a title, which is called after its
 * address, what tells it from others comes first.  */
static void add_label(struct str *out, const struct tree_node *node)
{
	struct span s = span_of(node->label);

	if (node->kind == TREE_FEED && span_starts(s, "https://"))
		s = span_from(s, strlen("https://"));
	else if (node->kind == TREE_FEED && span_starts(s, "http://"))
		s = span_from(s, strlen("http://"));
	text_oneline(out, s);
}

bool feeds_row_draw(const struct area *a, int y, const struct tree_node *node,
		    const uint32_t *days, bool is_cut_out,
		    enum row_state state)
{
	int x = feeds_row_sign(a, node), right = draw_right(a, y, node), room;
	struct str s = STR_INIT;
	bool is_cut;
	int w;

	add_label(&s, node);
	w = text_width(str_span(&s));
	/* A whole title is worth more.  */
	if (days && w <= spark_at(a, right) - x - 3) {
		right = spark_at(a, right);
		draw_spark(a, right, y, days);
	}
	room = right - x - 3;
	area_puts(a, x, y, sign_of(node),
		  node->kind == TREE_STARRED ? theme_style(THEME_STAR) :
		  theme_style(THEME_FAINT));
	is_cut = w > room;
	bidi_cut(a, x + 2, y, room, str_span(&s), style_of(node));
	str_release(&s);
	row_select(a, y, 1, state);
	if (is_cut_out)
		area_puts(a, 0, y, "x", theme_style(THEME_MARKER));
	return is_cut;
}

/* A part of what is said; words of an error begin with a capital then.  */
static void add_line(struct str *out, const char *words)
{
	size_t at;

	if (out->len)
		str_add(out, " · ");
	at = out->len;
	text_oneline(out, span_of(words));
	if (out->len > at && out->s[at] >= 'a' && out->s[at] <= 'z')
		out->s[at] = (char)(out->s[at] - 'a' + 'A');
}

void feeds_row_about(struct str *out, const struct tree_node *node,
		     bool is_cut)
{
	const struct store_feed *feed = node->feed;
	struct str s = STR_INIT;

	if (is_cut)
		text_oneline(&s, span_of(node->label));
	if (feed && node->fetching)
		add_line(&s, "It is being fetched");
	else if (feed && feed->paused)
		add_line(&s, feed->status == 410 ?
			 "Paused: the server says that it is gone for good" :
			 "Paused");
	else if (node->kind == TREE_QUERY && node->failing)
		add_line(&s, "This query cannot be read");
	else if (feed && feed->failures > 0)
		add_line(&s, feed->error ? feed->error : "It fails");
	str_adds(out, str_span(&s));
	str_release(&s);
}
