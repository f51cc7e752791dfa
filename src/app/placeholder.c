/* placeholder.c - the app floor begins here */
#include "config.h"

#include "base/base.h"
