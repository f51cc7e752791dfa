/* rules_edit.c - the file of rules is changed, and what is cached is held
 * against a rule
 *
 * Saving is done by the writer, under the lock that the list of feeds has too.
 * To apply a rule its articles are looked for by the thread of selections, and
 * marked by the writer: one act, which undo takes back.
 */
#include "config.h"

#include "app/app_private.h"

#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define FILE_MOST ((size_t)1 << 20)

struct saving {
	struct app_task task;
	char *words;		/* of the line */
	size_t line;		/* to be edited; 0: it is new */
	enum rules_edit how;
	struct rules *rules;	/* the one rule, new or to be applied; or NULL */
	bool saves;		/* what is applied is new */
	int64_t *ids;		/* what it is applied to */
	size_t n;
};

static void release_saving(struct app_task *task)
{
	struct saving *s = containing(task, struct saving, task);

	rules_drop(s->rules);
	free(s->words);
	free(s->ids);
}

static struct saving *saving_new(struct app *app, const char *words,
				 int (*run)(struct store *st,
					    struct store_job *job,
					    struct err *err))
{
	struct saving *s = app_task_new(app, sizeof(*s), run);

	s->task.release = release_saving;
	s->words = xstrdup(words);
	return s;
}

int app_rules_read(struct app *app, struct rules **ret, struct err *err)
{
	return rules_read(app->rules_path, date_now(), ret, err);
}

/* --- saving (writer thread) ---------------------------------------------------- */

static const struct rule *find_text(const struct rules *rules,
				    const char *text)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rules->items[i].text && !strcmp(rules->items[i].text, text))
			return &rules->items[i];
	return NULL;
}

/* Its line may have moved since it was shown.  */
static size_t find_line(const struct rules *rules, const struct saving *s)
{
	for (size_t i = 0; i < rules->n; i++)
		if (rules->items[i].line == s->line &&
		    !strcmp(rules->items[i].words, s->words))
			return s->line;
	for (size_t i = 0; i < rules->n; i++)
		if (!strcmp(rules->items[i].words, s->words))
			return rules->items[i].line;
	return 0;
}

static int change(struct saving *s, struct str *text, struct err *err)
{
	struct rules *now = rules_parse(str_span(text), date_now());
	const struct rule *same = NULL;
	size_t line = 0;

	if (s->rules)
		same = find_text(now, s->rules->items[0].text);
	if (same)
		err_set(err, ERR_INPUT, "there is such a rule already, in "
			"line %zu of %s", same->line,
			s->task.app->rules_path);
	else if (s->line && !(line = find_line(now, s)))
		err_set(err, ERR_NOTFOUND, "that rule is not in %s any more",
			s->task.app->rules_path);
	else if (line)
		rules_edit_line(text, line, s->how);
	else
		rules_add_line(text, s->words);
	rules_drop(now);
	return same || (s->line && !line) ? -1 : 0;
}

static int save_locked(struct saving *s, struct err *err)
{
	const char *path = s->task.app->rules_path;
	struct err why = ERR_INIT;
	struct str text = STR_INIT;
	int rc = 0;

	if (file_read(path, FILE_MOST, &text, &why) < 0 &&
	    why.kind != ERR_NOTFOUND)
		rc = err_set(err, why.kind, "%s", why.text);
	if (rc == 0)
		rc = change(s, &text, err);
	if (rc == 0)
		rc = file_write_shared(path, str_span(&text), err);
	str_release(&text);
	return rc;
}

static int save(struct saving *s, struct err *err)
{
	int lock = app_lock_list(s->task.app, err), rc;

	if (lock < 0)
		return -1;
	rc = save_locked(s, err);
	close(lock);
	return rc;
}

static int run_save(struct store *st, struct store_job *job, struct err *err)
{
	struct saving *s = containing(job, struct saving, task.job);
	static const char *const verbs[] = {
		[RULES_OFF] = "Switched off", [RULES_ON] = "Switched on",
		[RULES_TAKE_OUT] = "Took out",
	};
	struct str words = STR_INIT;

	(void)st;
	if (save(s, err) < 0)
		return -1;
	str_addf(&words, "%s the rule: %s", s->line ? verbs[s->how] : "Saved",
		 s->words);
	s->task.event->text = str_detach(&words);
	return 0;
}

uint64_t app_rule_edit(struct app *app, size_t line, const char *words,
		       enum rules_edit how)
{
	struct saving *s = saving_new(app, words, run_save);
	uint64_t ticket;

	s->line = line;
	s->how = how;
	ticket = app_task_ticket(&s->task);
	app_task_post(app->writer, &s->task, STORE_NOW);
	return ticket;
}

/* --- applying -------------------------------------------------------------------- */

