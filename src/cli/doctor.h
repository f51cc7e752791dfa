/* doctor.h - what `coranto doctor` found, for doctor.c and its words */
#ifndef CLI_DOCTOR_H
#define CLI_DOCTOR_H

#include "cli/cli.h"
#include "store/salvage.h"

enum doctor_state {
	DOCTOR_NONE,		/* there is no cache yet */
	DOCTOR_SOUND,
	DOCTOR_MENDED,
	DOCTOR_FAULTY,		/* something is left */
	DOCTOR_DAMAGED,		/* to be salvaged */
	DOCTOR_SALVAGED,
};

struct doctor {
	bool check, quick, json;	/* asked for */
	struct cli_watch watch;
	char *path;			/* of the cache */
	struct config *config;
	struct subs *subs;		/* NULL: cannot be read */
	enum doctor_state state;
	bool alone;			/* nobody else has it open */
	char why[480];			/* it could not even be opened */
	struct store_findings found;
	struct store_salvaged salvaged;
	bool counted;			/* these two are known: */
	struct store_feeds *feeds;
	struct store_sizes sizes;
	bool failed;			/* the exit status */
};

/* The i-th backup, the newest first; false: there are no more.  */
bool doctor_backup(const struct doctor *d, int i, struct str *path,
		   int64_t *ret_date, int64_t *ret_size);
bool doctor_has_backup(const struct doctor *d);

/* All that was found, done and counted, appended.  */
void doctor_text(const struct doctor *d, struct str *out);
void doctor_json(const struct doctor *d, struct str *out);

extern const char cli_doctor_help[];

#endif
