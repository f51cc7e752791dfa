/* headless.c - a display without a terminal: keys from a script
 *
 * A step a line:
 *
 *	key j			a key, or several: key 5 j, key <Enter>
 *	type some words		each character as a key
 *	paste some words	all at once, as a terminal pastes
 *	idle			wait until nothing is under way anywhere
 *	pause			as long as the setting key-timeout says goes by
 *	resize 40x15
 *	shot NAME		the screen to standard output
 *	quit			leave, as the end of the script does
 *	# a comment
 */
#include "config.h"

#include "ui/display.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/picture.h"

#define SCRIPT_LIMIT ((size_t)16 << 20)

struct headless {
	struct display display;
	struct str path, script;
	size_t at, line;	/* the next step */
	struct span keys;	/* left of a `key` or `type` step */
	bool names;		/* they are names, with spaces between */
	bool waiting;		/* an `idle` has not been answered yet */
	bool styles;
	int width, height;
	struct grid *grid;	/* borrowed: the last frame */
	struct theme theme;	/* its looks */
	struct str text;	/* of a paste or a complaint */
};

static struct headless *headless_of(struct display *d)
{
	return containing(d, struct headless, display);
}

static struct input complain(struct headless *h, const char *words,
			     struct span about)
{
	str_clear(&h->text);
	str_addf(&h->text, "%s:%zu: %s", h->path.s, h->line, words);
	if (about.len) {
		str_add(&h->text, ": ");
		text_oneline(&h->text, about);
	}
	return (struct input){ .kind = INPUT_FAILED, .text = h->text.s };
}

static struct input next_key(struct headless *h)
{
	struct input in = { .kind = INPUT_KEY };
	uint32_t c;
	size_t n;

	if (h->names) {
		n = key_parse(h->keys, &in.key);
		if (!n)
			return complain(h, "no such key", h->keys);
		h->keys = span_trim(span_from(h->keys, n));
		return in;
	}
	n = text_decode(h->keys, &c);
	h->keys = span_from(h->keys, n);
	in.key = key_of_char(c);
	return in;
}

/* "WIDTHxHEIGHT", each 1 to GRID_MAX_SIDE.  */
static bool parse_size(struct span s, int *ret_width, int *ret_height)
{
	int value[2] = { 0, 0 }, i = 0;

	for (size_t k = 0; k < s.len; k++) {
		if (s.p[k] == 'x' && i == 0)
			i = 1;
		else if (s.p[k] >= '0' && s.p[k] <= '9' &&
			 value[i] <= GRID_MAX_SIDE)
			value[i] = value[i] * 10 + (s.p[k] - '0');
		else
			return false;
	}
	*ret_width = value[0];
	*ret_height = value[1];
	return value[0] >= 1 && value[1] >= 1 && value[0] <= GRID_MAX_SIDE &&
	       value[1] <= GRID_MAX_SIDE;
}

static struct input shoot(struct headless *h, struct span name)
{
	struct str out = STR_INIT;
	bool failed;

	if (!h->grid)
		return complain(h, "nothing was drawn", (struct span){ 0 });
	str_add(&out, "== ");
	text_oneline(&out, name);
	str_addf(&out, " %dx%d\n", h->grid->width, h->grid->height);
	grid_dump(&out, h->grid, h->styles ? &h->theme : NULL);
	failed = fwrite(out.s, 1, out.len, stdout) != out.len ||
		 fflush(stdout) != 0;
	str_release(&out);
	if (failed)
		return complain(h, "cannot write to standard output",
				(struct span){ 0 });
	return (struct input){ .kind = INPUT_NONE };
}

/* "[light ]FILE": the frame as SVG.  */
static struct input paint(struct headless *h, struct span rest)
{
	bool light = span_starts(rest, "light ");
	char *path = span_dup(light ? span_from(rest, 6) : rest);
	struct input in = { .kind = INPUT_NONE };
	struct err err = ERR_INIT;
	struct str out = STR_INIT;

	if (h->grid)
		picture_svg(&out, h->grid, &h->theme,
			    light ? BACKGROUND_LIGHT : BACKGROUND_DARK);
	if (!h->grid || file_write_shared(path, str_span(&out), &err) < 0)
		in = complain(h, "cannot be written", rest);
	str_release(&out);
	free(path);
	return in;
}

static bool is_step(struct span line, const char *name, struct span *ret_rest)
{
	size_t n = strlen(name);

	if (!span_starts(line, name) || (line.len > n && line.p[n] != ' '))
		return false;
	*ret_rest = span_from(line, n + 1);
	return true;
}

/* A step of the mouse at "X Y", cells from 0.  */
static struct input point(struct headless *h, struct span rest,
			  struct mouse mouse)
{
	struct input in = { .kind = INPUT_MOUSE, .mouse = mouse };
	char *text = span_dup(rest);
	int n = sscanf(text, "%d %d", &in.mouse.x, &in.mouse.y);

	free(text);
	return n == 2 ? in : complain(h, "not a place such as 12 3", rest);
}

static struct input do_step(struct headless *h, struct span line)
{
	struct span rest;

