/* words.c - whether two texts of an article have the same words
 *
 * Publishers touch their feeds all the time: other markup, other addresses of
 * pictures, how often a page was seen or shared.  Nobody edited the text then.
 * What is compared are the words of the title and of the text, without lines
 * that only count readers.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/ascii.h"
#include "base/hash.h"
#include "base/text.h"

#define LONGEST_LINE 200	/* bytes of one that only counts */

/* How such lines begin their words, folded; "$" ends those that are whole.  */
static const char *const counting[] = {
	"ago$", "boost", "clap", "coment", "comment", "download",
	"email$", "favorit", "favourit", "follower", "hour$", "hours$", "k$",
	"like$", "likes$", "listen", "m$", "min$", "mins$", "minute$",
	"minutes$", "no$", "pin$", "play$", "plays$", "points$", "print$",
	"react", "read$", "reads$", "reader", "reblog", "replies$", "reply$",
	"repost", "retweet", "save$", "seen$", "share$", "shared$", "shares$",
	"subscriber", "time$", "times$", "tweet", "upvote", "view$", "viewed$",
	"views$", "vote$", "votes$",
	"aufruf", "geteilt$", "kommentar", "mal$", "teilen$",		/* de */
	"aime$", "j$", "lecture", "partage", "vue$", "vues$",		/* fr */
	"compart", "gusta$", "lectura", "me$", "vista", "visita",	/* es */
	"condivi", "letture$", "visualizza",				/* it */
	"curtida", "leitura", "visualiza",				/* pt */
	"reacti", "weergave",						/* nl */
	"комментари", "лаик", "поделил", "просмотр", "репост",		/* ru */
	"评论", "评论数", "条评论", "浏览", "次浏览", "阅读", "次阅读",
	"阅读数", "点赞", "赞$", "转发", "收藏",			/* zh */
	"コメント", "いいね", "件$", "回$", "閲覧",			/* ja */
};

static bool is_counting(struct span word)
{
	for (size_t i = 0; i < ARRAY_LEN(counting); i++) {
		struct span w = span_of(counting[i]);
		bool whole = w.p[w.len - 1] == '$';

		w.len -= whole;
		if (whole ? span_eq(word, w) :
		    word.len >= w.len && !memcmp(word.p, w.p, w.len))
			return true;
	}
	return false;
}

enum class { GAP, DIGIT, LETTER };

/* The folded text at s: what it is, and its length.  */
static enum class class_of(struct span s, size_t *ret_len)
{
	uint32_t c;

	*ret_len = text_decode(s, &c);
	if (c < 0x80)
		return ascii_is_digit((char)c) ? DIGIT :
		       ascii_is_alpha((char)c) ? LETTER : GAP;
	/* Latin-1's signs, punctuation and symbols, pictures.  */
	if (c < 0xc0 || (c >= 0x2000 && c < 0x2c00) ||
	    (c >= 0x3000 && c < 0x3040) || c == 0x30fb || c >= 0xfe00)
		return GAP;
	return LETTER;
}

/* Does the line hold numbers and words of counting only?  */
static bool only_counts(struct span line, struct str *folded)
{
	bool any = false;
	struct span s;
	size_t n, len;

	if (line.len > LONGEST_LINE)
		return false;
	str_clear(folded);
	text_fold(folded, line);
	for (s = str_span(folded); s.len; s = span_from(s, n)) {
		if (class_of(s, &n) != LETTER)
			continue;
		while (n < s.len &&
		       class_of(span_from(s, n), &len) == LETTER)
			n += len;
		if (!is_counting((struct span){ s.p, n }))
			return false;
		any = true;
	}
	return any;
}

/* The bytes of white space at s.p: also U+00A0.  */
static size_t space_at(struct span s)
{
	if (ascii_is_space(s.p[0]))
		return 1;
	return s.len > 1 && !memcmp(s.p, "\xc2\xa0", 2) ? 2 : 0;
}

static uint64_t add_words(uint64_t h, struct span s)
{
	size_t i, n, from = 0;

	for (i = 0; i < s.len; i += n ? n : 1) {
		n = space_at(span_from(s, i));
		if (!n)
			continue;
		if (i > from)
			h = hash_add_long(h, (struct span){ s.p + from,
							    i - from });
		from = i + n;
	}
	return s.len > from ? hash_add_long(h, span_from(s, from)) : h;
}

uint64_t words_hash(const char *title, struct span packed)
{
	struct str text = STR_INIT, folded = STR_INIT;
	uint64_t h = add_words(HASH_INIT, span_of(title));
	struct span s, line;

	func_body_text(&text, packed);
	h = hash_add_long(h, SPAN("\n"));
	for (s = str_span(&text); s.len;
	     s = span_from(s, MIN(s.len, line.len + 1))) {
		const char *end = memchr(s.p, '\n', s.len);

		line = (struct span){ s.p, end ? (size_t)(end - s.p) : s.len };
		if (!only_counts(line, &folded))
			h = add_words(h, line);
	}
	str_release(&text);
	str_release(&folded);
	return h;
}
