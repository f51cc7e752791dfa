/* schema.c - the tables, and how older ones become the present ones
 *
 * feed		subscribed (position set) or archived (position NULL), with
 *		its counters, which triggers keep
 * article	one row each, small; id grows with the date (STORE_ID)
 * body		packed texts, in the order in which they came: so they fill
 *		their pages, which by article id they would not
 * enclosure	what comes with an article and has an address: files, chapters,
 *		transcripts, a picture
 * trash	deleted articles that undo can bring back, columns as article
 * tombstone	identities of what was deleted or cleaned: it does not come
 *		again
 * listed	by feed, what its latest document holds; see listed.c
 * version	texts that a publisher has replaced
 * place	where the reader is in an article, which may lie in the trash
 * tag, tagged	the reader's tags with their counts, and what has them
 * stale	what is in trash and still in search
 * hidden	articles that no list shows, and whether they were unread; they
 *		are read and have no star
 * rule, ruled	what rules say, how often each hit, and the articles that are
 *		still there
 * search	FTS5 over what is not in backlog; an article is in exactly one
 *		of the two, save where the index is made anew (reindex.c).
 *		Its text is never read from here.
 * act, act_part	the undo journal, and what of it is to be carried out
 *
 * key and link_key are hashes: see identity.h.
 */
#include "config.h"

#include "store/store_private.h"

#include "store/identity.h"
#include "store/tokenizer.h"

static const char schema_1[] =
"CREATE TABLE feed ("
"	id INTEGER PRIMARY KEY,"
"	url TEXT NOT NULL UNIQUE,"
"	title TEXT, name TEXT, site TEXT, language TEXT,"
"	folder TEXT NOT NULL DEFAULT '',"
"	position INTEGER,"
"	unread INTEGER NOT NULL DEFAULT 0,"
"	starred INTEGER NOT NULL DEFAULT 0,"
"	total INTEGER NOT NULL DEFAULT 0,"
"	checked INTEGER, succeeded INTEGER,"
"	next_check INTEGER NOT NULL DEFAULT 0,"
"	failures INTEGER NOT NULL DEFAULT 0,"
"	status INTEGER NOT NULL DEFAULT 0,"
"	paused INTEGER NOT NULL DEFAULT 0,"	/* it is gone */
"	error TEXT, etag TEXT, last_modified TEXT,"
"	body_hash INTEGER NOT NULL DEFAULT 0);"
"CREATE TABLE article ("
"	id INTEGER PRIMARY KEY,"
"	feed_id INTEGER NOT NULL REFERENCES feed(id),"
"	date INTEGER NOT NULL,"
"	read INTEGER NOT NULL DEFAULT 0,"
"	starred INTEGER NOT NULL DEFAULT 0,"
"	key INTEGER NOT NULL, link_key INTEGER,"
"	hash INTEGER NOT NULL,"
"	published INTEGER, updated INTEGER, received INTEGER NOT NULL,"
"	n_enclosures INTEGER NOT NULL DEFAULT 0,"
"	body INTEGER,"		/* NULL: none */
"	title TEXT, author TEXT, link TEXT,"
"	guid TEXT,"		/* '': the same as link */
"	comments TEXT, language TEXT);"
"CREATE UNIQUE INDEX article_key ON article(feed_id, key);"
"CREATE INDEX article_link ON article(feed_id, link_key)"
"	WHERE link_key IS NOT NULL;"
"CREATE INDEX article_feed ON article(feed_id);"
"CREATE INDEX article_unread ON article(feed_id) WHERE read = 0;"
"CREATE INDEX article_starred ON article(feed_id) WHERE starred = 1;"
"CREATE TABLE trash ("
"	id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL, date, read, starred,"
"	key, link_key, hash, published, updated, received, n_enclosures,"
"	body, title, author, link, guid, comments, language);"
"CREATE TABLE tombstone ("
"	feed_id INTEGER NOT NULL, key INTEGER NOT NULL, link_key INTEGER,"
"	hash INTEGER NOT NULL, published INTEGER, title TEXT, link TEXT,"
"	PRIMARY KEY (feed_id, key)) WITHOUT ROWID;"
"CREATE INDEX tombstone_link ON tombstone(feed_id, link_key)"
"	WHERE link_key IS NOT NULL;"
"CREATE TABLE body (id INTEGER PRIMARY KEY, packed BLOB NOT NULL);"
"CREATE TABLE category ("
"	article_id INTEGER NOT NULL, n INTEGER NOT NULL, term TEXT NOT NULL,"
"	PRIMARY KEY (article_id, n)) WITHOUT ROWID;"
"CREATE TABLE enclosure ("
"	article_id INTEGER NOT NULL, n INTEGER NOT NULL, url TEXT NOT NULL,"
"	type TEXT, length INTEGER NOT NULL, duration INTEGER NOT NULL,"
"	PRIMARY KEY (article_id, n)) WITHOUT ROWID;"
"CREATE TABLE version ("
"	article_id INTEGER NOT NULL, seen INTEGER NOT NULL,"
"	title TEXT, body INTEGER);"
"CREATE INDEX version_article ON version(article_id);"
"CREATE TABLE act ("
"	id INTEGER PRIMARY KEY, mark INTEGER NOT NULL, on_off INTEGER NOT NULL,"
"	undone INTEGER NOT NULL DEFAULT 0, what TEXT NOT NULL,"
"	ids BLOB NOT NULL);"
"CREATE TABLE value (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
"CREATE TABLE backlog (article_id INTEGER PRIMARY KEY);"
SQL_CREATE_SEARCH
"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN"
"	UPDATE feed SET total = total + 1, unread = unread + (NEW.read = 0),"
"		starred = starred + NEW.starred WHERE id = NEW.feed_id;"
" END;"
"CREATE TRIGGER article_marked AFTER UPDATE OF read, starred ON article"
" WHEN OLD.read <> NEW.read OR OLD.starred <> NEW.starred BEGIN"
"	UPDATE feed SET unread = unread + OLD.read - NEW.read,"
"		starred = starred + NEW.starred - OLD.starred"
"		WHERE id = NEW.feed_id;"
" END;"
"CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN"
"	UPDATE feed SET total = total - 1, unread = unread - (OLD.read = 0),"
"		starred = starred - OLD.starred WHERE id = OLD.feed_id;"
" END;"
"INSERT INTO value VALUES ('index-version', coranto_index_version()),"
"	('identity-version', '" IDENTITY_VERSION "');";

