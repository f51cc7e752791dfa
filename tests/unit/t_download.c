/* t_download.c - files from a scripted server on loopback */
#include "config.h"

#include "unit.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "httpd.h"
#include "net/download.h"
#include "net/name.h"

/* -- names ------------------------------------------------------------------ */

static void names_are_taken_from_headers_and_addresses(void **state)
{
	static const struct {
		const char *disposition, *type, *url, *want;
	} cases[] = {
		{ NULL, NULL, "http://a.example/x/one.mp3?t=1#x", "one.mp3" },
		{ NULL, NULL, "http://a.example/x/two%20words.mp3",
		  "two words.mp3" },
		{ NULL, "text/html; charset=utf-8",
		  "http://a.example/2026/a-story/", "a-story.html" },
		{ NULL, "text/html", "http://a.example/", "a.example.html" },
		{ NULL, "audio/mpeg", "http://a.example/play", "play.mp3" },
		{ NULL, "odd/type", "http://a.example/play", "play" },
		{ NULL, NULL, "http://a.example/..", "a.example" },
		{ NULL, NULL, "http://a.example/%2e%2e%2fetc%2fpasswd",
		  "passwd" },
		{ NULL, NULL, "http://a.example/%00%0a%1b[31mred.mp3",
		  "[31mred.mp3" },
		{ "attachment; filename=\"plain.pdf\"", NULL,
		  "http://a.example/get", "plain.pdf" },
		{ "attachment; filename=bare.pdf; size=3", NULL,
		  "http://a.example/get", "bare.pdf" },
		{ "attachment;filename=\"a \\\"q\\\"; b.pdf\"", NULL,
		  "http://a.example/get", "a \"q\"; b.pdf" },
		{ "attachment; filename=\"x.pdf\"; "
		  "filename*=UTF-8''na%C3%AFve%20%E2%82%AC.pdf", NULL,
		  "http://a.example/get", "naïve €.pdf" },
		{ "attachment; filename*=ISO-8859-1'en'na%EFve.pdf", NULL,
		  "http://a.example/get", "naïve.pdf" },
		{ "inline; filename=\"na\xefve.pdf\"", NULL,
		  "http://a.example/get", "naïve.pdf" },
		{ "attachment; filename=\"../../.ssh/authorized_keys\"", NULL,
		  "http://a.example/get", "authorized_keys" },
		{ "attachment; filename=\"..\\\\..\\\\evil.exe\"", NULL,
		  "http://a.example/get", "evil.exe" },
		{ "attachment; filename*=UTF-8''..%2F..%2F.profile", NULL,
		  "http://a.example/get", "profile" },
		{ "attachment; filename=\"-rf.txt\"", NULL,
		  "http://a.example/get", "rf.txt" },
		{ "attachment; filename=\"...\"", NULL,
		  "http://a.example/get", "a.example" },
		{ "attachment; filename=\"\"", NULL,
		  "http://a.example/get.mp3", "get.mp3" },
		{ "attachment; filename", NULL,
		  "http://a.example/get.mp3", "get.mp3" },
		{ "attachment; filename=\"open", NULL,
		  "http://a.example/get.mp3", "open" },
	};
	struct str name = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&name);
		name_of_download(&name, cases[i].disposition, cases[i].type,
				 cases[i].url);
		assert_string_equal(name.s, cases[i].want);
	}
	str_release(&name);
}

static void ranges_are_read(void **state)
{
	(void)state;
	assert_true(name_range_fits("bytes 5-9/10", 5, 10));
	assert_false(name_range_fits("bytes 4-9/10", 5, 10));
	assert_false(name_range_fits("bytes 5-9/11", 5, 10));
	assert_false(name_range_fits("bytes 5-9/*", 5, 10));
	assert_false(name_range_fits("bytes */10", 0, 10));
	assert_false(name_range_fits("lines 5-9/10", 5, 10));
	assert_false(name_range_fits("bytes ", 0, 0));
	assert_false(name_range_fits(NULL, 0, 0));
}

