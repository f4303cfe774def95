"""Training code, exact commands of each result, and measuring scripts; outside the wheel."""
