"""Reading the form that comes back."""
