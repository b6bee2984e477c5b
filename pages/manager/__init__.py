"""Screens of those who must know why."""
