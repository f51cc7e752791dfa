noinst_LIBRARIES += libbase.a
libbase_a_SOURCES = \
	%D%/arena.c %D%/arena.h \
	%D%/ascii.h \
	%D%/banned.h %D%/base.h \
	%D%/crash.c %D%/crash.h \
	%D%/date.c %D%/date.h \
	%D%/entity.c %D%/entity.def %D%/entity.h \
	%D%/err.c %D%/err.h \
	%D%/file.c %D%/file.h \
	%D%/filename.c %D%/filename.h \
	%D%/hash.h \
	%D%/jsonout.c %D%/jsonout.h \
	%D%/log.c %D%/log.h \
	%D%/mailbox.c %D%/mailbox.h \
	%D%/mem.c %D%/mem.h \
	%D%/nearest.c %D%/nearest.h \
	%D%/paths.c %D%/paths.h \
	%D%/pool.c %D%/pool.h \
	%D%/run.c %D%/run.h \
	%D%/str.c %D%/str.h \
	%D%/text.c %D%/text.h %D%/text_break.c \
	%D%/thread.c %D%/thread.h \
	%D%/url.c %D%/url.h

BASE_LIBS = libbase.a $(UNISTRING_LIBS)
