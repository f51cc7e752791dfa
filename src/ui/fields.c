/* fields.c - see fields.h */
#include "config.h"

#include "ui/fields.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/bidi.h"
#include "ui/lines.h"

#define ORIGIN_FROM 64		/* from this width on origins have a column, */
#define ORIGIN_WIDTH 22		/* of these cells */
#define FOOT_ROWS 3		/* for words on the field one is on, */
#define FOOT_FROM 10		/* from this height on */

static struct field *field_at(const struct fields *fs)
{
	return fs->scroll.cursor < fs->n ? &fs->fields[fs->scroll.cursor] :
	       NULL;
}

/* --- values ---------------------------------------------------------------- */

void fields_init(struct fields *fs, void *arg)
{
	*fs = (struct fields){ .arg = arg };
	prompt_init(&fs->prompt);
}

void fields_release(struct fields *fs)
{
	for (size_t i = 0; i < fs->n; i++) {
		free(fs->fields[i].was);
		free(fs->fields[i].value);
		free(fs->fields[i].fault);
	}
	free(fs->fields);
	prompt_release(&fs->prompt);
}

void fields_add(struct fields *fs, struct field f, const char *value)
{
	f.was = xstrdup(value);
	f.value = xstrdup(value);
	fs->fields = xgrow(fs->fields, fs->n, &fs->cap, sizeof(f));
	fs->fields[fs->n++] = f;
	fs->scroll.n = fs->n;
}

bool field_changed(const struct field *f)
{
	return strcmp(f->was, f->value) != 0;
}

size_t fields_n_changed(const struct fields *fs)
{
	size_t n = 0;

	for (size_t i = 0; i < fs->n; i++)
		n += field_changed(&fs->fields[i]);
	return n;
}

size_t fields_wrong(const struct fields *fs)
{
	size_t i = 0;

	while (i < fs->n && !fs->fields[i].fault)
		i++;
	return i;
}

void fields_blame(struct fields *fs, size_t i, const char *why)
{
	free(fs->fields[i].fault);
	fs->fields[i].fault = xstrdup(why);
}

/* The field has a value that was typed or chosen.  */
static void set(struct field *f, struct span value)
{
	struct err err = ERR_INIT;

	free(f->value);
	f->value = xstrndup(value.p, value.len);
	free(f->fault);
	f->fault = NULL;
	if (*f->value && field_changed(f) && f->check &&
	    !f->check(f, f->value, &err))
		f->fault = xstrdup(err.text);
}

/* --- going ------------------------------------------------------------------- */

static void begin(struct fields *fs)
{
	struct field *f = field_at(fs);

	if (!f)
		return;
	fs->prompt.complete = f->complete;
	fs->prompt.arg = fs->arg;
	prompt_set(&fs->prompt, f->value);
}

void fields_go(struct fields *fs, size_t i)
{
	fs->scroll.cursor = MIN(i, fs->n ? fs->n - 1 : 0);
	begin(fs);
}

void fields_move(struct fields *fs, enum move how, int count)
{
	scroll_move(&fs->scroll, how, count);
	begin(fs);
}

static void step(struct fields *fs, bool forward)
{
	size_t n = MAX(fs->n, (size_t)1);

	fields_go(fs, (fs->scroll.cursor + (forward ? 1 : n - 1)) % n);
}

/* --- choices ------------------------------------------------------------------ */

bool fields_choosing(const struct fields *fs)
{
	const struct field *f = field_at(fs);

	return f && f->choices;
}

/* The choice `i` of those; empty: there are fewer.  */
static struct span choice(const char *choices, size_t i)
{
	while (i-- && *choices) {
		choices += strcspn(choices, "|");
		choices += *choices == '|';
	}
	return (struct span){ choices, strcspn(choices, "|") };
}

static size_t n_choices(const struct field *f)
{
	size_t n = 0;

	while (choice(f->choices, n).len)
		n++;
	return n;
}