/* What feeds say beside the text.  extras is a hash of it, 0 for nothing.  */
#define ADD_EXTRAS(table) \
	"ALTER TABLE " table \
	" ADD COLUMN extras INTEGER NOT NULL DEFAULT 0;" \
	"ALTER TABLE " table " ADD COLUMN n_comments INTEGER;" \
	"ALTER TABLE " table " ADD COLUMN season INTEGER;" \
	"ALTER TABLE " table " ADD COLUMN season_name TEXT;" \
	"ALTER TABLE " table " ADD COLUMN episode TEXT;" \
	"ALTER TABLE " table " ADD COLUMN source_title TEXT;" \
	"ALTER TABLE " table " ADD COLUMN source_link TEXT;" \
	"ALTER TABLE " table " ADD COLUMN comments_feed TEXT;"

static const char schema_2[] =
ADD_EXTRAS("article")
ADD_EXTRAS("trash")
"ALTER TABLE enclosure ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE enclosure ADD COLUMN title TEXT;"
"ALTER TABLE enclosure ADD COLUMN language TEXT;"
"ALTER TABLE enclosure ADD COLUMN credit TEXT;";

static const char schema_3[] =
"CREATE TABLE place ("
"	article_id INTEGER PRIMARY KEY,"
"	leaf INTEGER NOT NULL, byte INTEGER NOT NULL);";

/* The reader's tags, each with its counts.  `key` is the name folded.  What is
 * tagged may lie in the trash, where it does not count.  */
