/* log.c - a log for bug reports; see log.h */
#include "config.h"

#include "base/log.h"

#include <pthread.h>
#include <stdarg.h>

#include "base/date.h"
#include "base/text.h"

static FILE *log_file;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

void log_open(void)
{
	const char *path = getenv("CORANTO_LOG");

	if (path && *path && !log_file)
		log_file = fopen(path, "ae");
}

void log_close(void)
{
	if (log_file)
		fclose(log_file);
	log_file = NULL;
}

void log_line(const char *fmt, ...)
{
	struct str safe = STR_INIT;
	char text[2048];
	va_list ap;
	int n;

	if (!log_file)
		return;
	va_start(ap, fmt);
	n = vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	text_safe(&safe, span_of(text), TEXT_LINE);
	pthread_mutex_lock(&log_lock);
	fprintf(log_file, "%lld.%03lld %s\n",
		(long long)(date_monotonic_ms() / 1000),
		(long long)(date_monotonic_ms() % 1000), safe.s);
	fflush(log_file);
	pthread_mutex_unlock(&log_lock);
	str_release(&safe);
}
