/* faults.c - the table of faults; see faults.h */
#include "config.h"

#include "store/faults.h"

#include "store/pack.h"

/* What article_id refers to is nowhere.  */
#define GONE(id) \
	" NOT EXISTS (SELECT 1 FROM article WHERE article.id = " id ")" \
	" AND NOT EXISTS (SELECT 1 FROM trash WHERE trash.id = " id ")"
#define FIND_GONE(table) \
	"SELECT count(*) FROM " table " t WHERE" GONE("t.article_id")
#define MEND_GONE(table) \
	"DELETE FROM " table " WHERE article_id IN" \
	" (SELECT article_id FROM " table " t WHERE" GONE("t.article_id") \
	"  LIMIT 2000)"

#define FEEDLESS(table) \
	table " WHERE NOT EXISTS (SELECT 1 FROM feed WHERE feed.id = " table \
	".feed_id)"

#define NO_BODY(table) \
	" FROM " table " t WHERE t.body IS NOT NULL AND NOT EXISTS" \
	" (SELECT 1 FROM body WHERE body.id = t.body)"

#define LONE_BODIES \
	" FROM body WHERE id NOT IN (SELECT body FROM article" \
	"  WHERE body IS NOT NULL UNION ALL SELECT body FROM trash" \
	"  WHERE body IS NOT NULL UNION ALL SELECT body FROM version" \
	"  WHERE body IS NOT NULL)"

#define N_ENCLOSURES \
	"(SELECT count(*) FROM enclosure e WHERE e.article_id = article.id" \
	" AND e.kind = 0)"

#define FEED_TOTAL "(SELECT count(*) FROM article WHERE feed_id = feed.id" \
	" AND id NOT IN (SELECT article_id FROM hidden))"
#define FEED_HIDDEN "(SELECT count(*) FROM article WHERE feed_id = feed.id" \
	" AND id IN (SELECT article_id FROM hidden))"
#define FEED_UNREAD "(SELECT count(*) FROM article" \
	" WHERE feed_id = feed.id AND read = 0)"
#define FEED_STARRED "(SELECT count(*) FROM article" \
	" WHERE feed_id = feed.id AND starred = 1)"
/* Within a minute ids do not follow the dates, and full ones spill over.  */
#define FEED_NEWEST "(SELECT date FROM article WHERE id =" \
	" (SELECT max(id) FROM article WHERE feed_id = feed.id))"
#define FEED_WRONG " WHERE total <> " FEED_TOTAL " OR unread <> " FEED_UNREAD \
	" OR starred <> " FEED_STARRED " OR hidden <> " FEED_HIDDEN \
	" OR abs(ifnull(newest, 0) - ifnull(" FEED_NEWEST ", 0)) > 3600"

#define TAG_COUNT(what) \
	"(SELECT " what " FROM tagged t JOIN article a" \
	" ON a.id = t.article_id WHERE t.tag_id = tag.id)"
#define TAG_TOTAL TAG_COUNT("count(*)")
#define TAG_UNREAD TAG_COUNT("count(CASE a.read WHEN 0 THEN 1 END)")
#define TAG_WRONG " WHERE total <> " TAG_TOTAL " OR unread <> " TAG_UNREAD

/* search_docsize has a row for each article in the index.  */
#define NOWHERE \
	" FROM article WHERE id >= " SQL_INDEX_BELOW \
	" AND NOT EXISTS (SELECT 1 FROM backlog" \
	"  WHERE article_id = article.id) AND NOT EXISTS" \
	" (SELECT 1 FROM search_docsize d WHERE d.id = article.id)"

#define NOT_STALE \
	" FROM stale WHERE article_id NOT IN (SELECT id FROM trash)" \
	" OR article_id NOT IN (SELECT id FROM search_docsize)"

/* 0 to 4 are the marks, 64 is a note; see journal.c.  */
#define BAD_ACT \
	" mark NOT IN (0, 1, 2, 3, 4, 64) OR (mark = 64) <> (note IS NOT NULL)" \
	" OR (mark = 3) <> (tag IS NOT NULL) OR EXISTS (SELECT 1" \
	"  FROM act_part p WHERE p.act_id = act.id AND (state NOT IN (0, 1, 2)" \
	"  OR NOT coranto_is_list(p.ids, p.first, p.last)))"

