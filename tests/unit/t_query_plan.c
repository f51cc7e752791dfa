/* t_query_plan.c - plan and matcher give the same answer
 *
 * Random queries over random small articles: the plan is run on a real
 * SQLite with FTS5, query_match() on the same articles in memory.
 */
#include "config.h"

#include "unit.h"

#include <sqlite3.h>

#include "base/text.h"
#include "query/query.h"
#include "query/regex.h"
#include "query/token.h"
#include "store/tokenizer.h"

#define NOW INT64_C(1769090520)	/* Thu 22 Jan 2026 14:02 UTC */
#define N_FEEDS 5
#define N_ARTICLES 60

static uint64_t seed = 88172645463325252u;

static size_t pick(size_t n)
{
	return unit_pick(&seed, n);
}

/* --- the database ------------------------------------------------------- */

static void fold(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct str b = STR_INIT;

	(void)n;
	text_fold(&b, span_of((const char *)sqlite3_value_text(v[0])));
	sqlite3_result_text(ctx, b.s, -1, SQLITE_TRANSIENT);
	str_release(&b);
}

static void regexp(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct query_regex *re = NULL;
	char why[80];

	(void)n;
	assert_int_equal(query_regex_new((const char *)sqlite3_value_text(v[0]),
					 &re, why, sizeof(why)), 0);
	sqlite3_result_int(ctx, query_regex_match(re, (const char *)
						  sqlite3_value_text(v[1])));
	query_regex_free(re);
}

static void date_id(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	(void)n;
	sqlite3_result_int64(ctx, query_date_id(sqlite3_value_int64(v[0])));
}

static sqlite3 *db_new(void)
{
	static const char schema[] =
		"CREATE TABLE article(id INTEGER PRIMARY KEY, feed_id, title,"
		" author, link, published, read, starred, n_enclosures,"
		" language, comments, n_comments);"
		"CREATE TABLE hidden(article_id);"
		"CREATE TABLE version(article_id);"
		"CREATE TABLE feed(id INTEGER PRIMARY KEY, url, title, name,"
		" folder);"
		"CREATE TABLE category(article_id, term);"
		"CREATE TABLE tag(id INTEGER PRIMARY KEY, name, key);"
		"CREATE TABLE tagged(tag_id, article_id);"
		"INSERT INTO tag(name) VALUES('Politics'), ('politics'),"
		" ('World News'), ('Naïve'), ('war');"
		"CREATE VIRTUAL TABLE search USING fts5(title, author, body,"
		" tokenize='coranto');"
		"CREATE VIRTUAL TABLE word USING fts5vocab(search, instance)";
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(tokenizer_register(db, NULL), SQLITE_OK);
	sqlite3_create_function(db, "coranto_fold", 1, SQLITE_UTF8, NULL, fold,
				NULL, NULL);
	sqlite3_create_function(db, "coranto_regexp", 2, SQLITE_UTF8, NULL,
				regexp, NULL, NULL);
	sqlite3_create_function(db, "article_date_id", 1, SQLITE_UTF8, NULL,
				date_id, NULL, NULL);
	assert_int_equal(sqlite3_exec(db, schema, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE tag SET"
				      " key = coranto_fold(name)", NULL, NULL,
				      NULL), SQLITE_OK);
	return db;
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql, const char *about)
{
	sqlite3_stmt *st = NULL;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		fail_msg("%s: %s: %s", about, sql, sqlite3_errmsg(db));
	return st;
}

/* --- articles ----------------------------------------------------------- */

