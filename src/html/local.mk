noinst_LIBRARIES += libhtml.a
libhtml_a_CPPFLAGS = $(AM_CPPFLAGS) $(XML_CFLAGS)
libhtml_a_SOURCES = %D%/placeholder.c

HTML_LIBS = libhtml.a $(XML_LIBS) $(BASE_LIBS)