const struct fault_kind fault_kinds[N_FAULTS] = {
	[FAULT_PAGES] = {
		.words = "damaged pages", "salvaged" },
	[FAULT_SCHEMA] = {
		.words = "missing parts of the cache", "salvaged" },
	[FAULT_INDEXES] = {
		.words = "indexes that do not agree with their tables",
		"made anew" },
	[FAULT_NO_FEED] = {
		.words = "articles without their feed",
		"put into an archived feed", STORE_QUICK,
		"SELECT (SELECT count(*) FROM " FEEDLESS("article") ") +"
		" (SELECT count(*) FROM " FEEDLESS("trash") ")",
		{ "INSERT OR IGNORE INTO feed (id, url, title)"
		  " SELECT feed_id, 'lost:' || feed_id,"
		  " 'A feed whose address was lost' FROM (SELECT feed_id FROM "
		  FEEDLESS("article") " UNION SELECT feed_id FROM "
		  FEEDLESS("trash") ")" } },
	[FAULT_GRAVE_NO_FEED] = {
		.words = "traces of deleted articles without their"
		" feed", "removed", STORE_QUICK,
		"SELECT count(*) FROM " FEEDLESS("tombstone"),
		{ "DELETE FROM " FEEDLESS("tombstone") } },
	[FAULT_TAGGED] = {
		.words = "tags on what is not there", "removed", STORE_QUICK,
		"SELECT count(*) FROM tagged t WHERE NOT EXISTS (SELECT 1"
		" FROM tag WHERE id = t.tag_id) OR (" GONE("t.article_id") ")",
		{ "DELETE FROM tagged WHERE tag_id NOT IN (SELECT id FROM tag)",
		  MEND_GONE("tagged") } },
	[FAULT_EMPTY_TAGS] = {
		.words = "tags that are on nothing", "forgotten",
		STORE_QUICK, "SELECT count(*) FROM tag WHERE id NOT IN"
		" (SELECT tag_id FROM tagged)",
		{ "DELETE FROM tag WHERE id NOT IN"
		  " (SELECT tag_id FROM tagged)" } },
	[FAULT_REFERENCES] = {
		.words = "rows that refer to what is not there", NULL,
		STORE_QUICK, "SELECT count(*) FROM pragma_foreign_key_check"
		" WHERE \"table\" NOT IN ('article', 'trash', 'tombstone',"
		" 'tagged', 'act_part', 'ruled')" },
	[FAULT_MARKS] = {
		.words = "articles with impossible marks", "set right",
		STORE_QUICK, "SELECT count(*) FROM article WHERE"
		" read NOT IN (0, 1) OR starred NOT IN (0, 1)",
		{ "UPDATE article SET read = read <> 0, starred = starred <> 0"
		  " WHERE read NOT IN (0, 1) OR starred NOT IN (0, 1)" } },
	[FAULT_TWO_PLACES] = {
		.words = "articles that are deleted and not",
		"taken out of the trash", STORE_QUICK,
		"SELECT count(*) FROM trash JOIN article USING (id)",
		{ "DELETE FROM trash WHERE id IN (SELECT id FROM article)" } },
	[FAULT_NOT_BURIED] = {
		.words = "deleted articles that would come again",
		"noted as deleted", STORE_QUICK,
		"SELECT count(*) FROM trash t WHERE NOT EXISTS (SELECT 1"
		" FROM tombstone b WHERE b.feed_id = t.feed_id"
		" AND b.key = t.key) AND NOT EXISTS (SELECT 1 FROM article a"
		" WHERE a.feed_id = t.feed_id AND a.key = t.key)",
		{ "INSERT OR IGNORE INTO tombstone (feed_id, key, link_key,"
		  " hash, published, title, link) SELECT feed_id, key,"
		  " link_key, hash, published, title, link FROM trash t"
		  " WHERE NOT EXISTS (SELECT 1 FROM article a"
		  " WHERE a.feed_id = t.feed_id AND a.key = t.key)" } },
	/* The hash makes the next fetch write the article again.  */
	[FAULT_NO_BODY] = {
		.words = "articles whose text is lost",
		"a note is in its place until the feed sends it again",
		STORE_QUICK,
		"SELECT (SELECT count(*)" NO_BODY("article") ") +"
		" (SELECT count(*)" NO_BODY("trash") ")",
		{ "UPDATE article SET hash = 0 WHERE hash <> 0 AND id IN"
		  " (SELECT id" NO_BODY("article") ")",
		  "INSERT OR IGNORE INTO body (id, packed) SELECT body,"
		  " coranto_lost() FROM (SELECT body" NO_BODY("article")
		  " UNION SELECT body" NO_BODY("trash") " LIMIT 2000)" },
		true },
	[FAULT_VERSION_NO_BODY] = {
		.words = "earlier texts that are lost", "forgotten",
		STORE_QUICK, "SELECT count(*)" NO_BODY("version"),
		{ "DELETE FROM version WHERE rowid IN (SELECT t.rowid"
		  NO_BODY("version") ")" } },
	[FAULT_BAD_BODY] = {
		.words = "texts that cannot be unpacked",
		"a note is in their place until the feeds send them again",
		STORE_FULL,
		"SELECT count(*) FROM body WHERE NOT coranto_opens(packed)",
		{ "UPDATE article SET hash = 0 WHERE hash <> 0 AND body IN"
		  " (SELECT id FROM body WHERE NOT coranto_opens(packed))",
		  "UPDATE body SET packed = coranto_lost()"
		  " WHERE NOT coranto_opens(packed)" }, true },
	[FAULT_VERSIONS] = {
		.words = "earlier texts of no article", "removed",
		STORE_QUICK, FIND_GONE("version"), { MEND_GONE("version") } },
	[FAULT_LONE_BODIES] = {
		.words = "texts of no article", "removed", STORE_FULL,
		"SELECT count(*)" LONE_BODIES,
		{ "DELETE FROM body WHERE id IN (SELECT id" LONE_BODIES ")" } },
	[FAULT_CATEGORIES] = {
		.words = "categories of no article", "removed",
		STORE_QUICK, FIND_GONE("category"), { MEND_GONE("category") } },
	[FAULT_CATEGORY_KEYS] = {
		.words = "categories that lists would not find",
		"put into their index when nothing else is to be done",
		STORE_QUICK, "SELECT count(*) FROM category WHERE key IS NULL"
		" AND NOT EXISTS (SELECT 1 FROM value WHERE name = '"
		CATEGORY_KEYS "')",
		{ "INSERT OR IGNORE INTO value SELECT '" CATEGORY_KEYS "',"
		  " '-9223372036854775808' WHERE EXISTS (SELECT 1"
		  " FROM category WHERE key IS NULL)" } },
	[FAULT_ENCLOSURES] = {
		.words = "enclosures of no article", "removed",
		STORE_QUICK, FIND_GONE("enclosure"),
		{ MEND_GONE("enclosure") } },
	[FAULT_PLACES] = {
		.words = "places in no article", "removed", STORE_QUICK,
		FIND_GONE("place"), { MEND_GONE("place") } },
	[FAULT_RULED] = {
		.words = "hits of rules on what is not there", "removed",
		STORE_QUICK,
		"SELECT count(*) FROM ruled t WHERE NOT EXISTS (SELECT 1"
		" FROM rule WHERE id = t.rule_id) OR (" GONE("t.article_id") ")",
		{ "DELETE FROM ruled WHERE rule_id NOT IN (SELECT id FROM rule)",
		  MEND_GONE("ruled") } },
	[FAULT_HIDDEN] = {
		.words = "hidden articles that are not there", "forgotten",
		STORE_QUICK, FIND_GONE("hidden"), { MEND_GONE("hidden") } },
	[FAULT_HIDDEN_MARKS] = {
		.words = "hidden articles that are unread or have a star",
		"shown again", STORE_QUICK,
		"SELECT count(*) FROM hidden h JOIN article a"
		" ON a.id = h.article_id WHERE a.read = 0 OR a.starred = 1",
		{ "DELETE FROM hidden WHERE article_id IN (SELECT h.article_id"
		  " FROM hidden h JOIN article a ON a.id = h.article_id"
		  " WHERE a.read = 0 OR a.starred = 1)" } },
	[FAULT_N_ENCLOSURES] = {
		.words = "articles with a wrong number of enclosures",
		"counted again", STORE_QUICK,
		"SELECT count(*) FROM article WHERE n_enclosures <> "
		N_ENCLOSURES,
		{ "UPDATE article SET n_enclosures = " N_ENCLOSURES
		  " WHERE n_enclosures <> " N_ENCLOSURES } },
	[FAULT_ACTS] = {
		.words = "acts in the journal that cannot be read",
		"forgotten; they can no longer be undone", STORE_QUICK,
		"SELECT count(*) FROM act WHERE" BAD_ACT,
		{ "UPDATE act SET mark = -1 WHERE mark <> -1 AND (" BAD_ACT ")",
		  "DELETE FROM act_part WHERE act_id IN"
		  " (SELECT id FROM act WHERE mark = -1)",
		  "DELETE FROM act WHERE mark = -1" } },
	[FAULT_ACT_PARTS] = {
		.words = "parts of no act in the journal", "removed",
		STORE_QUICK, "SELECT count(*) FROM act_part WHERE act_id"
		" NOT IN (SELECT id FROM act)",
		{ "DELETE FROM act_part WHERE act_id NOT IN"
		  " (SELECT id FROM act)" } },
	[FAULT_FEED_COUNTS] = {
		.words = "feeds with wrong counts", "counted again",
		STORE_QUICK, "SELECT count(*) FROM feed" FEED_WRONG,
		{ "UPDATE feed SET total = " FEED_TOTAL ", unread = "
		  FEED_UNREAD ", starred = " FEED_STARRED ", hidden = "
		  FEED_HIDDEN ", newest = "
		  FEED_NEWEST FEED_WRONG } },
	[FAULT_TAG_COUNTS] = {
		.words = "tags with wrong counts", "counted again",
		STORE_QUICK, "SELECT count(*) FROM tag" TAG_WRONG,
		{ "UPDATE tag SET total = " TAG_TOTAL ", unread = " TAG_UNREAD
		  TAG_WRONG } },
	[FAULT_WAITING] = {
		.words = "articles to be indexed that are not there",
		"forgotten", STORE_QUICK,
		"SELECT (SELECT count(*) FROM backlog WHERE article_id NOT IN"
		" (SELECT id FROM article)) +"
		" (SELECT count(*)" NOT_STALE ")",
		{ "DELETE FROM backlog WHERE article_id NOT IN"
		  " (SELECT id FROM article)",
		  "DELETE" NOT_STALE } },
	[FAULT_NOWHERE] = {
		.words = "articles that searches would not find",
		"put into the index", STORE_QUICK, "SELECT count(*)" NOWHERE,
		{ "INSERT INTO backlog SELECT id" NOWHERE " LIMIT 50000" } },
	[FAULT_INDEX_ROWS] = {
		.words = "articles in the index that do not belong there",
		"the index is made anew", STORE_QUICK,
		"SELECT count(*) FROM search_docsize d WHERE NOT EXISTS"
		" (SELECT 1 FROM article WHERE article.id = d.id)"
		" AND d.id NOT IN (SELECT article_id FROM stale)"
		" OR EXISTS (SELECT 1 FROM backlog WHERE article_id = d.id)"
		" OR d.id < " SQL_INDEX_BELOW, { NULL }, true },
	[FAULT_INDEX_WORDS] = {
		.words = "search index that does not agree with the"
		" texts", "made anew", STORE_FULL, NULL, { NULL }, true },
};

