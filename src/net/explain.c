/* explain.c - one clear line when a transfer fails; see explain.h */
#include "config.h"

#include "net/explain.h"

#include <errno.h>

#include "base/text.h"
#include "base/url.h"

#define HOST_MAX 120
#define DETAIL_MAX 160

/* The host of `url`, safe and cut; else the address itself.  */
struct name {
	char s[HOST_MAX + 4];
};

static void safe(char *out, size_t size, struct span s)
{
	struct str b = STR_INIT_LIMIT(size - 4);

	text_oneline(&b, s);
	if (b.full) {
		/* Not in the middle of a character.  */
		while (b.len && (b.s[b.len - 1] & 0xc0) == 0x80)
			str_truncate(&b, b.len - 1);
		if (b.len && (b.s[b.len - 1] & 0x80))
			str_truncate(&b, b.len - 1);
		snprintf(out, size, "%s…", b.s);
	} else {
		snprintf(out, size, "%s", b.s);
	}
	str_release(&b);
}

static struct name name_of(const char *url)
{
	struct str b = STR_INIT;
	struct name name;

	url_host(&b, span_of(url));
	if (!b.len)
		url_without_secrets(&b, span_of(url));
	safe(name.s, sizeof(name.s), str_span(&b));
	str_release(&b);
	return name;
}

static curl_off_t time_of(CURL *easy, CURLINFO info)
{
	curl_off_t us = 0;

	curl_easy_getinfo(easy, info, &us);
	return us;
}

/* What a transfer was doing when the time was up.  On a connection that is
 * used again only the later times are set.  */
static void explain_timeout(struct err *err, const char *host, const char *url,
			    CURL *easy)
{
	bool asked = time_of(easy, CURLINFO_PRETRANSFER_TIME_T) > 0;
	int s = (int)((time_of(easy, CURLINFO_TOTAL_TIME_T) + 500000) /
		      1000000);
	long own_port = 0;	/* that of a connection without its TLS, too */

	curl_easy_getinfo(easy, CURLINFO_LOCAL_PORT, &own_port);
	if (!asked && !time_of(easy, CURLINFO_NAMELOOKUP_TIME_T))
		err_set(err, ERR_NET, "%s: looking up its name took over %d s;"
			" is the network up?", host, s);
	else if (!asked && !own_port)
		err_set(err, ERR_NET, "%s does not answer: no connection within"
			" %d s", host, s);
	else if (!asked && span_starts_nocase(span_of(url), "https:"))
		err_set(err, ERR_NET, "%s: the TLS handshake took over %d s",
			host, s);
	else if (!time_of(easy, CURLINFO_STARTTRANSFER_TIME_T))
		err_set(err, ERR_NET, "%s took the request but did not answer"
			" within %d s", host, s);
	else
		err_set(err, ERR_NET, "%s is too slow: %lld bytes in %d s, then"
			" given up", host, (long long)
			time_of(easy, CURLINFO_SIZE_DOWNLOAD_T), s);
}

static void explain_connect(struct err *err, const char *host, CURL *easy,
			    const char *detail)
{
	long no = 0;

	curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &no);
	if (no == ECONNREFUSED)
		err_set(err, ERR_NET, "%s refuses the connection: its server is"
			" down, or the port is wrong", host);
	else if (no == ENETUNREACH || no == EHOSTUNREACH)
		err_set(err, ERR_NET, "%s cannot be reached: %s; is the network"
			" up?", host, strerror((int)no));
	else
		err_set(err, ERR_NET, "cannot connect to %s: %s", host,
			no ? strerror((int)no) : detail);
}

static void explain_certificate(struct err *err, const char *host,
				const char *detail)
{
	const char *colon = strstr(detail, "problem: ");

	if (colon)
		detail = colon + strlen("problem: ");
	else if (!strncmp(detail, "SSL: ", 5))
		detail += 5;
	err_set(err, ERR_NET, "the certificate of %s does not verify: %s; not"
		" read, for another could be answering in its name", host,
		detail);
}

