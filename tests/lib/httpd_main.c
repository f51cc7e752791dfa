/* httpd_main.c - the scripted server as a program, for shell tests
 *
 *	httpd DIR
 *
 * See httpd.h.
 */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "base/base.h"
#include "httpd.h"

int main(int argc, char **argv)
{
	struct httpd *h;
	char byte;

	if (argc != 2) {
		fprintf(stderr, "usage: httpd DIR\n");
		return 2;
	}
	h = httpd_new_dir(argv[1]);
	printf("%d\n", httpd_port(h));
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	/* Threads may stand at a gate that nobody opens: no httpd_free().  */
	_exit(0);
}
