noinst_LIBRARIES += libnet.a
libnet_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURL_CFLAGS)
libnet_a_SOURCES = \
	%D%/explain.c %D%/explain.h \
	%D%/download.c %D%/download.h \
	%D%/name.c %D%/name.h \
	%D%/net.c %D%/net.h \
	%D%/queue.c %D%/queue.h \
	%D%/rules.c %D%/rules.h \
	%D%/transfer.c %D%/transfer.h

NET_LIBS = libnet.a $(CURL_LIBS) $(BASE_LIBS)
