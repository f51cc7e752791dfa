# Tests of the query floor.
