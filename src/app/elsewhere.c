/* elsewhere.c - see elsewhere.h */
#include "config.h"

#include "app/elsewhere.h"

#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "feed/urls.h"

#define LARGEST ((size_t)1 << 20)

static const struct place {
	const char *reader;
	const char *variable;	/* of a folder, or NULL: HOME alone */
	const char *below_home;	/* where that folder is else */
	const char *file;
} places[] = {
	{ "newsboat", "XDG_CONFIG_HOME", ".config/", "newsboat/urls" },
	{ "newsboat", NULL, "", ".newsboat/urls" },
	{ "newsraft", "XDG_CONFIG_HOME", ".config/", "newsraft/feeds" },
	{ "newsraft", NULL, "", ".newsraft/feeds" },
	{ "sfeed", NULL, "", ".sfeed/sfeedrc" },
};

static bool path_of(const struct place *p, struct str *out)
{
	const char *folder = p->variable ? getenv(p->variable) : NULL;
	const char *home = getenv("HOME");

	str_clear(out);
	if (folder && folder[0] == '/')
		str_addf(out, "%s/%s", folder, p->file);
	else if (home && home[0] == '/')
		str_addf(out, "%s/%s%s", home, p->below_home, p->file);
	return out->len > 0;
}

/* Feeds in the file; 0 when it is none.  */
static size_t count(const char *path)
{
	struct str bytes = STR_INIT;
	struct opml_doc *doc;
	struct stat sb;
	size_t n = 0;

	if (stat(path, &sb) < 0 || !S_ISREG(sb.st_mode))
		return 0;
	if (file_read(path, LARGEST, &bytes, NULL) == 0 &&
	    urls_parse(str_span(&bytes), &doc, NULL) == 0) {
		for (size_t i = 0; i < doc->n_feeds; i++)
			n += doc->feeds[i].kind == OPML_FEED;
		opml_doc_free(doc);
	}
	str_release(&bytes);
	return n;
}

bool elsewhere_find(struct elsewhere *ret)
{
	struct str path = STR_INIT;

	*ret = (struct elsewhere){ 0 };
	for (size_t i = 0; i < ARRAY_LEN(places) && !ret->n; i++) {
		if (!path_of(&places[i], &path))
			continue;
		ret->n = count(path.s);
		ret->reader = places[i].reader;
	}
	if (ret->n)
		ret->path = str_detach(&path);
	str_release(&path);
	return ret->n > 0;
}

void elsewhere_release(struct elsewhere *e)
{
	free(e->path);
	e->path = NULL;
}
