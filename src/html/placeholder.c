/* placeholder.c - the html floor begins here */
#include "config.h"

#include "base/base.h"
