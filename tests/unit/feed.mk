# Tests of the feed floor.