/* -- transfers ---------------------------------------------------------------- */

struct place {
	struct httpd *h;
	char *dir;
	int64_t stop_at;	/* bytes; 0: never */
};

static int set_up(void **state)
{
	struct place *p = xcalloc(1, sizeof(*p));

	unsetenv("http_proxy");
	unsetenv("all_proxy");
	p->h = httpd_new();
	p->dir = unit_tmpdir();
	*state = p;
	return 0;
}

static int tear_down(void **state)
{
	struct place *p = *state;

	httpd_free(p->h);
	free(p->dir);
	free(p);
	return 0;
}

static bool go_on(void *arg, const struct download_state *state)
{
	const struct place *p = arg;

	return !p->stop_at || state->got < p->stop_at;
}

static int get(struct place *p, const char *path, struct download_result *ret,
	       struct err *err)
{
	char *url = httpd_url(p->h, path);
	const struct download d = {
		.url = url, .folder = p->dir, .user_agent = "t_download",
		.stall_s = 1, .go_on = go_on, .arg = p,
	};
	int rc;

	*err = (struct err)ERR_INIT;
	*ret = (struct download_result){ 0 };
	rc = download(&d, ret, err);
	free(url);
	return rc;
}

/* The file's name and content; `ret` is released.  */
static void assert_got(struct place *p, const char *path, const char *name,
		       const char *body)
{
	struct download_result got;
	struct str want = STR_INIT, have = STR_INIT;
	struct err err;

	if (get(p, path, &got, &err) < 0)
		fail_msg("%s", err.text);
	str_addf(&want, "%s/%s", p->dir, name);
	assert_string_equal(got.path, want.s);
	assert_int_equal(file_read(got.path, 0, &have, NULL), 0);
	assert_string_equal(have.s, body);
	assert_int_equal(got.size, strlen(body));
	free(got.path);
	str_release(&want);
	str_release(&have);
}

static void assert_refused(struct place *p, const char *path,
			   enum err_kind kind, const char *words)
{
	struct download_result got;
	struct err err;

	assert_int_equal(get(p, path, &got, &err), -1);
	assert_int_equal(err.kind, kind);
	if (!strstr(err.text, words))
		fail_msg("not said: %s\nbut %s", words, err.text);
}

/* The files of the folder, in no order; the last one's path in `ret`.  */
static int count_files(const struct place *p, struct str *ret)
{
	DIR *dir = opendir(p->dir);
	struct dirent *e;
	int n = 0;

	while ((e = readdir(dir))) {
		if (e->d_name[0] == '.')
			continue;
		str_clear(ret);
		str_addf(ret, "%s/%s", p->dir, e->d_name);
		n++;
	}
	closedir(dir);
	return n;
}

static void assert_files(const struct place *p, int want)
{
	struct str last = STR_INIT;

	assert_int_equal(count_files(p, &last), want);
	str_release(&last);
}

static void a_file_comes_and_never_over_another(void **state)
{
	struct place *p = *state;

	httpd_page(p->h, "/x/one.mp3", "", "200 OK", "", "words");
	assert_got(p, "/x/one.mp3", "one.mp3", "words");
	assert_got(p, "/x/one.mp3", "one (2).mp3", "words");
	assert_got(p, "/x/one.mp3", "one (3).mp3", "words");
	assert_files(p, 3);
}

static void a_server_cannot_choose_the_folder(void **state)
{
	struct place *p = *state;

	httpd_page(p->h, "/get", "", "200 OK", "Content-Disposition: "
		   "attachment; filename=\"../../.bashrc\"\r\n", "evil");
	assert_got(p, "/get", "bashrc", "evil");
}

