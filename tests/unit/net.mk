# Tests of the net floor.
