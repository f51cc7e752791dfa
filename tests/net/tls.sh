#!/bin/sh
# Certificates are verified and HTTP/2 shares a connection, with a real server.
. "${SRCDIR:?}/tests/lib/lib.sh" || exit 1
. "$SRCDIR/tests/lib/nginx.sh"

command -v openssl >/dev/null || skip_all "no openssl"
netget=$(wrapped "$BUILDDIR/netget")

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost \
	-addext subjectAltName=DNS:localhost \
	-keyout "$T/key.pem" -out "$T/cert.pem" 2>"$T/openssl.err" ||
	skip_all "openssl makes no certificate"

mkdir -p "$T/www"
i=0
while [ $i -lt 60 ]; do
	echo "<rss>$i</rss>" >"$T/www/$i.xml"
	i=$((i + 1))
done
nginx_start "ssl_certificate $T/cert.pem; ssl_certificate_key $T/key.pem;" \
	"ssl http2"
at="https://localhost:$nginx_port"

run "$netget" "$at/0.xml"
like "a certificate that nobody vouches for is refused, and named" "$out" \
	"^0 0 $at/0.xml the certificate of localhost does not verify: self"
run "$netget" -C "$T/cert.pem" "https://127.0.0.1:$nginx_port/0.xml"
like "so is one of another host" "$out" \
	"^0 0 .* the certificate of 127.0.0.1 does not verify: "
run "$netget" -C "$T/none.pem" "$at/0.xml"
like "certificates that cannot be read are named" "$out" \
	"localhost: this system's certificates cannot be read"
is "none of them was asked for anything" "$(cat "$T/access.log")" ""

run "$netget" -C "$T/cert.pem" -2 $(seq -f "$at/%.0f.xml" 0 59)
is "all are fetched, then asked for again" \
	"$(echo "$out" | cut -d' ' -f1 | sort | uniq -c | tr -s ' \n' ' ')" \
	" 60 200 60 304 "
is "in HTTP/2" "$(cut -d' ' -f2 "$T/access.log" | sort -u)" "HTTP/2.0"
is "over one connection" "$(cut -d' ' -f1 "$T/access.log" | sort -u | wc -l)" 1

run "$netget" "http://localhost:$nginx_port/0.xml"
like "http on a port of https is refused" "$out" "\(400\)"
done_testing