static void redirects_stay_on_the_web(void **state)
{
	struct place *p = *state;

	httpd_page(p->h, "/real.mp3", "", "200 OK", "", "words");
	httpd_page(p->h, "/to-http", "", "302 Found",
		   "Location: /real.mp3\r\n", "elsewhere");
	httpd_page(p->h, "/to-file", "", "302 Found",
		   "Location: file:///etc/passwd\r\n", "");
	httpd_page(p->h, "/round", "", "302 Found", "Location: /round\r\n",
		   "");
	assert_got(p, "/to-http", "real.mp3", "words");
	assert_refused(p, "/to-file", ERR_NET, "only http and https are");
	assert_refused(p, "/round", ERR_NET, "in circles");
	assert_files(p, 1);
}

static void what_is_no_file_is_named(void **state)
{
	struct place *p = *state;

	httpd_page(p->h, "/empty", "", "200 OK", "", "");
	httpd_page(p->h, "/odd", "", "206 Partial Content",
		   "Content-Range: bytes 0-4/5\r\n", "words");
	httpd_page(p->h, "/flood", "flood", "200 OK", "X: 1\r\n", "");
	assert_refused(p, "/none", ERR_NOTFOUND, "404");
	assert_refused(p, "/empty", ERR_NET, "there is no file");
	assert_refused(p, "/odd", ERR_NET, "answered 206");
	assert_refused(p, "/flood", ERR_LIMIT, "headers without end");
	assert_files(p, 0);
}

static void a_server_that_stalls_is_given_up(void **state)
{
	struct place *p = *state;

	httpd_page(p->h, "/slow.mp3", "hold=4", "200 OK", "", "many words");
	assert_refused(p, "/slow.mp3", ERR_NET, "too slow");
	httpd_page(p->h, "/silent.mp3", "silent", "200 OK", "", "");
	assert_refused(p, "/silent.mp3", ERR_NET, "did not answer");
	assert_files(p, 0);
}

#define AGAIN "Accept-Ranges: bytes\r\nETag: \"1\"\r\n"

static void what_broke_off_is_gone_on_with(void **state)
{
	struct place *p = *state;
	char *log;

	httpd_page(p->h, "/a.mp3", "cut=4", "200 OK", AGAIN, "many words");
	assert_refused(p, "/a.mp3", ERR_NET, "4 bytes are kept");
	assert_files(p, 1);
	httpd_page(p->h, "/a.mp3", "range", "200 OK", AGAIN, "many words");
	assert_got(p, "/a.mp3", "a.mp3", "many words");
	assert_files(p, 1);
	log = httpd_log(p->h);
	assert_non_null(strstr(log, "Range: bytes=4-\r\nIf-Range: \"1\"\r\n"));
	free(log);
}

static void what_changed_comes_whole(void **state)
{
	struct place *p = *state;

	/* It says that it has ranges, and has none.  */
	httpd_page(p->h, "/a.mp3", "cut=4", "200 OK", AGAIN, "many words");
	assert_refused(p, "/a.mp3", ERR_NET, "4 bytes are kept");
	httpd_page(p->h, "/a.mp3", "", "200 OK", AGAIN, "MANY WORDS");
	assert_got(p, "/a.mp3", "a.mp3", "MANY WORDS");
	assert_files(p, 1);
	/* It is another file by now.  */
	httpd_page(p->h, "/b.mp3", "cut=4", "200 OK", AGAIN, "many words");
	assert_refused(p, "/b.mp3", ERR_NET, "4 bytes are kept");
	httpd_page(p->h, "/b.mp3", "range", "200 OK",
		   "Accept-Ranges: bytes\r\nETag: \"2\"\r\n", "other words");
	assert_got(p, "/b.mp3", "b.mp3", "other words");
}

