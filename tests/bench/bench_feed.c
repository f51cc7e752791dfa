/* bench_feed.c - how fast feeds are read, and in how much memory
 *
 *	bench_feed [FILE…]      throughput, beside libxml2's bare SAX parser
 *	bench_feed --memory     peak memory for large feeds
 *	bench_feed --hostile    how time grows with hostile inputs
 *
 * Without files it makes feeds up.  Seconds are of CPU, the best of several
 * rounds; a variant is compared with SAX over the bytes it was made from.
 */
#include "config.h"

#include "bench_feed.h"

#include <iconv.h>
#include <jansson.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "feed/feed.h"

#define ROUNDS 5
#define CHUNK (16 * 1024)

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

double bench_parse(struct span body, const char *content_type)
{
	struct feed_hints hints = { .base_url = "http://example.com/feed",
				    .content_type = content_type,
				    .for_reading = true };
	struct feed_doc *doc = NULL;
	double begun = now(), taken;

	if (feed_parse(body, &hints, &doc, NULL))
		doc = NULL;
	taken = now() - begun;
	feed_doc_free(doc);
	return taken;
}

/* --- the floors --------------------------------------------------------- */

static size_t seen;

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int n_namespaces,
		     const xmlChar **namespaces, int n_attributes,
		     int n_defaulted, const xmlChar **attributes)
{
	(void)arg;
	(void)name;
	(void)prefix;
	(void)uri;
	(void)namespaces;
	(void)n_defaulted;
	(void)attributes;
	seen += 1 + (size_t)n_namespaces + (size_t)n_attributes;
}

static void on_text(void *arg, const xmlChar *p, int n)
{
	(void)arg;
	(void)p;
	seen += (size_t)n;
}

static double bare_sax(struct span s)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.characters = on_text, .cdataBlock = on_text,
	};
	double begun = now();
	xmlParserCtxtPtr p = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);

	xmlCtxtUseOptions(p, XML_PARSE_NONET | XML_PARSE_HUGE |
			     XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	for (; s.len; s = span_from(s, MIN(s.len, (size_t)CHUNK)))
		xmlParseChunk(p, s.p, (int)MIN(s.len, (size_t)CHUNK), 0);
	xmlParseChunk(p, "", 0, 1);
	xmlFreeParserCtxt(p);
	return now() - begun;
}

static double bare_jansson(struct span s)
{
	double begun = now();

	json_decref(json_loadb(s.p, s.len, 0, NULL));
	return now() - begun;
}

/* --- variants ----------------------------------------------------------- */

static void replace(struct str *out, struct span s, struct span old,
		    const char *by, size_t every)
{
	ptrdiff_t at;
	size_t n = 0;

	while ((at = span_find(s, old)) >= 0) {
		str_addn(out, s.p, (size_t)at);
		if (n++ % every)
			str_adds(out, old);
		else
			str_add(out, by);
		s = span_from(s, (size_t)at + old.len);
	}
	str_adds(out, s);
}

static void as_is(struct str *out, struct span s)
{
	str_adds(out, s);
}

static void bare_ampersands(struct str *out, struct span s)
{
	replace(out, s, SPAN("&amp;"), "&", 1);
}

static void unclosed_tags(struct str *out, struct span s)
{
	struct str half = STR_INIT;

	replace(&half, s, SPAN("</title>"), "", 3);
	replace(out, str_span(&half), SPAN("</link>"), "", 3);
	str_release(&half);
}

static void undeclared_entities(struct str *out, struct span s)
{
	replace(out, s, SPAN(". "), ".&nbsp;", 2);
}

/* A DOCTYPE in front of the root, and references to what it declares.  */
static void declared_entities(struct str *out, struct span s)
{
	ptrdiff_t at = span_find(s, SPAN("?>"));
	struct span rest = span_from(s, at < 0 ? 0 : (size_t)at + 2);

	str_addn(out, s.p, s.len - rest.len);
	str_add(out, "<!DOCTYPE rss [<!ENTITY stop '. '>]>");
	replace(out, rest, SPAN(". "), "&stop;", 2);
}

