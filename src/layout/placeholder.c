/* placeholder.c - the layout floor begins here */
#include "config.h"

#include "base/base.h"
