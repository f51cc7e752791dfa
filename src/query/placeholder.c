/* placeholder.c - the query floor begins here */
#include "config.h"

#include "base/base.h"
