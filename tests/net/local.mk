# Tests of the wire with real servers.
EXTRA_DIST += %D%/httpd.sh %D%/tls.sh
TESTS += %D%/httpd.sh %D%/tls.sh
