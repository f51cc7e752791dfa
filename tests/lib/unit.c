/* unit.c - see unit.h */
#include "config.h"

#include "unit.h"

#include <ftw.h>
#include <locale.h>
#include <unistd.h>

static char *made[64];
static size_t n_made;
static pid_t maker;

int unit_run(const char *name, const struct CMUnitTest *tests, size_t n)
{
	setenv("TZ", "UTC", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setlocale(LC_ALL, "");
	cmocka_set_message_output(CM_OUTPUT_TAP);
	/* The count comes last in TAP too, and cmocka prints it first.  */
	return _cmocka_run_group_tests(name, tests, n, NULL, NULL);
}

static int unlink_one(const char *path, const struct stat *st, int flag,
		      struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

static void remove_made(void)
{
	if (getpid() != maker)
		return;
	for (size_t i = 0; i < n_made; i++) {
		nftw(made[i], unlink_one, 16, FTW_DEPTH | FTW_PHYS);
		free(made[i]);
	}
}

char *unit_tmpdir(void)
{
	const char *tmp = getenv("TMPDIR");
	size_t size = strlen(tmp ? tmp : "/tmp") + 32;
	char *path = malloc(size);

	assert_non_null(path);
	snprintf(path, size, "%s/coranto-unit-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(path));
	assert_true(n_made < sizeof(made) / sizeof(made[0]));
	if (!n_made) {
		maker = getpid();
		atexit(remove_made);
	}
	made[n_made++] = strdup(path);
	return path;
}

char *unit_data(const char *name, size_t *ret_len)
{
	char path[4096];
	char *buf = NULL;
	size_t len = 0, cap = 0, n;
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", TEST_DATA, name);
	f = fopen(path, "rb");
	if (!f)
		fail_msg("cannot read %s", path);
	do {
		cap = cap ? cap * 2 : 65536;
		buf = realloc(buf, cap + 1);
		assert_non_null(buf);
		n = fread(buf + len, 1, cap - len, f);
		len += n;
	} while (len == cap);
	fclose(f);
	buf[len] = '\0';
	if (ret_len)
		*ret_len = len;
	return buf;
}

char *unit_getenv(const char *const *env, const char *name)
{
	size_t n = strlen(name);

	for (; *env; env++)
		if (!strncmp(*env, name, n) && (*env)[n] == '=')
			return (char *)(uintptr_t)(*env + n + 1);
	return NULL;
}

size_t unit_pick(uint64_t *seed, size_t n)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (size_t)(*seed >> 11) % n;
}
