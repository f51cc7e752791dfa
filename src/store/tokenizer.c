/* tokenizer.c - see tokenizer.h
 *
 * SQLite's unicode61 makes them; what it takes for one word of Chinese or
 * Japanese is a whole sentence, and is cut into its signs here.  query/token.h
 * makes the same words for the matcher.
 */
#include "config.h"

#include "store/tokenizer.h"

#include "base/mem.h"
#include "base/text.h"
#include "query/token.h"

struct words {
	fts5_tokenizer base;
	Fts5Tokenizer *made;	/* of base */
};

typedef int take_fn(void *arg, int flags, const char *word, int len, int start,
		    int end);

struct cut {
	void *arg;
	take_fn *take;
};

static int create(void *api, const char **args, int n, Fts5Tokenizer **ret)
{
	fts5_api *fts = api;
	struct words *w = xcalloc(1, sizeof(*w));
	void *data = NULL;
	int rc;

	rc = fts->xFindTokenizer(fts, "unicode61", &data, &w->base);
	if (rc == SQLITE_OK)
		rc = w->base.xCreate(data, args, n, &w->made);
	if (rc != SQLITE_OK) {
		free(w);
		return rc;
	}
	*ret = (Fts5Tokenizer *)w;
	return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
	struct words *w = (struct words *)tokenizer;

	w->base.xDelete(w->made);
	free(w);
}

/* U+3005 begins with e3, what is beyond the first plane with f0.  */
static bool may_be_cut(const char *word, int len)
{
	for (int i = 0; i < len; i++)
		if ((unsigned char)word[i] >= 0xe3)
			return true;
	return false;
}

/* A word of unicode61.  */
static int cut(void *arg, int flags, const char *word, int len, int start,
	       int end)
{
	struct cut *to = arg;
	struct span rest = { word, (size_t)len };
	size_t run = 0, n;
	uint32_t c;
	int rc = SQLITE_OK;

	if (!may_be_cut(word, len))
		return to->take(to->arg, flags, word, len, start, end);
	while (run < rest.len && rc == SQLITE_OK) {
		n = text_decode(span_from(rest, run), &c);
		if (!token_is_whole(c)) {
			run += n;
			if (run < rest.len)
				continue;
			n = 0;
		}
		if (run)
			rc = to->take(to->arg, flags, rest.p, (int)run, start,
				      end);
		if (n && rc == SQLITE_OK)
			rc = to->take(to->arg, flags, rest.p + run, (int)n,
				      start, end);
		rest = span_from(rest, run + n);
		run = 0;
	}
	return rc;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *arg, int flags,
		    const char *text, int len, take_fn *take)
{
	struct words *w = (struct words *)tokenizer;
	struct cut to = { arg, take };

	return w->base.xTokenize(w->made, &to, flags, text, len, cut);
}

int tokenizer_register(sqlite3 *db)
{
	fts5_tokenizer ours = { create, destroy, tokenize };
	sqlite3_stmt *s = NULL;
	fts5_api *api = NULL;
	int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &s, NULL);

	if (rc != SQLITE_OK)
		return rc;
	sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(s);
	rc = sqlite3_finalize(s);
	if (rc == SQLITE_OK && !api)
		rc = SQLITE_ERROR;
	return rc != SQLITE_OK ? rc :
	       api->xCreateTokenizer(api, "coranto", api, &ours, NULL);
}
