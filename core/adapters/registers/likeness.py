"""How alike two words are, by RapidFuzz."""

from rapidfuzz.distance import OSA


def alike(one: str, other: str) -> float:
    """Return the share of letters that stay when one word is typed for the other.

    Units: from 0 to 1; two letters that changed places count once.
    """
    return OSA.normalized_similarity(one, other)
