noinst_LIBRARIES += libui.a
libui_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSES_CFLAGS) $(FRIBIDI_CFLAGS)
libui_a_SOURCES = %D%/placeholder.c

UI_LIBS = libui.a $(APP_LIBS) $(NCURSES_LIBS)
