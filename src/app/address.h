/* address.h - what people type and paste, to an address that can be fetched */
#ifndef APP_ADDRESS_H
#define APP_ADDRESS_H

#include "base/err.h"

/*
 * The full address, owned; NULL with the reason when it is none.  White space,
 * quotes and brackets around it are dropped, so are "feed:", "rss:" and
 * "view-source:" before it and a full stop after it.  Without a scheme it gets
 * https://, and *ret_flags FIND_HTTP_TOO.  Only http, https, file and what is
 * bundled can be feeds.
 */
char *address_complete(const char *typed, unsigned *ret_flags, struct err *err)
	MUST_USE;

#endif