/* The one that counts now, its own or not; n when it is none.  */
static size_t chosen(const struct field *f)
{
	struct span now = span_of(*f->value ? f->value : f->otherwise);
	size_t n = n_choices(f), i = 0;

	while (i < n && !span_eq(choice(f->choices, i), now))
		i++;
	return i;
}

static void choose(struct fields *fs, struct field *f, bool forward)
{
	size_t n = n_choices(f), i = chosen(f);

	if (!n)
		return;
	i = i == n ? 0 : (i + (forward ? 1 : n - 1)) % n;
	set(f, choice(f->choices, i));
	begin(fs);
}

/* The next one that begins with that letter.  */
static void choose_by_letter(struct fields *fs, struct field *f, uint32_t c)
{
	size_t n = n_choices(f), at = chosen(f);

	for (size_t k = 1; k <= n; k++) {
		struct span s = choice(f->choices, (at + k) % n);

		if ((uint32_t)(unsigned char)*s.p == (c | 0x20)) {
			set(f, s);
			begin(fs);
			return;
		}
	}
}

static bool choice_key(struct fields *fs, struct field *f, struct key k)
{
	if (k.mods)
		return k.code == 'u' && k.mods == KEY_MOD_CTRL ?
			(set(f, (struct span){ "", 0 }), begin(fs), true) :
			false;
	switch (k.code) {
	case ' ':
	case KEYS_RIGHT:
		choose(fs, f, true);
		return true;
	case KEYS_LEFT:
		choose(fs, f, false);
		return true;
	case KEYS_BACKSPACE:
	case KEYS_DELETE:
		set(f, (struct span){ "", 0 });
		begin(fs);
		return true;
	}
	if (!key_is_text(k))
		return false;
	if (k.code < 0x80)
		choose_by_letter(fs, f, k.code);
	return true;
}

/* --- keys --------------------------------------------------------------------- */

static bool move_key(struct fields *fs, struct key k)
{
	static const struct { struct key key; bool forward; } steps[] = {
		{ { KEYS_UP, 0 }, false }, { { KEYS_DOWN, 0 }, true },
		{ { 'p', KEY_MOD_CTRL }, false },
		{ { 'n', KEY_MOD_CTRL }, true },
		{ { KEYS_BACKTAB, 0 }, false }, { { KEYS_TAB, 0 }, true },
	};

	for (size_t i = 0; i < ARRAY_LEN(steps); i++)
		if (key_eq(steps[i].key, k)) {
			step(fs, steps[i].forward);
			return true;
		}
	if (k.code == KEYS_PAGE_UP)
		fields_go(fs, 0);
	else if (k.code == KEYS_PAGE_DOWN)
		fields_go(fs, fs->n - 1);
	return k.code == KEYS_PAGE_UP || k.code == KEYS_PAGE_DOWN;
}

/* Those of completion are the editor's: Tab while there is something to be
 * completed, and what goes through it.  */
static bool is_for_editor(const struct fields *fs, struct key k)
{
	bool open = fs->prompt.candidates.arena;

	if (k.code == KEYS_TAB || k.code == KEYS_BACKTAB)
		return open || (k.code == KEYS_TAB && fs->prompt.complete);
	return open && k.mods == KEY_MOD_CTRL &&
	       (k.code == 'n' || k.code == 'p');
}

static bool offer_key(struct fields *fs, struct field *f, struct key k)
{
	if (!f->offers || fs->prompt.text.len || k.mods ||
	    (k.code != KEYS_RIGHT && k.code != KEYS_END))
		return false;
	set(f, span_of(f->otherwise));
	begin(fs);
	return true;
}

/* Nothing to be completed: on to the next.  */
static bool complete_key(struct fields *fs, struct field *f, struct key k)
{
	if (k.code != KEYS_TAB || fs->prompt.candidates.arena)
		return false;
	(void)!prompt_key(&fs->prompt, k);
	if (fs->prompt.candidates.arena)
		return true;
	if (span_eq(str_span(&fs->prompt.text), span_of(f->value)))
		step(fs, true);
	else
		set(f, str_span(&fs->prompt.text));
	return true;
}

