"""What a decision rests on, as it is kept: reasons given, rules overruled, the checklist answered."""

from typing import NotRequired

from typing_extensions import TypedDict


class GivenReason(TypedDict):
    """A ground of refusal as a decision keeps it; a notice also tells what clears it and what it opens."""

    code: str
    text: str
    remedies: NotRequired[list[str]]
    questions: NotRequired[list[str]]


class OverruledRule(TypedDict):
    """A rule that an officer disagreed with, and why."""

    rule: str
    why: str


class CheckedItem(TypedDict):
    """What an officer answered to one item of the checklist."""

    code: str
    holds: bool


def without_words(reasons: list[GivenReason]) -> list[GivenReason]:
    """Return reasons without what was written to them."""
    return [{**it, "text": ""} for it in reasons]


def without_whys(overruled: list[OverruledRule]) -> list[OverruledRule]:
    """Return overruled rules without why."""
    return [{**it, "why": ""} for it in overruled]
