"""The regulators' registers: what a new edition changes, and whom."""
