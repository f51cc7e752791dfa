noinst_LIBRARIES += liblayout.a
liblayout_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS)
liblayout_a_SOURCES = %D%/placeholder.c

LAYOUT_LIBS = liblayout.a $(FRIBIDI_LIBS) $(HTML_LIBS)
