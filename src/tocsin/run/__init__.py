"""Run: the same flow, by other muscles."""
