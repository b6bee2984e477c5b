"""What the core asks of the outside world: a port is a protocol, and who uses one names it."""
