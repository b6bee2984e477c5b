"""What Streamlit may read as Markdown: our own sentences, and what people typed made letter for letter.

Whatever is not `Markdown` counts as typed by somebody: `say` escapes it, and so does `plain`.
"""

import html
import re
from collections.abc import Iterable

JOINER = "\u2060"
"""Has no width and breaks no line; parts what Streamlit would replace after it has read the escapes."""

SIGNS = re.compile(
    r"[\\`*_\[\]<>~|$]"
    r"|&(?=#?\w+;)"  # an entity
    r"|:(?=[^\W\d]|:|$)"  # a directive: colour, badge, icon
    r"|(?<!\w)-|-(?!\w)"
    r"|^[#+=]"
)
LINES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")
"""What parts words or lines; a space that breaks no line stays."""
NUMBERED = re.compile(r"^(\d+)(?=[.)](?: |$))")
REPLACED_LATER = re.compile(
    r":(?=material|streamlit|[\w+-]+:|//)"
    r"|-(?=[->])|<(?=[-=])|[>~](?==)"
    r"|\bwww(?=\.)|[\w.+-](?=@)",
    re.IGNORECASE,
)


class Markdown(str):
    """A text that Streamlit may read as Markdown; `letters` is what it says without any escape."""

    letters: str

    def __new__(cls, text: str, letters: str | None = None) -> "Markdown":
        """Vouch for a text of our own."""
        made = super().__new__(cls, text)
        made.letters = text if letters is None else letters
        return made


def plain(text: str) -> Markdown:
    """Return a text that Markdown shows letter for letter; our own stays as it is."""
    if isinstance(text, Markdown):
        return text
    parted = REPLACED_LATER.sub(rf"\g<0>{JOINER}", LINES.sub(" ", text).strip())
    return Markdown(NUMBERED.sub(r"\1\\", SIGNS.sub(r"\\\g<0>", parted)), text)


def joined(between: str, texts: Iterable[str]) -> Markdown:
    """Return several texts as one; what people typed in them is shown letter for letter."""
    made = [plain(text) for text in texts]
    return Markdown(between.join(made), between.join(text.letters for text in made))


def letters(text: str) -> str:
    """Return what a text says, for a place that reads no Markdown: HTML, a list's option, a file."""
    return text.letters if isinstance(text, Markdown) else text


def escape(text: str) -> str:
    """Return a text for HTML, letter for letter."""
    return html.escape(letters(text))
