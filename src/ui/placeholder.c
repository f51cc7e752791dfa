/* placeholder.c - the ui floor begins here */
#include "config.h"

#include "base/base.h"
