# Tests of the net floor.
NETWORLD = %D%/../lib/networld.c %D%/../lib/networld.h
check_PROGRAMS += t_net t_net_many t_net_rules t_download
TESTS += t_net t_net_many t_net_rules t_download
t_download_SOURCES = %D%/t_download.c
t_download_CPPFLAGS = $(TEST_CPPFLAGS)
t_download_LDADD = $(TEST_LIBS) libhttpd.a $(NET_LIBS)
t_net_many_SOURCES = %D%/t_net_many.c $(NETWORLD)
t_net_many_CPPFLAGS = $(TEST_CPPFLAGS)
t_net_many_LDADD = $(TEST_LIBS) libhttpd.a $(NET_LIBS)
t_net_rules_SOURCES = %D%/t_net_rules.c
t_net_rules_CPPFLAGS = $(TEST_CPPFLAGS)
t_net_rules_LDADD = $(TEST_LIBS) $(NET_LIBS)
t_net_SOURCES = %D%/t_net.c $(NETWORLD)
t_net_CPPFLAGS = $(TEST_CPPFLAGS)
t_net_LDADD = $(TEST_LIBS) libhttpd.a $(NET_LIBS)

# The scripted server, for unit tests and, as a program, for shell tests.
check_LIBRARIES += libhttpd.a
libhttpd_a_CPPFLAGS = $(TEST_CPPFLAGS)
libhttpd_a_SOURCES = \
	%D%/../lib/gzip.c %D%/../lib/gzip.h \
	%D%/../lib/httpd.c %D%/../lib/httpd.h

check_PROGRAMS += httpd netget
httpd_SOURCES = %D%/../lib/httpd_main.c
httpd_CPPFLAGS = $(TEST_CPPFLAGS)
httpd_LDADD = libhttpd.a $(BASE_LIBS)
netget_SOURCES = %D%/../lib/netget.c
netget_LDADD = $(NET_LIBS)
