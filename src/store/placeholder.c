/* placeholder.c - the store floor begins here */
#include "config.h"

#include "base/base.h"
