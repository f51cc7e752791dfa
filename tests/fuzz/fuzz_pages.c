/* fuzz_pages.c - store/pages.c over a file of any bytes: it ends, rows are
 * within what was read, and no page is read for two of them
 */
#include "config.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/file.h"
#include "store/pages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seen {
	size_t bytes;
	uint8_t sum;
};

static int on_row(void *arg, const struct pages_row *row)
{
	struct seen *seen = arg;

	if (!row->n || row->n > PAGES_COLUMNS)
		abort();
	for (size_t i = 0; i < row->n; i++) {
		const struct pages_value *v = &row->v[i];

		for (size_t k = 0; k < v->s.len; k++)
			seen->sum ^= (uint8_t)v->s.p[k];
		seen->bytes += v->s.len;
	}
	return 0;
}

static void read_all(struct pages *p, bool whole, struct seen *seen)
{
	for (uint32_t i = 1; i <= pages_count(p); i++)
		if (pages_rows(p, i, whole, on_row, seen) != 0)
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("pages", MFD_CLOEXEC);
	struct seen seen = { 0 };
	uint32_t application, version;
	enum pages_trust trust;
	struct pages *p;

	if (fd < 0 || file_put(fd, (struct span){ (const char *)data,
						  size }) < 0)
		abort();
	if (pages_open(fd, NULL, &p, NULL) == 0) {
		(void)pages_header(p, &application, &version);
		if (pages_adopt(p, 1, 1) > pages_count(p))
			abort();
		(void)pages_adopt(p, 3, 2);
		pages_adopt_mapped(p);
		for (uint32_t i = 1; i <= pages_count(p); i++) {
			bool lost = pages_is_lost(p, i);

			if (lost && pages_owner(p, i, &trust))
				abort();
		}
		read_all(p, false, &seen);
		read_all(p, true, &seen);
		pages_free(p);
	}
	close(fd);
	return 0;
}