static void bad_bytes(struct str *out, struct span s)
{
	replace(out, s, SPAN(". "), ".\xa0", 10);
}

static void transcode(struct str *out, struct span s, const char *to)
{
	iconv_t cd = iconv_open(to, "UTF-8");
	char *from = (char *)s.p, *into;
	size_t left = s.len, room;

	str_reserve(out, 2 * s.len + 64);
	while (left) {
		into = out->s + out->len;
		room = out->cap - out->len - 1;
		iconv(cd, &from, &left, &into, &room);
		out->len = (size_t)(into - out->s);
		if (!left)
			break;
		/* It does not fit in there.  */
		str_addc(out, '?');
		do {
			from++;
			left--;
		} while (left && ((unsigned char)*from & 0xc0) == 0x80);
	}
	iconv_close(cd);
}

static void windows1251(struct str *out, struct span s)
{
	transcode(out, s, "WINDOWS-1251");
}

static void utf16(struct str *out, struct span s)
{
	str_addn(out, "\xff\xfe", 2);
	transcode(out, s, "UTF-16LE");
}

static const struct variant {
	const char *name, *content_type;
	void (*make)(struct str *out, struct span s);
} variants[] = {
	{ "as it is", NULL, as_is },
	{ "bare ampersands", NULL, bare_ampersands },
	{ "unclosed tags", NULL, unclosed_tags },
	{ "undeclared entities", NULL, undeclared_entities },
	{ "declared entities", NULL, declared_entities },
	{ "bytes not UTF-8", NULL, bad_bytes },
	{ "windows-1251", "text/xml; charset=windows-1251", windows1251 },
	{ "windows-1252", "text/xml; charset=windows-1252", as_is },
	{ "UTF-16", NULL, utf16 },
};

/* --- throughput --------------------------------------------------------- */

static struct str *files;
static size_t n_files;

static void print(const char *name, size_t bytes, double ours, double floor)
{
	double mb = (double)bytes / 1e6;

	printf("%-22s %8.2f MB  %7.1f MB/s  floor %7.1f MB/s  ratio %.2f\n",
	       name, mb, mb / ours, mb / floor, floor / ours);
}

/* All files of one format; every round over all of them.  */
static void run_format(const char *format)
{
	double ours = 1e9, floor = 1e9, a, b;
	size_t bytes = 0, n = 0;
	bool *here = xcalloc(n_files, sizeof(*here));

	for (size_t i = 0; i < n_files; i++) {
		struct feed_doc *doc;

		if (feed_parse(str_span(&files[i]), NULL, &doc, NULL))
			continue;
		here[i] = !strcmp(feed_format_name(doc->format), format);
		n += here[i];
		bytes += here[i] ? files[i].len : 0;
		feed_doc_free(doc);
	}
	for (int r = 0; n && r < ROUNDS; r++) {
		a = b = 0;
		for (size_t i = 0; i < n_files; i++) {
			struct span s = str_span(&files[i]);

			if (!here[i])
				continue;
			a += bench_parse(s, NULL);
			b += *format == 'j' ? bare_jansson(s) : bare_sax(s);
		}
		ours = MIN(ours, a);
		floor = MIN(floor, b);
	}
	if (n)
		print(format, bytes, ours, floor);
	free(here);
}

static bool is_xml(struct span s)
{
	s = span_trim(s);
	return s.len && s.p[0] == '<';
}