static void it_stops_when_told_to(void **state)
{
	struct place *p = *state;

	p->stop_at = 4 << 20;
	httpd_page(p->h, "/endless.mp3", "endless", "200 OK", "",
		   "on and on and on and on and on and on and on and on ");
	assert_refused(p, "/endless.mp3", ERR_CANCELLED, "stopped");
	assert_files(p, 0);
	p->stop_at = 4;
	httpd_page(p->h, "/held.mp3", "hold=4", "200 OK", AGAIN,
		   "many words");
	assert_refused(p, "/held.mp3", ERR_CANCELLED, "4 bytes are kept");
	assert_files(p, 1);
}

static void two_are_not_at_one_file(void **state)
{
	struct place *p = *state;
	struct str part = STR_INIT;
	int fd;

	httpd_page(p->h, "/a.mp3", "cut=4", "200 OK", AGAIN, "many words");
	assert_refused(p, "/a.mp3", ERR_NET, "4 bytes are kept");
	assert_int_equal(count_files(p, &part), 1);
	fd = open(part.s, O_RDONLY | O_CLOEXEC);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	httpd_page(p->h, "/a.mp3", "range", "200 OK", AGAIN, "many words");
	assert_refused(p, "/a.mp3", ERR_BUSY, "already");
	close(fd);
	assert_got(p, "/a.mp3", "a.mp3", "many words");
	str_release(&part);
}

/* Root may write anywhere, so it is not the mode of a folder that fails.  */
static void a_disk_that_fails_is_named(void **state)
{
	struct place *p = *state;
	struct rlimit old, few = { 4, 4 };
	char *dir = p->dir;
	struct str nowhere = STR_INIT;

	httpd_page(p->h, "/a.mp3", "", "200 OK", AGAIN, "many words");
	getrlimit(RLIMIT_FSIZE, &old);
	few.rlim_max = old.rlim_max;
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &few);
	assert_refused(p, "/a.mp3", ERR_DISK, "cannot write");
	setrlimit(RLIMIT_FSIZE, &old);
	signal(SIGXFSZ, SIG_DFL);
	assert_files(p, 0);
	httpd_page(p->h, "/huge.mp3", "", "200 OK",
		   "Content-Length: 4000000000000000\r\n", "many words");
	assert_refused(p, "/huge.mp3", ERR_DISK, "has room for");
	assert_files(p, 0);
	str_addf(&nowhere, "%s/nowhere", dir);
	p->dir = nowhere.s;
	assert_refused(p, "/a.mp3", ERR_DISK, "nowhere/a.mp3");
	p->dir = dir;
	str_release(&nowhere);
}

static void a_name_of_ones_own(void **state)
{
	struct place *p = *state;
	char *url = httpd_url(p->h, "/a.mp3");
	struct str path = STR_INIT;
	struct download_result got = { 0 };
	const struct download d = { .url = url, .path = NULL,
				    .user_agent = "t_download" };
	struct download own = d;

	str_addf(&path, "%s/my own.ogg", p->dir);
	own.path = path.s;
	httpd_page(p->h, "/a.mp3", "", "200 OK", "", "words");
	assert_int_equal(download(&own, &got, NULL), 0);
	assert_string_equal(got.path, path.s);
	free(got.path);
	assert_int_equal(download(&own, &got, NULL), 0);
	str_truncate(&path, path.len - 4);
	str_add(&path, " (2).ogg");
	assert_string_equal(got.path, path.s);
	free(got.path);
	str_release(&path);
	free(url);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_taken_from_headers_and_addresses),
		cmocka_unit_test(ranges_are_read),
		TEST(a_file_comes_and_never_over_another),
		TEST(a_server_cannot_choose_the_folder),
		TEST(redirects_stay_on_the_web),
		TEST(what_is_no_file_is_named),
		TEST(a_server_that_stalls_is_given_up),
		TEST(what_broke_off_is_gone_on_with),
		TEST(what_changed_comes_whole),
		TEST(it_stops_when_told_to),
		TEST(two_are_not_at_one_file),
		TEST(a_disk_that_fails_is_named),
		TEST(a_name_of_ones_own),
	};

	return unit_run("download", tests, ARRAY_LEN(tests));
}
