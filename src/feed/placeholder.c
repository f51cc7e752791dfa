/* placeholder.c - the feed floor begins here */
#include "config.h"

#include "base/base.h"
