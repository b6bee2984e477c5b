"""Words that people copy by hand: references, PINs, move codes."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs without those that look alike (0 O, 1 I L)."""


def signs_of(secret: str, count: int) -> str:
    """Return so many plain signs made of a random secret."""
    number = int.from_bytes(secret.encode(), "big")
    return "".join(ALPHABET[number // 31**place % 31] for place in range(count))
