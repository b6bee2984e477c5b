"""IMM 5661 printed and returned, and the documents given."""
