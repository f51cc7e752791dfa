noinst_LIBRARIES += liblayout.a
liblayout_a_CPPFLAGS = $(AM_CPPFLAGS) $(FRIBIDI_CFLAGS)
liblayout_a_SOURCES = \
	%D%/bidi.c \
	%D%/breaks.c \
	%D%/cells.c \
	%D%/figure.c \
	%D%/flow.c %D%/flow.h \
	%D%/layout.c %D%/layout.h \
	%D%/justify.c \
	%D%/leaf.c \
	%D%/lines.c \
	%D%/list.c \
	%D%/para.c \
	%D%/row.c \
	%D%/table.c %D%/table.h \
	%D%/tie.c \
	%D%/unit.c

LAYOUT_LIBS = liblayout.a $(FRIBIDI_LIBS) $(HTML_LIBS)
