# How fast pages become lines; built by `make bench_layout`.
EXTRA_PROGRAMS += bench_layout
bench_layout_SOURCES = %D%/bench_layout.c
bench_layout_LDADD = $(LAYOUT_LIBS)

# How long a screenful of a big page takes.
EXTRA_PROGRAMS += bench_big
bench_big_SOURCES = %D%/bench_big.c
bench_big_LDADD = $(LAYOUT_LIBS)
