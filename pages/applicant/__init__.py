"""Screens of whoever asks to be enrolled."""