static size_t acts_of(const struct rule *r, struct store_tagging *acts)
{
	size_t n = 0;

	if (r->hide)
		acts[n++] = (struct store_tagging){
			.mark = STORE_MARK_HIDE, .on = true,
			.what = "Hid %n",
		};
	if (r->read)
		acts[n++] = (struct store_tagging){
			.mark = STORE_MARK_READ, .on = true,
			.what = "Marked %n read",
		};
	if (r->star)
		acts[n++] = (struct store_tagging){
			.mark = STORE_MARK_STAR, .on = true,
			.what = "Starred %n",
		};
	return n;
}

static char *words_for_tag(const char *name)
{
	struct str words = STR_INIT;

	str_add(&words, "Tagged %n");
	if (!strstr(name, "%n"))
		str_addf(&words, " “%s”", name);
	return str_detach(&words);
}

/* "Hid 12, Marked 12 read": what changed anything, else the first.  */
static void say_acts(const struct store_tagging *acts, size_t n,
		     struct str *words)
{
	size_t said = 0;

	for (size_t i = 0; i < n; i++) {
		if (!acts[i].changed)
			continue;
		if (said++)
			str_add(words, ", ");
		store_add_words(words, NULL, acts[i].what,
				(int64_t)acts[i].changed);
	}
	if (!said && n)
		store_add_words(words, NULL, acts[0].what, 0);
}

static int mark_all(struct saving *s, struct store *st, struct err *err)
{
	const struct rule *r = &s->rules->items[0];
	struct store_tagging *acts = xcalloc(r->n_tags + 3, sizeof(*acts));
	struct app_event *event = s->task.event;
	struct str words = STR_INIT;
	size_t n = acts_of(r, acts), first = n;
	int rc;

	for (size_t i = 0; i < r->n_tags; i++)
		acts[n++] = (struct store_tagging){
			.mark = STORE_MARK_TAG, .tag = r->tags[i], .on = true,
			.what = words_for_tag(r->tags[i]),
		};
	rc = n ? store_tag(st, acts, n, s->ids, s->n, err) : 0;
	if (rc == 0)
		rc = store_rule_hit(st, r->text, s->ids, s->n, err);
	for (size_t i = 0; i < n; i++)
		event->n += acts[i].changed;
	say_acts(acts, n, &words);
	if (s->saves)
		str_add(&words, words.len ?
			" · the rule is kept for what comes" :
			"The rule is kept for what comes");
	for (size_t i = first; i < n; i++)
		free((char *)(uintptr_t)acts[i].what);
	free(acts);
	event->text = str_detach(&words);
	event->journaled = event->n > 0;
	app_note_feeds(s->task.app);
	return rc;
}

/* On the writer's thread.  */
static int run_mark(struct store *st, struct store_job *job, struct err *err)
{
	struct saving *s = containing(job, struct saving, task.job);

	if (s->saves && save(s, err) < 0)
		return -1;
	return mark_all(s, st, err);
}

/* On the thread of selections.  */
static int find_all(struct store *st, struct store_job *job, struct err *err)
{
	struct saving *s = containing(job, struct saving, task.job), *next;
	const struct store_scope scope = {
		.kind = STORE_ALL, .query = s->rules->items[0].query,
	};
	struct app *app = s->task.app;

	if (store_list(st, &scope, 0, 0, &s->ids, &s->n, err) < 0)
		return -1;
	next = saving_new(app, s->words, run_mark);
	next->saves = s->saves;
	next->rules = rules_use(s->rules);
	next->ids = s->ids;
	next->n = s->n;
	next->task.event = s->task.event;
	s->ids = NULL;
	s->task.event = NULL;
	app_task_post(app->writer, &next->task, STORE_NOW);
	return 0;
}

/* Of one rule that has been checked, which is taken over.  */
static uint64_t apply(struct app *app, const char *words, struct rules *rules,
		      bool saves)
{
	struct saving *s = saving_new(app, words, find_all);

	s->rules = rules;
	s->saves = saves;
	return app_several_post(app, &s->task);
}

int app_rule_apply(struct app *app, const char *words, uint64_t *ret_ticket,
		   struct err *err)
{
	struct rules *rules;

	if (rule_parse(words, date_now(), &rules, NULL, err) < 0)
		return -1;
	*ret_ticket = apply(app, words, rules, false);
	return 0;
}

int app_rule_add(struct app *app, const char *words, bool applies,
		 uint64_t *ret_ticket, size_t *ret_offset, struct err *err)
{
	char *trimmed = span_dup(span_trim(span_of(words)));
	struct rules *rules;
	struct saving *s;
	int rc = rule_parse(trimmed, date_now(), &rules, ret_offset, err);

	if (rc == 0 && applies) {
		*ret_ticket = apply(app, trimmed, rules, true);
	} else if (rc == 0) {
		s = saving_new(app, trimmed, run_save);
		s->rules = rules;
		*ret_ticket = app_task_ticket(&s->task);
		app_task_post(app->writer, &s->task, STORE_NOW);
	}
	free(trimmed);
	return rc;
}