static void run_variant(const struct variant *v)
{
	struct str *made = xcalloc(n_files, sizeof(*made));
	double ours = 1e9, floor = 1e9, a, b;
	size_t bytes = 0;

	for (size_t i = 0; i < n_files; i++) {
		str_init(&made[i]);
		if (!is_xml(str_span(&files[i])))
			continue;
		v->make(&made[i], str_span(&files[i]));
		bytes += files[i].len;
	}
	for (int r = 0; r < ROUNDS; r++) {
		a = b = 0;
		for (size_t i = 0; i < n_files; i++) {
			if (!made[i].len)
				continue;
			a += bench_parse(str_span(&made[i]), v->content_type);
			b += bare_sax(str_span(&files[i]));
		}
		ours = MIN(ours, a);
		floor = MIN(floor, b);
	}
	if (bytes)
		print(v->name, bytes, ours, floor);
	for (size_t i = 0; i < n_files; i++)
		str_release(&made[i]);
	free(made);
}

/* --- feeds made up ------------------------------------------------------ */

static void add_words(struct str *out, unsigned *seed, size_t bytes)
{
	static const char *const words[] = {
		"the ", "news ", "of ", "a ", "ferry ", "timetable. ", "and ",
		"“quoted” ", "minister ", "<b>bold</b> ", "über ", "said. ",
		"</p>\n<p>", "<a href=\"/story?a=1&amp;b=2\">link</a> ",
		"новости ", "midnight ", "it&rsquo;s ", "<br>", "for ", "in ",
	};
	size_t end = out->len + bytes;

	str_add(out, "<p>");
	while (out->len < end) {
		*seed = *seed * 1103515245 + 12345;
		str_add(out, words[(*seed >> 16) % ARRAY_LEN(words)]);
	}
	str_add(out, "</p>");
}

/* As it goes into a section, or escaped.  */
static void add_body(struct str *out, const char *tag, struct span html,
		     bool section)
{
	str_addf(out, "<%s>%s", tag, section ? "<![CDATA[" : "");
	for (size_t i = 0; i < html.len; i++) {
		if (section || !strchr("<&", html.p[i]))
			str_addc(out, html.p[i]);
		else
			str_add(out, html.p[i] == '<' ? "&lt;" : "&amp;");
	}
	str_addf(out, "%s</%s>\n", section ? "]]>" : "", tag);
}

static void make_rss(struct str *out, unsigned seed, size_t n, size_t body)
{
	struct str html = STR_INIT;

	str_add(out, "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" "
		"xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
		"xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\n"
		"<title>Made up</title><link>http://example.com/</link>\n");
	for (size_t i = 0; i < n; i++) {
		str_clear(&html);
		add_words(&html, &seed, body);
		str_addf(out, "<item><title>Story %zu</title><link>"
			 "http://example.com/%zu</link><guid>%zu</guid>"
			 "<dc:creator>Ann Author</dc:creator><pubDate>Thu, "
			 "01 Jan 2004 19:48:21 GMT</pubDate>\n", i, i, i);
		add_body(out, i % 2 ? "description" : "content:encoded",
			 str_span(&html), seed & 1 << 20);
		str_add(out, "</item>\n");
	}
	str_add(out, "</channel></rss>\n");
	str_release(&html);
}

static void make_json(struct str *out, unsigned seed, size_t n, size_t body)
{
	struct str html = STR_INIT;

	str_add(out, "{\"version\":\"https://jsonfeed.org/version/1.1\","
		"\"title\":\"Made up\",\"items\":[");
	for (size_t i = 0; i < n; i++) {
		str_clear(&html);
		add_words(&html, &seed, body);
		str_addf(out, "%s{\"id\":\"%zu\",\"content_html\":\"",
			 i ? "," : "", i);
		for (size_t k = 0; k < html.len; k++) {
			if (html.s[k] == '"' || html.s[k] == '\\')
				str_addc(out, '\\');
			if (html.s[k] == '\n')
				str_add(out, "\\n");
			else
				str_addc(out, html.s[k]);
		}
		str_add(out, "\"}");
	}
	str_add(out, "]}");
	str_release(&html);
}