int fault_count(struct store *st, enum fault f, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, fault_kinds[f].find, err);
	int rc = s ? db_number(st, s, 0, ret, err) : -1;

	sqlite3_finalize(s);
	return rc;
}

bool fault_is_damage(int code)
{
	return (code & 0xff) == SQLITE_CORRUPT ||
	       (code & 0xff) == SQLITE_NOTADB || code == SQLITE_IOERR_READ ||
	       code == SQLITE_IOERR_SHORT_READ;
}

struct span fault_note(struct arena *a)
{
	return pack_body(a, "<p><em>The text of this article was lost when the "
			 "cache was damaged. It comes back when its feed sends "
			 "it again.</em></p>", NULL);
}

static void fn_opens(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arena *a = arena_new();
	const char *content, *summary;
	struct span packed = {
		.p = sqlite3_value_blob(v[0]),
		.len = (size_t)sqlite3_value_bytes(v[0]),
	};

	(void)n;
	sqlite3_result_int(ctx, packed.len && pack_open(a, packed, &content,
							&summary, NULL) == 0);
	arena_free(a);
}

static void fn_lost(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct arena *a = arena_new();
	struct span note = fault_note(a);

	(void)n;
	(void)v;
	sqlite3_result_blob(ctx, note.p, (int)note.len, SQLITE_TRANSIENT);
	arena_free(a);
}

