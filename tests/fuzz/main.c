/* main.c - a fuzz target as a test: replays inputs, prints TAP
 *
 * The inputs are the files and folders given as arguments; without any, the
 * folder corpus/NAME beside this file for the program fuzz_NAME.  With
 * --enable-fuzzing libFuzzer's own main takes this one's place.
 */
#include "config.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char **paths;
static size_t n_paths, cap_paths;

static void add(const char *path)
{
	struct str name = STR_INIT;
	struct dirent *entry;
	struct stat st;
	DIR *dir;

	if (stat(path, &st) || !S_ISDIR(st.st_mode)) {
		paths = xgrow(paths, n_paths, &cap_paths, sizeof(*paths));
		paths[n_paths++] = xstrdup(path);
		return;
	}
	dir = opendir(path);
	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.')
			continue;
		str_clear(&name);
		str_addf(&name, "%s/%s", path, entry->d_name);
		add(name.s);
	}
	if (dir)
		closedir(dir);
	str_release(&name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The folder of corpus/ that belongs to this program.  */
static void add_own(const char *program)
{
	const char *slash = strrchr(program, '/'), *source = getenv("SRCDIR");
	const char *name = slash ? slash + 1 : program;
	struct str path = STR_INIT;

	if (!strncmp(name, "fuzz_", 5))
		name += 5;
	str_addf(&path, "%s/tests/fuzz/corpus/%s", source ? source : ".",
		 name);
	add(path.s);
	str_release(&path);
}

int main(int argc, char **argv)
{
	int failed = 0;

	for (int i = 1; i < argc; i++)
		add(argv[i]);
	if (argc < 2)
		add_own(argv[0]);
	if (n_paths)
		qsort(paths, n_paths, sizeof(*paths), by_name);
	printf("1..%zu\n", n_paths);
	for (size_t i = 0; i < n_paths; i++) {
		const char *slash = strrchr(paths[i], '/');
		struct str data = STR_INIT;
		struct err err = ERR_INIT;
		uint8_t *exact;

		if (file_read(paths[i], 0, &data, &err)) {
			printf("not ok %zu - %s\n", i + 1, err.text);
			failed = 1;
			continue;
		}
		/* Of its very size, so that a read behind it is seen.  */
		exact = xmemdup(data.s, data.len ? data.len : 1);
		LLVMFuzzerTestOneInput(exact, data.len);
		free(exact);
		str_release(&data);
		printf("ok %zu - %s\n", i + 1, slash ? slash + 1 : paths[i]);
		fflush(stdout);
		free(paths[i]);
	}
	free(paths);
	return failed;
}
