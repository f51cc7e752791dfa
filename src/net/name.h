/* name.h - what a file that is downloaded is called
 *
 * Pure; any thread.
 */
#ifndef NET_NAME_H
#define NET_NAME_H

#include "base/str.h"

/*
 * Append the name that a server gives (Content-Disposition, RFC 6266, with
 * RFC 8187 for its filename*), else the last part of the path of `url`, else
 * its host; made safe by filename_make().  A name without a suffix gets the
 * one that belongs to `content_type`, where that is known.  Headers may be
 * NULL.
 */
void name_of_download(struct str *out, const char *disposition,
		      const char *content_type, const char *url);

/* The bytes that are left to ask for, of "bytes 5-9/10": true when the answer
 * begins at `from` and the whole has `total` bytes.  RFC 9110 §14.4.  */
bool name_range_fits(const char *content_range, int64_t from, int64_t total);

#endif
