"""Typed readers of packs: no knowledge in code."""
