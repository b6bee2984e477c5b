"""Screens of those who decide."""
