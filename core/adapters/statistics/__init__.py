"""Figures, their protection and charts."""
