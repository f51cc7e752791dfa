/* scope.c - settings by feed and folder; see scope.h */
#include "config.h"

#include "app/scope.h"

#include "app/subs_line.h"
#include "base/arena.h"
#include "base/mem.h"

/* A heading with settings.  */
struct place {
	const char *folder, *settings;
	size_t line;
};

struct scope {
	const struct settings *global;
	struct arena *arena;
	struct place *places;	/* by folder, then by line */
	size_t n_places;
};

/* --- what is wrong ------------------------------------------------------ */

static int by_name(struct span name)
{
	char *copy = span_dup(name);
	int which = setting_by_name(copy);

	free(copy);
	return which;
}

static void say_global(struct str *out, int which)
{
	const char *between = "";

	str_addf(out, "%s is set for everything, in the config; for a feed or"
		 " a folder there are ", setting_infos[which].name);
	for (int i = 0; i < N_SETTINGS; i++) {
		if (setting_infos[i].scope != SETTING_FEED)
			continue;
		str_addf(out, "%s%s", between, setting_infos[i].name);
		between = ", ";
	}
}

char *scope_problem(struct span words)
{
	struct str value = STR_INIT, normal = STR_INIT, problem = STR_INIT;
	struct err err = ERR_INIT;
	struct span name;
	int which;

	while (!problem.len && subs_next_setting(&words, &name, &value)) {
		which = by_name(name);
		if (which < 0)
			continue;
		if (setting_infos[which].scope != SETTING_FEED)
			say_global(&problem, which);
		else if (setting_normal((enum setting)which, value.s, &normal,
					&err) < 0)
			str_add(&problem, err.text);
	}
	str_release(&value);
	str_release(&normal);
	if (problem.len)
		return str_detach(&problem);
	str_release(&problem);
	return NULL;
}

/* --- folders ------------------------------------------------------------ */

static int by_folder(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = strcmp(x->folder, y->folder);

	return order ? order : (x->line > y->line) - (x->line < y->line);
}

struct scope *scope_new(const struct subs *subs, const struct settings *global)
{
	struct scope *sc = xcalloc(1, sizeof(*sc));
	const char *folder, *settings;
	size_t line = 0;

	sc->global = global;
	sc->arena = arena_new();
	sc->places = arena_alloc(sc->arena, (subs_n_sections(subs) + 1) *
					    sizeof(*sc->places));
	while ((folder = subs_section(subs, &line))) {
		settings = subs_section_settings(subs, line);
		if (settings)
			sc->places[sc->n_places++] = (struct place){
				folder, settings, line,
			};
	}
	qsort(sc->places, sc->n_places, sizeof(*sc->places), by_folder);
	return sc;
}

void scope_free(struct scope *sc)
{
	if (!sc)
		return;
	arena_free(sc->arena);
	free(sc);
}

/* --- values --------------------------------------------------------------- */

/* What the last of the words that is about the setting and right says; NULL:
 * nothing.  */
static const char *value_in(struct scope *sc, const char *settings,
			    enum setting which)
{
	struct span words = span_of(settings), name;
	struct str value = STR_INIT, normal = STR_INIT;
	const char *ret = NULL;

	while (subs_next_setting(&words, &name, &value)) {
		if (!span_eq(name, span_of(setting_infos[which].name)))
			continue;
		str_clear(&normal);
		if (setting_normal(which, value.s, &normal, NULL) == 0)
			ret = arena_strdup(sc->arena, normal.s);
	}
	str_release(&value);
	str_release(&normal);
	return ret;
}

static int compare(struct span a, struct span b)
{
	int order = memcmp(a.p, b.p, MIN(a.len, b.len));

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* The number of places that are before `folder`, or up to it.  */
static size_t places_before(const struct scope *sc, struct span folder,
			    bool with)
{
	size_t low = 0, high = sc->n_places;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare(span_of(sc->places[middle].folder),
				    folder);

		if (order < 0 || (with && !order))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static const char *value_of_folder(struct scope *sc, struct span folder,
				   enum setting which)
{
	size_t first = places_before(sc, folder, false);
	size_t i = places_before(sc, folder, true);
	const char *ret = NULL;

	while (!ret && i-- > first)
		ret = value_in(sc, sc->places[i].settings, which);
	return ret;
}

const char *scope_text(struct scope *sc, const struct subs_feed *feed,
		       enum setting which)
{
	struct span folder = span_of(feed->folder);
	const char *ret = NULL;

	if (setting_infos[which].scope != SETTING_FEED)
		return settings_text(sc->global, which);
	if (feed->settings)
		ret = value_in(sc, feed->settings, which);
	for (bool more = sc->n_places > 0; !ret && more;) {
		ret = value_of_folder(sc, folder, which);
		while (folder.len && folder.p[folder.len - 1] != '/')
			folder.len--;
		more = folder.len > 0;
		folder.len -= more;
	}
	return ret ? ret : settings_text(sc->global, which);
}

const char *scope_origin(struct scope *sc, const struct subs_feed *feed,
			 enum setting which, size_t *ret_line)
{
	struct span folder = span_of(feed->folder);

	*ret_line = feed->line;
	if (setting_infos[which].scope == SETTING_FEED && feed->settings &&
	    value_in(sc, feed->settings, which))
		return NULL;
	*ret_line = 0;
	for (bool more = setting_infos[which].scope == SETTING_FEED; more;) {
		size_t first = places_before(sc, folder, false);
		size_t i = places_before(sc, folder, true);

		while (i-- > first) {
			if (!value_in(sc, sc->places[i].settings, which))
				continue;
			*ret_line = sc->places[i].line;
			return sc->places[i].folder;
		}
		while (folder.len && folder.p[folder.len - 1] != '/')
			folder.len--;
		more = folder.len > 0;
		folder.len -= more;
	}
	return NULL;
}

int scope_int(struct scope *sc, const struct subs_feed *feed,
	      enum setting which)
{
	return (int)strtol(scope_text(sc, feed, which), NULL, 10);
}

bool scope_bool(struct scope *sc, const struct subs_feed *feed,
		enum setting which)
{
	return !strcmp(scope_text(sc, feed, which), "on");
}
