/* amend.c - several things that the list says of a feed, a folder or a smart
 * feed are changed as one act
 */
#include "config.h"

#include "app/edit.h"

#include "app/address.h"
#include "app/subs_line.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "query/query.h"

enum kind { TITLE, FOLDER, ADDRESS, QUERY, OTHER };

static enum kind kind_of(const char *name)
{
	static const char *const names[] = {
		[TITLE] = "title", [FOLDER] = "folder",
		[ADDRESS] = "address", [QUERY] = "query",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcmp(names[i], name))
			return (enum kind)i;
	return OTHER;
}

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* --- on the writer ---------------------------------------------------------- */

struct amending {
	struct app_edit *e;
	struct store *st;
	struct subs *subs;
	struct subs_node node;	/* as it is called by now; borrowed */
	struct str path;	/* a folder's new one */
	bool *done;		/* of each change: something is otherwise now */
};

static struct app_change *change_of(const struct app_edit *e, enum kind kind)
{
	for (size_t i = 0; i < e->n_changes; i++)
		if (kind_of(e->changes[i].name) == kind)
			return &e->changes[i];
	return NULL;
}

static int add_label(struct str *out, const struct amending *a,
		     struct err *err)
{
	const struct subs_node *node = &a->e->nodes[0];
	ptrdiff_t i;

	if (node->url)
		return app_edit_label(out, a->st, node->url, err);
	i = node->query ? subs_find_query(a->subs, node->query) : -1;
	str_add(out, node->folder ? last_part(node->folder) : i < 0 ?
		node->query : subs_query(a->subs, (size_t)i).name);
	return 0;
}

static const char *folder_of(const struct amending *a)
{
	ptrdiff_t i = a->node.url ? subs_find(a->subs, a->node.url) :
		      subs_find_query(a->subs, a->node.query);

	return i < 0 ? "" : a->node.url ?
	       subs_feed(a->subs, (size_t)i).folder :
	       subs_query(a->subs, (size_t)i).folder;
}

static int set_title(struct amending *a, const char *title, struct str *note,
		     struct err *err)
{
	return a->node.url ?
	       subs_rename(a->subs, a->node.url, title, note, err) :
	       subs_edit_query(a->subs, a->node.query, NULL, title, note, err);
}

static int set_folder(struct amending *a, const char *folder, struct str *note,
		      struct err *err)
{
	const struct subs_node to = { .folder = folder };

	if (!strcmp(folder_of(a), folder))
		return 0;
	return a->node.url ?
	       subs_refolder(a->subs, a->node.url, folder, note, err) :
	       subs_arrange(a->subs, &a->node, 1, &to, SUBS_INTO, note, err);
}

static int set_address(struct amending *a, const char *url, struct str *note,
		       struct err *err)
{
	int64_t id = 0;

	if (!strcmp(a->node.url, url))
		return 0;
	if (app_find_feed(a->st, a->node.url, &id, err) < 0 ||
	    subs_move(a->subs, a->node.url, url, id, note, err) < 0)
		return -1;
	a->node.url = url;
	return 0;
}

static int set_query(struct amending *a, const char *query, struct str *note,
		     struct err *err)
{
	if (subs_edit_query(a->subs, a->node.query, query, NULL, note,
			    err) < 0)
		return -1;
	a->node.query = query;
	return 0;
}

/* A folder's name and place are one path.  */
static int set_path(struct amending *a, struct str *note, struct err *err)
{
	const struct app_change *title = change_of(a->e, TITLE);
	const struct app_change *folder = change_of(a->e, FOLDER);
	const char *from = a->node.folder, *last = last_part(from);
	struct str *to = &a->path;

	if (folder)
		str_addf(to, "%s%s", folder->value, *folder->value ? "/" : "");
	else
		str_addn(to, from, (size_t)(last - from));
	str_add(to, title ? title->value : last);
	if (!strcmp(to->s, from))
		return 0;
	return subs_rename_folder(a->subs, from, to->s, note, err);
}

/* Which of a path's parts is another one?  */
static bool is_other(const struct amending *a, enum kind kind)
{
	const char *from = a->e->nodes[0].folder, *to = a->path.s;
	const char *x = last_part(from), *y = last_part(to);

	return kind == TITLE ? strcmp(x, y) != 0 :
	       x - from != y - to || memcmp(from, to, (size_t)(x - from)) != 0;
}

static int carry_out(struct amending *a, const struct app_change *c,
		     struct str *note, struct err *err)
{
	switch (kind_of(c->name)) {
	case TITLE:
		return set_title(a, c->value, note, err);
	case FOLDER:
		return set_folder(a, c->value, note, err);
	case ADDRESS:
		return set_address(a, c->value, note, err);
	case QUERY:
		return set_query(a, c->value, note, err);
	case OTHER:
		break;
	}
	return subs_set(a->subs, &a->node, c->name, c->value, note, err);
}

