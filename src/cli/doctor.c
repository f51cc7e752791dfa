/* doctor.c - `coranto doctor`: is everything as it should be? and mend it */
#include "config.h"

#include "cli/doctor.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "base/paths.h"

#define INDEX_MS 200		/* at a time */

const char cli_doctor_help[] =
"  --check  only look, change nothing\n"
"  --quick  leave out what reads everything: pages, texts, the words of the\n"
"           index; seconds instead of minutes in a large cache\n"
"  --json   one object\n"
"Without --check, what can be mended without loss is mended, and a damaged\n"
"cache is salvaged into a new one; the old one is kept beside it.\n";

/* --- the cache ----------------------------------------------------------------- */

static int index_all(struct doctor *d, struct store *st, struct err *err)
{
	int64_t left = 1, first = 0;

	while (left && !cli_watch_stopped()) {
		if (store_index_some(st, INDEX_MS, &left, err) < 0)
			return -1;
		first = MAX(first, left);
		d->watch.watch.step(&d->watch, "making the index",
				    (int)(first - left),
				    (int)MAX(first, 101));
	}
	return 0;
}

/* The subscriptions are those of the list, whatever was lost.  */
static int after_salvage(struct doctor *d, struct err *err)
{
	struct store_sub *subs;
	struct store *st;
	size_t n = d->subs ? subs_count(d->subs) : 0;
	int rc = 0;

	if (store_open(d->path, STORE_WRITE, &st, err) < 0)
		return -1;
	subs = xcalloc(n + 1, sizeof(*subs));
	for (size_t i = 0; i < n; i++) {
		struct subs_feed f = subs_feed(d->subs, i);

		subs[i] = (struct store_sub){ f.url, f.name, f.folder };
	}
	if (d->subs && !subs_is_missing(d->subs))
		rc = store_set_subs(st, subs, n, err);
	free(subs);
	if (rc == 0)
		rc = index_all(d, st, err);
	store_close(st);
	return rc;
}

static int salvage(struct doctor *d, struct err *err)
{
	if (d->check) {
		d->state = DOCTOR_DAMAGED;
		return 0;
	}
	if (store_salvage(d->path, &d->watch.watch, &d->salvaged, err) < 0)
		return -1;
	d->state = DOCTOR_SALVAGED;
	return after_salvage(d, err);
}

static int mend(struct doctor *d, struct store *st, struct err *err)
{
	if (store_mend(st, &d->found, &d->watch.watch, err) < 0)
		return -1;
	d->state = DOCTOR_MENDED;
	for (size_t i = 0; i < d->found.n; i++)
		if (!d->found.list[i].mended)
			d->state = DOCTOR_FAULTY;
	return d->found.reindex ? index_all(d, st, err) : 0;
}

/* To look, a connection that could write is needed where the words of the
 * index are compared; where there is none, the others will do.  */
static int open_cache(struct doctor *d, struct store **ret, struct err *err)
{
	if (store_open(d->path, STORE_WRITE, ret, err) == 0)
		return 0;
	return d->check && err->kind == ERR_DISK ?
		store_open(d->path, STORE_READ, ret, err) : -1;
}

static int look(struct doctor *d, struct store *st, struct err *err)
{
	if (store_examine(st, d->quick ? STORE_QUICK : STORE_FULL, d->alone,
			  &d->watch.watch, &d->found, err) < 0)
		return -1;
	if (d->found.damaged)
		return 1;
	d->state = d->found.n ? DOCTOR_FAULTY : DOCTOR_SOUND;
	return d->found.n && !d->check ? mend(d, st, err) : 0;
}

