"""What the portal knows: pure, without clock, disk, database or screen."""