static const char *const words[] = {
	"war", "War", "peace", "foo-bar", "foo", "bar", "don't", "don", "3.5",
	"naïve", "NAIVE", "Київ", "київ", "ΣΊΣΥΦΟΣ", "σίσυφος", "中文字幕", "שלום",
	"warp", "—", "&", "peaceful", "t", "中", "字幕", "文字中", "日本の", "カ", "ｶﾞ",
	"Ёж", "еж", "п’ять", "пять", "צה״ל", "צה\"ל", "שלום", "كِتَاب", "کتاب", "مدرسة",
	"हिन्दी", "हिन", "กินข้าว", "ข้าว", "กิ", "ဗမာ", "ខ្មែរ", "한국", "한국어", "İ", "ı",
	"straße", "🇺🇦", "👍🏽", "中文iPhone", "²", "a\xcc\x88",
};
static const char *const feeds[N_FEEDS][4] = {	/* url, title, name, folder */
	{ "https://a.example/rss", "The Naïve Times", NULL, "World/Asia" },
	{ "https://b.example/rss", "Peace", "War & Peace", "World" },
	{ "https://c.example/rss", NULL, NULL, "" },
	{ "https://d.example/rss", "Worldwide", NULL, "Tech/World" },
	{ "https://e.example/rss", "Київ", "", "Asian" },
};
static const char *const langs[] = { NULL, "", "en", "en-GB", "EN_us", "fr",
				     "eng" };
static const char *const terms[] = { "Politics", "politics", "World News",
				     "Naïve", "war" };
static const char *const links[] = { NULL, "", "https://a.example/shorts/1",
				     "https://a.example/War?x=%20" };

static struct query_article articles[N_ARTICLES];
static char texts[N_ARTICLES][3][400];
static const char *categories[N_ARTICLES][3];

/* Half of each round's words are from anywhere, half from a few.  */
static size_t few;

static const char *some_word(void)
{
	return words[pick(2) ? pick(ARRAY_LEN(words)) :
		     (few + pick(8)) % ARRAY_LEN(words)];
}

static const char *some_text(char *buf, size_t size, size_t most)
{
	static const char *const between[] = { " ", " ", " ", ", ", "", "\n" };

	size_t n = pick(most + 1), len = 0;

	if (!n && pick(2))
		return NULL;
	buf[0] = '\0';
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(buf + len, size - len, "%s%s",
					i ? between[pick(ARRAY_LEN(between))] :
					"", some_word());
	return buf;
}

static void make_articles(size_t *feed_of)
{
	for (size_t i = 0; i < N_ARTICLES; i++) {
		size_t f = pick(N_FEEDS);
		struct query_article *a = &articles[i];

		feed_of[i] = f;
		*a = (struct query_article){
			.published = NOW - (int64_t)pick(40) * 21600,
			.title = some_text(texts[i][0], 400, 4),
			.author = some_text(texts[i][1], 400, 2),
			.text = some_text(texts[i][2], 400, 12),
			.link = links[pick(ARRAY_LEN(links))],
			.language = langs[pick(ARRAY_LEN(langs))],
			.feed_url = feeds[f][0], .feed_title = feeds[f][1],
			.feed_name = feeds[f][2], .folder = feeds[f][3],
			.categories = categories[i], .n_categories = pick(4),
			.n_enclosures = pick(3) / 2, .read = pick(2),
			.starred = pick(3) == 0, .hidden = pick(4) == 0,
			.edited = pick(4) == 0, .comments = pick(3) == 0,
		};
		a->id = query_date_id(a->published) + (int64_t)i;
		for (size_t j = 0; j < a->n_categories; j++)
			categories[i][j] = terms[pick(ARRAY_LEN(terms))];
	}
}

static void bind(sqlite3_stmt *st, int i, const char *text)
{
	sqlite3_bind_text(st, i, text, -1, SQLITE_STATIC);
}

static void run(sqlite3_stmt *st)
{
	assert_int_equal(sqlite3_step(st), SQLITE_DONE);
	sqlite3_reset(st);
}

static void note(sqlite3 *db, const char *table, int64_t id)
{
	char *sql = sqlite3_mprintf("INSERT INTO %s VALUES(%lld)", table,
				    (long long)id);

	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_free(sql);
}

