/* complete.h - candidates for the completions of shells */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

/* argv[1..]: the words of the call after the program's name, the last one
 * being what is typed.  Prints candidates; returns the exit status.  */
int cli_complete(int argc, char **argv);

#endif