static void make_up(void)
{
	n_files = 60;
	files = xcalloc(n_files, sizeof(*files));
	for (size_t i = 0; i < n_files; i++) {
		str_init(&files[i]);
		if (i % 6 == 5)
			make_json(&files[i], (unsigned)i, 30, 4000);
		else
			make_rss(&files[i], (unsigned)i, 30, 4000);
	}
}

static int read_files(char **paths, int n)
{
	struct err err = ERR_INIT;

	files = xcalloc((size_t)n, sizeof(*files));
	for (int i = 0; i < n; i++) {
		str_init(&files[n_files]);
		if (file_read(paths[i], 0, &files[n_files++], &err)) {
			fprintf(stderr, "bench_feed: %s\n", err.text);
			return -1;
		}
	}
	return 0;
}

static void throughput(void)
{
	static const char *const formats[] = {
		"rss20", "rss09x", "rss10", "atom10", "atom03", "jsonfeed10",
		"jsonfeed11", "cdf",
	};

	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		run_format(formats[i]);
	puts("XML, all formats:");
	for (size_t i = 0; i < ARRAY_LEN(variants); i++)
		run_variant(&variants[i]);
}

/* --- memory ------------------------------------------------------------- */

/* A line of /proc/self/status in bytes; 0 elsewhere than on Linux.  */
static double status(const char *key)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	double kilobytes = 0;
	ptrdiff_t at;

	if (!file_read("/proc/self/status", 0, &text, &err)) {
		at = span_find(str_span(&text), span_of(key));
		if (at >= 0)
			kilobytes = strtod(text.s + at + strlen(key), NULL);
	}
	str_release(&text);
	return kilobytes * 1024;
}

/* The making of the input must not be the peak.  */
static void forget_peak(void)
{
	FILE *f = fopen("/proc/self/clear_refs", "w");

	if (f) {
		fputs("5", f);
		fclose(f);
	}
}

static void measure(const char *name, const struct variant *v, size_t n,
		    size_t body, bool json)
{
	struct str plain = STR_INIT, text = STR_INIT;
	struct feed_hints hints = { .base_url = "http://example.com/feed",
				    .content_type = v->content_type };
	struct feed_doc *doc;
	double before, peak, result;

	if (json)
		make_json(&plain, 1, n, body);
	else
		make_rss(&plain, 1, n, body);
	v->make(&text, str_span(&plain));
	str_release(&plain);
	forget_peak();
	before = status("VmRSS:");
	if (feed_parse(str_span(&text), &hints, &doc, NULL))
		return;
	peak = status("VmHWM:") - before;
	result = (double)arena_used(doc->arena);
	printf("%-10s %-20s %6.1f MB in, %6.1f MB out, %6.1f MB taken: "
	       "%.2f x in, %.2f x out\n", name, json ? "JSON" : v->name,
	       (double)text.len / 1e6, result / 1e6, peak / 1e6,
	       peak / (double)text.len, peak / result);
}

/* In a process of its own, whose peak is its own.  */
static void measure_apart(const char *name, const struct variant *v, size_t n,
			  size_t body, bool json)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		measure(name, v, n, body, json);
		fflush(stdout);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
}

static void memory(void)
{
	for (size_t i = 0; i < ARRAY_LEN(variants); i++)
		measure_apart("100 MB", &variants[i], 24000, 4000, false);
	measure_apart("100 MB", &variants[0], 24000, 4000, true);
	for (size_t i = 0; i < ARRAY_LEN(variants); i++)
		measure_apart("8 MB", &variants[i], 1, 7900000, false);
	measure_apart("8 MB", &variants[0], 1, 7900000, true);
}

int main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "--hostile"))
		return !bench_hostile();
	if (argc > 1 && !strcmp(argv[1], "--memory")) {
		memory();
		return 0;
	}
	if (argc < 2)
		make_up();
	else if (read_files(argv + 1, argc - 1))
		return 1;
	xmlInitParser();
	throughput();
	return 0;
}
