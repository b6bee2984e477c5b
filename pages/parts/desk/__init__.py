"""Queues, claims, search, the notebook."""
