"""Files kept, and found fit before they are kept."""
