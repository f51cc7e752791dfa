/* doctor_words.c - what `coranto doctor` says */
#include "config.h"

#include "cli/doctor.h"

#include <sys/stat.h>

#include "base/jsonout.h"

bool doctor_backup(const struct doctor *d, int i, struct str *path,
		   int64_t *ret_date, int64_t *ret_size)
{
	struct stat st;

	str_clear(path);
	str_addf(path, "%s.backup", d->path);
	if (i)
		str_addf(path, ".%d", i);
	if (stat(path->s, &st) < 0 || !S_ISREG(st.st_mode))
		return false;
	*ret_date = st.st_mtime;
	*ret_size = st.st_size;
	return true;
}

bool doctor_has_backup(const struct doctor *d)
{
	struct str path = STR_INIT;
	int64_t date, size;
	bool has = doctor_backup(d, 0, &path, &date, &size);

	str_release(&path);
	return has;
}

/* --- words ----------------------------------------------------------------------- */

/* "12 feeds" */
static void add_count(struct str *out, int64_t n, const char *one,
		      const char *many)
{
	str_add_number(out, n);
	str_addf(out, " %s", n == 1 ? one : many);
}

static void add_findings(const struct doctor *d, struct str *out)
{
	for (size_t i = 0; i < d->found.n; i++) {
		const struct store_finding *f = &d->found.list[i];

		str_addf(out, "  %s: ", f->words);
		str_add_number(out, f->n);
		if (f->mended)
			str_addf(out, "; %s", f->how);
		else if (*f->detail)
			str_addf(out, " (%s)", f->detail);
		str_addc(out, '\n');
	}
	if (d->found.index_unread)
		str_add(out, d->alone ?
			"  the words of the index were not compared: the cache "
			"cannot be written\n" :
			"  the words of the index were not compared: another "
			"coranto has the cache open\n");
}

static void add_saved(const struct doctor *d, struct str *out)
{
	const struct store_salvaged *s = &d->salvaged;

	str_add(out, "  saved: ");
	add_count(out, s->feeds, "feed", "feeds");
	str_add(out, ", ");
	str_add_number(out, s->articles);
	if (s->expected > s->articles) {
		str_add(out, " of ");
		str_add_number(out, s->expected);
	}
	str_add(out, s->articles == 1 && s->expected <= 1 ? " article (" :
		" articles (");
	str_add_number(out, s->unread);
	str_add(out, " unread, ");
	str_add_number(out, s->starred);
	str_add(out, " starred), ");
	add_count(out, s->tags, "tag", "tags");
	str_add(out, ", ");
	add_count(out, s->versions, "earlier text\n", "earlier texts\n");
	if (s->from_backup) {
		str_add(out, "  of these ");
		add_count(out, s->from_backup, "article", "articles");
		str_addf(out, " from %s\n", s->backup);
	}
	if (s->expected > s->articles) {
		str_add(out, "  lost: ");
		add_count(out, s->expected - s->articles, "article\n",
			  "articles\n");
	}
	if (s->no_text) {
		str_add(out, "  lost: the text of ");
		add_count(out, s->no_text, "article\n", "articles\n");
	}
	if (s->no_feed) {
		str_add(out, "  lost: the feed of ");
		add_count(out, s->no_feed, "article, which is",
			  "articles, which are");
		str_add(out, " in an archived feed now\n");
	}
	str_addf(out, "  the damaged file is kept: %s\n", s->kept);
	str_add(out, "  what the feeds still have comes back with the next "
		"refresh\n");
}

