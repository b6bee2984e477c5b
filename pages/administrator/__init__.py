"""Screens of those who keep the portal running."""