void explain_failure(struct err *err, const char *url, CURLcode code,
		     CURL *easy, const char *detail)
{
	char words[DETAIL_MAX + 4];
	struct name host = name_of(url);
	curl_off_t got = 0;

	safe(words, sizeof(words),
	     span_of(detail[0] ? detail : curl_easy_strerror(code)));
	switch (code) {
	case CURLE_URL_MALFORMAT:
		err_set(err, ERR_INPUT, "not a web address: %s (%s)", host.s,
			words);
		break;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_WEIRD_SERVER_REPLY:
		err_set(err, ERR_NET, "%s does not speak HTTP: %s", host.s,
			words);
		break;
	case CURLE_COULDNT_RESOLVE_HOST:
		err_set(err, ERR_NET, "no host named %s was found: check the"
			" address, or the network", host.s);
		break;
	case CURLE_COULDNT_RESOLVE_PROXY:
		err_set(err, ERR_NET, "%s: the proxy's name was not found:"
			" check http_proxy, https_proxy, all_proxy", host.s);
		break;
	case CURLE_COULDNT_CONNECT:
		explain_connect(err, host.s, easy, words);
		break;
	case CURLE_OPERATION_TIMEDOUT:
		explain_timeout(err, host.s, url, easy);
		break;
	case CURLE_PEER_FAILED_VERIFICATION:
		explain_certificate(err, host.s, words);
		break;
	case CURLE_SSL_CACERT_BADFILE:
		err_set(err, ERR_NET, "%s: this system's certificates cannot be"
			" read (%s): install ca-certificates", host.s, words);
		break;
	case CURLE_SSL_CONNECT_ERROR:
		err_set(err, ERR_NET, "%s: no secure connection: %s", host.s,
			words);
		break;
	case CURLE_GOT_NOTHING:
		err_set(err, ERR_NET, "%s closed the connection without an"
			" answer", host.s);
		break;
	case CURLE_PARTIAL_FILE:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2_STREAM:
	case CURLE_HTTP2:
		curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &got);
		err_set(err, ERR_NET, "%s broke off after %lld bytes: %s",
			host.s, (long long)got, words);
		break;
	case CURLE_BAD_CONTENT_ENCODING:
		err_set(err, ERR_NET, "%s sent a body that does not"
			" decompress: %s", host.s, words);
		break;
	default:
		err_set(err, ERR_NET, "%s: %s", host.s, words);
		break;
	}
}

static void say_wait(char *out, size_t size, int64_t s)
{
	const char *unit = s < 120 ? "s" : s < 7200 ? "min" : "h";
	int64_t n = s < 120 ? s : s < 7200 ? (s + 59) / 60 : (s + 3599) / 3600;

	snprintf(out, size, " and asks to wait %lld %s", (long long)n, unit);
}

void explain_status(struct err *err, const char *url, long status,
		    int64_t retry_after_s)
{
	struct name host = name_of(url);
	char wait[64] = "";

	if (retry_after_s >= 0)
		say_wait(wait, sizeof(wait), retry_after_s);
	if (status == 410)
		err_set(err, ERR_GONE, "%s says that this address is gone for"
			" good (410)", host.s);
	else if (status == 404)
		err_set(err, ERR_NOTFOUND, "%s has nothing at this address"
			" (404): it may have moved", host.s);
	else if (status == 401)
		err_set(err, ERR_NET, "%s wants a user name and password (401):"
			" put them into the address, as in"
			" https://NAME:PASSWORD@HOST/", host.s);
	else if (status == 407)
		err_set(err, ERR_NET, "%s: the proxy wants a user name and"
			" password (407)", host.s);
	else if (status == 403)
		err_set(err, ERR_NET, "%s refuses to give this to us (403)%s",
			host.s, wait);
	else if (status == 429)
		err_set(err, ERR_NET, "%s says that it is asked too often"
			" (429)%s", host.s, wait);
	else if (status >= 500)
		err_set(err, ERR_NET, "%s has trouble of its own (%ld)%s; it"
			" may pass", host.s, status, wait);
	else if (status >= 400)
		err_set(err, ERR_NET, "%s turns the request down (%ld)%s",
			host.s, status, wait);
	else
		err_set(err, ERR_NET, "%s answered %ld, which is no feed",
			host.s, status);
}

void explain_too_large(struct err *err, const char *url, size_t limit)
{
	struct name host = name_of(url);

	if (limit >= 1048576)
		err_set(err, ERR_LIMIT, "%s sends more than the %zu MiB that a"
			" feed may have", host.s, limit / 1048576);
	else
		err_set(err, ERR_LIMIT, "%s sends more than the %zu bytes that"
			" a feed may have", host.s, limit);
}

void explain_headers(struct err *err, const char *url)
{
	struct name host = name_of(url);

	err_set(err, ERR_LIMIT, "%s sends headers without end", host.s);
}

void explain_private(struct err *err, const char *url)
{
	struct name host = name_of(url);

	err_set(err, ERR_INPUT, "not followed: a public site leads into"
		" the private network, to %s", host.s);
}

void explain_scheme(struct err *err, const char *url)
{
	struct name host = name_of(url);

	err_set(err, ERR_INPUT, "only http and https are fetched, not %s",
		host.s);
}

void explain_redirect(struct err *err, const char *url, const char *to)
{
	struct name host = name_of(url);
	char where[DETAIL_MAX + 4];

	safe(where, sizeof(where), span_of(to));
	err_set(err, ERR_NET, "%s redirects to “%s”, which is not followed:"
		" only http and https are", host.s, where);
}

void explain_loop(struct err *err, const char *url, int hops)
{
	struct name host = name_of(url);

	err_set(err, ERR_NET, "%s redirects in circles: given up after %d"
		" redirects", host.s, hops);
}
