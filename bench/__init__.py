"""Benchmarks: `python -m bench.<name> [--data PATH]`; a table for people, then one JSON line."""
