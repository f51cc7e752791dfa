/* tokenizer.c - see tokenizer.h
 *
 * What query/token.h makes of a text.  The words of a query have been made by
 * it already, and are parted by spaces.
 */
#include "config.h"

#include "store/tokenizer.h"

#include "base/mem.h"
#include "query/token.h"

typedef int take_fn(void *arg, int flags, const char *word, int len, int start,
		    int end);

static int create(void *api, const char **args, int n, Fts5Tokenizer **ret)
{
	struct tokens *t = xcalloc(1, sizeof(*t));

	(void)api;
	(void)args;
	(void)n;
	tokens_init(t, SPAN(""));
	*ret = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
	struct tokens *t = (struct tokens *)tokenizer;

	tokens_release(t);
	free(t);
}

static int take_made(struct span text, void *arg, take_fn *take)
{
	size_t end, pos = 0;
	int rc = SQLITE_OK;

	while (rc == SQLITE_OK && pos < text.len) {
		for (end = pos; end < text.len && text.p[end] != ' '; end++)
			;
		if (end > pos)
			rc = take(arg, 0, text.p + pos, (int)(end - pos),
				  (int)pos, (int)end);
		pos = end + 1;
	}
	return rc;
}

static int tokenize(Fts5Tokenizer *tokenizer, void *arg, int flags,
		    const char *text, int len, take_fn *take)
{
	struct tokens *t = (struct tokens *)tokenizer;
	struct span s = { text, (size_t)len };
	int rc = SQLITE_OK;

	if (flags & FTS5_TOKENIZE_QUERY)
		return take_made(s, arg, take);
	tokens_restart(t, s, 0);
	while (rc == SQLITE_OK && tokens_next(t))
		rc = take(arg, 0, t->word.s, (int)t->word.len, (int)t->start,
			  (int)t->end);
	return rc;
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
	       api->xCreateTokenizer(api, "coranto", NULL, &ours, NULL);
}
