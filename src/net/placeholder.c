/* placeholder.c - the net floor begins here */
#include "config.h"

#include "base/base.h"
