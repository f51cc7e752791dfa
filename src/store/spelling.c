/* spelling.c - words that do occur, near one that hardly does
 *
 * Words that begin with the same two letters are walked through; those that
 * differ there are few enough to be asked for one by one.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/prefix.h"

#define LETTERS_MOST 40		/* of a word that is looked at */
#define FEW 10			/* hits that make a word suspicious */
#define TIMES 4			/* as many the other one must have */
#define COUNT_MOST 10000	/* hits that are counted */
#define NEAR_MOST 24		/* words that are counted, of one */
#define SHOWN_MOST 3
#define WALK_MS 200		/* for one word */

struct word {
	uint32_t c[LETTERS_MOST];
	size_t n;
};

struct near {
	char *word;
	size_t distance;
	int64_t articles;
};

struct speller {
	struct store *st;
	struct word want;
	size_t most;		/* edits */
	int64_t end_ms;
	struct near *near;
	size_t n, cap;
};

static bool letters(struct word *ret, const char *s)
{
	struct span rest = span_of(s);
	size_t n;

	for (ret->n = 0; rest.len; rest = span_from(rest, n)) {
		if (ret->n == LETTERS_MOST)
			return false;
		n = text_decode(rest, &ret->c[ret->n++]);
	}
	return true;
}

static void add_letters(struct str *out, const struct word *w)
{
	for (size_t i = 0; i < w->n; i++)
		str_add_utf8(out, w->c[i]);
}

/* Letters changed, left out, added, or two neighbours swapped; more than
 * `most` is `most` + 1.  */
static size_t distance(const struct word *a, const struct word *b, size_t most)
{
	size_t d[LETTERS_MOST + 1][LETTERS_MOST + 1], least;

	if (a->n > b->n + most || b->n > a->n + most)
		return most + 1;
	for (size_t j = 0; j <= b->n; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a->n; i++) {
		d[i][0] = least = i;
		for (size_t j = 1; j <= b->n; j++) {
			size_t best = d[i - 1][j - 1] +
				      (a->c[i - 1] != b->c[j - 1]);

			best = MIN(best, d[i - 1][j] + 1);
			best = MIN(best, d[i][j - 1] + 1);
			if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] &&
			    a->c[i - 2] == b->c[j - 1])
				best = MIN(best, d[i - 2][j - 2] + 1);
			d[i][j] = best;
			least = MIN(least, best);
		}
		if (least > most)
			return most + 1;
	}
	return MIN(d[a->n][b->n], most + 1);
}

/* --- words of the index ------------------------------------------------------- */

/* How many articles have the word, counted up to `most`.  */
static int count_word(struct store *st, const char *word, int64_t most,
		      int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT count(*) FROM (SELECT 1"
				  " FROM search WHERE search MATCH ?1"
				  " LIMIT ?2)", err);
	struct str match = STR_INIT;
	int rc;

	if (!s)
		return -1;
	str_addf(&match, "\"%s\"", word);
	sqlite3_bind_text(s, 1, match.s, (int)match.len, SQLITE_TRANSIENT);
	sqlite3_bind_int64(s, 2, most);
	rc = db_number(st, s, 0, ret, err);
	str_release(&match);
	return rc;
}

static bool is_known(const struct speller *sp, const char *word)
{
	for (size_t i = 0; i < sp->n; i++)
		if (!strcmp(sp->near[i].word, word))
			return true;
	return false;
}

static void add_near(struct speller *sp, const char *word, size_t d)
{
	if (!d || d > sp->most || is_known(sp, word))
		return;
	sp->near = xgrow(sp->near, sp->n, &sp->cap, sizeof(*sp->near));
	sp->near[sp->n++] = (struct near){ xstrdup(word), d, 0 };
}

/* One that begins alike.  Returns -1 with ERR_LIMIT when it takes too long.  */
static int look(void *arg, const char *word, struct err *err)
{
	struct speller *sp = arg;
	struct word w;

	if (letters(&w, word))
		add_near(sp, word, distance(&sp->want, &w, sp->most));
	return date_monotonic_ms() > sp->end_ms ?
		err_set(err, ERR_LIMIT, "enough") : 0;
}

static int walk(struct speller *sp, struct err *err)
{
	struct word head = sp->want;
	struct str start = STR_INIT;
	struct err why = ERR_INIT;
	int rc;

	head.n = 2;
	add_letters(&start, &head);
	rc = prefix_words(sp->st, str_span(&start), look, sp, &why);
	str_release(&start);
	if (rc < 0 && why.kind != ERR_LIMIT) {
		if (err)
			*err = why;
		return -1;
	}
	return 0;
}

/* --- those that begin otherwise ------------------------------------------------- */

/* The small letters that go with `c`: of its script.  */
static size_t letters_like(uint32_t c, uint32_t *ret)
{
	static const struct { uint32_t first, last; } scripts[] = {
		{ 'a', 'z' }, { 0x3b1, 0x3c9 }, { 0x430, 0x45f },
		{ 0x5d0, 0x5ea }, { 0x621, 0x64a },
	};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(scripts); i++)
		if (c >= scripts[i].first && c <= scripts[i].last)
			for (uint32_t l = scripts[i].first;
			     l <= scripts[i].last; l++)
				ret[n++] = l;
	/* Ukrainian has one more.  */
	if (n && ret[0] == 0x430)
		ret[n++] = 0x491;
	return n;
}

