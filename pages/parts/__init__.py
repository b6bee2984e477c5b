"""What screens share: who is here, the frame around them, and what happens in the browser."""
