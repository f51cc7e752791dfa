# nginx.sh - sourced after lib.sh: a real server on loopback
#
#	nginx_start SERVER-DIRECTIVES [PARAMETERS-OF-LISTEN]
#
# Serves $T/www at $nginx_port; its access log is $T/access.log, one line a
# request: connection protocol status path.  Skips the test without nginx.

nginx_conf() {
	[ "$(id -u)" != 0 ] || echo "user root;"
	cat <<EOF
worker_processes 1;
pid $T/nginx.pid;
error_log $T/error.log;
events { worker_connections 1024; }
http {
	log_format test '\$connection \$server_protocol \$status \$request_uri';
	access_log $T/access.log test;
	client_body_temp_path $T/tmp;
	proxy_temp_path $T/tmp;
	fastcgi_temp_path $T/tmp;
	uwsgi_temp_path $T/tmp;
	scgi_temp_path $T/tmp;
	server {
		listen 127.0.0.1:$nginx_port $2;
		root $T/www;
		$1
	}
}
EOF
}

nginx_start() {
	[ -n "$NGINX_PROGRAM" ] || skip_all "no nginx"
	mkdir -p "$T/www" "$T/tmp"
	nginx_tries=0
	# It cannot ask the kernel for a port; this one and its followers are
	# tried.  As a daemon it returns once it listens.
	nginx_port=$((20000 + $$ % 20000))
	until nginx_conf "$1" "$2" >"$T/nginx.conf" &&
		"$NGINX_PROGRAM" -p "$T" -c "$T/nginx.conf" \
			-e "$T/error.log" 2>"$T/nginx.err"
	do
		nginx_tries=$((nginx_tries + 1))
		grep -q "in use" "$T/nginx.err" && [ $nginx_tries -lt 20 ] || {
			sed 's/^/# /' "$T/nginx.err"
			skip_all "nginx does not start"
		}
		nginx_port=$((nginx_port + 1))
	done
	at_exit="nginx_stop; $at_exit"
}

nginx_stop() {
	kill "$(cat "$T/nginx.pid")"
}
