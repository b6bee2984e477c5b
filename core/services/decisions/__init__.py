"""Outcomes, notices, countersigning, reconsideration."""
