"""The papers the portal prints."""