static void fill_articles(sqlite3 *db, const size_t *feed_of)
{
	sqlite3_stmt *put = prepare(db, "INSERT INTO article VALUES(?,?,?,?,?,"
				    "?,?,?,?,?,?,?)", "articles");
	sqlite3_stmt *index = prepare(db, "INSERT INTO search(rowid,title,"
				      "author,body) VALUES(?,?,?,?)", "index");
	sqlite3_stmt *tag = prepare(db, "INSERT INTO category VALUES(?,?)",
				    "categories");
	sqlite3_stmt *tagged = prepare(db, "INSERT INTO tagged SELECT id, ?1"
				       " FROM tag WHERE name = ?2", "tags");

	for (size_t i = 0; i < N_ARTICLES; i++) {
		const struct query_article *a = &articles[i];

		sqlite3_bind_int64(put, 1, a->id);
		sqlite3_bind_int64(put, 2, (int64_t)feed_of[i] + 1);
		bind(put, 3, a->title);
		bind(put, 4, a->author);
		bind(put, 5, a->link);
		sqlite3_bind_int64(put, 6, a->published);
		sqlite3_bind_int(put, 7, a->read);
		sqlite3_bind_int(put, 8, a->starred);
		sqlite3_bind_int64(put, 9, (int64_t)a->n_enclosures);
		bind(put, 10, a->language);
		/* Their page, their number, or neither.  */
		bind(put, 11, !a->comments ? i % 2 ? "" : NULL :
		     i % 2 ? "https://a.example/talk" : NULL);
		if (a->comments && i % 2 == 0)
			sqlite3_bind_int(put, 12, 3);
		else if (i % 3)
			sqlite3_bind_int(put, 12, 0);
		else
			sqlite3_bind_null(put, 12);
		run(put);
		sqlite3_bind_int64(index, 1, a->id);
		bind(index, 2, a->title);
		bind(index, 3, a->author);
		bind(index, 4, a->text);
		run(index);
		if (a->hidden)
			note(db, "hidden", a->id);
		if (a->edited)
			note(db, "version", a->id);
		/* The last of three is the reader's own.  */
		for (size_t j = 0; j < a->n_categories; j++) {
			sqlite3_stmt *s = j == 2 ? tagged : tag;

			sqlite3_bind_int64(s, 1, a->id);
			bind(s, 2, a->categories[j]);
			run(s);
		}
	}
	sqlite3_finalize(tagged);
	sqlite3_finalize(put);
	sqlite3_finalize(index);
	sqlite3_finalize(tag);
}

static sqlite3 *db_filled(void)
{
	sqlite3 *db = db_new();
	sqlite3_stmt *put = prepare(db, "INSERT INTO feed VALUES(?,?,?,?,?)",
				    "feeds");
	size_t feed_of[N_ARTICLES];

	for (int i = 0; i < N_FEEDS; i++) {
		sqlite3_bind_int(put, 1, i + 1);
		for (int j = 0; j < 4; j++)
			bind(put, 2 + j, feeds[i][j]);
		run(put);
	}
	sqlite3_finalize(put);
	make_articles(feed_of);
	fill_articles(db, feed_of);
	return db;
}

/* --- queries ------------------------------------------------------------ */

static size_t n_apart;		/* plans that have two forms, */
static size_t n_words;		/* that have words which all matches have */

static const char *const others[] = {
	"feed:peace", "feed:naive", "feed:київ", "feed:b.example",
	"feed:/^war/", "feed:zzz", "folder:world", "folder:/World",
	"folder:World/Asia", "folder:asia", "folder:\"\"", "folder:/ld$/",
	"tag:politics", "tag:\"world news\"", "tag:w*", "tag:naive",
	"tag:/s$/", "url:shorts", "url:WAR", "url:%20", "url:/shorts\\/[0-9]/",
	"lang:en", "lang:en-gb", "lang:eng", "is:read", "is:unread",
	"is:starred", "is:hidden", "is:edited", "has:comments",
	"on:monday", "after:sunday", "before:this-week", "on:last-week",
	"on:this-month", "older:last-month", "on:last-year", "newer:this-year",
	"has:enclosure", "has:author", "has:link", "has:tag",
	"after:2026-01-20", "before:2026-01-18", "on:2026-01-21", "on:today",
	"on:yesterday", "newer:3d", "older:50h", "newer:90m", "on:2025",
	"title:/^war/", "author:/bar/", "/foo|peace/", "author:/^$/",
	"title:/ï/", "id:5", "(a OR", "sort:rank",
};

