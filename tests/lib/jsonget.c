/* jsonget.c - a value in a JSON file, for shell tests
 *
 *	jsonget FILE [PATH]
 *
 * PATH is keys and indices apart by dots: "0.title".  Prints the value there:
 * text as it is, numbers, true, false, null; of an array or object the number
 * of its members.  Exit 1 when FILE ("-": standard input) is not JSON from
 * the first byte to the last, or nothing is at PATH.
 */
#include "config.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *step(json_t *at, const char *key)
{
	if (json_is_array(at) && isdigit((unsigned char)*key))
		return json_array_get(at, strtoul(key, NULL, 10));
	return json_object_get(at, key);
}

static void print(const json_t *v)
{
	if (json_is_string(v))
		printf("%s\n", json_string_value(v));
	else if (json_is_integer(v))
		printf("%lld\n", (long long)json_integer_value(v));
	else if (json_is_real(v))
		printf("%g\n", json_real_value(v));
	else if (json_is_boolean(v))
		printf("%s\n", json_is_true(v) ? "true" : "false");
	else if (json_is_array(v))
		printf("%zu\n", json_array_size(v));
	else if (json_is_object(v))
		printf("%zu\n", json_object_size(v));
	else
		printf("null\n");
}

int main(int argc, char **argv)
{
	json_t *root, *at;
	json_error_t why;
	char *p;
	int ret;

	if (argc < 2 || argc > 3)
		return 2;
	root = strcmp(argv[1], "-") ? json_load_file(argv[1], 0, &why) :
				      json_loadf(stdin, 0, &why);
	if (!root) {
		fprintf(stderr, "jsonget: %s:%d: %s\n", argv[1], why.line,
			why.text);
		return 1;
	}
	at = root;
	for (p = argc > 2 ? argv[2] : NULL; p && *p && at;) {
		char *dot = strchr(p, '.');

		if (dot)
			*dot = '\0';
		at = step(at, p);
		p = dot ? dot + 1 : NULL;
	}
	if (!at) {
		fprintf(stderr, "jsonget: nothing there\n");
	} else {
		print(at);
	}
	ret = !at;
	json_decref(root);
	return ret;
}
