# Tests of the store floor.