static enum fields_result text_key(struct fields *fs, struct field *f,
				   struct key k)
{
	bool empty = !fs->prompt.text.len;

	switch (prompt_key(&fs->prompt, k)) {
	case PROMPT_NONE:
		return FIELDS_NONE;
	case PROMPT_ACCEPT:
		return FIELDS_ACCEPT;
	case PROMPT_CANCEL:
		return empty && k.code == KEYS_BACKSPACE ? FIELDS_TAKEN :
		       FIELDS_LEAVE;
	case PROMPT_CHANGED:
		set(f, span_trim(str_span(&fs->prompt.text)));
		break;
	case PROMPT_MOVED:
		break;
	}
	return FIELDS_TAKEN;
}

enum fields_result fields_key(struct fields *fs, struct key k)
{
	struct field *f = field_at(fs);

	if (!f)
		return FIELDS_NONE;
	if (k.code == KEYS_ESC && fs->prompt.candidates.arena) {
		candidates_release(&fs->prompt.candidates);
		return FIELDS_TAKEN;
	}
	if (!is_for_editor(fs, k) && move_key(fs, k))
		return FIELDS_TAKEN;
	if (f->choices ? choice_key(fs, f, k) :
	    offer_key(fs, f, k) || complete_key(fs, f, k))
		return FIELDS_TAKEN;
	return text_key(fs, f, k);
}

void fields_paste(struct fields *fs, const char *text)
{
	struct field *f = field_at(fs);

	if (!f || f->choices)
		return;
	prompt_paste(&fs->prompt, text);
	set(f, span_trim(str_span(&fs->prompt.text)));
}

bool fields_click(struct fields *fs, int y, bool again)
{
	size_t i = fs->scroll.top + (size_t)MAX(y - fs->rows_y, 0);
	bool here = i == fs->scroll.cursor;

	if (y < fs->rows_y || y >= fs->rows_y + fs->scroll.height ||
	    i >= fs->n)
		return false;
	if (!here)
		fields_go(fs, i);
	else if (again && fs->fields[i].choices)
		choose(fs, &fs->fields[i], true);
	return true;
}

/* --- drawing ------------------------------------------------------------------- */

static int label_width(const struct fields *fs, int most)
{
	int w = 0;

	for (size_t i = 0; i < fs->n; i++)
		w = MAX(w, text_width(span_of(fs->fields[i].label)));
	return MIN(w, most);
}

/* Where the value comes from.  */
static void add_origin(struct str *out, const struct field *f)
{
	if (f->fault)
		str_add(out, "not valid");
	else if (field_changed(f))
		str_addf(out, "was %s%s%s", *f->was ? f->was :
			 *f->otherwise ? f->otherwise : "empty",
			 *f->was || !*f->origin ? "" : ", ",
			 *f->was ? "" : f->origin);
	else if (!*f->value)
		str_add(out, f->origin);
	else if (*f->origin)
		str_add(out, "its own");
}

static void draw_origin(const struct field *f, const struct area *a, int x,
			int y)
{
	struct str s = STR_INIT;

	add_origin(&s, f);
	bidi_cut(a, x, y, a->width - x - 1, str_span(&s),
		 theme_style(f->fault ? THEME_ERROR : THEME_FAINT));
	str_release(&s);
}

/* Returns the column of the cursor.  */
static int draw_value(const struct fields *fs, const struct field *f,
		      const struct area *a, int x, int y, int width)
{
	uint16_t text = theme_style(f->fault ? THEME_ERROR : THEME_TEXT);
	const char *shown = *f->value ? f->value : f->otherwise;

	if (f != field_at(fs) || f->choices || !fs->prompt.text.len) {
		bidi_cut(a, x, y, width, span_of(shown), *f->value ? text :
			 theme_style(THEME_FAINT));
		return x;
	}
	return prompt_draw(&fs->prompt, a, x, y, width, text);
}

