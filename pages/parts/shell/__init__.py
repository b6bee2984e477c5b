"""What every screen stands in: session, frame, routes, fields."""
