noinst_LIBRARIES += libfeed.a
libfeed_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS) $(JANSSON_CFLAGS)
libfeed_a_SOURCES = \
	%D%/build.c %D%/build.h \
	%D%/capture.c %D%/capture.h \
	%D%/charset.c %D%/charset.h \
	%D%/date.c %D%/date.h %D%/date_private.h \
	%D%/date_fold.c %D%/date_names.c %D%/date_names_tagged.c \
	%D%/date_words.c \
	%D%/discover.c %D%/discover.h \
	%D%/feed.h \
	%D%/fields.c %D%/fields.h \
	%D%/hint.c %D%/hint.h \
	%D%/jsonread.c %D%/jsonread.h \
	%D%/jsonfeed.c %D%/jsonfeed.h \
	%D%/label.c %D%/label.h \
	%D%/names.c %D%/names.h \
	%D%/nofeed.c %D%/nofeed.h \
	%D%/notes.c %D%/notes.h \
	%D%/opml.c %D%/opml.h \
	%D%/parse.c \
	%D%/person.c %D%/person.h \
	%D%/place.c %D%/place.h \
	%D%/plain.c %D%/plain.h \
	%D%/prolog.c %D%/prolog.h \
	%D%/reencode.c %D%/reencode.h \
	%D%/repair.c %D%/repair.h \
	%D%/resolve.c %D%/resolve.h \
	%D%/resource.c \
	%D%/sax.c %D%/sax.h \
	%D%/tag.c %D%/tag.h \
	%D%/twice.c %D%/twice.h \
	%D%/urls.c %D%/urls.h \
	%D%/xmlfeed.c %D%/xmlfeed.h \
	%D%/xmlfield.c \
	%D%/xmlmedia.c \
	%D%/xmlwalk.h

FEED_LIBS = libfeed.a $(XML_LIBS) $(JANSSON_LIBS) $(HTML_LIBS) -lm