#define ADD_TAGS \
	"CREATE TABLE tag (" \
	"	id INTEGER PRIMARY KEY, name TEXT NOT NULL," \
	"	key TEXT NOT NULL UNIQUE," \
	"	unread INTEGER NOT NULL DEFAULT 0," \
	"	total INTEGER NOT NULL DEFAULT 0);" \
	"CREATE TABLE tagged (" \
	"	tag_id INTEGER NOT NULL REFERENCES tag(id)," \
	"	article_id INTEGER NOT NULL," \
	"	PRIMARY KEY (tag_id, article_id)) WITHOUT ROWID;" \
	"CREATE INDEX tagged_article ON tagged(article_id);" \
	"CREATE TRIGGER tagged_added AFTER INSERT ON tagged BEGIN" \
	"	UPDATE tag SET (unread, total) = (SELECT tag.unread +" \
	"		count(CASE read WHEN 0 THEN 1 END), tag.total + count(*)" \
	"		FROM article WHERE id = NEW.article_id)" \
	"		WHERE id = NEW.tag_id;" \
	" END;" \
	"CREATE TRIGGER tagged_removed AFTER DELETE ON tagged BEGIN" \
	"	UPDATE tag SET (unread, total) = (SELECT tag.unread -" \
	"		count(CASE read WHEN 0 THEN 1 END), tag.total - count(*)" \
	"		FROM article WHERE id = OLD.article_id)" \
	"		WHERE id = OLD.tag_id;" \
	"	DELETE FROM tag WHERE id = OLD.tag_id AND NOT EXISTS" \
	"		(SELECT 1 FROM tagged WHERE tag_id = OLD.tag_id);" \
	" END;" \
	"CREATE TRIGGER tagged_restored AFTER INSERT ON article BEGIN" \
	"	UPDATE tag SET total = total + 1, unread = unread + (NEW.read = 0)" \
	"		WHERE id IN (SELECT tag_id FROM tagged" \
	"		WHERE article_id = NEW.id);" \
	" END;" \
	"CREATE TRIGGER tagged_deleted AFTER DELETE ON article BEGIN" \
	"	UPDATE tag SET total = total - 1, unread = unread - (OLD.read = 0)" \
	"		WHERE id IN (SELECT tag_id FROM tagged" \
	"		WHERE article_id = OLD.id);" \
	" END;" \
	"CREATE TRIGGER tagged_marked AFTER UPDATE OF read ON article" \
	" WHEN OLD.read <> NEW.read BEGIN" \
	"	UPDATE tag SET unread = unread + OLD.read - NEW.read" \
	"		WHERE id IN (SELECT tag_id FROM tagged" \
	"		WHERE article_id = NEW.id);" \
	" END;"

/* What is of an article goes with it when it leaves the trash for good.  No
 * foreign key can say so: an article lies in one of two tables.  */
#define ADD_PURGE(more) \
	"CREATE TRIGGER trash_emptied AFTER DELETE ON trash" \
	" WHEN NOT EXISTS (SELECT 1 FROM article WHERE id = OLD.id) BEGIN" \
	"	DELETE FROM body WHERE id = OLD.body OR id IN" \
	"		(SELECT body FROM version WHERE article_id = OLD.id);" \
	"	DELETE FROM version WHERE article_id = OLD.id;" \
	"	DELETE FROM category WHERE article_id = OLD.id;" \
	"	DELETE FROM enclosure WHERE article_id = OLD.id;" \
	"	DELETE FROM place WHERE article_id = OLD.id;" \
	"	DELETE FROM tagged WHERE article_id = OLD.id;" \
	more \
	" END;"

/* No deleted article, and no tombstone, without its feed.  */
#define ADD_KEYS \
	/* Views that name these tables stay as they are.  */ \
	"PRAGMA legacy_alter_table = ON;" \
	"ALTER TABLE tombstone RENAME TO old_tombstone;" \
	"CREATE TABLE tombstone (" \
	"	feed_id INTEGER NOT NULL REFERENCES feed(id)," \
	"	key INTEGER NOT NULL, link_key INTEGER," \
	"	hash INTEGER NOT NULL, published INTEGER, title TEXT, link TEXT," \
	"	PRIMARY KEY (feed_id, key)) WITHOUT ROWID;" \
	"INSERT INTO tombstone SELECT * FROM old_tombstone;" \
	"DROP TABLE old_tombstone;" \
	"CREATE INDEX tombstone_link ON tombstone(feed_id, link_key)" \
	"	WHERE link_key IS NOT NULL;" \
	"ALTER TABLE trash RENAME TO old_trash;" \
	"CREATE TABLE trash (" \
	"	id INTEGER PRIMARY KEY," \
	"	feed_id INTEGER NOT NULL REFERENCES feed(id)," \
	"	date, read, starred, key, link_key, hash, published, updated," \
	"	received, n_enclosures, body, title, author, link, guid," \
	"	comments, language, extras INTEGER NOT NULL DEFAULT 0," \
	"	n_comments INTEGER, season INTEGER, season_name TEXT," \
	"	episode TEXT, source_title TEXT, source_link TEXT," \
	"	comments_feed TEXT);" \
	"INSERT INTO trash SELECT * FROM old_trash;" \
	"DROP TABLE old_trash;" \
	"PRAGMA legacy_alter_table = OFF;"

/* What was cleaned has a short tombstone: when it went, NULL in those of what
 * the reader deleted.  */
