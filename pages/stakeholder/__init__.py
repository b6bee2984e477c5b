"""Screens of those who see figures only."""
