"""Tests mirror the modules of `generator`; the input stands next to the assertion."""
