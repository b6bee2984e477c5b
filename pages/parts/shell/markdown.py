"""Text that people typed, made safe to show inside Markdown."""

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:@&])")


def plain(text: str) -> str:
    """Return a text that Markdown shows letter for letter."""
    return SIGNS.sub(r"\\\1", " ".join(text.split()))
