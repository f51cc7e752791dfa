# Sources: one convenience archive a floor, see src/FLOORS.

EXTRA_DIST += %D%/FLOORS

include %D%/base/local.mk
include %D%/feed/local.mk
include %D%/html/local.mk
include %D%/net/local.mk
include %D%/query/local.mk
include %D%/layout/local.mk
include %D%/store/local.mk
include %D%/app/local.mk
include %D%/ui/local.mk
include %D%/cli/local.mk

bin_PROGRAMS += coranto
coranto_SOURCES = %D%/main.c
coranto_LDADD = $(CLI_LIBS) $(UI_LIBS)
