/* placeholder.c - the cli floor begins here */
#include "config.h"

#include "base/base.h"
