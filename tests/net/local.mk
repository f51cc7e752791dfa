# Tests of the wire with real servers.
NET_TESTS = %D%/download.sh %D%/httpd.sh %D%/tls.sh
EXTRA_DIST += $(NET_TESTS)
TESTS += $(NET_TESTS)