/* One change; NULL: those of a folder's path.  */
static int one_change(struct amending *a, const struct app_change *c,
		      bool *ret_done, struct err *err)
{
	uint64_t was = hash_of(subs_text(a->subs));
	struct str note = STR_INIT;
	int ret = c ? carry_out(a, c, &note, err) : set_path(a, &note, err);

	*ret_done = ret == 0 && hash_of(subs_text(a->subs)) != was;
	if (*ret_done)
		subs_note_add(&a->e->note, str_span(&note));
	str_release(&note);
	return ret;
}

/* What is on the line first, then where it is.  */
static int change_all(struct amending *a, struct err *err)
{
	const struct app_edit *e = a->e;
	bool is_folder = a->node.folder != NULL, done = false;

	for (int last = 0; last < 2; last++)
		for (size_t i = 0; i < e->n_changes; i++) {
			enum kind kind = kind_of(e->changes[i].name);

			if ((kind == FOLDER) != last ||
			    (is_folder && kind <= FOLDER))
				continue;
			if (one_change(a, &e->changes[i], &a->done[i],
				       err) < 0)
				return -1;
		}
	if (!is_folder)
		return 0;
	if (one_change(a, NULL, &done, err) < 0)
		return -1;
	for (size_t i = 0; i < e->n_changes && done; i++)
		if (kind_of(e->changes[i].name) <= FOLDER)
			a->done[i] = is_other(a, kind_of(e->changes[i].name));
	return 0;
}

/* --- words ------------------------------------------------------------------ */

static void say_one(struct str *out, const struct amending *a,
		    const struct app_change *c, const char *label)
{
	const char *path = a->e->nodes[0].folder;

	switch (kind_of(c->name)) {
	case TITLE:
		str_addf(out, "Renamed %s to %s", path ? path : label,
			 path ? a->path.s : *c->value ? c->value :
			 a->node.url ? "its own title" : a->node.query);
		break;
	case FOLDER:
		str_addf(out, "Moved %s to %s", path ? path : label,
			 path ? a->path.s : *c->value ? c->value : "the top");
		break;
	case ADDRESS:
		str_addf(out, "%s is now at ", label);
		url_without_secrets(out, span_of(c->value));
		break;
	case QUERY:
		str_addf(out, "Changed the query to %s", c->value);
		break;
	case OTHER:
		str_addf(out, "%s is %s for %s", c->name,
			 c->value ? c->value : "as it is around it", label);
		break;
	}
}

static void say_all(struct str *out, const struct amending *a,
		    const char *label)
{
	const struct app_edit *e = a->e;
	size_t n = 0, only = 0;

	for (size_t i = 0; i < e->n_changes; i++)
		if (a->done[i]) {
			n++;
			only = i;
		}
	if (n == 1) {
		say_one(out, a, &e->changes[only], label);
		return;
	}
	if (!n) {
		str_add(out, "Nothing changed");
		return;
	}
	str_addf(out, "Edited %s", label);
	for (size_t i = 0, k = 0; i < e->n_changes; i++)
		if (a->done[i])
			str_addf(out, "%s %s", k++ ? "," : ":",
				 e->changes[i].name);
}

static int apply_amend(struct app_edit *e, struct store *st, struct subs *subs,
		       struct err *err)
{
	struct amending a = { .e = e, .st = st, .subs = subs,
			      .node = e->nodes[0], .path = STR_INIT };
	struct str label = STR_INIT, words = STR_INIT;
	int ret = add_label(&label, &a, err);

	a.done = xcalloc(e->n_changes + 1, sizeof(*a.done));
	if (ret == 0)
		ret = change_all(&a, err);
	if (ret == 0) {
		say_all(&words, &a, label.s);
		e->task.event->text = str_detach(&words);
		e->journals = e->note.len > 0;
	}
	str_release(&words);
	str_release(&label);
	str_release(&a.path);
	free(a.done);
	return ret;
}

/* Whether anything is at the new address is what the reader wants to know.  */
static void after_amend(struct app_edit *e, struct store *st)
{
	const struct app_change *c = change_of(e, ADDRESS);
	int64_t id = 0;

	if (e->task.app->mode == APP_READER && c &&
	    strcmp(c->value, e->nodes[0].url) != 0 &&
	    app_find_feed(st, c->value, &id, NULL) == 0 && id)
		app_fetch_feed(e->task.app, st, id);
}

/* --- for the owner ---------------------------------------------------------- */

static int check_title(const struct app_item *item, const char *value,
		       struct str *out, struct err *err)
{
	if (!item->folder) {
		text_oneline(out, span_of(value));
		return 0;
	}
	if (value && strchr(value, '/'))
		return err_set(err, ERR_INPUT, "a folder's name has no slash");
	subs_folder_normal(out, span_of(value));
	return out->len ? 0 :
	       err_set(err, ERR_INPUT, "a folder needs a name");
}

static int check_folder(const struct app_item *item, const char *value,
			struct str *out, struct err *err)
{
	size_t n = item->folder ? strlen(item->folder) : 0;

	subs_folder_normal(out, span_of(value));
	if (n && !strncmp(out->s, item->folder, n) &&
	    (!out->s[n] || out->s[n] == '/'))
		return err_set(err, ERR_INPUT,
			       "a folder cannot be put into itself");
	return 0;
}

