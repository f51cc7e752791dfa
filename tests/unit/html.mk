# Tests of the html floor.
