"""The printed sentences of one paper, in its language."""

from collections.abc import Mapping
from typing import Any

from core.domain.application.content import Text


class PaperWords:
    """Speaks the `form` topic in one language."""

    def __init__(self, words: Mapping[str, Text], language: str) -> None:
        self._words = words
        self.language = language

    def say(self, key: str, **values: Any) -> str:
        """Return one sentence, its variables filled."""
        return self.raw(key).format(**values)

    def raw(self, key: str) -> str:
        """Return one sentence with its variables still open."""
        return self._words[f"form.{key}"].of(self.language)