#define ADD_CLEAN \
	"ALTER TABLE feed ADD COLUMN archived INTEGER;" \
	"ALTER TABLE tombstone ADD COLUMN cleaned INTEGER;" \
	"CREATE TABLE listed (" \
	"	feed_id INTEGER PRIMARY KEY REFERENCES feed(id)," \
	"	keys BLOB NOT NULL);"

/* The journal, each act in parts; see journal.h.  Those of before are one part.  */
#define ADD_JOURNAL \
	"ALTER TABLE act RENAME TO old_act;" \
	"CREATE TABLE act (" \
	"	id INTEGER PRIMARY KEY AUTOINCREMENT, mark INTEGER NOT NULL," \
	"	on_off INTEGER NOT NULL, tag TEXT," \
	"	undone INTEGER NOT NULL DEFAULT 0," \
	"	gone INTEGER NOT NULL DEFAULT 0," \
	"	changed INTEGER NOT NULL DEFAULT 0," \
	"	turn INTEGER NOT NULL DEFAULT 0," \
	"	at INTEGER NOT NULL DEFAULT 0," \
	"	what TEXT NOT NULL, note TEXT);" \
	"CREATE TABLE act_part (" \
	"	act_id INTEGER NOT NULL REFERENCES act(id)," \
	"	first INTEGER NOT NULL, last INTEGER NOT NULL," \
	"	state INTEGER NOT NULL, ids BLOB NOT NULL," \
	"	PRIMARY KEY (act_id, first)) WITHOUT ROWID;" \
	"INSERT INTO act (id, mark, on_off, undone, changed, what, note)" \
	"	SELECT id, mark, on_off, undone, 1, what," \
	"	CASE mark WHEN 64 THEN CAST(ids AS TEXT) END FROM old_act;" \
	"INSERT INTO act_part SELECT id, -9223372036854775807," \
	"	9223372036854775807, CASE undone WHEN 0 THEN 1 ELSE 2 END, ids" \
	"	FROM old_act WHERE mark <> 64 AND length(ids) > 0;" \
	"DROP TABLE old_act;"

/* The articles of a category, the newest first.  What is there already is given
 * its key, and the index made, when nothing else is to be done: category.c.  */
#define ADD_CATEGORY_KEYS \
	"ALTER TABLE category ADD COLUMN key INTEGER;" \
	"INSERT INTO value SELECT 'category-keys', '-9223372036854775808'" \
	"	WHERE EXISTS (SELECT 1 FROM category);"

/* The date of a feed's newest article.  Asked of the articles it would be a
 * page of the file for each feed, whenever the feeds are shown.  */
#define ADD_NEWEST \
	"ALTER TABLE feed ADD COLUMN newest INTEGER;" \
	"UPDATE feed SET newest = (SELECT date FROM article WHERE id =" \
	"	(SELECT max(id) FROM article WHERE feed_id = feed.id));" \
	"DROP TRIGGER article_added;" \
	"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN" \
	"	UPDATE feed SET total = total + 1," \
	"		unread = unread + (NEW.read = 0)," \
	"		starred = starred + NEW.starred," \
	"		newest = max(ifnull(newest, NEW.date), NEW.date)" \
	"		WHERE id = NEW.feed_id;" \
	" END;" \
	"CREATE TRIGGER newest_removed AFTER DELETE ON article BEGIN" \
	"	UPDATE feed SET newest = (SELECT date FROM article WHERE id =" \
	"		(SELECT max(id) FROM article WHERE feed_id = feed.id))" \
	"		WHERE id = OLD.feed_id AND newest <= OLD.date;" \
	" END;"

/* Deleted articles whose words are still in the index.  */
#define ADD_STALE "CREATE TABLE stale (article_id INTEGER PRIMARY KEY);"

/* Several acts that are undone as one have the id of the first.  */
#define ADD_GROUPS \
	"ALTER TABLE act ADD COLUMN group_id INTEGER NOT NULL DEFAULT 0;"

static const char schema_4[] = ADD_STALE ADD_KEYS ADD_TAGS ADD_PURGE("")
	ADD_JOURNAL ADD_NEWEST ADD_CATEGORY_KEYS ADD_CLEAN
	ADD_GROUPS;

/*
 * What is hidden does not count: `total` of a feed is without it.  When it is
 * seen again it is as it was.
 */
