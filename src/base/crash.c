/* crash.c - see crash.h
 *
 * What runs in the handler is async-signal-safe: write(), open(), rename(),
 * words put together in place.  backtrace() is called once beforehand, so
 * that it loads nothing then.
 */
#include "config.h"

#include "base/crash.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef HAVE_EXECINFO_H
#include <execinfo.h>
#endif

#include "base/date.h"
#include "base/mem.h"
#include "base/paths.h"

#define LOG_MOST 65536
#define NOTES 8
#define FRAMES 64
#define STACK_BYTES 65536

static const int crashes[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT };

static char log_path[4096], old_path[sizeof(log_path) + 8];
static const char *version = "";
static const char *volatile notes[NOTES];
static volatile unsigned int n_notes;
static atomic_flag crashing = ATOMIC_FLAG_INIT;
static _Thread_local char own_stack[STACK_BYTES];

/* --- words, put together without malloc --------------------------------- */

struct words {
	char s[512];
	size_t n;
};

static void add(struct words *w, const char *s)
{
	while (*s && w->n < sizeof(w->s))
		w->s[w->n++] = *s++;
}

/* At least `digits` of them.  */
static void add_number(struct words *w, uint64_t n, unsigned int base,
		       unsigned int digits)
{
	char s[24];
	size_t at = sizeof(s);

	s[--at] = '\0';
	do {
		s[--at] = "0123456789abcdef"[n % base];
		n /= base;
		if (digits)
			digits--;
	} while ((n || digits) && at);
	add(w, s + at);
}

static void add_date(struct words *w)
{
	struct timespec ts;
	struct date_parts d;

	clock_gettime(CLOCK_REALTIME, &ts);
	d = date_to_parts(ts.tv_sec);
	add_number(w, (uint64_t)d.year, 10, 4);
	add(w, "-");
	add_number(w, (uint64_t)d.month, 10, 2);
	add(w, "-");
	add_number(w, (uint64_t)d.day, 10, 2);
	add(w, " ");
	add_number(w, (uint64_t)d.hour, 10, 2);
	add(w, ":");
	add_number(w, (uint64_t)d.minute, 10, 2);
	add(w, ":");
	add_number(w, (uint64_t)d.second, 10, 2);
	add(w, " UTC");
}

static void put(int fd, const struct words *w)
{
	(void)!write(fd, w->s, w->n);
}

static const char *name_of(int sig)
{
	switch (sig) {
	case SIGSEGV:
		return "segmentation fault";
	case SIGBUS:
		return "bus error";
	case SIGILL:
		return "illegal instruction";
	case SIGFPE:
		return "arithmetic error";
	case SIGABRT:
		return "aborted";
	}
	return "signal";
}

/* --- the log -------------------------------------------------------------- */

static void make_folders(void)
{
	for (char *p = log_path + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		(void)!mkdir(log_path, 0700);
		*p = '/';
	}
}

static int open_log(void)
{
	struct stat st;

	if (!*log_path)
		return -1;
	if (stat(log_path, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size >= LOG_MOST)
		(void)!rename(log_path, old_path);
	make_folders();
	return open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC |
		    O_NOCTTY, 0600);
}

static void put_notes(int fd)
{
	struct words w = { .n = 0 };
	unsigned int n = n_notes, first = n > NOTES ? n - NOTES : 0;

	add(&w, "the last actions:");
	for (unsigned int i = first; i != n; i++) {
		add(&w, " ");
		add(&w, notes[i % NOTES]);
	}
	add(&w, n ? "\n" : " none\n");
	put(fd, &w);
}

/* False when there is no log.  */
static bool write_log(const char *what, const void *address, bool calls)
{
	struct words w = { .n = 0 };
	int fd = open_log();

	if (fd < 0)
		return false;
	add(&w, "== ");
	add_date(&w);
	add(&w, " coranto ");
	add(&w, version);
	add(&w, ", process ");
	add_number(&w, (uint64_t)getpid(), 10, 0);
	add(&w, ": ");
	add(&w, what);
	if (address) {
		add(&w, " at 0x");
		add_number(&w, (uint64_t)(uintptr_t)address, 16, 0);
	}
	add(&w, "\n");
	put(fd, &w);
	put_notes(fd);
#ifdef HAVE_EXECINFO_H
	if (calls) {
		void *frames[FRAMES];

		backtrace_symbols_fd(frames, backtrace(frames, FRAMES), fd);
	}
#else
	(void)calls;
#endif
	close(fd);
	return true;
}

static void say_where(struct words *w, bool logged)
{
	if (logged) {
		add(w, "; what it knows is in ");
		add(w, log_path);
	}
	add(w, "\n");
	put(STDERR_FILENO, w);
}

/* --- dying ------------------------------------------------------------------ */

static void on_crash(int sig, siginfo_t *info, void *context)
{
	struct words w = { .n = 0 };
	bool has_address = info->si_code > 0 && sig != SIGABRT;

	(void)context;
	/* Another thread is at it: the process ends with that one.  */
	while (atomic_flag_test_and_set(&crashing))
		pause();
	/* Should anything below wait for ever.  */
	signal(SIGALRM, SIG_DFL);
	alarm(5);
	fatal_run_hook();
	add(&w, "coranto: crashed (");
	add(&w, name_of(sig));
	add(&w, ")");
	say_where(&w, write_log(name_of(sig), has_address ? info->si_addr :
				NULL, true));
	signal(sig, SIG_DFL);
	raise(sig);
}

void crash_fatal(const char *words)
{
	struct words w = { .n = 0 };

	if (*log_path && write_log(words, NULL, true)) {
		add(&w, "coranto: what it knows is in ");
		add(&w, log_path);
		add(&w, "\n");
		put(STDERR_FILENO, &w);
	}
}

void crash_note(const char *what)
{
	notes[n_notes % NOTES] = what;
	n_notes++;
}

/* --- setting up -------------------------------------------------------------- */

void crash_thread(void)
{
	stack_t stack = { .ss_sp = own_stack, .ss_size = sizeof(own_stack) };
	stack_t there;
	sigset_t set;

	/* One of a sanitizer, which takes it away itself, stays.  */
	if (sigaltstack(NULL, &there) < 0 || (there.ss_flags & SS_DISABLE))
		sigaltstack(&stack, NULL);
	sigemptyset(&set);
	for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
		sigaddset(&set, crashes[i]);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* The path is made now, for that needs memory; the file not.  */
static void find_log(void)
{
	const char *path = getenv("CORANTO_LOG");
	struct err err = ERR_INIT;
	char *own = NULL;
	size_t n;

	if (!path || !*path)
		path = own = paths_file(PATHS_STATE, "log", &err);
	n = path ? strlen(path) : 0;
	if (n && n < sizeof(log_path)) {
		memcpy(log_path, path, n + 1);
		memcpy(old_path, path, n);
		memcpy(old_path + n, ".old", sizeof(".old"));
	}
	free(own);
}

void crash_init(const char *program_version)
{
	struct sigaction sa = { .sa_flags = SA_SIGINFO | SA_ONSTACK }, old;

	version = program_version;
	find_log();
#ifdef HAVE_EXECINFO_H
	backtrace((void *[1]){ NULL }, 1);
#endif
	sa.sa_sigaction = on_crash;
	sigemptyset(&sa.sa_mask);
	/* A crash in here ends it at once.  */
	for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
		sigaddset(&sa.sa_mask, crashes[i]);
	crash_thread();
	for (size_t i = 0; i < ARRAY_LEN(crashes); i++)
		if (!sigaction(crashes[i], NULL, &old) &&
		    !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL)
			sigaction(crashes[i], &sa, NULL);
}
