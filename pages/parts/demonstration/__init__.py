"""What stands around the portal in a demonstration only."""
