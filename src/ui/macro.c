/* macro.c - the commands of a key, done one after the other; see macro.h */
#include "config.h"

#include "ui/macro.h"

#include "base/mem.h"
#include "ui/act.h"
#include "ui/state.h"

void macro_release(struct macro *m)
{
	arena_free(m->arena);
	*m = (struct macro){ 0 };
}

static void add_step(struct macro *m, size_t *cap, enum action action,
		     const char *args)
{
	m->steps = arena_grow(m->arena, m->steps, m->n, cap,
			      sizeof(*m->steps));
	m->steps[m->n++] = (struct config_step){
		action, args ? arena_strdup(m->arena, args) : "",
	};
}

void macro_begin(struct ui *ui, const struct keymap_bind *bind, int count)
{
	struct macro *m = &ui->macro;
	size_t cap = 0;

	macro_release(m);
	m->arena = arena_new();
	m->count = count;
	add_step(m, &cap, bind->action, bind->args);
	for (size_t i = 0; i < bind->n_more; i++)
		add_step(m, &cap, bind->more[i].action, bind->more[i].args);
}

void macro_begin_line(struct ui *ui, const char *line)
{
	struct macro *m = &ui->macro;
	size_t at = 0, cap = 0;
	struct span part;
	struct command c;

	macro_release(m);
	m->arena = arena_new();
	while (command_next(span_of(line), &at, &part))
		if (command_parse(m->arena, part, &c, NULL) == 1)
			add_step(m, &cap, c.action, arena_span(m->arena,
				 span_trim(span_of(c.rest))));
}

/* Say that it ends here, if more was to come.  */
static void stop(struct ui *ui, struct macro *m, const char *name)
{
	size_t left = m->n - m->at;
	char *why = xstrndup(ui->message.s, ui->message.len);

	if (left && *why)
		ui_complain(ui, "%s · stopped at %s, %zu more left out", why,
			    name, left);
	else if (left)
		ui_complain(ui, "Stopped at %s, %zu more left out", name,
			    left);
	free(why);
	macro_release(m);
}

bool macro_run(struct ui *ui)
{
	struct macro *m = &ui->macro;
	struct call call = { .count = m->at ? 0 : m->count };

	if (m->at == m->n)
		return false;
	call.action = m->steps[m->at].action;
	call.args = m->steps[m->at].args;
	m->at++;
	ui->failed = false;
	act(ui, &call);
	if (m->at == m->n)
		macro_release(m);
	else if (ui->failed || ui->asking != ASK_NOTHING || ui->quit)
		stop(ui, m, actions[call.action].name);
	return true;
}