static void some_query(struct str *b, int depth)
{
	static const char *const fields[] = { "", "", "", "title:",
					      "author:" };
	size_t n;

	if (pick(5) == 0)
		str_add(b, pick(2) ? "-" : "NOT ");
	switch (depth > 0 ? pick(6) : pick(3)) {
	case 0: case 1:
		str_add(b, fields[pick(ARRAY_LEN(fields))]);
		if (pick(4) == 0) {
			str_addf(b, "\"%s%s%s\"%s", some_word(),
				 pick(4) ? " " : "", some_word(),
				 pick(3) ? "" : "*");
			break;
		}
		str_addf(b, "%s%s", some_word(), pick(4) ? "" : "*");
		break;
	case 2:
		str_add(b, others[pick(ARRAY_LEN(others))]);
		break;
	default:
		str_add(b, pick(6) ? "(" : "title:(");
		n = 1 + pick(4);
		for (size_t i = 0; i < n; i++) {
			if (i)
				str_add(b, pick(2) ? " " : " OR ");
			some_query(b, depth - 1);
		}
		str_addc(b, ')');
	}
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text++)
		n++;
	return n;
}

static void add_hits(struct str *sql, const char *match)
{
	char *quoted = sqlite3_mprintf("%Q", match);

	str_addf(sql, "a.id IN (SELECT rowid FROM search WHERE"
		 " search MATCH %s)", quoted);
	sqlite3_free(quoted);
}

static void add_set(struct str *sql, const struct query_set *set)
{
	if (set->kind == QUERY_HITS) {
		assert_true(count(set->match, "\" *") <= 1);
		add_hits(sql, set->match);
		return;
	}
	str_add(sql, set->kind == QUERY_OTHERS ? "NOT (" : "(");
	for (size_t i = 0; i < set->n; i++) {
		if (i)
			str_add(sql, set->kind == QUERY_BOTH ? " AND " :
				" OR ");
		add_set(sql, set->of[i]);
	}
	str_addc(sql, ')');
}

/* Run a plan; hit[i] is set for the articles of its answer.  */
static void run_plan(sqlite3 *db, const struct query_plan *p, const char *text,
		     bool *hit)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *st;
	int rc;

	str_add(&sql, "SELECT a.id FROM article a JOIN feed f ON f.id ="
		" a.feed_id WHERE 1");
	if (p->match)
		str_add(&sql, " AND a.id IN (SELECT rowid FROM search WHERE"
			" search MATCH ?1)");
	if (p->where)
		str_addf(&sql, " AND %s", p->where);
	for (size_t i = 0; i < p->n_sets; i++) {
		str_add(&sql, " AND ");
		add_set(&sql, p->sets[i]);
	}
	st = prepare(db, sql.s, text);
	if (p->match)
		bind(st, 1, p->match);
	for (size_t i = 0; i < p->n_binds; i++) {
		if (p->binds[i].kind == QUERY_BIND_INT)
			sqlite3_bind_int64(st, 100 + (int)i,
					   p->binds[i].number);
		else
			bind(st, 100 + (int)i, p->binds[i].text);
	}
	while ((rc = sqlite3_step(st)) == SQLITE_ROW)
		for (size_t i = 0; i < N_ARTICLES; i++)
			if (articles[i].id == sqlite3_column_int64(st, 0))
				hit[i] = true;
	if (rc != SQLITE_DONE)
		fail_msg("%s: %s (%s): %s", text, sql.s, p->match,
			 sqlite3_errmsg(db));
	sqlite3_finalize(st);
	str_release(&sql);
}

/* What every match is said to be a hit of, without prefixes.  */
static void check_words(sqlite3 *db, const struct query_plan *p,
			const char *text, const bool *want)
{
	bool hit[N_ARTICLES] = { false };
	struct query_plan only = { .match = p->words };

	if (!p->words)
		return;
	n_words++;
	assert_int_equal(count(p->words, "\" *"), 0);
	run_plan(db, &only, text, hit);
	for (size_t i = 0; i < N_ARTICLES; i++)
		if (want[i] && !hit[i])
			fail_msg("%s: not all have %s", text, p->words);
}