/* coranto_is_list(ids, first, last): can it be a part of an act?  */
static void fn_is_list(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	const uint8_t *p = sqlite3_value_blob(v[0]);
	int len = sqlite3_value_bytes(v[0]), shift = 0;
	int64_t first = sqlite3_value_int64(v[1]);
	int64_t last = sqlite3_value_int64(v[2]);
	uint64_t id = 0, d = 0;
	bool good = len > 0;

	(void)n;
	for (int i = 0; i < len && good; i++) {
		good = shift < 63;
		d |= (uint64_t)(p[i] & 0x7f) << (good ? shift : 0);
		shift += 7;
		if (p[i] & 0x80)
			continue;
		id += d;
		good = good && (int64_t)id >= first && (int64_t)id <= last &&
		       (d > 0 || id == 0);
		d = 0;
		shift = 0;
	}
	sqlite3_result_int(ctx, good && !shift);
}

int fault_register(sqlite3 *db)
{
	static const struct {
		const char *name;
		int n;
		void (*fn)(sqlite3_context *, int, sqlite3_value **);
	} table[] = {
		{ "coranto_opens", 1, fn_opens },
		{ "coranto_lost", 0, fn_lost },
		{ "coranto_is_list", 3, fn_is_list },
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; i < ARRAY_LEN(table) && rc == SQLITE_OK; i++)
		rc = sqlite3_create_function_v2(db, table[i].name, table[i].n,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL, table[i].fn,
			NULL, NULL, NULL);
	return rc;
}