#define ADD_HIDDEN \
	"ALTER TABLE feed ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;" \
	"CREATE TABLE hidden (" \
	"	article_id INTEGER PRIMARY KEY, unread INTEGER NOT NULL);" \
	"CREATE TRIGGER hidden_added AFTER INSERT ON hidden BEGIN" \
	"	UPDATE feed SET total = total - 1, hidden = hidden + 1 WHERE id =" \
	"		(SELECT feed_id FROM article WHERE id = NEW.article_id);" \
	"	UPDATE article SET read = 1" \
	"		WHERE id = NEW.article_id AND read = 0;" \
	" END;" \
	"CREATE TRIGGER hidden_removed AFTER DELETE ON hidden BEGIN" \
	"	UPDATE feed SET total = total + 1, hidden = hidden - 1 WHERE id =" \
	"		(SELECT feed_id FROM article WHERE id = OLD.article_id);" \
	"	UPDATE article SET read = 0" \
	"		WHERE id = OLD.article_id AND OLD.unread = 1;" \
	" END;" \
	"DROP TRIGGER article_added;" \
	"CREATE TRIGGER article_added AFTER INSERT ON article BEGIN" \
	"	UPDATE feed SET total = total + (NEW.id NOT IN" \
	"			(SELECT article_id FROM hidden))," \
	"		hidden = hidden + (NEW.id IN" \
	"			(SELECT article_id FROM hidden))," \
	"		unread = unread + (NEW.read = 0)," \
	"		starred = starred + NEW.starred," \
	"		newest = max(ifnull(newest, NEW.date), NEW.date)" \
	"		WHERE id = NEW.feed_id;" \
	" END;" \
	"DROP TRIGGER article_removed;" \
	"CREATE TRIGGER article_removed AFTER DELETE ON article BEGIN" \
	"	UPDATE feed SET total = total - (OLD.id NOT IN" \
	"			(SELECT article_id FROM hidden))," \
	"		hidden = hidden - (OLD.id IN" \
	"			(SELECT article_id FROM hidden))," \
	"		unread = unread - (OLD.read = 0)," \
	"		starred = starred - OLD.starred WHERE id = OLD.feed_id;" \
	" END;"

/* `hits` counts those as well that have gone since.  */
#define ADD_RULES \
	"CREATE TABLE rule (" \
	"	id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE," \
	"	hits INTEGER NOT NULL DEFAULT 0);" \
	"CREATE TABLE ruled (" \
	"	rule_id INTEGER NOT NULL REFERENCES rule(id)," \
	"	article_id INTEGER NOT NULL," \
	"	PRIMARY KEY (rule_id, article_id)) WITHOUT ROWID;" \
	"CREATE INDEX ruled_article ON ruled(article_id);" \
	"DROP TRIGGER trash_emptied;" ADD_PURGE( \
	"	DELETE FROM hidden WHERE article_id = OLD.id;" \
	"	DELETE FROM ruled WHERE article_id = OLD.id;")

static const char schema_5[] = ADD_HIDDEN ADD_RULES;

/* migrations[n] takes a cache of version n to n + 1.  */
static const char *const migrations[] = {
	schema_1, schema_2, schema_3, schema_4, schema_5,
};

_Static_assert(ARRAY_LEN(migrations) == STORE_SCHEMA_VERSION,
	       "one migration for each version");

static int pragma(struct store *st, const char *sql, int64_t *ret,
		  struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, sql, err);
	int rc = s ? db_number(st, s, 0, ret, err) : -1;

	sqlite3_finalize(s);
	return rc;
}

/* In a transaction: another process may just be making the tables.  */
static int check(struct store *st, bool *ret_empty, struct err *err)
{
	int64_t app, version, tables;

	if (pragma(st, "PRAGMA application_id", &app, err) < 0 ||
	    pragma(st, "PRAGMA user_version", &version, err) < 0 ||
	    pragma(st, "SELECT count(*) FROM sqlite_master", &tables, err) < 0)
		return -1;
	*ret_empty = !app && !version && !tables;
	if (*ret_empty)
		return 0;
	if (app != SCHEMA_APPLICATION_ID)
		return err_set(err, ERR_INPUT, "%s belongs to another program: "
			       "move it away and start again", st->path);
	if (version > STORE_SCHEMA_VERSION)
		return err_set(err, ERR_NEWER, "%s was made by a newer coranto "
			       "(its version is %lld, this program knows %d): "
			       "use that one", st->path, (long long)version,
			       STORE_SCHEMA_VERSION);
	if (version < 1)
		return err_set(err, ERR_INPUT, "%s is not a whole cache: "
			       "\"coranto doctor\" saves what is in it",
			       st->path);
	return 0;
}