/* The plan that is apart finds the same, and has what its sets are for.  */
static void check_apart(sqlite3 *db, const struct query *q, const char *text,
			const bool *want)
{
	const struct query_plan *p = query_plan(q)->apart;
	bool hit[N_ARTICLES] = { false };

	if (!p)
		return;
	n_apart++;
	assert_true(p->n_sets > 0);
	if (p->match)
		assert_true(count(p->match, "\" *") <= 1);
	run_plan(db, p, text, hit);
	if (memcmp(hit, want, sizeof(hit)) != 0)
		fail_msg("%s: apart it finds others", text);
	check_words(db, p, text, want);
}

static size_t check_query(sqlite3 *db, const char *text)
{
	bool hit[N_ARTICLES] = { false };
	struct str normal = STR_INIT, again = STR_INIT;
	struct query *q, *r;
	size_t n = 0;

	if (query_parse(span_of(text), NOW, &q, NULL) < 0)
		return 0;
	query_print(&normal, q);
	if (query_parse(str_span(&normal), NOW, &r, NULL) < 0)
		fail_msg("%s: cannot read %s", text, normal.s);
	query_print(&again, r);
	assert_string_equal(normal.s, again.s);
	run_plan(db, query_plan(q), text, hit);
	check_words(db, query_plan(q), text, hit);
	check_apart(db, q, text, hit);
	for (size_t i = 0; i < N_ARTICLES; i++) {
		const struct query_article *a = &articles[i];

		n += hit[i];
		if (query_match(q, a) != hit[i] || query_match(r, a) != hit[i])
			fail_msg("%s (%s): article “%s” by “%s”, “%s”, id %ld: "
				 "the plan says %s", text, normal.s, a->title,
				 a->author, a->text, (long)a->id,
				 hit[i] ? "yes" : "no");
	}
	query_free(q);
	query_free(r);
	str_release(&normal);
	str_release(&again);
	return n > 0 && n < N_ARTICLES;
}

static bool is_asked(const char *field, struct span value)
{
	struct str term = STR_INIT;
	bool any = false;

	str_addf(&term, "%s:", field);
	str_adds(&term, value);
	for (size_t i = 0; i < ARRAY_LEN(others) && !any; i++)
		any = strncmp(others[i], term.s, term.len) == 0;
	str_release(&term);
	return any;
}

/* The queries above have each field, and each word that it knows.  */
static void nothing_is_left_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < query_n_fields; i++) {
		const struct query_field *f = &query_fields[i];
		struct span rest = span_of(f->values);
		bool has_words = rest.p[0] >= 'a' && rest.p[0] <= 'z' &&
				 strcmp(f->name, "sort") != 0;

		assert_true(is_asked(f->name, (struct span){ 0 }));
		while (has_words && rest.len) {
			size_t n = 0;

			while (n < rest.len && rest.p[n] != ',')
				n++;
			assert_true(is_asked(f->name, (struct span){ rest.p, n }));
			rest = span_from(rest, MIN(n + 2, rest.len));
		}
	}
}

static void plan_and_matcher_agree(void **state)
{
	struct str text = STR_INIT;
	size_t telling = 0;

	(void)state;
	for (int round = 0; round < 20; round++) {
		sqlite3 *db;

		few = pick(ARRAY_LEN(words));
		db = db_filled();
		for (int i = 0; i < 300; i++) {
			str_clear(&text);
			some_query(&text, 3);
			if (pick(3) == 0) {
				str_addc(&text, ' ');
				some_query(&text, 1);
			}
			telling += check_query(db, text.s);
		}
		for (size_t i = 0; i < ARRAY_LEN(others); i++)
			check_query(db, others[i]);
		sqlite3_close(db);
	}
	/* Most of them must have divided the articles, or this proves
	 * nothing.  */
	assert_true(telling > 2400);
	assert_in_range(n_apart, 300, SIZE_MAX);
	assert_in_range(n_words, 300, SIZE_MAX);
	str_release(&text);
}

/* The deepest and the longest queries are within what SQLite's parsers
 * take.  */