/* Look at it, mend it, or salvage it.  */
static int see_cache(struct doctor *d, struct err *err)
{
	struct store *st;
	struct stat sb;
	int rc;

	d->state = DOCTOR_NONE;
	store_salvage_end(d->path);
	if (stat(d->path, &sb) < 0)
		return 0;
	if (S_ISREG(sb.st_mode) && !sb.st_size)
		return doctor_has_backup(d) ? salvage(d, err) : 0;
	d->alone = !store_is_open_elsewhere(d->path);
	rc = open_cache(d, &st, err);
	if (rc == 0) {
		rc = look(d, st, err);
		store_close(st);
	} else if (err->kind == ERR_INPUT) {
		snprintf(d->why, sizeof(d->why), "%s", err->text);
		rc = 1;
	}
	return rc > 0 ? salvage(d, err) : rc;
}

/* What is in it now.  */
static int count_cache(struct doctor *d, struct err *err)
{
	struct store *st;
	int rc;

	if (d->state == DOCTOR_NONE || d->state == DOCTOR_DAMAGED)
		return 0;
	if (store_open(d->path, STORE_READ, &st, err) < 0)
		return -1;
	rc = store_feeds(st, &d->feeds, err);
	if (rc == 0)
		rc = store_sizes(st, !d->quick, &d->sizes, err);
	store_close(st);
	d->counted = rc == 0;
	return rc;
}

/* --- config and subscriptions ------------------------------------------------------ */

static int read_files(struct doctor *d, struct err *err)
{
	char *config = paths_file(PATHS_CONFIG, "config", err);
	char *list = config ? paths_file(PATHS_CONFIG, "feeds", err) : NULL;
	struct err why = ERR_INIT;

	d->path = list ? paths_file(PATHS_DATA, "coranto.db", err) : NULL;
	if (d->path) {
		d->config = config_read(config);
		if (subs_read(list, &d->subs, &why) < 0) {
			cli_fail("doctor", &why);
			d->subs = NULL;
			d->failed = true;
		}
	}
	free(config);
	free(list);
	return d->path ? 0 : -1;
}

static size_t count_problems(struct doctor *d)
{
	size_t n = d->subs ? subs_n_problems(d->subs) : 0;

	if (!d->json) {
		for (size_t i = 0; i < d->config->n_problems; i++)
			cli_say("%s", d->config->problems[i]);
		for (size_t i = 0; i < n; i++)
			cli_say("%s", subs_problem(d->subs, i));
	}
	return d->config->n_problems + n;
}

/* --- all of it ---------------------------------------------------------------------- */

static int run(struct doctor *d)
{
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	int ret;

	if (read_files(d, &err) < 0)
		return cli_fail("doctor", &err);
	d->failed |= count_problems(d) > 0;
	if (see_cache(d, &err) < 0 || count_cache(d, &err) < 0) {
		cli_watch_wipe(&d->watch);
		d->failed = true;
		if (err.kind == ERR_CANCELLED)
			err_set(&err, ERR_CANCELLED, "stopped; nothing is half "
				"done");
		cli_fail("doctor", &err);
		if (!d->counted && d->state == DOCTOR_NONE)
			return 1;
	}
	cli_watch_wipe(&d->watch);
	d->failed |= d->state == DOCTOR_FAULTY || d->state == DOCTOR_DAMAGED;
	if (d->json)
		doctor_json(d, &out);
	else
		doctor_text(d, &out);
	ret = cli_write("doctor", &out);
	str_release(&out);
	return d->failed || ret;
}

int cli_doctor(int argc, char **argv)
{
	struct doctor d = { .quick = false };
	const struct cli_option options[] = {
		{ "check", &d.check, NULL },
		{ "quick", &d.quick, NULL },
		{ "json", &d.json, NULL },
	};
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc > 1)
		return cli_usage(argv[0], "no arguments are needed");
	cli_watch_begin(&d.watch);
	ret = run(&d);
	cli_watch_end(&d.watch);
	store_salvaged_release(&d.salvaged);
	store_feeds_free(d.feeds);
	if (d.config)
		config_free(d.config);
	subs_free(d.subs);
	free(d.path);
	return ret;
}
