"""The keys of the case page: what each does, and the list that tells them."""

from collections.abc import Sequence
from typing import Any

from core.domain.accounts.identity import Role
from pages.parts.shell import browser
from pages.parts.shell.session import Here, say

Key = tuple[str, str, str, dict[str, str]]
"""How keys are shown, the word of what they do, how it is done, and each key with its own action."""
PLACES = {
    "d": ".st-key-outcome input, .st-key-outcome [role=radio]",
    "n": ".st-key-note_text textarea",
}
KEYS: Sequence[Key] = (
    ("1 – 9", "document", "paper", {str(it): str(it) for it in range(1, 10)}),
    ("j", "next", "paper", {"j": "next"}),
    ("k", "previous", "paper", {"k": "previous"}),
    ("+  −", "zoom", "paper", {"+": "in", "=": "in", "-": "out"}),
    ("0", "fit", "paper", {"0": "fit"}),
    ("t", "turn", "paper", {"t": "turn"}),
    ("s", "beside", "paper", {"s": "beside"}),
    ("d", "decision", "go", {"d": PLACES["d"]}),
    ("n", "note", "go", {"n": PLACES["n"]}),
    ("q", "queue", "press", {"q": ".st-key-to_queue button"}),
    ("?", "help", "help", {"?": ""}),
)
OFFICERS_ONLY = "decision"


def draw_shortcuts(here: Here) -> None:
    """Draw the button that lists the keys, and let the page listen to them."""
    keys = [_told(key) for key in KEYS if here.actor.role is Role.OFFICER or key[1] != OFFICERS_ONLY]
    words = {word: say(f"shortcuts.{word}") for word in ("show", "title", "typing", "on", "close")}
    browser.listen_to_keys({"keys": keys, "words": words})


def _told(key: Key) -> dict[str, Any]:
    shown, word, does, actions = key
    return {
        "shown": shown,
        "means": say(f"shortcuts.does_{word}"),
        "does": does,
        "pressed": list(actions),
        "actions": list(actions.values()),
    }
