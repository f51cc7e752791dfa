/* conf_private.h - what the files that read a config share */
#ifndef APP_CONF_PRIVATE_H
#define APP_CONF_PRIVATE_H

#include "app/command.h"
#include "app/conf.h"

/* The files that are being read, the innermost first.  */
struct conf_reading {
	const struct conf_reading *outer;
	const char *path;	/* as it was named */
	char *real;		/* owned; to know it again */
	int depth;
};

struct conf_applier {
	struct config *c;
	const struct conf_reading *file;	/* NULL: typed by the reader */
	size_t line;			/* in it */
	size_t *n_sources;
	struct command_err *cerr;
};

/* What is wrong, at `offset` of the line.  -1.  */
PRINTF_LIKE(3, 4)
int conf_fail(struct conf_applier *a, size_t offset, const char *fmt, ...);

/* Where the line is from, in the arena: "config:12", "typed".  */
const char *conf_origin(const struct conf_applier *a);

int conf_bind(struct conf_applier *a, const struct command *cmd);
int conf_unbind(struct conf_applier *a, const struct command *cmd);

#endif
