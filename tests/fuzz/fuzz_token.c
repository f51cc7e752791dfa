/* fuzz_token.c - any bytes as a text that is split into words
 *
 * Words lie in the text, one after the other; none is empty, endless or ill
 * formed; what is folded already is folded into itself; and whatever word one
 * begins at, the same words follow.
 */
#include "config.h"

#include "base/text.h"
#include "check.h"
#include "query/token.h"

/* As pairs have two signs, so their words are two words.  */
static void check_folded(const struct tokens *t)
{
	struct tokens again;

	tokens_init(&again, str_span(&t->word));
	must(tokens_next(&again));
	must(again.kind == t->kind);
	must(!strcmp(again.word.s, t->word.s));
	must(tokens_next(&again) == (t->kind == TOKEN_PAIR));
	tokens_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size };
	struct tokens t, other;
	size_t end = 0, n = 0;

	tokens_init(&t, in);
	tokens_init(&other, in);
	while (tokens_next(&t)) {
		must(t.start >= end && t.end > t.start);
		must(t.reach >= t.end && t.reach <= size);
		must((t.kind == TOKEN_PAIR) == (t.reach > t.end));
		must(t.word.len && t.word.len <= 2 * TOKEN_MOST);
		must(!t.word.s[t.word.len] && text_valid(str_span(&t.word)));
		must(!memchr(t.word.s, ' ', t.word.len) &&
		     !memchr(t.word.s, '"', t.word.len));
		end = t.end;
		check_folded(&t);
		if (n++ % 16)
			continue;
		tokens_restart(&other, in, t.start);
		must(tokens_next(&other) && other.start == t.start);
		must(other.end == t.end && other.reach == t.reach);
		must(!strcmp(other.word.s, t.word.s));
	}
	must(!tokens_next(&t));
	tokens_release(&t);
	tokens_release(&other);
	return 0;
}
