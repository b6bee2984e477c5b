"""Credentials, sessions, the PIN, security questions, moves."""
