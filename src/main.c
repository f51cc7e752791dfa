/* main.c - picks a face: the screen without arguments, else the command line */
#include "config.h"

#include "base/base.h"

int main(int argc, char **argv)
{
	(void)argc;
	(void)argv;
	return 2;
}