static int check_address(struct app *app, const struct app_item *item,
			 const char *value, struct str *out, struct err *err)
{
	struct str label = STR_INIT;
	unsigned flags;
	char *url = address_complete(value ? value : "", &flags, err);
	char *problem = url ? subs_url_problem(url) : NULL;
	int ret = url ? 0 : -1;

	if (problem)
		ret = err_set(err, ERR_INPUT, "%s", problem);
	else if (url && strcmp(url, item->url) != 0 &&
		 subs_find(app->subs, url) >= 0 &&
		 (ret = app_edit_label(&label, app->store, url, err)) == 0)
		ret = err_set(err, ERR_INPUT, "%s is there already", label.s);
	if (url)
		str_add(out, url);
	str_release(&label);
	free(problem);
	free(url);
	return ret;
}

static int check_query(struct app *app, const struct app_item *item,
		       const char *value, struct str *out, struct err *err)
{
	struct query_err qerr = { 0 };
	struct query *q;
	ptrdiff_t i;

	text_oneline(out, span_of(value));
	if (!out->len)
		return err_set(err, ERR_INPUT, "a smart feed needs a query");
	if (query_parse(str_span(out), date_now(), &q, &qerr) < 0)
		return err_set(err, ERR_INPUT, "%s%s%s", qerr.text,
			       *qerr.hint ? ": " : "", qerr.hint);
	query_free(q);
	i = subs_find_query(app->subs, out->s);
	if (i >= 0 && strcmp(out->s, item->query) != 0)
		return err_set(err, ERR_INPUT, "%s is a smart feed of this "
			       "query already",
			       subs_query(app->subs, (size_t)i).name);
	return 0;
}

static int no_such_thing(const struct app_item *item, const char *name,
			 struct err *err)
{
	return err_set(err, ERR_INPUT, "a %s has no “%.30s”: title, folder%s",
		       item->url ? "feed" : item->folder ? "folder" :
		       "smart feed", name, item->url ?
		       ", address, or a setting of feeds" : item->folder ?
		       ", or a setting of feeds" : " or query");
}

static int check_setting(const struct app_item *item,
			 const struct app_change *c, struct str *out,
			 struct err *err)
{
	int which = item->query ? -1 : setting_by_name(c->name);

	if (which < 0)
		return no_such_thing(item, c->name, err);
	if (setting_infos[which].scope != SETTING_FEED)
		return err_set(err, ERR_INPUT, "%s is set for everything, "
			       "by :set", setting_infos[which].name);
	return c->value ? setting_normal((enum setting)which, c->value, out,
					 err) : 0;
}

/* `out` is its value in the one form.  */
static int check_change(struct app *app, const struct app_item *item,
			const struct app_change *c, struct str *out,
			struct err *err)
{
	enum kind kind = kind_of(c->name);

	if ((kind == ADDRESS && !item->url) || (kind == QUERY && !item->query))
		return no_such_thing(item, c->name, err);
	switch (kind) {
	case TITLE:
		return check_title(item, c->value, out, err);
	case FOLDER:
		return check_folder(item, c->value, out, err);
	case ADDRESS:
		return check_address(app, item, c->value, out, err);
	case QUERY:
		return check_query(app, item, c->value, out, err);
	case OTHER:
		break;
	}
	return check_setting(item, c, out, err);
}

struct changes {
	struct app_change *all;		/* owned, with their strings */
	size_t n;
};

static int take_change(struct app *app, const struct app_item *item,
		       const struct app_change *c, struct changes *to,
		       struct err *err)
{
	struct str value = STR_INIT;
	int ret = 0;

	for (size_t i = 0; i < to->n; i++)
		if (!strcmp(to->all[i].name, c->name))
			ret = err_set(err, ERR_INPUT, "%s is said twice",
				      c->name);
	if (ret == 0)
		ret = check_change(app, item, c, &value, err);
	if (ret == 0)
		to->all[to->n++] = (struct app_change){
			.name = xstrdup(c->name),
			.value = kind_of(c->name) == OTHER && !c->value ?
				 NULL : xstrdup(value.s),
		};
	str_release(&value);
	return ret;
}

int app_amend(struct app *app, const struct app_item *item,
	      const struct app_change *changes, size_t n, size_t *wrong,
	      uint64_t *ret_ticket, struct err *err)
{
	struct changes mine = { .all = xcalloc(n + 1, sizeof(*mine.all)) };
	struct app_edit *e;
	int ret;

	if (wrong)
		*wrong = n;
	ret = app_check_item(app, item, err);
	for (size_t i = 0; i < n && ret == 0; i++) {
		ret = take_change(app, item, &changes[i], &mine, err);
		if (ret < 0 && wrong)
			*wrong = i;
	}
	if (ret < 0) {
		app_changes_free(mine.all, mine.n);
		return -1;
	}
	e = app_edit_of(app, item, 1);
	e->changes = mine.all;
	e->n_changes = mine.n;
	e->apply = apply_amend;
	e->after = after_amend;
	*ret_ticket = app_edit_post(e);
	return 0;
}

void app_changes_free(struct app_change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		free((char *)(uintptr_t)changes[i].name);
		free((char *)(uintptr_t)changes[i].value);
	}
	free(changes);
}
