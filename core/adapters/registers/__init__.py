"""The regulators' members, names and identity."""
