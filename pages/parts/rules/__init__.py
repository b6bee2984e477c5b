"""The rule book, its facts, judgements and the lab."""