static void add_state(const struct doctor *d, struct str *out)
{
	switch (d->state) {
	case DOCTOR_NONE:
		str_add(out, "cache: none yet\n");
		break;
	case DOCTOR_SOUND:
		str_add(out, "cache: whole\n");
		add_findings(d, out);
		break;
	case DOCTOR_MENDED:
		str_add(out, "cache: mended\n");
		add_findings(d, out);
		break;
	case DOCTOR_FAULTY:
		str_add(out, "cache: faulty\n");
		add_findings(d, out);
		str_add(out, d->check ? "  \"coranto doctor\" mends it\n" :
			"  what is left does no harm to the rest\n");
		break;
	case DOCTOR_DAMAGED:
		str_add(out, "cache: damaged\n");
		if (*d->why)
			str_addf(out, "  %s\n", d->why);
		add_findings(d, out);
		str_add(out, "  \"coranto doctor\" saves what is still in it, "
			"and keeps this file\n");
		break;
	case DOCTOR_SALVAGED:
		str_add(out, "cache: damaged, salvaged\n");
		add_findings(d, out);
		add_saved(d, out);
		break;
	}
}

static void add_feeds(const struct doctor *d, struct str *out)
{
	size_t failing = 0, paused = 0;

	for (size_t i = 0; i < d->feeds->n; i++) {
		failing += d->feeds->feeds[i].error != NULL;
		paused += d->feeds->feeds[i].paused;
	}
	str_addf(out, "feeds: %zu, %zu failing, %zu paused", d->feeds->n,
		 failing, paused);
	if (d->sizes.archived)
		str_addf(out, ", %lld archived", (long long)d->sizes.archived);
	str_addf(out, "\narticles: %lld, %lld unread, %lld starred\n",
		 (long long)d->feeds->total, (long long)d->feeds->unread,
		 (long long)d->feeds->starred);
}

static void add_date(struct str *out, int64_t date)
{
	char text[40];
	time_t t = (time_t)date;
	struct tm tm;

	localtime_r(&t, &tm);
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &tm);
	str_add(out, text);
}

static void add_backups(const struct doctor *d, struct str *out)
{
	struct str path = STR_INIT;
	int64_t date, size;

	for (int i = 0; doctor_backup(d, i, &path, &date, &size); i++) {
		str_addf(out, "backup: ");
		add_date(out, date);
		str_add(out, ", ");
		str_add_size(out, size);
		str_addf(out, ", %s\n", path.s);
	}
	str_release(&path);
}

static void add_sizes(const struct doctor *d, struct str *out)
{
	const struct store_sizes *z = &d->sizes;

	str_add(out, "file: ");
	str_add_size(out, z->file);
	str_add(out, ", ");
	str_add_size(out, z->free);
	str_add(out, " of it free");
	if (z->index >= 0) {
		str_add(out, ", ");
		str_add_size(out, z->index);
		str_add(out, " the index");
	}
	str_addf(out, "; version %lld\n", (long long)z->schema);
	str_add(out, "to be indexed: ");
	str_add_number(out, z->backlog);
	str_add(out, "; earlier texts: ");
	str_add_number(out, z->versions);
	str_add(out, "; remembered as deleted: ");
	str_add_number(out, z->deleted);
	str_addc(out, '\n');
	if (z->cleaned != DATE_NONE) {
		str_add(out, "cleaned last: ");
		add_date(out, z->cleaned);
		str_addc(out, '\n');
	}
}

void doctor_text(const struct doctor *d, struct str *out)
{
	size_t n = d->subs ? subs_n_problems(d->subs) : 0;

	add_state(d, out);
	if (d->counted) {
		add_feeds(d, out);
		add_sizes(d, out);
	}
	add_backups(d, out);
	str_addf(out, "config: %zu problem%s\n", d->config->n_problems,
		 d->config->n_problems == 1 ? "" : "s");
	if (d->subs)
		str_addf(out, "subscription list: %zu feeds, %zu problem%s\n",
			 subs_count(d->subs), n, n == 1 ? "" : "s");
	else
		str_add(out, "subscription list: cannot be read\n");
}

/* --- JSON -------------------------------------------------------------------------- */

static void json_findings(const struct doctor *d, struct str *out)
{
	jsonout_name(out, "faults");
	str_addc(out, '[');
	for (size_t i = 0; i < d->found.n; i++) {
		const struct store_finding *f = &d->found.list[i];

		str_add(out, i ? ", {" : "{");
		jsonout_field(out, "what", f->words);
		jsonout_field_int(out, "n", f->n);
		jsonout_field_bool(out, "mendable", f->remedy == STORE_MEND);
		jsonout_field_bool(out, "mended", f->mended);
		jsonout_field(out, "detail", *f->detail ? f->detail : NULL);
		str_addc(out, '}');
	}
	str_addc(out, ']');
}

