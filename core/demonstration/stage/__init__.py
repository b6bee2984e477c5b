"""What a demonstration shows by one press: invented people at a place of their road, and doors to them."""
