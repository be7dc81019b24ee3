"""The benchmarks: `make bench`. Every figure is a ratio of two times, or two sizes, taken in one run on one machine."""