static void json_salvaged(const struct store_salvaged *s, struct str *out)
{
	jsonout_name(out, "salvaged");
	str_addc(out, '{');
	jsonout_field_int(out, "feeds", s->feeds);
	jsonout_field_int(out, "articles", s->articles);
	jsonout_field_number(out, "expected", s->expected);
	jsonout_field_int(out, "unread", s->unread);
	jsonout_field_int(out, "starred", s->starred);
	jsonout_field_int(out, "tags", s->tags);
	jsonout_field_int(out, "versions", s->versions);
	jsonout_field_int(out, "from_backup", s->from_backup);
	jsonout_field_int(out, "without_text", s->no_text);
	jsonout_field_int(out, "without_feed", s->no_feed);
	jsonout_field(out, "backup", s->backup);
	jsonout_field(out, "kept", s->kept);
	str_addc(out, '}');
}

static void json_counts(const struct doctor *d, struct str *out)
{
	const struct store_sizes *z = &d->sizes;

	jsonout_field_int(out, "feeds", (int64_t)d->feeds->n);
	jsonout_field_int(out, "archived", z->archived);
	jsonout_field_int(out, "articles", d->feeds->total);
	jsonout_field_int(out, "unread", d->feeds->unread);
	jsonout_field_int(out, "starred", d->feeds->starred);
	jsonout_field_int(out, "bytes", z->file);
	jsonout_field_int(out, "free_bytes", z->free);
	jsonout_field_int(out, "log_bytes", z->log);
	jsonout_field_number(out, "index_bytes", z->index);
	jsonout_field_int(out, "to_be_indexed", z->backlog);
	jsonout_field_int(out, "versions", z->versions);
	jsonout_field_int(out, "deleted", z->deleted);
	jsonout_field_int(out, "schema", z->schema);
	jsonout_field_date(out, "cleaned", z->cleaned);
}

static void json_backups(const struct doctor *d, struct str *out)
{
	struct str path = STR_INIT;
	int64_t date, size;

	jsonout_name(out, "backups");
	str_addc(out, '[');
	for (int i = 0; doctor_backup(d, i, &path, &date, &size); i++) {
		str_add(out, i ? ", {" : "{");
		jsonout_field(out, "path", path.s);
		jsonout_field_date(out, "date", date);
		jsonout_field_int(out, "bytes", size);
		str_addc(out, '}');
	}
	str_addc(out, ']');
	str_release(&path);
}

static void json_problems(const struct doctor *d, struct str *out)
{
	size_t n = d->subs ? subs_n_problems(d->subs) : 0;

	jsonout_name(out, "config_problems");
	str_addc(out, '[');
	for (size_t i = 0; i < d->config->n_problems; i++) {
		str_add(out, i ? ", " : "");
		jsonout_string(out, d->config->problems[i]);
	}
	str_addc(out, ']');
	jsonout_name(out, "list_problems");
	str_addc(out, '[');
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ", " : "");
		jsonout_string(out, subs_problem(d->subs, i));
	}
	str_addc(out, ']');
}

void doctor_json(const struct doctor *d, struct str *out)
{
	static const char *const states[] = {
		"none", "whole", "mended", "faulty", "damaged", "salvaged",
	};

	str_addc(out, '{');
	jsonout_field(out, "cache", states[d->state]);
	jsonout_field(out, "path", d->path);
	if (*d->why)
		jsonout_field(out, "why", d->why);
	json_findings(d, out);
	if (d->state == DOCTOR_SALVAGED)
		json_salvaged(&d->salvaged, out);
	if (d->counted)
		json_counts(d, out);
	json_backups(d, out);
	json_problems(d, out);
	str_add(out, "}\n");
}