/* Whether the file is ours and of a version that we know.  */
int schema_check(struct store *st, bool *ret_empty, bool *ret_old,
		 struct err *err)
{
	int64_t version = 0;
	int rc;

	if (db_begin(st, false, err) < 0)
		return -1;
	rc = check(st, ret_empty, err);
	if (rc == 0)
		rc = pragma(st, "PRAGMA user_version", &version, err);
	*ret_old = version < STORE_SCHEMA_VERSION;
	return db_end(st, rc, err);
}

static int migrate_one(struct store *st, struct err *err)
{
	char set[120];
	int64_t version;
	bool empty;

	/* Again, now with the lock: another process may have been first.  */
	if (check(st, &empty, err) < 0 ||
	    pragma(st, "PRAGMA user_version", &version, err) < 0)
		return -1;
	if (version >= STORE_SCHEMA_VERSION)
		return 0;
	snprintf(set, sizeof(set),
		 "PRAGMA application_id = %d; PRAGMA user_version = %lld",
		 SCHEMA_APPLICATION_ID, (long long)version + 1);
	if (db_exec(st, migrations[version], err) < 0 ||
	    db_exec(st, set, err) < 0)
		return -1;
	if (version + 1 == STORE_SCHEMA_VERSION &&
	    category_index(st, err) < 0)
		return -1;
	return version + 1 < STORE_SCHEMA_VERSION;
}

/* Bring the file to the present version, each step a transaction.  */
int schema_migrate(struct store *st, struct err *err)
{
	int64_t version, renew;
	int rc;

	if (pragma(st, "PRAGMA user_version", &version, err) < 0)
		return -1;
	while (version < STORE_SCHEMA_VERSION) {
		if (version)
			open_say("bringing the cache up to date", 0, 1);
		if (db_begin(st, true, err) < 0)
			return -1;
		rc = migrate_one(st, err);
		if (db_end(st, MIN(rc, 0), err) < 0)
			return -1;
		if (!rc)
			break;
	}
	if (pragma(st, "SELECT value <> coranto_index_version() FROM value"
		   " WHERE name = 'index-version'", &renew, err) < 0 ||
	    renew_check(st, err) < 0)
		return -1;
	return renew ? reindex_begin(st, err) : reindex_check(st, err);
}

/* --- is it all there? ------------------------------------------------------------- */

/* The schema that a new cache gets, in memory.  */
static int make_model(struct store *model, struct err *err)
{
	int rc = sqlite3_open(":memory:", &model->db);

	if (rc == SQLITE_OK)
		rc = func_register(model->db);
	if (rc == SQLITE_OK)
		rc = tokenizer_register(model->db, NULL);
	if (rc != SQLITE_OK)
		return db_fail(model, rc, err);
	for (size_t i = 0; i < ARRAY_LEN(migrations); i++)
		if (db_exec(model, migrations[i], err) < 0)
			return -1;
	return category_index(model, err);
}

static int has_part(struct store *st, const char *type, const char *name,
		    int64_t *ret, struct err *err)
{
	/* It is made when all is in it that has to be.  */
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM"
		" sqlite_master WHERE type = ?1 AND name = ?2) OR"
		" (?2 = 'category_key' AND EXISTS (SELECT 1 FROM value"
		"  WHERE name = '" CATEGORY_KEYS "'))", err);

	if (!s)
		return -1;
	bind_text(s, 1, type);
	bind_text(s, 2, name);
	return db_number(st, s, 0, ret, err);
}

static int compare(struct store *st, struct store *model, struct str *names,
		   int64_t *ret_n, struct err *err)
{
	sqlite3_stmt *s = db_stmt(model, "SELECT type, name FROM sqlite_master"
				  " WHERE name NOT LIKE 'sqlite%'", err);
	int64_t has;
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(model, s, err)) > 0) {
		const char *name = (const char *)sqlite3_column_text(s, 1);

		if (has_part(st, (const char *)sqlite3_column_text(s, 0),
			     name, &has, err) < 0)
			return -1;
		if (has)
			continue;
		str_addf(names, "%s%s", *ret_n ? ", " : "", name);
		++*ret_n;
	}
	return rc;
}

int schema_missing(struct store *st, struct str *names, int64_t *ret_n,
		   struct err *err)
{
	struct store model = { .path = st->path };
	int rc = make_model(&model, err);

	*ret_n = 0;
	if (rc == 0)
		rc = compare(st, &model, names, ret_n, err);
	db_close(&model);
	return rc;
}
