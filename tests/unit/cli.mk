# Tests of the cli floor: those of the commands are in tests/cli.
