"""Benchmarks: what is fast, small or good, measured on the real thing; run by hand, never timed in tests."""