static int draw_sentence(const struct fields *fs, const struct field *f,
			 const struct area *a, int y)
{
	bool typed = f == field_at(fs) && !f->choices && fs->prompt.text.len;
	struct str s = STR_INIT, origin = STR_INIT;
	int x;

	str_addf(&s, "%s: ", f->label);
	x = text_width(str_span(&s));
	add_origin(&origin, f);
	if (!typed)
		str_addf(&s, "%s%s%s%s",
			 *f->value ? f->value : f->otherwise,
			 origin.len ? ", " : "", origin.s,
			 field_changed(f) ? ", changed" : "");
	bidi_cut(a, 0, y, a->width - 1, str_span(&s), theme_style(THEME_TEXT));
	str_release(&s);
	str_release(&origin);
	return typed ? draw_value(fs, f, a, x, y, a->width - 1 - x) : 0;
}

static int draw_field(const struct fields *fs, const struct field *f,
		      const struct area *a, int y, int column)
{
	bool here = f == field_at(fs), has_origin = a->width >= ORIGIN_FROM;
	int end = a->width - 1 - (has_origin ? ORIGIN_WIDTH : 0);

	if (fs->sentences)
		return draw_sentence(fs, f, a, y);
	if (here)
		area_puts(a, 0, y, "›", theme_style(THEME_MARKER));
	if (field_changed(f))
		area_puts(a, 1, y, "*", theme_style(THEME_PICKED));
	area_cut(a, 3, y, column - 4, span_of(f->label),
		 theme_style(here ? THEME_KEY : THEME_TEXT));
	if (has_origin)
		draw_origin(f, a, end + 2, y);
	return draw_value(fs, f, a, column, y, end - column);
}

static void draw_candidates(const struct candidates *c, const struct area *a)
{
	int x = 1, y = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct span word = span_of(c->words[i].shown);
		int w = text_width(word);

		if (x > 1 && x + w > a->width - 1) {
			x = 1;
			y++;
		}
		if (y >= a->height)
			return;
		bidi_cut(a, x, y, a->width - x - 1, word, theme_style(
			 i == c->chosen ? THEME_CURSOR : THEME_TEXT));
		x += w + 2;
	}
}

/* What is to be said of the field one is on.  */
static void draw_words(const struct fields *fs, const struct area *a)
{
	const struct field *f = field_at(fs);
	struct str s = STR_INIT, origin = STR_INIT;
	struct lines l;

	lines_init(&l);
	lines_new(&l);
	if (f->fault)
		str_add(&s, f->fault);
	else
		str_addf(&s, "%s%s%s", f->label, *f->doc ? ": " : "", f->doc);
	add_origin(&origin, f);
	if (a->width < ORIGIN_FROM - 2 && origin.len)
		str_addf(&s, " · %s", origin.s);
	lines_wrap(&l, 0, 0, a->width - 2, str_span(&s),
		   theme_style(f->fault ? THEME_ERROR : THEME_FAINT));
	for (size_t i = 0; i < l.n && (int)i < a->height; i++)
		lines_draw(&l, i, a, 1, (int)i, a->width - 2);
	lines_release(&l);
	str_release(&origin);
	str_release(&s);
}

void fields_draw(struct fields *fs, const struct area *a, int *ret_x,
		 int *ret_y)
{
	int foot = a->height >= FOOT_FROM ? FOOT_ROWS : 0;
	int column = label_width(fs, a->width / 2 - 5) + 5;
	struct area words;

	scroll_fit(&fs->scroll, fs->n, MIN((int)fs->n, a->height - foot));
	fs->rows_y = a->y;
	fs->rows_x = a->x + column;
	for (int y = 0; y < fs->scroll.height; y++) {
		size_t i = fs->scroll.top + (size_t)y;
		int x = draw_field(fs, &fs->fields[i], a, y, column);

		if (i != fs->scroll.cursor)
			continue;
		*ret_x = x;
		*ret_y = y;
	}
	words = area_part(a, 2, fs->scroll.height + 1, a->width - 2,
			  MAX(foot - 1, 0));
	if (fs->prompt.candidates.arena)
		draw_candidates(&fs->prompt.candidates, &words);
	else if (field_at(fs))
		draw_words(fs, &words);
}
