"""What Streamlit's fields do not say to assistive technology: their hint, their fault, their group."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NotRequired, TypedDict

from streamlit.components import v2

SCRIPT = Path(__file__).parent / "assets" / "describe.js"


class Ties(TypedDict):
    """One field: its container's key; ids of texts about it, its group's name and its label; its keyboard."""

    key: str
    described: list[str]
    invalid: bool
    required: bool
    group: str
    named_by: NotRequired[str]
    mode: str


@cache
def _component() -> Callable[..., Any]:
    script = SCRIPT.read_text(encoding="utf-8")
    return v2.component("portal_describe", js=script, isolate_styles=False)


def describe(ties: Sequence[Ties]) -> None:
    """Tie each field to the texts about it, in the browser.

    Source: WCAG 2.1, 1.3.1 and 3.3.1.
    """
    _component()(data={"fields": list(ties)}, key="describe")
