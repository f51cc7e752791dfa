/* find.c - the feed behind an address; see find.h */
#include "config.h"

#include "cli/find.h"

#include "app/address.h"
#include "app/conf.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "base/url.h"
#include "cli/cli.h"
#include "feed/feed.h"

static void say_where(const char *command, const char *asked,
		      const struct find *f, const struct app_got *got)
{
	const char *page = find_page(f);
	struct str words = STR_INIT, url = STR_INIT;
	size_t n;

	url_without_secrets(&url, span_of(page ? page : asked));
	find_named(f, &n);
	if (page)
		str_addf(&words, "%s is a web page; its feed is %s", url.s,
			 got->final_url);
	else if (find_fell_back(f))
		str_addf(&words, "https does not work there: the feed is %s",
			 got->final_url);
	if (n > 1)
		str_addf(&words, "; it names %zu more: coranto add --list %s",
			 n - 1, url.s);
	if (words.len)
		cli_say("coranto %s: %s", command, words.s);
	str_release(&words);
	str_release(&url);
}

/* Only the limits and the user agent count, and a preview needs no home.  */
int cli_find_feed(const char *command, const char *typed,
		  struct find **ret_find, struct app_got *ret,
		  struct err *err)
{
	char *path = paths_file(PATHS_CONFIG, "config", NULL);
	struct config *config = config_read(path);
	unsigned flags;
	char *url = address_complete(typed, &flags, err);
	struct find *f;
	int rc = -1;

	if (url && !url_is_http(span_of(url))) {
		err_set(err, ERR_INPUT, "not a web address");
	} else if (url) {
		f = find_new(url, flags | FIND_GUESS);
		rc = app_get_feed(&config->settings, url, f, ret_find != NULL,
				  ret, err);
		if (rc == 0)
			say_where(command, url, f, ret);
		if (ret_find)
			*ret_find = f;
		else
			find_free(f);
	}
	free(url);
	config_free(config);
	free(path);
	return rc;
}

static void add_line(struct str *out, const char *url, const char *title)
{
	str_add(out, url);
	if (title && *title) {
		str_addc(out, '\t');
		text_oneline(out, span_of(title));
	}
	str_addc(out, '\n');
}

static void list_feed(struct str *out, const struct app_got *got)
{
	const struct feed_hints hints = {
		.base_url = got->final_url,
		.content_type = got->content_type,
		.for_reading = true,
	};
	struct feed_doc *doc = NULL;

	if (feed_parse(str_span(&got->body), &hints, &doc, NULL) == 0)
		add_line(out, got->final_url, doc->title);
	feed_doc_free(doc);
}

int cli_find_list(const char *command, const char *typed)
{
	struct app_got got = { .body = STR_INIT };
	const struct feed_candidate *named;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct find *f = NULL;
	size_t n = 0;
	int ret;

	ret = cli_find_feed(command, typed, &f, &got, &err);
	if (ret == 0)
		list_feed(&out, &got);
	named = ret > 0 ? find_named(f, &n) : NULL;
	for (size_t i = 0; i < n; i++)
		add_line(&out, named[i].url, named[i].title);
	ret = ret < 0 ? cli_fail(command, &err) : cli_write(command, &out);
	str_release(&out);
	find_free(f);
	app_got_release(&got);
	return ret;
}