static int ask(struct speller *sp, const struct word *w, struct err *err)
{
	struct str s = STR_INIT;
	int64_t n = 0;
	int rc;

	add_letters(&s, w);
	rc = is_known(sp, s.s) ? 0 : count_word(sp->st, s.s, 1, &n, err);
	if (rc == 0 && n)
		add_near(sp, s.s, distance(&sp->want, w, sp->most));
	str_release(&s);
	return rc;
}

static void cut_letter(struct word *w, size_t at)
{
	memmove(&w->c[at], &w->c[at + 1], (--w->n - at) * sizeof(*w->c));
}

static int ask_without(struct speller *sp, size_t at, struct err *err)
{
	struct word w = sp->want;

	cut_letter(&w, at);
	return ask(sp, &w, err);
}

static int ask_swapped(struct speller *sp, size_t at, struct err *err)
{
	struct word w = sp->want;

	w.c[at] = sp->want.c[at + 1];
	w.c[at + 1] = sp->want.c[at];
	return ask(sp, &w, err);
}

/* Each letter of the script in the place of one, or before it.  */
static int ask_others(struct speller *sp, size_t at, struct err *err)
{
	uint32_t like[64];
	size_t n = letters_like(sp->want.c[at], like);
	int rc = 0;

	for (size_t i = 0; i < n && rc == 0; i++) {
		struct word w = sp->want;

		w.c[at] = like[i];
		rc = ask(sp, &w, err);
		if (rc < 0 || sp->want.n == LETTERS_MOST)
			break;
		w = sp->want;
		memmove(&w.c[at + 1], &w.c[at], (w.n++ - at) * sizeof(*w.c));
		w.c[at] = like[i];
		rc = ask(sp, &w, err);
	}
	return rc;
}

static int ask_heads(struct speller *sp, struct err *err)
{
	for (size_t at = 0; at < 2; at++)
		if (ask_without(sp, at, err) < 0 ||
		    ask_swapped(sp, at, err) < 0 ||
		    ask_others(sp, at, err) < 0)
			return -1;
	return 0;
}

/* --- the best ------------------------------------------------------------------- */

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	return strcmp(x->word, y->word);
}

static int by_merit(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return strcmp(x->word, y->word);
}

/* Sorted, those that occur often enough first; *ret_n of them.  */
static int judge(struct speller *sp, int64_t have, size_t *ret_n,
		 struct err *err)
{
	size_t n = 0;

	if (sp->n)
		qsort(sp->near, sp->n, sizeof(*sp->near), by_distance);
	for (size_t i = 0; i < sp->n && i < NEAR_MOST; i++) {
		struct near *w = &sp->near[i], other;

		if (count_word(sp->st, w->word, COUNT_MOST, &w->articles,
			       err) < 0)
			return -1;
		if (w->articles <= have || w->articles < have * TIMES)
			continue;
		other = sp->near[n];
		sp->near[n++] = *w;
		*w = other;
	}
	if (n)
		qsort(sp->near, n, sizeof(*sp->near), by_merit);
	*ret_n = MIN(n, SHOWN_MOST);
	return 0;
}

struct found {
	struct store_spellings *ret;
	size_t cap;
	const struct query *query;
	struct span text;
	int64_t now;
};

static void add_found(struct found *f, const char *word, const struct near *w)
{
	struct store_spellings *ret = f->ret;
	struct str query = STR_INIT;

	if (query_respell(&query, f->query, f->text, word, w->word, f->now)) {
		ret->items = arena_grow(ret->arena, ret->items, ret->n,
					&f->cap, sizeof(*ret->items));
		ret->items[ret->n++] = (struct store_spelling){
			.word = arena_strdup(ret->arena, w->word),
			.query = arena_strdup(ret->arena, query.s),
			.articles = w->articles,
		};
	}
	str_release(&query);
}

static int spell(struct store *st, struct found *f, const char *word,
		 int64_t have, struct err *err)
{
	struct speller sp = { .st = st, .end_ms = date_monotonic_ms() +
						  WALK_MS };
	size_t n = 0;
	int rc = 0;

	if (!letters(&sp.want, word) || sp.want.n < 4)
		return 0;
	sp.most = sp.want.n < 8 ? 1 : 2;
	if (ask_heads(&sp, err) < 0 || walk(&sp, err) < 0 ||
	    judge(&sp, have, &n, err) < 0)
		rc = -1;
	for (size_t i = 0; i < n && rc == 0; i++)
		add_found(f, word, &sp.near[i]);
	for (size_t i = 0; i < sp.n; i++)
		free(sp.near[i].word);
	free(sp.near);
	return rc;
}

static int spell_all(struct store *st, struct found *f, struct err *err)
{
	const char *word;
	int64_t have;

	if (prefix_ready(st, err) < 0)
		return -1;
	for (size_t i = 0; (word = query_word(f->query, i)); i++) {
		if (count_word(st, word, FEW, &have, err) < 0)
			return -1;
		if (have < FEW && spell(st, f, word, have, err) < 0)
			return -1;
	}
	return 0;
}

int store_spellings(struct store *st, const struct query *query,
		    struct span text, int64_t now,
		    struct store_spellings **ret, struct err *err)
{
	struct arena *a = arena_new();
	struct found f = {
		.ret = arena_zalloc(a, sizeof(**ret)), .query = query,
		.text = text, .now = now,
	};

	f.ret->arena = a;
	db_enter(st);
	if (db_begin(st, false, err) < 0 ||
	    db_end(st, spell_all(st, &f, err), err) < 0) {
		arena_free(a);
		return -1;
	}
	*ret = f.ret;
	return 0;
}

void store_spellings_free(struct store_spellings *s)
{
	if (s)
		arena_free(s->arena);
}