static void largest_plans_run(void **state)
{
	static const char *const opens[] = {
		"(war (peace OR ", "(war -(peace ", "(war (is:read OR ",
		"(is:read -(war is:unread ", "(title:war OR (-peace ",
		"-(war -(tag:politics OR ",
	};
	sqlite3 *db = db_filled();
	struct str b = STR_INIT;

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(opens); k++) {
		struct query *q;
		int deepest = 0;

		for (int n = 1; n < 20; n++) {
			str_clear(&b);
			for (int i = 0; i < n; i++)
				str_add(&b, opens[k]);
			str_add(&b, "foo");
			for (int i = 0; i < n; i++)
				str_add(&b, "))");
			if (query_parse(str_span(&b), NOW, &q, NULL) < 0)
				break;
			query_free(q);
			check_query(db, b.s);
			deepest = n;
		}
		assert_true(deepest >= 3);
	}
	for (int k = 0; k < 4; k++) {
		static const char *const items[] = { "war ", "-war ",
						     "war OR ", "tag:x " };

		str_clear(&b);
		for (int i = 0; i < 255; i++)
			str_add(&b, items[k]);
		str_add(&b, "foo");
		check_query(db, b.s);
	}
	str_release(&b);
	sqlite3_close(db);
}

/* What the index makes of `text`, words joined by "|".  */
static void index_words(sqlite3 *db, int64_t rowid, struct str *out)
{
	sqlite3_stmt *st = prepare(db, "SELECT term FROM word WHERE doc = ?"
				   " ORDER BY offset", "words");

	sqlite3_bind_int64(st, 1, rowid);
	while (sqlite3_step(st) == SQLITE_ROW)
		str_addf(out, "%s%s", out->len ? "|" : "",
			 (const char *)sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
}

/* Letters and marks of many scripts, each in a word.  */
static void words_are_those_of_fts5(void **state)
{
	static const struct {
		uint32_t first, last;
	} ranges[] = {
		{ 0x20, 0x377 }, { 0x384, 0x527 }, { 0x531, 0x587 },
		{ 0x591, 0x5f4 }, { 0x606, 0x61a }, { 0x61e, 0x6ff },
		{ 0x904, 0x977 }, { 0xe01, 0xe3a }, { 0x1e00, 0x1eff },
		{ 0x1f00, 0x1f15 }, { 0x2000, 0x2064 }, { 0x20a0, 0x20b9 },
		{ 0x2100, 0x2189 }, { 0x3000, 0x30ff }, { 0x4e00, 0x4eff },
		{ 0xac00, 0xacff }, { 0xff00, 0xffee }, { 0x1f600, 0x1f610 },
	};
	sqlite3 *db = db_new();
	sqlite3_stmt *put = prepare(db, "INSERT INTO search(rowid, body)"
				    " VALUES(?, ?)", "index");
	struct str text = STR_INIT, ours = STR_INIT, theirs = STR_INIT;
	int64_t row = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(ranges); i++) {
		str_clear(&text);
		for (uint32_t c = ranges[i].first; c <= ranges[i].last; c++) {
			str_addc(&text, 'a');
			str_add_utf8(&text, c);
			str_add(&text, "b ");
			str_add_utf8(&text, c);
			str_add(&text, " .");
		}
		sqlite3_bind_int64(put, 1, ++row);
		bind(put, 2, text.s);
		run(put);
		str_clear(&theirs);
		index_words(db, row, &theirs);
		str_clear(&ours);
		struct tokens t;
		tokens_init(&t, str_span(&text));
		while (tokens_next(&t))
			str_addf(&ours, "%s%s", ours.len ? "|" : "", t.word.s);
		tokens_release(&t);
		if (strcmp(ours.s, theirs.s) != 0) {
			size_t at = 0;

			while (ours.s[at] == theirs.s[at])
				at++;
			fail_msg("range %x: …%.30s, not …%.30s",
				 (unsigned)ranges[i].first,
				 ours.s + (at > 8 ? at - 8 : 0),
				 theirs.s + (at > 8 ? at - 8 : 0));
		}
	}
	sqlite3_finalize(put);
	str_release(&text);
	str_release(&ours);
	str_release(&theirs);
	sqlite3_close(db);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_left_out),
		cmocka_unit_test(plan_and_matcher_agree),
		cmocka_unit_test(largest_plans_run),
		cmocka_unit_test(words_are_those_of_fts5),
	};

	return unit_run("query_plan", tests, ARRAY_LEN(tests));
}
