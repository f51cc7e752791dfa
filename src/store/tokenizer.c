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

struct tokenizer {
	struct tokens tokens;
	const struct tokenizer_made *made;
};

static int create(void *made, const char **args, int n, Fts5Tokenizer **ret)
{
	struct tokenizer *t = xcalloc(1, sizeof(*t));

	(void)args;
	(void)n;
	tokens_init(&t->tokens, SPAN(""));
	t->made = made;
	*ret = (Fts5Tokenizer *)t;
	return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *tokenizer)
{
	struct tokenizer *t = (struct tokenizer *)tokenizer;

	tokens_release(&t->tokens);
	free(t);
}

/* Each word is its length in two bytes, and itself.  */
void tokenizer_make(struct str *words, struct span text)
{
	struct tokens t;

	tokens_init(&t, text);
	while (tokens_next(&t)) {
		uint16_t len = (uint16_t)t.word.len;

		str_addn(words, (const char *)&len, sizeof(len));
		str_adds(words, str_span(&t.word));
	}
	tokens_release(&t);
}

/* FTS5 asks for the places of words only to show them, never here.  */
static int take_beforehand(struct span words, void *arg, take_fn *take)
{
	int rc = SQLITE_OK;
	uint16_t len;

	for (size_t pos = 0; rc == SQLITE_OK && pos < words.len;
	     pos += sizeof(len) + len) {
		memcpy(&len, words.p + pos, sizeof(len));
		rc = take(arg, 0, words.p + pos + sizeof(len), len, 0, 0);
	}
	return rc;
}

static int take_parted(struct span text, void *arg, take_fn *take)
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
	const struct tokenizer_made *made =
		((struct tokenizer *)tokenizer)->made;
	struct tokens *t = &((struct tokenizer *)tokenizer)->tokens;
	struct span s = { text, (size_t)len };
	int rc = SQLITE_OK;

	if (flags & FTS5_TOKENIZE_QUERY)
		return take_parted(s, arg, take);
	if (flags == FTS5_TOKENIZE_DOCUMENT && made && len &&
	    span_eq(made->text, s))
		return take_beforehand(made->words, arg, take);
	tokens_restart(t, s, 0);
	while (rc == SQLITE_OK && tokens_next(t))
		rc = take(arg, 0, t->word.s, (int)t->word.len, (int)t->start,
			  (int)t->end);
	return rc;
}

int tokenizer_register(sqlite3 *db, const struct tokenizer_made *made)
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
	       api->xCreateTokenizer(api, "coranto", (void *)made, &ours,
				     NULL);
}
