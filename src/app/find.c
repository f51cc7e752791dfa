/* find.c - the search for the feed that is meant; see find.h */
#include "config.h"

#include "app/find.h"

#include "base/mem.h"
#include "base/url.h"
#include "feed/place.h"
#include "net/rules.h"

#define HYPERLINKS 2		/* that look like a feed's, tried at most */

enum step {
	ADDRESS,	/* what was given */
	REFRESHED,	/* where its page sends the reader */
	NAMED,		/* the feed that the page names */
	TRYING,		/* addresses where one may be */
};

struct find {
	struct arena *arena;
	const char *given;
	unsigned flags;
	enum step step;
	const char *asked;		/* last */
	const char *page;		/* without user name; or NULL */
	struct feed_page said;
	const char *tries[FIND_TRIES];
	size_t n_tries, at;
	bool fell_back, hopeless;
	bool answered;
	int64_t first_ms;		/* when the first answer came */
};

struct find *find_new(const char *url, unsigned flags)
{
	struct find *f = xcalloc(1, sizeof(*f));

	f->arena = arena_new();
	f->given = f->asked = arena_strdup(f->arena, url);
	f->flags = flags;
	return f;
}

void find_free(struct find *f)
{
	if (!f)
		return;
	arena_free(f->arena);
	free(f);
}

static const char *ask(struct find *f, const char *url)
{
	char *full = rules_keep_userinfo(f->given, url);

	f->asked = arena_strdup(f->arena, full);
	free(full);
	return f->asked;
}

/* --- where a feed may be -------------------------------------------------------- */

static void add_try(struct find *f, struct str *url)
{
	bool known = !strcmp(url->s, f->page);

	for (size_t i = 0; i < f->n_tries; i++)
		known |= !strcmp(f->tries[i], url->s);
	if (!known && f->n_tries < FIND_TRIES && url_is_http(str_span(url)))
		f->tries[f->n_tries++] = arena_strdup(f->arena, url->s);
	str_clear(url);
}

/* What follows from the address by rule; what looks like a feed on the page;
 * where feeds usually are.  */
static void make_tries(struct find *f, bool is_page)
{
	struct span page = span_of(f->page);
	struct str url = STR_INIT;

	for (size_t i = 0; place_by_rule(&url, page, i); i++)
		add_try(f, &url);
	for (size_t i = 0; is_page && i < f->said.n && i < HYPERLINKS; i++) {
		str_add(&url, f->said.found[i].url);
		add_try(f, &url);
	}
	if (is_page && !place_is_known(page))
		for (size_t i = 0; place_usual(&url, page, i); i++)
			add_try(f, &url);
	str_release(&url);
}

static void say_none(const struct find *f, const char *but, struct err *err)
{
	struct str tried = STR_INIT;

	if (f->at)
		str_addf(&tried, "; tried %zu usual addresses%s", f->at, but);
	err_set(err, ERR_INPUT, "a web page that names no feed%s; if you know "
		"the feed's own address, add that", tried.s);
	str_release(&tried);
}

static const char *try_next(struct find *f, const struct find_answer *a,
			    struct err *err)
{
	bool late = a->now_ms - f->first_ms > FIND_MOST_MS;

	if (f->at < f->n_tries && !late)
		return ask(f, f->tries[f->at++]);
	if (f->flags & FIND_GUESS) {
		f->hopeless = true;
		say_none(f, f->at < f->n_tries ?
			 ", then it took too long" : "", err);
	}
	return NULL;
}

/* --- steps ------------------------------------------------------------------------ */

static const char *after_page(struct find *f, const struct find_answer *a,
			      struct err *err)
{
	f->page = arena_strdup(f->arena, a->url);
	feed_discover(f->arena, a->body, a->content_type, a->url, &f->said);
	if (f->said.n_named) {
		f->step = NAMED;
		return ask(f, f->said.found[0].url);
	}
	if (!f->said.is_html) {
		f->hopeless = true;
		return NULL;
	}
	if (f->said.refresh && f->step == ADDRESS &&
	    strcmp(f->said.refresh, a->url) != 0) {
		f->step = REFRESHED;
		return ask(f, f->said.refresh);
	}
	f->step = TRYING;
	if ((f->flags & FIND_GUESS) && url_is_http(span_of(a->url)))
		make_tries(f, true);
	return try_next(f, a, err);
}

/* The page itself is not for us; its site's rule may be all the same.  */
static const char *after_refusal(struct find *f, const struct find_answer *a)
{
	if (!(f->flags & FIND_GUESS) || a->status < 400 || a->status > 499 ||
	    a->status == 401 || a->status == 407 || a->status == 429 ||
	    !url_is_http(span_of(a->url)))
		return NULL;
	f->page = arena_strdup(f->arena, a->url);
	make_tries(f, false);
	f->step = TRYING;
	if (f->n_tries)
		return ask(f, f->tries[f->at++]);
	f->hopeless = a->status == 404 || a->status == 410;
	return NULL;
}

static const char *by_http(struct find *f)
{
	struct str url = STR_INIT;
	const char *next;

	f->flags &= ~(unsigned)FIND_HTTP_TOO;
	f->fell_back = true;
	str_add(&url, "http");
	str_add(&url, f->given + strlen("https"));
	f->given = arena_strdup(f->arena, url.s);
	next = ask(f, f->given);
	str_release(&url);
	return next;
}

static const char *after_named(struct find *f, const struct find_answer *a,
			       struct err *err)
{
	struct err why = *err;
	struct str url = STR_INIT_LIMIT(200);

	url_without_secrets(&url, span_of(f->asked));
	f->hopeless = a->status == 200 || a->status == 404 || a->status == 410;
	err_set(err, why.kind, "a web page, not a feed; of the feed that it "
		"names, %s: %s", url.s, why.text);
	str_release(&url);
	return NULL;
}

static const char *after_try(struct find *f, const struct find_answer *a,
			     struct err *err)
{
	/* Whoever wants to be left alone, or is not there, is not asked on. */
	if (a->status && a->status != 429 && a->status != 503)
		return try_next(f, a, err);
	f->hopeless = true;
	say_none(f, a->status ? ", then the server asked us to wait" :
				", then the server was gone", err);
	return NULL;
}

const char *find_next(struct find *f, const struct find_answer *answer,
		      struct err *err)
{
	f->hopeless = false;
	if (!f->answered)
		f->first_ms = answer->now_ms;
	f->answered = true;
	switch (f->step) {
	case NAMED:
		return after_named(f, answer, err);
	case TRYING:
		return after_try(f, answer, err);
	case ADDRESS:
	case REFRESHED:
		break;
	}
	if (answer->no_https && f->flags & FIND_HTTP_TOO &&
	    span_starts_nocase(span_of(f->given), "https:"))
		return by_http(f);
	if (answer->status == 200 && err->kind == ERR_INPUT)
		return after_page(f, answer, err);
	return after_refusal(f, answer);
}

/* --- asking ------------------------------------------------------------------------ */

bool find_is_hopeless(const struct find *f)
{
	return f->hopeless;
}

const char *find_page(const struct find *f)
{
	return f->page;
}

const struct feed_candidate *find_named(const struct find *f, size_t *ret_n)
{
	*ret_n = f->said.n_named;
	return f->said.found;
}

bool find_fell_back(const struct find *f)
{
	return f->fell_back;
}
