"""The keys of the case page: what each does, and the list that tells them."""

from collections.abc import Sequence
from typing import TypedDict

from core.domain.accounts.identity import Role
from pages.parts.shell import browser
from pages.parts.shell.session import Here, say

Key = tuple[str, str, str, dict[str, str]]
"""How keys are shown, the word of what they do, how it is done, and each key with its own action."""
KEYS: Sequence[Key] = (
    ("1 – 9", "document", "paper", {str(it): str(it) for it in range(1, 10)}),
    ("␣", "onward", "paper", {" ": "onward"}),
    ("⏎", "unseen", "paper", {"Enter": "unseen"}),
    ("j", "next", "paper", {"j": "next"}),
    ("k", "previous", "paper", {"k": "previous"}),
    ("+  −", "zoom", "paper", {"+": "in", "=": "in", "-": "out"}),
    ("0", "fit", "paper", {"0": "fit"}),
    ("t", "turn", "paper", {"t": "turn"}),
    ("s", "beside", "paper", {"s": "beside"}),
    ("v", "all_hold", "press", {"v": ".st-key-all_hold button"}),
    ("a", "approve", "press", {"a": ".st-key-bar_approved button"}),
    ("d", "require", "press", {"d": ".st-key-bar_documents_required button"}),
    ("r", "refuse", "press", {"r": ".st-key-bar_refused button"}),
    ("c", "confirm", "press", {"c": ".st-key-confirm button"}),
    ("n", "take_next", "press", {"n": ".st-key-take_next button"}),
    ("m", "note", "go", {"m": ".st-key-note_text textarea"}),
    ("q", "queue", "press", {"q": ".st-key-to_queue button"}),
    ("?", "help", "help", {"?": ""}),
)
SEARCH: Key = ("/", "search", "go", {"/": ".st-key-find input"})
QUEUE_KEYS: Sequence[Key] = (
    ("j", "next_row", "row", {"j": "next"}),
    ("k", "previous_row", "row", {"k": "previous"}),
    ("Enter", "open_row", "link", {}),
    ("n", "take_next", "press", {"n": ".st-key-take_next button"}),
    ("?", "help", "help", {"?": ""}),
)
OFFICERS_ONLY = ("all_hold", "approve", "require", "refuse", "confirm", "take_next")


class ShortcutTold(TypedDict):
    """A key as the browser is told of it: how it is shown, what it means, and what pressing it does."""

    shown: str
    means: str
    does: str
    pressed: list[str]
    actions: list[str]


def draw_shortcuts(here: Here, of: Sequence[Key] = KEYS) -> None:
    """Draw the button that lists the keys, and let the page listen to them."""
    may_all = here.actor.role is Role.OFFICER
    keys = [_told(key) for key in (*of, SEARCH) if may_all or key[1] not in OFFICERS_ONLY]
    words = {word: say(f"shortcuts.{word}") for word in ("show", "title", "typing", "on", "close")}
    browser.listen_to_keys({"keys": keys, "words": words})


def _told(key: Key) -> ShortcutTold:
    shown, word, does, actions = key
    return {
        "shown": shown,
        "means": say(f"shortcuts.does_{word}"),
        "does": does,
        "pressed": list(actions),
        "actions": list(actions.values()),
    }
