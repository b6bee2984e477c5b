"""What is done without anybody, or by those who run the portal."""