	if (is_step(line, "key", &rest)) {
		h->keys = span_trim(rest);
		h->names = true;
		if (!h->keys.len)
			return complain(h, "which key?", rest);
	} else if (is_step(line, "type", &rest)) {
		h->keys = rest;
		h->names = false;
	} else if (is_step(line, "paste", &rest)) {
		str_clear(&h->text);
		str_adds(&h->text, rest);
		return (struct input){ .kind = INPUT_PASTE, .text = h->text.s };
	} else if (is_step(line, "idle", &rest) && !rest.len) {
		h->waiting = true;
	} else if (is_step(line, "pause", &rest) && !rest.len) {
		return (struct input){ .kind = INPUT_PAUSE };
	} else if (is_step(line, "resize", &rest)) {
		if (!parse_size(span_trim(rest), &h->width, &h->height))
			return complain(h, "not a size such as 80x24", rest);
		return (struct input){ .kind = INPUT_RESIZE };
	} else if (is_step(line, "shot", &rest) && span_trim(rest).len) {
		return shoot(h, span_trim(rest));
	} else if (is_step(line, "click", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_PRESS });
	} else if (is_step(line, "double", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_PRESS,
						      .twice = true });
	} else if (is_step(line, "right", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_PRESS,
						      .button = 2 });
	} else if (is_step(line, "drag", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_DRAG });
	} else if (is_step(line, "release", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_RELEASE });
	} else if (is_step(line, "wheel-up", &rest)) {
		return point(h, rest, (struct mouse){ .what = MOUSE_WHEEL_UP });
	} else if (is_step(line, "wheel-down", &rest)) {
		return point(h, rest,
			     (struct mouse){ .what = MOUSE_WHEEL_DOWN });
	} else if (is_step(line, "picture", &rest) && span_trim(rest).len) {
		return paint(h, span_trim(rest));
	} else if (is_step(line, "quit", &rest) && !rest.len) {
		return (struct input){ .kind = INPUT_QUIT };
	} else {
		return complain(h, "no such step", line);
	}
	return (struct input){ .kind = INPUT_NONE };
}

static struct input headless_read(struct display *d, bool idle)
{
	struct headless *h = headless_of(d);

	for (;;) {
		struct span all = span_from(str_span(&h->script), h->at);
		struct span line = all;
		struct input in;
		const char *end;

		if (h->waiting && !idle)
			return (struct input){ .kind = INPUT_NONE };
		h->waiting = false;
		if (h->keys.len)
			return next_key(h);
		if (!all.len)
			return (struct input){ .kind = INPUT_QUIT };
		end = memchr(all.p, '\n', all.len);
		if (end)
			line.len = (size_t)(end - all.p);
		h->at += line.len + (end != NULL);
		h->line++;
		if (line.len && line.p[line.len - 1] == '\r')
			line.len--;
		if (!span_trim(line).len || line.p[0] == '#')
			continue;
		in = do_step(h, line);
		if (in.kind != INPUT_NONE)
			return in;
	}
}

static void headless_size(struct display *d, int *ret_width, int *ret_height)
{
	*ret_width = headless_of(d)->width;
	*ret_height = headless_of(d)->height;
}

static void headless_show(struct display *d, const struct frame *frame)
{
	struct headless *h = headless_of(d);

	h->grid = frame->grid;
	if (frame->theme)
		h->theme = *frame->theme;
}

static void headless_fds(struct display *d, int ret_fds[2])
{
	(void)d;
	ret_fds[0] = ret_fds[1] = -1;
}

static void headless_nothing(struct display *d)
{
	(void)d;
}

static int headless_lend(struct display *d, const struct run *run, bool shows,
			 int *ret_status, struct err *err)
{
	struct run without = *run;

	(void)d;
	(void)shows;
	without.terminal = -1;
	return run_attached(&without, ret_status, err);
}

/* "== copied 12 bytes" and the text, to standard output.  */
static void headless_copy(struct display *d, struct span text)
{
	(void)d;
	printf("== copied %zu bytes\n", text.len);
	fwrite(text.p, 1, text.len, stdout);
	puts(text.len && text.p[text.len - 1] == '\n' ? "--" : "\n--");
}

static void headless_free(struct display *d)
{
	struct headless *h = headless_of(d);

	str_release(&h->path);
	str_release(&h->script);
	str_release(&h->text);
	free(h);
}

static const struct display_ops headless_ops = {
	.size = headless_size,
	.show = headless_show,
	.forget = headless_nothing,
	.read = headless_read,
	.fds = headless_fds,
	.suspend = headless_nothing,
	.lend = headless_lend,
	.copy = headless_copy,
	.free = headless_free,
};

int headless_open(const char *path, int width, int height, bool styles,
		  struct display **ret, struct err *err)
{
	struct headless *h = xcalloc(1, sizeof(*h));

	h->display.ops = &headless_ops;
	h->display.by_steps = true;
	str_init(&h->path);
	str_init(&h->script);
	str_init(&h->text);
	h->styles = styles;
	h->width = MIN(MAX(width, 1), GRID_MAX_SIDE);
	h->height = MIN(MAX(height, 1), GRID_MAX_SIDE);
	str_add(&h->path, strcmp(path, "-") ? path : "script");
	if (file_read(path, SCRIPT_LIMIT, &h->script, err) < 0) {
		headless_free(&h->display);
		return -1;
	}
	*ret = &h->display;
	return 0;
}
