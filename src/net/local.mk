noinst_LIBRARIES += libnet.a
libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
libnet_a_SOURCES = %D%/placeholder.c

NET_LIBS = libnet.a $(CURL_LIBS) $(BASE_LIBS)
