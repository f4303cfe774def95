"""Tocsin reads the news and rings when a situation escalates."""
