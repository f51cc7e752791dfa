/* paths.c - where coranto keeps its files; see paths.h */
#include "config.h"

#include "base/paths.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/mem.h"

char *paths_file(enum paths_kind kind, const char *file, struct err *err)
{
	static const struct {
		const char *variable, *below_home;
	} folders[] = {
		[PATHS_CONFIG] = { "XDG_CONFIG_HOME", ".config" },
		[PATHS_DATA] = { "XDG_DATA_HOME", ".local/share" },
		[PATHS_STATE] = { "XDG_STATE_HOME", ".local/state" },
		[PATHS_CACHE] = { "XDG_CACHE_HOME", ".cache" },
	};
	const char *dir = getenv(folders[kind].variable);
	const char *home = getenv("HOME");
	struct str path = STR_INIT;

	if (dir && dir[0] == '/') {
		str_addf(&path, "%s/coranto/%s", dir, file);
	} else if (home && home[0] == '/') {
		str_addf(&path, "%s/%s/coranto/%s", home,
			 folders[kind].below_home, file);
	} else {
		err_set(err, ERR_DISK, "neither %s nor HOME is set: "
			"set HOME to your home folder",
			folders[kind].variable);
		return NULL;
	}
	return str_detach(&path);
}

int paths_have_parent(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash && slash > path ?
		       xstrndup(path, (size_t)(slash - path)) : NULL;
	struct stat st;
	int ret = 0;

	if (folder && (stat(folder, &st) < 0 || !S_ISDIR(st.st_mode)))
		ret = err_set(err, ERR_NOTFOUND, "there is no folder %s",
			      folder);
	free(folder);
	return ret;
}

int paths_make_parents(const char *path, struct err *err)
{
	char *copy = xstrdup(path);
	int ret = 0;

	for (char *p = copy + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) < 0 && errno != EEXIST) {
			ret = err_set(err, ERR_DISK,
				      "cannot make the folder %s: %s", copy,
				      strerror(errno));
			break;
		}
		*p = '/';
	}
	free(copy);
	return ret;
}
